/* talk.h - what the files of this room share while they work on one article. */
#ifndef DG_TALK_H
#define DG_TALK_H

#include "speech/cues.h"
#include "syntax/tree.h"

typedef struct dg_piece {
    int32_t first, last; /* tokens, both included */
} dg_piece;

typedef DG_VEC(dg_piece) dg_pieces;

/* A stretch of quoted tokens, its marks left out. */
typedef struct dg_quotation {
    int32_t first, last;
    bool taken;
} dg_quotation;

typedef struct dg_talk {
    const dg_cues *cues;
    const dg_actors *actors;
    dg_doc *doc;
    DG_VEC(dg_quotation) runs;
    int32_t *run_at; /* [tokens.count]: quotation of a token or -1 */
    uint64_t according, to, that, as, no, nobody, none, neither, by;
} dg_talk;

/* ------------------------------------------------------------------ content.c */

void dg_talk_quotations(dg_talk *talk);
bool dg_talk_quoted(const dg_talk *talk, int32_t token);
bool dg_talk_punct(const dg_talk *talk, int32_t token);
/* First and last+1 token of the token's sentence. */
int32_t dg_talk_begin(const dg_talk *talk, int32_t token);
int32_t dg_talk_end(const dg_talk *talk, int32_t token);
/* Add tokens first..last, without marks and commas at the ends, a quotation widened to its whole.
 */
void dg_talk_add(dg_talk *talk, dg_pieces *list, int32_t first, int32_t last);
void dg_talk_take(dg_talk *talk, const dg_piece *piece);
dragoman_statement_kind dg_talk_kind(const dg_talk *talk, const dg_pieces *list);
/* What the cue at `verb` says, said by `subject` (or -1). */
void dg_talk_content(dg_talk *talk, dg_pieces *list, int32_t verb, int32_t subject,
                     const dg_cue *cue);
/* What a noun of saying says ("his assertion that"). */
void dg_talk_noun_content(dg_talk *talk, dg_pieces *list, int32_t noun);
/* What "according to" at `at` .. `last` (its phrase) covers. */
void dg_talk_according(dg_talk *talk, dg_pieces *list, int32_t at, int32_t last);

/* ------------------------------------------------------------------ speaker.c */

/* Whoever says it: the head of the phrase, -1 for nobody named. */
int32_t dg_talk_subject(const dg_talk *talk, int32_t verb);
/* "had failed and added that ..": a participle with a clause of its own, which the tree may join to
 * what is said though it says more. */
bool dg_talk_takes_that(const dg_talk *talk, int32_t verb);
/* Whose saying a noun tells. */
int32_t dg_talk_utterer(const dg_talk *talk, int32_t noun);
/* "a statement", "its report" speak for their owner where one is named. */
int32_t dg_talk_owner(const dg_talk *talk, int32_t subject);
/* The phrase that names a speaker says that nobody spoke ("No organization claimed"). */
bool dg_talk_nobody(const dg_talk *talk, int32_t subject);

#endif
