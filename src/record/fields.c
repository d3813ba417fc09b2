/* fields.c - see fields.h. */
#include "record/fields.h"

#include "base/lines.h"
#include "base/str.h"
#include "event/plover.h"
#include "record/names.h"

#include <math.h>
#include <stdlib.h>

#define COUNT_OF(array) (uint32_t)(sizeof(array) / sizeof *(array))
#define AT(type, member) (uint16_t) offsetof(type, member)
#define VALUE(type, name, kind, member)                                                            \
    { name, NULL, kind, AT(type, member), 0, 0, 0, NULL }
#define SIZED(type, name, kind, member, size)                                                      \
    { name, NULL, kind, AT(type, member), 0, size, 0, NULL }
#define CHARS(type, name, member)                                                                  \
    SIZED(type, name, DG_FIELD_CHARS, member, sizeof(((type *)0)->member))
#define WORDS(type, name, role, kind, member, count, choices)                                      \
    { name, role, kind, AT(type, member), AT(type, count), 0, 0, choices }
#define POINTS(type, name, role, kind, member, count)                                              \
    { name, role, kind, AT(type, member), AT(type, count), 0, 0, NULL }
#define ROWS(type, name, role, kind, member, count, layer)                                         \
    { name, role, kind, AT(type, member), AT(type, count), 0, layer, NULL }
#define DAYS(type)                                                                                 \
    VALUE(type, "date", DG_FIELD_DATE, date), VALUE(type, "enddate", DG_FIELD_DATE, enddate),      \
        VALUE(type, "open_end", DG_FIELD_BOOL, open_end)
#define PRECISION(type) VALUE(type, "date_precision", DG_FIELD_PRECISION, precision)
#define AUXILIARY(type)                                                                            \
    WORDS(type, "auxiliary", "Auxiliary", DG_FIELD_AUXILIARY, auxiliary, auxiliary,                \
          "future hypothetical historical negation")
#define SECTORS                                                                                    \
    "GOV MIL REB OPP PTY COP JUD SPY LEG ELI CVL SOC REF LAB EDU MED JRN BUS AGR REL CRM UAF PRM " \
    "UNS"

/* ISO 3166-1 alpha-3, and the codes of bodies of no one country. */
static const char codes[] = "ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE "
                            "BDI BEL BEN BES BFA BGD BGR BHR BHS "
                            "BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL "
                            "CHN CIV CMR COD COG COK COL COM CPV "
                            "CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH "
                            "ESP EST ETH FIN FJI FLK FRA FRO FSM "
                            "GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM "
                            "GUY HKG HMD HND HRV HTI HUN IDN IMN "
                            "IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR "
                            "KNA KOR KWT LAO LBN LBR LBY LCA LIE "
                            "LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT "
                            "MMR MNE MNG MNP MOZ MRT MSR MTQ MUS "
                            "MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK "
                            "PAN PCN PER PHL PLW PNG POL PRI PRK "
                            "PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB "
                            "SLE SLV SMR SOM SPM SRB SSD STP SUR "
                            "SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO "
                            "TUN TUR TUV TWN TZA UGA UKR UMI URY "
                            "USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE XKX IGO "
                            "UNO EUR NGO ISM IMG MNC ---";

typedef dragoman_event event;
typedef dragoman_statement statement;
typedef dragoman_tally tally;
typedef dragoman_time timex;
typedef dragoman_step step;
typedef dragoman_entity entity;
typedef dragoman_place place;

