/*
 * engine.c - the house's front door: opens codebook and model, and walks an article through the
 * rooms in their order.
 *
 * The codebook is text; what is loaded is one compiled image of it, kept in the cache folder under
 * the hash of the text and rebuilt when the text changes. Without a cache folder it is compiled in
 * memory at every start.
 */
#include "base/error.h"
#include "base/image.h"
#include "base/lines.h"
#include "base/out.h"
#include "base/str.h"
#include "doc.h"
#include "engine.h"
#include "entity/entity.h"
#include "event/event.h"
#include "speech/speech.h"
#include "syntax/syntax.h"
#include "syntax/tree.h"
#include "tally/tally.h"
#include "text/text.h"
#include "track/track.h"
#include "when/when.h"
#include "where/where.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define COMPILER_VERSION "actors-1 events-6 counts-1" /* raised when the compiled form changes */

struct dragoman_engine {
    dg_image model, codebook;
    dg_image places;  /* the gazetteer's image, where there is one */
    dg_arena arena;   /* the codebook image where it is not mapped; paths */
    dg_arena reading; /* the codebook's text, while it is hashed */
    dragoman_str codebook_dir;
    dg_syntax *syntax;
    dg_actors *actors;
    dg_cues *cues;
    dg_events *events;
    dg_steps *steps;
    dg_gazetteer *gazetteer; /* NULL: places have names and countries, but no coordinates */
    dg_counts *counts;
};

struct dragoman_coder {
    const dragoman_engine *engine;
    dg_arena arena;
    dg_doc doc;
    dragoman_record record;
};

/* ------------------------------------------------------------------ where the data stand */

static bool exists(const char *path) {
    return access(path, R_OK) == 0;
}

/* option, else environment, else beside the program's folder, else the installed place. */
static dragoman_str data_path(dg_arena *arena, const char *option, const char *variable,
                              const char *name) {
    if (option) return dg_str_copy(arena, dg_str(option));
    const char *set = getenv(variable);
    if (set && *set) return dg_str_copy(arena, dg_str(set));
    char self[4096];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    if (len > 0) {
        self[len] = 0;
        char *slash = strrchr(self, '/');
        if (slash) *slash = 0;
        dragoman_str beside = dg_str_format(arena, "%s/../%s", self, name);
        if (exists(beside.ptr)) return beside;
        beside = dg_str_format(arena, "%s/../share/dragoman/%s", self, name);
        if (exists(beside.ptr)) return beside;
    }
    return dg_str_format(arena, "%s/%s", DRAGOMAN_DATADIR, name);
}

/* Folder for compiled images, made if need be; empty: none. */
static dragoman_str cache_dir(dg_arena *arena, const char *option) {
    if (option) return dg_str_copy(arena, dg_str(option));
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    dragoman_str base = cache && *cache ? dg_str(cache)
                        : home && *home ? dg_str_format(arena, "%s/.cache", home)
                                        : (dragoman_str){NULL, 0};
    if (!base.len) return base;
    mkdir(base.ptr, 0777);
    dragoman_str dir = dg_str_format(arena, "%.*s/dragoman", DG_STR_ARG(base));
    mkdir(dir.ptr, 0777);
    return dir;
}

/* ------------------------------------------------------------------ the codebook */

/* Hash of every codebook file's name and bytes, and of the compiler's version. */
static int codebook_hash(dg_arena *arena, const char *dir, uint64_t *hash, dragoman_error *error) {
    static const char *const folders[] = {".", "actors", "events"};
    *hash = dg_hash(COMPILER_VERSION DRAGOMAN_VERSION, sizeof COMPILER_VERSION DRAGOMAN_VERSION);
    for (size_t f = 0; f < sizeof folders / sizeof *folders; f++) {
        dragoman_str *names;
        uint32_t count;
        int status = dg_lines_files(arena, dir, folders[f], &names, &count, error);
        for (uint32_t i = 0; status == 0 && i < count; i++) {
            dg_lines lines;
            status = dg_lines_open(&lines, arena, dir, names[i].ptr, NULL, error);
            if (status < 0) break;
            *hash = dg_hash_mix(*hash, dg_hash(names[i].ptr, names[i].len));
            *hash = dg_hash_mix(*hash, dg_hash(lines.rest.ptr, lines.rest.len));
        }
        if (status < 0) return status;
    }
    return 0;
}

