/*
 * find.h - what the files of the event room share while they work on one article.
 */
#ifndef DG_EVENT_FIND_H
#define DG_EVENT_FIND_H

#include "event/codebook.h"
#include "event/frame.h"

/* What was found at a token. */
typedef struct dg_hit {
    const dg_sense *sense; /* NULL: no head, or a use that is no event */
    int32_t light;         /* light verb over (or under) an event noun, -1 */
    bool light_passive;    /* the light verb's subject is the recipient */
    bool done, busy;
    bool consumed; /* part of another hit: "signed an agreement", "called for a truce" */
    int32_t inner; /* the act in the complement, -1 */
    uint8_t aux;   /* set by an outer act */
    bool near;     /* the sense lacks a condition and was taken for its score (weigh.h) */
    int32_t score; /* of a near sense */
} dg_hit;

#define DG_QUANTITY_WORDS 32

/* What an article is about. */
typedef enum dg_field { DG_FIELD_POLITICS, DG_FIELD_GAMES, DG_FIELD_OTHER } dg_field;

typedef struct dg_finder {
    const dg_events *events;
    const dg_actors *actors;
    dg_doc *doc;
    dg_frames frames;
    dg_hit *hits;                         /* [tokens.count] */
    uint8_t *aux;                         /* [tokens.count]: modality memo, 255 not known yet */
    uint64_t quantity[DG_QUANTITY_WORDS]; /* folds: dozens, number, group */
    uint64_t of, to, hyphen;
    dg_field field;
    uint32_t political; /* dg_field_share() */
} dg_finder;

/* The sense at a token, chosen once; never NULL, hit->sense may be. */
dg_hit *dg_hit_at(dg_finder *finder, int32_t token);

/* Whether the sense's conditions hold at the token. With `consume`, nouns named by the conditions
 * are marked as part of this hit. */
bool dg_sense_fits(dg_finder *finder, const dg_sense *sense, int32_t token, bool consume);

/* How many of its conditions do not hold, counted to two, and the last of them. */
uint32_t dg_sense_lacks(dg_finder *finder, const dg_sense *sense, int32_t token,
                        const dg_cond **lacks);

/* As what part of speech the codebook is asked about a token; false: not at all. */
bool dg_pos_at(const dg_finder *finder, int32_t token, enum dg_pos *pos);

/* The noun that carries the content of a phrase: "dozens of rockets" is rockets. */
int32_t dg_content_of(const dg_finder *finder, int32_t head);

/* Phrase with a preposition under the token, else under its object, else (noun) its light verb. */
int32_t dg_argument_with(dg_finder *finder, int32_t token, uint64_t preposition);

/* The complement that tells the inner act: its head token or -1. */
int32_t dg_inner_of(dg_finder *finder, const dg_sense *sense, int32_t token);

/* Auxiliaries of the act at a token: bits DRAGOMAN_AUX_*, and DG_AUX_VOLITION where the act is
 * denied for the future ("will not release"). */
#define DG_AUX_VOLITION 16u
uint8_t dg_modality(dg_finder *finder, int32_t token);

/* Heads of the phrases that fill a role, conjuncts included. */
typedef DG_VEC(int32_t) dg_heads;
void dg_role_heads(dg_finder *finder, const dg_sense *sense, int32_t token, bool actor,
                   dg_heads *heads);

/* The event that the sense at a token makes, weighed by nobody yet; false where it is no row. */
bool dg_event_draft(dg_finder *finder, int32_t token, dragoman_event *event);

/* What the article is about, whether an act there is a row, and what is left where few acts have a
 * political actor (field.c). */
dg_field dg_field_of(const dg_events *events, const dg_doc *doc);
bool dg_field_keeps(const dg_finder *finder, const dragoman_event *event);
void dg_field_drop(dg_doc *doc);
/* Whether one of these is a state or a public body, force, party or court. */
bool dg_field_public(const dg_doc *doc, const dragoman_role *roles, uint32_t count);
/* Mentions of such, but for states, in a hundred words. */
uint32_t dg_field_share(const dg_events *events, const dg_doc *doc);
/* Add the contexts of an event's clause (context.c). */
void dg_event_contexts(const dg_finder *finder, dragoman_event *event);
/* Join the events from `first` on, all of one sentence, that tell the same happening (merge.c). */
void dg_event_merge(dg_finder *finder, uint32_t first);
/* Give acts told again the day they were told with. */
void dg_event_inherit_dates(dg_doc *doc);
/* Drop happenings told again with nothing new. */
void dg_event_drop_repeats(dg_doc *doc);

/* recipient.c */
typedef DG_VEC(dragoman_role) dg_role_list;
/* Adds a role; nobody has it twice. */
void dg_role_add(dg_doc *doc, dg_role_list *list, uint32_t entity, dragoman_span span);
/* Nobody does a thing to himself unless both sides fight: the recipient goes. */
void dg_event_without_self(dragoman_event *e);
/* Things do nothing, and suffer nothing beside somebody who does. */
void dg_event_without_things(const dg_actors *actors, dg_doc *doc, dragoman_event *e);

#endif
