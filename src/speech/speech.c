/*
 * speech.c - statements: a cue, whoever it is said of, and what is said.
 *
 * Content is found from both sides. The tree gives clauses: the complement of the cue, or all that a
 * parenthetical cue ("..., Blinken said") hangs on. The quotation marks give runs of quoted tokens,
 * which may cover several sentences and paragraphs; a content that is quoted is widened to its whole
 * run. Runs that no cue of their own sentence takes go on with the speaker before them.
 */
#include "speech/cues.h"

#include "base/str.h"
#include "syntax/tree.h"

typedef struct piece {
    int32_t first, last; /* tokens, both included */
} piece;

typedef struct run {
    int32_t first, last;
    bool taken;
} run;

typedef DG_VEC(piece) pieces;

typedef struct talker {
    const dg_cues *cues;
    const dg_actors *actors;
    dg_doc *doc;
    DG_VEC(run) runs;
    int32_t *run_at; /* [tokens.count]: run of a token or -1 */
    uint64_t according, to, that;
} talker;

/* ------------------------------------------------------------------ quotations */

static bool quoted(const dg_doc *doc, int32_t t) {
    return dg_token(doc, t)->flags & DRAGOMAN_TOKEN_QUOTED;
}

static bool is_punct(const dg_doc *doc, int32_t t) {
    return dg_token(doc, t)->shape & DRAGOMAN_SHAPE_PUNCT;
}

static bool quote_mark(const dg_doc *doc, int32_t t) {
    dragoman_str s = dg_form(doc, t);
    if (s.len == 1) return s.ptr[0] == '"' || s.ptr[0] == '\'';
    if (s.len == 2) return memcmp(s.ptr, "''", 2) == 0 || memcmp(s.ptr, "``", 2) == 0;
    return s.len == 3 && (unsigned char)s.ptr[0] == 0xe2 && (unsigned char)s.ptr[1] == 0x80 &&
           (unsigned char)s.ptr[2] >= 0x98 && (unsigned char)s.ptr[2] <= 0x9f;
}

/* Maximal stretches of quoted tokens, their marks left out. */
static void find_runs(talker *k) {
    dg_doc *doc = k->doc;
    int32_t count = (int32_t)doc->tokens.count;
    k->run_at = DG_ARRAY(doc->arena, int32_t, (size_t)count + 1);
    for (int32_t t = 0; t < count; t++) k->run_at[t] = -1;
    for (int32_t t = 0; t < count; t++) {
        if (!quoted(doc, t) || quote_mark(doc, t)) continue;
        int32_t last = t;
        while (last + 1 < count && quoted(doc, last + 1) &&
               !(quote_mark(doc, last + 1) && dg_token(doc, last + 1)->fold != dg_fold_z("'")))
            last++;
        for (int32_t i = t; i <= last; i++) k->run_at[i] = (int32_t)k->runs.count;
        *dg_vec_push(doc->arena, &k->runs) = (run){t, last, false};
        t = last;
    }
}

/* ------------------------------------------------------------------ pieces */

static bool edge(const dg_doc *doc, int32_t t) {
    static const char *const kept[] = {"!", "?", ".", ")", "]", "...", "…", "$", "%", "("};
    if (!is_punct(doc, t)) return false;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (dg_str_is(dg_form(doc, t), kept[i])) return quote_mark(doc, t);
    return true;
}

/* Without marks and commas at the ends; a final stop stays only inside a quotation. */
static bool trim(const talker *k, piece *p) {
    const dg_doc *doc = k->doc;
    while (p->first <= p->last && (edge(doc, p->first) || dg_token(doc, p->first)->fold == k->that)) p->first++;
    while (p->last >= p->first && (edge(doc, p->last) || (dg_str_is(dg_form(doc, p->last), ".") && !quoted(doc, p->last)))) p->last--;
    return p->first <= p->last;
}

