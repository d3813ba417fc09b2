/*
 * net.h - the network: words of a batch of sentences to tags, names, arc scores and relations.
 *
 * Shapes and arithmetic are those of train/net.py. Between sentences of a batch lies a row of
 * zeros, so that the convolution over three rows sees the edge of a sentence as nothing.
 */
#ifndef DG_NET_H
#define DG_NET_H

#include "syntax/kernel.h"
#include "syntax/mst.h"
#include "base/image.h"
#include "doc.h"
#include "syntax/labels.h"

#define DG_NET_LAYERS 8
#define DG_NET_DISTANCES 32

/* A layer of weights as it lies in the image. */
typedef struct dg_weights {
    const int8_t *w;    /* packed, see kernel.h */
    const float *scale; /* [outputs] of one unit of the integer product */
    const float *bias;  /* [outputs] */
    uint32_t inputs, outputs;
} dg_weights;

/* An output layer: its integer results are compared, so bias is integer too. */
typedef struct dg_output {
    const int8_t *w;
    const int32_t *bias; /* [outputs] */
    uint32_t inputs, outputs;
} dg_output;

typedef struct dg_word_entry {
    uint32_t check; /* high half of the norm's hash */
    uint32_t row;   /* 0: empty */
} dg_word_entry;

typedef struct dg_net {
    dg_kernel kernel;
    uint32_t word, hashed, h, layers, tag, ner, arc, lab; /* widths */
    const dg_word_entry *entries;
    uint32_t entry_mask, word_rows;
    const int8_t *word_table;   /* [word_rows][word], activations as they stand */
    const int8_t *hashed_table; /* [DG_HASHED_ROWS][hashed], summed and scaled */
    float hashed_scale;
    dg_weights conv, rec[DG_NET_LAYERS], tag_in, arc_in, arc_mix, lab_in;
    dg_output tag_out, ner_out, lab_out;
    const int8_t *arc_root;                        /* [arc] */
    const int32_t *arc_dist;                       /* [DG_NET_DISTANCES] */
    const float *lab_dist;                         /* [DG_NET_DISTANCES][lab] */
    const float *lab_root;                         /* [lab] */
    uint8_t upos[64], xpos[64], rel[64], name[16]; /* the model's labels to ours */
    uint32_t upos_count, xpos_count, name_count, rel_count, root_rel;
} dg_net;

/* Read and check the network's sections. errors: EMODEL */
int dg_net_open(dg_net *net, const dg_image *image, dragoman_error *error);

/* Working memory for batches of the sentences of a doc. */
typedef struct dg_net_run dg_net_run;
dg_net_run *dg_net_run_new(const dg_net *net, dg_doc *doc, uint32_t first, uint32_t count);

/* Fill upos, xpos, ner, head, deprel of the doc's sentences first .. first + count - 1. */
void dg_net_run_all(dg_net_run *run);

/* Bucket of a signed distance head - dependent; 0 is for the root. */
uint32_t dg_net_distance(int32_t distance);

#endif
