/*
 * find.c - names and role nouns in the tokens of an article, longest match first.
 *
 * Names come from the codebook (a trie over token folds, with a check of capitals) and from the
 * model's PER, LOC and ORG spans. Where a short codebook name lies inside a longer model name
 * ("Jordan" in "Jordan Henderson", "Israel" in "Bank of Israel") the longer one is meant. A form of
 * address or an office followed by capitalised words names a person whom nobody listed.
 */
#include "base/str.h"
#include "entity/entity_int.h"

/* ------------------------------------------------------------------ tokens */

static bool hyphen_at(const dg_doc *doc, uint32_t t) {
    return t > 0 && !(dg_token(doc, (int32_t)t - 1)->flags & DRAGOMAN_TOKEN_SPACE_AFTER) &&
           !(dg_token(doc, (int32_t)t)->flags & DRAGOMAN_TOKEN_SPACE_AFTER) &&
           is_hyphen(dg_form(doc, (int32_t)t));
}

static uint32_t sentence_end(const dg_doc *doc, uint32_t t) {
    const dragoman_sentence *s = &doc->sentences.items[dg_token(doc, (int32_t)t)->sentence];
    return s->first + s->count;
}

static uint64_t fold_at(const dg_doc *doc, uint32_t t) {
    const dragoman_token *token = dg_token(doc, (int32_t)t);
    return name_fold(dg_form(doc, (int32_t)t), token->fold);
}

static uint32_t ner_kind(uint8_t ner) { /* 0 outside, else DG_NER_B_PER, _LOC, _ORG */
    switch (ner) {
    case DG_NER_B_PER:
    case DG_NER_I_PER:
        return DG_NER_B_PER;
    case DG_NER_B_LOC:
    case DG_NER_I_LOC:
        return DG_NER_B_LOC;
    case DG_NER_B_ORG:
    case DG_NER_I_ORG:
        return DG_NER_B_ORG;
    default:
        return 0;
    }
}

static bool ner_begins(uint8_t ner) {
    return ner == DG_NER_B_PER || ner == DG_NER_B_LOC || ner == DG_NER_B_ORG;
}

/* The token of a range whose head lies outside it. */
static uint32_t head_of(const dg_doc *doc, uint32_t first, uint32_t last) {
    for (uint32_t t = first; t <= last; t++) {
        int32_t h = dg_token(doc, (int32_t)t)->head;
        if ((h < (int32_t)first || h > (int32_t)last) &&
            !(dg_token(doc, (int32_t)t)->shape & DRAGOMAN_SHAPE_PUNCT))
            return t;
    }
    return last;
}

/* A sentence in capitals throughout, where capitals tell nothing. */
static bool shouting(const dg_doc *doc, const dragoman_sentence *s) {
    uint32_t words = 0, upper = 0;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        uint8_t shape = dg_token(doc, (int32_t)t)->shape;
        words += (shape & DRAGOMAN_SHAPE_ALPHA) != 0;
        upper += (shape & DRAGOMAN_SHAPE_UPPER) != 0;
    }
    return words >= 4 && upper * 5 >= words * 4;
}

/* ------------------------------------------------------------------ role nouns */

/* The longest noun from `t` on, word by word by form or by lemma. */
static void noun_walk(const dg_actors *actors, const dg_doc *doc, const state *s, uint32_t t,
                      uint32_t end, uint64_t key, uint32_t depth, noun_hit *best) {
    if (t >= end || depth >= 16 || (s && s->hit_at[t] != NONE)) return;
    const dragoman_token *token = dg_token(doc, (int32_t)t);
    const uint64_t folds[] = {fold_at(doc, t), token->lemma_fold};
    for (int i = 0; i < 2; i++) {
        if (i == 1 && (!folds[1] || folds[1] == folds[0])) break;
        uint64_t next = trie_step(key, folds[i]);
        const actor_slot *slot = trie_find(&actors->words_of_role, next);
        if (!slot) continue;
        if (slot->count && t >= best->last) {
            if (t > best->last || !best->count) {
                best->last = t;
                best->noun = slot->first;
                best->count = slot->count;
            }
        }
        uint32_t u = t + 1;
        if (u + 1 < end && hyphen_at(doc, u)) u++;
        noun_walk(actors, doc, s, u, end, next, depth + 1, best);
    }
}

const actor_noun *noun_inside(const dg_actors *actors, const dg_doc *doc, uint32_t first,
                              uint32_t last, uint32_t head) {
    const actor_noun *best = NULL;
    uint32_t most = 0;
    for (uint32_t t = first; t <= last; t++) {
        noun_hit n = {.first = t, .last = t};
        noun_walk(actors, doc, NULL, t, last + 1, TRIE_ROOT, 0, &n);
        for (uint32_t i = n.noun; i < n.noun + n.count; i++) {
            const actor_noun *noun = &actors->nouns[i];
            bool heads = (head >= n.first && head <= n.last) || n.last == last;
            bool body = noun->klass == NOUN_BODY || noun->klass == NOUN_PEOPLE;
            if (!body && n.last != last)
                continue; /* "National" is no citizen here, "General" no general */
            uint32_t weight = (heads ? 10 : 1) + n.last - n.first;
            if (!*noun->sector || strcmp(noun->sector, "UNK") == 0 || weight <= most) continue;
            most = weight;
            best = noun;
        }
    }
    return best;
}