int dg_codebook_compile(dg_arena *arena, const char *dir, dg_mistakes *mistakes, void **bytes,
                        size_t *size, dragoman_error *error) {
    dg_image_builder builder = {.arena = arena, .kind = DG_IMAGE_CODEBOOK};
    uint64_t hash;
    int status = codebook_hash(arena, dir, &hash, error);
    if (status == 0) status = dg_actors_compile(&builder, dir, mistakes, error);
    if (status == 0) status = dg_cues_compile(&builder, dir, mistakes, error);
    if (status == 0) status = dg_events_compile(&builder, dir, mistakes, error);
    if (status == 0) status = dg_counts_compile(&builder, dir, mistakes, error);
    if (status == 0) status = dg_steps_compile(&builder, dir, mistakes, error);
    if (status < 0) return status;
    dragoman_str meta = dg_str_format(arena, "source=%016llx\n", (unsigned long long)hash);
    dg_image_add(&builder, "meta", meta.ptr, meta.len);
    *bytes = dg_image_build(&builder, size);
    return 0;
}

/* The image of an earlier run, if it was made from this very text. */
static bool codebook_cached(dragoman_engine *engine, const char *path, uint64_t hash) {
    char wanted[17];
    snprintf(wanted, sizeof wanted, "%016llx", (unsigned long long)hash);
    if (!path || dg_image_open(&engine->codebook, path, DG_IMAGE_CODEBOOK, NULL) < 0) return false;
    if (dg_str_is(dg_image_meta(&engine->codebook, "source"), wanted)) return true;
    dg_image_close(&engine->codebook);
    return false;
}

/* The rooms' views of the codebook image. */
static int rooms_open(dragoman_engine *engine, dragoman_error *error) {
    int status = dg_actors_open(&engine->actors, &engine->codebook, error);
    if (status == 0) status = dg_cues_open(&engine->cues, &engine->codebook, error);
    if (status == 0) status = dg_events_open(&engine->events, &engine->codebook, error);
    if (status == 0) status = dg_counts_open(&engine->counts, &engine->codebook, error);
    if (status == 0) status = dg_steps_open(&engine->steps, &engine->codebook, error);
    return status;
}

static void rooms_close(dragoman_engine *engine) {
    dg_steps_close(engine->steps);
    dg_counts_close(engine->counts);
    dg_events_close(engine->events);
    dg_cues_close(engine->cues);
    dg_actors_close(engine->actors);
    engine->steps = NULL, engine->counts = NULL, engine->events = NULL, engine->cues = NULL,
    engine->actors = NULL;
    dg_image_close(&engine->codebook);
}

/* The image kept from an earlier run, if it can be used; one that another build left is made anew.
 */
static bool codebook_reused(dragoman_engine *engine, const char *path, uint64_t hash) {
    if (!codebook_cached(engine, path, hash)) return false;
    if (rooms_open(engine, NULL) == 0) return true;
    rooms_close(engine);
    return false;
}

static int codebook_load(dragoman_engine *engine, const char *dir, const char *cache,
                         dragoman_error *error) {
    dg_arena *arena = &engine->arena;
    uint64_t hash;
    engine->reading.guard = arena->guard;
    int status = codebook_hash(&engine->reading, dir, &hash, error);
    dg_arena_free(&engine->reading);
    if (status < 0) return status;
    const char *path = NULL;
    if (cache && *cache)
        path = dg_str_format(arena, "%s/codebook-%016llx.img", cache, (unsigned long long)hash).ptr;
    if (codebook_reused(engine, path, hash)) return 0;
    dg_mistakes mistakes = {.arena = arena};
    void *bytes;
    size_t size;
    status = dg_codebook_compile(arena, dir, &mistakes, &bytes, &size, error);
    if (status < 0) return status;
    if (mistakes.list.count)
        return dg_fail(error, DRAGOMAN_ECODEBOOK, "%s (%u mistakes in all: dragoman dict check)",
                       mistakes.list.items[0].ptr, mistakes.list.count);
    if (path && dg_image_write(bytes, size, path, NULL) == 0 && codebook_reused(engine, path, hash))
        return 0; /* mapped: shared with other processes */
    status = dg_image_check(&engine->codebook, bytes, size, DG_IMAGE_CODEBOOK, dir, error);
    return status < 0 ? status : rooms_open(engine, error);
}

/* ------------------------------------------------------------------ the gazetteer */

/* It may be missing, unless $DRAGOMAN_GAZETTEER asks for one; a damaged one is refused. "" is none.
 */
