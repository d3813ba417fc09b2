/*
 * entity.h - who is named: entities, their mentions, coreference, codes and roles at a date.
 *
 * The actor codebook (codebook/actors) is compiled into sections of the codebook image.
 */
#ifndef DG_ENTITY_H
#define DG_ENTITY_H

#include "base/image.h"
#include "base/lines.h"
#include "doc.h"

typedef struct dg_actors dg_actors; /* the compiled actor codebook, immutable */

/* Compile codebook/actors under `dir` into sections of the builder. Mistakes are collected. errors:
 * EIO. */
int dg_actors_compile(dg_image_builder *builder, const char *dir, dg_mistakes *mistakes,
                      dragoman_error *error);
/* Read the sections. requires: `image` outlives the result. */
int dg_actors_open(dg_actors **out, const dg_image *image, dragoman_error *error);
void dg_actors_close(dg_actors *actors);

/*
 * Find the article's entities and mentions: fills doc->mentions, doc->entities, doc->mention_at.
 * requires: trees (dg_tree_link done). Names, nominals and pronouns of one thing are one entity;
 * code, sector, office hold at the article's date (all roles if it has none: the latest).
 * Coordinations ("Qatar and Egypt") are one mention per conjunct. A mention's span is the noun
 * phrase without trailing clauses: "US Secretary of State Antony Blinken".
 */
void dg_entity_resolve(const dg_actors *actors, dg_doc *doc);

/* The mention headed by this token; a new one (kind place, people or person by its head noun, code
 * "---" or composed from the country words in it) where there is none. Pronouns without a referent
 * give an entity of their own name. Never fails. Returns an index into doc->mentions. */
uint32_t dg_entity_at(const dg_actors *actors, dg_doc *doc, int32_t token);

/* The same, as the entity's index. */
static inline uint32_t dg_entity_of(const dg_actors *actors, dg_doc *doc, int32_t token) {
    uint32_t mention = dg_entity_at(actors, doc, token);
    return doc->mentions.items[mention].entity;
}

/* One of several for which an entity stands. */
typedef struct dg_member {
    uint32_t entity;
    dragoman_span
        span; /* the words that name it where the phrase is told: "Rwandan officials"; or {0,0} */
} dg_member;

/* The entities that an entity stands for where it is several ("the two sides", "Congolese and
 * Rwandan officials", "they" of these) and how many; 0 for an entity that is itself. */
uint32_t dg_entity_members(const dg_doc *doc, uint32_t entity, const dg_member **members);

/* The people of a place, where they and not the place are meant ("shelled Aleppo", "a blast in
 * Kyiv"): an entity of sector CVL without mentions of its own; the entity itself where what this
 * token names is no mere place. */
uint32_t dg_entity_people(const dg_actors *actors, dg_doc *doc, int32_t token, uint32_t entity);

/* The government that a capital at this token stands for where it is dealt with ("sold arms to
 * Taipei"); any other entity as it is. */
uint32_t dg_entity_government(const dg_actors *actors, dg_doc *doc, int32_t token, uint32_t entity);

/* Whether an entity is no actor but a thing: nobody named, no country, no sector, no people ("the
 * agreement", "three drafts"). */
bool dg_entity_is_thing(const dg_actors *actors, const dg_doc *doc, uint32_t entity);

/* What stands behind an event condition of the codebook: does this token's phrase name ... */
typedef enum dg_who {
    DG_WHO_ACTOR,   /* anybody political: a code, or a sector from a role noun */
    DG_WHO_COUNTRY, /* a country, capital or government standing for it */
    DG_WHO_PERSON,  /* one person, by name or role noun, or a personal pronoun */
    DG_WHO_BODY,    /* an organisation, government, force, company */
    DG_WHO_PEOPLE,  /* a crowd or several persons */
    DG_WHO_GROUP,   /* an armed group, party, movement */
    DG_WHO_MIL,     /* forces, weapons carriers, armed people: MIL REB UAF COP PRM */
    DG_WHO_PLACE    /* a place, also a country or city as a location */
} dg_who;
bool dg_entity_is(const dg_actors *actors, const dg_doc *doc, int32_t token, dg_who what);

/* Country code (ISO3) of a demonym, country name or capital at this token; NULL if none. */
const char *dg_entity_country_of(const dg_actors *actors, const dg_doc *doc, int32_t token);

#endif