/* A piece that is quoted from end to end becomes its whole quotation. */
static void widen(talker *k, piece *p) {
    int32_t r = k->run_at[p->first];
    if (r >= 0 && r == k->run_at[p->last]) {
        p->first = k->runs.items[r].first;
        p->last = k->runs.items[r].last;
        return;
    }
    r = k->run_at[p->last]; /* ends in a quotation that goes on in the next sentence */
    if (r >= 0 && k->runs.items[r].last > p->last && k->runs.items[r].first > p->first) p->last = k->runs.items[r].last;
}

static void take_runs(talker *k, const piece *p) {
    for (int32_t t = p->first; t <= p->last; t++)
        if (k->run_at[t] >= 0) k->runs.items[k->run_at[t]].taken = true;
}

static void add_piece(talker *k, pieces *list, int32_t first, int32_t last) {
    piece p = {first, last};
    if (!trim(k, &p)) return;
    widen(k, &p);
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].first <= p.last && p.first <= list->items[i].last) return;
    *dg_vec_push(k->doc->arena, list) = p;
}

/* The clause around a hole: what stands before and behind tokens lo..hi. */
static void around(talker *k, pieces *list, int32_t first, int32_t last, int32_t lo, int32_t hi) {
    if (hi < first || lo > last) {
        add_piece(k, list, first, last);
        return;
    }
    if (lo > first) add_piece(k, list, first, lo - 1);
    if (hi < last) add_piece(k, list, hi + 1, last);
}

static dragoman_statement_kind kind_of(const talker *k, const pieces *list) {
    uint32_t inside = 0, outside = 0;
    for (uint32_t i = 0; i < list->count; i++)
        for (int32_t t = list->items[i].first; t <= list->items[i].last; t++) {
            if (is_punct(k->doc, t)) continue;
            if (k->run_at[t] >= 0) inside++;
            else outside++;
        }
    if (!inside) return DRAGOMAN_INDIRECT;
    return outside ? DRAGOMAN_MIXED : DRAGOMAN_DIRECT;
}

/* ------------------------------------------------------------------ speakers */

/* ", adding that": a participle of saying behind a comma goes on with the speaker, whatever relation
 * the parser gives it. */
static bool further_cue(const talker *k, int32_t v) {
    const dg_doc *doc = k->doc;
    return dg_token(doc, v)->xpos == DG_XPOS_VBG && v > 0 && is_punct(doc, v - 1) && dg_cue_of(k->cues, dg_token(doc, v)->lemma_fold);
}

/* Subject of a cue: its own, the governor's for participles and coordinated verbs, the agent or the
 * subject of a passive. */
static int32_t subject_of(const talker *k, int32_t v, int depth) {
    const dg_doc *doc = k->doc;
    int32_t s = dg_child(doc, v, DG_DEPREL_NSUBJ);
    if (s < 0) s = dg_child(doc, v, DG_DEPREL_NSUBJ_OUTER);
    int32_t passive = dg_child(doc, v, DG_DEPREL_NSUBJ_PASS);
    if (s < 0 && (passive >= 0 || dg_child(doc, v, DG_DEPREL_AUX_PASS) >= 0)) {
        int32_t agent = dg_child(doc, v, DG_DEPREL_OBL_AGENT);
        if (agent >= 0) return agent;
        return dg_lemma_is(doc, v, "quote") || dg_lemma_is(doc, v, "cite") ? passive : DG_NO_TOKEN;
    }
    if (s >= 0) {
        const dragoman_token *token = dg_token(doc, s);
        bool relative = token->xpos == DG_XPOS_WDT || token->xpos == DG_XPOS_WP;
        if (relative && dg_token(doc, v)->deprel == DG_DEPREL_ACL_RELCL) return dg_token(doc, v)->head;
        if (token->deprel == DG_DEPREL_EXPL || token->xpos == DG_XPOS_EX) return DG_NO_TOKEN;
        return s;
    }
    int32_t g = dg_token(doc, v)->head;
    if (g < 0 || depth > 3) return DG_NO_TOKEN;
    switch (dg_token(doc, v)->deprel) {
    case DG_DEPREL_ACL: return dg_token(doc, v)->xpos == DG_XPOS_VBN ? DG_NO_TOKEN : g; /* "a statement saying" */
    case DG_DEPREL_CCOMP: return further_cue(k, v) ? subject_of(k, g, depth + 1) : DG_NO_TOKEN;
    case DG_DEPREL_CONJ:
    case DG_DEPREL_ADVCL:
    case DG_DEPREL_XCOMP:
    case DG_DEPREL_PARATAXIS: return dg_token(doc, g)->upos == DG_UPOS_VERB ? subject_of(k, g, depth + 1) : DG_NO_TOKEN;
    default: return DG_NO_TOKEN;
    }
}

