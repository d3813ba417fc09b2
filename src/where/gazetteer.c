/*
 * gazetteer.c - see gazetteer.h.
 *
 * The image is used as it is mapped: a name is folded like every word (base/str.h) and searched by
 * bisection in the sorted names. All offsets are checked once, when it is opened.
 */
#include "where/gazetteer.h"

#include "base/error.h"

#include <stdlib.h>

#define OTHER 0x80000000u

_Static_assert(sizeof(dg_gazetteer_place) == 28, "a place is 28 bytes on disk");

typedef struct name_entry {
    uint32_t text, place;
} name_entry;

struct dg_gazetteer {
    const dg_gazetteer_place *places;
    const name_entry *names;
    const char (*countries)[4];
    const char *text;
    size_t place_count, name_count, country_count, text_size;
};

static int section(const dg_image *image, const char *name, size_t item, const void **items,
                   size_t *count, dragoman_error *error) {
    int status = dg_image_array(image, name, item, items, count, error);
    if (status == 0 && (*count == 0 || *count > INT32_MAX))
        return dg_fail(error, DRAGOMAN_EMODEL, "gazetteer: section %s is missing", name);
    return status;
}

static bool sound(const dg_gazetteer *g) {
    if (g->text[g->text_size - 1] != 0) return false;
    for (size_t i = 0; i < g->country_count; i++)
        if (g->countries[i][3] != 0) return false;
    for (size_t i = 0; i < g->place_count; i++) {
        const dg_gazetteer_place *p = &g->places[i];
        if (p->name >= g->text_size || p->country >= g->country_count) return false;
        if (p->division != UINT32_MAX && p->division >= g->place_count) return false;
    }
    for (size_t i = 0; i < g->name_count; i++)
        if (g->names[i].text >= g->text_size || (g->names[i].place & ~OTHER) >= g->place_count)
            return false;
    return true;
}

int dg_gazetteer_open(dg_gazetteer **out, const dg_image *image, dragoman_error *error) {
    dg_gazetteer g = {0};
    const void *places = NULL, *names = NULL, *countries = NULL, *text = NULL;
    *out = NULL;
    int status = section(image, "places", sizeof *g.places, &places, &g.place_count, error);
    if (status == 0)
        status = section(image, "names", sizeof *g.names, &names, &g.name_count, error);
    if (status == 0)
        status =
            section(image, "countries", sizeof *g.countries, &countries, &g.country_count, error);
    if (status == 0) status = section(image, "text", 1, &text, &g.text_size, error);
    if (status < 0) return status;
    g.places = places;
    g.names = names;
    g.countries = countries;
    g.text = text;
    if (!sound(&g))
        return dg_fail(error, DRAGOMAN_EMODEL, "gazetteer: an offset points outside the image");
    dg_gazetteer *kept = malloc(sizeof *kept);
    if (!kept) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    *kept = g;
    *out = kept;
    return 0;
}

void dg_gazetteer_close(dg_gazetteer *gazetteer) {
    free(gazetteer);
}

const dg_gazetteer_place *dg_gazetteer_get(const dg_gazetteer *g, uint32_t place) {
    return &g->places[place];
}

const char *dg_gazetteer_code(const dg_gazetteer *g, uint32_t country) {
    return g->countries[country];
}

uint32_t dg_gazetteer_countries(const dg_gazetteer *g) {
    return (uint32_t)g->country_count;
}

uint32_t dg_gazetteer_country(const dg_gazetteer *g, const char *code) {
    char wanted[4] = {0};
    for (int i = 0; i < 4 && code[i]; i++) wanted[i] = code[i];
    for (uint32_t i = 0; i < g->country_count; i++)
        if (memcmp(g->countries[i], wanted, 4) == 0) return i; /* one comparison of a word each */
    return UINT32_MAX;
}

dragoman_str dg_gazetteer_text(const dg_gazetteer *g, uint32_t offset) {
    return dg_str(g->text + offset);
}

uint32_t dg_gazetteer_find(const dg_gazetteer *g, dragoman_str name, dg_gazetteer_hit *out,
                           uint32_t most) {
    char folded[96];
    size_t size = dg_fold_into(name, folded, sizeof folded - 1);
    if (size == 0 || size >= sizeof folded - 1) return 0;
    folded[size] = 0;
    for (size_t i = 0; i < size; i++)
        if (folded[i] == '\n') folded[i] = ' ';
    size_t low = 0, high = g->name_count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (strcmp(g->text + g->names[mid].text, folded) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    uint32_t count = 0;
    for (; low < g->name_count && count < most && strcmp(g->text + g->names[low].text, folded) == 0;
         low++)
        out[count++] =
            (dg_gazetteer_hit){g->names[low].place & ~OTHER, (g->names[low].place & OTHER) != 0};
    return count;
}
