/* gazetteer.h - what where.c asks of the gazetteer. Private to this room. */
#ifndef DG_GAZETTEER_H
#define DG_GAZETTEER_H

#include "base/str.h"
#include "where/where.h"

#define DG_NO_COORDINATE 0x7fffffff

/* As on disk (tool/gazetteer.py). */
typedef struct dg_gazetteer_place {
    uint32_t geonameid;
    int32_t lat, lon; /* 1e-5 degrees, DG_NO_COORDINATE unknown */
    uint32_t people;
    uint32_t name;     /* offset into text; 0 for cities */
    uint32_t division; /* place, UINT32_MAX none */
    uint16_t country;
    uint8_t resolution; /* 4 city, 2 first-level division, 1 country */
    uint8_t capital;    /* 1: its country's */
} dg_gazetteer_place;

/* The places of a name: `other` marks a name that is not the one a place is led with. */
typedef struct dg_gazetteer_hit {
    uint32_t place;
    bool other;
} dg_gazetteer_hit;

const dg_gazetteer_place *dg_gazetteer_get(const dg_gazetteer *g, uint32_t place);
/* ISO3 code of a country number, zero-terminated; number of a code, or UINT32_MAX. */
const char *dg_gazetteer_code(const dg_gazetteer *g, uint32_t country);
uint32_t dg_gazetteer_country(const dg_gazetteer *g, const char *code);
uint32_t dg_gazetteer_countries(const dg_gazetteer *g);
dragoman_str dg_gazetteer_text(const dg_gazetteer *g, uint32_t offset);
/* Up to `most` places of a name, however it is written; their number. */
uint32_t dg_gazetteer_find(const dg_gazetteer *g, dragoman_str name, dg_gazetteer_hit *out,
                           uint32_t most);

#endif
