/*
 * content.c - what is said: from the cue, the marks of quotation, and the tree.
 *
 * A cue's content is looked for in this order:
 *   - the quotation right behind it, or right before it and its speaker (`"...," said X`);
 *   - what follows "that", however far the tree hangs it;
 *   - a clause that follows at once ("said talks would resume"), wherever the tree hangs it;
 *   - the clause a parenthetical cue stands in or ends (", police said");
 *   - the tree's complement, quotations of the sentence nobody else has, an infinitive, an object.
 * A content runs to the next boundary: a semicolon, a further word of saying with the same speaker
 * (", adding that", "and said"), what is coordinated with the cue. Words are trusted over the tree,
 * because bare complements far from their verb are what parsers get wrong.
 */
#include "speech/talk.h"

#include "base/str.h"

#define FAR 16 /* tokens between a cue and its "that" */

/* ------------------------------------------------------------------ quotations */

bool dg_talk_quoted(const dg_talk *k, int32_t t) {
    return dg_token(k->doc, t)->flags & DRAGOMAN_TOKEN_QUOTED;
}

bool dg_talk_punct(const dg_talk *k, int32_t t) {
    return dg_token(k->doc, t)->shape & DRAGOMAN_SHAPE_PUNCT;
}

int32_t dg_talk_begin(const dg_talk *k, int32_t t) {
    return (int32_t)k->doc->sentences.items[dg_token(k->doc, t)->sentence].first;
}

int32_t dg_talk_end(const dg_talk *k, int32_t t) {
    const dragoman_sentence *s = &k->doc->sentences.items[dg_token(k->doc, t)->sentence];
    return (int32_t)(s->first + s->count);
}

static bool quote_mark(const dg_doc *doc, int32_t t) {
    dragoman_str s = dg_form(doc, t);
    if (s.len == 1) return s.ptr[0] == '"' || s.ptr[0] == '\'';
    if (s.len == 2) return memcmp(s.ptr, "''", 2) == 0 || memcmp(s.ptr, "``", 2) == 0;
    return s.len == 3 && (unsigned char)s.ptr[0] == 0xe2 && (unsigned char)s.ptr[1] == 0x80 &&
           (unsigned char)s.ptr[2] >= 0x98 && (unsigned char)s.ptr[2] <= 0x9f;
}

/* Maximal stretches of quoted tokens, their marks left out. */
void dg_talk_quotations(dg_talk *k) {
    dg_doc *doc = k->doc;
    int32_t count = (int32_t)doc->tokens.count;
    k->run_at = DG_ARRAY(doc->arena, int32_t, (size_t)count + 1);
    for (int32_t t = 0; t < count; t++) k->run_at[t] = -1;
    for (int32_t t = 0; t < count; t++) {
        if (!dg_talk_quoted(k, t) || quote_mark(doc, t)) continue;
        int32_t last = t;
        while (last + 1 < count && dg_talk_quoted(k, last + 1) &&
               !(quote_mark(doc, last + 1) && dg_token(doc, last + 1)->fold != dg_fold_z("'")))
            last++;
        for (int32_t i = t; i <= last; i++) k->run_at[i] = (int32_t)k->runs.count;
        *dg_vec_push(doc->arena, &k->runs) = (dg_quotation){t, last, false};
        t = last;
    }
}

/* ------------------------------------------------------------------ pieces */

static bool edge(const dg_doc *doc, int32_t t) {
    static const char *const kept[] = {"!", "?", ".", ")", "]", "...", "…", "$", "%", "("};
    if (!(dg_token(doc, t)->shape & DRAGOMAN_SHAPE_PUNCT)) return false;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (dg_str_is(dg_form(doc, t), kept[i])) return quote_mark(doc, t);
    return true;
}

static bool joins(const dg_talk *k, int32_t t) {
    return dg_token(k->doc, t)->upos == DG_UPOS_CCONJ && !dg_talk_quoted(k, t);
}

/* Without marks, commas and conjunctions at the ends; a final stop stays only inside a quotation.
 */
static bool trim(const dg_talk *k, dg_piece *p) {
    const dg_doc *doc = k->doc;
    while (p->first <= p->last && (edge(doc, p->first) || dg_token(doc, p->first)->fold == k->that))
        p->first++;
    while (p->last >= p->first &&
           (edge(doc, p->last) || joins(k, p->last) ||
            (dg_str_is(dg_form(doc, p->last), ".") && !dg_talk_quoted(k, p->last))))
        p->last--;
    return p->first <= p->last;
}

/* A piece that is quoted from end to end becomes its whole quotation. */
static void widen(dg_talk *k, dg_piece *p) {
    int32_t r = k->run_at[p->first];
    if (r >= 0 && r == k->run_at[p->last]) {
        p->first = k->runs.items[r].first;
        p->last = k->runs.items[r].last;
        return;
    }
    r = k->run_at[p->last]; /* ends in a quotation that goes on in the next sentence */
    if (r >= 0 && k->runs.items[r].last > p->last && k->runs.items[r].first > p->first)
        p->last = k->runs.items[r].last;
}

void dg_talk_take(dg_talk *k, const dg_piece *p) {
    for (int32_t t = p->first; t <= p->last; t++)
        if (k->run_at[t] >= 0) k->runs.items[k->run_at[t]].taken = true;
}

