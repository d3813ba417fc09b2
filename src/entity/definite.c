/*
 * definite.c - phrases that point at what was told before or is known: offices and their holders,
 * "the group", "the two sides".
 */
#include "base/str.h"
#include "entity/entity_int.h"

uint32_t look_back(const dg_doc *doc, uint32_t t, fits fit, const void *what) {
    uint32_t sentence = tok(doc, t)->sentence, seen = 0;
    for (uint32_t i = doc->mentions.count; i-- > 0 && seen < MENTIONS_BACK; seen++) {
        const dragoman_mention *m = &doc->mentions.items[i];
        if (m->head >= t) continue;
        if (tok(doc, m->head)->sentence + SENTENCES_BACK < sentence) break;
        if (fit(doc, m->entity, what)) return m->entity;
    }
    return DRAGOMAN_NONE;
}

static bool is_kind(const dg_doc *doc, uint32_t entity, const void *what) {
    return doc->entities.items[entity].kind == *(const dragoman_entity_kind *)what;
}

static bool is_group(const dg_doc *doc, uint32_t entity, const void *what) {
    (void)what;
    return doc->entities.items[entity].kind == DRAGOMAN_GROUP;
}

/* Of the same family of sectors: rebels, gunmen and militias are told of by each other's nouns. */
static bool same_family(const char *a, const char *b) {
    static const char armed[] = "REB UAF PRM";
    if (strcmp(a, b) == 0) return true;
    return *a && *b && strstr(armed, a) && strstr(armed, b);
}

struct coded_as {
    const char *code, *sector;
};

/* A group of this country; an armed one where the noun is of armed people. */
static bool is_group_of(const dg_doc *doc, uint32_t entity, const void *what) {
    const struct coded_as *as = what;
    const dragoman_entity *e = &doc->entities.items[entity];
    if (e->kind != DRAGOMAN_GROUP || strcmp(e->code, as->code) != 0) return false;
    return !strstr("REB UAF PRM", as->sector) || !*as->sector || same_family(e->sector, as->sector);
}

static bool is_org(const dg_doc *doc, uint32_t entity, const void *what) {
    (void)what;
    const dragoman_entity *e = &doc->entities.items[entity];
    return e->kind == DRAGOMAN_ORGANIZATION &&
           !(*e->sector && strstr("GOV COP MIL LEG JUD", e->sector));
}

static bool is_firm(const dg_doc *doc, uint32_t entity, const void *what) {
    (void)what;
    const dragoman_entity *e = &doc->entities.items[entity];
    return e->kind == DRAGOMAN_ORGANIZATION && (strcmp(e->sector, "BUS") == 0 || !*e->sector) &&
           strcmp(e->code, "UNO") != 0;
}

static bool is_armed(const dg_doc *doc, uint32_t entity, const void *sector) {
    const dragoman_entity *e = &doc->entities.items[entity];
    if (e->kind == DRAGOMAN_PERSON || e->kind == DRAGOMAN_PLACE) return false;
    if (strcmp(sector, "REB") == 0 && strcmp(e->sector, "UAF") == 0)
        return false; /* rebels are known, gunmen need not be */
    return same_family(e->sector, sector);
}

static bool is_speakable(const dg_doc *doc, uint32_t entity, const void *what) {
    (void)what;
    dragoman_entity_kind kind = doc->entities.items[entity].kind;
    return kind == DRAGOMAN_ORGANIZATION || kind == DRAGOMAN_GROUP;
}

/* A police force, army, parliament, court told by its name. */
static bool is_named_body(const dg_doc *doc, uint32_t entity, const void *sector) {
    const dragoman_entity *e = &doc->entities.items[entity];
    return doc->entity_state->info.items[entity].named && e->kind == DRAGOMAN_ORGANIZATION &&
           strcmp(e->sector, sector) == 0 && strcmp(e->code, "---") != 0;
}

uint64_t office_and_code(const char *code, uint32_t office) {
    return dg_hash_mix(dg_hash(code, 3), office);
}