static int gazetteer_load(dragoman_engine *engine, dragoman_error *error) {
    const char *asked = getenv("DRAGOMAN_GAZETTEER");
    if (asked && !*asked) return 0;
    dragoman_str path =
        data_path(&engine->arena, asked, "DRAGOMAN_GAZETTEER", "model/gazetteer.img");
    if (!asked && !exists(path.ptr)) return 0;
    int status = dg_image_open(&engine->places, path.ptr, DG_IMAGE_GAZETTEER, error);
    return status < 0 ? status : dg_gazetteer_open(&engine->gazetteer, &engine->places, error);
}

/* ------------------------------------------------------------------ engine */

typedef struct loading {
    dragoman_engine *engine;
    const dragoman_options *options;
    dragoman_error *error;
} loading;

static int engine_load(void *context) {
    const loading *l = context;
    dragoman_engine *engine = l->engine;
    const dragoman_options *options = l->options;
    dragoman_error *error = l->error;
    dg_arena *arena = &engine->arena;
    dragoman_str dir = data_path(arena, options->codebook_dir, "DRAGOMAN_CODEBOOK", "codebook");
    engine->codebook_dir = dir;
    dragoman_str model =
        data_path(arena, options->model_path, "DRAGOMAN_MODEL", "model/dragoman.model");
    dragoman_str cache = cache_dir(arena, options->cache_dir);
    int status = dg_image_open(&engine->model, model.ptr, DG_IMAGE_MODEL, error);
    if (status == 0) status = dg_syntax_open(&engine->syntax, &engine->model, error);
    if (status == 0) status = codebook_load(engine, dir.ptr, cache.ptr, error);
    if (status == 0) status = gazetteer_load(engine, error);
    return status;
}

int dragoman_engine_open(dragoman_engine **out, const dragoman_options *options,
                         dragoman_error *error) {
    static const dragoman_options defaults = DRAGOMAN_OPTIONS_INIT;
    *out = NULL;
    if (!options) options = &defaults;
    if (options->version != DRAGOMAN_OPTIONS_VERSION)
        return dg_fail(error, DRAGOMAN_EUSAGE, "options of version %u, this is %d",
                       options->version, DRAGOMAN_OPTIONS_VERSION);
    dragoman_engine *engine = calloc(1, sizeof *engine);
    if (!engine) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    dg_fail(error, DRAGOMAN_ENOMEM, "out of memory loading the engine"); /* unless told otherwise */
    loading l = {engine, options, error};
    int status = dg_arena_guard(&engine->arena, engine_load, &l);
    if (status < 0)
        dragoman_engine_close(engine);
    else
        *out = engine;
    return status;
}

void dragoman_engine_close(dragoman_engine *engine) {
    if (!engine) return;
    rooms_close(engine);
    dg_syntax_close(engine->syntax);
    dg_gazetteer_close(engine->gazetteer);
    dg_image_close(&engine->places);
    dg_image_close(&engine->model);
    dg_arena_free(&engine->reading);
    dg_arena_free(&engine->arena);
    free(engine);
}

const char *dragoman_engine_codebook(const dragoman_engine *engine) {
    return engine->codebook.hash;
}

const char *dragoman_engine_model(const dragoman_engine *engine) {
    return engine->model.hash;
}

dragoman_coder_info dragoman_engine_coder(const dragoman_engine *engine) {
    return (dragoman_coder_info){DRAGOMAN_VERSION, engine->codebook.hash, engine->model.hash};
}

/* ------------------------------------------------------------------ the codebook, for people */

typedef struct checking {
    dg_arena *arena;
    const char *dir;
    dg_mistakes mistakes;
    dragoman_error *error;
} checking;

static int check_work(void *context) {
    checking *c = context;
    void *bytes;
    size_t size;
    dragoman_str dir = data_path(c->arena, c->dir, "DRAGOMAN_CODEBOOK", "codebook");
    return dg_codebook_compile(c->arena, dir.ptr, &c->mistakes, &bytes, &size, c->error);
}

int dragoman_codebook_check(const char *dir, void (*note)(void *context, const char *mistake),
                            void *context, dragoman_error *error) {
    dg_arena arena = DG_ARENA_INIT;
    checking c = {&arena, dir, {.arena = &arena}, error};
    dg_fail(error, DRAGOMAN_ENOMEM,
            "out of memory checking the codebook"); /* unless told otherwise */
    int status = dg_arena_guard(&arena, check_work, &c);
    for (uint32_t i = 0; status == 0 && i < c.mistakes.list.count; i++)
        note(context, c.mistakes.list.items[i].ptr);
    if (status == 0) status = (int)c.mistakes.list.count;
    dg_arena_free(&arena);
    return status;
}

