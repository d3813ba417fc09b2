/*
 * brat.c - reads what write/brat.c writes, as people have changed it (see brat.h).
 *
 * Text-bound annotations and events are collected first, so that lines may stand in any order; then
 * attributes, notes and equivalences find theirs; then entities are put together from equivalences,
 * and rows from events. Every mistake is named by its line, and there is no record where there is
 * any.
 */
#include "record/brat.h"

#include "base/codepoints.h"
#include "base/error.h"
#include "base/str.h"
#include "event/plover.h"
#include "record/names.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>

typedef struct value {
    dragoman_str name, text;
    uint32_t line;
} value;

/* A T or an E. */
typedef struct item {
    char mark;
    uint32_t number, line;
    dragoman_str type, rest; /* of an E: its arguments */
    dragoman_layer layer;
    void *row; /* NULL: words that are no row */
    dragoman_span span;
    uint32_t trigger; /* of an E: item */
    bool is_trigger, is_words;
    dragoman_mention_kind kind;
    uint32_t same;  /* of a mention: another of its entity, itself at the end */
    uint32_t index; /* of the row in the record; of a mention its entity */
    DG_VEC(value) attributes, notes;
} item;

typedef struct reader {
    dg_arena *arena;
    const dragoman_record *base, *machine;
    dragoman_str ann;
    const char *name;
    void (*note)(void *, const char *);
    void *context;
    int mistakes;
    dg_codepoints index;
    DG_VEC(item) items;
    uint32_t *order;                       /* [items.count] by mark and number */
    DG_VEC(uint32_t) rows[DG_LAYER_COUNT]; /* items, in the order of the file */
    dg_brat_reading *out;
} reader;

static void mistake(reader *r, uint32_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void mistake(reader *r, uint32_t line, const char *format, ...) {
    char text[400], whole[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    snprintf(whole, sizeof whole, "%s:%u: %s", r->name, line, text);
    r->note(r->context, whole);
    r->mistakes++;
}

/* ------------------------------------------------------------------ lines */

/* The part of *rest before `separator`, untrimmed. */
static dragoman_str part(dragoman_str *rest, char separator) {
    const char *end = rest->len ? memchr(rest->ptr, separator, rest->len) : NULL;
    dragoman_str got = {rest->ptr, end ? (uint32_t)(end - rest->ptr) : rest->len};
    uint32_t taken = got.len + (end != NULL);
    *rest = (dragoman_str){rest->len ? rest->ptr + taken : NULL, rest->len - taken};
    return got;
}

static bool number_of(dragoman_str s, uint32_t *number) {
    uint64_t n = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9' ||
            (n = n * 10 + (uint64_t)(s.ptr[i] - '0')) > UINT32_MAX)
            return false;
    }
    *number = (uint32_t)n;
    return s.len > 0;
}

/* "T12" */
static bool reference(dragoman_str s, char *mark, uint32_t *number) {
    if (s.len < 2 || (s.ptr[0] != 'T' && s.ptr[0] != 'E')) return false;
    *mark = s.ptr[0];
    return number_of((dragoman_str){s.ptr + 1, s.len - 1}, number);
}

static bool is_blank(const reader *r, uint32_t from, uint32_t to) {
    for (; from < to; from++)
        if (!strchr(" \n\t", r->base->article.text.ptr[from])) return false;
    return true;
}

/* "12 20;21 30", pieces parted by white space alone, as one span; false: said. */
static bool spans(reader *r, dragoman_str rest, uint32_t line, dragoman_span *span) {
    dragoman_str piece;
    *span = (dragoman_span){0, 0};
    while (rest.len) {
        piece = part(&rest, ';');
        dragoman_str from = part(&piece, ' ');
        uint32_t start, end;
        if (!number_of(from, &start) || !number_of(dg_str_trim(piece), &end) || end <= start) {
            mistake(r, line, "no span of the text: two numbers are wanted, the second larger");
            return false;
        }
        uint32_t a = dg_codepoints_byte(&r->index, start), b = dg_codepoints_byte(&r->index, end);
        if (dg_codepoints_at(&r->index, r->base->article.text.len) < end) {
            mistake(r, line, "the span %u-%u ends behind the article: its text has changed", start,
                    end);
            return false;
        }
        if (dg_has_span(*span) && (a < span->end || !is_blank(r, span->end, a))) {
            mistake(r, line, "annotations in pieces with words between them are not of the record");
            return false;
        }
        *span = (dragoman_span){dg_has_span(*span) ? span->start : a, b};
    }
    return dg_has_span(*span);
}