/* The one who holds an office told of without its holder's name: "the Qatari prime minister". */
static uint32_t office_holder(const dg_actors *actors, dg_doc *doc, const char *code, uint32_t org,
                              uint32_t office) {
    state *s = doc->entity_state;
    uint32_t id = *code ? map_get(&s->by_office, office_and_code(code, office)) : MAP_NONE;
    if (id != MAP_NONE) return id;
    const actor_role *role = holder_at(actors, code, org, office, s->day);
    return role ? entity_of_entry(actors, doc, role->entry) : DRAGOMAN_NONE;
}

void take_body(const dg_actors *actors, const dg_doc *doc, noun_phrase *n) {
    static const char *const delegates[] = {"representative", "delegation", "delegate"};
    if (n->noun == NONE || *n->c.code || *n->c.sector || n->c.own) return;
    if (!noun_speaks(actors, &doc->entity_state->nouns.items[n->noun])) return;
    dragoman_str lemma = tok(doc, n->head)->lemma;
    bool fit = lemma.len > 6 && memcmp(lemma.ptr, "spokes", 6) == 0 && !n->plural;
    for (size_t i = 0; i < sizeof delegates / sizeof *delegates; i++)
        fit = fit || (n->definite && dg_lemma_is(doc, (int32_t)n->head, delegates[i]));
    uint32_t id = fit ? look_back(doc, n->head, is_speakable, NULL) : DRAGOMAN_NONE;
    if (id == DRAGOMAN_NONE) return;
    const dragoman_entity *e = &doc->entities.items[id];
    if (strcmp(e->code, "---") != 0) memcpy(n->c.code, e->code, 4);
    memcpy(n->c.sector, e->sector, 4);
}

static uint32_t office_key_named(const dg_actors *actors, const char *name) {
    uint64_t key = TRIE_ROOT;
    dragoman_str rest = dg_str(name), part;
    while (dg_str_split(&rest, ' ', &part)) key = trie_step(key, dg_fold(part));
    const actor_slot *slot = trie_find(&actors->words_of_role, key);
    for (uint32_t i = 0; slot && i < slot->count; i++)
        if (actors->nouns[slot->first + i].office_key)
            return actors->nouns[slot->first + i].office_key;
    return 0;
}

/* "the Congolese leader": who leads a country is its president, or else its prime minister. */
static uint32_t leader_of(const dg_actors *actors, dg_doc *doc, const char *code) {
    static const char *const offices[] = {"supreme leader", "leader", "president",
                                          "prime minister"};
    state *s = doc->entity_state;
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++) {
        uint32_t id =
            map_get(&s->by_office, office_and_code(code, office_key_named(actors, offices[i])));
        if (id != MAP_NONE) return id;
    }
    for (size_t i = 2; i < sizeof offices / sizeof *offices; i++) {
        uint32_t id = office_holder(actors, doc, code, 0, office_key_named(actors, offices[i]));
        if (id != DRAGOMAN_NONE) return id;
    }
    return DRAGOMAN_NONE;
}

uint32_t by_office(const dg_actors *actors, dg_doc *doc, const noun_phrase *n) {
    state *s = doc->entity_state;
    if (!n->sense || n->plural || n->indefinite || n->c.former || n->sense->klass == NOUN_BODY)
        return DRAGOMAN_NONE;
    uint32_t office = n->sense->office_key, org = n->c.org == NONE ? 0 : (uint32_t)n->c.org + 1;
    bool leader = tok(doc, n->head)->lemma_fold == dg_fold_z("leader");
    int32_t preposition = dg_case_of(doc, (int32_t)n->head);
    bool bare = dg_child(doc, (int32_t)n->head, DG_DEPREL_DET) < 0 && !n->definite;
    if (bare && preposition >= 0 &&
        (dg_form_is(doc, preposition, "as") || dg_form_is(doc, preposition, "for")))
        return DRAGOMAN_NONE; /* "served as vice president", "a candidate for mayor": the post, not
                                 its holder */
    if (*n->c.code) {
        if (org && office) return office_holder(actors, doc, n->c.code, org, office);
        if (leader && !org) return leader_of(actors, doc, n->c.code);
        return office ? office_holder(actors, doc, n->c.code, 0, office) : DRAGOMAN_NONE;
    }
    if (!n->definite && dg_child(doc, (int32_t)n->head, DG_DEPREL_DET) >= 0) return DRAGOMAN_NONE;
    uint32_t id = office ? map_get(&s->by_office, office) : MAP_NONE;
    bool one_word = s->nouns.items[n->noun].first == s->nouns.items[n->noun].last;
    if (id == MAP_NONE && n->definite && one_word)
        id = map_get(&s->by_office, tok(doc, n->head)->lemma_fold);
    if (id != MAP_NONE) return id;
    if (!office || n->sense->klass != NOUN_OFFICE) return DRAGOMAN_NONE;
    char code[4] = "";
    if (n->sense->only)
        memcpy(code, actors->pool + n->sense->only, 3);
    else
        memcpy(code, scene_country(s, doc, n->head), 4);
    return *code ? office_holder(actors, doc, code, 0, office) : DRAGOMAN_NONE;
}

