/*
 * html.c - a page's bytes into elements and blocks of text.
 *
 * The parser is libxml2's for HTML, used through SAX: it mends broken markup, and since no tree is
 * built, neither memory nor stack grows with the depth of nesting (open elements are kept in an
 * array; beyond DEEPEST the rest of the page is left unread). The encoding is settled before: byte
 * order mark, valid UTF-8, the declared one (iconv), Windows-1252.
 */
#include "read/page.h"

#include "base/error.h"

#include <iconv.h>
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdlib.h>
#include <strings.h>

#define DEEPEST 12000
#define LONGEST_NOTE 4096                /* bytes of a title or an attribute that are kept */
#define LONGEST_DATA ((uint32_t)4 << 20) /* of one script of linked data */

enum tag_kind {
    TAG_INLINE, /* says nothing of blocks */
    TAG_BLOCK,  /* ends the block before it and its own */
    TAG_SKIP,   /* its text is none of the page's */
    TAG_BREAK   /* br, hr */
};

typedef struct tag {
    const char *name;
    uint8_t kind, block; /* enum tag_kind, enum dg_block_kind */
    uint32_t flags;      /* DG_NODE_* */
} tag;

typedef struct open_element {
    const tag *tag;
    uint32_t node; /* its node, or that of the element it is in */
    bool own, skip, link;
    uint8_t block; /* kind of the blocks in it */
} open_element;

typedef struct parsing {
    dg_page *page;
    htmlParserCtxtPtr context;
    DG_VEC(open_element) open;
    DG_VEC(char) text; /* of the block being read */
    uint32_t linked, breaks;
    bool blank; /* white space stands before what comes */
    bool in_title, in_data;
    dragoman_error *error;
} parsing;

/* ------------------------------------------------------------------ tags */

static const tag tags[] = {
    {"address", TAG_BLOCK, DG_BLOCK_LOOSE, DG_NODE_ASIDE},
    {"article", TAG_BLOCK, DG_BLOCK_LOOSE, DG_NODE_ARTICLE},
    {"aside", TAG_BLOCK, DG_BLOCK_LOOSE, DG_NODE_ASIDE},
    {"blockquote", TAG_BLOCK, DG_BLOCK_PARAGRAPH, 0},
    {"body", TAG_BLOCK, DG_BLOCK_LOOSE, 0},
    {"br", TAG_BREAK, 0, 0},
    {"button", TAG_SKIP, 0, 0},
    {"canvas", TAG_SKIP, 0, 0},
    {"caption", TAG_BLOCK, DG_BLOCK_LOOSE, DG_NODE_ASIDE},
    {"center", TAG_BLOCK, DG_BLOCK_LOOSE, 0},
    {"dd", TAG_BLOCK, DG_BLOCK_ITEM, 0},
    {"details", TAG_BLOCK, DG_BLOCK_LOOSE, 0},
    {"dialog", TAG_BLOCK, DG_BLOCK_LOOSE, DG_NODE_ASIDE},
    {"div", TAG_BLOCK, DG_BLOCK_LOOSE, 0},
    {"dl", TAG_BLOCK, DG_BLOCK_LOOSE, 0},
    {"dt", TAG_BLOCK, DG_BLOCK_ITEM, 0},
    {"fieldset", TAG_BLOCK, DG_BLOCK_LOOSE, DG_NODE_ASIDE},
    {"figcaption", TAG_BLOCK, DG_BLOCK_LOOSE, DG_NODE_ASIDE},
    {"figure", TAG_BLOCK, DG_BLOCK_LOOSE, DG_NODE_ASIDE},
    {"footer", TAG_BLOCK, DG_BLOCK_LOOSE, DG_NODE_ASIDE},
    {"form", TAG_BLOCK, DG_BLOCK_LOOSE, 0},
    {"h1", TAG_BLOCK, DG_BLOCK_TITLE, 0},
    {"h2", TAG_BLOCK, DG_BLOCK_HEADING, 0},
    {"h3", TAG_BLOCK, DG_BLOCK_HEADING, 0},
    {"h4", TAG_BLOCK, DG_BLOCK_HEADING, 0},
    {"h5", TAG_BLOCK, DG_BLOCK_HEADING, 0},
    {"h6", TAG_BLOCK, DG_BLOCK_HEADING, 0},
    {"header", TAG_BLOCK, DG_BLOCK_LOOSE, DG_NODE_ASIDE},
    {"hr", TAG_BREAK, 0, 0},
    {"html", TAG_BLOCK, DG_BLOCK_LOOSE, 0},
    {"iframe", TAG_SKIP, 0, 0},
    {"li", TAG_BLOCK, DG_BLOCK_ITEM, 0},
    {"main", TAG_BLOCK, DG_BLOCK_LOOSE, DG_NODE_MAIN},
    {"math", TAG_SKIP, 0, 0},
    {"menu", TAG_BLOCK, DG_BLOCK_LOOSE, DG_NODE_ASIDE},
    {"nav", TAG_BLOCK, DG_BLOCK_LOOSE, DG_NODE_ASIDE},
    {"noscript", TAG_SKIP, 0, 0},
    {"object", TAG_SKIP, 0, 0},
    {"ol", TAG_BLOCK, DG_BLOCK_LOOSE, 0},
    {"p", TAG_BLOCK, DG_BLOCK_PARAGRAPH, 0},
    {"pre", TAG_BLOCK, DG_BLOCK_PARAGRAPH, 0},
    {"script", TAG_SKIP, 0, 0},
    {"section", TAG_BLOCK, DG_BLOCK_LOOSE, 0},
    {"select", TAG_SKIP, 0, 0},
    {"style", TAG_SKIP, 0, 0},
    {"svg", TAG_SKIP, 0, 0},
    {"table", TAG_BLOCK, DG_BLOCK_LOOSE, 0},
    {"td", TAG_BLOCK, DG_BLOCK_LOOSE, 0},
    {"template", TAG_SKIP, 0, 0},
    {"textarea", TAG_SKIP, 0, 0},
    {"th", TAG_BLOCK, DG_BLOCK_LOOSE, 0},
    {"title", TAG_SKIP, 0, 0},
    {"tr", TAG_BLOCK, DG_BLOCK_LOOSE, 0},
    {"ul", TAG_BLOCK, DG_BLOCK_LOOSE, 0},
    {"video", TAG_SKIP, 0, 0},
};
static const tag other_tag = {"", TAG_INLINE, 0, 0};

