/*
 * roles.c - whose words fill actor and recipient: the places a sense names, looked up in the frame.
 *
 * Of the alternatives the first that names somebody political wins; where none does, the first that
 * names anything. Conjuncts are members of one compound role.
 */
#include "event/find.h"

#include "base/str.h"
#include "event/plover.h"

static bool noun_like(const dg_doc *doc, int32_t t) {
    uint8_t upos = dg_token(doc, t)->upos;
    return upos == DG_UPOS_NOUN || upos == DG_UPOS_PROPN || upos == DG_UPOS_PRON ||
           upos == DG_UPOS_NUM || upos == DG_UPOS_ADJ || upos == DG_UPOS_DET ||
           upos == DG_UPOS_SYM || upos == DG_UPOS_X_;
}

static bool political(dg_finder *f, int32_t t) {
    return dg_entity_is(f->actors, f->doc, dg_content_of(f, t), DG_WHO_ACTOR);
}

/* Who leads, backs or brokers: the noun inside "Hamas-led", "US-brokered", "government-run". */
static int32_t led_by(dg_finder *f, int32_t participle) {
    const dg_doc *doc = f->doc;
    if (dg_token(doc, participle)->upos != DG_UPOS_VERB &&
        dg_token(doc, participle)->upos != DG_UPOS_ADJ)
        return DG_NO_TOKEN;
    dg_each_child(doc, c, participle) {
        if (c > participle) break;
        uint8_t upos = dg_token(doc, c)->upos;
        if ((upos == DG_UPOS_PROPN || upos == DG_UPOS_NOUN || upos == DG_UPOS_ADJ) &&
            political(f, c))
            return c;
    }
    return DG_NO_TOKEN;
}

/* Compounds and adjectives before a noun that name somebody: "Israeli strikes", "rebel attack". */
static void compounds(dg_finder *f, int32_t noun, dg_heads *out) {
    const dg_doc *doc = f->doc;
    dg_each_child(doc, c, noun) {
        if (c > noun) break;
        enum dg_deprel relation = dg_base(dg_token(doc, c)->deprel);
        if (relation != DG_DEPREL_COMPOUND && relation != DG_DEPREL_AMOD &&
            relation != DG_DEPREL_NMOD)
            continue;
        if (dg_token(doc, c)->deprel == DG_DEPREL_NMOD_POSS) continue;
        int32_t who = political(f, c) ? c : led_by(f, c);
        if (who >= 0) *dg_vec_push(doc->arena, out) = who;
    }
}

static void add(dg_finder *f, dg_heads *out, int32_t t) {
    if (t >= 0 && noun_like(f->doc, t)) *dg_vec_push(f->doc->arena, out) = t;
}

/* The complement clause whose subject a role names. */
static int32_t clause_of(dg_finder *f, const dg_where_item *item, int32_t t) {
    enum dg_deprel relation = item->base == DG_AT_XCOMP ? DG_DEPREL_XCOMP : DG_DEPREL_CCOMP;
    return dg_child(f->doc, t, relation);
}

static int32_t base_token(dg_finder *f, const dg_where_item *item, int32_t t) {
    const dg_frame *frame = dg_frame_of(&f->frames, t);
    const dg_hit *hit = &f->hits[t];
    switch (item->base) {
    case DG_AT_SUBJ:
        if (hit->light >= 0 && !hit->light_passive)
            return dg_frame_of(&f->frames, hit->light)->subj;
        return frame->subj;
    case DG_AT_OBJ:
        return frame->obj;
    case DG_AT_IOBJ:
        return frame->iobj;
    case DG_AT_PREP:
        return dg_argument_with(f, t, item->prep);
    case DG_AT_POSS:
        return dg_child(f->doc, t, DG_DEPREL_NMOD_POSS);
    case DG_AT_HEAD:
        return dg_token(f->doc, t)->deprel == DG_DEPREL_AMOD ? dg_token(f->doc, t)->head
                                                             : frame->surface;
    case DG_AT_XCOMP:
    case DG_AT_CCOMP:
        return clause_of(f, item, t);
    default:
        return DG_NO_TOKEN;
    }
}

/* A phrase under a noun, or under a participle that follows it: "a proposal **by** X", "a proposal
 * put forward **by** X". */
static int32_t phrase_of(const dg_doc *doc, int32_t noun, uint64_t preposition) {
    int32_t found = dg_phrase_with(doc, noun, preposition, -1);
    dg_each_child(doc, c, noun) {
        if (found >= 0) break;
        const dragoman_token *token = dg_token(doc, c);
        if (token->deprel == DG_DEPREL_ACL && token->xpos == DG_XPOS_VBN)
            found = dg_phrase_with(doc, c, preposition, -1);
    }
    return found;
}

static void sub_tokens(dg_finder *f, const dg_where_item *item, int32_t base, dg_heads *out) {
    const dg_doc *doc = f->doc;
    switch (item->sub) {
    case DG_SUB_NONE:
        add(f, out, base);
        break;
    case DG_SUB_POSS:
        add(f, out, dg_child(doc, base, DG_DEPREL_NMOD_POSS));
        break;
    case DG_SUB_COMP:
        compounds(f, base, out);
        break;
    case DG_SUB_PREP:
        add(f, out, dg_antecedent(doc, phrase_of(doc, base, item->sub_prep)));
        break;
    case DG_SUB_SUBJ:
        add(f, out, dg_frame_of(&f->frames, base)->surface);
        break;
    case DG_SUB_OBJ:
        add(f, out, dg_frame_of(&f->frames, base)->obj);
        break;
    }
}

static void place(dg_finder *f, const dg_where_item *item, int32_t t, dg_heads *out) {
    if (item->base == DG_AT_COMP) {
        compounds(f, t, out);
        return;
    }
    int32_t base = base_token(f, item, t);
    if (base >= 0) sub_tokens(f, item, base, out);
}