static void add(dg_talk *k, dg_pieces *list, int32_t first, int32_t last, bool whole) {
    dg_piece p = {first, last};
    if (!trim(k, &p)) return;
    if (whole) widen(k, &p);
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].first <= p.last && p.first <= list->items[i].last) return;
    *dg_vec_push(k->doc->arena, list) = p;
}

void dg_talk_add(dg_talk *k, dg_pieces *list, int32_t first, int32_t last) {
    add(k, list, first, last, true);
}

dragoman_statement_kind dg_talk_kind(const dg_talk *k, const dg_pieces *list) {
    uint32_t inside = 0, outside = 0;
    for (uint32_t i = 0; i < list->count; i++)
        for (int32_t t = list->items[i].first; t <= list->items[i].last; t++) {
            if (dg_talk_punct(k, t)) continue;
            if (k->run_at[t] >= 0)
                inside++;
            else
                outside++;
        }
    if (!inside) return DRAGOMAN_INDIRECT;
    return outside ? DRAGOMAN_MIXED : DRAGOMAN_DIRECT;
}

/* The clause around a hole: what stands before and behind tokens lo..hi. */
static void around(dg_talk *k, dg_pieces *list, int32_t first, int32_t last, int32_t lo,
                   int32_t hi) {
    if (hi < first || lo > last) {
        dg_talk_add(k, list, first, last);
        return;
    }
    if (lo > first) dg_talk_add(k, list, first, lo - 1);
    if (hi < last) dg_talk_add(k, list, hi + 1, last);
}

/* ------------------------------------------------------------------ words along the way */

static bool finite(const dg_doc *doc, int32_t t) {
    uint8_t x = dg_token(doc, t)->xpos;
    return x == DG_XPOS_VBD || x == DG_XPOS_VBZ || x == DG_XPOS_VBP || x == DG_XPOS_MD;
}

static bool has_finite(const dg_talk *k, int32_t first, int32_t last) {
    for (int32_t t = first; t <= last; t++)
        if (finite(k->doc, t)) return true;
    return false;
}

static bool form(const dg_talk *k, int32_t t, const char *mark) {
    return dg_str_is(dg_form(k->doc, t), mark);
}

static bool of_time(const dg_talk *k, int32_t t) {
    return k->doc->time_at && k->doc->time_at[t] >= 0;
}

static const dg_cue *cue_at(const dg_talk *k, int32_t t) {
    return dg_token(k->doc, t)->upos == DG_UPOS_VERB
               ? dg_cue_of(k->cues, dg_token(k->doc, t)->lemma_fold)
               : NULL;
}

static int32_t subject_child(const dg_talk *k, int32_t v) {
    return dg_child_base(k->doc, v, DG_DEPREL_NSUBJ);
}

/* ", adding that", ", according to": what a further saying begins. */
static bool further_saying(const dg_talk *k, int32_t t) {
    if (dg_token(k->doc, t)->fold == k->according) return true;
    return dg_token(k->doc, t)->xpos == DG_XPOS_VBG && cue_at(k, t);
}

/* "and said", "but later denied": a finite word of saying without a speaker of its own. */
static bool same_speaker_says(const dg_talk *k, int32_t t, int32_t end) {
    if (t < end && dg_token(k->doc, t)->upos == DG_UPOS_ADV) t++;
    return t < end && (finite(k->doc, t) || dg_talk_takes_that(k, t)) && cue_at(k, t) &&
           subject_child(k, t) < 0;
}

/* "and several said", "and his deputy, John Taylor, said": a finite word of saying whose speaker is
 * all that stands between. */
static bool other_speaker_says(const dg_talk *k, int32_t t, int32_t end) {
    for (int32_t i = t; i < end && i < t + 12; i++) {
        const dragoman_token *token = dg_token(k->doc, i);
        const dg_cue *cue = cue_at(k, i);
        if (cue) return i > t && finite(k->doc, i) && cue->flags & DG_CUE_CLAUSE;
        if (token->upos == DG_UPOS_VERB || token->upos == DG_UPOS_SCONJ ||
            token->upos == DG_UPOS_ADP || k->run_at[i] >= 0)
            return false;
    }
    return false;
}

/* Child of `v` that begins at t and is coordinated with it, or set beside it behind a comma. */
static bool beside(const dg_talk *k, int32_t v, int32_t t) {
    const dg_doc *doc = k->doc;
    bool comma = t > 0 && form(k, t - 1, ",");
    dg_each_child(doc, c, v) {
        enum dg_deprel relation = dg_base(dg_token(doc, c)->deprel);
        if (c < t) continue;
        bool apart = relation == DG_DEPREL_CONJ
                         ? dg_token(doc, c)->upos == DG_UPOS_VERB &&
                               dg_token(doc, c)->xpos != DG_XPOS_VB && subject_child(k, c) < 0
                         : comma && (relation == DG_DEPREL_ADVCL || relation == DG_DEPREL_OBL) &&
                               dg_token(doc, c)->xpos != DG_XPOS_VBN;
        if (!apart) continue;
        int32_t first, last;
        dg_subtree(doc, c, &first, &last);
        if (first == t) return true;
    }
    return false;
}

