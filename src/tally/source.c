/*
 * source.c - who says how many: the statements the figure lies in, the widest first; within a
 * source what it rests on ("a tally by X based on Y"); else whoever counts ("the U.N. recorded",
 * "by the government's count").
 */
#include "tally/source.h"

#include "base/str.h"
#include "syntax/tree.h"

#include <stdlib.h>

/* A statement with content; where the content of this and of all before it ends at the latest. */
struct dg_said {
    uint32_t statement, start, reach;
};

typedef DG_VEC(dragoman_source) chain;

static void add_source(const dg_counter *c, chain *list, dragoman_span span, uint32_t entity) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].span.start < span.end && span.start < list->items[i].span.end) return;
    *dg_vec_push(c->doc->arena, list) = (dragoman_source){span, entity};
}

/* The phrase of a token as a source. */
static void add_phrase(const dg_counter *c, chain *list, int32_t t) {
    int32_t first, last;
    dg_noun_phrase(c->doc, t, &first, &last);
    add_source(c, list, dg_span_of(c->doc, first, last), dg_entity_of(c->actors, c->doc, t));
}

static int32_t head_in(const dg_doc *doc, dragoman_span span, uint32_t sentence) {
    const dragoman_sentence *s = &doc->sentences.items[sentence];
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        const dragoman_token *token = dg_token(doc, (int32_t)t);
        if (token->span.start < span.start || token->span.end > span.end) continue;
        if (token->head < 0 || dg_token(doc, token->head)->span.start < span.start ||
            dg_token(doc, token->head)->span.end > span.end)
            return (int32_t)t;
    }
    return DG_NO_TOKEN;
}

/* What a source rests on: "based on", "citing", "compiled by", "from". */
static void add_foundation(const dg_counter *c, chain *list, int32_t source, int depth) {
    const dg_doc *doc = c->doc;
    dg_each_child(doc, k, source) {
        enum dg_deprel base = dg_base(dg_token(doc, k)->deprel);
        bool rests = base == DG_DEPREL_ACL || base == DG_DEPREL_ADVCL || base == DG_DEPREL_CASE;
        if (k < source || !rests ||
            !dg_count_list_has(c->counts, DG_LIST_SOURCE, dg_token(doc, k)->lemma_fold))
            continue;
        dg_each_child(doc, o, k) {
            enum dg_deprel relation = dg_base(dg_token(doc, o)->deprel);
            if (relation != DG_DEPREL_OBL && relation != DG_DEPREL_OBJ) continue;
            add_phrase(c, list, o);
            if (depth) add_foundation(c, list, o, depth - 1);
        }
    }
}

/* The same where the parser hung it elsewhere: "a tally | based on Israeli statistics". */
static void add_foundation_behind(const dg_counter *c, chain *list, int32_t end_of_source) {
    const dg_doc *doc = c->doc;
    int32_t v = end_of_source + 1, found = DG_NO_TOKEN;
    if (v >= c->end || !dg_count_list_has(c->counts, DG_LIST_SOURCE, dg_token(doc, v)->lemma_fold))
        return;
    if (dg_token(doc, v)->xpos != DG_XPOS_VBN && dg_token(doc, v)->xpos != DG_XPOS_VBG) return;
    for (int32_t t = v + 1; t < c->end && t < v + 8; t++) {
        uint8_t upos = dg_token(doc, t)->upos;
        if (upos == DG_UPOS_NOUN || upos == DG_UPOS_PROPN)
            found = t;
        else if (found >= 0 || (upos != DG_UPOS_ADP && upos != DG_UPOS_DET && upos != DG_UPOS_ADJ))
            break;
    }
    if (found >= 0) add_phrase(c, list, found);
}

static int32_t last_in(const dg_counter *c, dragoman_span span) {
    for (int32_t t = c->begin; t < c->end; t++)
        if (dg_token(c->doc, t)->span.end == span.end) return t;
    return DG_NO_TOKEN;
}

static int by_start(const void *x, const void *y) {
    const struct dg_said *a = x, *b = y;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    return a->statement < b->statement ? -1 : a->statement > b->statement;
}

void dg_tally_sources_index(dg_counter *c) {
    const dg_doc *doc = c->doc;
    struct dg_said *said = DG_ARRAY(doc->arena, struct dg_said, doc->statements.count);
    c->said_count = 0;
    for (uint32_t i = 0; i < doc->statements.count; i++) {
        const dragoman_statement *s = &doc->statements.items[i];
        if (!s->content_count) continue;
        struct dg_said at = {i, UINT32_MAX, 0};
        for (uint32_t k = 0; k < s->content_count; k++) {
            if (s->content[k].start < at.start) at.start = s->content[k].start;
            if (s->content[k].end > at.reach) at.reach = s->content[k].end;
        }
        said[c->said_count++] = at;
    }
    if (c->said_count) qsort(said, c->said_count, sizeof *said, by_start);
    for (uint32_t k = 1; k < c->said_count; k++)
        if (said[k].reach < said[k - 1].reach) said[k].reach = said[k - 1].reach;
    c->said = said;
}

