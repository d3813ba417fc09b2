/*
 * frame.c - see frame.h. Relations are UD v2's; the analysis of control follows the usual rule that
 * an infinitive's subject is the governor's object if there is one, else its subject, with the
 * promise-like verbs as exceptions.
 */
#include "event/frame.h"

#include "base/str.h"

void dg_frames_begin(dg_frames *frames, dg_doc *doc) {
    static const char *const promise_like[DG_SUBJECT_CONTROL] = {
        "promise",   "vow",   "threaten", "pledge", "swear", "offer",   "guarantee", "assure",
        "telephone", "phone", "visit",    "meet",   "call",  "contact", "use",       "join"};
    *frames =
        (dg_frames){.doc = doc, .items = DG_ARRAY(doc->arena, dg_frame, doc->tokens.count + 1)};
    for (int i = 0; i < DG_SUBJECT_CONTROL; i++)
        frames->promise_like[i] = dg_fold_z(promise_like[i]);
    frames->by = dg_fold_z("by");
}

static bool phrase_relation(enum dg_deprel relation) {
    switch (relation) {
    case DG_DEPREL_OBL:
    case DG_DEPREL_OBL_AGENT:
    case DG_DEPREL_NMOD:
    case DG_DEPREL_NMOD_DESC:
    case DG_DEPREL_ADVCL:
    case DG_DEPREL_ACL:
    case DG_DEPREL_XCOMP:
    case DG_DEPREL_CCOMP:
    case DG_DEPREL_ADVMOD:
        return true;
    default:
        return false;
    }
}

int32_t dg_phrase_with(const dg_doc *doc, int32_t head, uint64_t preposition, int32_t after) {
    dg_each_child(doc, c, head) {
        if (c <= after || !phrase_relation(dg_token(doc, c)->deprel)) continue;
        dg_each_child(doc, m, c) {
            const dragoman_token *marker = dg_token(doc, m);
            if (marker->deprel != DG_DEPREL_CASE && marker->deprel != DG_DEPREL_MARK) continue;
            if (marker->fold == preposition) return c;
        }
    }
    return DG_NO_TOKEN;
}

static bool relative_pronoun(const dg_doc *doc, int32_t t) {
    const dragoman_token *token = dg_token(doc, t);
    return token->xpos == DG_XPOS_WDT || token->xpos == DG_XPOS_WP ||
           (token->upos == DG_UPOS_PRON && dg_form_is(doc, t, "that"));
}

int32_t dg_antecedent(const dg_doc *doc, int32_t t) {
    if (t < 0 || !relative_pronoun(doc, t)) return t;
    for (int32_t up = dg_token(doc, t)->head; up >= 0; up = dg_token(doc, up)->head) {
        enum dg_deprel relation = dg_token(doc, up)->deprel;
        if (relation == DG_DEPREL_ACL_RELCL || relation == DG_DEPREL_ADVCL_RELCL)
            return dg_token(doc, up)->head;
        if (relation == DG_DEPREL_CCOMP || relation == DG_DEPREL_ROOT) break;
    }
    return t;
}

/* A child with this relation, seen through relative pronouns. */
static int32_t argument(const dg_doc *doc, int32_t predicate, enum dg_deprel relation) {
    return dg_antecedent(doc, dg_child(doc, predicate, relation));
}

/* A child with this relation; of "the militant group" and "Hamas" side by side, the name. */
static int32_t named_argument(const dg_doc *doc, int32_t predicate, enum dg_deprel relation) {
    int32_t found = argument(doc, predicate, relation), next = found + 1;
    if (found >= 0 && next < (int32_t)doc->tokens.count && dg_token(doc, next)->head == predicate &&
        dg_token(doc, next)->deprel == relation && dg_token(doc, next)->upos == DG_UPOS_PROPN)
        return next;
    return found;
}