/* Whether one word alone is a noun of persons: "Commissioner". */
static bool person_noun(const dg_actors *actors, const dg_doc *doc, uint32_t t) {
    const actor_slot *slot =
        trie_find(&actors->words_of_role, trie_step(TRIE_ROOT, fold_at(doc, t)));
    for (uint32_t i = 0; slot && i < slot->count; i++)
        if (actors->nouns[slot->first + i].klass != NOUN_BODY &&
            actors->nouns[slot->first + i].klass != NOUN_PEOPLE)
            return true;
    return false;
}

/* ------------------------------------------------------------------ codebook names */

typedef struct walk {
    const dg_actors *actors;
    const dg_doc *doc;
    const state *s;
    bool shouting;
    uint32_t sentence_first;
    uint32_t tokens[16]; /* of the name, without hyphens */
    uint32_t count;
} walk;

static bool word_like(uint8_t upos) { /* can be a name at the beginning of a sentence */
    return upos == DG_UPOS_PROPN || upos == DG_UPOS_NOUN || upos == DG_UPOS_ADJ ||
           upos == DG_UPOS_X_ || upos == DG_UPOS_NUM;
}

static bool case_fits(const walk *w, const actor_sense *sense) {
    for (uint32_t i = 0; i < w->count; i++) {
        dragoman_str form = dg_form(w->doc, (int32_t)w->tokens[i]);
        if (sense->upper >> i & 1 && !all_upper(form)) return false;
        bool careless = i > 0 && w->tokens[0] != w->sentence_first; /* "European union" */
        if (sense->caps >> i & 1 && !careless && !starts_upper(form)) return false;
    }
    if (w->count > 1) return true;
    const dragoman_token *token = dg_token(w->doc, (int32_t)w->tokens[0]);
    bool telling = !w->shouting && w->tokens[0] != w->sentence_first;
    return telling || word_like(token->upos) || (w->shouting && ner_kind(token->ner));
}

static bool sense_fits(const walk *w, const actor_sense *sense) {
    if (!case_fits(w, sense)) return false;
    const actor_entry *entry = &w->actors->entries[sense->entry];
    const dragoman_token *token = dg_token(w->doc, (int32_t)w->tokens[0]);
    if (w->s->day && entry->from > w->s->day) return false;
    if (entry->kind != KIND_PERSON) return true;
    if (sense->how != HOW_SHORT || w->count > 1) return true;
    if (ner_kind(token->ner) == DG_NER_B_LOC) { /* "from Banga" */
        int32_t preposition = dg_case_of(w->doc, (int32_t)w->tokens[0]);
        if (preposition >= 0 &&
            word_bits(w->actors, dg_token(w->doc, preposition)->fold) & (W_LOCATIVE | W_OF))
            return false;
    }
    return ner_kind(token->ner) == DG_NER_B_PER || !(word_bits(w->actors, token->fold) & W_MONTH);
}

/* The sense meant, or NONE: the first that fits, a person's first where the model says person. */
static int32_t choose_sense(const walk *w, const actor_slot *slot) {
    int32_t chosen = NONE;
    bool person = ner_kind(dg_token(w->doc, (int32_t)w->tokens[0])->ner) == DG_NER_B_PER;
    for (uint32_t i = slot->first; i < slot->first + slot->count; i++) {
        const actor_sense *sense = &w->actors->senses[i];
        if (!sense_fits(w, sense)) continue;
        if (chosen == NONE) chosen = (int32_t)i;
        if (!person) break;
        if (w->actors->entries[sense->entry].kind == KIND_PERSON) return (int32_t)i;
    }
    return chosen;
}

/* "Charles G. Taylor": a letter within a person's name. */
static bool is_initial(dragoman_str form) {
    return starts_upper(form) && (form.len == 1 || (form.len == 2 && form.ptr[1] == '.'));
}

/* The longest name from token `t` on: its sense, or NONE; the last token in *last. */
static int32_t longest(walk *w, uint32_t t, uint32_t *last, uint32_t *count) {
    const trie *names = &w->actors->names;
    uint32_t end = sentence_end(w->doc, t);
    uint64_t key = TRIE_ROOT;
    int32_t best = NONE;
    bool initial = false; /* left out: only a person is named so */
    w->count = 0;
    for (uint32_t u = t; u < end && w->count < 16;) {
        uint64_t next = trie_step(key, fold_at(w->doc, u));
        const actor_slot *slot = trie_find(names, next);
        if (!slot && w->count == 1 && !initial && is_initial(dg_form(w->doc, (int32_t)u))) {
            initial = true;
            u++;
            continue;
        }
        if (!slot) break;
        key = next;
        w->tokens[w->count++] = u;
        int32_t sense = slot->count ? choose_sense(w, slot) : NONE;
        if (sense != NONE && initial &&
            hit_type_of(w->actors, &w->actors->senses[sense]) != HIT_PERSON)
            sense = NONE;
        if (sense != NONE) {
            best = sense;
            *last = u;
            *count = slot->first + slot->count - (uint32_t)sense;
        }
        u++;
        if (u + 1 < end && hyphen_at(w->doc, u)) u++;
    }
    return best;
}

