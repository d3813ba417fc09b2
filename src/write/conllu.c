/*
 * conllu.c - sentences, words and trees as CoNLL-U (https://universaldependencies.org/format.html).
 *
 * Of an article the sentences are written out with newpar, sent_id and text; names stand in MISC as
 * NE=B-PER, and on demand what the record says of the words: mentions by entity in CorefUD's
 * brackets, the triggers and roles of rows, times. Where the record came of CoNLL-U, its own lines
 * are written with lemma, tags, head and relation filled in: comments, ranges, empty nodes, FEATS,
 * DEPS and MISC stay as they were.
 */
#include "base/out.h"
#include "base/str.h"
#include "record/brat.h"
#include "record/names.h"
#include "write/tokens.h"

#include <stdlib.h>

#define COLUMNS 10

/* What the record says of a token. Those of one name are joined, in this order. */
typedef struct label {
    uint32_t token;
    enum { LABEL_CLOSE, LABEL_OPEN, LABEL_EVENT, LABEL_ARGUMENT, LABEL_TIME } kind;
    uint32_t rank; /* among those of a kind: brackets nest */
    const char *text;
} label;

typedef struct labels {
    dg_arena arena;
    const dragoman_record *record;
    uint32_t layers;
    DG_VEC(label) list;
    uint32_t at; /* the next to be written */
} labels;

static void put_number(dg_out *out, uint32_t n) {
    dg_out_int(out, (int64_t)n);
}

/* A form or a lemma, of which CoNLL-U allows no empty one and no tab. */
static void put_word(dg_out *out, dragoman_str word) {
    if (!word.len) dg_out_char(out, '_');
    for (uint32_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.ptr[i];
        dg_out_char(out, c < 32 ? ' ' : (char)c);
    }
}

static dragoman_str part_of(dragoman_str text, dragoman_span span) {
    return (dragoman_str){text.ptr + span.start, span.end - span.start};
}

/* LEMMA UPOS XPOS, each with a tab behind. */
static void put_tags(dg_out *out, const dragoman_token *token) {
    put_word(out, token->lemma);
    dg_out_char(out, '\t');
    dg_out_z(out, dragoman_upos_name(token->upos));
    dg_out_char(out, '\t');
    dg_out_z(out, dragoman_xpos_name(token->xpos));
    dg_out_char(out, '\t');
}

/* HEAD DEPREL, each with a tab behind. */
static void put_head(dg_out *out, const dragoman_sentence *sentence, const dragoman_token *token) {
    put_number(out, token->head < 0 ? 0 : (uint32_t)token->head - sentence->first + 1);
    dg_out_char(out, '\t');
    dg_out_z(out, dragoman_deprel_name(token->deprel));
    dg_out_char(out, '\t');
}

/* ------------------------------------------------------------------ sentences of an article */

/* One part of MISC; `*any` tells whether one stands before it. */
static void put_feature(dg_out *out, bool *any, const char *name, const char *value) {
    if (*any) dg_out_char(out, '|');
    dg_out_z(out, name);
    dg_out_char(out, '=');
    dg_out_z(out, value);
    *any = true;
}

/* The labels of a token: Entity=..|Event=..|Arg=..|Time=.. */
static void put_labels(dg_out *out, bool *any, labels *l, uint32_t token) {
    static const char *const names[] = {"Entity", "Entity", "Event", "Arg", "Time"};
    const char *last = NULL;
    for (; l && l->at < l->list.count && l->list.items[l->at].token <= token; l->at++) {
        const label *item = &l->list.items[l->at];
        const char *name = names[item->kind];
        if (name != last)
            put_feature(out, any, name, item->text);
        else {
            if (item->kind > LABEL_OPEN) dg_out_char(out, ',');
            dg_out_z(out, item->text);
        }
        last = name;
    }
}

static void put_misc(dg_out *out, const dragoman_record *record, uint32_t t, bool spaces,
                     labels *l) {
    const dragoman_token *token = &record->tokens[t];
    bool any = false;
    const char *name = dragoman_ner_name(token->ner);
    if (name) put_feature(out, &any, "NE", name);
    put_labels(out, &any, l, t);
    if (spaces && !(token->flags & DRAGOMAN_TOKEN_SPACE_AFTER))
        put_feature(out, &any, "SpaceAfter", "No");
    if (!any) dg_out_char(out, '_');
    dg_out_char(out, '\n');
}