static int32_t own_subject(const dg_doc *doc, int32_t p) {
    int32_t s = named_argument(doc, p, DG_DEPREL_NSUBJ);
    if (s < 0) s = named_argument(doc, p, DG_DEPREL_NSUBJ_PASS);
    if (s < 0) s = argument(doc, p, DG_DEPREL_NSUBJ_OUTER);
    if (s >= 0 && dg_token(doc, s)->upos == DG_UPOS_PRON && dg_child(doc, p, DG_DEPREL_EXPL) == s)
        s = DG_NO_TOKEN;
    return s;
}

static bool participle(const dg_doc *doc, int32_t p) {
    return dg_token(doc, p)->xpos == DG_XPOS_VBN;
}

static bool is_passive(dg_frames *frames, int32_t p) {
    const dg_doc *doc = frames->doc;
    if (dg_child(doc, p, DG_DEPREL_AUX_PASS) >= 0 || dg_child(doc, p, DG_DEPREL_NSUBJ_PASS) >= 0)
        return true;
    if (!participle(doc, p)) return false;
    if (dg_child(doc, p, DG_DEPREL_AUX) >= 0) return false;
    switch (dg_token(doc, p)->deprel) {
    case DG_DEPREL_ACL:
    case DG_DEPREL_AMOD:
    case DG_DEPREL_ADVCL:
        return dg_child(doc, p, DG_DEPREL_OBJ) < 0;
    case DG_DEPREL_XCOMP:
        return dg_child(doc, p, DG_DEPREL_OBJ) < 0; /* "saw him arrested" */
    case DG_DEPREL_CONJ: {
        int32_t g = dg_token(doc, p)->head;
        return dg_child(doc, p, DG_DEPREL_NSUBJ) < 0 && dg_child(doc, p, DG_DEPREL_OBJ) < 0 &&
               participle(doc, g) && dg_frame_of(frames, g)->passive;
    }
    case DG_DEPREL_ROOT: /* headlines: "Two killed in Aleppo" has its subject without auxiliary */
    case DG_DEPREL_PARATAXIS:
        return dg_child(doc, p, DG_DEPREL_OBL_AGENT) >= 0;
    default:
        return false;
    }
}

/* Whom an infinitive or participle under `g` has as its subject. */
static int32_t controller(dg_frames *frames, int32_t g) {
    const dg_frame *f = dg_frame_of(frames, g);
    uint64_t lemma = dg_token(frames->doc, g)->lemma_fold;
    for (int i = 0; i < DG_SUBJECT_CONTROL; i++)
        if (frames->promise_like[i] == lemma) return f->surface;
    if (f->passive) return f->surface;
    if (f->iobj >= 0) return f->iobj;
    if (f->obj >= 0) return f->obj;
    return f->surface;
}

/* Subject of a clause that has none of its own, by how it hangs on its governor. */
static int32_t shared_subject(dg_frames *frames, int32_t p) {
    const dg_doc *doc = frames->doc;
    const dragoman_token *token = dg_token(doc, p);
    int32_t g = token->head;
    if (g < 0) return DG_NO_TOKEN;
    uint8_t upos = dg_token(doc, g)->upos;
    bool nominal = upos == DG_UPOS_NOUN || upos == DG_UPOS_PROPN || upos == DG_UPOS_PRON ||
                   upos == DG_UPOS_NUM;
    switch (token->deprel) {
    case DG_DEPREL_XCOMP:
        return nominal ? dg_frame_of(frames, g)->surface : controller(frames, g);
    case DG_DEPREL_CONJ:
        return nominal && upos != DG_UPOS_NUM && token->upos != DG_UPOS_VERB
                   ? DG_NO_TOKEN
                   : dg_frame_of(frames, g)->surface;
    case DG_DEPREL_ADVCL: {
        /* "accused Rwanda of backing": the object; "killed in fighting": nobody */
        uint64_t mark = dg_marker_of(doc, p);
        if (mark == dg_fold_z("of") || mark == dg_fold_z("from") || mark == dg_fold_z("into") ||
            mark == dg_fold_z("with"))
            return controller(frames, g);
        if (mark == dg_fold_z("for") && dg_frame_of(frames, g)->obj >= 0 &&
            dg_token(doc, p)->xpos == DG_XPOS_VBG)
            return controller(frames, g); /* "blamed the rebels for shelling" */
        return dg_frame_of(frames, g)->surface;
    }
    case DG_DEPREL_ACL:
        if (token->xpos == DG_XPOS_VBG || token->xpos == DG_XPOS_VBN || token->xpos == DG_XPOS_VBD)
            return dg_marker_of(doc, p) ? dg_frame_of(frames, g)->surface : g;
        return dg_frame_of(frames, g)->surface; /* "a plan to attack": whose plan */
    case DG_DEPREL_ACL_RELCL:
        return DG_NO_TOKEN;
    case DG_DEPREL_AMOD:
        return g;
    case DG_DEPREL_CCOMP:
    case DG_DEPREL_PARATAXIS:
        return DG_NO_TOKEN;
    default:
        return DG_NO_TOKEN;
    }
}