hit_type hit_type_of(const dg_actors *actors, const actor_sense *sense) {
    static const uint8_t named[] = {[KIND_COUNTRY] = HIT_COUNTRY,
                                    [KIND_REGION] = HIT_REGION,
                                    [KIND_ORG] = HIT_ORG,
                                    [KIND_GROUP] = HIT_GROUP,
                                    [KIND_PERSON] = HIT_PERSON};
    uint32_t kind = actors->entries[sense->entry].kind;
    switch (sense->how) {
    case HOW_ADJ:
        return HIT_ADJ;
    case HOW_PEOPLE:
        return kind == KIND_GROUP ? HIT_GROUP : HIT_PEOPLE;
    case HOW_CAPITAL:
    case HOW_SEAT:
        return HIT_CAPITAL;
    case HOW_CITY:
        return HIT_CITY;
    default:
        return (hit_type)named[kind];
    }
}

static void add_hit(dg_doc *doc, state *s, hit h) {
    uint32_t index = s->hits.count;
    h.head = head_of(doc, h.first, h.last);
    h.title = h.mention = NONE;
    h.extent = h.first;
    *dg_vec_push(doc->arena, &s->hits) = h;
    for (uint32_t t = h.first; t <= h.last; t++) s->hit_at[t] = (int32_t)index;
}

/* The model's name that covers a token; false if none does. */
static bool model_span(const dg_doc *doc, uint32_t t, uint32_t *first, uint32_t *last) {
    uint32_t kind = ner_kind(dg_token(doc, (int32_t)t)->ner), end = sentence_end(doc, t);
    if (!kind) return false;
    uint32_t begin = doc->sentences.items[dg_token(doc, (int32_t)t)->sentence].first;
    *first = *last = t;
    while (*first > begin && !ner_begins(dg_token(doc, (int32_t)*first)->ner) &&
           ner_kind(dg_token(doc, (int32_t)*first - 1)->ner) == kind)
        (*first)--;
    while (*last + 1 < end && ner_kind(dg_token(doc, (int32_t)*last + 1)->ner) == kind &&
           !ner_begins(dg_token(doc, (int32_t)*last + 1)->ner))
        (*last)++;
    return true;
}

/* Whether a codebook name of `first`..`last` is only a part of a longer name of the model. */
static bool part_of_longer(const dg_actors *actors, const dg_doc *doc, const actor_sense *sense,
                           uint32_t first, uint32_t last) {
    uint32_t a, b;
    if (!model_span(doc, first, &a, &b) || (a >= first && b <= last)) return false;
    uint32_t kind = ner_kind(dg_token(doc, (int32_t)first)->ner);
    hit_type type = hit_type_of(actors, sense);
    uint32_t outside = 0; /* capitalised words of the longer name that no title explains */
    for (uint32_t t = a; t <= b; t++) {
        if (t >= first && t <= last) continue;
        const actor_given *given = given_name(actors, fold_at(doc, t));
        outside += starts_upper(dg_form(doc, (int32_t)t)) && !(given && given->title);
    }
    if (!outside) return false;
    if (kind == DG_NER_B_PER)
        return type == HIT_PERSON ? sense->how == HOW_SHORT && first == last
                                  : type != HIT_ADJ || first > a;
    if (kind == DG_NER_B_ORG) return type != HIT_ORG && type != HIT_GROUP;
    return false;
}

static bool body_type(const dg_actors *actors, int32_t sense) {
    hit_type type = hit_type_of(actors, &actors->senses[sense]);
    return type == HIT_ORG || type == HIT_GROUP;
}

/* A listed name that is not the entry's first. */
static bool alias(const dg_actors *actors, int32_t sense) {
    const actor_sense *found = &actors->senses[sense];
    return found->line != actors->entries[found->entry].line;
}

/* Whether a sense of the slot at `t` names a place or the people of one; *code gets its country. */
static bool names_place(walk *w, uint32_t t, char code[4]) {
    uint32_t last = t, count = 0;
    int32_t sense = longest(w, t, &last, &count);
    if (sense == NONE) return false;
    const actor_entry *e = &w->actors->entries[w->actors->senses[sense].entry];
    if (e->kind > KIND_REGION) return false;
    memcpy(code, e->code, 4);
    return true;
}

/* "Creative Commons", "National Security Council": capitalised words in front, of one name with it,
 * that are no country's. */
static bool begins_earlier(walk *w, const state *s, uint32_t begin, uint32_t first) {
    for (uint32_t t = begin; t < first; t++) {
        const dragoman_token *token = dg_token(w->doc, (int32_t)t);
        const actor_given *given = given_name(w->actors, fold_at(w->doc, t));
        int32_t h = s->hit_at[t];
        bool place = h != NONE && s->hits.items[h].type <= HIT_PEOPLE;
        if (token->upos == DG_UPOS_PROPN && starts_upper(dg_form(w->doc, (int32_t)t)) && !place &&
            !(given && given->title) && !(word_bits(w->actors, token->fold) & W_THE))
            return true;
    }
    return false;
}