static bool ends_sentence(const dg_talk *k, int32_t t) {
    dragoman_str s = dg_form(k->doc, t);
    return k->run_at[t] < 0 && s.len && s.ptr[s.len - 1] == '.';
}

/* Last token of what begins at `from` and is said by the cue at v; nothing beyond `last`. */
static int32_t boundary(const dg_talk *k, int32_t v, int32_t from, int32_t last) {
    for (int32_t t = from + 1; t <= last; t++) {
        int32_t r = k->run_at[t];
        if (r >= 0 && k->runs.items[r].first == t && t >= from + 3 && ends_sentence(k, t - 2))
            return t - 2;
        if (r >= 0) continue;
        bool comma = form(k, t, ",");
        if (form(k, t, ";")) return t - 1;
        if (comma && t < last && further_saying(k, t + 1)) return t - 1;
        if (t > from && (dg_token(k->doc, t)->fold == k->according)) return t - 1;
        if (joins(k, t) &&
            (same_speaker_says(k, t + 1, last + 1) || other_speaker_says(k, t + 1, last + 1)))
            return t - 1;
        if (t > from + 1 && beside(k, v, t)) return t - 1;
    }
    return last;
}

/* ------------------------------------------------------------------ behind the cue */

static bool medium(const dg_talk *k, int32_t noun) {
    const dg_cue *cue = dg_cue_of(k->cues, dg_token(k->doc, noun)->lemma_fold ^ DG_CUE_NOUN);
    return cue && cue->flags & DG_CUE_MEDIUM;
}

/* The phrase under v that begins at t and is no part of what is said: when, to whom, in what. */
static int32_t skip_phrase(const dg_talk *k, int32_t v, int32_t t, const dg_cue *cue) {
    const dg_doc *doc = k->doc;
    dg_each_child(doc, c, v) {
        if (c < t) continue;
        int32_t first, last, lo, hi;
        enum dg_deprel base = dg_base(dg_token(doc, c)->deprel);
        dg_noun_phrase(doc, c, &first, &last);
        dg_subtree(doc, c, &lo, &hi);
        if (lo != t) continue;
        bool whom =
            base == DG_DEPREL_IOBJ || (base == DG_DEPREL_OBJ && cue->flags & DG_CUE_ADDRESSEE);
        bool to = base == DG_DEPREL_OBL && dg_marker_of(doc, c) == k->to;
        if (whom || to || (base == DG_DEPREL_OBL && (medium(k, c) || of_time(k, c))))
            return last + 1;
    }
    return t;
}

/* "told the Times the talks": whom, where the tree does not part it from what is told. */
static int32_t skip_listener(const dg_talk *k, int32_t t, int32_t end) {
    int32_t at = t;
    if (at < end && dg_token(k->doc, at)->upos == DG_UPOS_DET) at++;
    while (at < end && (dg_token(k->doc, at)->upos == DG_UPOS_PROPN ||
                        dg_token(k->doc, at)->upos == DG_UPOS_NOUN))
        at++;
    if (at == t || at >= end) return t;
    uint8_t upos = dg_token(k->doc, at)->upos;
    return upos == DG_UPOS_DET || upos == DG_UPOS_PRON || upos == DG_UPOS_SCONJ ? at : t;
}

/* Where the content begins behind the cue. */
static int32_t content_start(const dg_talk *k, int32_t v, const dg_cue *cue, int32_t end) {
    int32_t t = v + 1;
    for (int steps = 0; steps < 4 && t < end; steps++) {
        int32_t was = t;
        if (dg_token(k->doc, t)->deprel == DG_DEPREL_COMPOUND_PRT && dg_token(k->doc, t)->head == v)
            t++;
        while (t < end && of_time(k, t)) t++;
        if (t + 1 < end && dg_token(k->doc, t)->upos == DG_UPOS_ADP && of_time(k, t + 1)) t++;
        if (t < end) t = skip_phrase(k, v, t, cue);
        if (t == v + 1 && cue->flags & DG_CUE_ADDRESSEE) t = skip_listener(k, t, end);
        if (t == was) break;
    }
    return t;
}

/* "that" at the head of what is said, at most FAR tokens behind the cue and before any finite verb.
 */
static int32_t find_that(const dg_talk *k, int32_t from, int32_t end) {
    for (int32_t t = from; t < end && t < from + FAR; t++) {
        if (finite(k->doc, t) || form(k, t, ";") || form(k, t, ":") || k->run_at[t] >= 0) break;
        const dragoman_token *token = dg_token(k->doc, t);
        bool marks = token->xpos == DG_XPOS_IN || token->upos == DG_UPOS_SCONJ;
        if (token->fold == k->that && marks && t + 1 < end) return t;
    }
    return DG_NO_TOKEN;
}

/* How far what the cue governs may reach: its clause, or the sentence where the cue heads it. */
static int32_t scope_end(const dg_talk *k, int32_t v, int32_t from) {
    int32_t first, last, end = dg_talk_end(k, v) - 1;
    enum dg_deprel relation = dg_base(dg_token(k->doc, v)->deprel);
    bool inner = relation == DG_DEPREL_ACL || relation == DG_DEPREL_ADVCL ||
                 relation == DG_DEPREL_CCOMP || relation == DG_DEPREL_XCOMP;
    dg_subtree(k->doc, v, &first, &last);
    return inner && last > from && has_finite(k, from, last) ? last : end;
}

