/* net.c - see net.h. */
#include "syntax/net.h"

#include "base/error.h"
#include "base/str.h"
#include "syntax/word_features.h"

#include <stdio.h>
#include <stdlib.h>

#define BATCH_ROWS 160 /* rows of a batch, unless one sentence is longer */
#define STEP_ROWS 32   /* rows taken through a layer together */
#define MAX_WIDTH 256

/* ------------------------------------------------------------------ the model */

typedef struct reader {
    const dg_image *image;
    dragoman_error *error;
    int status;
} reader;

/* A section of exactly `count` items of `size` bytes. */
static const void *take(reader *r, const char *name, size_t size, size_t count) {
    const void *items = NULL;
    size_t found = 0;
    if (r->status < 0) return NULL;
    r->status = dg_image_array(r->image, name, size, &items, &found, r->error);
    if (r->status == 0 && found != count)
        r->status = dg_fail(r->error, DRAGOMAN_EMODEL, "model: section %s has %zu items, not %zu",
                            name, found, count);
    return r->status < 0 ? NULL : items;
}

static const void *take_part(reader *r, const char *layer, const char *part, size_t size,
                             size_t count) {
    char name[40];
    snprintf(name, sizeof name, "%s.%s", layer, part);
    return take(r, name, size, count);
}

static uint32_t padded(uint32_t outputs) {
    return (outputs + 15) / 16 * 16;
}

static dg_weights take_weights(reader *r, const char *layer, uint32_t inputs, uint32_t outputs) {
    return (dg_weights){
        .w = take_part(r, layer, "w", 1, (size_t)inputs * padded(outputs)),
        .scale = take_part(r, layer, "scale", sizeof(float), padded(outputs)),
        .bias = take_part(r, layer, "bias", sizeof(float), padded(outputs)),
        .inputs = inputs,
        .outputs = padded(outputs),
    };
}

/* Integers that are added to sums of products must leave room for them. */
static void check_range(reader *r, const char *name, const int32_t *values, size_t count) {
    for (size_t i = 0; r->status == 0 && i < count; i++)
        if (values[i] > 1 << 26 || values[i] < -(1 << 26))
            r->status = dg_fail(r->error, DRAGOMAN_EMODEL, "model: %s out of range", name);
}

static dg_output take_output(reader *r, const char *layer, uint32_t inputs, uint32_t outputs) {
    dg_output o = {
        .w = take_part(r, layer, "w", 1, (size_t)inputs * padded(outputs)),
        .bias = take_part(r, layer, "bias", sizeof(int32_t), padded(outputs)),
        .inputs = inputs,
        .outputs = padded(outputs),
    };
    check_range(r, layer, o.bias, o.outputs);
    return o;
}

/* A width: a multiple of 16 up to `most`. */
static uint32_t width(reader *r, const char *key, uint32_t most, uint32_t step) {
    dragoman_str s = dg_image_meta(r->image, key);
    uint32_t v = 0;
    for (uint32_t i = 0; i < s.len && i < 6; i++)
        v = s.ptr[i] >= '0' && s.ptr[i] <= '9' ? v * 10 + (uint32_t)(s.ptr[i] - '0') : 0;
    if (r->status == 0 && (v == 0 || v > most || v % step))
        r->status = dg_fail(r->error, DRAGOMAN_EMODEL, "model: bad or missing %s", key);
    return v;
}

/* The model's label list to our numbers. */
static uint32_t take_labels(reader *r, const char *section, int (*of)(const char *), uint8_t *map,
                            uint32_t most) {
    size_t size = 0;
    const char *text = dg_image_section(r->image, section, &size);
    if (r->status < 0) return 0;
    dragoman_str rest = {text, (uint32_t)size}, line;
    uint32_t n = 0;
    while (dg_str_split(&rest, '\n', &line)) {
        char name[32];
        if (!line.len) continue;
        snprintf(name, sizeof name, "%.*s", DG_STR_ARG(line));
        int label = of(name);
        if (label < 0 || n >= most) {
            r->status = dg_fail(r->error, DRAGOMAN_EMODEL, "model: unknown label %s", name);
            return 0;
        }
        map[n++] = (uint8_t)label;
    }
    if (n < 2)
        r->status = dg_fail(r->error, DRAGOMAN_EMODEL, "model: section %s is missing", section);
    return n;
}

