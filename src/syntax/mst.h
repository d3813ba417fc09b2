/*
 * mst.h - the best dependency tree with exactly one root, from integer arc scores.
 */
#ifndef DG_MST_H
#define DG_MST_H

#include "base/arena.h"

#include <stdint.h>

#define DG_MST_MAX 256 /* words at most */

/* Working memory for sentences of up to `words` words (<= DG_MST_MAX), from the arena. */
typedef struct dg_mst dg_mst;
dg_mst *dg_mst_new(dg_arena *arena, uint32_t words);

/*
 * score[d * stride + h]: score of word d (0..n-1) hanging on h (0 the root, h - 1 a word); the
 * diagonal is ignored. Writes head[d] in 0..n. Scores stay within 2^28 in size. Time O(n^2) where
 * the greedy choice is a tree, else O(n^3) at worst. requires: 1 <= n <= the words of dg_mst_new()
 */
void dg_mst_decode(dg_mst *mst, const int32_t *score, uint32_t stride, uint32_t n, uint16_t *head);

#endif