/* A phrase can stand for somebody at all: no clause, no time, no "it is". */
static bool usable(const dg_finder *f, int32_t t, int32_t trigger) {
    if (t == trigger || (f->doc->time_at && f->doc->time_at[t] >= 0)) return false;
    const dragoman_token *token = dg_token(f->doc, t);
    return token->xpos != DG_XPOS_EX && token->deprel != DG_DEPREL_EXPL &&
           token->upos != DG_UPOS_DET;
}

static void keep_usable(const dg_finder *f, dg_heads *heads, int32_t trigger) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < heads->count; i++)
        if (usable(f, heads->items[i], trigger)) heads->items[kept++] = heads->items[i];
    heads->count = kept;
}

static bool any_political(dg_finder *f, const dg_heads *heads) {
    for (uint32_t i = 0; i < heads->count; i++)
        if (political(f, heads->items[i])) return true;
    return false;
}

/* A conjunct of a person or body that is itself one. */
static void with_conjuncts(dg_finder *f, dg_heads *heads) {
    dg_heads all = {0};
    for (uint32_t i = 0; i < heads->count; i++) {
        int32_t t = heads->items[i];
        *dg_vec_push(f->doc->arena, &all) = t;
        dg_each_child(f->doc, c, t) {
            if (dg_token(f->doc, c)->deprel != DG_DEPREL_CONJ || !noun_like(f->doc, c)) continue;
            *dg_vec_push(f->doc->arena, &all) = c;
        }
    }
    *heads = all;
}

static void without_repeats(dg_heads *heads) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < heads->count; i++) {
        uint32_t k = 0;
        while (k < kept && heads->items[k] != heads->items[i]) k++;
        if (k == kept) heads->items[kept++] = heads->items[i];
    }
    heads->count = kept;
}

/* An actor that names nobody political must at least be somebody. */
static bool somebody(dg_finder *f, int32_t t) {
    t = dg_content_of(f, t);
    return dg_entity_is(f->actors, f->doc, t, DG_WHO_PERSON) ||
           dg_entity_is(f->actors, f->doc, t, DG_WHO_PEOPLE) ||
           dg_entity_is(f->actors, f->doc, t, DG_WHO_BODY) ||
           dg_entity_is(f->actors, f->doc, t, DG_WHO_GROUP);
}

static bool any_somebody(dg_finder *f, const dg_heads *heads) {
    for (uint32_t i = 0; i < heads->count; i++)
        if (somebody(f, heads->items[i])) return true;
    return false;
}

/* Somebody political in the nominal phrases under a head, to two levels: "lift sanctions against
 * the North", "a spate of violations in Zimbabwe". Clauses are not entered. */
static int32_t somebody_under(dg_finder *f, int32_t head, int32_t trigger, int depth) {
    const dg_doc *doc = f->doc;
    dg_each_child(doc, c, head) {
        enum dg_deprel relation = dg_base(dg_token(doc, c)->deprel);
        bool nominal =
            relation == DG_DEPREL_NMOD || relation == DG_DEPREL_OBL || relation == DG_DEPREL_OBJ;
        if (!nominal || c == trigger || !noun_like(doc, c) || !usable(f, c, trigger)) continue;
        if (dg_marker_of(doc, c) == f->frames.by) continue;
        if (political(f, c)) return c;
        int32_t below = depth ? somebody_under(f, c, trigger, depth - 1) : DG_NO_TOKEN;
        if (below >= 0) return below;
    }
    return DG_NO_TOKEN;
}

/* Where the places named give nobody: whom the act inside is done to ("agreed to lend to
 * Indonesia"), else somebody in the phrases that hang on the object. */
static void wider_recipient(dg_finder *f, const dg_sense *sense, int32_t t, dg_heads *heads) {
    if (!sense->recipient_count || any_political(f, heads)) return;
    int32_t inner = f->hits[t].inner;
    if (inner >= 0 && f->hits[inner].consumed) {
        dg_heads inside = {0};
        if (f->hits[inner].sense) dg_role_heads(f, f->hits[inner].sense, inner, false, &inside);
        if (any_political(f, &inside) || !heads->count) *heads = inside;
        if (any_political(f, heads)) return;
    }
    int32_t from = inner >= 0 ? inner : dg_frame_of(&f->frames, t)->obj;
    int32_t found = from >= 0 ? somebody_under(f, from, t, 2) : DG_NO_TOKEN;
    if (found < 0 || heads->count) return;
    *dg_vec_push(f->doc->arena, heads) = found;
}

void dg_role_heads(dg_finder *f, const dg_sense *sense, int32_t t, bool actor, dg_heads *heads) {
    uint32_t at = actor ? sense->actor : sense->recipient;
    uint32_t count = actor ? sense->actor_count : sense->recipient_count;
    const dg_where_item *items = f->events->wheres + at;
    dg_heads fallback = {0};
    for (uint32_t i = 0; i < count;) {
        dg_heads here = {0};
        do place(f, &items[i], t, &here);
        while (++i < count && items[i].collect);
        keep_usable(f, &here, t);
        if (!here.count) continue;
        if (any_political(f, &here)) {
            fallback = here;
            break;
        }
        bool subject = items[i - 1].base == DG_AT_SUBJ && items[i - 1].sub == DG_SUB_NONE &&
                       sense->event != DG_ASSAULT;
        if (!fallback.count && (!actor || subject || any_somebody(f, &here))) fallback = here;
    }
    if (!actor) wider_recipient(f, sense, t, &fallback);
    with_conjuncts(f, &fallback);
    without_repeats(&fallback);
    *heads = fallback;
}