/* The sentence on one line: runs of white space as one blank. */
static void put_text(dg_out *out, dragoman_str text) {
    bool blank = false;
    for (uint32_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c <= 32) {
            blank = true;
            continue;
        }
        if (blank) dg_out_char(out, ' ');
        blank = false;
        dg_out_char(out, (char)c);
    }
}

/* How many words from token t on are one written word; 1 for a word by itself. */
static uint32_t parts_of(const dragoman_record *record, uint32_t t, uint32_t end) {
    uint32_t n = 1;
    if (!(record->tokens[t].flags & DRAGOMAN_TOKEN_MULTIWORD)) return n;
    while (t + n < end && (record->tokens[t + n].flags & DRAGOMAN_TOKEN_CONTINUES)) n++;
    return n;
}

static void put_range(dg_out *out, const dragoman_record *record, uint32_t t, uint32_t n,
                      uint32_t number) {
    const dragoman_token *first = &record->tokens[t], *last = &record->tokens[t + n - 1];
    put_number(out, number);
    dg_out_char(out, '-');
    put_number(out, number + n - 1);
    dg_out_char(out, '\t');
    put_word(out,
             part_of(record->article.text, (dragoman_span){first->span.start, last->span.end}));
    dg_out_z(out, "\t_\t_\t_\t_\t_\t_\t_\t");
    dg_out_z(out, last->flags & DRAGOMAN_TOKEN_SPACE_AFTER ? "_\n" : "SpaceAfter=No\n");
}

static void put_sentence(dg_out *out, const dragoman_record *record, uint32_t index, labels *l) {
    const dragoman_sentence *sentence = &record->sentences[index];
    if (index == 0) {
        dg_out_z(out, "# newdoc id = ");
        put_text(out, record->article.id);
        dg_out_char(out, '\n');
        if (l) dg_out_z(out, "# global.Entity = eid-etype-head\n");
    }
    if (sentence->flags & DRAGOMAN_SENTENCE_PARAGRAPH) dg_out_z(out, "# newpar\n");
    dg_out_z(out, "# sent_id = ");
    put_text(out, record->article.id);
    dg_out_char(out, '-');
    put_number(out, index + 1);
    dg_out_z(out, "\n# text = ");
    put_text(out, part_of(record->article.text, sentence->span));
    dg_out_char(out, '\n');
    uint32_t end = sentence->first + sentence->count, alone = 0;
    for (uint32_t t = sentence->first; t < end; t++) {
        const dragoman_token *token = &record->tokens[t];
        uint32_t n = parts_of(record, t, end), number = t - sentence->first + 1;
        if (n > 1) put_range(out, record, t, n, number), alone = t + n;
        put_number(out, number);
        dg_out_char(out, '\t');
        put_word(out, part_of(record->article.text, token->span));
        dg_out_char(out, '\t');
        put_tags(out, token);
        dg_out_z(out, "_\t");
        put_head(out, sentence, token);
        dg_out_z(out, "_\t");
        put_misc(out, record, t, t >= alone, l);
    }
    dg_out_char(out, '\n');
}

/* ------------------------------------------------------------------ lines of CoNLL-U filled in */

typedef struct filling {
    dg_out *out;
    const dragoman_record *record;
    uint32_t sentence, word; /* the next word: of the sentence, from 0 */
    bool words;              /* the sentence has begun */
} filling;

static dragoman_str take_line(dragoman_str *rest) {
    const char *end = memchr(rest->ptr, '\n', rest->len);
    uint32_t len = end ? (uint32_t)(end - rest->ptr) : rest->len, taken = end ? len + 1 : len;
    dragoman_str line = {rest->ptr, len};
    if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
    *rest = (dragoman_str){rest->ptr + taken, rest->len - taken};
    return line;
}

/* MISC of the input with the name found by the model instead of any it had. */
static void put_given_misc(dg_out *out, dragoman_str misc, const dragoman_token *token) {
    bool any = false;
    const char *name = dragoman_ner_name(token->ner);
    dragoman_str part;
    while (dg_str_split(&misc, '|', &part)) {
        bool old_name = part.len >= 3 && memcmp(part.ptr, "NE=", 3) == 0;
        if (old_name || dg_str_is(part, "_") || !part.len) continue;
        if (any) dg_out_char(out, '|');
        dg_out_str(out, part);
        any = true;
    }
    if (name) put_feature(out, &any, "NE", name);
    if (!any) dg_out_char(out, '_');
}