static int by_name(const void *key, const void *item) {
    return strcmp(key, ((const tag *)item)->name);
}

static const tag *tag_of(const char *name) {
    const tag *found = bsearch(name, tags, sizeof tags / sizeof *tags, sizeof *tags, by_name);
    return found ? found : &other_tag;
}

/* ------------------------------------------------------------------ attributes */

/* Value of an attribute, or "". */
static const char *attribute(const xmlChar **list, const char *name) {
    for (; list && list[0]; list += 2)
        if (strcasecmp((const char *)list[0], name) == 0)
            return list[1] ? (const char *)list[1] : "";
    return "";
}

static bool has_attribute(const xmlChar **list, const char *name) {
    for (; list && list[0]; list += 2)
        if (strcasecmp((const char *)list[0], name) == 0) return true;
    return false;
}

static bool is_one_of(const char *word, size_t len, const char *const *list) {
    for (; *list; list++)
        if (strlen(*list) == len && strncasecmp(*list, word, len) == 0) return true;
    return false;
}

/* What the words of a class or id ("story-body__inner", "relatedLinks") say of an element. */
static uint32_t flags_of_words(const char *words) {
    static const char *const away[] = {"nav",       "navigation",  "navbar",
                                       "menu",      "sidebar",     "footer",
                                       "comment",   "comments",    "share",
                                       "sharing",   "social",      "related",
                                       "promo",     "promoted",    "advert",
                                       "ad",        "ads",         "advertisement",
                                       "sponsor",   "sponsored",   "newsletter",
                                       "subscribe", "signup",      "cookie",
                                       "cookies",   "consent",     "gdpr",
                                       "banner",    "breadcrumb",  "breadcrumbs",
                                       "caption",   "credit",      "byline",
                                       "tags",      "popup",       "modal",
                                       "widget",    "recommended", "recommendations",
                                       "trending",  "outbrain",    "taboola",
                                       "toolbar",   "skip",        "teaser",
                                       "teasers",   "paywall",     "timestamp",
                                       "dateline",  "author",      "bio",
                                       "copyright", "disclaimer",  "login",
                                       "search",    "pagination",  "readmore",
                                       "tooltip",   "gallery",     "slideshow",
                                       "carousel",  NULL};
    static const char *const of[] = {"article", "story", "entry", "post", "news", "page", NULL};
    static const char *const body[] = {"body", "content", "text", "copy", NULL};
    static const char *const whole[] = {"articlebody",    "storybody", "storytext",   "articletext",
                                        "articlecontent", "bodycopy",  "maincontent", "postcontent",
                                        "entrycontent",   NULL};
    bool saw_of = false, saw_body = false, saw_away = false, saw_whole = false;
    for (const char *at = words; *at;) {
        size_t len = 0;
        while (at[len] &&
               ((at[len] >= 'a' && at[len] <= 'z') || (at[len] >= '0' && at[len] <= '9') ||
                (at[len] >= 'A' && at[len] <= 'Z' &&
                 (len == 0 || (at[len - 1] >= 'A' && at[len - 1] <= 'Z')))))
            len++;
        saw_of |= is_one_of(at, len, of);
        saw_body |= is_one_of(at, len, body);
        saw_away |= is_one_of(at, len, away);
        saw_whole |= is_one_of(at, len, whole);
        at += len ? len : 1;
    }
    if (saw_away) return DG_NODE_UNLIKE;
    return saw_whole || (saw_of && saw_body) ? DG_NODE_MAIN : 0;
}

