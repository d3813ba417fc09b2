/*
 * actors.c - TABARI and PETRARCH actor and agent dictionaries.
 *
 * An actor entry is a name, its codes (on its own line or on indented lines, each with dates or
 * without), and synonyms with '+'. Which names are persons no dictionary says: entries with dated
 * codes become persons, a bare country code a region, an international code an organisation, the
 * rest groups.
 */
#include "dict/dict.h"

#include <stdio.h>

typedef struct dated_code {
    char country[8], sector[4];
    dragoman_str code; /* as given */
    char period[32];   /* "FROM..TO"; "" always */
} dated_code;

typedef struct actor {
    dragoman_str name;
    DG_VEC(dragoman_str) also;
    DG_VEC(dated_code) codes;
} actor;

/* ------------------------------------------------------------------ dates */

/* YYMMDD or YYYYMMDD as YYYY-MM-DD; years 00 to 30 of two digits are of this century. */
static bool date(dragoman_str s, char out[12]) {
    for (uint32_t i = 0; i < s.len; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
    char year[8];
    if (s.len == 8)
        snprintf(year, sizeof year, "%.4s", s.ptr);
    else if (s.len == 6)
        snprintf(year, sizeof year, "%s%.2s",
                 s.ptr[0] < '3' || (s.ptr[0] == '3' && s.ptr[1] == '0') ? "20" : "19", s.ptr);
    else
        return false;
    const char *rest = s.ptr + s.len - 4;
    int month = (rest[0] - '0') * 10 + rest[1] - '0', day = (rest[2] - '0') * 10 + rest[3] - '0';
    if (month < 1 || month > 12 || day < 1 || day > 31 || year[0] == '0' || year[0] > '2')
        return false;
    snprintf(out, 12, "%.4s-%02d-%02d", year, month, day);
    return true;
}

/* "<DATE", ">DATE", "DATE-DATE" as a period of ours. */
static bool period(dragoman_str s, char out[32]) {
    char from[12] = "", to[12] = "";
    dragoman_str rest = s, first;
    if (s.ptr[0] == '<' || s.ptr[0] == '>') {
        if (!date((dragoman_str){s.ptr + 1, s.len - 1}, s.ptr[0] == '<' ? to : from)) return false;
    } else {
        dg_str_split(&rest, '-', &first);
        if (!rest.ptr || !date(first, from) || !date(dg_str_trim(rest), to) || strcmp(from, to) > 0)
            return false;
    }
    snprintf(out, 32, "%s..%s", from, to);
    return true;
}

/* ------------------------------------------------------------------ actors */

static void add_code(dg_dict *dict, actor *a, dragoman_str inside) {
    dated_code c = {0};
    dragoman_str dates = inside;
    dg_str_split(&dates, ' ', &c.code);
    if (!dg_dict_actor_code(c.code, c.country, c.sector)) {
        dg_mistake(dict->lines, "not an actor code: [%.*s]", DG_STR_ARG(inside));
        return;
    }
    dates = dg_str_trim(dates);
    if (dates.ptr && dates.len && !period(dates, c.period)) {
        dg_mistake(dict->lines, "not a date or period: [%.*s]", DG_STR_ARG(inside));
        return;
    }
    *dg_vec_push(dict->arena, &a->codes) = c;
}

static dragoman_str clean_name(dg_dict *dict, dragoman_str name) {
    const char *brace = memchr(name.ptr, '{', name.len);
    if (brace) name.len = (uint32_t)(brace - name.ptr);
    return dg_dict_words(dict->arena, dg_str_trim(name), true);
}

static bool international(const char *country) {
    static const char *const codes[] = {"IGO", "UNO", "EUR", "NGO", "IMG", "MNC", "ISM"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(country, codes[i]) == 0) return true;
    return false;
}

static const char *kind_of(const actor *a) {
    bool dated = false;
    for (uint32_t i = 0; i < a->codes.count; i++) dated = dated || a->codes.items[i].period[0];
    const dated_code *last = &a->codes.items[a->codes.count - 1];
    if (dated) return "person";
    if (international(last->country)) return "org";
    return last->sector[0] == '-' && last->code.len == 3 ? "region" : "group";
}

static void write_actor(dg_dict *dict, const actor *a) {
    if (!a->name.len) return;
    if (!a->codes.count) {
        dg_mistake(dict->lines, "%.*s has no code", DG_STR_ARG(a->name));
        return;
    }
    const dated_code *head =
        &a->codes.items[a->codes.count - 1]; /* the last is the one without dates, if any is */
    dg_dict_write(dict, "\n%s %s %s %.*s\n", kind_of(a), head->country, head->sector,
                  DG_STR_ARG(a->name));
    if (a->also.count) {
        dg_dict_write(dict, "    also: ");
        for (uint32_t i = 0; i < a->also.count; i++)
            dg_dict_write(dict, "%s%.*s", i ? "; " : "", DG_STR_ARG(a->also.items[i]));
        dg_dict_write(dict, "\n");
    }
    for (uint32_t i = 0; i < a->codes.count; i++)
        if (a->codes.items[i].period[0])
            dg_dict_write(dict, "    role: %s %s %s\n", a->codes.items[i].country,
                          a->codes.items[i].sector, a->codes.items[i].period);
    if (head->code.len > 6) dg_dict_write(dict, "    cameo: %.*s\n", DG_STR_ARG(head->code));
    dict->taken++;
}

void dg_dict_actors(dg_dict *dict) {
    actor a = {0};
    dg_line line;
    while (dg_lines_next(dict->lines, &line)) {
        dragoman_str before = line.text, inside = {NULL, 0};
        bool coded = dg_dict_bracket(line.text, &before, &inside);
        bool code_only = coded && !before.len, synonym = before.len && before.ptr[0] == '+';
        if (!code_only && !synonym) {
            write_actor(dict, &a);
            a = (actor){.name = clean_name(dict, before)};
        } else if (synonym && a.name.len) {
            *dg_vec_push(dict->arena, &a.also) =
                clean_name(dict, (dragoman_str){before.ptr + 1, before.len - 1});
        } else if (!a.name.len) {
            dg_mistake(dict->lines, "no name before this line");
            continue;
        }
        if (coded) add_code(dict, &a, inside);
    }
    write_actor(dict, &a);
}

/* ------------------------------------------------------------------ agents */

typedef struct substitution {
    dragoman_str name, members;
} substitution;

typedef DG_VEC(substitution) substitutions;

static void write_role(dg_dict *dict, const char *sector, dragoman_str words) {
    static const char *const bodies[] = {
        "ministry", "government", "army",         "force",        "police", "court",   "agency",
        "party",    "company",    "organization", "organisation", "group",  "union",   "parliament",
        "congress", "council",    "bank",         "press",        "media",  "service", "movement"};
    const char *class = "person";
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        size_t len = strlen(bodies[i]);
        if (words.len >= len && memcmp(words.ptr + words.len - len, bodies[i], len) == 0)
            class = "body";
    }
    dg_dict_write(dict, "role %s %s %.*s\n", sector, class, DG_STR_ARG(words));
    dict->taken++;
}

