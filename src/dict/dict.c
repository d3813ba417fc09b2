/* dict.c - see dict.h: what the four readers share, and the door. */
#include "dict/dict.h"

#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void dg_dict_write(dg_dict *dict, const char *format, ...) {
    char text[2048];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    for (int i = 0; i < len && i < (int)sizeof text - 1; i++)
        *dg_vec_push(dict->arena, &dict->out) = text[i];
}

dragoman_str dg_dict_words(dg_arena *arena, dragoman_str name, bool title_case) {
    char *out = dg_arena_alloc(arena, name.len + 1);
    uint32_t len = 0;
    bool start = true;
    for (uint32_t i = 0; i < name.len; i++) {
        char c = name.ptr[i] == '_' || name.ptr[i] == '=' ? ' ' : name.ptr[i];
        if (c == ' ' && (len == 0 || out[len - 1] == ' ')) continue;
        if (c >= 'A' && c <= 'Z' && !(title_case && start))
            c = (char)(c + 32);
        else if (c >= 'a' && c <= 'z' && title_case && start)
            c = (char)(c - 32);
        start = c == ' ' || c == '-' || c == '.';
        out[len++] = c;
    }
    while (len && out[len - 1] == ' ') len--;
    out[len] = 0;
    return (dragoman_str){out, len};
}

bool dg_dict_bracket(dragoman_str line, dragoman_str *before, dragoman_str *inside) {
    const char *open = memchr(line.ptr, '[', line.len);
    if (!open) return false;
    uint32_t at = (uint32_t)(open - line.ptr);
    const char *close = memchr(open, ']', line.len - at);
    if (!close) return false;
    *before = dg_str_trim((dragoman_str){line.ptr, at});
    *inside = dg_str_trim((dragoman_str){open + 1, (uint32_t)(close - open - 1)});
    return true;
}