static const dg_field event_fields[] = {
    WORDS(event, "mode", "Mode", DG_FIELD_MODES, mode, mode_count, NULL),
    WORDS(event, "context", "Context", DG_FIELD_CONTEXTS, context, context_count, NULL),
    CHARS(event, "cameo", cameo),
    SIZED(event, "goldstein", DG_FIELD_FLOAT, goldstein, 2),
    AUXILIARY(event),
    POINTS(event, "actor", "Actor", DG_FIELD_ROLES, actors, actor_count),
    POINTS(event, "recipient", "Recipient", DG_FIELD_ROLES, recipients, recipient_count),
    POINTS(event, "according_to", "Source", DG_FIELD_SOURCE, according_to, source_span),
    DAYS(event),
    PRECISION(event),
    ROWS(event, "time", "Time", DG_FIELD_ROW, time, time, DRAGOMAN_TIMES),
    POINTS(event, "location", "Place", DG_FIELD_PLACE, place, place),
    ROWS(event, "dead", "Dead", DG_FIELD_ROWS, dead, dead_count, DRAGOMAN_TALLIES),
    ROWS(event, "injured", "Injured", DG_FIELD_ROWS, injured, injured_count, DRAGOMAN_TALLIES),
    ROWS(event, "size", "Size", DG_FIELD_ROWS, size, size_count, DRAGOMAN_TALLIES),
    SIZED(event, "confidence", DG_FIELD_FLOAT, confidence, 3),
    VALUE(event, "rule", DG_FIELD_STR, rule),
};

static const dg_field statement_fields[] = {
    POINTS(statement, "speakers", "Speaker", DG_FIELD_ENTITIES, speakers, speaker_count),
    POINTS(statement, "source", "Source", DG_FIELD_SPAN, source, source),
    POINTS(statement, "content", "Content", DG_FIELD_SPANS, content, content_count),
    WORDS(statement, "kind", "Kind", DG_FIELD_KIND, kind, kind, "direct indirect mixed"),
    POINTS(statement, "addressee", "Addressee", DG_FIELD_ENTITY, addressee, addressee),
    VALUE(statement, "date", DG_FIELD_DATE, date),
    VALUE(statement, "negated", DG_FIELD_BOOL, negated),
    VALUE(statement, "rule", DG_FIELD_STR, rule),
};

static const dg_field tally_fields[] = {
    VALUE(tally, "low", DG_FIELD_COUNT, low),
    VALUE(tally, "high", DG_FIELD_COUNT, high),
    WORDS(tally, "qualifier", "Qualifier", DG_FIELD_WORD, qualifier, qualifier,
          "exact at_least about at_most more_than fewer_than range"),
    WORDS(tally, "counted", "Counted", DG_FIELD_WORD, counted, counted,
          "killed wounded captive released missing detained displaced participants other"),
    POINTS(tally, "population", "Population", DG_FIELD_SPAN, population, population),
    {"population_sector", "Sector", DG_FIELD_CHARS, AT(tally, population_sector), 0, 4, 0, SECTORS},
    POINTS(tally, "responsible", "Responsible", DG_FIELD_ENTITIES, responsible, responsible_count),
    POINTS(tally, "location", "Place", DG_FIELD_PLACE, place, place),
    DAYS(tally),
    VALUE(tally, "as_of", DG_FIELD_DATE, as_of),
    POINTS(tally, "according_to", "Source", DG_FIELD_SOURCES, according_to, according_to_count),
    ROWS(tally, "event", "Event", DG_FIELD_ROW, event, event, DRAGOMAN_EVENTS),
    ROWS(tally, "part_of", "Part_of", DG_FIELD_ROW, part_of, part_of, DRAGOMAN_TALLIES),
    VALUE(tally, "rule", DG_FIELD_STR, rule),
};

static const dg_field time_fields[] = {
    CHARS(timex, "value", value),
    WORDS(timex, "mod", "Mod", DG_FIELD_WORD, mod, mod,
          "BEFORE AFTER ON_OR_BEFORE ON_OR_AFTER LESS_THAN MORE_THAN EQUAL_OR_LESS EQUAL_OR_MORE "
          "START MID END APPROX"),
    DAYS(timex),
    PRECISION(timex),
    VALUE(timex, "anchor", DG_FIELD_ANCHOR, anchor),
    VALUE(timex, "rule", DG_FIELD_Z, rule),
};

