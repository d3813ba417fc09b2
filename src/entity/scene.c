/*
 * scene.c - the country an article, and a place in it, tells of.
 *
 * Every word that names a country is evidence; what no word of a phrase says ("the police", "two
 * people") is taken from the evidence around it and in the whole article. The scene also decides
 * which of several bearers of a name is meant.
 */
#include "base/str.h"
#include "entity/entity_int.h"

uint32_t scene_of(const state *s, const char *code) {
    for (uint32_t k = 0; k < s->scene.count; k++)
        if (memcmp(s->scene.items[k].code, code, 4) == 0) return s->scene.items[k].count;
    return 0;
}

#define BACK 24 /* country words looked back at */
#define AHEAD 6
#define MAIN 22 /* the most that being told of throughout the article counts */
#define NEAR_DOER 2
#define LOCATIVE 5 /* "in Yemen" */
#define LOCATIVE_HERE 12

/* The verb of the clause that a token stands in, NONE without one. */
static int32_t clause_of(const dg_doc *doc, uint32_t t) {
    int32_t up = (int32_t)t;
    for (int depth = 0; up >= 0 && depth < 16; depth++) {
        if (dg_is_verb(doc, (uint32_t)up)) return up;
        up = tok(doc, (uint32_t)up)->head;
    }
    return NONE;
}

/* Whether what a place is told of reaches a token: "In Homs rebels said | they .." does, "while the
 * minister was in Nairobi, | gunmen .." does not. */
static bool set_here(const dg_doc *doc, const evidence *e, uint32_t token) {
    int32_t up = (int32_t)token;
    if (!e->locative || e->verb == NONE) return e->locative;
    for (int depth = 0; up >= 0 && depth < 24; depth++) {
        if (up == e->verb) return true;
        up = tok(doc, (uint32_t)up)->head;
    }
    return false;
}

/* Whether the country word tells who does what is done to a token: "Russian missiles hit the port,
 * killing | two people", who need not be Russians. */
static bool does_it(const dg_doc *doc, uint32_t word, uint32_t token) {
    int32_t subject = (int32_t)word, up = (int32_t)token;
    for (int depth = 0; depth < 4 && subject >= 0; depth++) {
        enum dg_deprel relation = dg_base(tok(doc, (uint32_t)subject)->deprel);
        if (relation == DG_DEPREL_NSUBJ) break;
        bool within = relation == DG_DEPREL_AMOD || relation == DG_DEPREL_COMPOUND ||
                      relation == DG_DEPREL_NMOD || relation == DG_DEPREL_CONJ;
        subject = within ? tok(doc, (uint32_t)subject)->head : NONE;
    }
    if (subject < 0 || tok(doc, (uint32_t)subject)->deprel != DG_DEPREL_NSUBJ) return false;
    for (int depth = 0; depth < 6 && up >= 0 && up != subject; depth++) {
        enum dg_deprel relation = dg_base(tok(doc, (uint32_t)up)->deprel);
        if (relation == DG_DEPREL_CCOMP || relation == DG_DEPREL_NSUBJ) return false;
        up = tok(doc, (uint32_t)up)->head;
        if (up == tok(doc, (uint32_t)subject)->head) return true;
    }
    return false;
}

/* Whether a sentence names another country than this evidence does. */
static bool names_another(const state *s, const evidence *e) {
    for (const evidence *o = e; o >= s->evidences.items && o->sentence == e->sentence; o--)
        if (memcmp(o->code, e->code, 4) != 0) return true;
    const evidence *end = s->evidences.items + s->evidences.count;
    for (const evidence *o = e; o < end && o->sentence == e->sentence; o++)
        if (memcmp(o->code, e->code, 4) != 0) return true;
    return false;
}

const char *scene_country(const state *s, const dg_doc *doc, uint32_t token) {
    return scene_of_token(s, doc, token, false);
}