/* Whether the words are those of the article; line ends stand as blanks. */
static bool same_words(const reader *r, dragoman_span span, dragoman_str words) {
    dragoman_str got = dg_words(r->base, span);
    uint32_t i = 0, k = 0;
    while (i < got.len && k < words.len) {
        if (got.ptr[i] == '\n') {
            while (i < got.len && got.ptr[i] == '\n') i++;
            if (words.ptr[k] == ' ') k++;
            continue;
        }
        if (got.ptr[i++] != words.ptr[k++]) return false;
    }
    return i == got.len && k == words.len;
}

static void read_text(reader *r, dragoman_str line, uint32_t at) {
    dragoman_str id = part(&line, '\t'), body = part(&line, '\t'), type = part(&body, ' ');
    item t = {.mark = 'T', .line = at, .type = type};
    char mark;
    if (!reference(id, &mark, &t.number) || !type.len) {
        mistake(r, at, "T, a number, a tab, a type and a span are wanted");
        return;
    }
    if (!spans(r, body, at, &t.span)) return;
    if (!same_words(r, t.span, line)) {
        dragoman_str got = dg_words(r->base, t.span);
        mistake(r, at,
                "%.*s is \"%.60s\", but the article has \"%.*s\" there: its text has changed",
                DG_STR_ARG(id), dg_str_copy(r->arena, line).ptr, (int)(got.len < 60 ? got.len : 60),
                got.ptr);
        return;
    }
    *dg_vec_push(r->arena, &r->items) = t;
}

static void read_event(reader *r, dragoman_str line, uint32_t at) {
    dragoman_str id = part(&line, '\t'), type = part(&line, ':');
    item e = {.mark = 'E', .line = at, .type = type, .rest = line};
    char mark;
    if (!reference(id, &mark, &e.number) || !type.len || !line.len) {
        mistake(r, at, "E, a number, a tab, and TYPE:T1 are wanted");
        return;
    }
    *dg_vec_push(r->arena, &r->items) = e;
}

/* ------------------------------------------------------------------ finding items */

static int by_name(const void *x, const void *y, void *context) {
    const reader *r = context;
    const item *a = &r->items.items[*(const uint32_t *)x],
               *b = &r->items.items[*(const uint32_t *)y];
    if (a->mark != b->mark) return a->mark < b->mark ? -1 : 1;
    if (a->number != b->number) return a->number < b->number ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

static void order_items(reader *r) {
    uint32_t count = r->items.count;
    r->order = DG_ARRAY(r->arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) r->order[i] = i;
    if (count) qsort_r(r->order, count, sizeof *r->order, by_name, r);
    for (uint32_t i = 1; i < count; i++) {
        const item *a = &r->items.items[r->order[i - 1]], *b = &r->items.items[r->order[i]];
        if (a->mark == b->mark && a->number == b->number)
            mistake(r, b->line, "%c%u stands on line %u already", b->mark, b->number, a->line);
    }
}

/* The item of a reference; DRAGOMAN_NONE: said. */
static uint32_t find(reader *r, dragoman_str name, uint32_t line) {
    uint32_t low = 0, high = r->items.count, number = 0;
    char mark = 0;
    if (reference(name, &mark, &number))
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            const item *i = &r->items.items[r->order[middle]];
            if (i->mark == mark && i->number == number) return r->order[middle];
            if (i->mark < mark || (i->mark == mark && i->number < number))
                low = middle + 1;
            else
                high = middle;
        }
    mistake(r, line, "there is no %.*s", DG_STR_ARG(name));
    return DRAGOMAN_NONE;
}

/* ------------------------------------------------------------------ what is said of items */

static void read_attribute(reader *r, dragoman_str line, uint32_t at) {
    part(&line, '\t');
    dragoman_str name = part(&line, ' '), target = part(&line, ' ');
    uint32_t i = find(r, target, at);
    if (i == DRAGOMAN_NONE) return;
    while (name.len && name.ptr[name.len - 1] >= '0' && name.ptr[name.len - 1] <= '9')
        name.len--; /* Mode2 */
    *dg_vec_push(r->arena, &r->items.items[i].attributes) = (value){name, line, at};
}

/* A note's value up to an unescaped ';', its escapes undone. */
static dragoman_str note_part(reader *r, dragoman_str *rest) {
    char *room = dg_arena_alloc(r->arena, (size_t)rest->len + 1);
    uint32_t used = 0, i = 0;
    for (; i < rest->len && rest->ptr[i] != ';'; i++) {
        char c = rest->ptr[i];
        if (c == '\\' && i + 1 < rest->len) {
            c = rest->ptr[++i];
            c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
        }
        room[used++] = c;
    }
    if (i < rest->len) i++;
    *rest = (dragoman_str){rest->ptr + i, rest->len - i};
    return (dragoman_str){room, used};
}