/* "National Conference| of State Legislatures", "Labour Party| of Norway": the end of a name that
 * goes on behind a listed one and makes it another's; 0 where it does not. Of several bearers the
 * country told is chosen. */
static uint32_t goes_on_of(walk *w, int32_t *sense, uint32_t *count, uint32_t first, uint32_t last,
                           uint32_t end) {
    static const char *const links[] = {"of", "for", "&"};
    const dg_doc *doc = w->doc;
    uint32_t t = last + 1, a = 0, b = 0;
    bool linked = false;
    for (size_t i = 0; t + 1 < end && i < sizeof links / sizeof *links; i++)
        linked = linked || dg_str_is(dg_form(doc, (int32_t)t), links[i]);
    if (!linked) return 0;
    bool one_name = model_span(doc, first, &a, &b) && b > last;
    bool of = dg_str_is(dg_form(doc, (int32_t)t), "of");
    if (!of && !one_name) return 0; /* "asked Congress for Patriot missiles" */
    t++;
    while (t < end && word_bits(w->actors, dg_token(doc, (int32_t)t)->fold) & W_THE) t++;
    if (t >= end || !starts_upper(dg_form(doc, (int32_t)t))) return 0;
    int32_t head = dg_token(doc, (int32_t)t)->head; /* "accused Hamas of Islamism" */
    for (int depth = 0; depth < 6 && head > (int32_t)last; depth++)
        head = dg_token(doc, head)->head;
    if (!one_name && (head < (int32_t)first || head > (int32_t)last)) return 0;
    char code[4] = "";
    if (names_place(w, t, code)) {
        if (!alias(w->actors, *sense) && !noun_inside(w->actors, doc, first, last, last)) return 0;
        for (int32_t i = *sense; i < *sense + (int32_t)*count; i++) {
            const actor_entry *e = &w->actors->entries[w->actors->senses[i].entry];
            if (!code_is_country(e->code) && first == last) return 0; /* "the WHO of Geneva" */
            if (strcmp(code, e->code) != 0) continue;
            *sense = i; /* of the several that bear the name, this country's */
            *count = 1;
            return 0;
        }
    } else if (ner_kind(dg_token(doc, (int32_t)t)->ner) != DG_NER_B_ORG) {
        return 0; /* a person's party, a town */
    }
    while (t + 1 < end && starts_upper(dg_form(doc, (int32_t)t + 1)) &&
           dg_token(doc, (int32_t)t + 1)->upos == DG_UPOS_PROPN)
        t++;
    return one_name && b > t ? b : t;
}

/* "Ivory Coast's National| Security Council": another country's, whose own name begins at *begin,
 * although it is an alias of a listed body. */
static bool of_another(const walk *w, const state *s, int32_t sense, uint32_t count, uint32_t first,
                       uint32_t *begin) {
    const dg_doc *doc = w->doc;
    uint32_t t = first;
    while (t > w->sentence_first && t + 3 > first && s->hit_at[t - 1] == NONE &&
           starts_upper(dg_form(doc, (int32_t)t - 1)))
        t--;
    if (t < w->sentence_first + 2 || dg_token(doc, (int32_t)t - 1)->xpos != DG_XPOS_POS)
        return false;
    int32_t h = s->hit_at[t - 2];
    if (h == NONE || s->hits.items[h].entry == NONE || s->hits.items[h].type > HIT_REGION)
        return false;
    const char *code = w->actors->entries[s->hits.items[h].entry].code;
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(w->actors->entries[w->actors->senses[(uint32_t)sense + i].entry].code, code) ==
            0)
            return false;
    *begin = t;
    return code_is_country(code);
}

/* "X, who grows apples": a clause about a person stands behind the name. */
static bool who_follows(const dg_doc *doc, uint32_t last) {
    uint32_t who = last + 2;
    if (who >= sentence_end(doc, last) || !dg_str_is(dg_form(doc, (int32_t)who - 1), ","))
        return false;
    return dg_token(doc, (int32_t)who)->xpos == DG_XPOS_WP &&
           dg_form_is(doc, (int32_t)who, "who") &&
           dg_base(dg_token(doc, (int32_t)who)->deprel) == DG_DEPREL_NSUBJ;
}

/* Two or three words, the first a given name or "who" behind them, none a noun of institutions: a
 * person, whatever the model says. */
static bool looks_personal(const dg_actors *actors, const dg_doc *doc, uint32_t first,
                           uint32_t last) {
    const actor_given *given = given_name(actors, fold_at(doc, first));
    if (last == first || last - first > 2 || (given && given->title)) return false;
    if (!given && !who_follows(doc, last)) return false;
    for (uint32_t t = first + 1; t <= last; t++)
        if (dg_token(doc, (int32_t)t)->upos != DG_UPOS_PROPN ||
            !starts_upper(dg_form(doc, (int32_t)t)))
            return false;
    return !noun_inside(actors, doc, first, last, last);
}

