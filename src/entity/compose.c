/*
 * compose.c - who a phrase without a name of its own is: "Sudanese foreign ministry", "Hamas
 * officials", "residents of Aleppo", "the army".
 *
 * The country or organisation comes from the words before the noun, then from "of", "in" and "from"
 * phrases behind it; the sector from the noun's role, unless the noun is general ("official",
 * "spokesman", "leader") or stands with a group whose people share its sector ("Hamas officials").
 * What no word says is taken from the scene: the country told of around the phrase.
 */
#include "base/str.h"
#include "entity/entity_int.h"

#include <string.h>

#define DEEPEST 4 /* phrases within phrases */

bool is_plural(const dg_doc *doc, int32_t t) {
    const dragoman_token *token = dg_token(doc, t);
    if (token->xpos == DG_XPOS_NNS || token->xpos == DG_XPOS_NNPS) return true;
    static const char *const plurals[] = {"people", "police", "personnel", "staff"};
    for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++)
        if (token->fold == dg_fold_z(plurals[i])) return true;
    return false;
}

/* The noun that a relative pronoun stands for: that whose clause it is in. */
int32_t relative_head(const dg_doc *doc, int32_t token) {
    int32_t t = token;
    for (int depth = 0; t >= 0 && depth < 16; depth++) {
        enum dg_deprel relation = dg_base(dg_token(doc, t)->deprel);
        t = dg_token(doc, t)->head;
        if (relation == DG_DEPREL_ACL) return t;
    }
    return DG_NO_TOKEN;
}

#define YEARS_AFTER 30000 /* three years between yyyymmdd numbers */

void entry_codes(const dg_actors *actors, const state *s, int32_t entry, char code[4],
                 char sector[4], const actor_role **role) {
    const actor_entry *e = &actors->entries[entry];
    const actor_role *r = role_at(actors, e, s->day);
    memcpy(code, e->code, 4);
    memcpy(sector, e->sector, 4);
    if (role) *role = r;
    if (r) {
        memcpy(code, r->code, 4);
        memcpy(sector, r->sector, 4);
    } else if (e->kind == KIND_PERSON && e->role_count) {
        const actor_role *last = role_at(actors, e, 0);
        if (last) memcpy(code, last->code, 4);
        bool fallen = last && last->to < s->day && s->day - last->to < YEARS_AFTER &&
                      strcmp(last->sector, "REB") == 0;
        memcpy(sector, fallen ? "REB" : "ELI", 4); /* a commander killed is told of as one */
    }
}

/* ------------------------------------------------------------------ words before the noun */

typedef struct compose_walk {
    const dg_actors *actors;
    const dg_doc *doc;
    const state *s;
    uint32_t depth;
} compose_walk;

static uint64_t token_fold(const dg_doc *doc, int32_t t) {
    return dg_token(doc, t)->fold;
}

static int preference(const hit *h) {
    switch (h->type) {
    case HIT_GROUP:
    case HIT_ORG:
        return 3;
    case HIT_PERSON:
        return 1;
    case HIT_PLACE:
        return 0;
    default:
        return 2;
    }
}

/* The country whose name is a word of a name. */
static void country_inside(const dg_actors *actors, const dg_doc *doc, const hit *h, char code[4]) {
    for (uint32_t t = h->first; t <= h->last && !*code; t++) {
        uint64_t fold = name_fold(dg_form(doc, (int32_t)t), dg_token(doc, (int32_t)t)->fold);
        const actor_slot *slot = trie_find(&actors->names, trie_step(TRIE_ROOT, fold));
        for (uint32_t i = 0; slot && !*code && i < slot->count; i++) {
            const actor_entry *e = &actors->entries[actors->senses[slot->first + i].entry];
            if (e->kind <= KIND_REGION && code_is_country(e->code)) memcpy(code, e->code, 4);
        }
    }
}

/* "Austrian mortar manufacturer Hirtenberger": what stands before a name and tells what it is. */
static void descriptor(const dg_actors *actors, const dg_doc *doc, const state *s, const hit *h,
                       char code[4], char sector[4]) {
    uint32_t begin = doc->sentences.items[dg_token(doc, (int32_t)h->first)->sentence].first;
    for (uint32_t t = h->first; t-- > begin && t + 7 > h->first;) {
        const dragoman_token *token = dg_token(doc, (int32_t)t);
        int32_t n = s->noun_at[t], i = s->hit_at[t];
        if (n != NONE && !*sector)
            memcpy(sector, noun_in(actors, &s->nouns.items[n], "")->sector, 4);
        else if (i != NONE && s->hits.items[i].entry != NONE && s->hits.items[i].type <= HIT_ADJ) {
            if (!*code) memcpy(code, actors->entries[s->hits.items[i].entry].code, 4);
        } else if (token->upos != DG_UPOS_ADJ && token->upos != DG_UPOS_NOUN &&
                   token->upos != DG_UPOS_CCONJ && n == NONE &&
                   token->shape != DRAGOMAN_SHAPE_PUNCT)
            return;
    }
}

