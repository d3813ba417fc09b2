/*
 * speech.c - statements: a cue, whoever it is said of (speaker.c), and what is said (content.c).
 *
 * Cues outside quotations come first, so that a word of saying inside a quotation never takes what
 * the speaker around it says. Several speakers of one saying give one statement each. Quotations
 * that no cue of their own sentence takes go on with the speaker before them.
 */
#include "base/str.h"
#include "speech/talk.h"
#include "when/when.h"

#include <stdlib.h>

#define SPEAKERS 9 /* of one saying, at most */

/* ------------------------------------------------------------------ one statement */

static int by_place(const void *a, const void *b) {
    const dg_piece *x = a, *y = b;
    return (x->first > y->first) - (x->first < y->first);
}

static void set_content(dg_talk *k, dragoman_statement *s, const dg_pieces *list) {
    dg_doc *doc = k->doc;
    qsort(list->items, list->count, sizeof *list->items, by_place);
    s->content = DG_ARRAY(doc->arena, dragoman_span, list->count + 1);
    s->content_count = list->count;
    for (uint32_t i = 0; i < list->count; i++) {
        s->content[i] = dg_span_of(doc, list->items[i].first, list->items[i].last);
        dg_talk_take(k, &list->items[i]);
    }
    s->kind = dg_talk_kind(k, list);
}

/* The noun between a word of telling and what is told, where the tree has no listener. */
static int32_t listener(const dg_talk *k, int32_t v, const dragoman_statement *s) {
    int32_t found = DG_NO_TOKEN, end = dg_talk_end(k, v);
    for (int32_t t = v + 1;
         t < end && t < v + 6 && dg_token(k->doc, t)->span.end <= s->content[0].start; t++) {
        uint8_t upos = dg_token(k->doc, t)->upos;
        if (upos == DG_UPOS_NOUN || upos == DG_UPOS_PROPN || upos == DG_UPOS_PRON)
            found = t;
        else if (found >= 0 || upos != DG_UPOS_DET)
            break;
    }
    return found;
}

static uint32_t addressee(dg_talk *k, int32_t v, const dragoman_statement *s) {
    dg_doc *doc = k->doc;
    const dg_cue *cue = dg_cue_of(k->cues, dg_token(doc, v)->lemma_fold);
    int32_t to = dg_child(doc, v, DG_DEPREL_IOBJ);
    if (to < 0 && cue && cue->flags & DG_CUE_ADDRESSEE) to = dg_child(doc, v, DG_DEPREL_OBJ);
    if (to < 0 && cue && cue->flags & DG_CUE_CLAUSE)
        dg_each_child(doc, c, v) if (to < 0 && dg_token(doc, c)->deprel == DG_DEPREL_OBL &&
                                     dg_marker_of(doc, c) == k->to &&
                                     dg_entity_is(k->actors, doc, c, DG_WHO_ACTOR)) to = c;
    if (to < 0 && cue && cue->flags & DG_CUE_ADDRESSEE) to = listener(k, v, s);
    return to < 0 ? DRAGOMAN_NONE : dg_entity_of(k->actors, doc, to);
}

static bool negated(const dg_doc *doc, int32_t v) {
    dg_each_child(doc, c, v) if (dg_token(doc, c)->deprel == DG_DEPREL_ADVMOD &&
                                 (dg_form_is(doc, c, "not") || dg_form_is(doc, c, "n't") ||
                                  dg_form_is(doc, c, "never"))) return true;
    return false;
}

/* The day of the saying: the time that governs the cue, should it stand outside what is said. */
static dragoman_date said_on(const dg_talk *k, int32_t v, const dragoman_statement *s) {
    uint32_t at = dg_when_of(k->doc, v);
    if (at == DRAGOMAN_NONE) return (dragoman_date){0};
    const dragoman_time *time = &k->doc->times.items[at];
    dragoman_span span = time->span;
    if (time->open_end || !time->date.day)
        return (dragoman_date){0}; /* "since 2015" dates what is said */
    for (uint32_t i = 0; i < s->content_count; i++)
        if (s->content[i].start <= span.start && span.end <= s->content[i].end)
            return (dragoman_date){0};
    return time->date;
}

