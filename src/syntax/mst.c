/*
 * mst.c - see mst.h. Chu and Liu (1965), Edmonds (1967), with cycles contracted one after another
 * in one dense matrix. Each word first takes its best head; where that is a tree with one root it
 * is the best one. Else arcs from the root pay a price above all others together, so that the best
 * tree has as few of them as can be: one.
 */
#include "syntax/mst.h"

#include <stdbool.h>

#define NODES (DG_MST_MAX + 1)
#define ROOT_PRICE ((int64_t)1 << 40)
#define NONE UINT16_MAX

typedef struct arc {
    int64_t weight;
    uint16_t dep, src; /* the words that an arc between merged nodes stands for */
} arc;

typedef struct merge {
    uint16_t into, first, count; /* node kept, its cycle's members */
} merge;

typedef struct member {
    uint16_t node, dep, src; /* a node of a cycle and the arc it had there */
} member;

struct dg_mst {
    uint32_t nodes;   /* words and root */
    arc *arcs;        /* [dependent][head] between the nodes that stand */
    uint16_t *inside; /* [merge][word]: node of the cycle that held the word, 0 none */
    merge *merges;    /* [nodes] */
    member *members;  /* [2 * nodes] */
    uint32_t merge_count, member_count;
    uint16_t head[NODES]; /* best head among the nodes that stand */
    uint16_t top[NODES];  /* node that holds a word */
    bool alive[NODES];
};

dg_mst *dg_mst_new(dg_arena *arena, uint32_t words) {
    dg_mst *m = DG_NEW(arena, dg_mst);
    size_t n = words + 1;
    m->nodes = words + 1;
    m->arcs = DG_ARRAY(arena, arc, n * n);
    m->inside = DG_ARRAY(arena, uint16_t, n * n);
    m->merges = DG_ARRAY(arena, merge, n);
    m->members = DG_ARRAY(arena, member, 2 * n);
    return m;
}

static arc *arc_of(const dg_mst *m, uint32_t dependent, uint32_t head) {
    return &m->arcs[(size_t)dependent * m->nodes + head];
}

/* Greedy heads; true where they form a tree with one root. */
static bool greedy(const int32_t *score, uint32_t stride, uint32_t n, uint16_t *head) {
    uint32_t roots = 0;
    for (uint32_t d = 0; d < n; d++) {
        const int32_t *row = score + (size_t)d * stride;
        uint32_t best = 0;
        for (uint32_t h = 1; h <= n; h++)
            if (h != d + 1 && row[h] > row[best]) best = h;
        head[d] = (uint16_t)best;
        roots += best == 0;
    }
    if (roots != 1) return false;
    uint16_t mark[NODES] = {0}; /* which walk reached a word; 0 none */
    for (uint32_t d = 1; d <= n; d++) {
        uint32_t at = d;
        while (at && !mark[at]) {
            mark[at] = (uint16_t)d;
            at = head[at - 1];
        }
        if (at && mark[at] == d) return false;
    }
    return true;
}

static void load(dg_mst *m, const int32_t *score, uint32_t stride, uint32_t n) {
    for (uint32_t d = 1; d <= n; d++) {
        const int32_t *row = score + (size_t)(d - 1) * stride;
        for (uint32_t h = 0; h <= n; h++)
            *arc_of(m, d, h) =
                (arc){(int64_t)row[h] - (h == 0 ? ROOT_PRICE : 0), (uint16_t)d, (uint16_t)h};
    }
    for (uint32_t i = 0; i <= n; i++) {
        m->alive[i] = true;
        m->top[i] = (uint16_t)i;
    }
    m->merge_count = m->member_count = 0;
}

static void choose(dg_mst *m, uint32_t n, uint32_t d) {
    uint32_t best = 0;
    for (uint32_t h = 1; h <= n; h++)
        if (h != d && m->alive[h] && arc_of(m, d, h)->weight > arc_of(m, d, best)->weight) best = h;
    m->head[d] = (uint16_t)best;
}