static void read_note(reader *r, dragoman_str line, uint32_t at) {
    part(&line, '\t');
    dragoman_str target = part(&line, '\t'), type = part(&target, ' ');
    if (!dg_str_is(type, "AnnotatorNotes")) return;
    uint32_t i = find(r, target, at);
    while (i != DRAGOMAN_NONE && line.len) {
        dragoman_str text = note_part(r, &line), key = part(&text, '=');
        if (!text.ptr) continue; /* a remark of somebody's */
        *dg_vec_push(r->arena, &r->items.items[i].notes) = (value){dg_str_trim(key), text, at};
    }
}

static void unite(reader *r, uint32_t a, uint32_t b) {
    item *items = r->items.items;
    while (items[a].same != a) a = items[a].same;
    while (items[b].same != b) b = items[b].same;
    if (a < b)
        items[b].same = a;
    else
        items[a].same = b;
}

static void read_equivalence(reader *r, dragoman_str line, uint32_t at, bool relation) {
    part(&line, '\t');
    dragoman_str type = part(&line, ' ');
    if (!dg_str_is(type, "Equiv")) {
        mistake(r, at, "no such relation: %.*s (Equiv alone)", DG_STR_ARG(type));
        return;
    }
    uint32_t first = DRAGOMAN_NONE;
    while (line.len) {
        dragoman_str name = part(&line, ' ');
        if (relation) part(&name, ':');
        name = dg_str_trim(name);
        if (!name.len) continue;
        uint32_t i = find(r, name, at);
        if (i == DRAGOMAN_NONE) return;
        if (first == DRAGOMAN_NONE)
            first = i;
        else
            unite(r, first, i);
    }
}

/* Every line for `each` pass: first items, then what is said of them. */
static void read_lines(reader *r, bool items) {
    dragoman_str rest = r->ann;
    for (uint32_t at = 1; rest.len; at++) {
        dragoman_str line = part(&rest, '\n');
        if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
        if (!dg_str_trim(line).len) continue;
        char mark = line.ptr[0];
        if (items) {
            if (mark == 'T')
                read_text(r, line, at);
            else if (mark == 'E')
                read_event(r, line, at);
            else if (!strchr("AMR#*N", mark))
                mistake(r, at, "no line of brat's standoff");
        } else if (mark == 'A' || mark == 'M')
            read_attribute(r, line, at);
        else if (mark == '#')
            read_note(r, line, at);
        else if (mark == '*' || mark == 'R')
            read_equivalence(r, line, at, mark == 'R');
    }
}

/* ------------------------------------------------------------------ rows */

static const value *note_of(const item *i, const char *key) {
    for (uint32_t k = 0; k < i->notes.count; k++)
        if (dg_str_is(i->notes.items[k].name, key)) return &i->notes.items[k];
    return NULL;
}

/* What each item is: a row of a layer, a trigger, words. */
static void settle_types(reader *r) {
    for (uint32_t n = 0; n < r->items.count; n++) {
        item *i = &r->items.items[n];
        if (i->mark != 'E') continue;
        i->trigger = find(r, part(&i->rest, ' '), i->line);
        if (i->trigger == DRAGOMAN_NONE) continue;
        item *t = &r->items.items[i->trigger];
        if (t->mark != 'T' || !dg_str_eq(t->type, i->type))
            mistake(r, i->line, "the trigger %c%u is a %.*s", t->mark, t->number,
                    DG_STR_ARG(t->type));
        t->is_trigger = true;
        i->span = t->span;
    }
    for (uint32_t n = 0; n < r->items.count; n++) {
        item *i = &r->items.items[n];
        i->layer = i->is_trigger ? DRAGOMAN_ARTICLES : dg_brat_layer(r->arena, i->type, &i->row);
        bool words = dg_str_is(i->type, DG_BRAT_WORDS) || dg_str_is(i->type, DG_BRAT_CONTENT) ||
                     dg_str_is(i->type, DG_BRAT_TERM);
        bool text =
            i->layer == DRAGOMAN_ENTITIES || i->layer == DRAGOMAN_TIMES || i->layer == DG_PLACES;
        if (i->is_trigger || (i->mark == 'T' && words)) continue;
        if (i->layer == DRAGOMAN_ARTICLES)
            mistake(r, i->line, "no such type: %.*s", DG_STR_ARG(i->type));
        else if (i->mark == 'T' && !text)
            mistake(r, i->line, "a %.*s without an event that has it for trigger",
                    DG_STR_ARG(i->type));
        else if (i->mark == 'E' && text)
            mistake(r, i->line, "%.*s is no type of event", DG_STR_ARG(i->type));
        else if (i->layer != DRAGOMAN_ENTITIES)
            *dg_vec_push(r->arena, &r->rows[i->layer]) = n;
    }
}

static uint32_t sentence_of(const reader *r, uint32_t at) {
    for (uint32_t i = r->base->sentence_count; i-- > 0;)
        if (r->base->sentences[i].span.start <= at) return i;
    return 0;
}

