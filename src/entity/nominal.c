/*
 * nominal.c - from a phrase without a name to its entity: whose it is, what kind, one or several.
 */
#include "base/str.h"
#include "entity/entity_int.h"

/* "the country's election commission": whose it is, told by a noun; NULL without one. */
static const dragoman_entity *owner_of(const dg_doc *doc, uint32_t head) {
    const state *s = doc->entity_state;
    dg_each_child(doc, c, (int32_t)head) {
        if (tok(doc, (uint32_t)c)->deprel != DG_DEPREL_NMOD_POSS ||
            tok(doc, (uint32_t)c)->upos == DG_UPOS_PRON)
            continue;
        int32_t m = s->hit_at[c] == NONE ? known_mention(doc, (uint32_t)c)
                                         : NONE; /* a name is read as a base */
        if (m != NONE) return &doc->entities.items[doc->mentions.items[m].entity];
    }
    return NULL;
}

/* "a man was arrested", "charged a woman": somebody without a role, suspected of a crime. */
static bool is_suspect(const dg_actors *actors, const dg_doc *doc, const noun_phrase *n) {
    static const char *const somebody[] = {"man", "woman", "teenager", "boy", "youth", "suspect"};
    const dragoman_token *head = tok(doc, n->head);
    bool person = false;
    for (size_t i = 0; i < sizeof somebody / sizeof *somebody; i++)
        person = person || head->lemma_fold == dg_fold_z(somebody[i]);
    if (!person || n->plural || head->head < 0) return false;
    uint64_t verb = word_bits(actors, tok(doc, (uint32_t)head->head)->lemma_fold);
    if (head->deprel == DG_DEPREL_NSUBJ) return verb & W_VIOLENT; /* "a man stabbed two people" */
    return (head->deprel == DG_DEPREL_OBJ || head->deprel == DG_DEPREL_NSUBJ_PASS) &&
           verb & W_CHARGE;
}

/* Code and sector from the one whose it is: "its army", "the country's election commission". */
static void take_owner(const dg_actors *actors, dg_doc *doc, noun_phrase *n) {
    const state *s = doc->entity_state;
    const dragoman_entity *whose = possessor_of(actors, doc, &n->c);
    if (!whose) whose = owner_of(doc, n->head);
    bool other = n->bits & W_OTHER_SIDE;
    if (other) n->c.elsewhere = true;
    if (!whose) return;
    n->c.own = true; /* points back to nothing by itself */
    bool behind = n->c.base != NONE && s->hits.items[n->c.base].first > n->head;
    bool coded = strcmp(whose->code, "---") != 0;
    if (!other && coded && (behind || !*n->c.code)) memcpy(n->c.code, whose->code, 4);
    bool one_word =
        n->noun == NONE || s->nouns.items[n->noun].first == s->nouns.items[n->noun].last;
    bool men = dg_lemma_is(doc, (int32_t)n->head, "man") && n->plural && *whose->sector &&
               strstr("REB PRM UAF MIL COP CRM", whose->sector); /* "sent his men" */
    if (whose->kind != DRAGOMAN_COUNTRY &&
        (men || (n->bits & W_GENERIC && one_word) || (n->noun != NONE && !*n->c.sector)))
        memcpy(n->c.sector, whose->sector, 4);
}

static bool in_uniform(const dg_doc *doc, uint32_t entity, const void *what) {
    const char *sector = doc->entities.items[entity].sector;
    (void)what;
    return strcmp(sector, "MIL") == 0 || strcmp(sector, "COP") == 0;
}

/* "The officers": of the army or of the police, whichever was told of last. */
static void take_uniform(const dg_doc *doc, noun_phrase *n) {
    if (strcmp(n->c.sector, "COP") != 0 || !n->definite || *n->c.code) return;
    const noun_hit *hit = n->noun == NONE ? NULL : &doc->entity_state->nouns.items[n->noun];
    if (!hit || hit->first != hit->last || !dg_lemma_is(doc, (int32_t)n->head, "officer")) return;
    uint32_t id = look_back(doc, n->head, in_uniform, NULL);
    if (id != DRAGOMAN_NONE) memcpy(n->c.sector, doc->entities.items[id].sector, 4);
}

/* "two were killed", "five of them": people, of whatever kind those are; "one of the jets" is none.
 */