/* A node on a cycle of best heads, or 0. */
static uint32_t find_cycle(const dg_mst *m, uint32_t n) {
    uint16_t mark[NODES] = {0};
    for (uint32_t d = 1; d <= n; d++) {
        if (!m->alive[d]) continue;
        uint32_t at = d;
        while (at && !mark[at]) {
            mark[at] = (uint16_t)d;
            at = m->head[at];
        }
        if (at && mark[at] == d) return at;
    }
    return 0;
}

/* Write down the cycle through `into`; `cycle[node]` tells who is in it. */
static merge *record(dg_mst *m, uint32_t n, uint32_t into, bool cycle[NODES]) {
    merge *g = &m->merges[m->merge_count];
    *g = (merge){(uint16_t)into, (uint16_t)m->member_count, 0};
    uint32_t at = into;
    do {
        const arc *a = arc_of(m, at, m->head[at]);
        m->members[m->member_count++] = (member){(uint16_t)at, a->dep, a->src};
        g->count++;
        cycle[at] = true;
        at = m->head[at];
    } while (at != into);
    uint16_t *inside = m->inside + (size_t)m->merge_count++ * m->nodes;
    for (uint32_t w = 1; w <= n; w++) {
        inside[w] = cycle[m->top[w]] ? m->top[w] : 0;
        if (inside[w]) m->top[w] = (uint16_t)into;
    }
    return g;
}

/* Merge the cycle through `into` into that node. */
static void contract(dg_mst *m, uint32_t n, uint32_t into) {
    bool cycle[NODES] = {false};
    const merge *g = record(m, n, into, cycle);
    const member *v = m->members + g->first;
    int64_t kept[NODES];
    for (uint32_t k = 0; k < g->count; k++)
        kept[k] = arc_of(m, v[k].node, m->head[v[k].node])->weight;
    for (uint32_t o = 0; o <= n; o++) {
        if (!m->alive[o] || cycle[o]) continue;
        arc in = {INT64_MIN, 0, 0}, out = {INT64_MIN, 0, 0};
        for (uint32_t k = 0; k < g->count; k++) {
            arc a = *arc_of(m, v[k].node, o);
            a.weight -= kept[k];
            if (a.weight > in.weight) in = a;
            if (o && arc_of(m, o, v[k].node)->weight > out.weight) out = *arc_of(m, o, v[k].node);
        }
        *arc_of(m, into, o) = in;
        if (o) *arc_of(m, o, into) = out;
    }
    for (uint32_t k = 0; k < g->count; k++) m->alive[v[k].node] = v[k].node == into;
    choose(m, n, into);
    for (uint32_t d = 1; d <= n; d++)
        if (m->alive[d] && d != into && cycle[m->head[d]]) m->head[d] = (uint16_t)into;
}

/* Undo a merge: the member that holds the word with a head from outside keeps that head, the others
 * take the cycle's arcs. */
static void expand(const dg_mst *m, uint32_t n, uint32_t index, uint16_t *head) {
    const merge *g = &m->merges[index];
    const uint16_t *inside = m->inside + (size_t)index * m->nodes;
    uint32_t entered = 0;
    for (uint32_t w = 1; w <= n; w++)
        if (inside[w] && head[w - 1] != NONE) entered = inside[w];
    for (uint32_t k = g->first; k < (uint32_t)g->first + g->count; k++)
        if (m->members[k].node != entered) head[m->members[k].dep - 1] = m->members[k].src;
}

void dg_mst_decode(dg_mst *m, const int32_t *score, uint32_t stride, uint32_t n, uint16_t *head) {
    if (greedy(score, stride, n, head)) return;
    load(m, score, stride, n);
    for (uint32_t d = 1; d <= n; d++) choose(m, n, d);
    for (uint32_t at; (at = find_cycle(m, n)) != 0;) contract(m, n, at);
    for (uint32_t d = 0; d < n; d++) head[d] = NONE;
    for (uint32_t d = 1; d <= n; d++) {
        if (!m->alive[d]) continue;
        const arc *a = arc_of(m, d, m->head[d]);
        head[a->dep - 1] = a->src;
    }
    for (uint32_t i = m->merge_count; i-- > 0;) expand(m, n, i, head);
}