static bool speech_run(const dg_quotation *r) {
    return r->last - r->first >= 4;
}

/* A quotation that opens right behind the cue, and is all that follows it. */
static bool quotation_behind(dg_talk *k, dg_pieces *list, int32_t from, int32_t end) {
    for (int32_t i = from; i < end && i < from + 6 && !finite(k->doc, i) && k->run_at[i] < 0;
         i++) /* "said about it: "..."" */
        if (form(k, i, ":")) from = i;
    int32_t t = from;
    while (t < end && t < from + 3 && dg_talk_punct(k, t) && k->run_at[t] < 0) t++;
    if (t >= end || k->run_at[t] < 0 || t == from) return false;
    const dg_quotation *r = &k->runs.items[k->run_at[t]];
    bool colon = form(k, from, ":");
    if (r->first != t || (!colon && !speech_run(r) && r->last + 3 < end)) return false;
    int32_t behind =
        r->last + 1; /* words behind it that belong to the same clause: not a quotation alone */
    while (behind < end && dg_talk_punct(k, behind)) behind++;
    if (!colon && behind < end && !speech_run(r)) return false;
    dg_talk_add(k, list, r->first, r->last);
    return true;
}

/* May a bare clause begin here? Not with a preposition or a conjunction, unless the tree says so.
 */
static bool begins_clause(const dg_talk *k, int32_t v, int32_t from, const dg_cue *cue) {
    int32_t clause = dg_child(k->doc, v, DG_DEPREL_CCOMP), first = INT32_MAX, last;
    if (clause > v) dg_subtree(k->doc, clause, &first, &last);
    bool tree = first <= from + 2;
    uint8_t upos = dg_token(k->doc, from)->upos, xpos = dg_token(k->doc, from)->xpos;
    if (xpos == DG_XPOS_TO || upos == DG_UPOS_CCONJ || xpos == DG_XPOS_WDT) return false;
    if ((upos == DG_UPOS_ADP || upos == DG_UPOS_SCONJ) && !tree) return false;
    return tree || cue->flags & DG_CUE_BARE;
}

/* What follows "that", or at once. */
static bool clause_behind(dg_talk *k, dg_pieces *list, int32_t v, const dg_cue *cue) {
    int32_t end = dg_talk_end(k, v), from = content_start(k, v, cue, end);
    if (from >= end || (cue->flags & DG_CUE_ADDRESSEE && !(cue->flags & DG_CUE_CLAUSE)))
        return false; /* "asked that" is a request */
    int32_t that = find_that(k, v + 1, end);
    if (that < 0) {
        if (!(cue->flags & DG_CUE_CLAUSE) || cue->flags & DG_CUE_QUESTION ||
            !begins_clause(k, v, from, cue))
            return false;
        if (dg_talk_punct(k, from) && !form(k, from, ":") && !quote_mark(k->doc, from))
            return false;
    } else {
        from = that + 1;
    }
    int32_t last = boundary(k, v, from, scope_end(k, v, from));
    if (that < 0 && !has_finite(k, from, last)) return false;
    dg_talk_add(k, list, from, last);
    return list->count > 0;
}

/* ------------------------------------------------------------------ before the cue */

/* The phrase of a subject with what is set beside it: "X, the spokesman," */
static void speaker_phrase(const dg_talk *k, int32_t subject, int32_t *first, int32_t *last) {
    dg_subtree(k->doc, subject, first, last);
}

/* "said on Monday", "wrote on Twitter": up to the next mark, where no clause stands in it. */
static int32_t circumstances_end(const dg_talk *k, int32_t hi, int32_t end) {
    int32_t t = hi + 1;
    if (t >= end || (!of_time(k, t) && dg_token(k->doc, t)->upos != DG_UPOS_ADP &&
                     dg_token(k->doc, t)->upos != DG_UPOS_ADV))
        return hi;
    while (t < end && !dg_talk_punct(k, t))
        if (k->run_at[t] >= 0 || finite(k->doc, t++)) return hi;
    return t - 1;
}

/* The cue and its speaker stand beside what is said: first and last token of both; false if not. */
static bool set_apart(const dg_talk *k, int32_t v, int32_t subject, int32_t *lo, int32_t *hi) {
    const dg_doc *doc = k->doc;
    int32_t a, b, begin = dg_talk_begin(k, v), end = dg_talk_end(k, v);
    *lo = *hi = v;
    if (subject >= 0) {
        speaker_phrase(k, subject, &a, &b);
        if (a > v) { /* "said X, the spokesman" */
            *hi = b;
        } else if (b < v) {
            *lo = a;
        }
    }
    for (int32_t t = *lo; t < v; t++)
        if (form(k, t, ";")) *lo = t + 1;
    while (*lo < v && dg_talk_punct(k, *lo)) ++*lo; /* a mark the parser hangs on the speaker */
    for (int32_t t = v + 1; t <= *hi; t++)
        if (form(k, t, ";")) *hi = t - 1;
    *hi = circumstances_end(k, *hi, end);
    if (*lo <= begin) return false;
    return form(k, *lo - 1, ",") || quote_mark(doc, *lo - 1) ||
           (subject > v && dg_talk_punct(k, v - 1)) || form(k, *lo - 1, "–") ||
           form(k, *lo - 1, "—");
}