static void take_counted(const dg_actors *actors, dg_doc *doc, noun_phrase *n) {
    dg_each_child(doc, c, (int32_t)n->head) {
        int32_t of = dg_case_of(doc, c);
        if (of < 0 || !dg_form_is(doc, of, "of")) continue;
        uint64_t bits = word_bits(actors, tok(doc, (uint32_t)c)->fold);
        uint32_t id =
            bits & W_THEY ? resolve_pronoun(actors, doc, (uint32_t)c, bits) : DRAGOMAN_NONE;
        if (!(bits & W_THEY) && !dg_entity_is(actors, doc, c, DG_WHO_PEOPLE)) return;
        if (id == DRAGOMAN_NONE) break;
        const dragoman_entity *e = &doc->entities.items[id];
        if (strcmp(e->code, "---") != 0) memcpy(n->c.code, e->code, 4);
        memcpy(n->c.sector, e->sector, 4);
        return;
    }
    memcpy(n->c.sector, "CVL", 4);
}

void read_nominal(const dg_actors *actors, dg_doc *doc, uint32_t head, int32_t noun,
                  noun_phrase *n) {
    state *s = doc->entity_state;
    *n = (noun_phrase){.head = head, .first = head, .last = head, .noun = noun};
    if (noun != NONE) {
        n->first = s->nouns.items[noun].first < head ? s->nouns.items[noun].first : head;
        n->last = s->nouns.items[noun].last > head ? s->nouns.items[noun].last : head;
    }
    widen_to_phrase(doc, head, &n->first, &n->last);
    while (n->first < head && word_bits(actors, tok(doc, n->first)->fold) & W_MONTH)
        n->first++; /* "said Friday officials" */
    compose(actors, doc, s, (int32_t)head, noun, &n->c);
    n->sense = noun == NONE ? NULL : noun_in(actors, &s->nouns.items[noun], n->c.code);
    n->bits = word_bits(actors, tok(doc, head)->lemma_fold);
    n->definite = has_word(actors, doc, n->first, head, W_THE) || n->c.own;
    n->indefinite = has_word(actors, doc, n->first, head, W_INDEFINITE);
    n->plural = is_plural(doc, (int32_t)head);
    n->numbered = dg_child(doc, (int32_t)head, DG_DEPREL_NUMMOD) >= 0;
    take_owner(actors, doc, n);
    take_body(actors, doc, n);
    take_uniform(doc, n);
    if (is_suspect(actors, doc, n)) memcpy(n->c.sector, "CRM", 4);
    bool counted = (tok(doc, head)->upos == DG_UPOS_NUM || n->bits & W_OTHERS) && !n->definite;
    if (noun == NONE && counted && !*n->c.sector && n->c.base == NONE) take_counted(actors, doc, n);
}

static bool ends_in(dragoman_str word, const char *end) {
    uint32_t len = (uint32_t)strlen(end);
    return word.len > len && memcmp(word.ptr + word.len - len, end, len) == 0;
}

static uint32_t noun_gender(const dg_doc *doc, const noun_phrase *n) {
    dragoman_str lemma = tok(doc, n->head)->lemma;
    if (n->bits & W_FEMALE || ends_in(lemma, "woman")) return GENDER_WOMAN;
    return n->bits & W_MALE || ends_in(lemma, "man") ? GENDER_MAN : GENDER_UNKNOWN;
}

static dragoman_entity_kind kind_of(const noun_phrase *n, const dg_doc *doc) {
    uint8_t ner = tok(doc, n->head)->ner;
    if (ner == DG_NER_B_LOC || ner == DG_NER_I_LOC) return DRAGOMAN_PLACE;
    if (n->sense && n->sense->klass == NOUN_BODY) return DRAGOMAN_ORGANIZATION;
    bool one = !n->plural && (n->indefinite || n->numbered); /* "a soldier", but "the crowd" */
    if (n->sense && n->sense->klass == NOUN_PEOPLE) return one ? DRAGOMAN_PERSON : DRAGOMAN_PEOPLE;
    if (n->sense || n->bits & W_HUMAN) return n->plural ? DRAGOMAN_PEOPLE : DRAGOMAN_PERSON;
    if (n->bits & W_PLACE) return DRAGOMAN_PLACE;
    return n->plural || n->numbered ? DRAGOMAN_PEOPLE : DRAGOMAN_ORGANIZATION;
}

