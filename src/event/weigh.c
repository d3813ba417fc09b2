/*
 * weigh.c - what a row looks like, as features, and the sum of their learned weights.
 *
 * Features name lemmas, relations and kinds of actors, once for all events and once for the event
 * at hand, so that rare events lean on what is true of all. train/weigh.py learns the weights.
 */
#include "event/weigh.h"

#include "base/str.h"
#include "event/plover.h"
#include "speech/speech.h"

#include <string.h>

#define MAX_FEATURE 120 /* bytes; longer ones are cut */

typedef struct weighing {
    dg_finder *f;
    const dragoman_event *event;
    bool near;
    char kind[40]; /* "near.AID " */
    uint32_t kind_len, all_len;
    int32_t sum;
} weighing;

/* ------------------------------------------------------------------ features */

static void one(weighing *w, const char *text, uint32_t len) {
    w->sum += dg_learned_weight(w->f->events, dg_hash(text, len));
    if (w->f->doc->weigh_note)
        w->f->doc->weigh_note(w->f->doc->weigh_context, w->f->doc, w->event, w->near, text, 0);
}

/* "near obj=tent" and "near.AID obj=tent". */
static void feature(weighing *w, const char *name, dragoman_str value) {
    char text[MAX_FEATURE + 1];
    uint32_t name_len = (uint32_t)strlen(name);
    uint32_t starts[2] = {w->kind_len, w->all_len};
    for (int i = 0; i < 2; i++) {
        uint32_t at = starts[i];
        memcpy(text, w->kind, at);
        text[at++] = ' ';
        memcpy(text + at, name, name_len);
        at += name_len;
        text[at++] = '=';
        for (uint32_t k = 0; k < value.len && at < MAX_FEATURE; k++) {
            char c = value.ptr[k];
            text[at++] = c == ' ' || c == '#' || c == '\t' || c == '\n' ? '_' : c;
        }
        text[at] = 0;
        one(w, text, at);
    }
}

static void feature_z(weighing *w, const char *name, const char *value) {
    feature(w, name, dg_str(value));
}

static void feature_number(weighing *w, const char *name, uint32_t value, uint32_t most) {
    char digit[4] = {(char)('0' + (value < most ? value : most) % 10), 0};
    feature_z(w, name, digit);
}

static void word(weighing *w, const char *name, int32_t t) {
    feature(w, name, t < 0 ? dg_str("-") : dg_token(w->f->doc, t)->lemma);
}

/* Two words together: "take/part". */
static void pair(weighing *w, const char *name, int32_t a, int32_t b) {
    char text[64];
    if (a < 0 || b < 0) return;
    dragoman_str x = dg_token(w->f->doc, a)->lemma, y = dg_token(w->f->doc, b)->lemma;
    snprintf(text, sizeof text, "%.*s/%.*s", (int)x.len, x.ptr, (int)y.len, y.ptr);
    feature_z(w, name, text);
}

/* The word `step` places away in the same sentence; -1 if there is none. */
static int32_t neighbour(const dg_doc *doc, int32_t t, int32_t step) {
    int32_t at = t + step;
    bool there = at >= 0 && at < (int32_t)doc->tokens.count &&
                 dg_token(doc, at)->sentence == dg_token(doc, t)->sentence;
    return there ? at : DG_NO_TOKEN;
}

/* ------------------------------------------------------------------ who */

static const char *who(const dg_doc *doc, uint32_t entity, char out[32]) {
    const dragoman_entity *e = &doc->entities.items[entity];
    snprintf(out, 32, "%s.%s%s", dragoman_entity_kind_name(e->kind), e->sector[0] ? e->sector : "-",
             strcmp(e->code, "---") == 0 ? "?" : "");
    return out;
}

static const char *filler(const dg_doc *doc, int32_t t, char out[32]) {
    if (t < 0) return "-";
    int32_t m = doc->mention_at[t];
    return m < 0 ? dragoman_upos_name(dg_token(doc, t)->upos)
                 : who(doc, doc->mentions.items[m].entity, out);
}