/* "a statement", "its report" speak for their owner where one is named. */
static int32_t owner_of_text(const talker *k, int32_t s) {
    static const char *const texts[] = {"statement", "report", "letter", "message", "tweet", "communique", "release", "post", "note", "interview", "speech", "remark", "tally", "count", "estimate", "figure", "spokesman", "spokeswoman", "spokesperson"};
    const dg_doc *doc = k->doc;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!dg_lemma_is(doc, s, texts[i])) continue;
        int32_t owner = dg_child(doc, s, DG_DEPREL_NMOD_POSS);
        if (owner >= 0) return owner;
        dg_each_child(doc, c, s) {
            bool from = dg_token(doc, c)->deprel == DG_DEPREL_NMOD || dg_token(doc, c)->deprel == DG_DEPREL_COMPOUND;
            if (from && dg_entity_is(k->actors, doc, c, DG_WHO_ACTOR)) return c;
        }
        int32_t g = dg_token(doc, s)->head; /* "The army released a statement saying" */
        if (g >= 0 && dg_token(doc, g)->upos == DG_UPOS_VERB && dg_token(doc, s)->deprel == DG_DEPREL_OBJ) {
            int32_t up = dg_child(doc, g, DG_DEPREL_NSUBJ);
            if (up >= 0) return up;
        }
    }
    return s;
}

static void set_speakers(talker *k, dragoman_statement *s, int32_t subject) {
    dg_doc *doc = k->doc;
    if (subject < 0) return;
    int32_t first, last;
    dg_noun_phrase(doc, subject, &first, &last);
    s->source = dg_span_of(doc, first, last);
    DG_VEC(uint32_t) speakers = {0};
    int32_t heads[9] = {owner_of_text(k, subject)};
    int count = 1;
    dg_each_child(doc, c, subject)
        if (dg_token(doc, c)->deprel == DG_DEPREL_CONJ && count < 9 && dg_token(doc, c)->upos != DG_UPOS_VERB) heads[count++] = c;
    for (int i = 0; i < count; i++) {
        uint32_t entity = dg_entity_of(k->actors, doc, heads[i]);
        const uint32_t *members = &entity; /* "both leaders" are two */
        uint32_t several = dg_entity_members(doc, entity, &members);
        if (!several) members = &entity;
        for (uint32_t m = 0; m < (several ? several : 1); m++) {
            bool twice = false;
            for (uint32_t j = 0; j < speakers.count && !twice; j++) twice = speakers.items[j] == members[m];
            if (!twice) *dg_vec_push(doc->arena, &speakers) = members[m];
        }
    }
    s->speakers = speakers.items;
    s->speaker_count = speakers.count;
}

/* ------------------------------------------------------------------ one statement */

static void set_content(talker *k, dragoman_statement *s, const pieces *list) {
    dg_doc *doc = k->doc;
    s->content = DG_ARRAY(doc->arena, dragoman_span, list->count + 1);
    s->content_count = list->count;
    for (uint32_t i = 0; i < list->count; i++) {
        s->content[i] = dg_span_of(doc, list->items[i].first, list->items[i].last);
        take_runs(k, &list->items[i]);
    }
    s->kind = kind_of(k, list);
}