static void take_tables(reader *r, dg_net *net) {
    const void *entries = NULL, *words = NULL;
    size_t count = 0, bytes = 0;
    if (r->status == 0)
        r->status =
            dg_image_array(r->image, "words", sizeof(dg_word_entry), &entries, &count, r->error);
    if (r->status == 0)
        r->status = dg_image_array(r->image, "word.rows", net->word, &words, &bytes, r->error);
    if (r->status < 0) return;
    net->entries = entries;
    net->word_table = words;
    net->word_rows = (uint32_t)bytes;
    net->entry_mask = (uint32_t)count - 1;
    bool sound = count && count <= 1u << 24 && (count & (count - 1)) == 0 && bytes >= 2;
    bool room = false; /* an empty slot ends every search */
    for (size_t i = 0; sound && i < count; i++) {
        room |= net->entries[i].row == 0;
        sound = net->entries[i].row < bytes;
    }
    if (!sound || !room)
        r->status = dg_fail(r->error, DRAGOMAN_EMODEL, "model: damaged word table");
    net->hashed_table = take(r, "hashed.rows", net->hashed, DG_HASHED_ROWS);
    const float *scale = take(r, "hashed.scale", sizeof(float), 1);
    if (scale) net->hashed_scale = *scale;
}

int dg_net_open(dg_net *net, const dg_image *image, dragoman_error *error) {
    reader r = {image, error, 0};
    *net = (dg_net){.kernel = dg_kernel_best()};
    if (!dg_str_is(dg_image_meta(image, "net"), "1"))
        return dg_fail(error, DRAGOMAN_EMODEL, "model: made for another version of the network");
    net->word = width(&r, "word", MAX_WIDTH, 16);
    net->hashed = width(&r, "hashed", MAX_WIDTH, 16);
    net->h = width(&r, "h", MAX_WIDTH, 16);
    net->layers = width(&r, "layers", DG_NET_LAYERS, 1);
    net->tag = width(&r, "tag", MAX_WIDTH, 16);
    net->ner = width(&r, "ner", MAX_WIDTH, 16);
    net->arc = width(&r, "arc", MAX_WIDTH, 16);
    net->lab = width(&r, "lab", MAX_WIDTH, 16);
    net->upos_count = take_labels(&r, "labels.upos", dg_upos_of, net->upos, 64);
    net->xpos_count = take_labels(&r, "labels.xpos", dg_xpos_of, net->xpos, 64);
    net->name_count = take_labels(&r, "labels.ner", dg_ner_of, net->name, 16);
    net->rel_count = take_labels(&r, "labels.rel", dg_deprel_of, net->rel, 64);
    if (r.status < 0) return r.status;
    net->root_rel = net->rel_count;
    for (uint32_t i = 0; i < net->rel_count; i++)
        if (net->rel[i] == DG_DEPREL_ROOT) net->root_rel = i;
    take_tables(&r, net);
    uint32_t x = 2 * net->h;
    net->conv = take_weights(&r, "conv", 3 * (net->word + net->hashed), x);
    for (uint32_t i = 0; i < net->layers; i++) {
        char name[8];
        snprintf(name, sizeof name, "rec%u", i);
        net->rec[i] = take_weights(&r, name, x, 6 * net->h);
    }
    net->tag_in = take_weights(&r, "tag.in", x, net->tag + net->ner);
    net->tag_out = take_output(&r, "tag.out", net->tag, net->upos_count + net->xpos_count);
    net->ner_out = take_output(&r, "ner.out", net->ner, net->name_count);
    net->arc_in = take_weights(&r, "arc.in", x, 2 * net->arc);
    net->arc_mix = take_weights(&r, "arc.mix", net->arc, net->arc);
    net->lab_in = take_weights(&r, "lab.in", x, 2 * net->lab);
    net->lab_out = take_output(&r, "lab.out", net->lab, net->rel_count);
    net->arc_root = take(&r, "arc.root", 1, net->arc);
    net->arc_dist = take(&r, "arc.dist", sizeof(int32_t), DG_NET_DISTANCES);
    net->lab_dist = take(&r, "lab.dist", sizeof(float), (size_t)DG_NET_DISTANCES * net->lab);
    net->lab_root = take(&r, "lab.root", sizeof(float), net->lab);
    check_range(&r, "arc.dist", net->arc_dist, DG_NET_DISTANCES);
    return r.status;
}