static void model_name(const dg_actors *actors, dg_doc *doc, state *s, uint32_t first,
                       uint32_t last) {
    uint32_t kind = ner_kind(dg_token(doc, (int32_t)first)->ner);
    if (kind != DG_NER_B_PER)
        for (uint32_t t = first; t <= last;
             t++) { /* "Indian Prime|Minister": the title is a noun's */
            noun_hit n = {.first = t, .last = t};
            noun_walk(actors, doc, NULL, t, sentence_end(doc, t), TRIE_ROOT, 0, &n);
            if (!n.count || (n.last <= last && !(first == last && person_noun(actors, doc, t))))
                continue;
            if (t == first) return;
            last = t - 1;
        }
    if (looks_personal(actors, doc, first, last)) kind = DG_NER_B_PER;
    for (uint32_t t = first; t <= last; t++)
        if (s->hit_at[t] != NONE) return;
    if (!starts_upper(dg_form(doc, (int32_t)first)) && !starts_upper(dg_form(doc, (int32_t)last)))
        return;
    hit h = {.first = first,
             .last = last,
             .entry = NONE,
             .sense = NONE,
             .type = kind == DG_NER_B_PER   ? HIT_PERSON
                     : kind == DG_NER_B_ORG ? HIT_ORG
                                            : HIT_PLACE};
    h.surname_only = kind == DG_NER_B_PER && first == last;
    add_hit(doc, s, h);
}

/* Forms of address and offices at the beginning of a person's name are no part of it; past the end
 * where nothing else is left. */
static uint32_t skip_address(const dg_actors *actors, const dg_doc *doc, uint32_t first,
                             uint32_t last) {
    while (first <= last) {
        const actor_given *g = given_name(actors, fold_at(doc, first));
        if (!(g && g->title && first < last) && !person_noun(actors, doc, first)) break;
        first++;
    }
    return first;
}

/* A person's name without the form of address it is listed with ("Sheikh Mohammed bin Zayed"):
 * where it begins; a longer name may begin there. */
static uint32_t without_address(walk *w, uint32_t t, uint32_t *last, uint32_t *count,
                                int32_t *sense) {
    while (t < *last && hit_type_of(w->actors, &w->actors->senses[*sense]) == HIT_PERSON) {
        const actor_given *given = given_name(w->actors, fold_at(w->doc, t));
        if (!given || !given->title) break;
        uint32_t farther = t + 1, more = 0;
        int32_t longer = longest(w, t + 1, &farther, &more);
        if (longer != NONE && farther >= *last) {
            *last = farther;
            *count = more;
            *sense = longer;
        }
        t++;
    }
    return t;
}

/* "United States|General Services Administration": a listed body's name begins straight behind. */
static bool name_follows(walk *w, uint32_t last, uint32_t end) {
    uint32_t to = 0, count = 0;
    if (last + 1 >= end) return false;
    int32_t sense = longest(w, last + 1, &to, &count);
    if (sense == NONE || to == last + 1) return false;
    hit_type type = hit_type_of(w->actors, &w->actors->senses[sense]);
    return type == HIT_ORG || type == HIT_GROUP;
}

/* "Sudesh Amman": a city's name that the tree takes for the rest of a person's. */
static bool surname_of_person(const dg_doc *doc, const state *s, const actor_sense *sense,
                              uint32_t first, uint32_t last) {
    if (first != last || first == 0 || sense->how == HOW_ADJ || sense->how == HOW_SHORT)
        return false;
    const dragoman_token *before = dg_token(doc, (int32_t)first - 1);
    if (s->hit_at[first - 1] != NONE || before->sentence != dg_token(doc, (int32_t)first)->sentence)
        return false;
    bool flat = dg_token(doc, (int32_t)first)->deprel == DG_DEPREL_FLAT;
    bool alone = before->ner == DG_NER_B_PER &&
                 before->upos == DG_UPOS_PROPN; /* a given name and nothing after it */
    return flat ? ner_kind(before->ner) == DG_NER_B_PER : alone;
}

/* A further word of a person's name that the model left out of it. */
static bool goes_on(const dg_doc *doc, const state *s, uint32_t t) {
    const dragoman_token *token = dg_token(doc, (int32_t)t);
    if (s->hit_at[t] != NONE || !starts_upper(dg_form(doc, (int32_t)t)) ||
        token->upos != DG_UPOS_PROPN)
        return false;
    return token->deprel == DG_DEPREL_FLAT || ner_kind(token->ner) == DG_NER_B_LOC;
}

/* "Sudesh Amman, 20,": two or three capitalised words and an age are a person; the last word, or 0.
 */