static uint32_t flags_of(const tag *t, const xmlChar **list) {
    uint32_t flags = t->flags;
    const char *role = attribute(list, "role");
    if (strcasecmp(attribute(list, "itemprop"), "articleBody") == 0) flags |= DG_NODE_BODY;
    if (strcasecmp(role, "main") == 0) flags |= DG_NODE_MAIN;
    if (strcasecmp(role, "navigation") == 0 || strcasecmp(role, "complementary") == 0 ||
        strcasecmp(role, "contentinfo") == 0 || strcasecmp(role, "dialog") == 0)
        flags |= DG_NODE_ASIDE;
    if (flags & (DG_NODE_BODY | DG_NODE_MAIN | DG_NODE_ARTICLE)) return flags;
    if (strcmp(t->name, "body") == 0 || strcmp(t->name, "html") == 0) return flags;
    return flags | flags_of_words(attribute(list, "class")) | flags_of_words(attribute(list, "id"));
}

static bool is_hidden(const xmlChar **list) {
    const char *style = attribute(list, "style");
    return has_attribute(list, "hidden") ||
           strcasecmp(attribute(list, "aria-hidden"), "true") == 0 ||
           strstr(style, "display:none") || strstr(style, "display: none");
}

/* ------------------------------------------------------------------ what the page says of itself
 */

static void keep(parsing *p, dragoman_str *where, const char *value) {
    dragoman_str v = dg_str_trim(dg_str(value));
    if (where->len || !v.len || v.len > LONGEST_NOTE) return;
    *where = dg_str_copy(p->page->arena, v);
}

static void read_meta(parsing *p, const xmlChar **list) {
    static const char *const dates[] = {"article:published_time",
                                        "datepublished",
                                        "date",
                                        "pubdate",
                                        "publishdate",
                                        "publish-date",
                                        "publish_date",
                                        "dc.date",
                                        "dc.date.issued",
                                        "dcterms.created",
                                        "dcterms.issued",
                                        "parsely-pub-date",
                                        "sailthru.date",
                                        "og:article:published_time",
                                        "article.published",
                                        "cxenseparse:recs:publishtime",
                                        NULL};
    const char *value = attribute(list, "content"), *name = attribute(list, "property");
    if (!*name) name = attribute(list, "name");
    if (!*name) name = attribute(list, "itemprop");
    dg_page *page = p->page;
    if (strcasecmp(name, "og:title") == 0)
        keep(p, &page->og_title, value);
    else if (strcasecmp(name, "og:site_name") == 0)
        keep(p, &page->site, value);
    else if (strcasecmp(name, "og:url") == 0)
        keep(p, &page->og_url, value);
    else if (is_one_of(name, strlen(name), dates))
        keep(p, &page->meta_date, value);
}

static void read_about(parsing *p, const char *name, const xmlChar **list) {
    if (strcmp(name, "meta") == 0)
        read_meta(p, list);
    else if (strcmp(name, "html") == 0)
        keep(p, &p->page->language, attribute(list, "lang"));
    else if (strcmp(name, "link") == 0 && strcasecmp(attribute(list, "rel"), "canonical") == 0)
        keep(p, &p->page->canonical, attribute(list, "href"));
    else if (strcmp(name, "time") == 0)
        keep(p, &p->page->time_date, attribute(list, "datetime"));
}

/* ------------------------------------------------------------------ blocks */

static open_element *top(parsing *p) {
    return p->open.count ? &p->open.items[p->open.count - 1] : NULL;
}