/* ------------------------------------------------------------------ looking a word up */

typedef struct finding {
    dg_arena *arena;
    const char *dir, *word;
    void (*note)(void *context, const char *line);
    void *context;
    dragoman_error *error;
    int count;
} finding;

static bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Whether the folded line holds the folded word as whole words. */
static bool holds_word(dragoman_str line, dragoman_str word) {
    for (uint32_t i = 0; word.len && i + word.len <= line.len; i++) {
        if (memcmp(line.ptr + i, word.ptr, word.len) != 0) continue;
        bool starts = i == 0 || !letter(line.ptr[i - 1]);
        bool ends = i + word.len == line.len || !letter(line.ptr[i + word.len]);
        if (starts && ends) return true;
    }
    return false;
}

static int find_in_file(finding *f, const char *name) {
    dg_mistakes unheard = {.arena = f->arena};
    dg_lines lines;
    dg_line line;
    int status = dg_lines_open(&lines, f->arena, f->dir, name, &unheard, f->error);
    if (status < 0) return status;
    char folded_word[256];
    dragoman_str word = {folded_word,
                         (uint32_t)dg_fold_into(dg_str(f->word), folded_word, sizeof folded_word)};
    while (dg_lines_next(&lines, &line)) {
        char *folded = dg_arena_alloc(f->arena, (size_t)line.text.len * 4 + 1);
        dragoman_str text = {folded,
                             (uint32_t)dg_fold_into(line.text, folded, (size_t)line.text.len * 4)};
        if (!holds_word(text, word)) continue;
        f->note(
            f->context,
            dg_str_format(f->arena, "%s:%u: %.*s", name, line.number, DG_STR_ARG(line.text)).ptr);
        f->count++;
    }
    return 0;
}

static int find_work(void *context) {
    finding *f = context;
    static const char *const folders[] = {".", "actors", "events"};
    f->dir = data_path(f->arena, f->dir, "DRAGOMAN_CODEBOOK", "codebook").ptr;
    for (size_t k = 0; k < sizeof folders / sizeof *folders; k++) {
        dragoman_str *names;
        uint32_t count;
        int status = dg_lines_files(f->arena, f->dir, folders[k], &names, &count, f->error);
        for (uint32_t i = 0; status == 0 && i < count; i++)
            status = find_in_file(f, k ? names[i].ptr : names[i].ptr + 2); /* without "./" */
        if (status < 0) return status;
    }
    return f->count;
}

int dragoman_codebook_find(const char *dir, const char *word,
                           void (*note)(void *context, const char *line), void *context,
                           dragoman_error *error) {
    dg_arena arena = DG_ARENA_INIT;
    finding f = {&arena, dir, word, note, context, error, 0};
    int status = dg_arena_guard(&arena, find_work, &f);
    if (status == DRAGOMAN_ENOMEM) dg_fail(error, status, "out of memory reading the codebook");
    dg_arena_free(&arena);
    return status;
}

/* Append line `number` of a text, behind the line of its entry where it is indented. */
static bool append_line(dragoman_str text, uint32_t number, dg_out *out) {
    dragoman_str entry = {NULL, 0};
    for (uint32_t at = 0, n = 1; at < text.len; n++) {
        const char *start = text.ptr + at, *end = memchr(start, '\n', text.len - at);
        dragoman_str line = {start, end ? (uint32_t)(end - start) : text.len - at};
        bool indented = line.len && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
        if (n == number) {
            if (indented && entry.len) dg_out_str(out, entry), dg_out_char(out, '\n');
            dg_out_str(out, line);
            return true;
        }
        if (!indented && line.len && line.ptr[0] != '#') entry = line;
        at += line.len + 1;
    }
    return false;
}

typedef struct line_wanted {
    dg_arena *arena;
    const char *dir;
    dragoman_str rule;
    dg_out *out;
    dragoman_error *error;
} line_wanted;