/* Agent of a passive: obl:agent, else a by-phrase. */
static int32_t agent(const dg_frames *frames, int32_t p) {
    int32_t a = argument(frames->doc, p, DG_DEPREL_OBL_AGENT);
    if (a >= 0) return a;
    return dg_antecedent(frames->doc, dg_phrase_with(frames->doc, p, frames->by, -1));
}

/* The object that a coordination shares: "killed and wounded 12 people". */
static int32_t shared_object(dg_frames *frames, int32_t p) {
    const dg_doc *doc = frames->doc;
    dg_each_child(doc, c, p) {
        if (dg_token(doc, c)->deprel != DG_DEPREL_CONJ || dg_token(doc, c)->upos != DG_UPOS_VERB)
            continue;
        if (c - p <= 2 && dg_child_base(doc, c, DG_DEPREL_NSUBJ) < 0)
            return argument(doc, c, DG_DEPREL_OBJ);
        break;
    }
    if (dg_token(doc, p)->deprel == DG_DEPREL_CONJ) {
        int32_t g = dg_token(doc, p)->head;
        int32_t o = dg_child(doc, g, DG_DEPREL_OBJ);
        if (o > p) return o;
    }
    return DG_NO_TOKEN;
}

/* A relative clause whose gap is the object: "the man they arrested". */
static int32_t gap_object(const dg_doc *doc, int32_t p) {
    if (dg_token(doc, p)->deprel != DG_DEPREL_ACL_RELCL || dg_child(doc, p, DG_DEPREL_CCOMP) >= 0)
        return DG_NO_TOKEN;
    int32_t s = dg_child(doc, p, DG_DEPREL_NSUBJ);
    return s >= 0 && !relative_pronoun(doc, s) ? dg_token(doc, p)->head : DG_NO_TOKEN;
}

/* "called off the talks" with the particle taken for a preposition: the phrase is the object. */
static int32_t particle_object(const dg_doc *doc, int32_t p) {
    int32_t next = p + 1;
    if (next >= (int32_t)doc->tokens.count || dg_token(doc, next)->xpos != DG_XPOS_RP ||
        dg_token(doc, next)->deprel != DG_DEPREL_CASE)
        return DG_NO_TOKEN;
    if (next + 1 < (int32_t)doc->tokens.count && dg_token(doc, next + 1)->deprel == DG_DEPREL_CASE)
        return DG_NO_TOKEN; /* "out of" */
    int32_t phrase = dg_token(doc, next)->head;
    return phrase >= 0 && dg_token(doc, phrase)->head == p ? phrase : DG_NO_TOKEN;
}

/* "handed the Red Cross two coffins" with both taken for objects: the second is what was handed. */
static int32_t second_object(const dg_doc *doc, int32_t p, int32_t first) {
    if (first < p) return DG_NO_TOKEN;
    dg_each_child(doc, c, p) {
        uint8_t upos = dg_token(doc, c)->upos;
        bool common = upos == DG_UPOS_NOUN || upos == DG_UPOS_SYM; /* no name of the first */
        if (c > first && common && dg_token(doc, c)->deprel == DG_DEPREL_OBJ &&
            !(doc->time_at && doc->time_at[c] >= 0))
            return c;
    }
    return DG_NO_TOKEN;
}

