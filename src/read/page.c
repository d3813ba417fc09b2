/*
 * page.c - which blocks of a page are its article, and what the article is called, dated, from.
 *
 * Running text is told from the rest as Kohlschuetter et al. (WSDM 2010) and jusText do: by length,
 * full stops and the share of links. The article's element is the one marked as such (itemprop,
 * article, main), or the deepest that holds most of the running text. Where the page carries its
 * own text as linked data (schema.org articleBody), blocks are checked against it, and it is taken
 * itself where the markup does not hold it. Title and date: linked data, Open Graph, meta, <time>,
 * <h1>, <title>.
 */
#include "read/page.h"

#include "base/error.h"

#include <strings.h>

#define DEEPEST_DATA 12

/* ------------------------------------------------------------------ linked data */

typedef struct linked {
    dragoman_str headline, body, published, publisher, url;
} linked;

static dragoman_str copy_member(dg_arena *arena, const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value) || json_string_length(value) == 0) return (dragoman_str){NULL, 0};
    dragoman_str s = {json_string_value(value), (uint32_t)json_string_length(value)};
    return dg_str_copy(arena, dg_clean(arena, s));
}

static bool type_has(const json_t *type, const char *word) {
    if (json_is_string(type)) return strstr(json_string_value(type), word) != NULL;
    for (size_t i = 0; i < json_array_size(type); i++)
        if (type_has(json_array_get(type, i), word)) return true;
    return false;
}

static bool is_article_type(const json_t *object) {
    const json_t *type = json_object_get(object, "@type");
    return type_has(type, "Article") || type_has(type, "BlogPosting") || type_has(type, "Report");
}

static void first_of(dragoman_str *where, dragoman_str value) {
    if (!where->len) *where = value;
}

static void read_linked(dg_arena *arena, const json_t *value, linked *found, int depth) {
    if (depth > DEEPEST_DATA) return;
    for (size_t i = 0; i < json_array_size(value); i++)
        read_linked(arena, json_array_get(value, i), found, depth + 1);
    if (!json_is_object(value)) return;
    if (is_article_type(value)) {
        first_of(&found->headline, copy_member(arena, value, "headline"));
        first_of(&found->body, copy_member(arena, value, "articleBody"));
        first_of(&found->published, copy_member(arena, value, "datePublished"));
        first_of(&found->publisher,
                 copy_member(arena, json_object_get(value, "publisher"), "name"));
        first_of(&found->url, copy_member(arena, value, "url"));
    }
    read_linked(arena, json_object_get(value, "@graph"), found, depth + 1);
    read_linked(arena, json_object_get(value, "mainEntity"), found, depth + 1);
}

static linked linked_of(const dg_page *page) {
    linked found = {{NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}};
    for (uint32_t i = 0; i < page->linked_data.count; i++) {
        json_error_t why;
        dragoman_str data = page->linked_data.items[i];
        json_t *value = json_loadb(data.ptr, data.len, 0, &why);
        read_linked(page->arena, value, &found, 0);
        json_decref(value);
    }
    return found;
}

/* ------------------------------------------------------------------ blocks */

static uint32_t stops(dragoman_str s) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        n += (c == '.' || c == '?' || c == '!') && (i + 1 == s.len || s.ptr[i + 1] == ' ' ||
                                                    (s.ptr[i + 1] & 0x80) || s.ptr[i + 1] == '"');
    }
    return n;
}

/* Whether the text ends as a sentence does, closing marks aside. */
static bool ends_well(dragoman_str s) {
    for (uint32_t back = 0; s.len && back < 8; back++, s.len--) {
        unsigned char c = (unsigned char)s.ptr[s.len - 1];
        if (c == '.' || c == '?' || c == '!' || c == ':') return true;
        if (s.len >= 3 && memcmp(s.ptr + s.len - 3, "\xe2\x80\xa6", 3) == 0) return true;
        if ((c | 32) >= 'a' && (c | 32) <= 'z') return false;
    }
    return false;
}

static bool begins(dragoman_str s, const char *with) {
    size_t n = strlen(with);
    return s.len >= n && strncasecmp(s.ptr, with, n) == 0;
}