/* ------------------------------------------------------------------ running it */

typedef struct piece {
    uint32_t token, row, count; /* first token, first row; words */
} piece;

struct dg_net_run {
    const dg_net *net;
    dg_doc *doc;
    uint32_t first, count;
    uint32_t most_rows, most_words; /* rows of a batch; words scored together */
    piece *pieces;                  /* the batch's sentences */
    uint32_t piece_count, rows;
    int8_t *in;         /* [1 + most_rows + 1][word + hashed] */
    int8_t *x, *y;      /* [most_rows][2h], a layer's input and output */
    int32_t *gates;     /* [most_rows][6h] */
    int32_t *acc;       /* [STEP_ROWS][outputs of a layer] */
    int8_t *hidden;     /* [most_rows][a hidden layer] */
    int32_t *tags;      /* [most_rows][tag outputs] */
    int32_t *names;     /* [most_rows][name outputs] */
    int8_t *dep, *head; /* [most_rows][arc] */
    int8_t *packed;     /* heads of one sentence as weights */
    int32_t *score;     /* [most_words][heads padded] */
    float *lab;         /* [most_rows][2 lab] dependent's and head's part */
    int32_t *rel;       /* [STEP_ROWS][rel outputs] */
    dg_mst *mst;
    uint16_t heads[DG_MST_MAX];
};

