/*
 * resolve.c - from names, role nouns and pronouns to entities: coreference within the article.
 *
 * A deterministic sieve in the manner of Raghunathan et al. (2010) and of Lee et al. (2013), one
 * pass from left to right: full names by identity, single names by the last word of a name told
 * before, titles and appositions with the name they stand with, offices by country and date,
 * definite nouns by the nearest thing of that kind, pronouns by integer scores of distance and
 * grammatical role. First and second persons come last, when the speakers of quotations are known.
 */
#include "base/str.h"
#include "entity/entity_int.h"

#include <stdlib.h>

/* A person's name set off by a comma from this noun's phrase: "X, a spokesman for the police,"
 * where the tree does not tell. A list goes on with another comma and a conjunction, and is not
 * meant. */
static int32_t beside_comma(const dg_doc *doc, uint32_t head, uint32_t types) {
    const state *s = doc->entity_state;
    const dragoman_sentence *sentence = &doc->sentences.items[tok(doc, head)->sentence];
    uint32_t first = head, last = head, end = sentence->first + sentence->count;
    widen_to_phrase(doc, head, &first, &last);
    bool listed = tok(doc, head)->deprel == DG_DEPREL_CONJ;
    bool ends = tok(doc, first)->upos == DG_UPOS_DET || last + 1 >= end ||
                tok(doc, last + 1)->upos == DG_UPOS_PUNCT ||
                tok(doc, last + 1)->upos == DG_UPOS_VERB;
    if (ends && !listed && first >= sentence->first + 2 &&
        dg_str_is(dg_form(doc, (int32_t)first - 1), ",")) {
        int32_t h = s->hit_at[first - 2];
        bool list = last + 2 < end && tok(doc, last + 2)->upos == DG_UPOS_CCONJ;
        if (h != NONE && types >> s->hits.items[h].type & 1 && !list) return h;
    }
    if (last + 2 < end && dg_str_is(dg_form(doc, (int32_t)last + 1), ",")) {
        int32_t h = s->hit_at[last + 2];
        if (h == NONE || !(types >> s->hits.items[h].type & 1)) return NONE;
        if (s->hits.items[h].extent != last + 2 && !dg_form_is(doc, (int32_t)last + 2, "the"))
            return NONE;
        uint32_t after = s->hits.items[h].last + 1;
        if (after >= end) return h;
        dragoman_str form = dg_form(doc, (int32_t)after);
        bool list =
            dg_str_is(form, ",") && after + 1 < end && tok(doc, after + 1)->upos == DG_UPOS_CCONJ;
        bool verb = dg_is_verb(doc, after);
        if ((dg_str_is(form, ",") && !list) || verb) return h;
    }
    return NONE;
}

/* The named person a role noun stands in apposition with, or as predicate of; a hit or NONE. */
static int32_t partner(const dg_actors *actors, const dg_doc *doc, uint32_t head, uint32_t types) {
    const state *s = doc->entity_state;
    int32_t up = tok(doc, head)->head;
    if (tok(doc, head)->deprel == DG_DEPREL_APPOS && up >= 0 && s->hit_at[up] != NONE &&
        types >> s->hits.items[s->hit_at[up]].type & 1)
        return s->hit_at[up];
    int32_t beside = beside_comma(doc, head, types);
    if (beside != NONE) return beside;
    bool predicate = dg_child(doc, (int32_t)head, DG_DEPREL_COP) >= 0;
    dg_each_child(doc, c, (int32_t)head) if (dg_lemma_is(doc, c, "not")) predicate = false;
    dg_each_child(doc, acl, (int32_t)head) { /* "a man named X", "the attacker, identified as X" */
        if (dg_base(tok(doc, (uint32_t)acl)->deprel) != DG_DEPREL_ACL ||
            !(word_bits(actors, tok(doc, (uint32_t)acl)->lemma_fold) & W_NAMED))
            continue;
        dg_each_child(doc, c,
                      acl) if (c > acl && s->hit_at[c] != NONE &&
                               types >> s->hits.items[s->hit_at[c]].type & 1) return s->hit_at[c];
    }
    dg_each_child(doc, child, (int32_t)head) {
        enum dg_deprel relation = tok(doc, (uint32_t)child)->deprel;
        uint8_t xpos = tok(doc, (uint32_t)child)->xpos;
        int32_t c = child;
        if (predicate && (xpos == DG_XPOS_WP || xpos == DG_XPOS_WDT))
            c = relative_head(doc, child); /* "X, who was a .." */
        if (c < 0) continue;
        bool named = relation == DG_DEPREL_APPOS || relation == DG_DEPREL_FLAT ||
                     (predicate && relation == DG_DEPREL_NSUBJ);
        if (named && s->hit_at[c] != NONE && types >> s->hits.items[s->hit_at[c]].type & 1)
            return s->hit_at[c];
    }
    return NONE;
}

