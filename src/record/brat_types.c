/* brat_types.c - see brat.h: the types by which rows are told apart in brat. */
#include "record/brat.h"

#include "base/str.h"
#include "event/plover.h"
#include "record/names.h"

#include <math.h>

#define STEP "Step_"

static void capitalised(char room[DG_BRAT_ROOM], const char *prefix, const char *word, bool up) {
    snprintf(room, DG_BRAT_ROOM, "%s%s", prefix, word);
    char *first = room + strlen(prefix);
    if (up && *first >= 'a' && *first <= 'z') *first = (char)(*first - 'a' + 'A');
}

const char *dg_brat_type(dragoman_layer layer, const void *row, char room[DG_BRAT_ROOM]) {
    if (layer == DRAGOMAN_STEPS)
        capitalised(room, STEP, dg_row_type(layer, row), false);
    else if (layer == DG_PLACES)
        capitalised(room, "", "Location", false);
    else
        capitalised(room, "", dg_row_type(layer, row), true);
    return room;
}

const char *dg_brat_flag(const char *word, char room[DG_BRAT_ROOM]) {
    capitalised(room, "", word, true);
    return room;
}

static void *fresh(dg_arena *arena, dragoman_layer layer) {
    static const dragoman_event event = {.according_to = DRAGOMAN_NONE,
                                         .time = DRAGOMAN_NONE,
                                         .place = DRAGOMAN_NONE,
                                         .goldstein = NAN,
                                         .confidence = 1};
    static const dragoman_statement statement = {.addressee = DRAGOMAN_NONE};
    static const dragoman_tally tally = {.low = -1,
                                         .high = -1,
                                         .place = DRAGOMAN_NONE,
                                         .event = DRAGOMAN_NONE,
                                         .part_of = DRAGOMAN_NONE};
    static const dragoman_time time = {.anchor = -2};
    static const dragoman_step step = {.venue = DRAGOMAN_NONE, .according_to = DRAGOMAN_NONE};
    static const dragoman_place place = {.lat = NAN, .lon = NAN, .entity = DRAGOMAN_NONE};
    static const dragoman_entity entity;
    static const void *const empty[DG_LAYER_COUNT] = {
        [DRAGOMAN_EVENTS] = &event, [DRAGOMAN_STATEMENTS] = &statement, [DRAGOMAN_TALLIES] = &tally,
        [DRAGOMAN_TIMES] = &time,   [DRAGOMAN_ENTITIES] = &entity,      [DRAGOMAN_STEPS] = &step,
        [DG_PLACES] = &place};
    return dg_arena_copy(arena, empty[layer], dg_layer_of(layer)->size);
}

dragoman_layer dg_brat_layer(dg_arena *arena, dragoman_str type, void **row) {
    static const char *const times[] = {"DATE", "TIME", "DURATION", "SET"};
    char room[DG_BRAT_ROOM];
    int event = dg_plover_of(type);
    if (event >= 0) {
        *row = fresh(arena, DRAGOMAN_EVENTS);
        ((dragoman_event *)*row)->event = (uint8_t)event;
        return DRAGOMAN_EVENTS;
    }
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        if (!dg_str_is(type, times[i])) continue;
        *row = fresh(arena, DRAGOMAN_TIMES);
        ((dragoman_time *)*row)->type = times[i];
        return DRAGOMAN_TIMES;
    }
    for (int k = DRAGOMAN_PERSON; k <= DRAGOMAN_PEOPLE; k++) {
        if (!dg_str_is(type,
                       dg_brat_flag(dragoman_entity_kind_name((dragoman_entity_kind)k), room)))
            continue;
        *row = fresh(arena, DRAGOMAN_ENTITIES);
        ((dragoman_entity *)*row)->kind = (dragoman_entity_kind)k;
        return DRAGOMAN_ENTITIES;
    }
    uint32_t len = sizeof STEP - 1;
    if (type.len > len && memcmp(type.ptr, STEP, len) == 0) {
        *row = fresh(arena, DRAGOMAN_STEPS);
        ((dragoman_step *)*row)->kind =
            dg_str_copy(arena, (dragoman_str){type.ptr + len, type.len - len}).ptr;
        return DRAGOMAN_STEPS;
    }
    dragoman_layer layer = dg_str_is(type, "Statement")  ? DRAGOMAN_STATEMENTS
                           : dg_str_is(type, "Tally")    ? DRAGOMAN_TALLIES
                           : dg_str_is(type, "Location") ? DG_PLACES
                                                         : DRAGOMAN_ARTICLES;
    if (layer != DRAGOMAN_ARTICLES) *row = fresh(arena, layer);
    return layer;
}