static uint32_t larger(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

dg_net_run *dg_net_run_new(const dg_net *net, dg_doc *doc, uint32_t first, uint32_t count) {
    dg_arena *arena = doc->arena;
    dg_net_run *run = DG_NEW(arena, dg_net_run);
    uint32_t longest = 1, total = 0;
    for (uint32_t i = first; i < first + count; i++) {
        longest = larger(longest, doc->sentences.items[i].count);
        total += doc->sentences.items[i].count + 1;
    }
    uint32_t rows = larger(total < BATCH_ROWS ? total : BATCH_ROWS, longest + 1);
    uint32_t words = longest < DG_MST_MAX ? longest : DG_MST_MAX, x = 2 * net->h;
    *run = (dg_net_run){.net = net,
                        .doc = doc,
                        .first = first,
                        .count = count,
                        .most_rows = rows,
                        .most_words = words};
    run->pieces = DG_ARRAY(arena, piece, rows + 1);
    run->in = DG_ARRAY(arena, int8_t, (size_t)(rows + 2) * (net->word + net->hashed));
    run->x = DG_ARRAY(arena, int8_t, (size_t)rows * x);
    run->y = DG_ARRAY(arena, int8_t, (size_t)rows * x);
    run->gates = DG_ARRAY(arena, int32_t, (size_t)rows * 6 * net->h);
    run->acc =
        DG_ARRAY(arena, int32_t, (size_t)STEP_ROWS * larger(larger(x, 2 * net->arc), 2 * net->lab));
    run->hidden = DG_ARRAY(arena, int8_t,
                           (size_t)larger(rows, STEP_ROWS) *
                               larger(larger(net->tag_in.outputs, net->lab), net->arc));
    run->tags = DG_ARRAY(arena, int32_t, (size_t)rows * net->tag_out.outputs);
    run->names = DG_ARRAY(arena, int32_t, (size_t)rows * net->ner_out.outputs);
    run->dep = DG_ARRAY(arena, int8_t, (size_t)rows * net->arc);
    run->head = DG_ARRAY(arena, int8_t, (size_t)rows * net->arc);
    run->packed = DG_ARRAY(arena, int8_t, (size_t)padded(words + 1) * net->arc);
    run->score = DG_ARRAY(arena, int32_t, (size_t)words * padded(words + 1));
    run->lab = DG_ARRAY(arena, float, (size_t)rows * 2 * net->lab);
    run->rel = DG_ARRAY(arena, int32_t, (size_t)STEP_ROWS * net->lab_out.outputs);
    run->mst = dg_mst_new(arena, words);
    return run;
}

static uint32_t word_row(const dg_net *net, uint64_t hash) {
    uint32_t check = (uint32_t)(hash >> 32);
    for (uint32_t at = (uint32_t)hash & net->entry_mask;; at = (at + 1) & net->entry_mask) {
        const dg_word_entry *e = &net->entries[at];
        if (!e->row) return 1;
        if (e->check == check) return e->row;
    }
}

static dragoman_str form_of(const dg_doc *doc, uint32_t token) {
    dragoman_span s = doc->tokens.items[token].span;
    return (dragoman_str){doc->text.ptr + s.start, s.end - s.start};
}

/* Table rows of one word into its row of the batch. */
static void embed(dg_net_run *run, uint32_t token, bool first, int8_t *out) {
    const dg_net *net = run->net;
    dg_word_form norm;
    uint16_t at[DG_FEATURES];
    dragoman_str form = form_of(run->doc, token);
    dg_norm(form, &norm);
    dg_hashed_features(form, &norm, first, at);
    const int8_t *word = net->word_table + (size_t)word_row(net, norm.hash) * net->word;
    const int8_t *rows[DG_FEATURES];
    for (int i = 0; i < DG_FEATURES; i++) rows[i] = net->hashed_table + (size_t)at[i] * net->hashed;
    memcpy(out, word, net->word);
    net->kernel.gather(rows, DG_FEATURES, net->hashed_scale, out + net->word, net->hashed);
}

/* Rows of a layer with squashed output: out[r] = squash(w . a[r]), `stride` bytes between rows of
 * a. */
static void dense(dg_net_run *run, const dg_weights *w, const int8_t *a, uint32_t stride,
                  int8_t *out, uint32_t rows) {
    const dg_kernel *k = &run->net->kernel;
    for (uint32_t r = 0; r < rows; r += STEP_ROWS) {
        uint32_t n = rows - r < STEP_ROWS ? rows - r : STEP_ROWS;
        k->product(w->w, a + (size_t)r * stride, run->acc, n, w->inputs, w->outputs, stride);
        for (uint32_t i = 0; i < n; i++)
            k->squash(run->acc + (size_t)i * w->outputs, w->scale, w->bias,
                      out + (size_t)(r + i) * w->outputs, w->outputs);
    }
}

/* One direction of a recurrent layer over one sentence. */
static void recur(dg_net_run *run, const dg_weights *w, const piece *p, bool back) {
    const dg_net *net = run->net;
    uint32_t h = net->h, part = back ? 3 * h : 0, side = back ? h : 0;
    float state[MAX_WIDTH] = {0};
    for (uint32_t i = 0; i < p->count; i++) {
        uint32_t row = p->row + (back ? p->count - 1 - i : i);
        size_t at = (size_t)row * 2 * h + side;
        net->kernel.recur(run->gates + (size_t)row * 6 * h + part, w->scale + part, w->bias + part,
                          state, run->x + at, run->y + at, h);
    }
}

/* Words of the batch to their encodings, in run->x. */
static void encode(dg_net_run *run) {
    const dg_net *net = run->net;
    uint32_t in = net->word + net->hashed, x = 2 * net->h;
    memset(run->in, 0, (size_t)(run->rows + 2) * in);
    for (uint32_t i = 0; i < run->piece_count; i++) {
        const piece *p = &run->pieces[i];
        for (uint32_t k = 0; k < p->count; k++)
            embed(run, p->token + k, k == 0, run->in + (size_t)(p->row + k + 1) * in);
    }
    dense(run, &net->conv, run->in, in, run->x, run->rows);
    for (uint32_t layer = 0; layer < net->layers; layer++) {
        const dg_weights *w = &net->rec[layer];
        net->kernel.product(w->w, run->x, run->gates, run->rows, x, w->outputs, x);
        for (uint32_t i = 0; i < run->piece_count; i++) {
            recur(run, w, &run->pieces[i], false);
            recur(run, w, &run->pieces[i], true);
        }
        int8_t *swap = run->x;
        run->x = run->y;
        run->y = swap;
    }
}

/* The largest of scores[i] + bias[i]; the first of equals. */
static uint32_t best_of(const int32_t *scores, const int32_t *bias, uint32_t n, uint32_t skip) {
    uint32_t best = skip == 0 ? 1 : 0;
    for (uint32_t i = best + 1; i < n; i++)
        if (i != skip && scores[i] + bias[i] > scores[best] + bias[best]) best = i;
    return best;
}

/* May name tag b follow a? (a == COUNT: the sentence's start) */
static bool may_follow(uint8_t a, uint8_t b) {
    bool inside = b == DG_NER_I_PER || b == DG_NER_I_LOC || b == DG_NER_I_ORG;
    return !inside || a == b || a + 1 == b;
}

/* The best sequence of name tags in which every inside tag follows its like (Viterbi). */
static void names(dg_net_run *run, const piece *p) {
    const dg_net *net = run->net;
    uint32_t n = net->name_count;
    const int32_t *bias = net->ner_out.bias;
    int64_t best[16] = {0}, next[16] = {0};
    uint8_t *from = DG_ARRAY(run->doc->arena, uint8_t, (size_t)p->count * n);
    for (uint32_t i = 0; i < p->count; i++) {
        const int32_t *s = run->names + (size_t)(p->row + i) * net->ner_out.outputs;
        for (uint32_t b = 0; b < n; b++) {
            int64_t top = INT64_MIN / 2;
            uint8_t at = 0;
            for (uint32_t a = 0; a < n; a++) {
                int64_t before = i ? best[a] : 0;
                if (may_follow(i ? net->name[a] : (uint8_t)DG_NER_COUNT, net->name[b]) &&
                    before > top)
                    top = before, at = (uint8_t)a;
            }
            next[b] = top + s[b] + bias[b];
            from[i * n + b] = at;
        }
        memcpy(best, next, sizeof best);
    }
    uint32_t tag = 0;
    for (uint32_t b = 1; b < n; b++)
        if (best[b] > best[tag]) tag = b;
    for (uint32_t i = p->count; i-- > 0;) {
        run->doc->tokens.items[p->token + i].ner = net->name[tag];
        tag = from[i * n + tag];
    }
}

static void tag(dg_net_run *run) {
    const dg_net *net = run->net;
    const dg_output *o = &net->tag_out, *e = &net->ner_out;
    uint32_t u = net->upos_count, x = net->xpos_count, width_in = net->tag_in.outputs;
    dense(run, &net->tag_in, run->x, 2 * net->h, run->hidden, run->rows);
    net->kernel.product(o->w, run->hidden, run->tags, run->rows, o->inputs, o->outputs, width_in);
    net->kernel.product(e->w, run->hidden + net->tag, run->names, run->rows, e->inputs, e->outputs,
                        width_in);
    for (uint32_t i = 0; i < run->piece_count; i++) {
        const piece *p = &run->pieces[i];
        for (uint32_t k = 0; k < p->count; k++) {
            const int32_t *s = run->tags + (size_t)(p->row + k) * o->outputs;
            dragoman_token *t = &run->doc->tokens.items[p->token + k];
            t->upos = net->upos[best_of(s, o->bias, u, UINT32_MAX)];
            t->xpos = net->xpos[best_of(s + u, o->bias + u, x, UINT32_MAX)];
        }
        names(run, p);
    }
}

uint32_t dg_net_distance(int32_t distance) {
    uint32_t a = (uint32_t)(distance < 0 ? -distance : distance);
    uint32_t b = a <= 8    ? a
                 : a <= 10 ? 9
                 : a <= 13 ? 10
                 : a <= 17 ? 11
                 : a <= 24 ? 12
                 : a <= 36 ? 13
                           : 14;
    return distance > 0 ? b : 15 + b;
}

/* Root and heads of a piece as a weight matrix: [heads / 16][arc / 4][16][4]. */
static void pack_heads(dg_net_run *run, const piece *p) {
    const dg_net *net = run->net;
    uint32_t n = padded(p->count + 1), arc = net->arc;
    memset(run->packed, 0, (size_t)n * arc);
    for (uint32_t h = 0; h <= p->count; h++) {
        const int8_t *from = h ? run->head + (size_t)(p->row + h - 1) * arc : net->arc_root;
        int8_t *to = run->packed + (size_t)(h / 16) * 16 * arc + h % 16 * 4;
        for (uint32_t k = 0; k < arc; k += 4) memcpy(to + (size_t)k * 16, from + k, 4);
    }
}

/* Heads of a piece of at most DG_MST_MAX words, in run->heads. */
static void attach(dg_net_run *run, const piece *p) {
    const dg_net *net = run->net;
    uint32_t stride = padded(p->count + 1);
    pack_heads(run, p);
    net->kernel.product(run->packed, run->dep + (size_t)p->row * net->arc, run->score, p->count,
                        net->arc, stride, net->arc);
    for (uint32_t d = 0; d < p->count; d++) {
        int32_t *row = run->score + (size_t)d * stride;
        row[0] += net->arc_dist[0];
        for (uint32_t h = 0; h < p->count; h++)
            if (h != d) row[h + 1] += net->arc_dist[dg_net_distance((int32_t)h - (int32_t)d)];
    }
    dg_mst_decode(run->mst, run->score, stride, p->count, run->heads);
}

/* Relations of the words of a sentence whose heads are known. */
static void relate(dg_net_run *run, const piece *p) {
    const dg_net *net = run->net;
    const dg_output *o = &net->lab_out;
    dragoman_token *tokens = run->doc->tokens.items;
    for (uint32_t i = 0; i < p->count; i += STEP_ROWS) {
        uint32_t n = p->count - i < STEP_ROWS ? p->count - i : STEP_ROWS;
        for (uint32_t k = 0; k < n; k++) {
            uint32_t d = i + k;
            int32_t head = tokens[p->token + d].head;
            uint32_t row = head < 0 ? 0 : (uint32_t)head - p->token;
            const float *of = head < 0
                                  ? net->lab_root
                                  : run->lab + (size_t)(p->row + row) * 2 * net->lab + net->lab;
            uint32_t bucket = head < 0 ? 0 : dg_net_distance((int32_t)row - (int32_t)d);
            net->kernel.join(run->lab + (size_t)(p->row + d) * 2 * net->lab, of,
                             net->lab_dist + (size_t)bucket * net->lab,
                             run->hidden + (size_t)k * net->lab, net->lab);
        }
        net->kernel.product(o->w, run->hidden, run->rel, n, o->inputs, o->outputs, net->lab);
        for (uint32_t k = 0; k < n; k++) {
            dragoman_token *t = &tokens[p->token + i + k];
            t->deprel = t->head < 0 ? (uint8_t)DG_DEPREL_ROOT
                                    : net->rel[best_of(run->rel + (size_t)k * o->outputs, o->bias,
                                                       net->rel_count, net->root_rel)];
        }
    }
}

/* Where to cut a long sentence: behind a punctuation mark near the limit, else at the limit. */
static uint32_t cut_at(const dg_net_run *run, const piece *p, uint32_t from) {
    uint32_t left = p->count - from;
    if (left <= DG_MST_MAX) return left;
    for (uint32_t n = DG_MST_MAX; n > DG_MST_MAX / 2; n--)
        if (run->doc->tokens.items[p->token + from + n - 1].upos == DG_UPOS_PUNCT) return n;
    return DG_MST_MAX;
}

/* The vectors that score arcs and relations, for STEP_ROWS rows or fewer from `r` on. */
static void arc_vectors(dg_net_run *run, uint32_t r, uint32_t n) {
    const dg_net *net = run->net;
    const dg_kernel *k = &net->kernel;
    uint32_t arc = net->arc, x = 2 * net->h;
    const dg_weights *in = &net->arc_in, *mix = &net->arc_mix, *lab = &net->lab_in;
    const int8_t *rows = run->x + (size_t)r * x;
    k->product(in->w, rows, run->acc, n, in->inputs, in->outputs, x);
    for (uint32_t i = 0; i < n; i++) {
        const int32_t *acc = run->acc + (size_t)i * in->outputs;
        k->squash(acc, in->scale, in->bias, run->hidden + (size_t)i * arc, arc);
        k->squash(acc + arc, in->scale + arc, in->bias + arc, run->head + (size_t)(r + i) * arc,
                  arc);
    }
    dense(run, mix, run->hidden, arc, run->dep + (size_t)r * arc, n);
    k->product(lab->w, rows, run->acc, n, lab->inputs, lab->outputs, x);
    for (uint32_t i = 0; i < n; i++)
        k->affine(run->acc + (size_t)i * lab->outputs, lab->scale, lab->bias,
                  run->lab + (size_t)(r + i) * lab->outputs, lab->outputs);
}

static bool is_form(const dg_net_run *run, uint32_t token, const char *word) {
    return dg_str_is(form_of(run->doc, token), word);
}

static bool begins_name(uint8_t ner) {
    return ner == DG_NER_B_PER || ner == DG_NER_B_LOC || ner == DG_NER_B_ORG;
}

/* End of the name that begins at `from`. */
static uint32_t name_end(const dragoman_token *tokens, uint32_t from, uint32_t end) {
    uint8_t inside = (uint8_t)(tokens[from].ner + 1);
    uint32_t at = from + 1;
    while (at < end && tokens[at].ner == inside) at++;
    return at;
}

/* A place or an organisation with another name hung on it by "of" is one name: "Gulf of Mexico",
 * "the Superior Court of the District of Columbia". */
static void join_names(dg_net_run *run, const piece *p) {
    dragoman_token *tokens = run->doc->tokens.items;
    uint32_t end = p->token + p->count;
    for (uint32_t from = p->token; from < end; from++) {
        if (tokens[from].ner != DG_NER_B_LOC && tokens[from].ner != DG_NER_B_ORG) continue;
        uint32_t to = name_end(tokens, from, end), next = to + 1;
        if (to > from + 1 && is_form(run, to - 1, "of")) next = to--;
        if (next >= end || !is_form(run, to, "of")) continue;
        if (is_form(run, next, "the")) next++;
        if (next >= end || !begins_name(tokens[next].ner)) continue;
        uint32_t last = name_end(tokens, next, end);
        bool hangs = false;
        for (uint32_t t = next; t < last; t++)
            hangs |= tokens[t].head >= (int32_t)from && tokens[t].head < (int32_t)to;
        if (!hangs) continue;
        for (uint32_t t = to; t < last; t++) tokens[t].ner = (uint8_t)(tokens[from].ner + 1);
        from--; /* and perhaps another one */
    }
}

/* Trees: a sentence above DG_MST_MAX words is parsed in parts, whose roots hang on the first's. */
static void parse(dg_net_run *run) {
    for (uint32_t r = 0; r < run->rows; r += STEP_ROWS)
        arc_vectors(run, r, run->rows - r < STEP_ROWS ? run->rows - r : STEP_ROWS);
    for (uint32_t i = 0; i < run->piece_count; i++) {
        const piece *p = &run->pieces[i];
        int32_t root = -1;
        for (uint32_t from = 0, n; from < p->count; from += n) {
            n = cut_at(run, p, from);
            piece part = {p->token + from, p->row + from, n};
            attach(run, &part);
            for (uint32_t d = 0; d < n; d++) {
                int32_t head = run->heads[d] ? (int32_t)(part.token + run->heads[d] - 1) : root;
                run->doc->tokens.items[part.token + d].head = head;
                if (head < 0) root = (int32_t)(part.token + d);
            }
        }
        relate(run, p);
        join_names(run, p);
    }
}

static void run_batch(dg_net_run *run) {
    encode(run);
    tag(run);
    parse(run);
    run->piece_count = run->rows = 0;
}

void dg_net_run_all(dg_net_run *run) {
    for (uint32_t i = run->first; i < run->first + run->count; i++) {
        const dragoman_sentence *s = &run->doc->sentences.items[i];
        if (!s->count) continue;
        if (run->piece_count && run->rows + s->count + 1 > run->most_rows) run_batch(run);
        run->pieces[run->piece_count++] = (piece){s->first, run->rows, s->count};
        run->rows += s->count + 1;
    }
    if (run->piece_count) run_batch(run);
}