/* The row of this id, as it was shown or, where it was struck, as it was coded; NULL: none. */
static const void *old_row(const reader *r, dragoman_layer layer, dragoman_str id) {
    const dragoman_record *const records[] = {r->base, r->machine};
    for (size_t k = 0; k < 2; k++) {
        uint32_t row = dg_row_find(records[k], layer, id);
        if (row != DRAGOMAN_NONE) return dg_row_at(records[k], layer, row);
    }
    return NULL;
}

static bool set_id(reader *r, item *i) {
    const dg_layer *l = dg_layer_of(i->layer);
    const value *id = note_of(i, "id");
    if (l->id == DG_NO_OFFSET) return true;
    char *room = (char *)i->row + l->id;
    if (!id) {
        char type[DG_BRAT_ROOM];
        /* as the coder makes them, but from a hash of the text and the word "human" */
        dg_id(room, dg_hash_mix(r->base->text_hash[0], dg_hash("human", 5)), l->name, i->span,
              dg_brat_type(i->layer, i->row, type));
        return true;
    }
    if (id->text.len >= 20 || !old_row(r, i->layer, id->text)) {
        mistake(r, id->line, "the record has no %s %.*s: it has been coded anew or corrected since",
                l->name, (int)(id->text.len < 40 ? id->text.len : 40), id->text.ptr);
        return false;
    }
    memcpy(room, id->text.ptr, id->text.len);
    room[id->text.len] = 0;
    return true;
}

static const dg_field *field_named(dragoman_layer layer, dragoman_str name, bool by_role) {
    const dg_layer *l = dg_layer_of(layer);
    for (uint32_t i = 0; i < l->field_count; i++) {
        const dg_field *f = &l->fields[i];
        if (f->kind >= DG_FIELD_SPAN) continue;
        if (by_role ? f->role && dg_str_is(name, f->role) : dg_str_is(name, f->name)) return f;
    }
    return NULL;
}

static bool is_flag(dragoman_str name, const char **word) {
    char room[DG_BRAT_ROOM];
    for (unsigned n = 0; n < DG_AUX_COUNT; n++) {
        *word = dg_aux_name(n);
        if (dg_str_is(name, dg_brat_flag(*word, room))) return true;
    }
    return false;
}

static void set_field(reader *r, item *i, const dg_field *f, dragoman_str text, uint32_t line) {
    const char *why = dg_field_set(r->arena, i->row, f, text);
    if (why) mistake(r, line, "%s %.*s: %s", f->name, DG_STR_ARG(text), why);
}

/* Attributes: those of one field together, in the order of the file. */
static void set_attributes(reader *r, item *i) {
    for (uint32_t k = 0; k < i->attributes.count; k++) {
        const value *v = &i->attributes.items[k];
        const char *word = NULL;
        bool flag = is_flag(v->name, &word), done = false;
        const dg_field *f = flag ? field_named(i->layer, dg_str("auxiliary"), false)
                                 : field_named(i->layer, v->name, true);
        if (!f) {
            bool own = i->layer == DRAGOMAN_ENTITIES && dg_str_is(v->name, "Mention");
            if (!own)
                mistake(r, v->line, "a %.*s has no attribute %.*s", DG_STR_ARG(i->type),
                        DG_STR_ARG(v->name));
            continue;
        }
        dragoman_str text = {NULL, 0};
        for (uint32_t n = 0; n < i->attributes.count; n++) {
            const value *o = &i->attributes.items[n];
            const char *other = NULL;
            bool other_flag = is_flag(o->name, &other);
            if (flag ? !other_flag : !dg_str_eq(o->name, v->name)) continue;
            if (n < k) done = true; /* set with the first of them */
            dragoman_str next = other_flag ? dg_str(other) : o->text;
            text = text.len
                       ? dg_str_format(r->arena, "%.*s %.*s", DG_STR_ARG(text), DG_STR_ARG(next))
                       : next;
        }
        if (!done) set_field(r, i, f, text, v->line);
    }
}

static void set_notes(reader *r, item *i) {
    const dg_layer *l = dg_layer_of(i->layer);
    for (uint32_t k = 0; k < i->notes.count; k++) {
        const value *v = &i->notes.items[k];
        if (dg_str_is(v->name, "id") || dg_str_is(v->name, "entity") || dg_str_is(v->name, "of"))
            continue;
        if (dg_str_is(v->name, "span") && l->span != DG_NO_OFFSET) {
            dragoman_str rest = v->text, from = part(&rest, '-'),
                         both = dg_str_format(r->arena, "%.*s %.*s", DG_STR_ARG(from),
                                              DG_STR_ARG(rest));
            dragoman_span span;
            if (spans(r, both, v->line, &span))
                memcpy((char *)i->row + l->span, &span, sizeof span);
            continue;
        }
        const dg_field *f = field_named(i->layer, v->name, false);
        if (f)
            set_field(r, i, f, v->text, v->line);
        else
            mistake(r, v->line, "a %.*s has no field %.*s", DG_STR_ARG(i->type),
                    DG_STR_ARG(v->name));
    }
}