static uint32_t addressee(talker *k, int32_t v) {
    dg_doc *doc = k->doc;
    int32_t to = dg_child(doc, v, DG_DEPREL_IOBJ);
    if (to < 0 && dg_lemma_is(doc, v, "tell")) to = dg_child(doc, v, DG_DEPREL_OBJ);
    return to < 0 ? DRAGOMAN_NONE : dg_entity_of(k->actors, doc, to);
}

static bool negated(const dg_doc *doc, int32_t v) {
    dg_each_child(doc, c, v)
        if (dg_token(doc, c)->deprel == DG_DEPREL_ADVMOD && (dg_form_is(doc, c, "not") || dg_form_is(doc, c, "n't") || dg_form_is(doc, c, "never")))
            return true;
    return false;
}

static void finish(talker *k, int32_t v, int32_t subject, const pieces *list, uint32_t flags, const char *rule) {
    dg_doc *doc = k->doc;
    if (!list->count) return;
    dragoman_statement s = {.sentence = dg_token(doc, v)->sentence, .cue_token = (uint32_t)v, .addressee = DRAGOMAN_NONE};
    int32_t last = v;
    if (dg_token(doc, v)->fold == k->according && v + 1 < (int32_t)doc->tokens.count) last = v + 1;
    s.cue = dg_span_of(doc, v, last);
    set_speakers(k, &s, subject);
    set_content(k, &s, list);
    s.addressee = addressee(k, v);
    s.negated = flags & DG_CUE_DENIAL || negated(doc, v);
    s.rule = dg_str(rule);
    dg_id(s.id, doc->hash, "statement", s.cue, "");
    *dg_vec_push(doc->arena, &doc->statements) = s;
}

/* ------------------------------------------------------------------ where the content stands */

/* End of a clause before ", adding that ...": what a further word of saying begins is not its. */
static int32_t before_next_cue(const talker *k, int32_t clause, int32_t last) {
    const dg_doc *doc = k->doc;
    dg_each_child(doc, c, clause) {
        const dragoman_token *token = dg_token(doc, c);
        if (c < clause || token->deprel != DG_DEPREL_ADVCL || token->xpos != DG_XPOS_VBG) continue;
        int32_t first, end;
        dg_subtree(doc, c, &first, &end);
        const dg_cue *cue = dg_cue_of(k->cues, token->lemma_fold);
        if (cue && first > clause + 1 && end == last && is_punct(doc, first - 1) && !quoted(doc, first - 1)) return first - 1;
    }
    return last;
}

/* The clause that says it: its subtree without the cue, should the cue stand inside. */
static void clause_pieces(talker *k, pieces *list, int32_t clause, int32_t v) {
    int32_t first, last, lo = v, hi = v;
    dg_subtree(k->doc, clause, &first, &last);
    last = before_next_cue(k, clause, last);
    if (dg_under(k->doc, v, clause)) dg_subtree(k->doc, v, &lo, &hi);
    else if (first < v && v < last) { /* a clause torn apart by its cue: the subject goes with the cue */
        int32_t s = subject_of(k, v, 0), a, b;
        if (s >= 0) {
            dg_noun_phrase(k->doc, s, &a, &b);
            if (a < lo) lo = a;
            if (b > hi) hi = b;
        }
    } else {
        lo = last + 1, hi = last;
        add_piece(k, list, first, last);
        return;
    }
    around(k, list, first, last, lo, hi);
}

/* ", Blinken said" hangs on what was said. */
static bool parenthetical(const talker *k, int32_t v) {
    const dg_doc *doc = k->doc;
    enum dg_deprel relation = dg_token(doc, v)->deprel;
    if (relation != DG_DEPREL_PARATAXIS) return false;
    int32_t g = dg_token(doc, v)->head, lo, hi;
    dg_subtree(doc, v, &lo, &hi);
    return g >= 0 && hi - lo < 40 && (g < lo || g > hi);
}

