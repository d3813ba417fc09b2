/* source.h - who says how many. */
#ifndef DG_TALLY_SOURCE_H
#define DG_TALLY_SOURCE_H

#include "tally/kind.h"

/* Make the counter's index of statements: once an article, before the first dg_tally_source(). */
void dg_tally_sources_index(dg_counter *counter);

/* Fill according_to, in the order of the chain, and as_of where the text dates the figure. */
void dg_tally_source(const dg_counter *counter, const dg_counted_people *people,
                     dragoman_tally *tally);

#endif
