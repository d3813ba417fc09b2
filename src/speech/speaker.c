/*
 * speaker.c - who says it: the subject of the cue, of what governs it, or the phrase beside it
 * where the tree has lost it.
 */
#include "base/str.h"
#include "speech/talk.h"

/* A finite verb, or one made so by "have" or a modal. */
static bool finite(const dg_doc *doc, int32_t t) {
    uint8_t x = dg_token(doc, t)->xpos;
    return x == DG_XPOS_VBD || x == DG_XPOS_VBZ || x == DG_XPOS_VBP ||
           ((x == DG_XPOS_VBN || x == DG_XPOS_VB) && dg_child(doc, t, DG_DEPREL_AUX) >= 0);
}

static bool nominal(const dg_doc *doc, int32_t t) {
    uint8_t upos = dg_token(doc, t)->upos;
    return upos == DG_UPOS_NOUN || upos == DG_UPOS_PROPN || upos == DG_UPOS_PRON;
}

/* ", adding that": a participle of saying behind a comma goes on with the speaker, whatever
 * relation the parser gives it. */
static bool further_cue(const dg_talk *k, int32_t v) {
    const dg_doc *doc = k->doc;
    return dg_token(doc, v)->xpos == DG_XPOS_VBG && v > 0 && dg_talk_punct(k, v - 1) &&
           dg_cue_of(k->cues, dg_token(doc, v)->lemma_fold);
}

bool dg_talk_takes_that(const dg_talk *k, int32_t v) {
    return dg_token(k->doc, v)->xpos == DG_XPOS_VBN && v + 1 < dg_talk_end(k, v) &&
           dg_token(k->doc, v + 1)->fold == k->that;
}

static int32_t subject_of(const dg_talk *k, int32_t v, int depth);

static bool says(const dg_talk *k, int32_t v) {
    const dg_cue *cue = dg_cue_of(k->cues, dg_token(k->doc, v)->lemma_fold);
    return cue && cue->flags & (DG_CUE_CLAUSE | DG_CUE_QUOTE);
}

/* "said the talks had failed and added that": a further saying is coordinated with the first one,
 * even where the parser hangs it on what was said. */
static int32_t outer_saying(const dg_talk *k, int32_t g) {
    const dg_doc *doc = k->doc;
    if (says(k, g)) return g;
    for (int32_t t = g; t >= 0 && dg_token(doc, t)->head >= 0; t = dg_token(doc, t)->head) {
        int32_t up = dg_token(doc, t)->head;
        if (dg_token(doc, t)->deprel == DG_DEPREL_CCOMP && up < t &&
            dg_token(doc, up)->upos == DG_UPOS_VERB && says(k, up))
            return up;
    }
    return g;
}

static int32_t governor_subject(const dg_talk *k, int32_t v, int depth) {
    const dg_doc *doc = k->doc;
    int32_t g = dg_token(doc, v)->head;
    if (g < 0 || depth > 3) return DG_NO_TOKEN;
    bool verb = dg_token(doc, g)->upos == DG_UPOS_VERB;
    switch (dg_token(doc, v)->deprel) {
    case DG_DEPREL_ACL:
        if (dg_token(doc, v)->xpos == DG_XPOS_VBN) return DG_NO_TOKEN;
        if (further_cue(k, v)) { /* behind a comma it is the clause's, not the noun's before it */
            int32_t up = g;
            while (up >= 0 && dg_token(doc, up)->upos != DG_UPOS_VERB) up = dg_token(doc, up)->head;
            int32_t s = up >= 0 ? subject_of(k, outer_saying(k, up), depth + 1) : DG_NO_TOKEN;
            if (s >= 0) return s;
        }
        return g; /* "a statement saying" */
    case DG_DEPREL_CCOMP:
        return further_cue(k, v) && verb ? subject_of(k, g, depth + 1) : DG_NO_TOKEN;
    case DG_DEPREL_CONJ: {
        int32_t over = finite(doc, v) || dg_talk_takes_that(k, v) ? outer_saying(k, g) : g;
        return verb || over != g ? subject_of(k, over, depth + 1) : DG_NO_TOKEN;
    }
    case DG_DEPREL_ADVCL:
        return verb ? subject_of(k, further_cue(k, v) ? outer_saying(k, g) : g, depth + 1)
                    : DG_NO_TOKEN;
    case DG_DEPREL_XCOMP:
    case DG_DEPREL_PARATAXIS:
        return verb ? subject_of(k, g, depth + 1) : DG_NO_TOKEN;
    default:
        return DG_NO_TOKEN;
    }
}

/* Its own subject, the agent of a passive, who is quoted; else its governor's. */
static int32_t subject_of(const dg_talk *k, int32_t v, int depth) {
    const dg_doc *doc = k->doc;
    int32_t s = dg_child(doc, v, DG_DEPREL_NSUBJ);
    if (s < 0) s = dg_child(doc, v, DG_DEPREL_NSUBJ_OUTER);
    int32_t passive = dg_child(doc, v, DG_DEPREL_NSUBJ_PASS);
    if (s < 0 && (passive >= 0 || dg_child(doc, v, DG_DEPREL_AUX_PASS) >= 0)) {
        int32_t agent = dg_child(doc, v, DG_DEPREL_OBL_AGENT);
        if (agent >= 0) return agent;
        return dg_lemma_is(doc, v, "quote") || dg_lemma_is(doc, v, "cite") ? passive : DG_NO_TOKEN;
    }
    if (s < 0) return governor_subject(k, v, depth);
    const dragoman_token *token = dg_token(doc, s);
    bool relative = token->xpos == DG_XPOS_WDT || token->xpos == DG_XPOS_WP;
    if (relative && dg_token(doc, v)->deprel == DG_DEPREL_ACL_RELCL) return dg_token(doc, v)->head;
    if (token->deprel == DG_DEPREL_EXPL || token->xpos == DG_XPOS_EX) return DG_NO_TOKEN;
    return s;
}