static void take_hit(const dg_actors *actors, dg_doc *doc, uint32_t index) {
    state *s = doc->entity_state;
    if (s->hits.items[index].mention != NONE) return;
    hit h = s->hits.items[index];
    if (h.type == HIT_ADJ && h.entry != NONE) { /* a modifier is told with its noun */
        enum dg_deprel relation = tok(doc, h.head)->deprel;
        if (relation == DG_DEPREL_AMOD || relation == DG_DEPREL_COMPOUND ||
            relation == DG_DEPREL_NMOD_DESC)
            return;
    }
    uint32_t id = entity_of_hit(actors, doc, index), first = h.extent, last = h.last, head = h.head;
    if (h.type == HIT_PERSON) {
        if (h.title != NONE)
            describe_person(actors, doc, id, h.title, h.head);
        else if (!s->info.items[id].told && s->info.items[id].entry == NONE)
            member_of(actors, doc, id, head);
        if (!s->info.items[id].told && s->info.items[id].entry == NONE)
            describe_private_person(actors, doc, id, head);
        first = before_title(actors, doc, &h);
    } else if (h.entry == NONE || h.type == HIT_ORG || h.type == HIT_GROUP) {
        widen_to_phrase(doc, head, &first, &last);
        if (h.entry != NONE) last = h.last;
    } else if (first > 0 && tok(doc, first)->sentence == tok(doc, first - 1)->sentence &&
               dg_form_is(doc, (int32_t)first - 1, "the")) {
        first--;
    }
    uint32_t m = mention_new(doc, id, DRAGOMAN_NAME, first, last, head);
    s->hits.items[index].mention = (int32_t)m;
    s->info.items[id].named = true;
    cover_tokens(doc, h.extent, h.last, m);
    if (h.type == HIT_ORG || h.type == HIT_GROUP) acronym_after(doc, h.last, id);
}

static void take_noun(const dg_actors *actors, dg_doc *doc, uint32_t index) {
    state *s = doc->entity_state;
    noun_hit n = s->nouns.items[index];
    if (n.mention != NONE || n.absorbed) return;
    enum dg_deprel relation = tok(doc, n.head)->deprel;
    if (relation == DG_DEPREL_COMPOUND || relation == DG_DEPREL_AMOD ||
        relation == DG_DEPREL_NMOD_DESC)
        return;
    noun_phrase phrase_read;
    read_nominal(actors, doc, n.head, (int32_t)index, &phrase_read);
    uint8_t klass = phrase_read.sense->klass;
    uint32_t types = klass == NOUN_BODY || klass == NOUN_PEOPLE ? 1u << HIT_ORG | 1u << HIT_GROUP
                                                                : 1u << HIT_PERSON;
    int32_t with = phrase_read.plural ? NONE : partner(actors, doc, n.head, types);
    uint32_t id;
    if (with != NONE) {
        take_hit(actors, doc, (uint32_t)with);
        id = doc->mentions.items[s->hits.items[with].mention].entity;
        if (types >> HIT_PERSON & 1) describe_person(actors, doc, id, (int32_t)index, n.head);
    } else {
        id = nominal_entity(actors, doc, &phrase_read);
    }
    uint32_t m =
        mention_new(doc, id, DRAGOMAN_NOMINAL, phrase_read.first, phrase_read.last, n.head);
    s->nouns.items[index].mention = (int32_t)m;
    cover_tokens(doc, n.first, n.last, m);
}

/* The first token of "the 30-year-old", told as a noun of somebody told before; NONE where the
 * token is not its "old". */
static int32_t aged(const dg_doc *doc, uint32_t t) {
    enum dg_deprel relation = dg_base(tok(doc, t)->deprel);
    bool noun = relation == DG_DEPREL_NSUBJ || relation == DG_DEPREL_OBJ ||
                relation == DG_DEPREL_OBL || relation == DG_DEPREL_NMOD;
    if (!noun || !dg_form_is(doc, (int32_t)t, "old")) return NONE;
    int32_t the = dg_child(doc, (int32_t)t, DG_DEPREL_DET);
    int32_t year = dg_child(doc, (int32_t)t, DG_DEPREL_COMPOUND);
    if (the < 0 || year < the || tok(doc, (uint32_t)the)->fold != dg_fold_z("the")) return NONE;
    return tok(doc, (uint32_t)year)->lemma_fold == dg_fold_z("year") ? the : NONE;
}