/* An entity that stands for several: code and sector where they share them. */
uint32_t entity_of_set(dg_doc *doc, dragoman_str name, const dg_member *members, uint32_t count) {
    const dragoman_entity *all = doc->entities.items;
    char code[4], sector[4];
    memcpy(code, all[members[0].entity].code, 4);
    memcpy(sector, all[members[0].entity].sector, 4);
    for (uint32_t i = 1; i < count; i++) {
        if (memcmp(code, all[members[i].entity].code, 4) != 0) memcpy(code, "---", 4);
        if (memcmp(sector, all[members[i].entity].sector, 4) != 0) sector[0] = 0;
    }
    uint32_t id = entity_new(doc, DRAGOMAN_PEOPLE, name, code, sector);
    doc->entities.items[id].rule = DG_STR("model:syntax");
    entity_info *info = &doc->entity_state->info.items[id];
    info->members = DG_ARRAY(doc->arena, dg_member, count);
    memcpy(info->members, members, count * sizeof *members);
    info->member_count = count;
    info->plural = true;
    return id;
}

bool means_two(const dg_actors *actors, const dg_doc *doc, const noun_phrase *n) {
    bool bare = tok(doc, n->head)->fold == dg_fold_z("two") && n->noun == NONE; /* "the two" */
    if (bare) return n->definite;
    if (!(n->bits & W_SIDES) || (*n->c.code && n->c.base != NONE)) return false;
    if (!n->plural) {
        const char *const ways[] = {"each", "either"};
        for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
            if (dg_form_is(doc, (int32_t)n->first, ways[i])) return true;
        return false;
    }
    bool two = has_word(actors, doc, n->first, n->head, W_TWO) ||
               (n->first > 0 && word_bits(actors, tok(doc, n->first - 1)->fold) & W_TWO);
    bool both = n->first > 0 && word_bits(actors, tok(doc, n->first - 1)->fold) & W_THE;
    if (dg_lemma_is(doc, (int32_t)n->head, "man") && !n->definite && !both)
        return false; /* "two men were arrested" */
    return two && !n->indefinite;
}

/* "each side blamed the other", "LURD and the army each blamed the other": the two that the subject
 * of its verb stands for. */
static uint32_t the_other(const dg_actors *actors, dg_doc *doc, const noun_phrase *n) {
    bool other = tok(doc, n->head)->fold == dg_fold_z("other") && n->definite && !n->plural;
    int32_t verb = other ? tok(doc, n->head)->head : NONE;
    int32_t subject = NONE;
    for (int depth = 0; verb >= 0 && depth < 6 && subject < 0; depth++) {
        subject = dg_child(doc, verb, DG_DEPREL_NSUBJ);
        if (subject == (int32_t)n->head) subject = NONE; /* "each say the other fired" */
        verb = tok(doc, (uint32_t)verb)->head;
    }
    int32_t m = subject < 0 ? NONE : known_mention(doc, (uint32_t)subject);
    if (m == NONE) return DRAGOMAN_NONE;
    uint32_t first = doc->mentions.items[m].entity;
    if (doc->entity_state->info.items[first].member_count) return first;
    int32_t with = dg_child(doc, subject, DG_DEPREL_CONJ);
    int32_t second = with < 0 ? NONE : known_mention(doc, (uint32_t)with);
    if (second == NONE) return DRAGOMAN_NONE;
    const dg_member members[] = {{first, {0, 0}}, {doc->mentions.items[second].entity, {0, 0}}};
    return set_of(actors, doc, n, members, 2);
}

/* Countries that a phrase names side by side, before its noun or in its "of" phrase; how many. */
static uint32_t bases_of(const dg_actors *actors, const dg_doc *doc, const noun_phrase *n,
                         uint32_t bases[4]) {
    const state *s = doc->entity_state;
    uint32_t count = 0, before = UINT32_MAX;
    for (uint32_t t = n->first; t < s->nouns.items[n->noun].first && count < 4; t++) {
        int32_t i = s->hit_at[t];
        if (i == NONE || s->hits.items[i].first != t || !is_country_word(actors, doc, i)) continue;
        bool beside = before == UINT32_MAX || tok(doc, t - 1)->upos == DG_UPOS_CCONJ ||
                      dg_str_is(dg_form(doc, (int32_t)t - 1), ",");
        if (!beside) return 0;
        before = t;
        bases[count++] = (uint32_t)i;
    }
    dg_each_child(doc, c, (int32_t)n->head) {
        int32_t of = dg_case_of(doc, c);
        if (count || c < (int32_t)n->head || of < 0 || !dg_form_is(doc, of, "of")) continue;
        if (s->hit_at[c] == NONE || !is_country_word(actors, doc, s->hit_at[c])) continue;
        bases[count++] = (uint32_t)s->hit_at[c];
        dg_each_child(doc, more, c) if (tok(doc, (uint32_t)more)->deprel == DG_DEPREL_CONJ &&
                                        count < 4 && s->hit_at[more] != NONE &&
                                        is_country_word(actors, doc, s->hit_at[more]))
            bases[count++] = (uint32_t)s->hit_at[more];
    }
    return count;
}