static void end_block(parsing *p) {
    const open_element *in = top(p);
    if (p->text.count && in && in->node != DRAGOMAN_NONE) {
        dragoman_str text = {p->text.items, p->text.count};
        dg_block *block = dg_vec_push(p->page->arena, &p->page->blocks);
        *block = (dg_block){dg_str_copy(p->page->arena, text), in->node, p->linked, in->block};
    }
    p->text.count = 0;
    p->linked = p->breaks = 0;
    p->blank = false;
}

/* Append text, white space (and no-break blanks) as single blanks. */
static void add_text(parsing *p, const char *bytes, size_t size) {
    const open_element *in = top(p);
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)bytes[i];
        bool wide = c == 0xc2 && i + 1 < size && (unsigned char)bytes[i + 1] == 0xa0;
        if (c <= 32 || wide) {
            p->blank = true;
            i += wide;
            continue;
        }
        p->breaks = 0;
        if (p->blank && p->text.count) *dg_vec_push(p->page->arena, &p->text) = ' ';
        p->blank = false;
        *dg_vec_push(p->page->arena, &p->text) = (char)c;
        p->linked += in && in->link;
    }
}

static uint32_t add_node(parsing *p, uint32_t parent, uint32_t flags) {
    dg_page *page = p->page;
    uint32_t inherited = parent == DRAGOMAN_NONE
                             ? 0
                             : page->nodes.items[parent].flags & (DG_NODE_ASIDE | DG_NODE_UNLIKE);
    uint32_t index = page->nodes.count;
    dg_node *node = dg_vec_push(page->arena, &page->nodes);
    *node = (dg_node){parent, index, flags | inherited, 0};
    return index;
}

/* ------------------------------------------------------------------ SAX */

static void start_element(void *context, const xmlChar *xml_name, const xmlChar **list) {
    parsing *p = context;
    const char *name = (const char *)xml_name;
    const tag *t = tag_of(name);
    read_about(p, name, list);
    if (t->kind == TAG_BREAK) {
        p->blank = true;
        if (++p->breaks >= 2 || name[0] == 'h') end_block(p);
    }
    if (t->kind == TAG_BLOCK) end_block(p);
    const open_element *outer = top(p);
    open_element e = {t,
                      outer ? outer->node : DRAGOMAN_NONE,
                      false,
                      outer && outer->skip,
                      outer && outer->link,
                      outer ? outer->block : DG_BLOCK_LOOSE};
    e.skip |= t->kind == TAG_SKIP || (t->kind != TAG_INLINE && is_hidden(list));
    e.link |= strcmp(name, "a") == 0;
    p->in_title = strcmp(name, "title") == 0 && !p->page->title_tag.len;
    p->in_data = strcmp(name, "script") == 0 &&
                 strcasecmp(attribute(list, "type"), "application/ld+json") == 0;
    if (p->in_title || p->in_data) end_block(p);
    if (t->kind == TAG_BLOCK) {
        e.node = add_node(p, e.node, flags_of(t, list));
        e.own = true;
        if (t->block != DG_BLOCK_LOOSE) e.block = t->block;
    }
    *dg_vec_push(p->page->arena, &p->open) = e;
    if (p->open.count > DEEPEST) xmlStopParser(p->context);
}

static void end_element(void *context, const xmlChar *name) {
    parsing *p = context;
    (void)name;
    const open_element *e = top(p);
    if (!e) return;
    if (e->tag->kind == TAG_BLOCK) end_block(p);
    if (p->in_data || p->in_title) { /* one piece of data or title an element */
        if (p->in_data && p->text.count)
            *dg_vec_push(p->page->arena, &p->page->linked_data) =
                dg_str_copy(p->page->arena, (dragoman_str){p->text.items, p->text.count});
        if (p->in_title && p->text.count && p->text.count <= LONGEST_NOTE)
            p->page->title_tag =
                dg_str_copy(p->page->arena, (dragoman_str){p->text.items, p->text.count});
        p->in_data = p->in_title = false;
        p->text.count = 0;
        p->linked = 0;
    }
    if (e->own) p->page->nodes.items[e->node].last = p->page->nodes.count - 1;
    p->open.count--;
}

static void characters(void *context, const xmlChar *bytes, int size) {
    parsing *p = context;
    const open_element *in = top(p);
    if (size <= 0) return;
    if (p->in_data && p->text.count + (uint32_t)size > LONGEST_DATA) return;
    if (p->in_data || p->in_title || (in && !in->skip))
        add_text(p, (const char *)bytes, (size_t)size);
}

static void silent(void *context, const char *message, ...) {
    (void)context, (void)message; /* broken markup is the rule */
}

/* ------------------------------------------------------------------ parsing */

static void start_library(void) {
    xmlInitParser();
}