static void roles(weighing *w) {
    const dg_doc *doc = w->f->doc;
    const dragoman_event *e = w->event;
    char actor[32] = "-", recipient[32] = "-", pair[72];
    if (e->actor_count) who(doc, e->actors[0].entity, actor);
    if (e->recipient_count) who(doc, e->recipients[0].entity, recipient);
    feature_z(w, "actor", actor);
    feature_z(w, "recipient", recipient);
    snprintf(pair, sizeof pair, "%c>%c", actor[0], recipient[0]);
    feature_z(w, "pair", pair);
    bool acts = dg_field_public(doc, e->actors, e->actor_count);
    bool suffers = dg_field_public(doc, e->recipients, e->recipient_count);
    feature_z(w, "public", acts && suffers ? "both" : acts ? "actor" : suffers ? "recipient" : "-");
    feature_number(w, "actors", e->actor_count, 3);
    feature_number(w, "recipients", e->recipient_count, 3);
}

/* ------------------------------------------------------------------ the clause */

static void arguments(weighing *w, int32_t t) {
    dg_finder *f = w->f;
    const dg_doc *doc = f->doc;
    const dg_frame *frame = dg_frame_of(&f->frames, t);
    char text[32];
    int32_t object = frame->obj < 0 ? -1 : dg_content_of(f, frame->obj);
    word(w, "obj", object);
    pair(w, "head.obj", t, object);
    word(w, "before", neighbour(doc, t, -1));
    word(w, "behind", neighbour(doc, t, 1));
    feature_z(w, "obj.kind", filler(doc, object, text));
    if (object >= 0 && f->hits[object].sense)
        feature_z(w, "obj.event", dragoman_event_name(f->hits[object].sense->event));
    word(w, "subj", frame->subj);
    feature_z(w, "subj.kind", filler(doc, frame->subj, text));
    if (frame->passive) feature_z(w, "voice", "passive");
    if (f->hits[t].light >= 0) word(w, "light", f->hits[t].light);
    dg_each_child(doc, c, t) {
        enum dg_deprel relation = dg_base(dg_token(doc, c)->deprel);
        if (relation == DG_DEPREL_OBL || relation == DG_DEPREL_NMOD) {
            int32_t preposition = dg_case_of(doc, c);
            word(w, "prep", preposition);
            feature_z(w, "phrase", filler(doc, c, text));
        } else if (relation != DG_DEPREL_PUNCT && relation != DG_DEPREL_NSUBJ &&
                   relation != DG_DEPREL_OBJ) {
            feature_z(w, "has", dragoman_deprel_name(dg_token(doc, c)->deprel));
        }
        if (relation == DG_DEPREL_DET || relation == DG_DEPREL_AMOD ||
            relation == DG_DEPREL_COMPOUND)
            word(w, "with", c);
    }
}

static const char *event_at(const dg_finder *f, int32_t t) {
    if (t < 0) return "-";
    const dg_sense *sense = f->hits[t].sense;
    return sense && sense->event != 255 ? dragoman_event_name(sense->event) : "none";
}

static void place_in_tree(weighing *w, int32_t t) {
    const dg_finder *f = w->f;
    const dg_doc *doc = f->doc;
    const dragoman_token *token = dg_token(doc, t);
    feature_z(w, "rel", dragoman_deprel_name(token->deprel));
    feature_z(w, "tag", dragoman_xpos_name(token->xpos));
    word(w, "up", token->head);
    feature_z(w, "up.event", event_at(f, token->head));
    if (token->head >= 0)
        feature_z(w, "up.pos", dragoman_upos_name(dg_token(doc, token->head)->upos));
    uint32_t alike = 0, others = 0;
    const dragoman_sentence *s = &doc->sentences.items[token->sentence];
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        const dg_hit *hit = &f->hits[i];
        if ((int32_t)i == t || !hit->sense || hit->consumed) continue;
        if (hit->sense->event == w->event->event)
            alike++;
        else
            others++;
    }
    feature_number(w, "alike", alike, 2);
    feature_number(w, "others", others, 3);
    feature_number(w, "length", s->count / 8, 5);
    feature_number(w, "sentence", token->sentence < 3 ? token->sentence : 3 + token->sentence / 8,
                   6);
}