/* The same phrase told of one country or side alone. */
static uint32_t of_one(const dg_actors *actors, dg_doc *doc, const noun_phrase *n, int32_t base,
                       const char *code, const char *sector) {
    noun_phrase one = *n;
    one.c.base = base;
    one.definite = one.numbered = one.indefinite = false;
    if (n->sense->office_key) one.plural = false; /* each has one president */
    memcpy(one.c.code, code, 4);
    memcpy(one.c.sector, sector, 4);
    one.single = true;
    return nominal_entity(actors, doc, &one);
}

/* "Congolese and Rwandan officials", "the presidents of Chad and Mali": one entity for each. */
static uint32_t of_each(const dg_actors *actors, dg_doc *doc, const noun_phrase *n) {
    const state *s = doc->entity_state;
    uint32_t bases[4];
    dg_member members[4];
    if (n->noun == NONE || (!n->plural && n->sense->klass != NOUN_BODY)) return DRAGOMAN_NONE;
    uint32_t count = bases_of(actors, doc, n, bases);
    if (count < 2) return DRAGOMAN_NONE;
    for (uint32_t k = 0; k < count; k++) {
        const hit h = s->hits.items[bases[k]];
        bool last = h.first < s->nouns.items[n->noun].first && k + 1 == count;
        uint32_t end = last ? s->nouns.items[n->noun].last : h.last;
        members[k] = (dg_member){
            of_one(actors, doc, n, (int32_t)bases[k], actors->entries[h.entry].code, n->c.sector),
            dg_span_of(doc, (int32_t)h.first, (int32_t)end)};
    }
    return set_of(actors, doc, n, members, count);
}

/* The phrase for two by which a plural is told: "of the two countries", "both sides'". */
static bool whose_both(const dg_actors *actors, dg_doc *doc, const noun_phrase *n,
                       noun_phrase *whose) {
    dg_each_child(doc, c, (int32_t)n->head) {
        int32_t of = dg_case_of(doc, c);
        bool owner = tok(doc, (uint32_t)c)->deprel == DG_DEPREL_NMOD_POSS;
        bool behind = dg_base(tok(doc, (uint32_t)c)->deprel) == DG_DEPREL_NMOD && of >= 0 &&
                      (dg_form_is(doc, of, "of") || dg_form_is(doc, of, "from"));
        if (!owner && !behind) continue;
        bool two = word_bits(actors, tok(doc, (uint32_t)c)->lemma_fold) & W_SIDES ||
                   dg_form_is(doc, c, "two");
        if (!two) return false; /* which saves reading it */
        read_nominal(actors, doc, (uint32_t)c, doc->entity_state->noun_at[c], whose);
        return means_two(actors, doc, whose);
    }
    *whose = *n;
    return n->sense->klass == NOUN_OFFICE && means_two(actors, doc, n);
}

/* "the foreign ministers of the two countries", "both governments' negotiators": those of each. */
static uint32_t of_both(const dg_actors *actors, dg_doc *doc, const noun_phrase *n) {
    noun_phrase whose;
    dg_member members[2];
    if (n->noun == NONE || !n->plural || n->c.base != NONE) return DRAGOMAN_NONE;
    if (!whose_both(actors, doc, n, &whose)) return DRAGOMAN_NONE;
    if (whose.head == n->head)
        whose.sense = NULL;
    else if (means_persons(doc, &whose))
        return DRAGOMAN_NONE;
    if (!find_two(doc, &whose, false, members)) return DRAGOMAN_NONE;
    for (uint32_t k = 0; k < 2; k++) {
        const dragoman_entity side = doc->entities.items[members[k].entity];
        const char *sector = side.kind == DRAGOMAN_COUNTRY ? n->c.sector : side.sector;
        members[k].entity = of_one(actors, doc, n, NONE, side.code, sector);
    }
    return set_of(actors, doc, n, members, 2);
}

/* "Soldiers", "the army": in a country without one they are those of the power that the codebook
 * names. */
static void take_army(const dg_actors *actors, noun_phrase *n) {
    int32_t entry = strcmp(n->c.sector, "MIL") == 0 ? country_entry(actors, n->c.code) : NONE;
    uint32_t of = entry == NONE ? 0 : actors->entries[entry].of;
    if (of) memcpy(n->c.code, actors->entries[of - 1].code, 4);
}