static const dg_field step_fields[] = {
    POINTS(step, "parties", "Party", DG_FIELD_ENTITIES, parties, party_count),
    POINTS(step, "mediators", "Mediator", DG_FIELD_ENTITIES, mediators, mediator_count),
    POINTS(step, "hosts", "Host", DG_FIELD_ENTITIES, hosts, host_count),
    POINTS(step, "venue", "Venue", DG_FIELD_PLACE, venue, venue),
    DAYS(step),
    PRECISION(step),
    AUXILIARY(step),
    WORDS(step, "format", "Format", DG_FIELD_WORD, format, format,
          "direct proximity shuttle phone unclear"),
    WORDS(step, "response", "Response", DG_FIELD_WORD, response, response,
          "accepted rejected conditional pending"),
    POINTS(step, "terms", "Term", DG_FIELD_TERMS, terms, term_count),
    ROWS(step, "events", "Event", DG_FIELD_ROWS, events, event_count, DRAGOMAN_EVENTS),
    POINTS(step, "according_to", "Source", DG_FIELD_ENTITY, according_to, according_to),
    VALUE(step, "rule", DG_FIELD_STR, rule),
};

static const dg_field entity_fields[] = {
    VALUE(entity, "name", DG_FIELD_STR, name),
    {"code", "Code", DG_FIELD_CHARS, AT(entity, code), 0, 8, 0, codes},
    {"sector", "Sector", DG_FIELD_CHARS, AT(entity, sector), 0, 4, 0, SECTORS},
    VALUE(entity, "cameo", DG_FIELD_STR, cameo),
    VALUE(entity, "office", DG_FIELD_STR, office),
    VALUE(entity, "wikidata", DG_FIELD_STR, wikidata),
    VALUE(entity, "rule", DG_FIELD_STR, rule),
};

static const dg_field place_fields[] = {
    VALUE(place, "name", DG_FIELD_STR, name),
    VALUE(place, "geonameid", DG_FIELD_NUMBER, geonameid),
    SIZED(place, "lat", DG_FIELD_DOUBLE, lat, 5),
    SIZED(place, "lon", DG_FIELD_DOUBLE, lon, 5),
    CHARS(place, "country", country),
    VALUE(place, "admin1", DG_FIELD_STR, admin1),
    VALUE(place, "resolution", DG_FIELD_DIGIT, resolution),
};

#define NONE DG_NO_OFFSET
static const dg_layer layers[DG_LAYER_COUNT] = {
    [DRAGOMAN_EVENTS] = {"event", event_fields, COUNT_OF(event_fields), sizeof(event),
                         AT(event, id), AT(event, sentence), AT(event, span), AT(event, trigger)},
    [DRAGOMAN_STATEMENTS] = {"statement", statement_fields, COUNT_OF(statement_fields),
                             sizeof(statement), AT(statement, id), AT(statement, sentence), NONE,
                             AT(statement, cue)},
    [DRAGOMAN_TALLIES] = {"tally", tally_fields, COUNT_OF(tally_fields), sizeof(tally),
                          AT(tally, id), AT(tally, sentence), AT(tally, span), AT(tally, span)},
    [DRAGOMAN_TIMES] = {"time", time_fields, COUNT_OF(time_fields), sizeof(timex), AT(timex, id),
                        AT(timex, sentence), AT(timex, span), AT(timex, span)},
    [DRAGOMAN_ENTITIES] = {"entity", entity_fields, COUNT_OF(entity_fields), sizeof(entity), NONE,
                           NONE, NONE, NONE},
    [DRAGOMAN_STEPS] = {"step", step_fields, COUNT_OF(step_fields), sizeof(step), AT(step, id),
                        AT(step, sentence), AT(step, span), AT(step, span)},
    [DG_PLACES] = {"place", place_fields, COUNT_OF(place_fields), sizeof(place), NONE, NONE,
                   AT(place, span), AT(place, span)},
};
#undef NONE

/* ------------------------------------------------------------------ rows */

const dg_layer *dg_layer_of(dragoman_layer layer) {
    return &layers[layer];
}

uint32_t dg_row_count(const dragoman_record *r, dragoman_layer layer) {
    return layer == DG_PLACES ? r->place_count : dragoman_layer_count(r, layer);
}

const void *dg_row_at(const dragoman_record *r, dragoman_layer layer, uint32_t index) {
    const void *const items[DG_LAYER_COUNT] = {[DRAGOMAN_EVENTS] = r->events,
                                               [DRAGOMAN_STATEMENTS] = r->statements,
                                               [DRAGOMAN_TALLIES] = r->tallies,
                                               [DRAGOMAN_TIMES] = r->times,
                                               [DRAGOMAN_ENTITIES] = r->entities,
                                               [DRAGOMAN_STEPS] = r->steps,
                                               [DG_PLACES] = r->places};
    return (const char *)items[layer] + index * layers[layer].size;
}