static void reality(weighing *w, int32_t t) {
    const dg_doc *doc = w->f->doc;
    const dragoman_event *e = w->event;
    for (unsigned i = 0; i < DG_AUX_COUNT; i++)
        if (e->auxiliary >> i & 1) feature_z(w, "aux", dg_aux_name(i));
    if (!e->auxiliary) feature_z(w, "aux", "-");
    uint32_t said = dg_speech_of(doc, t);
    feature_z(w, "said",
              said == DRAGOMAN_NONE                                 ? "-"
              : doc->statements.items[said].kind == DRAGOMAN_DIRECT ? "direct"
                                                                    : "indirect");
    feature_z(w, "date", e->date.year ? "yes" : "-");
    feature_z(w, "place", e->place != DRAGOMAN_NONE ? "yes" : "-");
    feature_number(w, "field", (uint32_t)w->f->field, 2);
    feature_number(w, "political", w->f->political, 6);
}

static const char *condition_name(const dg_cond *cond) {
    static const char *const names[] = {
        "subj", "obj",       "iobj",       "prep", "prep.what", "prt",    "adv",      "mod",
        "poss", "xcomp",     "ccomp",      "that", "passive",   "active", "plural",   "light",
        "aux",  "ccomp.aux", "ccomp.subj", "head", "before",    "within", "together", "reflexive"};
    return names[cond->kind];
}

static void sense(weighing *w, int32_t t, const dg_cond *lacks) {
    const dg_sense *s = w->f->hits[t].sense;
    char code[8];
    snprintf(code, sizeof code, "%.3s", w->event->cameo);
    feature_z(w, "is", "");
    word(w, "head", t);
    feature_z(w, "code", code);
    if (w->event->mode_count) feature_z(w, "mode", dragoman_mode_name(w->event->mode[0]));
    feature_number(w, "conditions", s->cond_count, 4);
    if (s->imported) feature_z(w, "imported", "");
    if (!lacks) return;
    char text[48];
    snprintf(text, sizeof text, "%s%s", lacks->negated ? "not." : "", condition_name(lacks));
    feature_z(w, "lacks", text);
    char both[MAX_FEATURE];
    dragoman_str lemma = dg_token(w->f->doc, t)->lemma;
    snprintf(both, sizeof both, "%.*s/%s", (int)lemma.len, lemma.ptr, text);
    feature_z(w, "lacks.head", both);
}

int32_t dg_weigh(dg_finder *f, const dragoman_event *event, const dg_cond *lacks) {
    if (!dg_has_learned(f->events) && !f->doc->weigh_note) return 0;
    weighing w = {.f = f, .event = event, .near = lacks != NULL};
    int32_t t = (int32_t)event->token;
    w.kind_len = lacks ? 4 : 3;
    w.all_len = (uint32_t)snprintf(w.kind, sizeof w.kind, "%s.%s", lacks ? "near" : "hit",
                                   dragoman_event_name(event->event));
    sense(&w, t, lacks);
    arguments(&w, t);
    place_in_tree(&w, t);
    roles(&w);
    reality(&w, t);
    if (f->doc->weigh_note)
        f->doc->weigh_note(f->doc->weigh_context, f->doc, event, w.near, NULL, w.sum);
    return w.sum;
}

/* ------------------------------------------------------------------ near senses */

#define MOST_NEAR 4 /* senses of different events tried at one token */

/* A condition without which the words are not the same predicate at all is never waived. */
static bool can_lack(const dg_cond *cond) {
    switch ((enum dg_cond_kind)cond->kind) {
    case DG_COND_PRT:
    case DG_COND_ADV:
    case DG_COND_BEFORE:
    case DG_COND_WITHIN:
    case DG_COND_REFLEXIVE:
    case DG_COND_AUX:
    case DG_COND_CCOMP_AUX:
        return false;
    default:
        return true;
    }
}