/* One role a member of the substitution set, where the name holds one: CONGRESS!PERSON!. */
static void expand(dg_dict *dict, const substitutions *sets, const char *sector,
                   dragoman_str name) {
    const char *open = memchr(name.ptr, '!', name.len);
    if (!open) {
        write_role(dict, sector, dg_dict_words(dict->arena, name, false));
        return;
    }
    uint32_t at = (uint32_t)(open - name.ptr);
    const char *close = at + 1 < name.len ? memchr(open + 1, '!', name.len - at - 1) : NULL;
    for (uint32_t i = 0; close && i < sets->count; i++) {
        dragoman_str set = {open + 1, (uint32_t)(close - open - 1)}, rest = sets->items[i].members,
                     member;
        if (!dg_str_eq(sets->items[i].name, set)) continue;
        while (dg_str_split(&rest, ',', &member)) {
            dragoman_str whole =
                dg_str_format(dict->arena, "%.*s%.*s%.*s", (int)at, name.ptr, DG_STR_ARG(member),
                              (int)(name.ptr + name.len - close - 1), close + 1);
            write_role(dict, sector, dg_dict_words(dict->arena, whole, false));
        }
        return;
    }
    dg_mistake(dict->lines, "no such substitution set: %.*s", DG_STR_ARG(name));
}

static void agent_line(dg_dict *dict, substitutions *sets, dragoman_str text) {
    dragoman_str before, inside, rest = text, name;
    if (text.ptr[0] == '!' && memchr(text.ptr, '=', text.len)) {
        dg_str_split(&rest, '=', &name);
        if (name.len > 2)
            *dg_vec_push(dict->arena, sets) =
                (substitution){{name.ptr + 1, name.len - 2}, dg_str_trim(rest)};
        return;
    }
    if (!dg_dict_bracket(text, &before, &inside)) {
        dg_mistake(dict->lines, "no code: %.*s", DG_STR_ARG(text));
        return;
    }
    const char *brace = memchr(before.ptr, '{', before.len);
    if (brace) before = dg_str_trim((dragoman_str){before.ptr, (uint32_t)(brace - before.ptr)});
    char country[8], sector[4];
    bool after = inside.len && inside.ptr[0] == '~';
    dragoman_str code = after ? (dragoman_str){inside.ptr + 1, inside.len - 1} : inside;
    if (!after || !dg_dict_actor_code(code, country, sector) || sector[0] == '-')
        dg_mistake(dict->lines, "no sector of ours in [%.*s]", DG_STR_ARG(inside));
    else
        expand(dict, sets, sector, before);
}

void dg_dict_agents(dg_dict *dict) {
    substitutions sets = {0};
    dg_line line;
    while (dg_lines_next(dict->lines, &line)) agent_line(dict, &sets, line.text);
}