/* The noun right before a finite cue, or the one that a parse without a clause hangs it on. */
static int32_t beside(const dg_talk *k, int32_t v) {
    const dg_doc *doc = k->doc;
    int32_t g = dg_token(doc, v)->head, begin = dg_talk_begin(k, v), t = v - 1;
    if (!finite(doc, v) || dg_child(doc, v, DG_DEPREL_AUX_PASS) >= 0) return DG_NO_TOKEN;
    if (g >= 0 && g < v && nominal(doc, g) && dg_talk_quoted(k, g) == dg_talk_quoted(k, v))
        return g;
    while (t > begin &&
           (dg_token(doc, t)->upos == DG_UPOS_ADV || dg_token(doc, t)->upos == DG_UPOS_AUX))
        t--;
    bool comma = t > begin && dg_str_is(dg_form(doc, t), ","); /* "X, the president, said" */
    if (comma) t--;
    if (t < begin || !nominal(doc, t) || dg_talk_quoted(k, t) != dg_talk_quoted(k, v))
        return DG_NO_TOKEN;
    while (dg_token(doc, t)->head >= begin && dg_token(doc, t)->head < v &&
           nominal(doc, dg_token(doc, t)->head) && dg_case_of(doc, t) < 0) {
        if (dg_token(doc, t)->deprel == DG_DEPREL_APPOS &&
            dg_case_of(doc, dg_token(doc, t)->head) >= 0)
            break; /* hung on another phrase */
        t = dg_token(doc, t)->head;
    }
    return dg_case_of(doc, t) >= 0 ? DG_NO_TOKEN : t;
}

/* "said X": the noun right behind a cue that stands behind what is said. */
static int32_t behind(const dg_talk *k, int32_t v) {
    const dg_doc *doc = k->doc;
    int32_t end = dg_talk_end(k, v), found = DG_NO_TOKEN;
    if (v == 0 || !dg_talk_punct(k, v - 1)) return DG_NO_TOKEN;
    for (int32_t t = v + 1; t < end && t < v + 8; t++) {
        if (nominal(doc, t))
            found = t;
        else if (dg_token(doc, t)->upos != DG_UPOS_DET && dg_token(doc, t)->upos != DG_UPOS_ADJ)
            break;
    }
    while (found >= 0 && dg_token(doc, found)->head > v && dg_token(doc, found)->head < end &&
           nominal(doc, dg_token(doc, found)->head))
        found = dg_token(doc, found)->head;
    return found;
}

int32_t dg_talk_subject(const dg_talk *k, int32_t v) {
    int32_t s = subject_of(k, v, 0);
    if (s < 0 && finite(k->doc, v)) {
        s = beside(k, v);
        if (s < 0) s = behind(k, v);
    }
    return s;
}

/* Whose saying a noun tells: its possessor's, or the subject's of the verb that utters it. */
int32_t dg_talk_utterer(const dg_talk *k, int32_t noun) {
    static const char *const utter[] = {"repeat", "reiterate", "make", "issue",   "release",
                                        "give",   "publish",   "post", "deliver", "renew"};
    const dg_doc *doc = k->doc;
    int32_t verb = dg_token(doc, noun)->head, owner = dg_child(doc, noun, DG_DEPREL_NMOD_POSS);
    bool own = owner >= 0 && dg_token(doc, owner)->upos == DG_UPOS_PRON;
    for (size_t i = 0; verb >= 0 && i < sizeof utter / sizeof *utter; i++)
        if (dg_lemma_is(doc, verb, utter[i]) && (own || owner < 0)) return dg_talk_subject(k, verb);
    return owner;
}

/* "a statement", "its report" speak for their owner where one is named. */
int32_t dg_talk_owner(const dg_talk *k, int32_t s) {
    static const char *const texts[] = {
        "statement", "report", "letter",    "message",     "tweet",       "communique", "release",
        "post",      "note",   "interview", "speech",      "remark",      "tally",      "count",
        "estimate",  "figure", "spokesman", "spokeswoman", "spokesperson"};
    const dg_doc *doc = k->doc;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!dg_lemma_is(doc, s, texts[i])) continue;
        int32_t owner = dg_child(doc, s, DG_DEPREL_NMOD_POSS);
        if (owner >= 0) return owner;
        dg_each_child(doc, c, s) {
            bool from = dg_token(doc, c)->deprel == DG_DEPREL_NMOD ||
                        dg_token(doc, c)->deprel == DG_DEPREL_COMPOUND;
            if (from && dg_entity_is(k->actors, doc, c, DG_WHO_ACTOR)) return c;
        }
        int32_t g = dg_token(doc, s)->head; /* "The army released a statement saying" */
        if (g >= 0 && dg_token(doc, g)->upos == DG_UPOS_VERB &&
            dg_token(doc, s)->deprel == DG_DEPREL_OBJ) {
            int32_t up = dg_child(doc, g, DG_DEPREL_NSUBJ);
            if (up >= 0) return up;
        }
    }
    return s;
}

bool dg_talk_nobody(const dg_talk *k, int32_t s) {
    int32_t first, last;
    dg_noun_phrase(k->doc, s, &first, &last);
    uint64_t fold = dg_token(k->doc, first)->fold;
    return fold == k->no || fold == k->nobody || fold == k->none || fold == k->neither ||
           dg_form_is(k->doc, first, "not") || (first > 0 && dg_form_is(k->doc, first - 1, "not"));
}
