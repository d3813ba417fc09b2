/*
 * doc.h - one article on its way through the house.
 *
 * Every room takes the doc, reads the layers below its own and appends its own. All memory is the
 * doc's arena's. Layers are growable arrays; an index into a layer is what other layers keep
 * (pointers go stale when the array grows).
 */
#ifndef DG_DOC_H
#define DG_DOC_H

#include "base/arena.h"
#include "dragoman.h"

struct dg_doc;
typedef void dg_weigh_note(void *context, const struct dg_doc *doc, const dragoman_event *event,
                           bool near, const char *feature, int32_t score);

typedef struct dg_doc {
    dg_arena *arena;
    dragoman_article article; /* as given, strings copied into the arena */
    dragoman_str text;        /* article.text */
    dragoman_str conllu;      /* what the words came from, kept for writing; empty: the text */
    uint64_t hash;            /* of the text, for ids */

    /* text, syntax */
    DG_VEC(dragoman_sentence) sentences;
    DG_VEC(dragoman_token) tokens;

    /* entity: mentions are sorted by position; `mention_at[t]` is the innermost mention whose head
     * is token t, or -1; made by dg_entity_resolve(). */
    DG_VEC(dragoman_mention) mentions;
    DG_VEC(dragoman_entity) entities;
    int32_t *mention_at;                  /* [tokens.count] */
    struct dg_entity_state *entity_state; /* the entity room's own */

    /* when: `time_at[t]` is the time whose span covers token t, or -1; made by dg_when_find(). */
    DG_VEC(dragoman_time) times;
    int32_t *time_at; /* [tokens.count] */

    /* where */
    DG_VEC(dragoman_place) places;

    /* event, speech, tally, track. `event_at[t]` is the event whose trigger head is token t or -1.
     */
    DG_VEC(dragoman_event) events;
    int32_t *event_at; /* [tokens.count] */
    DG_VEC(dragoman_statement) statements;
    uint32_t *statement_at; /* [tokens.count]: innermost statement whose content holds the token */
    DG_VEC(dragoman_tally) tallies;
    DG_VEC(dragoman_step) steps;

    /* Who is told what the event room weighs (event/weigh.h), for training; NULL in use. */
    dg_weigh_note *weigh_note;
    void *weigh_context;
} dg_doc;

#endif