static void parenthetical_pieces(talker *k, pieces *list, int32_t v) {
    const dg_doc *doc = k->doc;
    int32_t g = dg_token(doc, v)->head, first, last, lo, hi;
    dg_subtree(doc, g, &first, &last);
    dg_subtree(doc, v, &lo, &hi);
    around(k, list, first, last, lo, hi);
}

static bool opens(const dg_doc *doc, int32_t t) {
    uint32_t first = doc->sentences.items[dg_token(doc, t)->sentence].first;
    return t == (int32_t)first || (t == (int32_t)first + 1 && is_punct(doc, (int32_t)first));
}

/* A quotation that is speech rather than a borrowed word: long, or set off right beside the cue. */
static bool is_speech(const talker *k, const run *r, int32_t v) {
    if (r->last - r->first >= 4) return true;
    return (r->first > v && r->first - v <= 3) || (r->last < v && v - r->last <= 6 && opens(k->doc, r->first));
}

/* Quotations of the cue's sentence that nobody has yet: what a parse without a complement leaves. */
static void sentence_quotes(talker *k, pieces *list, int32_t v) {
    const dg_doc *doc = k->doc;
    if (quoted(doc, v)) return; /* a word of saying inside a quotation quotes nobody around it */
    const dragoman_sentence *s = &doc->sentences.items[dg_token(doc, v)->sentence];
    int32_t seen = -1;
    for (int32_t t = (int32_t)s->first; t < (int32_t)(s->first + s->count); t++) {
        int32_t r = k->run_at[t];
        if (r < 0 || r == seen || k->runs.items[r].taken || !is_speech(k, &k->runs.items[r], v)) continue;
        seen = r;
        add_piece(k, list, k->runs.items[r].first, k->runs.items[r].last);
    }
}

/* The object phrase of "announced a resumption of talks", with all that hangs on it. */
static void object_pieces(talker *k, pieces *list, int32_t v) {
    int32_t o = dg_child(k->doc, v, DG_DEPREL_OBJ), first, last;
    if (o < 0) o = dg_child(k->doc, v, DG_DEPREL_NSUBJ_PASS);
    if (o < 0) return;
    dg_subtree(k->doc, o, &first, &last);
    add_piece(k, list, first, last);
}

static int32_t infinitive(const talker *k, int32_t v) {
    const dg_doc *doc = k->doc;
    dg_each_child(doc, c, v) {
        enum dg_deprel relation = dg_token(doc, c)->deprel;
        if (relation == DG_DEPREL_XCOMP && dg_token(doc, c)->upos == DG_UPOS_VERB) return c;
        if (relation == DG_DEPREL_ADVCL && c > v && dg_token(doc, c)->xpos == DG_XPOS_VB && dg_marker_of(doc, c) == k->to) return c;
    }
    return DG_NO_TOKEN;
}

/* What follows a word that counts only where it quotes: all its complements as one, if any of it
 * is quoted at some length ("called the agreements "null and void""). */
static void quoted_object(talker *k, pieces *list, int32_t v) {
    if (quoted(k->doc, v)) return;
    int32_t from = INT32_MAX, to = -1, inside = 0;
    dg_each_child(k->doc, c, v) {
        enum dg_deprel relation = dg_base(dg_token(k->doc, c)->deprel);
        if (c < v || (relation != DG_DEPREL_OBJ && relation != DG_DEPREL_OBL && relation != DG_DEPREL_XCOMP && relation != DG_DEPREL_ADVCL)) continue;
        int32_t first, last;
        dg_subtree(k->doc, c, &first, &last);
        if (first < from) from = first;
        if (last > to) to = last;
    }
    for (int32_t t = from; t <= to; t++) inside += k->run_at[t] >= 0;
    if (inside >= 2) add_piece(k, list, from, to);
}