#define GET(type, row, offset) (*(type *)(void *)((char *)(row) + (offset)))
#define PEEK(type, row, offset) (*(const type *)(const void *)((const char *)(row) + (offset)))

const char *dg_row_id(const dragoman_record *r, dragoman_layer layer, uint32_t index) {
    if (layers[layer].id == DG_NO_OFFSET || index >= dg_row_count(r, layer)) return "";
    return (const char *)dg_row_at(r, layer, index) + layers[layer].id;
}

uint32_t dg_row_find(const dragoman_record *r, dragoman_layer layer, dragoman_str id) {
    for (uint32_t i = 0; id.len && i < dg_row_count(r, layer); i++)
        if (dg_str_is(id, dg_row_id(r, layer, i))) return i;
    return DRAGOMAN_NONE;
}

dragoman_span dg_row_span(dragoman_layer layer, const void *row) {
    if (layers[layer].span == DG_NO_OFFSET) return (dragoman_span){0, 0};
    return PEEK(dragoman_span, row, layers[layer].span);
}

dragoman_span dg_row_trigger(const dragoman_record *r, dragoman_layer layer, const void *row) {
    if (layers[layer].trigger != DG_NO_OFFSET) {
        dragoman_span span = PEEK(dragoman_span, row, layers[layer].trigger);
        const statement *s = row;
        if (layer == DRAGOMAN_STATEMENTS && !dg_has_span(span) && s->content_count)
            span = s->content[0];
        return span;
    }
    const entity *e = row;
    return e->mention_count && e->mentions[0] < r->mention_count ? r->mentions[e->mentions[0]].span
                                                                 : (dragoman_span){0, 0};
}

const char *dg_row_type(dragoman_layer layer, const void *row) {
    const char *type = layer == DRAGOMAN_EVENTS  ? dragoman_event_name(((const event *)row)->event)
                       : layer == DRAGOMAN_TIMES ? ((const timex *)row)->type
                       : layer == DRAGOMAN_STEPS ? ((const step *)row)->kind
                       : layer == DRAGOMAN_ENTITIES
                           ? dragoman_entity_kind_name(((const entity *)row)->kind)
                           : layers[layer].name;
    return type ? type : layers[layer].name;
}

/* ------------------------------------------------------------------ values */

unsigned dg_field_words(const void *row, const dg_field *f, const char *words[DG_WORDS_MOST]) {
    unsigned count = 0;
    if (f->kind == DG_FIELD_WORD) {
        const char *word = PEEK(char *, row, f->at);
        if (word && *word) words[count++] = word;
    } else if (f->kind == DG_FIELD_KIND) {
        words[count++] = dg_statement_kind_name(PEEK(dragoman_statement_kind, row, f->at));
    } else if (f->kind == DG_FIELD_AUXILIARY) {
        for (unsigned n = 0; n < DG_AUX_COUNT; n++)
            if (PEEK(uint8_t, row, f->at) & (1u << n)) words[count++] = dg_aux_name(n);
    } else {
        const uint8_t *items = (const uint8_t *)row + f->at;
        for (uint8_t i = 0; i < PEEK(uint8_t, row, f->count) && i < 4; i++)
            words[count++] = f->kind == DG_FIELD_MODES ? dragoman_mode_name(items[i])
                                                       : dragoman_context_name(items[i]);
    }
    return count;
}

static void put_known(dg_out *out, int64_t value, bool known) {
    if (known) dg_out_int(out, value);
}

static void put_real(dg_out *out, double value, int decimals) {
    if (isfinite(value) && fabs(value) < 1e6) dg_out_fixed(out, value, decimals);
}

static void put_anchor(dg_out *out, const dragoman_record *r, int32_t anchor) {
    if (anchor < 0)
        dg_out_z(out, anchor == -1 ? "published" : "none");
    else
        dg_out_z(out, dg_row_id(r, DRAGOMAN_TIMES, (uint32_t)anchor));
}