static uint32_t aged_person(const dg_doc *doc, const state *s, uint32_t t, uint32_t end) {
    uint32_t u = t;
    while (u < end && u < t + 4 && dg_token(doc, (int32_t)u)->upos == DG_UPOS_PROPN &&
           s->hit_at[u] == NONE && starts_upper(dg_form(doc, (int32_t)u)) && !hyphen_at(doc, u))
        u++;
    if (u < t + 2 || u > t + 3 || u + 2 >= end) return 0;
    dragoman_str age = dg_form(doc, (int32_t)u + 1);
    bool digits = age.len == 2 && age.ptr[0] >= '1' && age.ptr[0] <= '9' && age.ptr[1] >= '0' &&
                  age.ptr[1] <= '9';
    bool closed =
        dg_str_is(dg_form(doc, (int32_t)u), ",") && dg_str_is(dg_form(doc, (int32_t)u + 2), ",");
    return digits && closed ? u - 1 : 0;
}

/* The name that begins at a token, if one does: makes a hit of it. Returns the token to go on
 * behind. */
static uint32_t codebook_name(walk *w, dg_doc *doc, state *s, uint32_t t, uint32_t end,
                              uint32_t *barrier) {
    dragoman_str form = dg_form(doc, (int32_t)t);
    if (!starts_upper(form) && !(t + 1 < end && hyphen_at(doc, t + 1))) return t;
    bool may = bloom_has(w->actors->names.bloom, fold_at(doc, t));
    uint32_t aged = starts_upper(form) ? aged_person(doc, s, t, end) : 0, last = t, count = 0;
    if (word_bits(w->actors, dg_token(doc, (int32_t)t)->fold) & W_MONTH) aged = 0;
    int32_t sense = may ? longest(w, t, &last, &count) : NONE;
    if (aged && last < aged) {
        uint32_t first = skip_address(w->actors, doc, t, aged);
        hit person = {.first = first < aged ? first : aged,
                      .last = aged,
                      .entry = NONE,
                      .sense = NONE,
                      .type = HIT_PERSON,
                      .surname_only = first >= aged};
        add_hit(doc, s, person);
        return aged;
    }
    if (sense == NONE || surname_of_person(doc, s, &w->actors->senses[sense], t, last)) return last;
    if (*barrier && last <= *barrier) return t;
    if (part_of_longer(w->actors, doc, &w->actors->senses[sense], t, last) &&
        !name_follows(w, last, end)) {
        uint32_t begin;
        (void)model_span(doc, t, &begin, barrier); /* nor is any other part of it */
        return t;
    }
    if (body_type(w->actors, sense)) {
        uint32_t begin = t, to = t;
        bool one_name = model_span(doc, t, &begin, &to) && begin < t;
        uint32_t farther = goes_on_of(w, &sense, &count, t, last, end);
        bool earlier = one_name && alias(w->actors, sense) && begins_earlier(w, s, begin, t);
        earlier =
            (!farther && alias(w->actors, sense) && of_another(w, s, sense, count, t, &begin)) ||
            earlier;
        if (farther || earlier) {
            hit other = {.first = earlier ? begin : t,
                         .last = farther ? farther : last,
                         .entry = NONE,
                         .sense = NONE,
                         .type = HIT_ORG};
            if (earlier)
                for (uint32_t u = begin; u < t; u++)
                    if (s->hit_at[u] != NONE) other.first = u + 1;
            add_hit(doc, s, other);
            return other.last;
        }
    }
    t = without_address(w, t, &last, &count, &sense);
    const actor_sense *found = &w->actors->senses[sense];
    hit h = {.first = t,
             .last = last,
             .entry = (int32_t)found->entry,
             .sense = sense,
             .sense_count = count,
             .type = (uint8_t)hit_type_of(w->actors, found)};
    h.surname_only = h.type == HIT_PERSON && found->tokens == 1;
    add_hit(doc, s, h);
    return last;
}

/* The model's names that the codebook does not know. */
static void model_names(const dg_actors *actors, dg_doc *doc, state *s, uint32_t t, uint32_t end) {
    for (; t < end; t++) {
        uint32_t first, last, begin;
        if (!ner_begins(dg_token(doc, (int32_t)t)->ner) || !model_span(doc, t, &first, &last))
            continue;
        bool person = dg_token(doc, (int32_t)t)->ner == DG_NER_B_PER;
        if (person) first = skip_address(actors, doc, first, last);
        while (person && last + 1 < end && goes_on(doc, s, last + 1)) last++;
        while (person && last + 2 < end && hyphen_at(doc, last + 1) &&
               dg_token(doc, (int32_t)last + 2)->ner == DG_NER_B_PER)
            (void)model_span(doc, last + 2, &begin, &last); /* "Nils-Erik Haagen" */
        if (first <= last) model_name(actors, doc, s, first, last);
        t = last;
    }
}

void find_names(const dg_actors *actors, dg_doc *doc, state *s) {
    for (uint32_t i = 0; i < doc->sentences.count; i++) {
        const dragoman_sentence *sentence = &doc->sentences.items[i];
        uint32_t end = sentence->first + sentence->count;
        walk w = {.actors = actors,
                  .doc = doc,
                  .s = s,
                  .shouting = shouting(doc, sentence),
                  .sentence_first = sentence->first};
        uint32_t barrier = 0; /* the end of a model name of which parts were found */
        for (uint32_t t = sentence->first; t < end; t++)
            t = codebook_name(&w, doc, s, t, end, &barrier);
        model_names(actors, doc, s, sentence->first, end);
    }
}