/* A row's id, sentence, spans and values. */
static void fill_row(reader *r, item *i) {
    const dg_layer *l = dg_layer_of(i->layer);
    if (!set_id(r, i)) return;
    if (l->sentence != DG_NO_OFFSET)
        *(uint32_t *)(void *)((char *)i->row + l->sentence) = sentence_of(r, i->span.start);
    if (l->span != DG_NO_OFFSET) {
        /* the clause of an event that a person added is not told: its sentence */
        bool added = i->layer == DRAGOMAN_EVENTS && !note_of(i, "id") && r->base->sentence_count;
        dragoman_span extent =
            added ? dg_sentence_span(r->base, sentence_of(r, i->span.start)) : i->span;
        memcpy((char *)i->row + l->span, &extent, sizeof extent);
    }
    if (l->trigger != DG_NO_OFFSET) memcpy((char *)i->row + l->trigger, &i->span, sizeof i->span);
    set_attributes(r, i);
    set_notes(r, i);
    if (i->layer != DRAGOMAN_EVENTS) return;
    dragoman_event *e = i->row;
    e->quad = dg_quad(e->event);
    e->scale = dg_scale(e->event, e->mode, e->mode_count);
    const dragoman_event *old = old_row(r, DRAGOMAN_EVENTS, dg_str(e->id));
    if (!old) return;
    bool same = old->event == e->event && old->mode_count == e->mode_count &&
                memcmp(old->mode, e->mode, e->mode_count) == 0;
    if (same) e->scale = old->scale;
    /* Goldstein's value is the code's: that of a new one is not known here */
    if (strcmp(old->cameo, e->cameo) != 0 && fabsf(e->goldstein - old->goldstein) < 0.01f)
        e->goldstein = NAN;
}

/* ------------------------------------------------------------------ entities */

static uint32_t root_of(const reader *r, uint32_t i) {
    while (r->items.items[i].same != i) i = r->items.items[i].same;
    return i;
}

static void settle_mentions(reader *r) {
    for (uint32_t n = 0; n < r->items.count; n++) {
        item *i = &r->items.items[n];
        if (i->layer != DRAGOMAN_ENTITIES) {
            if (i->same != n)
                mistake(r, i->line, "%c%u is no mention, but stands in an Equiv", i->mark,
                        i->number);
            continue;
        }
        for (uint32_t k = 0; k < i->attributes.count; k++) {
            const value *v = &i->attributes.items[k];
            if (!dg_str_is(v->name, "Mention")) continue;
            i->is_words = dg_str_is(v->text, "words");
            i->kind = dg_str_is(v->text, "nominal")   ? DRAGOMAN_NOMINAL
                      : dg_str_is(v->text, "pronoun") ? DRAGOMAN_PRONOUN
                                                      : DRAGOMAN_NAME;
            if (!i->is_words && i->kind == DRAGOMAN_NAME && !dg_str_is(v->text, "name"))
                mistake(r, v->line, "Mention %.*s: neither name, nominal, pronoun nor words",
                        DG_STR_ARG(v->text));
        }
    }
}

/* Entity number N of the record corrected, as a note gives it. */
static uint32_t entity_number(reader *r, const value *v) {
    uint32_t number = DRAGOMAN_NONE;
    if (!v) return DRAGOMAN_NONE;
    if (number_of(v->text, &number) && number < r->base->entity_count) return number;
    mistake(r, v->line, "the record has no entity %.*s", DG_STR_ARG(v->text));
    return DRAGOMAN_NONE;
}

typedef struct gathered {
    uint32_t root, origin;
    uint32_t speaker; /* item whose attributes and note tell the entity */
} gathered;

static int by_origin(const void *x, const void *y) {
    const gathered *a = x, *b = y;
    if (a->origin != b->origin) return a->origin < b->origin ? -1 : 1;
    return a->root < b->root ? -1 : a->root > b->root;
}

static int by_position(const void *x, const void *y) {
    const dragoman_mention *a = x, *b = y;
    if (a->entity != b->entity) return a->entity < b->entity ? -1 : 1;
    if (a->span.start != b->span.start) return a->span.start < b->span.start ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first; /* the order of the file */
}

/* Groups of mentions of one entity; those that were in the record keep their order before the new
 * ones. */