static void fill_word(filling *f, dragoman_str line) {
    const dragoman_record *record = f->record;
    dragoman_str column[COLUMNS] = {{NULL, 0}};
    for (int i = 0; i < COLUMNS; i++) {
        const char *tab = line.len && i + 1 < COLUMNS ? memchr(line.ptr, '\t', line.len) : NULL;
        column[i] = (dragoman_str){line.ptr, tab ? (uint32_t)(tab - line.ptr) : line.len};
        line = tab ? (dragoman_str){tab + 1, line.len - column[i].len - 1}
                   : (dragoman_str){line.ptr, 0};
    }
    if (f->sentence >= record->sentence_count) return;
    const dragoman_sentence *sentence = &record->sentences[f->sentence];
    if (f->word >= sentence->count) return;
    const dragoman_token *token = &record->tokens[sentence->first + f->word++];
    for (int i = 0; i < 2; i++) dg_out_str(f->out, column[i]), dg_out_char(f->out, '\t');
    put_tags(f->out, token);
    dg_out_str(f->out, column[5]);
    dg_out_char(f->out, '\t');
    put_head(f->out, sentence, token);
    dg_out_str(f->out, column[8]);
    dg_out_char(f->out, '\t');
    put_given_misc(f->out, column[9], token);
    dg_out_char(f->out, '\n');
}

/* Whether a line is that of a word: its number alone in the first column. */
static bool is_word(dragoman_str line) {
    uint32_t i = 0;
    while (i < line.len && line.ptr[i] >= '0' && line.ptr[i] <= '9') i++;
    return i > 0 && i < line.len && line.ptr[i] == '\t';
}

static void fill(filling *f, dragoman_str rest) {
    if (rest.len >= 3 && memcmp(rest.ptr, "\xef\xbb\xbf", 3) == 0)
        rest = (dragoman_str){rest.ptr + 3, rest.len - 3};
    while (rest.len) {
        dragoman_str line = take_line(&rest);
        if (is_word(line)) {
            fill_word(f, line);
            f->words = true;
            continue;
        }
        if (!line.len && f->words) f->sentence++, f->word = 0, f->words = false;
        dg_out_str(f->out, line);
        dg_out_char(f->out, '\n');
    }
    if (f->words) dg_out_char(f->out, '\n');
}

int dragoman_write_conllu(dragoman_buffer *buffer, const dragoman_record *record,
                          dragoman_error *error) {
    dg_out out = dg_out_begin(buffer);
    filling f = {&out, record, 0, 0, false};
    if (record->conllu.len)
        fill(&f, record->conllu);
    else
        for (uint32_t i = 0; i < record->sentence_count; i++) put_sentence(&out, record, i, NULL);
    return dg_out_end(&out, error);
}

/* ------------------------------------------------------------------ what the record says of the
 * words */

static void add(labels *l, uint32_t token, int kind, uint32_t rank, dragoman_str text) {
    label *item = dg_vec_push(&l->arena, &l->list);
    item->token = token;
    item->kind = (unsigned)kind;
    item->rank = rank;
    item->text = text.ptr;
}

/* The head of some words: the first token among them that depends on one outside; DRAGOMAN_NONE: no
 * token. */
static uint32_t head_of(const dragoman_record *r, dragoman_span span) {
    uint32_t first = dg_token_behind(r, span.start), last = first;
    while (last < r->token_count && r->tokens[last].span.start < span.end) last++;
    for (uint32_t t = first; t < last; t++)
        if (r->tokens[t].head < (int32_t)first || r->tokens[t].head >= (int32_t)last) return t;
    return DRAGOMAN_NONE;
}

static void label_mentions(labels *l) {
    const dragoman_record *r = l->record;
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const dragoman_mention *m = &r->mentions[i];
        if (m->last >= r->token_count || m->first > m->last || m->entity >= r->entity_count)
            continue;
        uint32_t length = m->last - m->first,
                 head = m->head >= m->first && m->head <= m->last ? m->head - m->first + 1 : 1;
        const char *kind = dragoman_entity_kind_name(r->entities[m->entity].kind),
                   *end = length ? "" : ")";
        add(l, m->first, LABEL_OPEN, UINT32_MAX - length,
            dg_str_format(&l->arena, "(e%u-%s-%u%s", m->entity + 1, kind, head, end));
        if (length)
            add(l, m->last, LABEL_CLOSE, length, dg_str_format(&l->arena, "e%u)", m->entity + 1));
    }
}