static bool lies_in(const dg_doc *doc, const dragoman_statement *s, int32_t t) {
    dragoman_span at = dg_token(doc, t)->span;
    for (uint32_t i = 0; i < s->content_count; i++)
        if (s->content[i].start <= at.start && at.end <= s->content[i].end) return true;
    return false;
}

static uint32_t width(const dragoman_statement *s) {
    return s->content_count ? s->content[s->content_count - 1].end - s->content[0].start : 0;
}

static void add_statement(const dg_counter *c, chain *list, const dragoman_statement *s) {
    if (!s->source.end) return;
    add_source(c, list, s->source, s->speaker_count ? s->speakers[0] : DRAGOMAN_NONE);
    int32_t head = head_in(c->doc, s->source, s->sentence);
    uint32_t before = list->count;
    if (head >= 0) add_foundation(c, list, head, 2);
    int32_t last = last_in(c, s->source);
    if (list->count == before && last >= 0) add_foundation_behind(c, list, last);
}

/* The widest statement that a token lies in, narrower than `above`; of two the first. */
static const dragoman_statement *widest_over(const dg_counter *c, int32_t t, uint32_t above) {
    const dragoman_statement *all = c->doc->statements.items, *best = NULL;
    dragoman_span at = dg_token(c->doc, t)->span;
    uint32_t low = 0, high = c->said_count;
    while (low < high) { /* those that begin at the token or before it */
        uint32_t middle = low + (high - low) / 2;
        if (c->said[middle].start <= at.start)
            low = middle + 1;
        else
            high = middle;
    }
    while (low-- > 0 && c->said[low].reach >= at.end) {
        const dragoman_statement *s = &all[c->said[low].statement];
        if (width(s) >= above || !lies_in(c->doc, s, t)) continue;
        if (!best || width(s) > width(best) || (width(s) == width(best) && s < best)) best = s;
    }
    return best;
}

/* Statements the figure lies in, the widest first. */
static void from_statements(const dg_counter *c, const dg_counted_people *p, chain *list,
                            dragoman_tally *t) {
    uint32_t above = UINT32_MAX;
    for (int depth = 0; depth < 3; depth++) {
        const dragoman_statement *best = widest_over(c, p->quantity.to, above);
        if (!best) return;
        above = width(best);
        if (best->date.year) t->as_of = best->date;
        add_statement(c, list, best);
    }
}

/* "The U.N. recorded 20 deaths": the subject of a verb of counting over the figure. */
static void from_counter(const dg_counter *c, const dg_counted_people *p, chain *list) {
    const dg_doc *doc = c->doc;
    int32_t v = p->role;
    for (int hops = 0; hops < 4; hops++) {
        v = dg_token(doc, v)->head;
        if (v < 0 || v == p->predicate) return;
        if (!dg_count_list_has(c->counts, DG_LIST_SOURCE, dg_token(doc, v)->lemma_fold) ||
            dg_token(doc, v)->upos != DG_UPOS_VERB)
            continue;
        uint32_t rules;
        const dg_count_rule *rule = dg_count_rules(c->counts, dg_token(doc, v)->lemma_fold, &rules);
        if (rules && !rule[rules - 1].with_count)
            return; /* "released 20" acts, and counts nobody */
        int32_t s = dg_child(doc, v, DG_DEPREL_NSUBJ);
        if (s < 0 || s == p->role || dg_under(doc, p->role, s)) continue;
        if (!dg_entity_is(c->actors, doc, s, DG_WHO_ACTOR) &&
            !dg_entity_is(c->actors, doc, s, DG_WHO_BODY))
            continue;
        add_phrase(c, list, s);
        return;
    }
}

/* "by the government's count": whose count it is. */
static void from_count(const dg_counter *c, const dg_counted_people *p, chain *list) {
    const dg_doc *doc = c->doc;
    for (int32_t t = p->after; t < c->end && t < p->after + 12; t++) {
        if (!dg_count_list_has(c->counts, DG_LIST_MEASURE, dg_token(doc, t)->lemma_fold) ||
            dg_marker_of(doc, t) != c->words.by)
            continue;
        int32_t owner = dg_child(doc, t, DG_DEPREL_NMOD_POSS);
        if (owner >= 0) add_phrase(c, list, owner);
        return;
    }
}

void dg_tally_source(const dg_counter *c, const dg_counted_people *p, dragoman_tally *t) {
    chain list = {0};
    from_statements(c, p, &list, t);
    if (!list.count) from_counter(c, p, &list);
    if (!list.count) from_count(c, p, &list);
    t->according_to = list.items;
    t->according_to_count = list.count;
}