static void gather(reader *r, gathered *groups, uint32_t *count, uint32_t *group_of) {
    *count = 0;
    for (uint32_t n = 0; n < r->items.count; n++) {
        item *i = &r->items.items[n];
        if (i->layer != DRAGOMAN_ENTITIES || note_of(i, "of")) continue;
        uint32_t root = root_of(r, n);
        if (group_of[root] == DRAGOMAN_NONE) {
            group_of[root] = *count;
            groups[(*count)++] = (gathered){root, DRAGOMAN_NONE, n};
        }
        gathered *g = &groups[group_of[root]];
        uint32_t origin = entity_number(r, note_of(i, "entity"));
        if (origin == DRAGOMAN_NONE) continue;
        if (g->origin != DRAGOMAN_NONE) continue; /* two entities made one: the first tells it */
        g->origin = origin;
        g->speaker = n;
    }
    for (uint32_t e = 0; e < r->base->entity_count;
         e++) /* nobody can see those without mentions, nor strike them */
        if (!r->base->entities[e].mention_count)
            groups[(*count)++] = (gathered){DRAGOMAN_NONE, e, DRAGOMAN_NONE};
    if (*count) qsort(groups, *count, sizeof *groups, by_origin);
}

static void make_entity(reader *r, const gathered *g, dragoman_entity *e, uint32_t index) {
    if (g->root == DRAGOMAN_NONE) {
        *e = r->base->entities[g->origin];
        e->id = index;
        return;
    }
    item *i = &r->items.items[g->speaker];
    set_attributes(r, i);
    set_notes(r, i);
    *e = *(const dragoman_entity *)i->row;
    e->id = index;
    if (!e->code[0]) memcpy(e->code, "---", 4);
    if (!e->name.len) e->name = dg_words(r->base, i->span);
    r->items.items[g->root].index = index;
}

static void make_mentions(reader *r, dragoman_entity *entities, uint32_t count) {
    DG_VEC(dragoman_mention) list = {0};
    for (uint32_t n = 0; n < r->items.count; n++) {
        item *i = &r->items.items[n];
        if (i->layer != DRAGOMAN_ENTITIES) continue;
        const value *of = note_of(i, "of");
        uint32_t origin = entity_number(r, of),
                 entity = of ? DRAGOMAN_NONE : r->items.items[root_of(r, n)].index;
        for (uint32_t e = 0; of && e < count; e++)
            if (origin != DRAGOMAN_NONE && r->out->origin[e] == origin) entity = e;
        if (of && entity == DRAGOMAN_NONE)
            mistake(r, of->line, "words of entity %.*s, which is struck", DG_STR_ARG(of->text));
        i->index = entity;
        if (entity == DRAGOMAN_NONE || i->is_words) continue;
        *dg_vec_push(r->arena, &list) =
            (dragoman_mention){.span = i->span, .entity = entity, .kind = i->kind, .first = n};
    }
    if (list.count) qsort(list.items, list.count, sizeof *list.items, by_position);
    for (uint32_t n = 0; n < list.count; n++) list.items[n].first = 0; /* there are no tokens */
    uint32_t *numbers = DG_ARRAY(r->arena, uint32_t, list.count);
    for (uint32_t n = 0; n < list.count; n++) {
        dragoman_entity *e = &entities[list.items[n].entity];
        numbers[n] = n;
        if (!e->mention_count++) e->mentions = &numbers[n];
    }
    r->out->record.mentions = list.items;
    r->out->record.mention_count = list.count;
}

static void make_entities(reader *r) {
    uint32_t most = r->items.count + r->base->entity_count, count;
    gathered *groups = DG_ARRAY(r->arena, gathered, most);
    uint32_t *group_of = DG_ARRAY(r->arena, uint32_t, r->items.count);
    for (uint32_t n = 0; n < r->items.count; n++) group_of[n] = DRAGOMAN_NONE;
    settle_mentions(r);
    gather(r, groups, &count, group_of);
    dragoman_entity *entities = DG_ARRAY(r->arena, dragoman_entity, count);
    r->out->origin = DG_ARRAY(r->arena, uint32_t, count);
    for (uint32_t e = 0; e < count; e++) {
        if (e && groups[e].origin != DRAGOMAN_NONE && groups[e].origin == groups[e - 1].origin)
            mistake(r, r->items.items[groups[e].speaker].line,
                    "entity %u stands twice and is not one Equiv", groups[e].origin);
        make_entity(r, &groups[e], &entities[e], e);
        r->out->origin[e] = groups[e].origin;
    }
    make_mentions(r, entities, count);
    r->out->record.entities = entities;
    r->out->record.entity_count = count;
}

/* ------------------------------------------------------------------ arguments */