static void label_times(labels *l) {
    const dragoman_record *r = l->record;
    for (uint32_t i = 0; i < r->time_count; i++) {
        const dragoman_time *time = &r->times[i];
        uint32_t first = dg_token_behind(r, time->span.start);
        for (uint32_t t = first; t < r->token_count && r->tokens[t].span.start < time->span.end;
             t++)
            add(l, t, LABEL_TIME, i,
                dg_str_format(&l->arena, "%s-%s:%s:%s", t == first ? "B" : "I",
                              time->type ? time->type : "DATE", time->value, time->id));
    }
}

/* The words that a row's field points at. */
static dragoman_span words_of(const dragoman_record *r, dg_target t, dragoman_span sentence) {
    const dragoman_place *p = dg_place_of(r, t.place);
    const dragoman_entity *e = dg_entity_of(r, t.entity);
    if (p) return p->span;
    if (t.row != DRAGOMAN_NONE)
        return t.row < dg_row_count(r, t.of) ? dg_row_trigger(r, t.of, dg_row_at(r, t.of, t.row))
                                             : t.span;
    for (uint32_t k = 0; !dg_has_span(t.span) && e && k < e->mention_count; k++) {
        dragoman_span at =
            e->mentions[k] < r->mention_count ? r->mentions[e->mentions[k]].span : t.span;
        if (at.start >= sentence.start && at.end <= sentence.end) t.span = at;
    }
    return t.span;
}

static void label_rows(labels *l, dragoman_layer layer) {
    const dragoman_record *r = l->record;
    const dg_layer *table = dg_layer_of(layer);
    char room[DG_BRAT_ROOM];
    for (uint32_t i = 0; i < dg_row_count(r, layer); i++) {
        const void *row = dg_row_at(r, layer, i);
        const char *id = dg_row_id(r, layer, i);
        dragoman_span trigger = dg_row_trigger(r, layer, row);
        uint32_t head = head_of(r, trigger);
        if (head == DRAGOMAN_NONE) continue;
        dragoman_span sentence = dg_sentence_span(r, r->tokens[head].sentence);
        add(l, head, LABEL_EVENT, l->list.count,
            dg_str_format(&l->arena, "%s:%s", dg_brat_type(layer, row, room), id));
        for (uint32_t k = 0; k < table->field_count; k++) {
            const dg_field *f = &table->fields[k];
            for (uint32_t n = 0; f->kind >= DG_FIELD_SPAN && n < dg_field_count(row, f); n++) {
                head = head_of(r, words_of(r, dg_field_target(row, f, n), sentence));
                if (head != DRAGOMAN_NONE)
                    add(l, head, LABEL_ARGUMENT, l->list.count,
                        dg_str_format(&l->arena, "%s:%s", f->role, id));
            }
        }
    }
}

static int by_token(const void *x, const void *y) {
    const label *a = x, *b = y;
    if (a->token != b->token) return a->token < b->token ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    return strcmp(a->text, b->text);
}

static int collect(void *context) {
    static const dragoman_layer rows[] = {DRAGOMAN_EVENTS, DRAGOMAN_STATEMENTS, DRAGOMAN_TALLIES,
                                          DRAGOMAN_STEPS};
    labels *l = context;
    if (l->layers & (1u << DRAGOMAN_ENTITIES)) label_mentions(l);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (l->layers & (1u << rows[i])) label_rows(l, rows[i]);
    if (l->layers & (1u << DRAGOMAN_TIMES)) label_times(l);
    if (l->list.count) qsort(l->list.items, l->list.count, sizeof *l->list.items, by_token);
    return 0;
}

int dragoman_write_conllu_layers(dragoman_buffer *buffer, const dragoman_record *record,
                                 uint32_t layers, dragoman_error *error) {
    dg_out out = dg_out_begin(buffer);
    labels l = {.record = record, .layers = layers ? layers : ~0u};
    if (dg_arena_guard(&l.arena, collect, &l) < 0) out.failed = true;
    for (uint32_t i = 0; i < record->sentence_count && !out.failed; i++)
        put_sentence(&out, record, i, &l);
    dg_arena_free(&l.arena);
    return dg_out_end(&out, error);
}