const char *scene_of_token(const state *s, const dg_doc *doc, uint32_t token, bool sufferer) {
    uint32_t sentence = dg_token(doc, (int32_t)token)->sentence, low = 0, high = s->evidences.count;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (s->evidences.items[mid].token < token)
            low = mid + 1;
        else
            high = mid;
    }
    struct {
        const char *code;
        uint32_t score, sentence;
    } seen[BACK + AHEAD + 1];
    uint32_t count = 0, begin = low > BACK ? low - BACK : 0;
    for (uint32_t i = begin; i < s->evidences.count && i < low + AHEAD; i++) {
        const evidence *e = &s->evidences.items[i];
        uint32_t away = e->sentence > sentence ? 99 : sentence - e->sentence;
        uint32_t near = away == 0   ? (e->token < token ? 12 : 10)
                        : away == 1 ? 8
                        : away == 2 ? 5
                        : away == 3 ? 3
                                    : 0;
        if (!near) continue;
        if (sufferer && !away && names_another(s, e) && does_it(doc, e->head, token))
            near = NEAR_DOER;
        uint32_t k = 0;
        while (k < count && memcmp(seen[k].code, e->code, 4) != 0) k++;
        if (k == count) {
            seen[k].code = e->code;
            uint32_t weight = scene_of(s, e->code);
            seen[count].sentence = UINT32_MAX;
            seen[count++].score = weight > MAIN ? MAIN : weight;
        }
        bool again = seen[k].sentence == e->sentence; /* "Cork, Ireland" is one place */
        seen[k].sentence = e->sentence;
        bool here = away ? e->locative : set_here(doc, e, token);
        seen[k].score += again ? 2 : near + (here ? (away ? LOCATIVE : LOCATIVE_HERE) : 0);
    }
    static const char nowhere[4] = "";
    const char *best = s->scene.count ? s->scene.items[0].code : nowhere;
    uint32_t most =
        s->scene.count ? (s->scene.items[0].count > MAIN ? MAIN : s->scene.items[0].count) : 0;
    for (uint32_t k = 0; k < count; k++)
        if (seen[k].score > most) {
            most = seen[k].score;
            best = seen[k].code;
        }
    return best;
}

/* ------------------------------------------------------------------ gathering */

static void add_scene(dg_doc *doc, const char *code, uint32_t weight) {
    state *s = doc->entity_state;
    uint32_t k = 0;
    while (k < s->scene.count && memcmp(s->scene.items[k].code, code, 4) != 0) k++;
    if (k == s->scene.count) memcpy(dg_vec_push(doc->arena, &s->scene)->code, code, 4);
    s->scene.items[k].count += weight;
}

/* The next word of a title: letters and what is not ASCII. False at the end. */
static bool next_word(dragoman_str *rest, dragoman_str *word) {
    uint32_t a = 0, b;
    const char *p = rest->ptr;
#define LETTER(c)                                                                                  \
    (((c) >= 'A' && (c) <= 'Z') || ((c) >= 'a' && (c) <= 'z') || (unsigned char)(c) >= 0x80 ||     \
     (c) == '.')
    while (a < rest->len && !LETTER(p[a])) a++;
    for (b = a; b < rest->len && LETTER(p[b]); b++) continue;
#undef LETTER
    *word = (dragoman_str){p + a, b - a};
    *rest = (dragoman_str){p + b, rest->len - b};
    return word->len != 0;
}

/* Countries in the title, which is no part of the text, weigh like several in it. */
static void title_scene(const dg_actors *actors, dg_doc *doc) {
    dragoman_str rest = doc->article.title, word;
    while (rest.len && next_word(&rest, &word)) {
        dragoman_str ahead = rest, part = word;
        uint64_t key = TRIE_ROOT;
        const char *code = NULL;
        for (int i = 0; i < 4; i++) {
            key = trie_step(key, name_fold(part, dg_fold(part)));
            const actor_slot *slot = trie_find(&actors->names, key);
            if (!slot) break;
            const actor_sense *sense = slot->count ? &actors->senses[slot->first] : NULL;
            if (sense && !(sense->upper & 1 && !all_upper(word)) && starts_upper(word) &&
                code_is_country(actors->entries[sense->entry].code) && sense->how != HOW_SHORT) {
                code = actors->entries[sense->entry].code;
                rest = ahead;
            }
            if (!next_word(&ahead, &part)) break;
        }
        if (code) add_scene(doc, code, 4);
    }
}

/* "Georgia" in an article that tells of the United States and of nothing else in Georgia. */
static void region_meant(const dg_actors *actors, state *s, hit *h, const map *told) {
    uint32_t alike = map_get(told, (uint64_t)h->sense + 1);
    if (scene_of(s, actors->entries[h->entry].code) > alike * 4) return;
    for (uint32_t k = 1; k < h->sense_count; k++) {
        const actor_sense *other = &actors->senses[(uint32_t)h->sense + k];
        if (hit_type_of(actors, other) != HIT_REGION ||
            scene_of(s, actors->entries[other->entry].code) < 8)
            continue;
        h->sense += (int32_t)k;
        h->sense_count -= k;
        h->entry = (int32_t)other->entry;
        h->type = HIT_REGION;
        return;
    }
}

