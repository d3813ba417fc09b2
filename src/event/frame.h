/*
 * frame.h - who stands where around a predicate, seen through voice and clause structure.
 *
 * A frame gives the logical subject and object of a verb, participle or adjective whatever the
 * construction: passive, relative clause, participial and infinitival clause, control and raising,
 * coordination. Nouns have no subject of their own; what a light verb lends them is found by the
 * event room.
 */
#ifndef DG_FRAME_H
#define DG_FRAME_H

#include "doc.h"
#include "syntax/tree.h"

#define DG_SUBJECT_CONTROL 16

typedef struct dg_frame {
    int32_t subj, obj, iobj; /* logical: head tokens, -1 none */
    int32_t surface;         /* the grammatical subject, own or shared or controlled */
    bool own_subj;           /* the clause has a subject of its own */
    bool passive;
    bool done, busy;
} dg_frame;

/* Frames of one article, made when first asked for. */
typedef struct dg_frames {
    dg_doc *doc;
    dg_frame *items;                           /* [tokens.count] */
    uint64_t promise_like[DG_SUBJECT_CONTROL]; /* folds of subject-control verbs with an object */
    uint64_t by;
} dg_frames;

void dg_frames_begin(dg_frames *frames, dg_doc *doc);
const dg_frame *dg_frame_of(dg_frames *frames, int32_t predicate);

/* Phrase of `head` introduced by this preposition: the phrase's head token or -1. Looks at obl,
 * nmod, advcl and acl (with a mark: "of backing") children. A fixed or compound preposition
 * ("according to", "out of") is known by its first word. `after` is the last one found, -1 to
 * begin. */
int32_t dg_phrase_with(const dg_doc *doc, int32_t head, uint64_t preposition, int32_t after);

/* The noun a relative pronoun stands for, else the token itself. */
int32_t dg_antecedent(const dg_doc *doc, int32_t token);

/* The subject of a verb that was read as a participle inside a noun phrase, as short sentences are
 * ("Ethiopia blocked food deliveries": "blocked" before "deliveries", behind the noun "Ethiopia"):
 * the noun before it; -1 for a real participle. Its object is the head of the phrase. */
int32_t dg_squeezed_subject(const dg_doc *doc, int32_t predicate);

#endif