/* Heads of the phrases coordinated as speakers. */
static int speakers_of(const dg_talk *k, int32_t subject, int32_t heads[SPEAKERS]) {
    const dg_doc *doc = k->doc;
    int count = 0;
    if (subject < 0) return 0;
    heads[count++] = subject;
    if (dg_token(doc, subject)->xpos == DG_XPOS_NN && dg_child(doc, subject, DG_DEPREL_DET) < 0)
        return count; /* "businessman and loyalist X" */
    int32_t mention = doc->mention_at ? doc->mention_at[subject] : -1;
    int32_t named = mention >= 0 ? (int32_t)doc->mentions.items[mention].last
                                 : subject; /* "the State of Iraq and the Levant" is one name */
    dg_each_child(doc, c, subject) if (c > named && dg_token(doc, c)->deprel == DG_DEPREL_CONJ &&
                                       count < SPEAKERS && dg_token(doc, c)->upos != DG_UPOS_VERB)
        heads[count++] = c;
    return count;
}

/* The phrase that names the speaker; its participle clause ("a tally based on") is no name. */
static dragoman_span source_span(const dg_talk *k, int32_t head) {
    int32_t first, last;
    dg_noun_phrase(k->doc, head, &first, &last);
    for (int32_t t = head + 1; t <= last; t++)
        if (dg_token(k->doc, t)->upos == DG_UPOS_VERB &&
            dg_token(k->doc, t)->deprel == DG_DEPREL_ACL)
            last = t - 1;
    return dg_span_of(k->doc, first, last);
}

static void finish(dg_talk *k, int32_t v, int32_t subject, const dg_pieces *list, uint32_t flags,
                   const char *rule) {
    dg_doc *doc = k->doc;
    if (!list->count || (subject >= 0 && dg_talk_nobody(k, subject))) return;
    dragoman_statement s = {.sentence = dg_token(doc, v)->sentence, .cue_token = (uint32_t)v};
    int32_t last = v, heads[SPEAKERS], count = speakers_of(k, subject, heads);
    if (dg_token(doc, v)->fold == k->according && v + 1 < (int32_t)doc->tokens.count) last = v + 1;
    s.cue = dg_span_of(doc, v, last);
    set_content(k, &s, list);
    s.addressee = addressee(k, v, &s);
    s.negated = flags & DG_CUE_DENIAL || negated(doc, v);
    s.date = said_on(k, v, &s);
    s.rule = dg_str(rule);
    for (int i = 0; i < (count ? count : 1); i++) {
        if (count) {
            s.source = source_span(k, heads[i]);
            uint32_t who = dg_entity_of(k->actors, doc, dg_talk_owner(k, heads[i]));
            const dg_member *members; /* "both leaders" are two */
            uint32_t several = dg_entity_members(doc, who, &members);
            s.speaker_count = several ? several : 1;
            s.speakers = DG_ARRAY(doc->arena, uint32_t, s.speaker_count);
            s.speakers[0] = who;
            for (uint32_t m = 0; m < several; m++) s.speakers[m] = members[m].entity;
        }
        dg_id(s.id, doc->hash, "statement", s.cue, i ? dg_str_format(doc->arena, "%d", i).ptr : "");
        *dg_vec_push(doc->arena, &doc->statements) = s;
    }
}

/* ------------------------------------------------------------------ cues */

/* "declined to comment", "refused to say": nothing is said. */
static bool unsaid(const dg_talk *k, int32_t v) {
    int32_t g = dg_token(k->doc, v)->head;
    if (g < 0 || dg_token(k->doc, v)->deprel != DG_DEPREL_XCOMP) return false;
    const dg_cue *cue = dg_cue_of(k->cues, dg_token(k->doc, g)->lemma_fold);
    return cue && cue->flags & DG_CUE_SILENCE;
}

/* A passive that names no speaker tells that it was said only where a clause says what:
 * "the deal was announced" is the event alone. */
static bool unnamed_passive(const dg_talk *k, int32_t v, int32_t subject, const dg_cue *cue) {
    const dg_doc *doc = k->doc;
    if (subject >= 0 || dg_token(doc, v)->xpos != DG_XPOS_VBN) return false;
    if (dg_child(doc, v, DG_DEPREL_AUX_PASS) < 0) return dg_child(doc, v, DG_DEPREL_AUX) < 0;
    return dg_child(doc, v, DG_DEPREL_CCOMP) < 0 && !(cue->flags & DG_CUE_REPORTED);
}