static int line_work(void *context) {
    const line_wanted *l = context;
    const char *colon = memrchr(l->rule.ptr, ':', l->rule.len);
    if (!colon || (l->rule.len > 6 && memcmp(l->rule.ptr, "model:", 6) == 0)) return 0;
    uint32_t len = (uint32_t)(colon - l->rule.ptr);
    uint32_t number = (uint32_t)strtoul(dg_str_copy(l->arena, l->rule).ptr + len + 1, NULL, 10);
    dragoman_str name = dg_str_copy(l->arena, (dragoman_str){l->rule.ptr, len});
    if (!number) return 0;
    if (memmem(name.ptr, name.len, "..", 2) || name.ptr[0] == '/')
        return dg_fail(l->error, DRAGOMAN_EUSAGE, "%s: not in the codebook", name.ptr);
    dg_lines lines;
    int status = dg_lines_open(&lines, l->arena, l->dir, name.ptr, NULL, l->error);
    if (status < 0) return status;
    return append_line(lines.rest, number, l->out)
               ? 0
               : dg_fail(l->error, DRAGOMAN_EIO, "%s/%s: has no line %u", l->dir, name.ptr, number);
}

int dragoman_codebook_line(const dragoman_engine *engine, dragoman_str rule,
                           dragoman_buffer *buffer, dragoman_error *error) {
    if (!rule.len) return 0;
    dg_arena arena = DG_ARENA_INIT;
    dg_out out = dg_out_begin(buffer);
    line_wanted l = {&arena, engine->codebook_dir.ptr, rule, &out, error};
    dg_fail(error, DRAGOMAN_ENOMEM,
            "out of memory reading the codebook"); /* unless told otherwise */
    int status = dg_arena_guard(&arena, line_work, &l);
    dg_arena_free(&arena);
    return status < 0 ? status : dg_out_end(&out, error);
}

/* ------------------------------------------------------------------ coder */

int dragoman_coder_new(dragoman_coder **out, const dragoman_engine *engine, dragoman_error *error) {
    *out = calloc(1, sizeof **out);
    if (!*out) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    (*out)->engine = engine;
    return 0;
}

void dragoman_coder_free(dragoman_coder *coder) {
    if (!coder) return;
    dg_arena_free(&coder->arena);
    free(coder);
}

/* A fresh doc for this article, its strings copied. */
static void begin(dragoman_coder *coder, const dragoman_article *given) {
    dg_arena *arena = &coder->arena;
    dg_arena_reset(arena);
    coder->doc = (dg_doc){.arena = arena, .article = *given};
    dragoman_article *a = &coder->doc.article;
    dragoman_str *const strings[] = {&a->id,       &a->title, &a->source, &a->url,
                                     &a->language, &a->text,  &a->meta};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (strings[i]->ptr) *strings[i] = dg_str_copy(arena, *strings[i]);
    coder->doc.text = a->text;
    coder->doc.hash = dg_hash(a->text.ptr ? a->text.ptr : "", a->text.len);
    if (!a->id.len) a->id = dg_str_format(arena, "%016llx", (unsigned long long)coder->doc.hash);
}

/* ------------------------------------------------------------------ the rooms, in their order */

static void text_room(const dragoman_engine *engine, dg_doc *doc) {
    (void)engine;
    dg_text_split(doc);
}

static void syntax_room(const dragoman_engine *engine, dg_doc *doc) {
    dg_syntax_parse(engine->syntax, doc, 0, doc->sentences.count);
    dg_tree_link(doc);
}

static void when_room(const dragoman_engine *engine, dg_doc *doc) {
    (void)engine;
    dg_when_find(doc);
}

static void entity_room(const dragoman_engine *engine, dg_doc *doc) {
    dg_entity_resolve(engine->actors, doc);
}

static void where_room(const dragoman_engine *engine, dg_doc *doc) {
    dg_where_find(engine->gazetteer, doc);
}

static void speech_room(const dragoman_engine *engine, dg_doc *doc) {
    dg_speech_find(engine->cues, engine->actors, doc);
}

static void event_room(const dragoman_engine *engine, dg_doc *doc) {
    dg_event_find(engine->events, engine->actors, doc);
}

static void tally_room(const dragoman_engine *engine, dg_doc *doc) {
    dg_tally_find(engine->counts, engine->actors, doc);
}

static void track_room(const dragoman_engine *engine, dg_doc *doc) {
    dg_track_find(engine->steps, doc);
}

/* Times come before entities, whose phrases they are no part of; speech before events, which take
 * `according_to` from it. The first two make what `dragoman parse` shows. */
static const struct room {
    const char *name;
    void (*walk)(const dragoman_engine *engine, dg_doc *doc);
} rooms[] = {
    {"text", text_room},     {"syntax", syntax_room}, {"when", when_room},
    {"entity", entity_room}, {"where", where_room},   {"speech", speech_room},
    {"event", event_room},   {"tally", tally_room},   {"track", track_room},
};