void name_codes(const dg_actors *actors, const dg_doc *doc, const state *s, const hit *h,
                char code[4], char sector[4]) {
    const actor_noun *noun = noun_inside(actors, doc, h->first, h->last, h->head);
    if (noun) memcpy(sector, noun->sector, 4);
    country_inside(actors, doc, h, code);
    descriptor(actors, doc, s, h, code, sector);
}

uint64_t tied_by_hyphen(const dg_actors *actors, const dg_doc *doc, const hit *h) {
    uint32_t t = h->last + 1;
    if (t + 1 >= doc->tokens.count || !is_hyphen(dg_form(doc, (int32_t)t))) return 0;
    return word_bits(actors, token_fold(doc, (int32_t)t + 1)) & (W_BACKED | W_LED);
}

static void hit_codes(const compose_walk *w, const hit *h, char code[4], char sector[4]) {
    if (h->entry == NONE) {
        memset(code, 0, 4);
        memset(sector, 0, 4);
        if (h->mention == NONE && h->type == HIT_ORG)
            name_codes(w->actors, w->doc, w->s, h, code, sector);
        if (h->mention != NONE) { /* a name of the model, coded where it was told first */
            const dragoman_entity *e =
                &w->doc->entities.items[w->doc->mentions.items[h->mention].entity];
            if (strcmp(e->code, "---") != 0) memcpy(code, e->code, 4);
            memcpy(sector, e->sector, 4);
        }
        return;
    }
    entry_codes(w->actors, w->s, h->entry, code, sector, NULL);
    if (strcmp(code, "---") == 0) code[0] = 0;
}

/* The name before the noun that says whose it is. */
static void left_base(const compose_walk *w, int32_t from, int32_t to, composed *out) {
    int best = -1;
    for (int32_t t = from; t < to; t++) {
        int32_t i = w->s->hit_at[t];
        if (i == NONE || (int32_t)w->s->hits.items[i].first != t) continue;
        const hit *h = &w->s->hits.items[i];
        if ((int32_t)h->last >= to) continue;
        uint64_t bits = tied_by_hyphen(w->actors, w->doc, h);
        char code[4], sector[4];
        if (bits & W_BACKED) continue;
        hit_codes(w, h, code, sector);
        if (!*code && h->type <= HIT_ADJ && h->entry != NONE) {
            out->elsewhere = true; /* "Arab leaders" */
            out->region = !(word_bits(w->actors, token_fold(w->doc, t)) & W_ELSEWHERE);
        }
        if (!*code || preference(h) <= best) continue;
        best = preference(h);
        out->base = i;
        out->led = (bits & W_LED) != 0;
        memcpy(out->code, code, 4);
    }
}

static bool possessive_pronoun(const dg_actors *actors, const dragoman_token *token) {
    return token->deprel == DG_DEPREL_NMOD_POSS &&
           word_bits(actors, token->fold) &
               (W_MAN | W_WOMAN | W_THEY | W_IT | W_I | W_WE | W_RELATIVE);
}

/* ------------------------------------------------------------------ the whole phrase */

static void walk_phrase(const compose_walk *w, int32_t head, int32_t noun, composed *out);

/* "of Aleppo", "in Yemen": a phrase behind the noun that says whose. */
static void right_base(const compose_walk *w, int32_t head, composed *out, composed *inner) {
    if (w->depth >= DEEPEST) return;
    compose_walk deeper = *w;
    deeper.depth++;
    dg_each_child(w->doc, c, head) {
        if (c < head || dg_base(dg_token(w->doc, c)->deprel) != DG_DEPREL_NMOD) continue;
        int32_t preposition = dg_case_of(w->doc, c);
        if (preposition < 0 || !(word_bits(w->actors, token_fold(w->doc, preposition)) & W_OF))
            continue;
        composed got;
        walk_phrase(&deeper, c, w->s->noun_at[c], &got);
        bool of = token_fold(w->doc, preposition) == dg_fold_z("of") ||
                  token_fold(w->doc, preposition) == dg_fold_z("for");
        if (of && !*inner->sector && inner->base == NONE) *inner = got;
        if (!*got.code || *out->code) continue;
        memcpy(out->code, got.code, 4);
        out->base = got.base;
    }
}