static bool holds(dragoman_str s, const char *word) {
    size_t n = strlen(word);
    for (uint32_t i = 0; i + n <= s.len; i++)
        if (strncasecmp(s.ptr + i, word, n) == 0) return true;
    return false;
}

static bool begins_with_any(dragoman_str s, const char *const *list) {
    for (; *list; list++)
        if (begins(s, *list)) return true;
    return false;
}

/* What pages say about themselves between the paragraphs. Words that may open a sentence of news
 * too count only where no sentence follows. */
static bool is_notice(dragoman_str s) {
    static const char *const always[] = {"advertisement",
                                         "read more",
                                         "read also",
                                         "also read",
                                         "read next",
                                         "share this",
                                         "share on",
                                         "follow us",
                                         "sign up",
                                         "subscribe",
                                         "click here",
                                         "image source",
                                         "image caption",
                                         "file photo",
                                         "all rights reserved",
                                         "skip to",
                                         "story continues",
                                         "this story continues",
                                         "continue reading",
                                         "download our",
                                         "get the latest",
                                         "please enable",
                                         "support our",
                                         "\xc2\xa9",
                                         NULL};
    static const char *const alone[] = {
        "related",     "see also",  "photo",           "image",        "picture",
        "copyright",   "listen to", "watch",           "more on",      "most read",
        "recommended", "sponsored", "newsletter",      "loading",      "print",
        "email",       "comments",  "leave a comment", "log in",       "register",
        "by ",         "published", "updated",         "last updated", NULL};
    if (s.len > 250) return false;
    if (begins_with_any(s, always) || (!ends_well(s) && begins_with_any(s, alone))) return true;
    return holds(s, "cookie") &&
           (holds(s, "accept") || holds(s, "consent") || holds(s, "privacy") ||
            holds(s, "we use") || holds(s, "our site") || holds(s, "this site"));
}

/* Running text: sentences, and not mostly links. */
static bool is_running(const dg_block *b) {
    return b->kind != DG_BLOCK_HEADING && b->kind != DG_BLOCK_TITLE && b->text.len >= 50 &&
           b->linked * 3 < b->text.len && stops(b->text) > 0 && !is_notice(b->text);
}

/* Whether a block inside the article's element is text of the article. */
static bool is_text(const dg_block *b) {
    if (b->kind == DG_BLOCK_TITLE || b->kind == DG_BLOCK_HEADING) return false;
    if (b->linked * 2 > b->text.len || is_notice(b->text)) return false;
    bool whole = ends_well(b->text);
    switch (b->kind) {
    case DG_BLOCK_PARAGRAPH:
        return whole || b->text.len >= 80;
    case DG_BLOCK_ITEM:
        return (whole && b->text.len >= 30) || b->text.len >= 120;
    default:
        return (whole && b->text.len >= 40) || (b->text.len >= 100 && stops(b->text));
    }
}

/* ------------------------------------------------------------------ the article's element */

/* Weigh the nodes: running text under each, `unlike` ones left out if told so. */
static void weigh(dg_page *page, bool trust_classes) {
    uint32_t away = DG_NODE_ASIDE | (trust_classes ? DG_NODE_UNLIKE : 0);
    for (uint32_t i = 0; i < page->nodes.count; i++) page->nodes.items[i].weight = 0;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const dg_block *b = &page->blocks.items[i];
        dg_node *node = &page->nodes.items[b->node];
        if (!(node->flags & away) && is_running(b)) node->weight += b->text.len;
    }
    for (uint32_t i = page->nodes.count; i-- > 1;) { /* children stand behind their parents */
        const dg_node *node = &page->nodes.items[i];
        if (node->parent != DRAGOMAN_NONE) page->nodes.items[node->parent].weight += node->weight;
    }
}

static uint32_t total_weight(const dg_page *page) {
    uint64_t all = 0;
    for (uint32_t i = 0; i < page->nodes.count; i++)
        if (page->nodes.items[i].parent == DRAGOMAN_NONE) all += page->nodes.items[i].weight;
    return all > UINT32_MAX ? UINT32_MAX : (uint32_t)all;
}

