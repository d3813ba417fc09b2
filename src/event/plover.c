/* plover.c - see plover.h. */
#include "event/plover.h"

#include "base/str.h"

#define NAME(name, quad, scale) #name,
#define QUAD(name, quad, scale) quad,
#define SCALE(name, quad, scale) scale,
static const char *const event_names[] = {DG_PLOVER_LIST(NAME)};
static const uint8_t quads[] = {DG_PLOVER_LIST(QUAD)};
static const float scales[] = {DG_PLOVER_LIST(SCALE)};

/* Scale values are those of the manual's mode table. */
static const struct mode {
    const char *name;
    uint8_t event;
    float scale;
} modes[] = {
    {"visit", DG_CONSULT, 4.0f},
    {"third-party", DG_CONSULT, 1.0f},
    {"multilateral", DG_CONSULT, 4.0f},
    {"phone", DG_CONSULT, 1.5f},
    {"withdraw", DG_RETREAT, 8.0f},
    {"release", DG_RETREAT, 6.5f},
    {"return", DG_RETREAT, 6.5f},
    {"disarm", DG_RETREAT, 10.0f},
    {"ceasefire", DG_RETREAT, 7.5f},
    {"access", DG_RETREAT, 6.5f},
    {"resign", DG_RETREAT, 4.5f},
    {"assist", DG_REQUEST, 0.5f},
    {"change", DG_REQUEST, -1.0f},
    {"yield", DG_REQUEST, -1.0f},
    {"meet", DG_REQUEST, 0.0f},
    {"disapprove", DG_ACCUSE, -2.0f},
    {"investigate", DG_ACCUSE, -3.5f},
    {"allege", DG_ACCUSE, -3.5f},
    {"assist", DG_REJECT, -1.5f},
    {"change", DG_REJECT, -2.0f},
    {"yield", DG_REJECT, -2.0f},
    {"meet", DG_REJECT, -2.0f},
    {"restrict", DG_THREATEN, -3.0f},
    {"arrest", DG_THREATEN, -3.5f},
    {"relations", DG_THREATEN, -3.5f},
    {"expel", DG_THREATEN, -3.5f},
    {"territory", DG_THREATEN, -4.0f},
    {"violence", DG_THREATEN, -3.5f},
    {"demo", DG_PROTEST, -5.0f},
    {"riot", DG_PROTEST, -7.0f},
    {"strike", DG_PROTEST, -5.0f},
    {"hunger", DG_PROTEST, -4.5f},
    {"boycott", DG_PROTEST, -4.5f},
    {"obstruct", DG_PROTEST, -4.5f},
    {"vandalize", DG_PROTEST, -5.0f},
    {"convict", DG_SANCTION, -6.0f},
    {"expel", DG_SANCTION, -5.5f},
    {"withdraw", DG_SANCTION, -6.0f},
    {"discontinue", DG_SANCTION, -6.0f},
    {"troops", DG_MOBILIZE, -6.5f},
    {"weapons", DG_MOBILIZE, -6.5f},
    {"police", DG_MOBILIZE, -5.5f},
    {"militia", DG_MOBILIZE, -6.0f},
    {"seize", DG_COERCE, -7.0f},
    {"restrict", DG_COERCE, -7.0f},
    {"censor", DG_COERCE, -6.5f},
    {"curfew", DG_COERCE, -6.5f},
    {"martial-law", DG_COERCE, -7.5f},
    {"arrest", DG_COERCE, -7.0f},
    {"deport", DG_COERCE, -7.0f},
    {"withhold", DG_COERCE, -7.0f},
    {"misinformation", DG_COERCE, -6.5f},
    {"cyber", DG_COERCE, -7.0f},
    {"abduct", DG_ASSAULT, -8.5f},
    {"beat", DG_ASSAULT, -7.5f},
    {"torture", DG_ASSAULT, -8.5f},
    {"sexual", DG_ASSAULT, -8.5f},
    {"targeted", DG_ASSAULT, -9.5f},
    {"destroy", DG_ASSAULT, -8.5f},
    {"primitive", DG_ASSAULT, -8.0f},
    {"firearms", DG_ASSAULT, -9.0f},
    {"explosives", DG_ASSAULT, -9.0f},
    {"suicide-attack", DG_ASSAULT, -9.5f},
    {"aerial", DG_ASSAULT, -9.5f},
    {"drone", DG_ASSAULT, -9.5f},
    {"heavy-weapons", DG_ASSAULT, -9.5f},
    {"crowd-control", DG_ASSAULT, -7.5f},
    {"unconventional", DG_ASSAULT, -10.0f},
    {"sideAB", DG_ASSAULT, -9.0f},
};

#define MODE_COUNT (int)(sizeof modes / sizeof *modes)

static const char *const contexts[] = {"military",
                                       "intelligence",
                                       "executive",
                                       "legislative",
                                       "election",
                                       "political_institutions",
                                       "pro_democracy",
                                       "pro_autocracy",
                                       "economic",
                                       "legal",
                                       "reparations",
                                       "human_rights",
                                       "rights_freedoms",
                                       "repression",
                                       "human_security",
                                       "gender",
                                       "lgbt",
                                       "religion_ethnicity",
                                       "inequality",
                                       "diplomatic",
                                       "territory",
                                       "peacekeeping",
                                       "health",
                                       "asylum",
                                       "migration",
                                       "disasters",
                                       "natural_resource",
                                       "environment",
                                       "technology",
                                       "terrorism",
                                       "cbrn",
                                       "cyber",
                                       "misinformation",
                                       "crime",
                                       "corruption",
                                       "illegal_drugs",
                                       "trafficking"};

#define CONTEXT_COUNT (int)(sizeof contexts / sizeof *contexts)

int dg_plover_of(dragoman_str name) {
    for (int i = 0; i < DG_PLOVER_COUNT; i++)
        if (dg_str_is(name, event_names[i])) return i;
    return -1;
}

int dg_mode_of(int event, dragoman_str name) {
    for (int i = 0; i < MODE_COUNT; i++)
        if (modes[i].event == event && dg_str_is(name, modes[i].name)) return i;
    return -1;
}

int dg_context_of(dragoman_str name) {
    for (int i = 0; i < CONTEXT_COUNT; i++)
        if (dg_str_is(name, contexts[i])) return i;
    return -1;
}

static const char *const auxiliaries[DG_AUX_COUNT] = {"future", "hypothetical", "historical",
                                                      "negation"};

const char *dg_aux_name(unsigned n) {
    return auxiliaries[n];
}

int dg_aux_of(dragoman_str name) {
    return dg_str_among(name, auxiliaries, DG_AUX_COUNT);
}

uint8_t dg_quad(uint8_t event) {
    return event < DG_PLOVER_COUNT ? quads[event] : 0;
}

float dg_scale(uint8_t event, const uint8_t *mode, uint8_t mode_count) {
    if (mode_count && mode[0] < MODE_COUNT) return modes[mode[0]].scale;
    return event < DG_PLOVER_COUNT ? scales[event] : 0.0f;
}

const char *dragoman_event_name(uint8_t event) {
    return event < DG_PLOVER_COUNT ? event_names[event] : "NONE";
}

const char *dragoman_mode_name(uint8_t mode) {
    return mode < MODE_COUNT ? modes[mode].name : "";
}

const char *dragoman_context_name(uint8_t context) {
    return context < CONTEXT_COUNT ? contexts[context] : "";
}