uint32_t by_kind(const dg_actors *actors, dg_doc *doc, const noun_phrase *n) {
    bool police = tok(doc, n->head)->fold == dg_fold_z("police"); /* definite without an article */
    if (n->bits & W_COUNTRY && n->c.own && !n->plural && n->c.possessor != NONE) {
        int32_t entry = country_entry(actors, n->c.code); /* "the emir said his country .." */
        return entry == NONE ? DRAGOMAN_NONE : entity_of_entry(actors, doc, (uint32_t)entry);
    }
    if ((!n->definite && !police) || n->c.own || n->numbered) return DRAGOMAN_NONE;
    uint32_t id = DRAGOMAN_NONE;
    static const dragoman_entity_kind country = DRAGOMAN_COUNTRY;
    bool bare = !*n->c.code;
    if (n->bits & W_COUNTRY && !n->plural &&
        (bare || (n->sense && strcmp(n->sense->sector, "GOV") == 0))) {
        if (!bare) return DRAGOMAN_NONE;
        id = look_back(doc, n->head, is_kind, &country);
        if (id == DRAGOMAN_NONE) {
            int32_t entry = country_entry(actors, scene_country(doc->entity_state, doc, n->head));
            if (entry != NONE) id = entity_of_entry(actors, doc, (uint32_t)entry);
        }
        return id;
    }
    if (!bare && n->c.base != NONE &&
        n->c.org == NONE) { /* "the Lebanese group", "the Yemeni rebels" */
        struct coded_as what = {n->c.code, n->c.sector};
        bool armed = *n->c.sector && strstr("REB UAF PRM", n->c.sector) && n->plural;
        return armed || (n->bits & W_GROUP && !n->plural)
                   ? look_back(doc, n->head, is_group_of, &what)
                   : DRAGOMAN_NONE;
    }
    if (!bare) return DRAGOMAN_NONE;
    static const dragoman_entity_kind place = DRAGOMAN_PLACE;
    if (n->bits & W_AREA && !n->plural && n->noun == NONE)
        return look_back(doc, n->head, is_kind, &place);
    const char *sector = n->c.sector;
    if (*sector && strstr("REB UAF PRM", sector)) id = look_back(doc, n->head, is_armed, sector);
    if (id == DRAGOMAN_NONE && n->sense && n->sense->klass == NOUN_BODY && *sector &&
        strstr("COP MIL LEG JUD SPY", sector))
        id = look_back(doc, n->head, is_named_body, sector);
    if (id == DRAGOMAN_NONE && n->bits & W_GROUP && !n->plural)
        id = look_back(doc, n->head, is_group, NULL);
    if (id == DRAGOMAN_NONE && n->bits & W_FIRM && !n->plural)
        id = look_back(doc, n->head, is_firm, NULL);
    if (id == DRAGOMAN_NONE && n->bits & (W_ORG | W_GROUP) && !n->plural)
        id = look_back(doc, n->head, is_org, NULL);
    return id;
}

dragoman_str bare_words(const dg_actors *actors, const dg_doc *doc, uint32_t first, uint32_t last,
                        uint32_t head) {
    while (first < head && (word_bits(actors, tok(doc, first)->fold) & (W_THE | W_INDEFINITE)))
        first++;
    return words_between(doc, first, last);
}