/* `"...," said X, "..."` */
static bool quotation_before(dg_talk *k, dg_pieces *list, int32_t lo, int32_t hi, int32_t begin,
                             int32_t end) {
    int32_t t = lo - 1;
    while (t > begin && t > lo - 4 && dg_talk_punct(k, t) && k->run_at[t] < 0) t--;
    if (t < begin || k->run_at[t] < 0) return false;
    const dg_quotation *r = &k->runs.items[k->run_at[t]];
    int32_t opened = r->first - 1;
    bool alone = r->first <= begin + 1 || speech_run(r);
    if (!alone || (opened > begin && !dg_talk_punct(k, opened - 1) && !speech_run(r))) return false;
    dg_talk_add(k, list, r->first, r->last);
    t = hi + 1;
    while (t < end && t < hi + 4 && dg_talk_punct(k, t) && k->run_at[t] < 0) t++;
    if (t < end && t > hi + 1 && k->run_at[t] >= 0 && k->runs.items[k->run_at[t]].first == t)
        dg_talk_add(k, list, t, k->runs.items[k->run_at[t]].last);
    return true;
}

/* Where the clause that ends before `lo` begins: the sentence, or behind a semicolon. */
static int32_t clause_begin(const dg_talk *k, int32_t lo, int32_t begin) {
    for (int32_t t = lo - 2; t > begin; t--)
        if (form(k, t, ";") && k->run_at[t] < 0) return t + 1;
    return begin;
}

/* "..., police said." and "..., police said, ..." */
static bool clause_before(dg_talk *k, dg_pieces *list, int32_t v, int32_t subject) {
    int32_t lo, hi, begin = dg_talk_begin(k, v), end = dg_talk_end(k, v);
    if (!set_apart(k, v, subject, &lo, &hi)) return false;
    if (quotation_before(k, list, lo, hi, begin, end)) return true;
    int32_t from = clause_begin(k, lo, begin), next = hi + 1, last = end - 1;
    bool ends = next >= end || (dg_talk_punct(k, next) && !form(k, next, ":"));
    if (!ends || k->run_at[lo - 1] >= 0) return false;
    bool more = next + 1 < end && form(k, next, ",") && !further_saying(k, next + 1);
    if (more) last = boundary(k, v, next + 1, end - 1);
    if (!has_finite(k, from, lo - 1) && !(more && has_finite(k, next + 1, last))) return false;
    dg_talk_add(k, list, from, lo - 1);
    if (more) dg_talk_add(k, list, next + 1, last);
    return list->count > 0;
}

/* ------------------------------------------------------------------ the tree's word for it */

/* The clause that says it: its subtree without the cue, should the cue stand inside. */
static void clause_pieces(dg_talk *k, dg_pieces *list, int32_t clause, int32_t v) {
    int32_t first, last, lo = v, hi = v;
    dg_subtree(k->doc, clause, &first, &last);
    if (first > v) last = boundary(k, v, first, last);
    if (dg_under(k->doc, v, clause)) {
        dg_subtree(k->doc, v, &lo, &hi);
    } else if (first < v &&
               v < last) { /* a clause torn apart by its cue: the subject goes with the cue */
        int32_t s = dg_talk_subject(k, v), a, b;
        if (s >= 0) {
            dg_noun_phrase(k->doc, s, &a, &b);
            if (a < lo) lo = a;
            if (b > hi) hi = b;
        }
    } else {
        dg_talk_add(k, list, first, last);
        return;
    }
    around(k, list, first, last, lo, hi);
}

/* ", Blinken said" hangs on what was said. */
static bool parenthetical_pieces(dg_talk *k, dg_pieces *list, int32_t v) {
    const dg_doc *doc = k->doc;
    int32_t g = dg_token(doc, v)->head, first, last, lo, hi;
    if (dg_token(doc, v)->deprel != DG_DEPREL_PARATAXIS || g < 0) return false;
    dg_subtree(doc, v, &lo, &hi);
    if (hi - lo >= 40 || (g >= lo && g <= hi)) return false;
    dg_subtree(doc, g, &first, &last);
    around(k, list, first, last, lo, hi);
    return list->count > 0;
}

static bool opens(const dg_talk *k, int32_t t) {
    int32_t first = dg_talk_begin(k, t);
    return t == first || (t == first + 1 && dg_talk_punct(k, first));
}

/* A quotation that is speech rather than a borrowed word: long, or set off right beside the cue. */
static bool is_speech(const dg_talk *k, const dg_quotation *r, int32_t v) {
    if (speech_run(r)) return true;
    return (r->first > v && r->first - v <= 3) ||
           (r->last < v && v - r->last <= 6 && opens(k, r->first));
}

/* No other verb stands between the cue and the quotation. */
static bool nearest_verb(const dg_talk *k, const dg_quotation *r, int32_t v) {
    int32_t from = r->first > v ? v + 1 : r->last + 1, to = r->first > v ? r->first : v;
    for (int32_t t = from; t < to; t++)
        if (dg_token(k->doc, t)->upos == DG_UPOS_VERB && k->run_at[t] < 0) return false;
    return true;
}