static int parse_guarded(void *context) {
    parsing *p = context;
    htmlParseDocument(p->context);
    while (p->open.count) {
        const open_element *e = top(p);
        end_block(p);
        if (e->own) p->page->nodes.items[e->node].last = p->page->nodes.count - 1;
        p->open.count--;
    }
    return 0;
}

int dg_page_read(dg_page *page, dragoman_str utf8, dragoman_error *error) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start_library);
    htmlParserCtxtPtr context = htmlCreateMemoryParserCtxt(utf8.ptr, (int)utf8.len);
    if (!context) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    parsing p = {.page = page, .context = context, .error = error};
    htmlSAXHandler sax = {0};
    sax.startElement = start_element;
    sax.endElement = end_element;
    sax.characters = characters;
    sax.ignorableWhitespace = characters;
    sax.cdataBlock = characters;
    sax.error = sax.warning = silent;
    htmlCtxtUseOptions(context, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                    HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8);
    *context->sax = sax;
    context->userData = &p;
    int status = dg_arena_guard(page->arena, parse_guarded, &p);
    htmlFreeParserCtxt(context);
    return status < 0 ? dg_fail(error, DRAGOMAN_ENOMEM, "out of memory") : 0;
}

/* ------------------------------------------------------------------ encoding */

/* The charset a page declares in its first bytes, into `name`; empty if none. */
static void declared_charset(dragoman_str bytes, char name[40]) {
    uint32_t most = bytes.len < 4096 ? bytes.len : 4096, n = 0;
    name[0] = 0;
    for (uint32_t i = 0; i + 8 < most; i++) {
        if (strncasecmp(bytes.ptr + i, "charset", 7) != 0) continue;
        uint32_t k = i + 7;
        while (k < most && (bytes.ptr[k] == ' ' || bytes.ptr[k] == '=' || bytes.ptr[k] == '"' ||
                            bytes.ptr[k] == '\''))
            k++;
        while (k < most && n < 39 &&
               (bytes.ptr[k] == '-' || bytes.ptr[k] == '_' ||
                (bytes.ptr[k] >= '0' && bytes.ptr[k] <= '9') ||
                ((bytes.ptr[k] | 32) >= 'a' && (bytes.ptr[k] | 32) <= 'z')))
            name[n++] = bytes.ptr[k++];
        name[n] = 0;
        return;
    }
}

/* Converted by iconv, what cannot be as U+FFFD; NULL ptr where iconv does not know the charset. */
static dragoman_str converted(dg_arena *arena, dragoman_str bytes, const char *charset) {
    size_t room = (size_t)bytes.len * 4 + 16, left = room, in_left = bytes.len;
    char *out = dg_arena_alloc(arena, room), *to = out, *from = (char *)(uintptr_t)bytes.ptr;
    iconv_t convert = iconv_open("UTF-8", charset);
    if (convert == (iconv_t)-1) return (dragoman_str){NULL, 0};
    while (in_left && iconv(convert, &from, &in_left, &to, &left) == (size_t)-1 && in_left &&
           left > 3) {
        memcpy(to, "\xef\xbf\xbd", 3);
        to += 3, left -= 3;
        from++, in_left--;
    }
    iconv_close(convert);
    return (dragoman_str){out, (uint32_t)(room - left)};
}

static dragoman_str page_utf8(dg_arena *arena, dragoman_str bytes) {
    char charset[40];
    if (dg_is_utf8(bytes)) return bytes;
    declared_charset(bytes, charset);
    bool windows = !charset[0] || strcasecmp(charset, "utf-8") == 0 ||
                   strcasecmp(charset, "utf8") == 0 || strcasecmp(charset, "iso-8859-1") == 0 ||
                   strcasecmp(charset, "us-ascii") == 0 || strncasecmp(charset, "utf-16", 6) == 0 ||
                   strcasecmp(charset, "windows-1252") == 0;
    dragoman_str text = windows ? (dragoman_str){NULL, 0} : converted(arena, bytes, charset);
    return text.ptr && dg_is_utf8(text) ? text : dg_decode(arena, bytes);
}

int dg_html_article(dg_arena *arena, dragoman_str bytes, dragoman_article *article,
                    dragoman_error *error) {
    dg_page page = {.arena = arena};
    *article = (dragoman_article){0};
    dragoman_str text = page_utf8(arena, bytes);
    if (!text.ptr) return dg_fail(error, DRAGOMAN_EINPUT, "binary data, not a page");
    text = dg_clean(arena, text);
    int status = dg_page_read(&page, text, error);
    return status < 0 ? status : dg_page_article(&page, article, error);
}