static bool nominal(uint8_t upos) {
    return upos == DG_UPOS_NOUN || upos == DG_UPOS_PROPN;
}

const actor_noun *noun_in(const dg_actors *actors, const noun_hit *n, const char *code) {
    const actor_noun *found = NULL;
    for (uint32_t i = n->noun; i < n->noun + n->count; i++) {
        const actor_noun *noun = &actors->nouns[i];
        bool fits = !noun->only || !*code || strstr(actors->pool + noun->only, code);
        if (fits && (!found || (found->klass == NOUN_SPEAKER && noun->klass != NOUN_SPEAKER)))
            found = noun;
    }
    return found ? found : &actors->nouns[n->noun + n->count - 1];
}

bool noun_speaks(const dg_actors *actors, const noun_hit *n) {
    for (uint32_t i = n->noun; i < n->noun + n->count; i++)
        if (actors->nouns[i].klass == NOUN_SPEAKER) return true;
    return false;
}

/* Where an adjective may stand for a noun: "the opposition", "chief executive". */
static bool noun_place(uint8_t deprel) {
    switch (dg_base(deprel)) {
    case DG_DEPREL_AMOD:
    case DG_DEPREL_COMPOUND:
    case DG_DEPREL_APPOS:
    case DG_DEPREL_NSUBJ:
    case DG_DEPREL_OBJ:
    case DG_DEPREL_OBL:
    case DG_DEPREL_NMOD:
    case DG_DEPREL_FLAT:
        return true;
    default:
        return false;
    }
}

/* "state of emergency" is no state. */
static bool state_of_affairs(const dg_actors *actors, const dg_doc *doc, const state *s,
                             const noun_hit *n) {
    uint32_t of = n->last + 1;
    if (n->first != n->last || of + 1 >= doc->tokens.count) return false;
    if (!(word_bits(actors, dg_token(doc, (int32_t)n->head)->lemma_fold) & W_COUNTRY)) return false;
    return dg_token(doc, (int32_t)of)->fold == dg_fold_z("of") && s->hit_at[of + 1] == NONE &&
           dg_token(doc, (int32_t)of + 1)->upos != DG_UPOS_DET &&
           dg_token(doc, (int32_t)of + 1)->upos != DG_UPOS_PROPN;
}

/* "Pentagon chief", "UN chief": an office whose first words are a name; the noun begins behind it.
 */
static void office_with_name(const dg_actors *actors, dg_doc *doc, state *s, uint32_t t,
                             uint32_t end) {
    const hit h = s->hits.items[s->hit_at[t]];
    if (h.first != t || h.type == HIT_PERSON ||
        !bloom_has(actors->words_of_role.bloom, fold_at(doc, t)))
        return;
    noun_hit n = {.first = t, .last = t, .mention = NONE};
    noun_walk(actors, doc, NULL, t, end, TRIE_ROOT, 0, &n);
    if (!n.count || n.last <= h.last || noun_in(actors, &n, "")->klass != NOUN_OFFICE) return;
    for (uint32_t u = h.last + 1; u <= n.last; u++)
        if (s->hit_at[u] != NONE) return;
    n.first = h.last + 1;
    n.head = head_of(doc, n.first, n.last);
    uint32_t index = s->nouns.count;
    *dg_vec_push(doc->arena, &s->nouns) = n;
    for (uint32_t u = n.first; u <= n.last; u++) s->noun_at[u] = (int32_t)index;
}

void find_nouns(const dg_actors *actors, dg_doc *doc, state *s) {
    for (uint32_t i = 0; i < doc->sentences.count; i++) {
        uint32_t first = doc->sentences.items[i].first, end = first + doc->sentences.items[i].count;
        for (uint32_t t = first; t < end; t++) {
            const dragoman_token *token = dg_token(doc, (int32_t)t);
            if (s->hit_at[t] != NONE) office_with_name(actors, doc, s, t, end);
            if (s->hit_at[t] != NONE || s->noun_at[t] != NONE ||
                !(nominal(token->upos) || token->upos == DG_UPOS_ADJ ||
                  token->upos == DG_UPOS_VERB))
                continue;
            if (!bloom_has(actors->words_of_role.bloom, fold_at(doc, t)) &&
                !(token->lemma_fold && bloom_has(actors->words_of_role.bloom, token->lemma_fold)))
                continue;
            noun_hit n = {.first = t, .last = t, .mention = NONE};
            noun_walk(actors, doc, s, t, end, TRIE_ROOT, 0, &n);
            if (!n.count) continue;
            n.head = head_of(doc, n.first, n.last);
            uint8_t upos = dg_token(doc, (int32_t)n.head)->upos,
                    deprel = dg_token(doc, (int32_t)n.head)->deprel;
            if (!nominal(upos) && !(upos == DG_UPOS_ADJ && noun_place(deprel))) continue;
            if (state_of_affairs(actors, doc, s, &n)) continue;
            uint32_t index = s->nouns.count;
            *dg_vec_push(doc->arena, &s->nouns) = n;
            for (uint32_t u = n.first; u <= n.last; u++) s->noun_at[u] = (int32_t)index;
            t = n.last;
        }
    }
}