static void take_aged(const dg_actors *actors, dg_doc *doc, uint32_t first, uint32_t t) {
    uint32_t id = resolve_pronoun(actors, doc, t, W_MAN | W_WOMAN);
    if (id == DRAGOMAN_NONE) return;
    cover_tokens(doc, first, t, mention_new(doc, id, DRAGOMAN_NOMINAL, first, t, t));
}

/* Letters introduced in brackets before, and nouns that point back ("the group"). */
static void take_word(const dg_actors *actors, dg_doc *doc, uint32_t t) {
    state *s = doc->entity_state;
    const dragoman_token *token = tok(doc, t);
    if (token->upos == DG_UPOS_PROPN && starts_upper(dg_form(doc, (int32_t)t))) {
        uint32_t id = all_upper(dg_form(doc, (int32_t)t))
                          ? map_get(&s->by_name, name_key(doc, t, t))
                          : MAP_NONE;
        if (id == MAP_NONE) id = map_get(&s->by_surname, bare_fold(doc, t));
        if (id != MAP_NONE) cover_tokens(doc, t, t, mention_new(doc, id, DRAGOMAN_NAME, t, t, t));
        return;
    }
    int32_t the = aged(doc, t);
    if (the != NONE) take_aged(actors, doc, (uint32_t)the, t);
    if (token->upos != DG_UPOS_NOUN || token->deprel == DG_DEPREL_COMPOUND) return;
    if (!(word_bits(actors, token->lemma_fold) &
          (W_GROUP | W_ORG | W_FIRM | W_COUNTRY | W_PARTY | W_SIDES)))
        return;
    noun_phrase n;
    read_nominal(actors, doc, t, NONE, &n);
    int32_t with =
        partner(actors, doc, t, 1u << HIT_ORG | 1u << HIT_GROUP); /* "the group, al-Shabaab" */
    if (with != NONE) take_hit(actors, doc, (uint32_t)with);
    uint32_t id = with != NONE ? doc->mentions.items[s->hits.items[with].mention].entity
                               : two_sides(actors, doc, &n);
    if (id == DRAGOMAN_NONE) id = by_kind(actors, doc, &n);
    if (id != DRAGOMAN_NONE)
        cover_tokens(doc, t, t, mention_new(doc, id, DRAGOMAN_NOMINAL, n.first, n.last, t));
}

static void take_pronoun(const dg_actors *actors, dg_doc *doc, uint32_t t, uint64_t bits) {
    uint32_t id = resolve_pronoun(actors, doc, t, bits);
    if (id != DRAGOMAN_NONE)
        cover_tokens(doc, t, t, mention_new(doc, id, DRAGOMAN_PRONOUN, t, t, t));
}

#define THIRD (W_MAN | W_WOMAN | W_THEY | W_IT)

#define FIRST (W_I | W_WE)

static void pass(const dg_actors *actors, dg_doc *doc) {
    state *s = doc->entity_state;
    DG_VEC(uint32_t) later = {0};
    for (uint32_t t = 0; t < doc->tokens.count; t++) {
        int32_t h = s->hit_at[t], n = s->noun_at[t];
        if (h != NONE) {
            if (s->hits.items[h].first == t) take_hit(actors, doc, (uint32_t)h);
        } else if (n != NONE) {
            if (s->nouns.items[n].first == t) take_noun(actors, doc, (uint32_t)n);
        } else if (is_pronoun(doc, t)) {
            uint64_t bits = word_bits(actors, tok(doc, t)->fold);
            if (bits & THIRD)
                take_pronoun(actors, doc, t, bits);
            else if (bits & FIRST)
                *dg_vec_push(doc->arena, &later) = t;
        } else if (s->cover[t] == NONE) {
            take_word(actors, doc, t);
        }
    }
    for (uint32_t i = 0; i < later.count; i++)
        take_pronoun(actors, doc, later.items[i],
                     word_bits(actors, tok(doc, later.items[i])->fold));
}

typedef struct placed {
    uint32_t first, last, old;
} placed;

static int by_place(const void *a, const void *b) {
    const placed *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    if (x->last != y->last) return x->last > y->last ? -1 : 1;
    return x->old < y->old ? -1 : x->old > y->old;
}