uint32_t set_of(const dg_actors *actors, dg_doc *doc, const noun_phrase *n,
                const dg_member *members, uint32_t count) {
    return entity_of_set(doc, bare_words(actors, doc, n->first, n->last, n->head), members, count);
}

/* How much an entity is talked of around here, 0 if it is none of the kind that the noun tells. */
static uint32_t side_weight(const dg_doc *doc, const dragoman_mention *m, bool persons,
                            uint32_t office) {
    const dragoman_entity *e = &doc->entities.items[m->entity];
    const state *s = doc->entity_state;
    if (s->info.items[m->entity].member_count || strcmp(e->code, "---") == 0) return 0;
    if (persons && office && map_get(&s->by_office, office_and_code(e->code, office)) != m->entity)
        return 0; /* "the two foreign ministers" are no presidents */
    if (persons)
        return e->kind == DRAGOMAN_PERSON && *e->sector && strcmp(e->sector, "CVL") != 0
                   ? e->mention_count
                   : 0;
    bool side = e->kind == DRAGOMAN_COUNTRY || e->kind == DRAGOMAN_GROUP ||
                (e->kind == DRAGOMAN_PEOPLE && strcmp(e->sector, "REB") == 0) ||
                (e->kind == DRAGOMAN_ORGANIZATION && strcmp(e->sector, "GOV") == 0 &&
                 code_is_country(e->code));
    return side ? e->mention_count : 0;
}

static bool one_side(const dg_doc *doc, uint32_t a, uint32_t b) {
    const dragoman_entity *x = &doc->entities.items[a], *y = &doc->entities.items[b];
    return memcmp(x->code, y->code, 4) == 0 && memcmp(x->sector, y->sector, 4) == 0;
}

/* Whether two are told as parties to one thing: "Russia and Ukraine", "Russia attacked Ukraine",
 * "between Russia and Ukraine". */
static bool told_together(const dg_doc *doc, uint32_t a, uint32_t b) {
    const dragoman_token *x = tok(doc, a), *y = tok(doc, b);
    return x->head == (int32_t)b || y->head == (int32_t)a || (x->head >= 0 && x->head == y->head);
}

#define SIDE_OF_SCENE 8u /* for the country the article tells of most */

#define SIDE_IN_ARMS 4u

/* What a mention at a distance in sentences adds. */
static uint32_t near_weight(const dg_doc *doc, const dragoman_mention *m, uint32_t away) {
    const state *s = doc->entity_state;
    const dragoman_entity *e = &doc->entities.items[m->entity];
    uint32_t w = away <= 1 ? 6 : away <= 2 ? 3 : 0, main = s->scene.count;
    if (tok(doc, m->head)->deprel == DG_DEPREL_CONJ ||
        dg_child(doc, (int32_t)m->head, DG_DEPREL_CONJ) >= 0)
        w += 5; /* "Russia and Ukraine" */
    if (main && s->scene.items[0].count)
        w += SIDE_OF_SCENE * scene_of(s, e->code) / s->scene.items[0].count;
    return w + (*e->sector && strstr("REB PRM UAF OPP", e->sector) ? SIDE_IN_ARMS : 0);
}

/* "Kenya mediated between the two sides": who acts in the clause is neither of them. */
static bool acts_upon(const dg_doc *doc, uint32_t actor, uint32_t noun) {
    const dragoman_token *head = tok(doc, noun), *who = tok(doc, actor);
    if (who->sentence != head->sentence || dg_base(head->deprel) == DG_DEPREL_NSUBJ) return false;
    if (who->deprel == DG_DEPREL_CONJ && who->head >= 0) who = tok(doc, (uint32_t)who->head);
    if (dg_base(who->deprel) != DG_DEPREL_NSUBJ) return false;
    int32_t verb = (int32_t)noun;
    for (int depth = 0; depth < 6 && verb >= 0 && (verb == (int32_t)noun || !dg_is_verb(doc, verb));
         depth++)
        verb = tok(doc, (uint32_t)verb)->head;
    return verb >= 0 && who->head == verb;
}