/* What an argument says to a field; false: said. */
static bool aim(reader *r, const dg_field *f, const item *to, uint32_t line, dg_target *t) {
    *t = (dg_target){DRAGOMAN_NONE, DRAGOMAN_NONE, DRAGOMAN_NONE, f->of, {0, 0}, NULL};
    bool row = f->kind == DG_FIELD_ROW || f->kind == DG_FIELD_ROWS,
         who = to->layer == DRAGOMAN_ENTITIES;
    bool only_words =
        f->kind == DG_FIELD_SPAN || f->kind == DG_FIELD_SPANS || f->kind == DG_FIELD_TERMS;
    bool source = f->kind == DG_FIELD_SOURCE || f->kind == DG_FIELD_SOURCES;
    bool words = to->mark == 'T' && to->layer == DRAGOMAN_ARTICLES;
    if (row && to->layer == f->of)
        t->row = to->index;
    else if (f->kind == DG_FIELD_PLACE && to->layer == DG_PLACES)
        t->place = to->index;
    else if (!row && f->kind != DG_FIELD_PLACE && (who || ((only_words || source) && words))) {
        if (who && !only_words) t->entity = to->index;
        t->span = to->span;
    } else {
        mistake(r, line, "%s cannot be %c%u, a %.*s", f->role, to->mark, to->number,
                DG_STR_ARG(to->type));
        return false;
    }
    for (uint32_t k = 0; f->kind == DG_FIELD_TERMS && k < to->attributes.count; k++)
        if (dg_str_is(to->attributes.items[k].name, "Issue"))
            t->label = dg_str_copy(r->arena, to->attributes.items[k].text).ptr;
    if (f->kind == DG_FIELD_TERMS && !t->label) t->label = "other";
    return true;
}

typedef DG_VEC(dg_target) targets;

/* Entities without mentions stand in no file: what pointed at them still does. */
static void keep_unseen(reader *r, const item *i, const dg_field *f, targets *list) {
    uint32_t row =
        dg_row_find(r->base, i->layer, dg_str((const char *)i->row + dg_layer_of(i->layer)->id));
    const void *old = row == DRAGOMAN_NONE ? NULL : dg_row_at(r->base, i->layer, row);
    for (uint32_t n = 0; old && n < dg_field_count(old, f); n++) {
        dg_target t = dg_field_target(old, f, n);
        const dragoman_entity *e = dg_entity_of(r->base, t.entity);
        if (!e || e->mention_count || dg_has_span(t.span)) continue;
        uint32_t origin = t.entity;
        for (t.entity = 0;
             t.entity < r->out->record.entity_count && r->out->origin[t.entity] != origin;)
            t.entity++;
        dg_vec_push(r->arena, list);
        uint32_t at = n < list->count - 1 ? n : list->count - 1;
        memmove(&list->items[at + 1], &list->items[at],
                (list->count - 1 - at) * sizeof *list->items);
        list->items[at] = t;
    }
}

static void set_arguments(reader *r, item *i) {
    const dg_layer *l = dg_layer_of(i->layer);
    targets *lists = DG_ARRAY(r->arena, targets, l->field_count);
    dragoman_str rest = i->rest;
    while (rest.len) {
        dragoman_str target = part(&rest, ' '), role = part(&target, ':');
        if (!dg_str_trim(role).len) continue;
        while (role.len && role.ptr[role.len - 1] >= '0' && role.ptr[role.len - 1] <= '9')
            role.len--;
        uint32_t k = 0, to;
        while (k < l->field_count &&
               !(l->fields[k].kind >= DG_FIELD_SPAN && dg_str_is(role, l->fields[k].role)))
            k++;
        if (k == l->field_count) {
            mistake(r, i->line, "a %.*s has no role %.*s", DG_STR_ARG(i->type), DG_STR_ARG(role));
            continue;
        }
        dg_target t;
        if ((to = find(r, target, i->line)) == DRAGOMAN_NONE ||
            !aim(r, &l->fields[k], &r->items.items[to], i->line, &t))
            continue;
        *dg_vec_push(r->arena, &lists[k]) = t;
    }
    for (uint32_t k = 0; k < l->field_count; k++)
        if (l->fields[k].kind >= DG_FIELD_SPAN) {
            keep_unseen(r, i, &l->fields[k], &lists[k]);
            dg_field_aim(r->arena, i->row, &l->fields[k], lists[k].items, lists[k].count);
        }
}

/* ------------------------------------------------------------------ the record */

static void set_anchors(reader *r) {
    for (uint32_t n = 0; n < r->rows[DRAGOMAN_TIMES].count; n++) {
        item *i = &r->items.items[r->rows[DRAGOMAN_TIMES].items[n]];
        dragoman_time *t = i->row;
        const value *v = note_of(i, "anchor");
        if (!v || !v->text.len || dg_str_is(v->text, "none")) continue;
        uint32_t other = dg_row_find(&r->out->record, DRAGOMAN_TIMES, v->text);
        if (dg_str_is(v->text, "published"))
            t->anchor = -1;
        else if (other != DRAGOMAN_NONE)
            t->anchor = (int32_t)other;
        else if (dg_row_find(r->base, DRAGOMAN_TIMES, v->text) == DRAGOMAN_NONE)
            mistake(r, v->line, "anchor %.*s: no time has this id", DG_STR_ARG(v->text));
    }
}

