/*
 * names.h - what the writers share: names of labels, and the words of a record's parts.
 */
#ifndef DG_NAMES_H
#define DG_NAMES_H

#include "event/plover.h"

const char *dg_mention_kind_name(dragoman_mention_kind kind);
const char *dg_statement_kind_name(dragoman_statement_kind kind);

/* The words of a span; none for {0,0} and for a span that is not in the text. */
dragoman_str dg_words(const dragoman_record *record, dragoman_span span);
/* The sentence a row stands in; an empty one where the record has none. */
dragoman_span dg_sentence_span(const dragoman_record *record, uint32_t sentence);
/* An entity of the record; NULL where there is none. */
const dragoman_entity *dg_entity_of(const dragoman_record *record, uint32_t entity);
const dragoman_place *dg_place_of(const dragoman_record *record, uint32_t place);

static inline bool dg_has_span(dragoman_span span) {
    return span.end > span.start;
}

#endif