static uint32_t side_at(sides *all, uint32_t entity) {
    uint32_t k = 0;
    while (k < all->count && all->entity[k] != entity) k++;
    if (k == all->count && k < SIDES) all->entity[all->count++] = entity;
    return k;
}

#define SIDES_TOGETHER 6u /* two told as parties to one thing */

/* Two sides told of before are likely to be meant again. */
static void meant_before(const entity_info *info, sides *all) {
    uint32_t a = side_at(all, info->members[0].entity), b = side_at(all, info->members[1].entity);
    if (a == SIDES || b == SIDES) return;
    all->together[a][b] += 2 * SIDES_TOGETHER;
    all->together[b][a] += 2 * SIDES_TOGETHER;
}

#define MOST_TOLD 10u

#define SIDES_BACK 12u /* sentences */

/* The candidates of the kind told. */
static void gather_sides(const dg_doc *doc, const noun_phrase *n, bool persons, sides *all) {
    bool states = n->bits & W_COUNTRY || dg_lemma_is(doc, (int32_t)n->head, "government") ||
                  dg_lemma_is(doc, (int32_t)n->head, "capital");
    uint32_t office = n->sense && n->sense->klass == NOUN_OFFICE ? n->sense->office_key : 0;
    uint32_t heads[MENTIONS_BACK], of[MENTIONS_BACK], seen = 0;
    for (uint32_t i = doc->mentions.count; i-- > 0 && seen < MENTIONS_BACK;) {
        const dragoman_mention *m = &doc->mentions.items[i];
        if (m->head >= n->head) continue;
        uint32_t away = tok(doc, n->head)->sentence - tok(doc, m->head)->sentence;
        if (away > SIDES_BACK) break;
        const entity_info *info = &doc->entity_state->info.items[m->entity];
        bool set =
            info->member_count == 2 && !states &&
            persons == (doc->entities.items[info->members[0].entity].kind == DRAGOMAN_PERSON);
        if (set) meant_before(info, all);
        uint32_t w = side_weight(doc, m, persons, office);
        if (!w || acts_upon(doc, m->head, n->head)) continue;
        if (states && strcmp(doc->entities.items[m->entity].sector, "GOV") != 0) continue;
        w = (w > MOST_TOLD ? MOST_TOLD : w) + near_weight(doc, m, away);
        uint32_t k = side_at(all, m->entity);
        if (k == SIDES) continue;
        if (w > all->weight[k]) all->weight[k] = w;
        for (uint32_t j = 0; j < seen; j++)
            if (of[j] != k && told_together(doc, heads[j], m->head)) {
                all->together[k][of[j]] += SIDES_TOGETHER;
                all->together[of[j]][k] += SIDES_TOGETHER;
            }
        heads[seen] = m->head;
        of[seen++] = k;
    }
}

bool means_persons(const dg_doc *doc, const noun_phrase *n) {
    static const char *const nouns[] = {"leader", "president", "minister", "man",
                                        "envoy",  "diplomat",  NULL};
    return dg_lemma_in(doc, (int32_t)n->head, nouns);
}

bool find_two(const dg_doc *doc, const noun_phrase *n, bool persons, dg_member members[2]) {
    sides all = {0};
    gather_sides(doc, n, persons, &all);
    uint32_t most = 0;
    for (uint32_t a = 0; a < all.count; a++)
        for (uint32_t b = a + 1; b < all.count; b++) {
            uint32_t link = all.together[a][b], w = all.weight[a] + all.weight[b];
            if (!persons && one_side(doc, all.entity[a], all.entity[b]))
                continue; /* a government and its country are one side */
            w += link > 2 * SIDES_TOGETHER ? 2 * SIDES_TOGETHER : link;
            if (w <= most) continue;
            most = w;
            members[0] = (dg_member){all.entity[a], {0, 0}};
            members[1] = (dg_member){all.entity[b], {0, 0}};
        }
    return most != 0;
}

uint32_t two_sides(const dg_actors *actors, dg_doc *doc, const noun_phrase *n) {
    dg_member members[2];
    bool found = means_two(actors, doc, n) && find_two(doc, n, means_persons(doc, n), members);
    return found ? set_of(actors, doc, n, members, 2) : DRAGOMAN_NONE;
}
