/* names.c - see names.h. Indices are checked, so that a writer never reads past a layer's end. */
#include "record/names.h"

#include "base/lines.h"

const char *dg_mention_kind_name(dragoman_mention_kind kind) {
    return kind == DRAGOMAN_NAME ? "name" : kind == DRAGOMAN_NOMINAL ? "nominal" : "pronoun";
}

const char *dg_statement_kind_name(dragoman_statement_kind kind) {
    return kind == DRAGOMAN_DIRECT ? "direct" : kind == DRAGOMAN_INDIRECT ? "indirect" : "mixed";
}

const char *dragoman_entity_kind_name(dragoman_entity_kind kind) {
    static const char *const names[] = {"person",       "group", "country",
                                        "organization", "place", "people"};
    return (unsigned)kind < sizeof names / sizeof *names ? names[kind] : "people";
}

const char *dragoman_precision_name(dragoman_precision precision) {
    static const char *const names[] = {"unknown", "day", "week", "month", "year"};
    return (unsigned)precision < sizeof names / sizeof *names ? names[precision] : "unknown";
}

dragoman_str dg_words(const dragoman_record *record, dragoman_span span) {
    if (!dg_has_span(span) || span.end > record->article.text.len) return (dragoman_str){NULL, 0};
    return (dragoman_str){record->article.text.ptr + span.start, span.end - span.start};
}

dragoman_span dg_sentence_span(const dragoman_record *record, uint32_t sentence) {
    return sentence < record->sentence_count ? record->sentences[sentence].span
                                             : (dragoman_span){0, 0};
}

const dragoman_entity *dg_entity_of(const dragoman_record *record, uint32_t entity) {
    return entity < record->entity_count ? &record->entities[entity] : NULL;
}

const dragoman_place *dg_place_of(const dragoman_record *record, uint32_t place) {
    return place < record->place_count ? &record->places[place] : NULL;
}

bool dragoman_date_parse(const char *text, dragoman_date *date) {
    static const uint8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    dragoman_date d;
    if (!dg_date_parse(dg_str(text), &d) || d.year <= 0) return false;
    bool leap = d.year % 4 == 0 && (d.year % 100 != 0 || d.year % 400 == 0);
    if (d.day && (d.day > days[d.month - 1] || (d.month == 2 && d.day == 29 && !leap)))
        return false;
    *date = d;
    return true;
}