/* Quotations of the cue's sentence that nobody has yet: what a parse without a complement leaves.
 */
static void sentence_quotes(dg_talk *k, dg_pieces *list, int32_t v) {
    int32_t seen = -1;
    for (int32_t t = dg_talk_begin(k, v); t < dg_talk_end(k, v); t++) {
        int32_t r = k->run_at[t];
        if (r < 0 || r == seen || k->runs.items[r].taken || !is_speech(k, &k->runs.items[r], v) ||
            !nearest_verb(k, &k->runs.items[r], v))
            continue;
        seen = r;
        dg_talk_add(k, list, k->runs.items[r].first, k->runs.items[r].last);
    }
}

/* End of an object phrase: without a relative clause that tells more of it. */
static int32_t object_end(const dg_talk *k, int32_t o, int32_t last) {
    const dg_doc *doc = k->doc;
    dg_each_child(doc, c, o) {
        int32_t first, end;
        if (c < o || dg_token(doc, c)->deprel != DG_DEPREL_ACL_RELCL) continue;
        dg_subtree(doc, c, &first, &end);
        if (first > o && first <= last) last = first - 1;
    }
    for (int32_t t = o + 1; t <= last; t++) /* ... wherever it hangs */
        if (dg_token(doc, t)->xpos == DG_XPOS_WDT &&
            (dg_form_is(doc, t, "which") || form(k, t - 1, ",")))
            return t - 1;
    return last;
}

/* "the claim as groundless": "as" behind the object, or behind the cue where the object is a
 * pronoun before it. */
static int32_t find_as(const dg_talk *k, int32_t from, int32_t end) {
    for (int32_t t = from; t < end && t < from + 12; t++) {
        if (dg_talk_punct(k, t) || finite(k->doc, t)) break;
        if (dg_token(k->doc, t)->fold == k->as) return t;
    }
    return DG_NO_TOKEN;
}

static bool as_pieces(dg_talk *k, dg_pieces *list, int32_t v, bool only_as) {
    int32_t end = dg_talk_end(k, v), as = find_as(k, v + 1, end);
    if (as < 0) return false;
    int32_t last = boundary(k, v, as, end - 1);
    for (int32_t t = as + 1; t < last; t++) {
        uint8_t next = dg_token(k->doc, t + 1)->upos;
        bool listed = next == DG_UPOS_PROPN || next == DG_UPOS_NOUN || next == DG_UPOS_ADJ ||
                      next == DG_UPOS_DET || next == DG_UPOS_NUM;
        bool dash = form(k, t, "—") || form(k, t, "–");
        if (k->run_at[t] < 0 && (dash || (form(k, t, ",") && !listed))) last = t - 1;
    }
    if (only_as) {
        int32_t subject = dg_child(k->doc, v, DG_DEPREL_NSUBJ_PASS),
                agent = dg_child(k->doc, v, DG_DEPREL_OBL_AGENT), first, to;
        if (agent > as) {
            dg_subtree(k->doc, agent, &first, &to);
            if (first > as && first <= last) last = first - 1;
        }
        if (subject >= 0 && dg_token(k->doc, subject)->upos != DG_UPOS_PRON) {
            dg_noun_phrase(k->doc, subject, &first, &to);
            dg_talk_add(k, list, first, to);
        }
        dg_talk_add(k, list, as + 1, last);
    } else {
        dg_talk_add(k, list, as == v + 1 ? as : v + 1, last);
    }
    return true;
}

/* What the object is said to be: "called the demand | blackmail", "put the toll | at 1,600". */
static int32_t said_to_be(const dg_doc *doc, int32_t v, int32_t object) {
    dg_each_child(doc, c, v) {
        const dragoman_token *token = dg_token(doc, c);
        int32_t at = dg_case_of(doc, c);
        bool noun = token->upos == DG_UPOS_NOUN || token->upos == DG_UPOS_ADJ ||
                    token->upos == DG_UPOS_PROPN;
        if (c <= object) continue;
        if ((token->deprel == DG_DEPREL_XCOMP || token->deprel == DG_DEPREL_OBJ) && noun && at < 0)
            return c;
        if (dg_base(token->deprel) == DG_DEPREL_OBL && at >= 0 && dg_form_is(doc, at, "at") &&
            dg_is_numbered(doc, c))
            return c;
    }
    return DG_NO_TOKEN;
}

static bool naming_pieces(dg_talk *k, dg_pieces *list, int32_t v) {
    const dg_doc *doc = k->doc;
    int32_t object = dg_child(doc, v, DG_DEPREL_IOBJ), first, last, from, to;
    if (object < v) object = dg_child(doc, v, DG_DEPREL_OBJ);
    int32_t name = object > v ? said_to_be(doc, v, object) : DG_NO_TOKEN;
    if (name < 0) return false;
    dg_noun_phrase(doc, object, &first, &last);
    dg_subtree(doc, name, &from, &to);
    if (from < last) return false;
    dg_talk_add(k, list, first, boundary(k, v, first, to));
    return true;
}