/* The heaviest node with any of these flags, the deepest of equals; DRAGOMAN_NONE if there is none.
 */
static uint32_t heaviest(const dg_page *page, uint32_t flags) {
    uint32_t best = DRAGOMAN_NONE, weight = 0;
    for (uint32_t i = 0; i < page->nodes.count; i++)
        if ((page->nodes.items[i].flags & flags) && page->nodes.items[i].weight >= weight &&
            page->nodes.items[i].weight > 0)
            best = i, weight = page->nodes.items[i].weight;
    return best;
}

/* The deepest node that holds three quarters of the running text. */
static uint32_t densest(const dg_page *page, uint32_t all) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < page->nodes.count; i++)
        if (page->nodes.items[i].weight / 3 >= all / 4) best = i;
    return best;
}

static uint32_t article_node(const dg_page *page) {
    uint32_t all = total_weight(page);
    uint32_t body = heaviest(page, DG_NODE_BODY);
    if (body != DRAGOMAN_NONE && page->nodes.items[body].weight >= all / 4) return body;
    uint32_t article = heaviest(page, DG_NODE_ARTICLE);
    if (article != DRAGOMAN_NONE && page->nodes.items[article].weight >= all / 2) return article;
    uint32_t marked = heaviest(page, DG_NODE_MAIN);
    if (marked != DRAGOMAN_NONE && page->nodes.items[marked].weight >= all / 2) return marked;
    return densest(page, all);
}

/* ------------------------------------------------------------------ choosing blocks */

typedef DG_VEC(uint32_t) choice; /* indices of blocks, rising */

static bool seen_before(dg_page *page, const choice *chosen, uint32_t index) {
    dragoman_str text = page->blocks.items[index].text;
    uint32_t from = chosen->count > 50 ? chosen->count - 50 : 0;
    for (uint32_t i = from; text.len >= 40 && i < chosen->count; i++)
        if (dg_str_eq(page->blocks.items[chosen->items[i]].text, text)) return true;
    return false;
}

/* Text blocks under the node, and headings that stand before one. */
static choice choose(dg_page *page, uint32_t root, bool trust_classes) {
    choice chosen = {0};
    uint32_t away = DG_NODE_ASIDE | (trust_classes ? DG_NODE_UNLIKE : 0), heading = DRAGOMAN_NONE;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const dg_block *b = &page->blocks.items[i];
        if (b->node < root || b->node > page->nodes.items[root].last) continue;
        if (page->nodes.items[b->node].flags & away) continue;
        if (b->kind == DG_BLOCK_HEADING) {
            heading = b->linked * 2 > b->text.len || is_notice(b->text) ? DRAGOMAN_NONE : i;
            continue;
        }
        if (!is_text(b) || seen_before(page, &chosen, i)) continue;
        if (heading != DRAGOMAN_NONE && chosen.count) *dg_vec_push(page->arena, &chosen) = heading;
        heading = DRAGOMAN_NONE;
        *dg_vec_push(page->arena, &chosen) = i;
    }
    return chosen;
}

static uint64_t size_of(const dg_page *page, const choice *chosen) {
    uint64_t n = 0;
    for (uint32_t i = 0; i < chosen->count; i++) n += page->blocks.items[chosen->items[i]].text.len;
    return n;
}

/* ------------------------------------------------------------------ checking against linked data
 */

#define PROBE 48 /* letters of a block that are looked up */
#define LEAST_PROBE 12
#define LARGEST_BODY ((uint32_t)1 << 20)
#define MOST_BLOCKS 5000

/* Letters and digits alone, so that white space, quotation marks and markup do not matter. */
static dragoman_str letters(dg_arena *arena, dragoman_str s, uint32_t most) {
    char *out = dg_arena_alloc(arena, (size_t)(s.len < most ? s.len : most) + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len && n < most; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z')) out[n++] = (char)c;
    }
    return (dragoman_str){out, n};
}

