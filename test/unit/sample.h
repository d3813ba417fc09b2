/*
 * sample.h - a record made by hand, for the tests of what writes and keeps records: two sentences
 * with non-ASCII text, a row of each layer, unknown values, and characters that want escapes.
 */
#ifndef TEST_SAMPLE_H
#define TEST_SAMPLE_H

#include "dragoman.h"

#include <math.h>
#include <string.h>

#define SAMPLE_TEXT                                                                                \
    "Zoë Ndiaye, the “Red Line” envoy, said on Friday that rebels shelled Tōkar.\n"          \
    "At least 40 people were killed, and talks in Geneva, \"the last chance\", were to resume."

typedef struct sample {
    dragoman_record record;
    dragoman_sentence sentences[2];
    dragoman_mention mentions[4];
    uint32_t mention_of[3][2];
    dragoman_entity entities[3];
    dragoman_time times[1];
    dragoman_place places[2];
    dragoman_event events[2];
    dragoman_role actors[1], recipients[1], talkers[2];
    uint32_t dead[1], speakers[1], parties[2], step_events[1], responsible[1];
    dragoman_statement statements[1];
    dragoman_span content[1];
    dragoman_tally tallies[1];
    dragoman_source sources[1];
    dragoman_step steps[1];
    dragoman_term terms[1];
} sample;

static inline dragoman_str sample_str(const char *s) {
    return (dragoman_str){s, (uint32_t)strlen(s)};
}

/* Bytes of the first occurrence of some words. */
static inline dragoman_span sample_span(const char *words) {
    const char *at = strstr(SAMPLE_TEXT, words);
    uint32_t start = (uint32_t)(at - SAMPLE_TEXT);
    return (dragoman_span){start, start + (uint32_t)strlen(words)};
}

static inline void sample_entity(sample *s, uint32_t id, const char *name, const char *code,
                                 const char *sector, const char *words) {
    s->mentions[id] = (dragoman_mention){.span = sample_span(words), .entity = id};
    s->mention_of[id][0] = id;
    s->entities[id] = (dragoman_entity){.id = id,
                                        .kind = id == 0 ? DRAGOMAN_PERSON : DRAGOMAN_GROUP,
                                        .name = sample_str(name),
                                        .mentions = s->mention_of[id],
                                        .mention_count = 1,
                                        .rule = sample_str("actors/test.txt:3")};
    strcpy(s->entities[id].code, code);
    strcpy(s->entities[id].sector, sector);
}

static inline void sample_events(sample *s) {
    s->actors[0] = (dragoman_role){1, sample_span("rebels")};
    s->recipients[0] = (dragoman_role){2, sample_span("Tōkar")};
    s->talkers[0] = s->actors[0];
    s->talkers[1] = s->recipients[0];
    s->dead[0] = 0;
    s->events[0] = (dragoman_event){.id = "1111aaaa2222bbbb",
                                    .sentence = 0,
                                    .span = sample_span("rebels shelled Tōkar"),
                                    .trigger = sample_span("shelled"),
                                    .event = 15,
                                    .cameo = "194",
                                    .quad = 4,
                                    .scale = -9.5f,
                                    .goldstein = -10.0f,
                                    .actors = s->actors,
                                    .recipients = s->recipients,
                                    .actor_count = 1,
                                    .recipient_count = 1,
                                    .according_to = 0,
                                    .source_span = sample_span("Zoë Ndiaye"),
                                    .date = {2023, 6, 2},
                                    .precision = DRAGOMAN_PRECISION_DAY,
                                    .time = 0,
                                    .place = 0,
                                    .dead = s->dead,
                                    .dead_count = 1,
                                    .confidence = 0.8125f,
                                    .rule = sample_str("events/assault.txt:7")};
    s->events[1] = (dragoman_event){.id = "1111cccc2222dddd",
                                    .sentence = 1,
                                    .span = sample_span("talks in Geneva"),
                                    .trigger = sample_span("talks"),
                                    .event = 1,
                                    .quad = 1,
                                    .scale = 2.5f,
                                    .goldstein = NAN,
                                    .auxiliary = DRAGOMAN_AUX_FUTURE | DRAGOMAN_AUX_NEGATION,
                                    .actors = s->talkers,
                                    .actor_count = 2,
                                    .according_to = DRAGOMAN_NONE,
                                    .time = DRAGOMAN_NONE,
                                    .place = 1};
}