/* An object and what the parser hung beside it: up to a mark or a time, never into a clause. */
static int32_t phrase_end(const dg_talk *k, int32_t v, int32_t first, int32_t last) {
    int32_t first_v, to;
    dg_subtree(k->doc, v, &first_v, &to);
    last = boundary(k, v, first, last);
    for (int32_t t = last + 1; t <= to; t++) {
        bool time = of_time(k, t) ||
                    (t < to && dg_token(k->doc, t)->upos == DG_UPOS_ADP && of_time(k, t + 1));
        enum dg_deprel relation = dg_token(k->doc, t)->deprel;
        bool verb = finite(k->doc, t) && relation != DG_DEPREL_XCOMP &&
                    relation != DG_DEPREL_ACL; /* "20 killed" is no clause */
        if (dg_talk_punct(k, t) || verb || time || dg_token(k->doc, t)->fold == k->according ||
            (joins(k, t) && same_speaker_says(k, t + 1, to + 1)))
            break;
        last = t;
    }
    return last;
}

/* The object phrase of "announced a resumption of talks". */
static void object_pieces(dg_talk *k, dg_pieces *list, int32_t v) {
    int32_t o = dg_child(k->doc, v, DG_DEPREL_OBJ), first, last;
    if (o < 0 && dg_child(k->doc, v, DG_DEPREL_OBL_AGENT) >= 0)
        o = dg_child(k->doc, v, DG_DEPREL_NSUBJ_PASS);
    if (o < 0) return;
    dg_subtree(k->doc, o, &first, &last);
    if (first > v) last = phrase_end(k, v, first, last);
    dg_talk_add(k, list, first, object_end(k, o, last));
}

/* "to free them and hold talks": the infinitive and what is coordinated with it. */
static int32_t infinitive(const dg_talk *k, int32_t v) {
    const dg_doc *doc = k->doc;
    if (dg_child(doc, v, DG_DEPREL_OBJ) > v)
        return DG_NO_TOKEN; /* "pledged 60 million to support it" */
    dg_each_child(doc, c, v) {
        enum dg_deprel relation = dg_token(doc, c)->deprel;
        if (relation == DG_DEPREL_XCOMP && dg_token(doc, c)->upos == DG_UPOS_VERB) return c;
        if (relation == DG_DEPREL_ADVCL && c > v && dg_token(doc, c)->xpos == DG_XPOS_VB &&
            dg_marker_of(doc, c) == k->to)
            return c;
    }
    return DG_NO_TOKEN;
}

static void infinitive_pieces(dg_talk *k, dg_pieces *list, int32_t clause, int32_t v) {
    int32_t first, last;
    dg_subtree(k->doc, clause, &first, &last);
    if (first > v)
        dg_talk_add(k, list, first, boundary(k, v, first, scope_end(k, v, first)));
    else
        clause_pieces(k, list, clause, v);
}

/* "is reported to be in critical condition": whoever it is said of, and what. */
static bool reported_to(dg_talk *k, dg_pieces *list, int32_t v, const dg_cue *cue) {
    const dg_doc *doc = k->doc;
    int32_t s = dg_child(doc, v, DG_DEPREL_NSUBJ_PASS), first, last, end = dg_talk_end(k, v),
            from = content_start(k, v, cue, end);
    if (dg_child(doc, v, DG_DEPREL_AUX_PASS) < 0 || from >= end ||
        dg_token(doc, from)->fold != k->to)
        return false;
    last = boundary(k, v, from, scope_end(k, v, from));
    for (int32_t t = from; t < last; t++) /* "and would be sworn in" */
        if (k->run_at[t] < 0 && joins(k, t) && finite(doc, t + 1)) last = t - 1;
    if (s >= 0) {
        int32_t to;
        dg_noun_phrase(doc, s, &first, &to);
        dg_talk_add(k, list, first, to);
    }
    dg_talk_add(k, list, from, last);
    return true;
}

/* What follows a word that counts only where it quotes: all its complements as one, if any of it
 * is quoted ("called the agreements "null and void""). */
static void quoted_object(dg_talk *k, dg_pieces *list, int32_t v) {
    int32_t end = dg_talk_end(k, v), from = v + 1, inside = 0, to = -1;
    if (from < end && dg_token(k->doc, from)->deprel == DG_DEPREL_COMPOUND_PRT) from++;
    int32_t last = boundary(k, v, v, end - 1);
    for (int32_t t = from; t <= last; t++) {
        if (k->run_at[t] >= 0)
            inside++, to = t;
        else if (to >= 0 && !dg_talk_punct(k, t))
            break; /* words behind the quotation are not its */
        else if (form(k, t, ",") && !inside && t + 1 <= last && finite(k->doc, t + 1))
            return;
    }
    for (int32_t t = from; t < to; t++)
        if (finite(k->doc, t) && k->run_at[t] < 0) return; /* another clause quotes it */
    if (inside) dg_talk_add(k, list, from, to);
}

/* A word of saying inside a quotation quotes nobody around it: only the tree's complement, within.
 */
static void quoted_cue(dg_talk *k, dg_pieces *list, int32_t v, const dg_cue *cue) {
    int32_t clause = dg_child(k->doc, v, DG_DEPREL_CCOMP), first, last;
    if (clause < 0 || clause < v || !(cue->flags & DG_CUE_CLAUSE)) return;
    dg_subtree(k->doc, clause, &first, &last);
    if (first > v && k->run_at[first] == k->run_at[v] && k->run_at[last] == k->run_at[v])
        add(k, list, first, boundary(k, v, first, last), false);
}