/* The rows of a layer in the order of the file, one behind the other. */
static void *row_array(reader *r, dragoman_layer layer, uint32_t *count) {
    size_t size = dg_layer_of(layer)->size;
    *count = r->rows[layer].count;
    char *rows = dg_arena_array(r->arena, *count, size);
    for (uint32_t n = 0; n < *count; n++) {
        item *i = &r->items.items[r->rows[layer].items[n]];
        memcpy(rows + n * size, i->row, size);
        i->row = rows + n * size;
        i->index = n;
    }
    return rows;
}

static void make_rows(reader *r) {
    dragoman_record *d = &r->out->record;
    static const dragoman_layer order[] = {DG_PLACES,       DRAGOMAN_TIMES,      DRAGOMAN_TALLIES,
                                           DRAGOMAN_EVENTS, DRAGOMAN_STATEMENTS, DRAGOMAN_STEPS};
    d->places = row_array(r, DG_PLACES, &d->place_count);
    d->times = row_array(r, DRAGOMAN_TIMES, &d->time_count);
    d->tallies = row_array(r, DRAGOMAN_TALLIES, &d->tally_count);
    d->events = row_array(r, DRAGOMAN_EVENTS, &d->event_count);
    d->statements = row_array(r, DRAGOMAN_STATEMENTS, &d->statement_count);
    d->steps = row_array(r, DRAGOMAN_STEPS, &d->step_count);
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (uint32_t n = 0; n < r->rows[order[k]].count; n++) {
            item *i = &r->items.items[r->rows[order[k]].items[n]];
            fill_row(r, i);
            if (i->mark == 'E' && i->trigger != DRAGOMAN_NONE) set_arguments(r, i);
        }
    set_anchors(r);
}

/* The entity that a place is: the one mentioned by the same words. */
static void join_places(dragoman_record *d) {
    for (uint32_t p = 0; p < d->place_count; p++) {
        dragoman_place *place = (dragoman_place *)&d->places[p];
        for (uint32_t m = 0; m < d->mention_count && place->entity == DRAGOMAN_NONE; m++)
            if (d->mentions[m].span.start == place->span.start &&
                d->mentions[m].span.end == place->span.end)
                place->entity = d->mentions[m].entity;
    }
}

static void check_ids(reader *r) {
    for (int layer = 0; layer < DG_LAYER_COUNT; layer++) {
        if (dg_layer_of((dragoman_layer)layer)->id == DG_NO_OFFSET) continue;
        for (uint32_t n = 1; n < r->rows[layer].count; n++) {
            dragoman_str id = dg_str(dg_row_id(&r->out->record, (dragoman_layer)layer, n));
            if (id.len && dg_row_find(&r->out->record, (dragoman_layer)layer, id) < n)
                mistake(r, r->items.items[r->rows[layer].items[n]].line, "a second %s of the id %s",
                        dg_layer_of((dragoman_layer)layer)->name, id.ptr);
        }
    }
}

static int read_all(void *context) {
    reader *r = context;
    const dragoman_record *b = r->base;
    r->out->record = (dragoman_record){.article = b->article,
                                       .coder = b->coder,
                                       .sentences = b->sentences,
                                       .sentence_count = b->sentence_count,
                                       .text_hash = {b->text_hash[0], b->text_hash[1]}};
    read_lines(r, true);
    order_items(r);
    for (uint32_t n = 0; n < r->items.count; n++) r->items.items[n].same = n;
    settle_types(r);
    if (r->mistakes) return 0; /* what follows would only repeat them */
    read_lines(r, false);
    make_entities(r);
    if (r->mistakes) return 0;
    make_rows(r);
    check_ids(r);
    join_places(&r->out->record);
    return 0;
}

int dg_brat_read(dg_arena *arena, const dragoman_record *base, const dragoman_record *machine,
                 dragoman_str ann, const char *name,
                 void (*note)(void *context, const char *mistake), void *context,
                 dg_brat_reading *out, dragoman_error *error) {
    reader r = {.arena = arena,
                .base = base,
                .machine = machine,
                .ann = ann,
                .name = name,
                .note = note,
                .context = context,
                .out = out};
    int status = dg_codepoints_open(&r.index, base->article.text, error);
    if (status < 0) return status;
    status = dg_arena_guard(arena, read_all, &r);
    dg_codepoints_close(&r.index);
    return status < 0 ? dg_fail(error, DRAGOMAN_ENOMEM, "%s: out of memory", name) : r.mistakes;
}