#define ROOM_COUNT (sizeof rooms / sizeof *rooms)
#define PARSE_ROOMS 2

/* The public view of the doc. */
static const dragoman_record *view(dragoman_coder *coder) {
    const dg_doc *doc = &coder->doc;
    uint64_t hash[2];
    dg_hash_wide(doc->text.ptr ? doc->text.ptr : "", doc->text.len, hash);
    coder->record = (dragoman_record){
        .article = doc->article,
        .conllu = doc->conllu,
        .text_hash = {hash[0], hash[1]},
        .coder = dragoman_engine_coder(coder->engine),
        .sentences = doc->sentences.items,
        .sentence_count = doc->sentences.count,
        .tokens = doc->tokens.items,
        .token_count = doc->tokens.count,
        .mentions = doc->mentions.items,
        .mention_count = doc->mentions.count,
        .entities = doc->entities.items,
        .entity_count = doc->entities.count,
        .times = doc->times.items,
        .time_count = doc->times.count,
        .places = doc->places.items,
        .place_count = doc->places.count,
        .events = doc->events.items,
        .event_count = doc->events.count,
        .statements = doc->statements.items,
        .statement_count = doc->statements.count,
        .tallies = doc->tallies.items,
        .tally_count = doc->tallies.count,
        .steps = doc->steps.items,
        .step_count = doc->steps.count,
    };
    return &coder->record;
}

/* One call of a coder: what to do, and what came of it. */
typedef struct job {
    dragoman_coder *coder;
    const dragoman_article *article;
    dragoman_str conllu;
    size_t room_count;
    dg_observer *observer; /* may be NULL */
    dg_weigh_note *note;   /* may be NULL */
    void *context;
    dragoman_error *error;
} job;

static int walk_work(void *context) {
    const job *j = context;
    begin(j->coder, j->article);
    j->coder->doc.weigh_note = j->note;
    j->coder->doc.weigh_context = j->context;
    for (size_t i = 0; i < j->room_count; i++) {
        rooms[i].walk(j->coder->engine, &j->coder->doc);
        if (j->observer) j->observer(j->context, rooms[i].name);
    }
    return 0;
}

static int conllu_work(void *context) {
    const job *j = context;
    begin(j->coder, &(dragoman_article){0});
    dg_doc *doc = &j->coder->doc;
    doc->conllu = dg_str_copy(doc->arena, j->conllu);
    int status = dg_text_conllu(doc, doc->conllu, j->error);
    if (status == 0) syntax_room(j->coder->engine, &j->coder->doc);
    return status;
}

/* Out of memory gives the coder's memory back, so that the next article starts afresh. */
static int run(job *j, int (*work)(void *), const dragoman_record **out) {
    int status = dg_arena_guard(&j->coder->arena, work, j);
    *out = status < 0 ? NULL : view(j->coder);
    if (status == DRAGOMAN_ENOMEM) {
        dg_arena_free(&j->coder->arena);
        return dg_fail(j->error, status, "out of memory in this article");
    }
    return status;
}

int dg_code_observed(dragoman_coder *coder, const dragoman_article *article, dg_observer *observer,
                     void *context, const dragoman_record **out, dragoman_error *error) {
    return run(&(job){coder, article, .room_count = ROOM_COUNT, .observer = observer,
                      .context = context, .error = error},
               walk_work, out);
}

int dg_code_weighed(dragoman_coder *coder, const dragoman_article *article, dg_weigh_note *note,
                    void *context, const dragoman_record **out, dragoman_error *error) {
    return run(&(job){coder, article, .room_count = ROOM_COUNT, .note = note, .context = context,
                      .error = error},
               walk_work, out);
}

int dragoman_code(dragoman_coder *coder, const dragoman_article *article,
                  const dragoman_record **out, dragoman_error *error) {
    return dg_code_observed(coder, article, NULL, NULL, out, error);
}

int dragoman_parse(dragoman_coder *coder, const dragoman_article *article,
                   const dragoman_record **out, dragoman_error *error) {
    job j = {.coder = coder, .article = article, .room_count = PARSE_ROOMS, .error = error};
    return run(&j, walk_work, out);
}

int dragoman_parse_conllu(dragoman_coder *coder, dragoman_str conllu, const dragoman_record **out,
                          dragoman_error *error) {
    return run(&(job){.coder = coder, .conllu = conllu, .error = error}, conllu_work, out);
}
