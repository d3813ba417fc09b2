/*
 * modality.c - whether the act at a token happened, is to come, is only thought of, or did not
 * happen.
 *
 * Sources: the verb's own auxiliaries and negation, conditional markers, the control words above it
 * (events/control.txt), determiners and adjectives of event nouns, and the light verb of a noun.
 */
#include "event/find.h"

#include "base/str.h"

#define FUTURE DRAGOMAN_AUX_FUTURE
#define HYPOTHETICAL DRAGOMAN_AUX_HYPOTHETICAL
#define NEGATION DRAGOMAN_AUX_NEGATION

/* "would" told in the past of saying is a future: "said they would meet". */
static bool reported_in_past(const dg_doc *doc, int32_t t) {
    for (int depth = 0; depth < 4 && t >= 0; depth++, t = dg_token(doc, t)->head) {
        enum dg_deprel relation = dg_token(doc, t)->deprel;
        int32_t g = dg_token(doc, t)->head;
        if (relation == DG_DEPREL_ADVCL || g < 0) return false;
        if (relation == DG_DEPREL_CCOMP || relation == DG_DEPREL_PARATAXIS)
            return dg_token(doc, g)->xpos == DG_XPOS_VBD || dg_token(doc, g)->xpos == DG_XPOS_VBN;
    }
    return false;
}

static uint8_t of_auxiliary(const dg_doc *doc, int32_t t, int32_t aux) {
    static const char *const future[] = {"will", "'ll", "shall", "wo", NULL};
    static const char *const open[] = {"could", "may", "might", "should", "must",
                                       "can",   "ca",  "ought", NULL};
    if (dg_token(doc, aux)->upos != DG_UPOS_AUX) return 0;
    if (dg_form_in(doc, aux, future)) return FUTURE;
    if (dg_form_is(doc, aux, "would") || dg_form_is(doc, aux, "'d"))
        return reported_in_past(doc, t) ? FUTURE : HYPOTHETICAL;
    return dg_form_in(doc, aux, open) ? HYPOTHETICAL : 0;
}

static uint8_t of_marker(const dg_doc *doc, int32_t mark) {
    static const char *const conditional[] = {"if", "unless", "whether", "lest", NULL};
    if (dg_form_in(doc, mark, conditional)) return HYPOTHETICAL;
    return dg_form_is(doc, mark, "without") ? NEGATION : 0;
}

static bool negating(const dg_doc *doc, int32_t c) {
    static const char *const words[] = {"not", "n't", "never", "hardly", "neither", NULL};
    return dg_form_in(doc, c, words);
}

static bool has_no(const dg_doc *doc, int32_t noun) {
    int32_t det = noun >= 0 ? dg_child(doc, noun, DG_DEPREL_DET) : DG_NO_TOKEN;
    return det >= 0 && (dg_form_is(doc, det, "no") || dg_form_is(doc, det, "neither"));
}

/* "are to meet": a form of be and "to" before the verb. */
static bool is_to(const dg_doc *doc, int32_t t) {
    int32_t to = dg_child(doc, t, DG_DEPREL_MARK);
    if (to < 1 || dg_token(doc, to)->xpos != DG_XPOS_TO) return false;
    const dragoman_token *be = dg_token(doc, to - 1);
    return be->head == t && be->upos == DG_UPOS_AUX && dg_lemma_is(doc, to - 1, "be");
}

/* What stands with a verb itself. */
static uint8_t own_verb(const dg_doc *doc, int32_t t) {
    uint8_t aux = is_to(doc, t) ? FUTURE : 0;
    dg_each_child(doc, c, t) {
        switch (dg_token(doc, c)->deprel) {
        case DG_DEPREL_AUX:
        case DG_DEPREL_AUX_PASS:
            aux |= of_auxiliary(doc, t, c);
            break;
        case DG_DEPREL_ADVMOD:
            if (negating(doc, c)) aux |= NEGATION;
            break;
        case DG_DEPREL_MARK:
        case DG_DEPREL_CASE:
            aux |= of_marker(doc, c);
            break;
        case DG_DEPREL_NSUBJ:
        case DG_DEPREL_NSUBJ_PASS:
        case DG_DEPREL_OBJ:
            if (has_no(doc, c)) aux |= NEGATION;
            break;
        default:
            break;
        }
    }
    return aux;
}