void dg_field_put(dg_out *out, const dragoman_record *r, const void *row, const dg_field *f) {
    const char *words[DG_WORDS_MOST];
    unsigned count;
    switch (f->kind) {
    case DG_FIELD_STR:
        dg_out_str(out, PEEK(dragoman_str, row, f->at));
        break;
    case DG_FIELD_Z:
        dg_out_str(out, dg_str(PEEK(char *, row, f->at)));
        break;
    case DG_FIELD_CHARS:
        dg_out_z(out, (const char *)row + f->at);
        break;
    case DG_FIELD_DATE:
        dg_out_date(out, PEEK(dragoman_date, row, f->at));
        break;
    case DG_FIELD_BOOL:
        if (PEEK(bool, row, f->at)) dg_out_z(out, "true");
        break;
    case DG_FIELD_COUNT:
        put_known(out, PEEK(int64_t, row, f->at), PEEK(int64_t, row, f->at) >= 0);
        break;
    case DG_FIELD_FLOAT:
        put_real(out, (double)PEEK(float, row, f->at), f->size);
        break;
    case DG_FIELD_DOUBLE:
        put_real(out, PEEK(double, row, f->at), f->size);
        break;
    case DG_FIELD_NUMBER:
        put_known(out, PEEK(uint32_t, row, f->at), PEEK(uint32_t, row, f->at) != 0);
        break;
    case DG_FIELD_DIGIT:
        put_known(out, PEEK(uint8_t, row, f->at), PEEK(uint8_t, row, f->at) != 0);
        break;
    case DG_FIELD_PRECISION:
        if (PEEK(dragoman_precision, row, f->at))
            dg_out_z(out, dragoman_precision_name(PEEK(dragoman_precision, row, f->at)));
        break;
    case DG_FIELD_ANCHOR:
        put_anchor(out, r, PEEK(int32_t, row, f->at));
        break;
    default:
        count = dg_field_words(row, f, words);
        for (unsigned i = 0; i < count; i++) {
            if (i) dg_out_char(out, ' ');
            dg_out_z(out, words[i]);
        }
    }
}

/* The word of `choices` that `text` is, static as they are not: copied; NULL: none. */
static const char *choice(dg_arena *arena, const char *choices, dragoman_str text) {
    dragoman_str rest = dg_str(choices), word;
    if (!choices) return dg_str_copy(arena, text).ptr;
    while (dg_str_split(&rest, ' ', &word))
        if (dg_str_eq(word, text)) return dg_str_copy(arena, text).ptr;
    return NULL;
}

static const char *set_labels(void *row, const dg_field *f, dragoman_str text) {
    uint8_t *items = (uint8_t *)row + f->at, count = 0;
    dragoman_str word;
    memset(items, 0, 4);
    while (dg_str_split(&text, ' ', &word)) {
        int label = f->kind == DG_FIELD_MODES ? dg_mode_of(((const event *)row)->event, word)
                                              : dg_context_of(word);
        if (label < 0)
            return f->kind == DG_FIELD_MODES ? "no mode of this event" : "no context of PLOVER's";
        if (count == 4) return "more than four";
        items[count++] = (uint8_t)label;
    }
    GET(uint8_t, row, f->count) = count;
    return NULL;
}

static const char *set_auxiliary(void *row, const dg_field *f, dragoman_str text) {
    uint8_t flags = 0;
    dragoman_str word;
    while (dg_str_split(&text, ' ', &word)) {
        int n = dg_aux_of(word);
        if (n < 0) return "no auxiliary";
        flags |= (uint8_t)(1u << n);
    }
    GET(uint8_t, row, f->at) = flags;
    return NULL;
}