static inline void sample_rest(sample *s) {
    s->times[0] = (dragoman_time){.id = "2222aaaa0000bbbb",
                                  .span = sample_span("Friday"),
                                  .type = "DATE",
                                  .value = "2023-06-02",
                                  .date = {2023, 6, 2},
                                  .enddate = {2023, 6, 2},
                                  .precision = DRAGOMAN_PRECISION_DAY,
                                  .anchor = -1,
                                  .rule = "when:weekday"};
    s->places[0] = (dragoman_place){.span = sample_span("Tōkar"),
                                    .name = sample_str("Tōkar"),
                                    .geonameid = 365137,
                                    .lat = 18.425,
                                    .lon = 37.729,
                                    .country = "SDN",
                                    .admin1 = sample_str("Red Sea"),
                                    .resolution = 4,
                                    .entity = 2};
    s->places[1] = (dragoman_place){.span = sample_span("Geneva"),
                                    .name = sample_str("Geneva"),
                                    .lat = NAN,
                                    .lon = NAN,
                                    .entity = DRAGOMAN_NONE};
    s->content[0] = sample_span("that rebels shelled Tōkar");
    s->speakers[0] = 0;
    s->statements[0] = (dragoman_statement){.id = "3333aaaa0000bbbb",
                                            .speakers = s->speakers,
                                            .speaker_count = 1,
                                            .source = sample_span("Zoë Ndiaye"),
                                            .cue = sample_span("said"),
                                            .content = s->content,
                                            .content_count = 1,
                                            .kind = DRAGOMAN_INDIRECT,
                                            .addressee = DRAGOMAN_NONE,
                                            .date = {2023, 6, 2},
                                            .rule = sample_str("cues.txt:1")};
    s->sources[0] = (dragoman_source){sample_span("Zoë Ndiaye"), 0};
    s->responsible[0] = 1;
    s->tallies[0] = (dragoman_tally){.id = "4444aaaa0000bbbb",
                                     .sentence = 1,
                                     .span = sample_span("At least 40 people"),
                                     .low = 40,
                                     .high = -1,
                                     .qualifier = "at_least",
                                     .counted = "killed",
                                     .population = sample_span("people"),
                                     .population_sector = "CVL",
                                     .responsible = s->responsible,
                                     .responsible_count = 1,
                                     .place = 0,
                                     .date = {2023, 0, 0},
                                     .open_end = true,
                                     .according_to = s->sources,
                                     .according_to_count = 1,
                                     .event = 0,
                                     .part_of = DRAGOMAN_NONE,
                                     .rule = sample_str("counts.txt:2")};
    s->terms[0] = (dragoman_term){sample_span("the last chance"), "other"};
    s->parties[0] = 1;
    s->parties[1] = 2;
    s->step_events[0] = 1;
    s->steps[0] = (dragoman_step){.id = "5555aaaa0000bbbb",
                                  .sentence = 1,
                                  .kind = "talks",
                                  .parties = s->parties,
                                  .party_count = 2,
                                  .venue = 1,
                                  .auxiliary = DRAGOMAN_AUX_FUTURE,
                                  .format = "direct",
                                  .terms = s->terms,
                                  .term_count = 1,
                                  .span = sample_span("talks in Geneva"),
                                  .events = s->step_events,
                                  .event_count = 1,
                                  .according_to = DRAGOMAN_NONE,
                                  .rule = sample_str("track:talks")};
}

static inline void sample_make(sample *s) {
    memset(s, 0, sizeof *s);
    uint32_t line = (uint32_t)strcspn(SAMPLE_TEXT, "\n");
    s->sentences[0].span = (dragoman_span){0, line};
    s->sentences[1].span = (dragoman_span){line + 1, (uint32_t)strlen(SAMPLE_TEXT)};
    sample_entity(s, 0, "Zoë Ndiaye", "UNO", "", "Zoë Ndiaye");
    sample_entity(s, 1, "Red; \"Line\" rebels", "SDN", "REB", "rebels");
    sample_entity(s, 2, "Tōkar", "SDN", "CVL", "Tōkar");
    sample_events(s);
    sample_rest(s);
    s->record =
        (dragoman_record){.article = {.id = sample_str("a-1"),
                                      .title = sample_str("A \"title\",\twith\nmarks \\ \x01"),
                                      .source = sample_str("The Wire"),
                                      .text = sample_str(SAMPLE_TEXT),
                                      .published = {2023, 6, 4},
                                      .meta = sample_str("{\"k\":[1,2]}")},
                          .text_hash = {0x0123456789abcdefu, 0xfedcba9876543210u},
                          .coder = {"0.1.0", "00000000000000cb", "00000000000000ad"},
                          .sentences = s->sentences,
                          .sentence_count = 2,
                          .mentions = s->mentions,
                          .mention_count = 3,
                          .entities = s->entities,
                          .entity_count = 3,
                          .times = s->times,
                          .time_count = 1,
                          .places = s->places,
                          .place_count = 2,
                          .events = s->events,
                          .event_count = 2,
                          .statements = s->statements,
                          .statement_count = 1,
                          .tallies = s->tallies,
                          .tally_count = 1,
                          .steps = s->steps,
                          .step_count = 1};
}

/* A text with `from`, which stands in it, replaced by `to`; the caller frees it. */
static inline dragoman_buffer sample_replaced(const dragoman_buffer *text, const char *from,
                                              const char *to) {
    dragoman_buffer out = {0};
    const char *at = memmem(text->bytes, text->size, from, strlen(from));
    assert_non_null(at);
    size_t before = (size_t)(at - text->bytes), after = before + strlen(from);
    assert_int_equal(dragoman_buffer_append(&out, text->bytes, before, NULL), 0);
    assert_int_equal(dragoman_buffer_append(&out, to, strlen(to), NULL), 0);
    assert_int_equal(dragoman_buffer_append(&out, at + strlen(from), text->size - after, NULL), 0);
    return out;
}

#endif