/* The blocks that the page's own text holds, and how many of its letters they cover. */
static choice matched(dg_page *page, dragoman_str body, uint64_t *covered) {
    choice chosen = {0};
    char probe[PROBE];
    *covered = 0;
    for (uint32_t i = 0; i < page->blocks.count && i < MOST_BLOCKS; i++) {
        const dg_block *b = &page->blocks.items[i];
        uint32_t n = 0, all = 0;
        for (uint32_t k = 0; k < b->text.len; k++) {
            unsigned char c = (unsigned char)b->text.ptr[k];
            if (!((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'))) continue;
            if (n < PROBE) probe[n++] = (char)c;
            all++;
        }
        if (b->kind == DG_BLOCK_TITLE || n < LEAST_PROBE || !memmem(body.ptr, body.len, probe, n))
            continue;
        if (b->linked * 10 > b->text.len * 9 || seen_before(page, &chosen, i)) continue;
        *covered += all;
        *dg_vec_push(page->arena, &chosen) = i;
    }
    return chosen;
}

/* ------------------------------------------------------------------ text */

static dragoman_str join(dg_page *page, const choice *chosen) {
    char *out = dg_arena_alloc(page->arena, size_of(page, chosen) + 2u * chosen->count + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < chosen->count; i++) {
        dragoman_str text = page->blocks.items[chosen->items[i]].text;
        if (n) out[n++] = '\n', out[n++] = '\n';
        memcpy(out + n, text.ptr, text.len);
        n += text.len;
    }
    return (dragoman_str){out, n};
}

static dragoman_str text_of(dg_page *page, dragoman_str body) {
    if (!page->nodes.count) return (dragoman_str){NULL, 0};
    weigh(page, true);
    choice chosen = choose(page, article_node(page), true);
    uint64_t trusting = size_of(page, &chosen);
    weigh(page, false);
    choice wider = choose(page, article_node(page), false);
    if (trusting * 4 < size_of(page, &wider))
        chosen = wider; /* a class that says what it does not mean */
    if (body.len < 200 || body.len > LARGEST_BODY) return join(page, &chosen);
    dragoman_str core = letters(page->arena, body, body.len);
    uint64_t covered = 0;
    choice checked = matched(page, core, &covered);
    if (covered * 10 >= (uint64_t)core.len * 6) return join(page, &checked);
    return size_of(page, &chosen) * 10 < (uint64_t)body.len * 12 ? dg_str_trim(body)
                                                                 : join(page, &chosen);
}

/* ------------------------------------------------------------------ title, date */

/* <title> without the site's name behind the last " | ", " - " or dash. */
static dragoman_str without_site(dragoman_str title) {
    static const char *const marks[] = {" | ", " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " :: "};
    for (uint32_t i = title.len; i-- > 12;)
        for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
            if (title.len - i >= strlen(marks[m]) &&
                memcmp(title.ptr + i, marks[m], strlen(marks[m])) == 0)
                return (dragoman_str){title.ptr, i};
    return title;
}

static dragoman_str title_of(const dg_page *page, const linked *data) {
    if (data->headline.len) return dg_str_trim(data->headline);
    if (page->og_title.len) return page->og_title;
    for (uint32_t i = 0; i < page->blocks.count; i++)
        if (page->blocks.items[i].kind == DG_BLOCK_TITLE) return page->blocks.items[i].text;
    return without_site(page->title_tag);
}

static dragoman_date date_of(const dg_page *page, const linked *data) {
    const dragoman_str list[] = {data->published, page->meta_date, page->time_date};
    dragoman_date date = {0, 0, 0};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (list[i].len && dg_read_date(list[i], &date)) return date;
    return (dragoman_date){0, 0, 0};
}

int dg_page_article(dg_page *page, dragoman_article *article, dragoman_error *error) {
    linked data = linked_of(page);
    *article = (dragoman_article){
        .title = title_of(page, &data),
        .source = page->site.len ? page->site : data.publisher,
        .url = page->canonical.len ? page->canonical
               : page->og_url.len  ? page->og_url
                                   : data.url,
        .language = page->language,
        .text = text_of(page, data.body),
        .published = date_of(page, &data),
    };
    if (article->text.len) return 0;
    return dg_fail(error, DRAGOMAN_EINPUT, "no article text found on this page");
}