static void verb_cue(dg_talk *k, int32_t v, const dg_cue *cue) {
    if (cue->flags & DG_CUE_SILENCE || unsaid(k, v)) return;
    dg_pieces list = {0};
    int32_t subject = dg_talk_subject(k, v);
    if (unnamed_passive(k, v, subject, cue)) return;
    dg_talk_content(k, &list, v, subject, cue);
    finish(k, v, subject, &list, cue->flags, k->cues->text + cue->rule);
}

static void noun_cue(dg_talk *k, int32_t noun, const dg_cue *cue) {
    dg_pieces list = {0};
    int32_t speaker = dg_talk_utterer(k, noun);
    if (speaker < 0) return;
    dg_talk_noun_content(k, &list, noun);
    finish(k, noun, speaker, &list, cue->flags, k->cues->text + cue->rule);
}

static bool finite(const dg_doc *doc, int32_t t) {
    uint8_t x = dg_token(doc, t)->xpos;
    return x == DG_XPOS_VBD || x == DG_XPOS_VBZ || x == DG_XPOS_VBP;
}

/* A mark between phrases; a hyphen is none. */
static bool parts(const dg_talk *k, int32_t t) {
    return dg_talk_punct(k, t) && dg_token(k->doc, t)->xpos != DG_XPOS_HYPH;
}

/* The phrase behind "according to": its head and last token. */
static int32_t source_of(const dg_talk *k, int32_t a, int32_t *last) {
    const dg_doc *doc = k->doc;
    int32_t source = dg_token(doc, a)->head, first;
    if (dg_token(doc, a)->upos == DG_UPOS_VERB &&
        dg_token(doc, a)->deprel != DG_DEPREL_CASE) { /* "according" as the head */
        int32_t o = dg_child(doc, a, DG_DEPREL_OBL);
        if (o >= 0) source = o;
    }
    if (source < a) return DG_NO_TOKEN;
    dg_subtree(doc, source, &first, last);
    for (int32_t t = source + 1; t <= *last;
         t++) { /* a clause the parser hangs on it: ", according to X, and 20 were" */
        if (!dg_str_is(dg_form(doc, t), ",") || t + 1 > *last) continue;
        enum dg_deprel relation = dg_token(doc, t + 1)->deprel;
        if (relation == DG_DEPREL_CC || relation == DG_DEPREL_DET || relation == DG_DEPREL_NUMMOD ||
            dg_token(doc, t + 1)->upos == DG_UPOS_PRON) {
            bool verb = false;
            for (int32_t i = t + 1; i <= *last && !verb; i++) verb = finite(doc, i);
            if (verb) *last = t - 1;
        }
    }
    int32_t end = dg_talk_end(k, a), t = *last + 1; /* "a tally based on": up to the next mark */
    while (t < end && !parts(k, t) && !finite(doc, t)) t++;
    if (t == end || parts(k, t)) {
        *last = t - 1;
    } else { /* it runs into the clause that is told: back to the mark before that */
        for (t = *last; t > source && !parts(k, t); t--) continue;
        if (t > source) *last = t - 1;
    }
    return source;
}