/* The role noun before the noun: "rebel" of "rebel commander". */
static const actor_noun *modifier_role(const compose_walk *w, int32_t from, int32_t to,
                                       const char *code) {
    for (int32_t t = to - 1; t >= from; t--) {
        int32_t n = w->s->noun_at[t];
        if (n == NONE) continue;
        if (dg_token(w->doc, t)->deprel == DG_DEPREL_CONJ) continue;
        const actor_noun *noun = noun_in(w->actors, &w->s->nouns.items[n], code);
        if (*noun->sector && strcmp(noun->sector, "UNK") != 0) return noun;
    }
    return NULL;
}

static bool is_one_of(const char *sector, const char *list) {
    return *sector && strstr(list, sector) != NULL;
}

/* The sector of a phrase: noun, what modifies it, whose it is. */
static void sector_of(const compose_walk *w, int32_t head, int32_t noun, int32_t from,
                      const composed *inner, composed *out) {
    const noun_hit *n = noun == NONE ? NULL : &w->s->nouns.items[noun];
    const actor_noun *role = n ? noun_in(w->actors, n, out->code) : NULL;
    const hit *base = out->base == NONE ? NULL : &w->s->hits.items[out->base];
    uint64_t bits = word_bits(w->actors, dg_token(w->doc, head)->lemma_fold);
    bool one_word = !n || n->first == n->last;
    bool unknown = role && (!*role->sector ||
                            is_one_of(role->sector,
                                      "UNK")); /* "associates", "team": as whoever they belong to */
    bool speaks = n && noun_speaks(w->actors, n) && role->klass != NOUN_OFFICE &&
                  is_one_of(role->sector, "GOV");
    bool generic = unknown || speaks || (one_word && bits & W_GENERIC);
    const actor_noun *modifier = modifier_role(w, from, n ? (int32_t)n->first : head, out->code);
    char code[4] = "", own[4] = "";
    if (base) hit_codes(w, base, code, own);
    bool group =
        base && (base->type == HIT_GROUP || base->type == HIT_ORG ||
                 (base->entry != NONE && w->actors->entries[base->entry].kind == KIND_GROUP));
    if (role && !unknown) memcpy(out->sector, role->sector, 4);
    if (modifier && is_one_of(modifier->sector, "REB OPP PRM UAF") &&
        !(role && is_one_of(role->sector, "JUD JRN CVL")))
        memcpy(out->sector, modifier->sector, 4);
    else if (generic && modifier)
        memcpy(out->sector, modifier->sector, 4);
    else if (generic && group)
        memcpy(out->sector, own, 4);
    else if (generic && *inner->sector)
        memcpy(out->sector, inner->sector, 4);
    else if (group && !out->led && is_one_of(own, "REB UAF PRM OPP PTY CRM") &&
             is_one_of(out->sector, role && role->klass == NOUN_BODY ? "MIL UAF PRM REB SPY"
                                                                     : "GOV MIL UAF PRM REB SPY"))
        memcpy(out->sector, own, 4);
    else if (base && bits & W_CAPTIVE && !*out->sector)
        memcpy(out->sector, "CVL", 4);
    else if (generic && !*out->sector && base)
        memcpy(out->sector, base->type == HIT_PERSON ? own : "GOV", 4);
    else if (base && !n && bits & W_WEAPON && !group)
        memcpy(out->sector, "MIL", 4);
    else if (base && !n && !(bits & (W_PLACE | W_HUMAN)) && (int32_t)base->first < head)
        memcpy(out->sector, own, 4); /* "the Biden campaign" */
    if (out->former && role && role->klass != NOUN_BODY) memcpy(out->sector, "ELI", 4);
}

/* Words straight before a role noun's phrase that the tree put elsewhere but that belong to it. */
static int32_t before_phrase(const compose_walk *w, int32_t first, int32_t noun) {
    int32_t begin = (int32_t)w->doc->sentences.items[dg_token(w->doc, first)->sentence].first,
            stop = first - 6;
    if (noun == NONE || dg_token(w->doc, first)->upos == DG_UPOS_DET) return first;
    if (dg_token(w->doc, first)->upos == DG_UPOS_NUM) return first;
    while (first > begin && first > stop) {
        const dragoman_token *token = dg_token(w->doc, first - 1);
        int32_t h = w->s->hit_at[first - 1];
        bool name = h != NONE && w->s->hits.items[h].type != HIT_PERSON;
        bool former = word_bits(w->actors, token->fold) & W_FORMER;
        bool possessive =
            token->xpos == DG_XPOS_POS && first - 2 >= begin && w->s->hit_at[first - 2] != NONE;
        if (!name && !former && !possessive && token->upos != DG_UPOS_PROPN) break;
        if (w->s->noun_at[first - 1] != NONE && !name) break;
        first--;
    }
    return first;
}