static const char *set_words(dg_arena *arena, void *row, const dg_field *f, dragoman_str text) {
    if (f->kind == DG_FIELD_MODES || f->kind == DG_FIELD_CONTEXTS) return set_labels(row, f, text);
    if (f->kind == DG_FIELD_AUXILIARY) return set_auxiliary(row, f, text);
    if (f->kind == DG_FIELD_WORD) {
        const char *word = text.len ? choice(arena, f->choices, text) : NULL;
        GET(const char *, row, f->at) = word;
        return word || !text.len ? NULL : "none of the words allowed";
    }
    for (int k = DRAGOMAN_DIRECT; k <= DRAGOMAN_MIXED; k++) {
        if (!dg_str_is(text, dg_statement_kind_name((dragoman_statement_kind)k))) continue;
        GET(dragoman_statement_kind, row, f->at) = (dragoman_statement_kind)k;
        return NULL;
    }
    return "neither direct, indirect nor mixed";
}

/* A number all of whose text is one, with `decimals` allowed. */
static bool number(dragoman_str text, double *value) {
    char room[40], *end;
    if (!text.len || text.len >= sizeof room || strspn(text.ptr, "+-0123456789.") < text.len)
        return false;
    memcpy(room, text.ptr, text.len);
    room[text.len] = 0;
    /* strtod() follows the locale's point; the whole and the fraction apart do not */
    char *point = strchr(room, '.');
    if (point) *point = 0;
    *value = (double)strtoll(room, &end, 10);
    if (*end || (end == room && !point)) return false;
    if (!point) return true;
    double part = (double)strtoll(point + 1, &end, 10), scale = 1;
    if (*end || point[1] == '-' || point[1] == '+') return false;
    for (const char *p = point + 1; *p; p++) scale *= 10;
    *value += room[0] == '-' ? -part / scale : part / scale;
    return true;
}

static const char *set_number(void *row, const dg_field *f, dragoman_str text) {
    double value = 0;
    bool known = text.len > 0;
    if (known && !number(text, &value)) return "not a number";
    if (f->kind == DG_FIELD_FLOAT)
        GET(float, row, f->at) = known ? (float)value : NAN;
    else if (f->kind == DG_FIELD_DOUBLE)
        GET(double, row, f->at) = known ? value : (double)NAN;
    else if (value < 0 || floor(value) != value)
        return "not a whole number from 0 on";
    else if (f->kind == DG_FIELD_COUNT)
        GET(int64_t, row, f->at) = known ? (int64_t)value : -1;
    else if (value > (f->kind == DG_FIELD_DIGIT ? 255 : UINT32_MAX))
        return "too large";
    else if (f->kind == DG_FIELD_DIGIT)
        GET(uint8_t, row, f->at) = (uint8_t)value;
    else
        GET(uint32_t, row, f->at) = (uint32_t)value;
    return NULL;
}

static const char *set_precision(void *row, const dg_field *f, dragoman_str text) {
    for (int p = DRAGOMAN_PRECISION_UNKNOWN; p <= DRAGOMAN_PRECISION_YEAR; p++) {
        if (text.len && !dg_str_is(text, dragoman_precision_name((dragoman_precision)p))) continue;
        GET(dragoman_precision, row, f->at) = (dragoman_precision)p;
        return NULL;
    }
    return "neither day, week, month, year nor unknown";
}

static const char *set_date(void *row, const dg_field *f, dragoman_str text) {
    dragoman_date date = {0, 0, 0};
    char room[16];
    if (text.len >= sizeof room) return "not a date (YYYY-MM-DD, YYYY-MM or YYYY)";
    if (text.len) memcpy(room, text.ptr, text.len);
    room[text.len] = 0;
    if (text.len && !dragoman_date_parse(room, &date))
        return "not a date (YYYY-MM-DD, YYYY-MM or YYYY)";
    GET(dragoman_date, row, f->at) = date;
    return NULL;
}