static void verb_cue(talker *k, int32_t v, const dg_cue *cue) {
    const dg_doc *doc = k->doc;
    pieces list = {0};
    int32_t clause = dg_child(doc, v, DG_DEPREL_CCOMP);
    if (clause >= 0 && further_cue(k, clause)) clause = DG_NO_TOKEN;
    if (cue->flags & DG_CUE_CLAUSE) {
        if (clause >= 0) clause_pieces(k, &list, clause, v);
        else if (parenthetical(k, v)) parenthetical_pieces(k, &list, v);
    } else if (clause >= 0) {
        clause_pieces(k, &list, clause, v);
    }
    if (!list.count && cue->flags & DG_CUE_CLAUSE) sentence_quotes(k, &list, v);
    if (!list.count && !(cue->flags & DG_CUE_CLAUSE)) quoted_object(k, &list, v);
    if (!list.count && cue->flags & DG_CUE_INFINITIVE && (clause = infinitive(k, v)) >= 0) clause_pieces(k, &list, clause, v);
    if (!list.count && cue->flags & DG_CUE_OBJECT) object_pieces(k, &list, v);
    int32_t subject = subject_of(k, v, 0);
    finish(k, v, subject, &list, cue->flags, k->cues->text + cue->rule);
}

/* Whose saying a noun tells: its possessor's, or the subject's of the verb that utters it. */
static int32_t utterer(const talker *k, int32_t noun) {
    static const char *const utter[] = {"repeat", "reiterate", "make", "issue", "release", "give", "publish", "post", "deliver", "renew"};
    const dg_doc *doc = k->doc;
    int32_t verb = dg_token(doc, noun)->head, owner = dg_child(doc, noun, DG_DEPREL_NMOD_POSS);
    bool own = owner >= 0 && dg_token(doc, owner)->upos == DG_UPOS_PRON;
    for (size_t i = 0; verb >= 0 && i < sizeof utter / sizeof *utter; i++)
        if (dg_lemma_is(doc, verb, utter[i]) && (own || owner < 0)) return subject_of(k, verb, 0);
    return owner;
}

/* "repeated his assertion that Sinwar was the main impediment" */
static void noun_cue(talker *k, int32_t noun, const dg_cue *cue) {
    const dg_doc *doc = k->doc;
    int32_t speaker = utterer(k, noun);
    if (speaker < 0) return;
    dg_each_child(doc, c, noun) {
        enum dg_deprel relation = dg_token(doc, c)->deprel;
        if ((relation != DG_DEPREL_ACL && relation != DG_DEPREL_CCOMP) || c < noun || dg_marker_of(doc, c) != k->that) continue;
        pieces list = {0};
        clause_pieces(k, &list, c, noun);
        finish(k, noun, speaker, &list, cue->flags, k->cues->text + cue->rule);
        return;
    }
}

/* "according to X": the clause it hangs on, without itself. */
static void according_to(talker *k, int32_t a) {
    const dg_doc *doc = k->doc;
    int32_t source = dg_token(doc, a)->head;
    if (dg_token(doc, a)->upos == DG_UPOS_VERB && dg_token(doc, a)->deprel != DG_DEPREL_CASE) { /* "according" as the head */
        int32_t o = dg_child(doc, a, DG_DEPREL_OBL);
        if (o >= 0) source = o;
    }
    if (source < 0 || source < a) return;
    int32_t phrase = dg_under(doc, source, a) ? a : source;
    int32_t clause = dg_token(doc, phrase)->head, first, last, lo, hi;
    if (clause < 0) return;
    while (dg_token(doc, clause)->upos != DG_UPOS_VERB && dg_token(doc, clause)->head >= 0 && dg_child(doc, clause, DG_DEPREL_COP) < 0 &&
           dg_base(dg_token(doc, clause)->deprel) != DG_DEPREL_CCOMP)
        clause = dg_token(doc, clause)->head;
    dg_subtree(doc, clause, &first, &last);
    dg_subtree(doc, phrase, &lo, &hi);
    pieces list = {0};
    around(k, &list, first, last, lo, hi);
    if (list.count > 1) { /* the longer side carries it */
        piece a0 = list.items[0], b0 = list.items[1];
        if (b0.last - b0.first > 2 * (a0.last - a0.first) && a0.last - a0.first < 4) list.items[0] = b0, list.count = 1;
    }
    finish(k, a, source, &list, 0, "speech:according to");
}