typedef struct near_sense {
    const dg_sense *sense;
    const dg_cond *lacks;
} near_sense;

/* The senses of a head that lack one condition, the most specific of each event. None where some
 * sense fits: then the codebook has spoken. */
static uint32_t near_senses(dg_finder *f, int32_t t, enum dg_pos pos, near_sense out[MOST_NEAR]) {
    uint32_t count, found = 0;
    const dragoman_token *token = dg_token(f->doc, t);
    const dg_sense *senses = dg_senses_of(f->events, token->lemma_fold, pos, &count);
    if (!senses) senses = dg_senses_of(f->events, token->fold, pos, &count);
    for (uint32_t i = 0; i < count; i++) {
        const dg_cond *lacks;
        uint32_t missing = dg_sense_lacks(f, &senses[i], t, &lacks);
        if (!missing) return 0;
        if (missing > 1 || senses[i].event == 255 || senses[i].imported || !can_lack(lacks))
            continue;
        uint32_t k = 0;
        while (k < found && out[k].sense->event != senses[i].event) k++;
        if (k == found && found < MOST_NEAR) out[found++] = (near_sense){&senses[i], lacks};
    }
    return found;
}

static bool is_light(const dg_finder *f, const dragoman_sentence *s, int32_t t) {
    for (uint32_t i = s->first; i < s->first + s->count; i++)
        if (f->hits[i].light == t && f->hits[i].sense) return true;
    return false;
}

/* The act in the complement of another hit belongs to that one. */
static bool is_inner(const dg_finder *f, const dragoman_sentence *s, int32_t t) {
    for (uint32_t i = s->first; i < s->first + s->count; i++)
        if (f->hits[i].sense && f->hits[i].inner == t) return true;
    return false;
}

static bool try_near(dg_finder *f, int32_t t, const near_sense *near, uint32_t count) {
    dg_hit *hit = &f->hits[t];
    int32_t best = f->events->near_bar - 1;
    const dg_sense *chosen = NULL;
    for (uint32_t i = 0; i < count; i++) {
        hit->sense = near[i].sense;
        dragoman_event e;
        int32_t score = dg_event_draft(f, t, &e) ? dg_weigh(f, &e, near[i].lacks) : INT32_MIN;
        if (score <= best) continue;
        best = score;
        chosen = near[i].sense;
    }
    if (f->doc->weigh_note) chosen = NULL; /* told, not taken */
    hit->sense = chosen;
    hit->score = best;
    hit->near = chosen != NULL;
    return chosen != NULL;
}

bool dg_weigh_near(dg_finder *f, const dragoman_sentence *s) {
    bool any = false;
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        int32_t t = (int32_t)i;
        const dg_hit *hit = &f->hits[t];
        enum dg_pos pos;
        if (hit->sense || hit->consumed || !dg_pos_at(f, t, &pos)) continue;
        near_sense near[MOST_NEAR];
        uint32_t count = near_senses(f, t, pos, near);
        if (!count || is_light(f, s, t) || is_inner(f, s, t)) continue;
        if (try_near(f, t, near, count)) any = true;
    }
    return any;
}

/* ------------------------------------------------------------------ shares */

/* The logistic function at steps of half a logit from -4, and between them on a line. */
float dg_weigh_share(int32_t score) {
    static const float at[] = {0.018f, 0.029f, 0.047f, 0.076f, 0.119f, 0.182f, 0.269f, 0.378f, 0.5f,
                               0.622f, 0.731f, 0.818f, 0.881f, 0.924f, 0.953f, 0.971f, 0.982f};
    int32_t from = score < -400 ? 0 : score + 400;
    if (from >= 800) return at[16];
    int32_t step = from / 50;
    return at[step] + (at[step + 1] - at[step]) * (float)(from % 50) / 50.0f;
}