static uint8_t own_noun(const dg_doc *doc, int32_t t) {
    static const char *const open[] = {"possible",   "potential",    "proposed",
                                       "threatened", "hypothetical", "likely",
                                       "any",        "further",      NULL};
    static const char *const coming[] = {"planned",  "future",    "upcoming",  "forthcoming",
                                         "imminent", "impending", "scheduled", "expected",
                                         "looming",  NULL};
    uint8_t aux = has_no(doc, t) ? NEGATION : 0;
    dg_each_child(doc, c, t) {
        enum dg_deprel relation = dg_token(doc, c)->deprel;
        if (relation == DG_DEPREL_CASE) aux |= dg_form_is(doc, c, "without") ? NEGATION : 0;
        if (relation != DG_DEPREL_AMOD && relation != DG_DEPREL_DET) continue;
        if (dg_form_in(doc, c, open)) aux |= HYPOTHETICAL;
        if (dg_form_in(doc, c, coming)) aux |= FUTURE;
    }
    return aux;
}

/* The control sense of a governor. */
static const dg_sense *control_of(dg_finder *f, int32_t g) {
    const uint64_t folds[2] = {dg_token(f->doc, g)->lemma_fold, dg_token(f->doc, g)->fold};
    for (int k = 0; k < 2; k++) {
        uint32_t count;
        const dg_sense *senses = dg_senses_of(f->events, folds[k], DG_POS_CONTROL, &count);
        for (uint32_t i = 0; i < count; i++)
            if (dg_sense_fits(f, &senses[i], g, false)) return &senses[i];
    }
    return NULL;
}

static bool nominal(const dg_doc *doc, int32_t t) {
    return dg_token(doc, t)->upos == DG_UPOS_NOUN || dg_token(doc, t)->upos == DG_UPOS_PROPN;
}

/* Relations over which a control word governs the act. */
static bool governed(const dg_doc *doc, int32_t t) {
    enum dg_deprel relation = dg_token(doc, t)->deprel;
    switch (relation) {
    case DG_DEPREL_XCOMP:
    case DG_DEPREL_ACL:
        return true;
    case DG_DEPREL_ADVCL:
        return dg_marker_of(doc, t) != 0;
    case DG_DEPREL_CCOMP:
        return true;
    case DG_DEPREL_OBJ:
    case DG_DEPREL_NSUBJ_PASS:
        return nominal(doc, t);
    case DG_DEPREL_NMOD:
    case DG_DEPREL_OBL:
        return true;
    default:
        return false;
    }
}

static bool purpose(const dg_finder *f, int32_t t) {
    const dragoman_token *token = dg_token(f->doc, t);
    return (token->deprel == DG_DEPREL_ADVCL || token->deprel == DG_DEPREL_ACL) &&
           token->xpos == DG_XPOS_VB && dg_marker_of(f->doc, t) == f->to;
}

static uint8_t inherited(dg_finder *f, int32_t t) {
    const dg_doc *doc = f->doc;
    int32_t g = dg_token(doc, t)->head;
    if (g < 0) return 0;
    enum dg_deprel relation = dg_token(doc, t)->deprel;
    if (relation == DG_DEPREL_CONJ) {
        bool own = dg_child(doc, t, DG_DEPREL_NSUBJ) >= 0 ||
                   dg_child(doc, t, DG_DEPREL_NSUBJ_PASS) >= 0 ||
                   dg_child(doc, t, DG_DEPREL_AUX) >= 0;
        return own ? 0 : dg_modality(f, g);
    }
    if (!governed(doc, t)) return 0;
    const dg_sense *control = control_of(f, g);
    bool clause = !nominal(doc, t);
    if (control && (clause || relation != DG_DEPREL_OBL)) {
        uint8_t above = dg_modality(f, g);
        if (relation == DG_DEPREL_CCOMP && !control->auxiliary) return 0;
        return control->auxiliary | above;
    }
    if (purpose(f, t)) return HYPOTHETICAL;
    return relation == DG_DEPREL_XCOMP ? dg_modality(f, g) : 0;
}

uint8_t dg_modality(dg_finder *f, int32_t t) {
    if (f->aux[t] != 255) return f->aux[t];
    f->aux[t] = 0; /* cuts cycles */
    uint8_t aux;
    if (nominal(f->doc, t)) {
        aux = own_noun(f->doc, t) | inherited(f, t);
        int32_t light = f->hits[t].light;
        if (light >= 0) aux |= dg_modality(f, light);
    } else {
        uint8_t own = own_verb(f->doc, t);
        aux = own | inherited(f, t);
        if (own & NEGATION && own & (FUTURE | HYPOTHETICAL)) aux |= DG_AUX_VOLITION;
    }
    f->aux[t] = aux;
    return aux;
}