/* Mentions by position, and each entity's list of them. */
static void put_in_order(dg_doc *doc) {
    state *s = doc->entity_state;
    uint32_t count = doc->mentions.count;
    placed *order = DG_ARRAY(doc->arena, placed, count);
    uint32_t *fresh = DG_ARRAY(doc->arena, uint32_t, count);
    dragoman_mention *sorted = DG_ARRAY(doc->arena, dragoman_mention, count);
    for (uint32_t i = 0; i < count; i++)
        order[i] = (placed){doc->mentions.items[i].first, doc->mentions.items[i].last, i};
    if (count) qsort(order, count, sizeof *order, by_place);
    for (uint32_t i = 0; i < count; i++) {
        sorted[i] = doc->mentions.items[order[i].old];
        fresh[order[i].old] = i;
    }
    if (count) memcpy(doc->mentions.items, sorted, count * sizeof *sorted);
    for (uint32_t t = 0; t < doc->tokens.count; t++) {
        if (doc->mention_at[t] != NONE) doc->mention_at[t] = (int32_t)fresh[doc->mention_at[t]];
        if (s->cover[t] != NONE) s->cover[t] = (int32_t)fresh[s->cover[t]];
    }
    for (uint32_t i = 0; i < s->hits.count; i++)
        if (s->hits.items[i].mention != NONE)
            s->hits.items[i].mention = (int32_t)fresh[s->hits.items[i].mention];
    for (uint32_t i = 0; i < s->nouns.count; i++)
        if (s->nouns.items[i].mention != NONE)
            s->nouns.items[i].mention = (int32_t)fresh[s->nouns.items[i].mention];
    for (uint32_t i = 0; i < doc->entities.count; i++) {
        dragoman_entity *e = &doc->entities.items[i];
        s->info.items[i].mention_capacity = e->mention_count;
        e->mentions = DG_ARRAY(doc->arena, uint32_t, e->mention_count);
        e->mention_count = 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        dragoman_entity *e = &doc->entities.items[doc->mentions.items[i].entity];
        e->mentions[e->mention_count++] = i;
    }
    s->finished = true;
}

static int32_t *all_none(dg_doc *doc) {
    int32_t *at = DG_ARRAY(doc->arena, int32_t, doc->tokens.count);
    for (uint32_t t = 0; t < doc->tokens.count; t++) at[t] = NONE;
    return at;
}

void dg_entity_resolve(const dg_actors *actors, dg_doc *doc) {
    state *s = doc->entity_state = DG_NEW(doc->arena, state);
    doc->mention_at = all_none(doc);
    s->hit_at = all_none(doc);
    s->noun_at = all_none(doc);
    s->cover = all_none(doc);
    s->day = doc->article.published.year ? day_number(doc->article.published, 50) : 0;
    find_names(actors, doc, s);
    find_nouns(actors, doc, s);
    attach_titles(actors, doc, s);
    gather_scene(actors, doc);
    pass(actors, doc);
    put_in_order(doc);
}

uint32_t mention_of_hit(const dg_actors *actors, dg_doc *doc, uint32_t index) {
    hit *h = &doc->entity_state->hits.items[index];
    uint32_t id = entity_of_hit(actors, doc, index);
    uint32_t m = mention_new(doc, id, DRAGOMAN_NAME, h->first, h->last, h->head);
    doc->entity_state->hits.items[index].mention = (int32_t)m;
    cover_tokens(doc, h->first, h->last, m);
    return m;
}

uint32_t mention_of_pronoun(const dg_actors *actors, dg_doc *doc, int32_t t) {
    uint64_t bits = word_bits(actors, tok(doc, (uint32_t)t)->fold);
    uint32_t id =
        bits & (THIRD | FIRST) ? resolve_pronoun(actors, doc, (uint32_t)t, bits) : DRAGOMAN_NONE;
    if (id == DRAGOMAN_NONE) {
        bool one = bits & (W_MAN | W_WOMAN | W_I);
        id = entity_new(doc, one ? DRAGOMAN_PERSON : DRAGOMAN_PEOPLE,
                        words_between(doc, (uint32_t)t, (uint32_t)t), "", "");
        doc->entities.items[id].rule = DG_STR("model:syntax");
    }
    return mention_new(doc, id, DRAGOMAN_PRONOUN, (uint32_t)t, (uint32_t)t, (uint32_t)t);
}
