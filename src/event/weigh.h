/*
 * weigh.h - the learned part of the event room: how likely a row is one that an analyst would
 * write.
 *
 * What the patterns find is described by named features ("near.AID obj=tent"); codebook/learned.txt
 * gives each a weight in hundredths of a logit, and their sum is the row's score. A sense whose
 * conditions all hold is a `hit`, one that lacks a single condition is `near`; each kind has its
 * bar. Integers alone, so that every machine decides alike.
 */
#ifndef DG_EVENT_WEIGH_H
#define DG_EVENT_WEIGH_H

#include "event/find.h"

/* Score of an event drafted from the sense at its token. `lacks`: the condition that does not hold,
 * NULL for a hit. doc->weigh_note, where set, is told each feature, then NULL and the score; near
 * senses are then told and not taken, and no hit is dropped. */
int32_t dg_weigh(dg_finder *finder, const dragoman_event *event, const dg_cond *lacks);

/* Give the tokens of a sentence that have no sense the near sense that scores best, where one
 * reaches the bar. Returns whether any got one. */
bool dg_weigh_near(dg_finder *finder, const dragoman_sentence *sentence);

/* The share of rows with such a score that annotators have too, 0 to 1. */
float dg_weigh_share(int32_t score);

#endif