uint32_t nominal_entity(const dg_actors *actors, dg_doc *doc, noun_phrase *n) {
    state *s = doc->entity_state;
    uint32_t id = n->single ? DRAGOMAN_NONE : of_each(actors, doc, n);
    if (id == DRAGOMAN_NONE && !n->single) id = two_sides(actors, doc, n);
    if (id == DRAGOMAN_NONE && !n->single) id = of_both(actors, doc, n);
    if (id == DRAGOMAN_NONE && !n->single) id = the_other(actors, doc, n);
    if (id == DRAGOMAN_NONE) id = by_office(actors, doc, n);
    if (id == DRAGOMAN_NONE) id = by_kind(actors, doc, n);
    if (id != DRAGOMAN_NONE) return id;
    if (means_two(actors, doc, n) && (n->definite || !n->plural))
        n->c.elsewhere = true; /* whichever two: unknown */
    uint64_t noun = n->noun == NONE ? tok(doc, n->head)->lemma_fold
                                    : dg_hash_mix(n->sense->line, n->sense->text);
    noun = dg_hash_mix(noun, n->sense != NULL);
    if (n->plural && n->sense && n->sense->klass == NOUN_BODY)
        noun = dg_hash_mix(noun, 7);           /* "governments" are not the government */
    bool fresh = n->indefinite || n->numbered; /* "two men": others than those told of before */
    if (n->sense && n->sense->klass == NOUN_PEOPLE && n->bits & W_HUMAN && !n->definite)
        fresh = true; /* "people", whoever */
    bool role = *n->c.sector || (n->sense && n->sense->klass != NOUN_SPEAKER);
    bool again = n->definite || (n->sense && n->sense->klass == NOUN_BODY);
    if (!*n->c.code && role && again &&
        !fresh) { /* the police, told of before with their country */
        id = map_get(&s->by_nominal, noun);
        if (id != MAP_NONE) return id;
    }
    if (!*n->c.code && n->sense && *n->sense->sector && n->plural && n->c.region &&
        strcmp(n->c.sector, "GOV") == 0)
        memcpy(n->c.code, "IGO", 4); /* "African leaders" */
    if (!*n->c.code && n->sense && n->sense->only && n->sense->klass != NOUN_OFFICE && !n->c.own)
        memcpy(n->c.code, actors->pool + n->sense->only, 3); /* "aid agencies" */
    bool sufferer = strcmp(n->c.sector, "CVL") == 0;
    if (!*n->c.code && role && !n->c.elsewhere) {
        memcpy(n->c.code, scene_of_token(s, doc, n->head, sufferer), 4);
        take_army(actors, n);
    }
    if (!*n->c.code && n->bits & W_AREA && n->definite)
        memcpy(n->c.code, scene_country(s, doc, n->head), 4);
    uint64_t key = dg_hash_mix(dg_hash_mix(dg_hash(n->c.code, 3), noun),
                               n->c.org == NONE ? 0 : (uint64_t)n->c.org + 1);
    key = dg_hash_mix(key, dg_hash(n->c.sector, strlen(n->c.sector)));
    if (!fresh && (id = map_get(&s->by_nominal, key)) != MAP_NONE) return id;
    id = entity_new(doc, kind_of(n, doc), bare_words(actors, doc, n->first, n->last, n->head),
                    n->c.code, n->c.sector);
    dragoman_entity *e = &doc->entities.items[id];
    s->info.items[id].plural = n->plural;
    s->info.items[id].org = n->c.org;
    if (e->kind == DRAGOMAN_PERSON) s->info.items[id].gender = noun_gender(doc, n);
    if (n->sense)
        e->rule = rule_of_line(actors, doc, n->sense->file, n->sense->line);
    else if (n->c.base != NONE && s->hits.items[n->c.base].entry != NONE) {
        const actor_entry *entry = &actors->entries[s->hits.items[n->c.base].entry];
        e->rule = rule_of_line(actors, doc, entry->file, entry->line);
    } else
        e->rule = DG_STR("model:syntax");
    if (role && !n->indefinite) map_put(doc->arena, &s->by_nominal, noun, id);
    map_put(doc->arena, &s->by_nominal, key, id);
    return id;
}

uint32_t mention_of_phrase(const dg_actors *actors, dg_doc *doc, int32_t head) {
    noun_phrase n;
    read_nominal(actors, doc, (uint32_t)head, doc->entity_state->noun_at[head], &n);
    return mention_new(doc, nominal_entity(actors, doc, &n), DRAGOMAN_NOMINAL, n.first, n.last,
                       (uint32_t)head);
}
