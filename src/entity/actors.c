/*
 * actors.c - the compiled actor codebook: opening it, roles at a day, holders of offices.
 *
 * Everything read from the image is checked once at opening, so that later look-ups need no checks:
 * every index and offset lies inside its array.
 */
#include "base/error.h"
#include "base/keys.h"
#include "base/str.h"
#include "entity/entity_int.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ maps */

uint32_t map_get(const map *m, uint64_t key) {
    if (!m->capacity) return MAP_NONE;
    if (!key) key = 1;
    for (uint64_t i = key & (m->capacity - 1);; i = (i + 1) & (m->capacity - 1)) {
        if (m->slots[i].key == key) return m->slots[i].value;
        if (!m->slots[i].key) return MAP_NONE;
    }
}

static void map_set(map_slot *slots, uint32_t capacity, uint64_t key, uint32_t value,
                    uint32_t *count) {
    uint64_t i = key & (capacity - 1);
    while (slots[i].key && slots[i].key != key) i = (i + 1) & (capacity - 1);
    *count += !slots[i].key;
    slots[i] = (map_slot){key, value};
}

void map_put(dg_arena *arena, map *m, uint64_t key, uint32_t value) {
    if (m->count * 2 >= m->capacity) {
        uint32_t wider = m->capacity ? m->capacity * 2 : 32, count = 0;
        map_slot *slots = DG_ARRAY(arena, map_slot, wider);
        for (uint32_t i = 0; i < m->capacity; i++)
            if (m->slots[i].key) map_set(slots, wider, m->slots[i].key, m->slots[i].value, &count);
        m->slots = slots;
        m->capacity = wider;
    }
    map_set(m->slots, m->capacity, key ? key : 1, value, &m->count);
}

/* ------------------------------------------------------------------ opening */

static int open_trie(trie *t, const dg_image *image, const char *slots, const char *bloom,
                     size_t items, dragoman_error *error) {
    const void *at;
    size_t count;
    int status = dg_image_array(image, slots, sizeof(actor_slot), &at, &count, error);
    if (status < 0) return status;
    t->slots = at;
    t->mask = (uint32_t)count - 1;
    if (!count || count > UINT32_MAX || (count & (count - 1)))
        return dg_fail(error, DRAGOMAN_EMODEL, "image: section %s has an odd size", slots);
    size_t empty = 0;
    for (size_t i = 0; i < count; i++) {
        const actor_slot *s = &t->slots[i];
        empty += s->key == 0;
        if (s->first > items || s->count > items - s->first)
            return dg_fail(error, DRAGOMAN_EMODEL, "image: section %s points outside", slots);
    }
    if (!empty) return dg_fail(error, DRAGOMAN_EMODEL, "image: section %s is full", slots);
    status = dg_image_array(image, bloom, sizeof(uint64_t), &at, &count, error);
    if (status == 0 && count != BLOOM_WORDS)
        status = dg_fail(error, DRAGOMAN_EMODEL, "image: section %s is cut", bloom);
    t->bloom = at;
    return status;
}

static bool code_ends(const char code[4], const char sector[4]) {
    return !code[3] && !sector[3];
}

static bool entries_fit(const dg_actors *a) {
    for (size_t i = 0; i < a->entry_count; i++) {
        const actor_entry *e = &a->entries[i];
        if (e->name >= a->pool_size || e->cameo >= a->pool_size || e->wikidata >= a->pool_size ||
            e->file >= a->pool_size || e->role_first > a->role_count ||
            e->role_count > a->role_count - e->role_first || e->of > a->entry_count ||
            e->kind > KIND_PERSON || !code_ends(e->code, e->sector))
            return false;
    }
    for (size_t i = 0; i < a->role_count; i++) {
        const actor_role *r = &a->roles[i];
        if (r->entry >= a->entry_count || r->office >= a->pool_size || r->org > a->entry_count ||
            !code_ends(r->code, r->sector))
            return false;
    }
    return true;
}

static bool words_fit(const dg_actors *a) {
    for (size_t i = 0; i < a->sense_count; i++)
        if (a->senses[i].entry >= a->entry_count || a->senses[i].text >= a->pool_size ||
            a->senses[i].how > HOW_CITY)
            return false;
    for (size_t i = 0; i < a->noun_count; i++) {
        const actor_noun *n = &a->nouns[i];
        if (n->file >= a->pool_size || n->text >= a->pool_size || n->only >= a->pool_size ||
            n->sector[3] || n->klass > NOUN_SPEAKER || !n->tokens || n->head >= n->tokens)
            return false;
    }
    for (size_t i = 0; i < a->holder_count; i++)
        if (a->holders[i].role >= a->role_count) return false;
    return true;
}