/* ------------------------------------------------------------------ titles */

/* A person whom neither codebook nor model knows: capitalised words after an office or a form of
 * address ("Police chief Kwame Boateng"). */
static void person_after(const dg_actors *actors, dg_doc *doc, state *s, uint32_t t) {
    uint32_t end = t < doc->tokens.count ? sentence_end(doc, t) : t, last = t;
    for (; last < end && last < t + 5; last++) {
        const dragoman_token *token = dg_token(doc, (int32_t)last);
        if (s->hit_at[last] != NONE || s->noun_at[last] != NONE) break;
        if (hyphen_at(doc, last)) continue;
        if (token->upos != DG_UPOS_PROPN || !starts_upper(dg_form(doc, (int32_t)last))) break;
        if (word_bits(actors, token->fold) & W_MONTH) break;
    }
    while (last > t && hyphen_at(doc, last - 1)) last--;
    if (last == t) return;
    hit h = {.first = t, .last = last - 1, .entry = NONE, .sense = NONE, .type = HIT_PERSON};
    h.surname_only = h.first == h.last;
    add_hit(doc, s, h);
}

static bool personal(const dg_actors *actors, const noun_hit *n) {
    uint8_t klass = noun_in(actors, n, "")->klass;
    return klass == NOUN_PERSON || klass == NOUN_OFFICE || klass == NOUN_SPEAKER;
}

/* "Governor of Alaska" ending at a token: the noun, or NONE. */
static int32_t office_of(const dg_actors *actors, const dg_doc *doc, const state *s, uint32_t begin,
                         uint32_t last) {
    int32_t h = s->hit_at[last];
    if (h == NONE || s->hits.items[h].type == HIT_PERSON || s->hits.items[h].last != last)
        return NONE;
    uint32_t t = s->hits.items[h].first;
    while (t > begin && word_bits(actors, dg_token(doc, (int32_t)t - 1)->fold) & W_THE) t--;
    if (t < begin + 2 || dg_token(doc, (int32_t)t - 1)->fold != dg_fold_z("of")) return NONE;
    int32_t n = s->noun_at[t - 2];
    return n != NONE && s->nouns.items[n].last == t - 2 && personal(actors, &s->nouns.items[n])
               ? n
               : NONE;
}

/* What stands before a person's name: forms of address, then an office. */
static void title_before(const dg_actors *actors, const dg_doc *doc, state *s, hit *h) {
    uint32_t begin = doc->sentences.items[dg_token(doc, (int32_t)h->first)->sentence].first,
             t = h->first;
    while (t > begin) {
        const actor_given *given = given_name(actors, fold_at(doc, t - 1));
        int32_t n = s->noun_at[t - 1];
        if (n != NONE && s->nouns.items[n].last == t - 1 && personal(actors, &s->nouns.items[n])) {
            if (h->title == NONE) h->title = n;
            s->nouns.items[n].absorbed = true;
            t = s->nouns.items[n].first;
        } else if (given && given->title && s->hit_at[t - 1] == NONE) {
            t--;
        } else if (h->title == NONE && (n = office_of(actors, doc, s, begin, t - 1)) != NONE) {
            h->title = n;
            s->nouns.items[n].absorbed = true;
            t = s->nouns.items[n].first;
        } else
            break;
        if (given && given->title && given->gender) h->gender = given->gender;
    }
    if (t == h->first && t > begin &&
        dg_str_is(dg_form(doc, (int32_t)t - 1), ")")) { /* "MP (Member of Parliament) X" */
        uint32_t open = t - 1;
        while (open > begin && open + 6 > t && !dg_str_is(dg_form(doc, (int32_t)open), "(")) open--;
        int32_t n = open > begin ? s->noun_at[open - 1] : NONE;
        if (n != NONE && dg_str_is(dg_form(doc, (int32_t)open), "(") &&
            personal(actors, &s->nouns.items[n])) {
            h->title = n;
            s->nouns.items[n].absorbed = true;
            t = s->nouns.items[n].first;
        }
    }
    h->extent = t;
}

void attach_titles(const dg_actors *actors, dg_doc *doc, state *s) {
    for (uint32_t i = 0; i < s->nouns.count; i++) {
        const noun_hit n = s->nouns.items[i];
        if (personal(actors, &n) && !is_plural(doc, (int32_t)n.head) &&
            dg_token(doc, (int32_t)n.first)->sentence == dg_token(doc, (int32_t)n.last)->sentence &&
            n.last + 1 < doc->tokens.count)
            person_after(actors, doc, s, n.last + 1);
    }
    for (uint32_t t = 0; t + 1 < doc->tokens.count; t++) {
        if (!starts_upper(dg_form(doc, (int32_t)t)) || s->hit_at[t] != NONE) continue;
        const actor_given *given = given_name(actors, fold_at(doc, t));
        if (given && given->title) person_after(actors, doc, s, t + 1);
    }
    for (uint32_t i = 0; i < s->hits.count; i++)
        if (s->hits.items[i].type == HIT_PERSON) title_before(actors, doc, s, &s->hits.items[i]);
}