static void according_to(dg_talk *k, int32_t a) {
    dg_pieces list = {0};
    int32_t last, source = source_of(k, a, &last);
    if (source < 0) return;
    dg_talk_according(k, &list, a, last);
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

/* Does a quotation that opens this paragraph go on with one left open in the paragraph before? */
static bool goes_on(const dg_talk *k, const dragoman_statement *s, uint32_t sentence) {
    const dg_doc *doc = k->doc;
    if (!s->content_count || !sentence) return false;
    const dragoman_sentence *before = &doc->sentences.items[sentence - 1];
    int32_t last = (int32_t)(before->first + before->count) - 1;
    return before->count && k->run_at[last] >= 0 &&
           s->content[s->content_count - 1].end == dg_token(doc, last)->span.end;
}

/* `"..." he said. "More."`: a whole quoted sentence goes on with the speaker before it in the
 * paragraph; a quotation without a closing mark goes on in the next paragraph. */
static void orphan(dg_talk *k, const dg_quotation *r) {
    dg_doc *doc = k->doc;
    int32_t begin = dg_talk_begin(k, r->first);
    if ((r->first != begin && !(r->first == begin + 1 && dg_talk_punct(k, begin))) ||
        r->last - r->first < 2)
        return;
    uint32_t sentence = dg_token(doc, r->first)->sentence;
    for (uint32_t i = doc->statements.count; i-- > 0;) {
        dragoman_statement *s = &doc->statements.items[i];
        if (s->sentence > sentence || s->kind == DRAGOMAN_INDIRECT) continue;
        if (!(same_paragraph(doc, s->sentence, sentence) && sentence - s->sentence <= 6) &&
            !goes_on(k, s, sentence))
            return;
        append(doc, s, dg_span_of(doc, r->first, r->last));
        return;
    }
}

/* ------------------------------------------------------------------ an article */

static void one_token(dg_talk *k, int32_t t, bool quoted) {
    const dragoman_token *token = dg_token(k->doc, t);
    if ((k->run_at[t] >= 0) != quoted) return;
    if (token->fold == k->according && t + 1 < (int32_t)k->doc->tokens.count &&
        dg_token(k->doc, t + 1)->fold == k->to) {
        if (!quoted) according_to(k, t);
        return;
    }
    if (token->upos == DG_UPOS_NOUN && token->child >= 0) {
        const dg_cue *cue = dg_cue_of(k->cues, token->lemma_fold ^ DG_CUE_NOUN);
        if (cue && cue->flags & DG_CUE_CLAUSE) noun_cue(k, t, cue);
    }
    if (token->upos != DG_UPOS_VERB || token->deprel == DG_DEPREL_AMOD) return;
    const dg_cue *cue = dg_cue_of(k->cues, token->lemma_fold);
    if (cue) verb_cue(k, t, cue);
}

static int by_cue(const void *a, const void *b) {
    const dragoman_statement *x = a, *y = b;
    if (x->cue.start != y->cue.start) return x->cue.start < y->cue.start ? -1 : 1;
    return (x->source.start > y->source.start) - (x->source.start < y->source.start);
}

/* First token that begins at or behind a byte. */
static uint32_t token_from(const dg_doc *doc, uint32_t byte) {
    uint32_t lo = 0, hi = doc->tokens.count;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (doc->tokens.items[mid].span.start < byte)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* The innermost statement of every token: the narrowest piece of content over it, the first of
 * equals. */
static void map_contents(dg_doc *doc) {
    uint32_t count = doc->tokens.count;
    uint32_t *width = DG_ARRAY(doc->arena, uint32_t, count + 1);
    doc->statement_at = DG_ARRAY(doc->arena, uint32_t, count + 1);
    memset(doc->statement_at, 255, (count + 1) * sizeof(uint32_t));
    for (uint32_t i = 0; i < doc->statements.count; i++)
        for (uint32_t c = 0; c < doc->statements.items[i].content_count; c++) {
            dragoman_span span = doc->statements.items[i].content[c];
            uint32_t wide = span.end - span.start;
            for (uint32_t t = token_from(doc, span.start);
                 t < count && doc->tokens.items[t].span.end <= span.end; t++) {
                if (doc->statement_at[t] != DRAGOMAN_NONE && width[t] <= wide) continue;
                doc->statement_at[t] = i;
                width[t] = wide;
            }
        }
}

void dg_speech_find(const dg_cues *cues, const dg_actors *actors, dg_doc *doc) {
    dg_talk k = {.cues = cues, .actors = actors, .doc = doc};
    k.according = dg_fold_z("according");
    k.to = dg_fold_z("to");
    k.that = dg_fold_z("that");
    k.as = dg_fold_z("as");
    k.by = dg_fold_z("by");
    k.no = dg_fold_z("no");
    k.nobody = dg_fold_z("nobody");
    k.none = dg_fold_z("none");
    k.neither = dg_fold_z("neither");
    dg_talk_quotations(&k);
    for (uint32_t t = 0; t < doc->tokens.count; t++) one_token(&k, (int32_t)t, false);
    for (uint32_t i = 0; i < k.runs.count; i++)
        if (!k.runs.items[i].taken) orphan(&k, &k.runs.items[i]);
    for (uint32_t t = 0; t < doc->tokens.count; t++) one_token(&k, (int32_t)t, true);
    if (doc->statements.count)
        qsort(doc->statements.items, doc->statements.count, sizeof *doc->statements.items, by_cue);
    map_contents(doc);
}

uint32_t dg_speech_of(const dg_doc *doc, int32_t t) {
    return doc->statement_at ? doc->statement_at[t] : DRAGOMAN_NONE;
}
