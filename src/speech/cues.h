/* cues.h - the compiled words of saying, shared by the files of this room. */
#ifndef DG_CUES_H
#define DG_CUES_H

#include "speech/speech.h"

#define DG_CUE_CLAUSE 1u
#define DG_CUE_QUOTE 2u
#define DG_CUE_OBJECT 4u
#define DG_CUE_INFINITIVE 8u
#define DG_CUE_DENIAL 16u
#define DG_CUE_AS 32u
#define DG_CUE_ADDRESSEE 64u
#define DG_CUE_REPORTED 128u
#define DG_CUE_MEDIUM 256u
#define DG_CUE_SILENCE 512u
#define DG_CUE_QUESTION 1024u
#define DG_CUE_BARE 2048u
#define DG_CUE_NAMING 4096u

#define DG_CUE_NOUN                                                                                \
    0x6e6f756eu /* mixed into the fold of a noun, which may also be a verb: "claim" */

typedef struct dg_cue {
    uint64_t lemma; /* fold; of a noun: ^ DG_CUE_NOUN */
    uint32_t rule;  /* into text */
    uint32_t flags; /* DG_CUE_* of all lines that name the lemma */
} dg_cue;

struct dg_cues {
    const dg_cue *items; /* sorted by lemma */
    const char *text;
    size_t count, text_size;
};

/* The cue of a lemma; NULL if it is none. */
const dg_cue *dg_cue_of(const dg_cues *cues, uint64_t lemma);

#endif
