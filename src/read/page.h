/*
 * page.h - a web page as html.c takes it apart and page.c puts the article together: its elements,
 * its blocks of text, what it says of itself.
 */
#ifndef DG_PAGE_H
#define DG_PAGE_H

#include "read/read_int.h"

#define DG_NODE_ARTICLE 1u /* <article> */
#define DG_NODE_MAIN 2u    /* <main>, role=main, a class such as "story-body" */
#define DG_NODE_BODY 4u    /* itemprop=articleBody */
#define DG_NODE_ASIDE 8u   /* nav, aside, footer, figure ...: never article text */
#define DG_NODE_UNLIKE 16u /* a class such as "related-links": mostly none */

/* An element that holds blocks. A node's descendants are the nodes behind it up to `last`. */
typedef struct dg_node {
    uint32_t parent; /* DRAGOMAN_NONE for the first */
    uint32_t last;
    uint32_t flags;  /* DG_NODE_*, the two last inherited */
    uint32_t weight; /* characters of running text under it (page.c) */
} dg_node;

enum dg_block_kind {
    DG_BLOCK_LOOSE,
    DG_BLOCK_PARAGRAPH,
    DG_BLOCK_ITEM,
    DG_BLOCK_HEADING,
    DG_BLOCK_TITLE
};

/* Text between two ends of block elements, white space made single blanks. */
typedef struct dg_block {
    dragoman_str text;
    uint32_t node;
    uint32_t linked; /* bytes of it inside links */
    uint8_t kind;    /* enum dg_block_kind; TITLE is <h1> */
} dg_block;

typedef struct dg_page {
    dg_arena *arena;
    DG_VEC(dg_node) nodes;
    DG_VEC(dg_block) blocks;
    DG_VEC(dragoman_str) linked_data; /* of <script type="application/ld+json"> */
    dragoman_str title_tag, og_title, site, canonical, og_url, language, meta_date, time_date;
} dg_page;

/* Take the page apart. `utf8` is valid UTF-8. errors: ENOMEM. */
int dg_page_read(dg_page *page, dragoman_str utf8, dragoman_error *error);
/* Put the article together. errors: EINPUT where there is no article text. */
int dg_page_article(dg_page *page, dragoman_article *article, dragoman_error *error);

#endif