static void noun_frame(dg_frames *frames, int32_t p, dg_frame *f) {
    /* A noun's "subject" is the copula's, or whoever the governing light or control verb has. */
    const dg_doc *doc = frames->doc;
    f->surface = own_subject(doc, p);
    f->own_subj = f->surface >= 0;
    int32_t g = dg_token(doc, p)->head;
    int32_t owner = dg_child(doc, p, DG_DEPREL_NMOD_POSS);
    if (f->surface < 0 && owner >= 0) f->surface = owner;
    if (f->surface < 0 && g >= 0 && dg_base(dg_token(doc, p)->deprel) == DG_DEPREL_OBJ)
        f->surface = dg_frame_of(frames, g)->surface;
    f->subj = f->surface;
}

int32_t dg_squeezed_subject(const dg_doc *doc, int32_t p) {
    const dragoman_token *token = dg_token(doc, p);
    if (token->deprel != DG_DEPREL_AMOD || p == 0 || token->head <= p) return DG_NO_TOKEN;
    if (token->xpos != DG_XPOS_VBD && token->xpos != DG_XPOS_VBN) return DG_NO_TOKEN;
    const dragoman_token *before = dg_token(doc, p - 1);
    bool noun = before->upos == DG_UPOS_PROPN || before->upos == DG_UPOS_NOUN;
    return noun && before->head == token->head && before->deprel == DG_DEPREL_COMPOUND
               ? p - 1
               : DG_NO_TOKEN;
}

static void verb_frame(dg_frames *frames, int32_t p, dg_frame *f) {
    const dg_doc *doc = frames->doc;
    int32_t squeezed = dg_squeezed_subject(doc, p);
    if (squeezed >= 0) {
        f->surface = f->subj = squeezed;
        f->obj = dg_token(doc, p)->head;
        f->own_subj = true;
        return;
    }
    f->surface = own_subject(doc, p);
    f->own_subj = f->surface >= 0;
    f->passive = is_passive(frames, p);
    if (f->surface < 0) f->surface = shared_subject(frames, p);
    int32_t object = argument(doc, p, DG_DEPREL_OBJ);
    f->iobj = argument(doc, p, DG_DEPREL_IOBJ);
    if (f->passive) {
        f->subj = agent(frames, p);
        if (object >= 0)
            f->obj = object, f->iobj = f->surface; /* "was given asylum" */
        else
            f->obj = f->surface;
        return;
    }
    f->subj = f->surface;
    f->obj = object;
    if (object < 0 && f->iobj >= 0)
        f->obj = f->iobj, f->iobj = DG_NO_TOKEN; /* one object is the object */
    if (object >= 0 && f->iobj < 0) {
        int32_t second = second_object(doc, p, object);
        if (second >= 0) f->iobj = object, f->obj = second;
    }
    if (f->obj < 0) f->obj = particle_object(doc, p);
    if (f->obj < 0) f->obj = gap_object(doc, p);
    if (f->obj < 0) f->obj = shared_object(frames, p);
    if (f->obj == f->subj) f->obj = DG_NO_TOKEN;
}

const dg_frame *dg_frame_of(dg_frames *frames, int32_t p) {
    static const dg_frame nothing = {-1, -1, -1, -1, false, false, true, false};
    dg_frame *f = &frames->items[p];
    if (f->done) return f;
    if (f->busy) return &nothing; /* a cycle of control: nobody */
    *f = nothing;
    f->done = false;
    f->busy = true;
    uint8_t upos = dg_token(frames->doc, p)->upos;
    dg_frame made = nothing;
    if (upos == DG_UPOS_NOUN || upos == DG_UPOS_PROPN || upos == DG_UPOS_NUM ||
        upos == DG_UPOS_PRON)
        noun_frame(frames, p, &made);
    else
        verb_frame(frames, p, &made);
    made.done = true;
    *f = made;
    return f;
}
