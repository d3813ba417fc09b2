/* lemma.c - see lemma.h. */
#include "syntax/lemma.h"

#include "base/error.h"
#include "base/str.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#define MAX_SUFFIX 6
#define MAX_FORM 128
#define CUT_ALL 255

/* Key: the bytes, seeded by the tag and by whether they are a whole form or a suffix. Seeds are
 * spread out, since of words below four bytes the hash only mixes seed and bytes by exclusive or.
 */
static uint64_t key_of(const char *bytes, uint32_t len, uint32_t xpos, bool whole) {
    return XXH3_64bits_withSeed(bytes, len, (xpos * 2 + whole) * 0x9e3779b97f4a7c15u);
}

static const dg_lemma_rule *look_up(const dg_lemmas *l, uint64_t key) {
    uint32_t check = (uint32_t)(key >> 32);
    for (uint32_t at = (uint32_t)key & l->mask, tries = 0; tries <= l->mask; tries++) {
        const dg_lemma_entry *e = &l->entries[at];
        if (!e->rule) return NULL;
        if (e->check == check) return &l->rules[e->rule - 1];
        at = (at + 1) & l->mask;
    }
    return NULL;
}

int dg_lemmas_open(dg_lemmas *l, const dg_image *image, dragoman_error *error) {
    const void *entries, *rules, *text;
    size_t entry_count, rule_count, text_size;
    int status =
        dg_image_array(image, "lemma.entries", sizeof *l->entries, &entries, &entry_count, error);
    if (status == 0)
        status = dg_image_array(image, "lemma.rules", sizeof *l->rules, &rules, &rule_count, error);
    if (status == 0) status = dg_image_array(image, "lemma.text", 1, &text, &text_size, error);
    if (status < 0) return status;
    *l = (dg_lemmas){.entries = entries, .rules = rules, .text = text};
    if (!entry_count || entry_count > 1u << 24 || (entry_count & (entry_count - 1)) || !rule_count)
        return dg_fail(error, DRAGOMAN_EMODEL, "model: lemma tables have a wrong size");
    l->mask = (uint32_t)entry_count - 1;
    l->rule_count = (uint32_t)rule_count;
    l->text_size = (uint32_t)text_size;
    for (size_t i = 0; i < entry_count; i++)
        if (l->entries[i].rule > rule_count)
            return dg_fail(error, DRAGOMAN_EMODEL, "model: a lemma entry names no rule");
    for (size_t i = 0; i < rule_count; i++)
        if (l->rules[i].text > text_size || l->rules[i].len > text_size - l->rules[i].text)
            return dg_fail(error, DRAGOMAN_EMODEL, "model: a lemma rule lies outside its text");
    size_t size;
    const char *names = dg_image_section(image, "labels.xpos", &size);
    dragoman_str rest = {names, (uint32_t)size}, line;
    for (uint8_t id = 1; dg_str_split(&rest, '\n', &line); id++) {
        char name[16];
        if (line.len == 0 || line.len >= sizeof name) continue;
        memcpy(name, line.ptr, line.len);
        name[line.len] = 0;
        int xpos = dg_xpos_of(name);
        if (xpos >= 0) l->xpos_id[xpos] = id;
    }
    return 0;
}

/* Small letters (ASCII, Latin-1) and straight quotes; `same` tells whether nothing changed. */
static uint32_t small(dragoman_str form, char *out, bool *same) {
    uint32_t n = 0;
    *same = true;
    for (uint32_t i = 0; i < form.len; i++) {
        unsigned char b = (unsigned char)form.ptr[i];
        if (b >= 'A' && b <= 'Z') {
            out[n++] = (char)(b + 32);
            *same = false;
        } else if (b == 0xc3 && i + 1 < form.len && (unsigned char)form.ptr[i + 1] >= 0x80 &&
                   (unsigned char)form.ptr[i + 1] < 0x9f &&
                   (unsigned char)form.ptr[i + 1] != 0x97) {
            out[n++] = (char)b;
            out[n++] = (char)((unsigned char)form.ptr[++i] + 0x20);
            *same = false;
        } else if (b == 0xe2 && i + 2 < form.len && (unsigned char)form.ptr[i + 1] == 0x80 &&
                   ((unsigned char)form.ptr[i + 2] & 0xfe) == 0x98) {
            out[n++] = '\'';
            i += 2;
            *same = false;
        } else {
            out[n++] = (char)b;
        }
    }
    return n;
}

dragoman_str dg_lemma_find(const dg_lemmas *l, dg_arena *arena, dragoman_str form,
                           enum dg_xpos xpos) {
    char low[MAX_FORM + 64];
    if (form.len == 0 || form.len > MAX_FORM) return form;
    bool same;
    uint32_t n = small(form, low, &same), tag = l->xpos_id[xpos];
    const dg_lemma_rule *rule = look_up(l, key_of(low, n, tag, true));
    for (uint32_t k = n < MAX_SUFFIX ? n : MAX_SUFFIX; !rule; k--) {
        rule = look_up(l, key_of(low + n - k, k, tag, false));
        if (k == 0) break;
    }
    if (!rule) return same ? form : (dragoman_str){dg_arena_copy(arena, low, n), n};
    if (rule->cut != CUT_ALL && rule->cut >= n && rule->len == 0)
        return form; /* nothing would be left */
    if (rule->cut == 0 && rule->len == 0 && (same || rule->keep)) return form;
    uint32_t stem = rule->cut == CUT_ALL || rule->cut > n ? 0 : n - rule->cut;
    while (stem && stem < n && ((unsigned char)low[stem] & 0xc0) == 0x80)
        stem--; /* whole letters */
    if (stem + rule->len == 0) return form;
    bool kept = rule->keep && n == form.len;
    char *out = dg_arena_alloc(arena, stem + rule->len + 1u);
    memcpy(out, kept ? form.ptr : low, stem);
    memcpy(out + stem, l->text + rule->text, rule->len);
    return (dragoman_str){out, stem + rule->len};
}