/* "revealed a deal whereby ...": the object, and a clause that only tells more of it. */
static bool object_first(const dg_talk *k, int32_t v, int32_t clause) {
    int32_t o = dg_child(k->doc, v, DG_DEPREL_OBJ), first, last;
    dg_subtree(k->doc, clause, &first, &last);
    return o > v && o < first;
}

/* A participle of saying between the cue and the clause takes the clause. */
static bool said_by_another(const dg_talk *k, int32_t v, int32_t clause) {
    for (int32_t t = v + 1; t <= clause; t++)
        if (dg_talk_punct(k, t - 1) && further_saying(k, t)) return true;
    return false;
}

/* `"...," X said before he left` */
static bool quoted_before(dg_talk *k, dg_pieces *list, int32_t v, int32_t subject) {
    int32_t lo, hi;
    if (dg_token(k->doc, v)->xpos == DG_XPOS_VBG)
        return false; /* ", adding that" follows a quotation another tells */
    return set_apart(k, v, subject, &lo, &hi) &&
           quotation_before(k, list, lo, hi, dg_talk_begin(k, v), dg_talk_end(k, v));
}

void dg_talk_content(dg_talk *k, dg_pieces *list, int32_t v, int32_t subject, const dg_cue *cue) {
    const dg_doc *doc = k->doc;
    if (k->run_at[v] >= 0) {
        quoted_cue(k, list, v, cue);
        return;
    }
    int32_t end = dg_talk_end(k, v), clause = dg_child(doc, v, DG_DEPREL_CCOMP);
    if (clause >= 0 && said_by_another(k, v, clause)) clause = DG_NO_TOKEN;
    bool says = cue->flags & DG_CUE_CLAUSE, asks = cue->flags & DG_CUE_QUESTION;
    if (says && quoted_before(k, list, v, subject)) return;
    if (says && quotation_behind(k, list, content_start(k, v, cue, end), end)) return;
    if (subject <= v && clause_behind(k, list, v, cue)) return;
    if (says && !asks && clause_before(k, list, v, subject)) return;
    if (cue->flags & DG_CUE_AS && as_pieces(k, list, v, dg_child(doc, v, DG_DEPREL_AUX_PASS) >= 0))
        return;
    if (cue->flags & DG_CUE_NAMING && naming_pieces(k, list, v)) return;
    if (clause >= 0 && cue->flags & DG_CUE_OBJECT && object_first(k, v, clause))
        object_pieces(k, list, v);
    else if (says && !asks && clause >= 0)
        clause_pieces(k, list, clause, v);
    else if (says && parenthetical_pieces(k, list, v))
        return;
    if (!list->count && cue->flags & DG_CUE_OBJECT) object_pieces(k, list, v);
    if (!list->count && (!says || asks)) quoted_object(k, list, v);
    if (!list->count && says) sentence_quotes(k, list, v);
    if (!list->count && cue->flags & DG_CUE_REPORTED && reported_to(k, list, v, cue)) return;
    if (!list->count && cue->flags & DG_CUE_INFINITIVE && (clause = infinitive(k, v)) >= 0)
        infinitive_pieces(k, list, clause, v);
}

/* "repeated his assertion that Sinwar was the main impediment" */
void dg_talk_noun_content(dg_talk *k, dg_pieces *list, int32_t noun) {
    const dg_doc *doc = k->doc;
    dg_each_child(doc, c, noun) {
        enum dg_deprel relation = dg_token(doc, c)->deprel;
        if ((relation != DG_DEPREL_ACL && relation != DG_DEPREL_CCOMP) || c < noun ||
            dg_marker_of(doc, c) != k->that)
            continue;
        clause_pieces(k, list, c, noun);
        return;
    }
}

/* "according to X": at the end of a clause the whole of it, at its beginning the rest, in the
 * middle both sides, unless what follows is a clause of its own. */
void dg_talk_according(dg_talk *k, dg_pieces *list, int32_t at, int32_t last) {
    int32_t begin = dg_talk_begin(k, at), end = dg_talk_end(k, at), next = last + 1;
    int32_t from = clause_begin(k, at, begin), to = end - 1;
    while (next < end && dg_talk_punct(k, next) && !form(k, next, ";")) next++;
    for (int32_t t = next; t < end; t++)
        if (form(k, t, ";") && k->run_at[t] < 0) {
            to = t - 1;
            break;
        }
    bool before = has_finite(k, from, at - 1), behind = next <= to && has_finite(k, next, to);
    if (before && behind && joins(k, next)) behind = false;
    bool goes_on = next > last + 1 && next <= to && form(k, last + 1, ",") && at > begin &&
                   form(k, at - 1, ",");
    if (before && !behind && goes_on && !joins(k, next) && !further_saying(k, next))
        behind = true;        /* "led, according to X, the march" */
    if (!before && !behind) { /* a phrase: "2,000 dead, according to the U.N." */
        if (at - 1 >= from) dg_talk_add(k, list, from, at - 1);
        return;
    }
    if (before || at - from > 12) dg_talk_add(k, list, from, at - 1);
    if (behind) dg_talk_add(k, list, next, to);
}