/* CAMEO role group as a PLOVER sector; NULL if it is none. */
static const char *sector_of(const char *group) {
    static const char *const same[] = {"COP", "GOV", "JUD", "LEG", "MIL", "OPP", "PRM",
                                       "PTY", "REB", "SPY", "UAF", "AGR", "BUS", "CRM",
                                       "CVL", "EDU", "ELI", "LAB", "REF", "REL", "SOC"};
    static const char *const other[][2] = {{"MED", "JRN"}, {"HLH", "MED"}, {"INS", "REB"},
                                           {"SEP", "REB"}, {"HRI", "SOC"}, {"MOP", "OPP"},
                                           {"ROP", "OPP"}, {"JRN", "JRN"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (strcmp(group, same[i]) == 0) return same[i];
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (strcmp(group, other[i][0]) == 0) return other[i][1];
    return NULL;
}

static bool group_at(dragoman_str code, uint32_t at, char group[4]) {
    if (code.len < at + 3) return false;
    for (int i = 0; i < 3; i++) {
        char c = code.ptr[at + (uint32_t)i];
        group[i] = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
        if (group[i] < 'A' || group[i] > 'Z') return false;
    }
    group[3] = 0;
    return true;
}

bool dg_dict_actor_code(dragoman_str code, char country[8], char sector[4]) {
    char group[4];
    strcpy(sector, "-");
    if (!group_at(code, 0, group)) return false;
    strcpy(country, strcmp(group, "NGM") == 0 ? "NGO" : strcmp(group, "INT") == 0 ? "IGO" : group);
    if (sector_of(group)) { /* a role without a country */
        strcpy(country, "---");
        strcpy(sector, sector_of(group));
        return true;
    }
    for (uint32_t at = 3; group_at(code, at, group); at += 3) {
        if (at == 3 && strcmp(country, "IGO") == 0 &&
            (strcmp(group, "UNO") == 0 || strcmp(group, "EUR") == 0))
            strcpy(country, group);
        if (sector[0] == '-' && sector_of(group)) strcpy(sector, sector_of(group));
    }
    return true;
}

const char *dg_dict_plover(dragoman_str code) {
    static const struct {
        const char *prefix, *event; /* the longest prefix wins */
    } map[] = {
        {"02", "REQUEST"},
        {"023", "REQUEST assist"},
        {"024", "REQUEST change"},
        {"025", "REQUEST yield"},
        {"026", "REQUEST meet"},
        {"03", "AGREE"},
        {"04", "CONSULT"},
        {"041", "CONSULT phone"},
        {"042", "CONSULT visit"},
        {"043", "CONSULT visit"},
        {"045", "CONSULT third-party"},
        {"05", "SUPPORT"},
        {"06", "COOPERATE"},
        {"07", "AID"},
        {"08", "CONCEDE"},
        {"084", "RETREAT return"},
        {"0841", "RETREAT release"},
        {"086", "RETREAT access"},
        {"0871", "RETREAT ceasefire"},
        {"0872", "RETREAT withdraw"},
        {"0873", "RETREAT disarm"},
        {"0874", "RETREAT withdraw"},
        {"09", "ACCUSE investigate"},
        {"10", "REQUEST"},
        {"101", "REQUEST assist"},
        {"104", "REQUEST change"},
        {"105", "REQUEST yield"},
        {"106", "REQUEST meet"},
        {"11", "ACCUSE disapprove"},
        {"112", "ACCUSE allege"},
        {"114", "ACCUSE allege"},
        {"115", "ACCUSE allege"},
        {"12", "REJECT"},
        {"121", "REJECT assist"},
        {"123", "REJECT change"},
        {"124", "REJECT yield"},
        {"125", "REJECT meet"},
        {"13", "THREATEN"},
        {"131", "THREATEN restrict"},
        {"138", "THREATEN violence"},
        {"14", "PROTEST"},
        {"141", "PROTEST demo"},
        {"142", "PROTEST hunger"},
        {"143", "PROTEST strike"},
        {"144", "PROTEST obstruct"},
        {"145", "PROTEST riot"},
        {"15", "MOBILIZE"},
        {"152", "MOBILIZE troops"},
        {"154", "MOBILIZE troops"},
        {"16", "SANCTION"},
        {"163", "SANCTION discontinue"},
        {"166", "SANCTION expel"},
        {"164", "SANCTION withdraw"},
        {"17", "COERCE"},
        {"171", "COERCE seize"},
        {"172", "COERCE restrict"},
        {"173", "COERCE arrest"},
        {"174", "COERCE deport"},
        {"18", "ASSAULT"},
        {"181", "ASSAULT abduct"},
        {"182", "ASSAULT beat"},
        {"183", "ASSAULT explosives"},
        {"186", "ASSAULT targeted"},
        {"19", "ASSAULT"},
        {"191", "COERCE restrict"},
        {"193", "ASSAULT firearms"},
        {"194", "ASSAULT heavy-weapons"},
        {"195", "ASSAULT aerial"},
        {"20", "ASSAULT"},
    };
    const char *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < sizeof map / sizeof *map; i++) {
        size_t len = strlen(map[i].prefix);
        if (len > longest && code.len >= len && memcmp(code.ptr, map[i].prefix, len) == 0)
            best = map[i].event, longest = len;
    }
    return best;
}

/* ------------------------------------------------------------------ discards */

void dg_dict_discards(dg_dict *dict) {
    dg_line line;
    while (dg_lines_next(dict->lines, &line)) {
        bool story = line.text.ptr[0] == '+';
        dragoman_str words =
            story ? (dragoman_str){line.text.ptr + 1, line.text.len - 1} : line.text;
        if (words.len && words.ptr[words.len - 1] == '_') words.len--;
        dg_dict_write(dict, "discard %s %.*s\n", story ? "article" : "sentence",
                      DG_STR_ARG(dg_dict_words(dict->arena, words, false)));
        dict->taken++;
    }
}

/* ------------------------------------------------------------------ the door */

typedef struct import {
    const char *path;
    dragoman_dictionary kind;
    dragoman_buffer *out;
    void (*note)(void *context, const char *line);
    void *context;
    dragoman_error *error;
    dg_arena arena;
    int taken;
} import;

/* XML-style comments, which PETRARCH's validation files use, are blanked out. */
static void blank_comments(dragoman_str text) {
    char *bytes = (char *)(uintptr_t)text.ptr;
    for (uint32_t i = 0; i + 3 < text.len; i++) {
        if (memcmp(bytes + i, "<!--", 4) != 0) continue;
        while (i + 2 < text.len && memcmp(bytes + i, "-->", 3) != 0) {
            if (bytes[i] != '\n') bytes[i] = ' ';
            i++;
        }
        if (i + 2 < text.len) memset(bytes + i, ' ', 3);
    }
}

static int give(import *im, const dg_dict *dict) {
    char *bytes = malloc(dict->out.count + 1);
    if (!bytes) return dg_fail(im->error, DRAGOMAN_ENOMEM, "%s: out of memory", im->path);
    if (dict->out.count) memcpy(bytes, dict->out.items, dict->out.count);
    im->out->bytes = bytes;
    im->out->size = dict->out.count;
    im->out->capacity = dict->out.count + 1;
    im->taken = (int)dict->taken;
    return 0;
}

static int import_work(void *context) {
    import *im = context;
    const char *slash = strrchr(im->path, '/');
    dragoman_str dir =
        slash ? dg_str_format(&im->arena, "%.*s", (int)(slash - im->path), im->path) : dg_str(".");
    dg_mistakes mistakes = {.arena = &im->arena};
    dg_lines lines;
    dg_dict dict = {.arena = &im->arena, .lines = &lines};
    int status = dg_lines_open(&lines, &im->arena, dir.len ? dir.ptr : "/",
                               slash ? slash + 1 : im->path, &mistakes, im->error);
    if (status < 0) return status;
    lines.name = im->path;
    blank_comments(lines.rest);
    dg_dict_write(&dict, "# Imported from %s\n", slash ? slash + 1 : im->path);
    switch (im->kind) {
    case DRAGOMAN_DICTIONARY_ACTORS:
        dg_dict_actors(&dict);
        break;
    case DRAGOMAN_DICTIONARY_AGENTS:
        dg_dict_agents(&dict);
        break;
    case DRAGOMAN_DICTIONARY_VERBS:
        dg_dict_verbs(&dict);
        break;
    case DRAGOMAN_DICTIONARY_DISCARDS:
        dg_dict_discards(&dict);
        break;
    }
    for (uint32_t i = 0; i < mistakes.list.count && im->note; i++)
        im->note(im->context, mistakes.list.items[i].ptr);
    return give(im, &dict);
}

int dragoman_codebook_import(const char *path, dragoman_dictionary kind, dragoman_buffer *out,
                             void (*note)(void *context, const char *line), void *context,
                             dragoman_error *error) {
import im = {.path = path, .kind = kind, .out = out, .note = note, .context = context, .error = error };
    *out = (dragoman_buffer){0};
    int status = dg_arena_guard(&im.arena, import_work, &im);
    dg_arena_free(&im.arena);
    if (status == DRAGOMAN_ENOMEM) dg_fail(error, status, "%s: out of memory", path);
    return status < 0 ? status : im.taken;
}