static int open_sections(dg_actors *a, const dg_image *image, dragoman_error *error) {
    const dg_image_part parts[] = {
        {"actor.pool", 1, (const void **)&a->pool, &a->pool_size},
        {"actor.entries", sizeof *a->entries, (const void **)&a->entries, &a->entry_count},
        {"actor.roles", sizeof *a->roles, (const void **)&a->roles, &a->role_count},
        {"actor.senses", sizeof *a->senses, (const void **)&a->senses, &a->sense_count},
        {"actor.nouns", sizeof *a->nouns, (const void **)&a->nouns, &a->noun_count},
        {"actor.holders", sizeof *a->holders, (const void **)&a->holders, &a->holder_count},
        {"actor.given", sizeof *a->given, (const void **)&a->given, &a->given_count},
    };
    int status = dg_image_parts(image, parts, sizeof parts / sizeof *parts, error);
    if (status < 0) return status;
    if (!a->pool_size || a->pool[a->pool_size - 1] || a->entry_count > INT32_MAX ||
        !entries_fit(a) || !words_fit(a))
        return dg_fail(error, DRAGOMAN_EMODEL, "image: the actors' sections do not fit each other");
    status = open_trie(&a->names, image, "actor.names", "actor.names.bloom", a->sense_count, error);
    return status < 0 ? status
                      : open_trie(&a->words_of_role, image, "actor.role.words", "actor.role.bloom",
                                  a->noun_count, error);
}

static uint32_t *country_slot(dg_actors *a, const char code[4]) {
    uint32_t at = 0;
    for (int i = 0; i < 3; i++) {
        if (code[i] < 'A' || code[i] > 'Z') return NULL;
        at = at * 26 + (uint32_t)(code[i] - 'A');
    }
    return &a->country_of_code[at];
}

static void index_countries(dg_actors *a) {
    for (size_t i = a->entry_count; i-- > 0;) { /* the first entry of a code is the country */
        const actor_entry *e = &a->entries[i];
        uint32_t *slot = e->kind == KIND_COUNTRY ? country_slot(a, e->code) : NULL;
        if (slot) *slot = (uint32_t)i + 1;
    }
}

int32_t country_entry(const dg_actors *actors, const char code[4]) {
    const uint32_t *slot = country_slot((dg_actors *)(uintptr_t)actors, code);
    return slot && *slot ? (int32_t)*slot - 1 : NONE;
}

int dg_actors_open(dg_actors **out, const dg_image *image, dragoman_error *error) {
    *out = NULL;
    dg_actors *a = calloc(1, sizeof *a);
    if (!a) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    int status = open_sections(a, image, error);
    if (status < 0) {
        free(a);
        return status;
    }
    words_fill(a->words);
    index_countries(a);
    *out = a;
    return 0;
}

void dg_actors_close(dg_actors *actors) {
    free(actors);
}

/* ------------------------------------------------------------------ at a day */

#define A_MONTH 100 /* between yyyymmdd numbers: a handover */

const actor_role *role_at(const dg_actors *actors, const actor_entry *entry, int32_t day) {
    const actor_role *best = NULL;
    for (uint32_t i = 0; i < entry->role_count; i++) {
        const actor_role *r = &actors->roles[entry->role_first + i];
        if (day && (r->from > day || r->to < day)) continue;
        if (!best || (day ? r->from > best->from
                          : r->to > best->to || (r->to == best->to && r->from > best->from)))
            best = r;
    }
    return best;
}

const actor_role *holder_at(const dg_actors *actors, const char code[4], uint32_t org,
                            uint32_t office_key, int32_t day) {
    uint64_t key = holder_key(code, org, office_key);
    size_t at = dg_key_from(actors->holders, actors->holder_count, sizeof *actors->holders, key);
    const actor_role *found = NULL;
    for (; at < actors->holder_count && actors->holders[at].key == key; at++) {
        const actor_role *r = &actors->roles[actors->holders[at].role];
        if (day ? r->from > day || r->to < day : r->to != LAST_DAY) continue;
        if (!found || found->entry == r->entry) {
            if (!found || r->from > found->from) found = r;
            continue;
        }
        const actor_role *older = r->from < found->from ? r : found,
                         *newer = older == r ? found : r;
        if (older->to > newer->from + A_MONTH) return NULL; /* several at once: no office of one */
        found = newer;
    }
    return found;
}

const actor_given *given_name(const dg_actors *actors, uint64_t fold) {
    return dg_key_find(actors->given, actors->given_count, sizeof *actors->given, fold);
}