const char *dg_field_set(dg_arena *arena, void *row, const dg_field *f, dragoman_str text) {
    switch (f->kind) {
    case DG_FIELD_STR:
        GET(dragoman_str, row, f->at) =
            text.len ? dg_str_copy(arena, text) : (dragoman_str){NULL, 0};
        return NULL;
    case DG_FIELD_Z:
        GET(const char *, row, f->at) = text.len ? dg_str_copy(arena, text).ptr : NULL;
        return NULL;
    case DG_FIELD_CHARS:
        if (text.len >= f->size) return "too long";
        memset((char *)row + f->at, 0, f->size);
        if (text.len) memcpy((char *)row + f->at, text.ptr, text.len);
        return NULL;
    case DG_FIELD_BOOL:
        if (text.len && !dg_str_is(text, "true") && !dg_str_is(text, "false"))
            return "neither true nor false";
        GET(bool, row, f->at) = dg_str_is(text, "true");
        return NULL;
    case DG_FIELD_DATE:
        return set_date(row, f, text);
    case DG_FIELD_PRECISION:
        return set_precision(row, f, text);
    case DG_FIELD_ANCHOR:
        return NULL;
    case DG_FIELD_COUNT:
    case DG_FIELD_FLOAT:
    case DG_FIELD_DOUBLE:
    case DG_FIELD_NUMBER:
    case DG_FIELD_DIGIT:
        return set_number(row, f, text);
    default:
        return set_words(arena, row, f, text);
    }
}

/* ------------------------------------------------------------------ what fields point at */

uint32_t dg_field_count(const void *row, const dg_field *f) {
    switch (f->kind) {
    case DG_FIELD_SPAN:
        return dg_has_span(PEEK(dragoman_span, row, f->at));
    case DG_FIELD_SOURCE:
        return PEEK(uint32_t, row, f->at) != DRAGOMAN_NONE ||
               dg_has_span(PEEK(dragoman_span, row, f->count));
    case DG_FIELD_ENTITY:
    case DG_FIELD_PLACE:
    case DG_FIELD_ROW:
        return PEEK(uint32_t, row, f->at) != DRAGOMAN_NONE;
    default:
        return PEEK(uint32_t, row, f->count);
    }
}

dg_target dg_field_target(const void *row, const dg_field *f, uint32_t i) {
    dg_target t = {DRAGOMAN_NONE, DRAGOMAN_NONE, DRAGOMAN_NONE, f->of, {0, 0}, NULL};
    switch (f->kind) {
    case DG_FIELD_SPAN:
        t.span = PEEK(dragoman_span, row, f->at);
        break;
    case DG_FIELD_SPANS:
        t.span = PEEK(dragoman_span *, row, f->at)[i];
        break;
    case DG_FIELD_TERMS:
        t.span = PEEK(dragoman_term *, row, f->at)[i].span;
        t.label = PEEK(dragoman_term *, row, f->at)[i].issue;
        break;
    case DG_FIELD_ENTITY:
        t.entity = PEEK(uint32_t, row, f->at);
        break;
    case DG_FIELD_ENTITIES:
        t.entity = PEEK(uint32_t *, row, f->at)[i];
        break;
    case DG_FIELD_ROLES:
        t.entity = PEEK(dragoman_role *, row, f->at)[i].entity;
        t.span = PEEK(dragoman_role *, row, f->at)[i].span;
        break;
    case DG_FIELD_SOURCE:
        t.entity = PEEK(uint32_t, row, f->at);
        t.span = PEEK(dragoman_span, row, f->count);
        break;
    case DG_FIELD_SOURCES:
        t.entity = PEEK(dragoman_source *, row, f->at)[i].entity;
        t.span = PEEK(dragoman_source *, row, f->at)[i].span;
        break;
    case DG_FIELD_PLACE:
        t.place = PEEK(uint32_t, row, f->at);
        break;
    case DG_FIELD_ROW:
        t.row = PEEK(uint32_t, row, f->at);
        break;
    default:
        t.row = PEEK(uint32_t *, row, f->at)[i];
        break;
    }
    return t;
}

#define LIST(type, value)                                                                          \
    do {                                                                                           \
        type *items = DG_ARRAY(arena, type, count);                                                \
        for (uint32_t i = 0; i < count; i++) items[i] = value;                                     \
        GET(type *, row, f->at) = items;                                                           \
        GET(uint32_t, row, f->count) = count;                                                      \
    } while (0)