/* "the army's Northern Command": a body of a country that the article tells of nowhere else, and
 * told to be somebody's here. */
static bool borrowed_name(const dg_actors *actors, const dg_doc *doc, const hit *h) {
    const state *s = doc->entity_state;
    const actor_entry *e = &actors->entries[h->entry];
    if (h->type != HIT_ORG || h->first < 2) return false;
    if (!code_is_country(e->code) || scene_of(s, e->code) > 4) return false;
    return tok(doc, h->first - 1)->xpos == DG_XPOS_POS && s->hit_at[h->first - 2] == NONE;
}

/* A city, party or organisation whose name several have is that of the country told of. */
static void choose_by_scene(const dg_actors *actors, dg_doc *doc, state *s) {
    map told = {0}; /* how often a country's name that others have is told */
    for (uint32_t i = 0; i < s->hits.count; i++) {
        const hit *h = &s->hits.items[i];
        if (h->type != HIT_COUNTRY || h->sense_count < 2) continue;
        uint32_t before = map_get(&told, (uint64_t)h->sense + 1);
        map_put(doc->arena, &told, (uint64_t)h->sense + 1, before == MAP_NONE ? 1 : before + 1);
    }
    for (uint32_t i = 0; i < s->hits.count; i++) {
        hit *h = &s->hits.items[i];
        if (h->sense != NONE && borrowed_name(actors, doc, h)) h->sense = h->entry = NONE;
        if (h->sense == NONE || h->sense_count < 2) continue;
        if (h->type == HIT_COUNTRY) region_meant(actors, s, h, &told);
        if (h->type != HIT_CITY && h->type != HIT_ORG && h->type != HIT_GROUP) continue;
        const actor_sense *now = &actors->senses[h->sense];
        uint32_t most = scene_of(s, actors->entries[h->entry].code);
        most += 3; /* its own word put its country into the scene */
        for (uint32_t k = 1; k < h->sense_count; k++) {
            const actor_sense *other = &actors->senses[(uint32_t)h->sense + k];
            if (other->caps != now->caps || other->upper != now->upper) continue;
            uint32_t weight = scene_of(s, actors->entries[other->entry].code);
            hit_type type = hit_type_of(actors, other);
            if ((type == HIT_CITY) != (h->type == HIT_CITY) || type == HIT_PERSON ||
                type <= HIT_REGION)
                continue;
            if (weight <= most) continue;
            h->sense += (int32_t)k;
            h->sense_count -= k;
            h->entry = (int32_t)other->entry;
            h->type = (uint8_t)type;
            break;
        }
    }
}

void gather_scene(const dg_actors *actors, dg_doc *doc) {
    state *s = doc->entity_state;
    for (uint32_t t = 0; t < doc->tokens.count; t++) {
        int32_t i = s->hit_at[t];
        if (i == NONE || s->hits.items[i].first != t || s->hits.items[i].entry == NONE) continue;
        const hit *h = &s->hits.items[i];
        const char *code = actors->entries[h->entry].code;
        if (!code_is_country(code) || tied_by_hyphen(actors, doc, h) & W_BACKED) continue;
        if (h->type == HIT_PERSON && h->surname_only) continue; /* may be another's name */
        const char *sector = actors->entries[h->entry].sector;
        if (h->type == HIT_ORG && (!*sector || strstr("JRN BUS SOC EDU", sector)))
            continue; /* report from anywhere */
        evidence *e = dg_vec_push(doc->arena, &s->evidences);
        *e = (evidence){.token = t, .sentence = tok(doc, t)->sentence};
        memcpy(e->code, code, 4);
        int32_t preposition = dg_case_of(doc, (int32_t)h->head);
        e->locative = preposition >= 0 &&
                      (word_bits(actors, tok(doc, (uint32_t)preposition)->fold) & W_LOCATIVE ||
                       dg_form_is(doc, preposition, "on")); /* "the attack on Israel" */
        e->head = h->head;
        e->verb = clause_of(doc, h->head);
        add_scene(doc, code,
                  (h->type == HIT_PERSON ? 1 : 2) + (e->sentence < 3 ? 1 : 0) +
                      (e->locative ? 1 : 0));
    }
    title_scene(actors, doc);
    choose_by_scene(actors, doc, s);
    uint32_t most = 0;
    for (uint32_t k = 1; k < s->scene.count; k++)
        if (s->scene.items[k].count > s->scene.items[most].count) most = k;
    if (most) {
        struct scene_count swap = s->scene.items[0];
        s->scene.items[0] = s->scene.items[most];
        s->scene.items[most] = swap;
    }
}