/* ------------------------------------------------------------------ quotations nobody took */

static bool same_paragraph(const dg_doc *doc, uint32_t a, uint32_t b) {
    for (uint32_t s = a + 1; s <= b; s++)
        if (doc->sentences.items[s].flags & DRAGOMAN_SENTENCE_PARAGRAPH) return false;
    return true;
}

static void append(dg_doc *doc, dragoman_statement *s, dragoman_span span) {
    dragoman_span *wider = DG_ARRAY(doc->arena, dragoman_span, s->content_count + 1);
    memcpy(wider, s->content, s->content_count * sizeof *wider);
    wider[s->content_count] = span;
    s->content = wider;
    s->content_count++;
}

/* `"..." he said. "More."`: a whole quoted sentence goes on with the speaker before it in the
 * paragraph, else with the one after it. */
static void orphan(talker *k, const run *r) {
    dg_doc *doc = k->doc;
    if (!opens(doc, r->first) || r->last - r->first < 2) return;
    uint32_t sentence = dg_token(doc, r->first)->sentence;
    for (uint32_t i = doc->statements.count; i-- > 0;) {
        dragoman_statement *s = &doc->statements.items[i];
        if (s->sentence > sentence || s->kind == DRAGOMAN_INDIRECT) continue;
        if (!same_paragraph(doc, s->sentence, sentence) || sentence - s->sentence > 6) return;
        append(doc, s, dg_span_of(doc, r->first, r->last));
        return;
    }
}

/* ------------------------------------------------------------------ an article */

static void one_token(talker *k, int32_t t) {
    const dragoman_token *token = dg_token(k->doc, t);
    if (token->fold == k->according && t + 1 < (int32_t)k->doc->tokens.count && dg_token(k->doc, t + 1)->fold == k->to) {
        according_to(k, t);
        return;
    }
    if (token->upos == DG_UPOS_NOUN && token->child >= 0) {
        const dg_cue *cue = dg_cue_of(k->cues, token->lemma_fold ^ DG_CUE_NOUN);
        if (cue) noun_cue(k, t, cue);
    }
    if (token->upos != DG_UPOS_VERB || token->deprel == DG_DEPREL_AMOD) return;
    const dg_cue *cue = dg_cue_of(k->cues, token->lemma_fold);
    if (cue) verb_cue(k, t, cue);
}

void dg_speech_find(const dg_cues *cues, const dg_actors *actors, dg_doc *doc) {
    talker k = {.cues = cues, .actors = actors, .doc = doc};
    k.according = dg_fold_z("according");
    k.to = dg_fold_z("to");
    k.that = dg_fold_z("that");
    find_runs(&k);
    for (uint32_t t = 0; t < doc->tokens.count; t++) one_token(&k, (int32_t)t);
    for (uint32_t i = 0; i < k.runs.count; i++)
        if (!k.runs.items[i].taken) orphan(&k, &k.runs.items[i]);
}

uint32_t dg_speech_of(const dg_doc *doc, int32_t t) {
    uint32_t best = DRAGOMAN_NONE, narrowest = UINT32_MAX;
    dragoman_span at = dg_token(doc, t)->span;
    for (uint32_t i = 0; i < doc->statements.count; i++) {
        const dragoman_statement *s = &doc->statements.items[i];
        for (uint32_t c = 0; c < s->content_count; c++) {
            uint32_t width = s->content[c].end - s->content[c].start;
            if (s->content[c].start > at.start || s->content[c].end < at.end || width >= narrowest) continue;
            narrowest = width;
            best = i;
        }
    }
    return best;
}