/* The name that tells which: "leaders of the regional bloc | ECOWAS"; a hit or NONE. */
static int32_t named_beside(const compose_walk *w, int32_t head) {
    const uint64_t bodies = W_GROUP | W_ORG | W_FIRM | W_PARTY;
    uint32_t next = (uint32_t)head + 1;
    if (!w->depth || !(word_bits(w->actors, dg_token(w->doc, head)->lemma_fold) & bodies))
        return NONE;
    int32_t i = next < w->doc->tokens.count ? w->s->hit_at[next] : NONE;
    if (i == NONE || w->s->hits.items[i].first != next) return NONE;
    uint8_t type = w->s->hits.items[i].type;
    return type == HIT_ORG || type == HIT_GROUP ? i : NONE;
}

static void walk_phrase(const compose_walk *w, int32_t head, int32_t noun, composed *out) {
    *out = (composed){.base = NONE, .org = NONE, .possessor = NONE};
    composed inner = *out;
    int32_t own = noun == NONE ? w->s->hit_at[head] : NONE, first, last;
    if (own == NONE) own = named_beside(w, head);
    if (own != NONE) {
        const hit *h = &w->s->hits.items[own];
        hit_codes(w, h, out->code, out->sector);
        if (*out->code) {
            if (h->type == HIT_CITY || h->type == HIT_CAPITAL || h->type == HIT_ADJ)
                out->sector[0] = 0;
            if (h->type == HIT_PEOPLE) memcpy(out->sector, "CVL", 4);
            out->base = own;
            return;
        }
    }
    dg_noun_phrase(w->doc, head, &first, &last);
    int32_t core = noun == NONE ? head : (int32_t)w->s->nouns.items[noun].first;
    int32_t role_head =
        noun == NONE ? head : (int32_t)w->s->nouns.items[noun].head; /* of a title: not the head */
    first = before_phrase(w, first < core ? first : core, noun);
    left_base(w, first, core, out);
    for (int32_t t = first; t < core || t < role_head; t++) {
        if (word_bits(w->actors, token_fold(w->doc, t)) & W_FORMER) out->former = true;
        if (word_bits(w->actors, token_fold(w->doc, t)) & W_ELSEWHERE) out->elsewhere = true;
        int32_t of = dg_token(w->doc, t)->head;
        if (possessive_pronoun(w->actors, dg_token(w->doc, t)) && (of == head || of == role_head)) {
            out->own = true;
            out->possessor = t;
        }
    }
    right_base(w, head, out, &inner);
    if (role_head != head) right_base(w, role_head, out, &inner);
    if (word_bits(w->actors, dg_token(w->doc, role_head)->lemma_fold) & W_NOWHERE)
        out->elsewhere = true;
    bool through = word_bits(w->actors, dg_token(w->doc, role_head)->lemma_fold) & W_THROUGH ||
                   dg_token(w->doc, role_head)->upos == DG_UPOS_NUM;
    if (through && (inner.base != NONE || *inner.sector)) {
        if (!*out->code) memcpy(out->code, inner.code, 4);
        memcpy(out->sector, inner.sector, 4);
    } else {
        sector_of(w, role_head, noun, first, &inner, out);
    }
    if (out->base != NONE) {
        const hit *h = &w->s->hits.items[out->base];
        if (h->entry != NONE && w->actors->entries[h->entry].kind >= KIND_ORG &&
            h->type != HIT_PERSON)
            out->org = h->entry;
        static const char *const alliances[] = {"coalition", "alliance"};
        for (size_t i = 0; i < sizeof alliances / sizeof *alliances; i++)
            if (out->led && dg_token(w->doc, head)->lemma_fold == dg_fold_z(alliances[i])) {
                memcpy(out->code, "IGO", 4);
                memcpy(out->sector, "MIL", 4);
            }
    }
}

void compose(const dg_actors *actors, const dg_doc *doc, const state *s, int32_t head, int32_t noun,
             composed *out) {
    const compose_walk w = {actors, doc, s, 0};
    walk_phrase(&w, head, noun, out);
}