void dg_field_aim(dg_arena *arena, void *row, const dg_field *f, const dg_target *t,
                  uint32_t count) {
    static const dg_target none = {DRAGOMAN_NONE,     DRAGOMAN_NONE, DRAGOMAN_NONE,
                                   DRAGOMAN_ARTICLES, {0, 0},        NULL};
    const dg_target *first = count ? t : &none;
    switch (f->kind) {
    case DG_FIELD_SPAN:
        GET(dragoman_span, row, f->at) = first->span;
        break;
    case DG_FIELD_SPANS:
        LIST(dragoman_span, t[i].span);
        break;
    case DG_FIELD_TERMS:
        LIST(dragoman_term, ((dragoman_term){t[i].span, t[i].label}));
        break;
    case DG_FIELD_ENTITY:
        GET(uint32_t, row, f->at) = first->entity;
        break;
    case DG_FIELD_ENTITIES:
        LIST(uint32_t, t[i].entity);
        break;
    case DG_FIELD_ROLES:
        LIST(dragoman_role, ((dragoman_role){t[i].entity, t[i].span}));
        break;
    case DG_FIELD_SOURCE:
        GET(uint32_t, row, f->at) = first->entity;
        GET(dragoman_span, row, f->count) = first->span;
        break;
    case DG_FIELD_SOURCES:
        LIST(dragoman_source, ((dragoman_source){t[i].span, t[i].entity}));
        break;
    case DG_FIELD_PLACE:
        GET(uint32_t, row, f->at) = first->place;
        break;
    case DG_FIELD_ROW:
        GET(uint32_t, row, f->at) = first->row;
        break;
    default:
        LIST(uint32_t, t[i].row);
        break;
    }
}

/* ------------------------------------------------------------------ rows as text */

static void put_number(dg_out *out, char mark, uint32_t n) {
    dg_out_char(out, mark);
    dg_out_int(out, n);
}

static void put_span(dg_out *out, dragoman_span span) {
    put_number(out, ' ', span.start);
    put_number(out, '-', span.end);
}

static void put_place(dg_out *out, const dragoman_record *r, uint32_t index) {
    const place *p = dg_place_of(r, index);
    if (!p) return;
    put_span(out, p->span);
    for (uint32_t i = 0; i < COUNT_OF(place_fields); i++) {
        dg_out_char(out, ' ');
        dg_field_put(out, r, p, &place_fields[i]);
    }
}

static void put_target(dg_out *out, const dragoman_record *r, dg_target t, const uint32_t *keys) {
    if (t.entity < r->entity_count) put_number(out, '@', keys ? keys[t.entity] : t.entity);
    if (dg_has_span(t.span)) put_span(out, t.span);
    if (t.label) dg_out_char(out, ' '), dg_out_z(out, t.label);
    if (t.row != DRAGOMAN_NONE) dg_out_char(out, ' '), dg_out_z(out, dg_row_id(r, t.of, t.row));
    if (t.place != DRAGOMAN_NONE) put_place(out, r, t.place);
}

static void put_mentions(dg_out *out, const dragoman_record *r, const entity *e) {
    for (uint32_t i = 0; i < e->mention_count; i++) {
        if (e->mentions[i] >= r->mention_count) continue;
        const dragoman_mention *m = &r->mentions[e->mentions[i]];
        put_span(out, m->span);
        dg_out_char(out, ' ');
        dg_out_z(out, dg_mention_kind_name(m->kind));
    }
}

void dg_row_text(dg_out *out, const dragoman_record *r, dragoman_layer layer, uint32_t index,
                 const uint32_t *keys) {
    const dg_layer *l = &layers[layer];
    const void *row = dg_row_at(r, layer, index);
    dg_out_z(out, dg_row_type(layer, row));
    put_span(out, dg_row_trigger(r, layer, row));
    put_span(out, dg_row_span(layer, row));
    for (uint32_t i = 0; i < l->field_count; i++) {
        const dg_field *f = &l->fields[i];
        if (strcmp(f->name, "rule") == 0) continue; /* whoever made it, it says the same */
        dg_out_char(out, '\n');
        if (f->kind < DG_FIELD_SPAN)
            dg_field_put(out, r, row, f);
        else
            for (uint32_t n = 0; n < dg_field_count(row, f); n++)
                put_target(out, r, dg_field_target(row, f, n), keys);
    }
    if (layer == DRAGOMAN_ENTITIES) put_mentions(out, r, row);
}
