/*
 * track.c - steps of a negotiation: events and telling words of an article, by the rules of
 * codebook/track.txt. One step of a kind a sentence; the event that gives it lends participants,
 * date, place, auxiliaries and source.
 */
#include "track/rules.h"

#include "base/str.h"
#include "syntax/tree.h"

typedef DG_VEC(uint32_t) ids;

/* Does one of the words stand between these bytes of the sentence? */
static bool any_within(const dg_steps *s, const dg_doc *doc, dg_words list, uint32_t sentence,
                       dragoman_span span) {
    const dragoman_sentence *at = &doc->sentences.items[sentence];
    for (uint32_t t = at->first; t < at->first + at->count; t++) {
        const dragoman_token *token = &doc->tokens.items[t];
        if (token->span.start >= span.start && token->span.end <= span.end &&
            dg_step_word(s, list, token))
            return true;
    }
    return false;
}

static bool code_fits(const dg_step_rule *r, const char *cameo) {
    if (!r->code[0][0]) return true;
    for (int i = 0; i < 8 && r->code[i][0]; i++)
        if (strncmp(r->code[i], cameo, strlen(r->code[i])) == 0) return true;
    return false;
}

static bool mode_fits(const dg_step_rule *r, const dragoman_event *e) {
    if (r->mode == 255) return true;
    for (int i = 0; i < e->mode_count; i++) /* the same mode name of another event counts too */
        if (strcmp(dragoman_mode_name(e->mode[i]), dragoman_mode_name(r->mode)) == 0) return true;
    return false;
}

/* Is one of the words in the trigger of the event, or its light verb? */
static bool trigger_has(const dg_steps *s, const dg_doc *doc, dg_words list,
                        const dragoman_event *e) {
    for (uint32_t t = e->token;
         t < doc->tokens.count && doc->tokens.items[t].span.start < e->trigger.end; t++)
        if (dg_step_word(s, list, &doc->tokens.items[t])) return true;
    for (uint32_t t = e->token + 1; t-- > 0 && doc->tokens.items[t].span.end > e->trigger.start;)
        if (dg_step_word(s, list, &doc->tokens.items[t])) return true;
    return false;
}

/* Is one of the actors a government, a force, a party or a movement? */
static bool political(const dg_doc *doc, const dragoman_event *e) {
    static const char *const sectors[] = {"GOV", "MIL", "REB", "OPP", "PTY", "SPY", "PRM", "ELI"};
    for (uint32_t i = 0; i < e->actor_count; i++)
        for (size_t k = 0; k < sizeof sectors / sizeof *sectors; k++)
            if (strcmp(doc->entities.items[e->actors[i].entity].sector, sectors[k]) == 0)
                return true;
    return false;
}

static bool around_fits(const dg_steps *s, const dg_doc *doc, const dg_step_rule *r,
                        uint32_t sentence, dragoman_span span) {
    for (int i = 0; i < 2; i++)
        if (r->near[i].count && !any_within(s, doc, r->near[i], sentence, span)) return false;
    return !r->far.count || !any_within(s, doc, r->far, sentence, span);
}

static bool auxiliary_fits(const dg_step_rule *r, uint8_t auxiliary) {
    const uint8_t open = DRAGOMAN_AUX_HYPOTHETICAL | DRAGOMAN_AUX_NEGATION;
    if ((auxiliary & r->auxiliary) != r->auxiliary) return false;
    if (r->flags & DG_STEP_NO_AUX && auxiliary & (open | DRAGOMAN_AUX_FUTURE)) return false;
    return !(r->flags & DG_STEP_REAL) || !(auxiliary & open);
}

static bool attached(const dg_steps *s, const dg_doc *doc, const dg_step_rule *r, uint32_t t) {
    if (r->with.count && !dg_step_with(s, doc, r->with, (int32_t)t)) return false;
    return !r->without.count || !dg_step_with(s, doc, r->without, (int32_t)t);
}

static bool event_fits(const dg_steps *s, const dg_doc *doc, const dg_step_rule *r,
                       const dragoman_event *e) {
    if (!r->events && !r->code[0][0]) return false;
    if (r->events && !(r->events >> e->event & 1)) return false;
    if (!auxiliary_fits(r, e->auxiliary)) return false;
    if (!attached(s, doc, r, e->token)) return false;
    if (r->word.count && !trigger_has(s, doc, r->word, e)) return false;
    if (r->not .count && trigger_has(s, doc, r->not, e)) return false;
    if (r->flags & DG_STEP_POLITICAL && !political(doc, e)) return false;
    return code_fits(r, e->cameo) && mode_fits(r, e) &&
           around_fits(s, doc, r, e->sentence, e->span);
}

/* ------------------------------------------------------------------ one step */

static void add_entity(dg_doc *doc, ids *list, uint32_t entity) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i] == entity) return;
    *dg_vec_push(doc->arena, list) = entity;
}

/* Somebody, and not what is talked of or where: "the accord", "Belfast". */
static bool takes_part(const dg_doc *doc, uint32_t entity) {
    const dragoman_entity *e = &doc->entities.items[entity];
    if (*e->sector) return true;
    bool nobody = strcmp(e->code, "---") == 0 && dg_str_is(e->rule, "model:syntax");
    return e->kind != DRAGOMAN_PLACE && (e->kind == DRAGOMAN_PERSON || !nobody);
}

static void participants(dg_doc *doc, dragoman_step *step, const dragoman_event *e, bool mediates) {
    ids parties = {0}, mediators = {0};
    for (uint32_t i = 0; i < e->actor_count; i++)
        if (takes_part(doc, e->actors[i].entity))
            add_entity(doc, mediates ? &mediators : &parties, e->actors[i].entity);
    for (uint32_t i = 0; i < e->recipient_count; i++)
        if (takes_part(doc, e->recipients[i].entity))
            add_entity(doc, &parties, e->recipients[i].entity);
    step->parties = parties.items, step->party_count = parties.count;
    step->mediators = mediators.items, step->mediator_count = mediators.count;
}

/* Words of an issue within a proposal's or agreement's clause: the phrases they head. */
static void terms(const dg_steps *s, dg_doc *doc, dragoman_step *step) {
    const dragoman_sentence *at = &doc->sentences.items[step->sentence];
    DG_VEC(dragoman_term) list = {0};
    for (uint32_t t = at->first; t < at->first + at->count; t++) {
        const dragoman_token *token = &doc->tokens.items[t];
        if (token->span.start < step->span.start || token->span.end > step->span.end) continue;
        for (size_t i = 0; i < s->issue_count; i++) {
            if (!dg_step_word(s, s->issues[i].words, token)) continue;
            int32_t first, last;
            dg_noun_phrase(doc, (int32_t)t, &first, &last);
            *dg_vec_push(doc->arena, &list) =
                (dragoman_term){dg_span_of(doc, first, last), s->text + s->issues[i].name};
            break;
        }
    }
    step->terms = list.items;
    step->term_count = list.count;
}

/* Whether the sentence, the last that gave any steps, has given one of this kind. */
static bool told(const dg_doc *doc, uint32_t sentence, const char *kind) {
    const dragoman_step *steps = doc->steps.items;
    for (uint32_t i = doc->steps.count; i-- > 0 && steps[i].sentence == sentence;)
        if (strcmp(steps[i].kind, kind) == 0) return true;
    return false;
}

static dragoman_step *add_step(const dg_steps *s, dg_doc *doc, const dg_step_rule *r,
                               uint32_t sentence, dragoman_span span) {
    const char *kind = dg_step_kind_name(r->kind);
    dragoman_step *step = dg_vec_push(doc->arena, &doc->steps);
    *step = (dragoman_step){.sentence = sentence,
                            .kind = kind,
                            .span = span,
                            .venue = DRAGOMAN_NONE,
                            .according_to = DRAGOMAN_NONE};
    step->format = dg_step_format_name(r->format);
    step->response = dg_step_response_name(r->response);
    step->rule = dg_str(s->text + r->rule);
    dg_id(step->id, doc->hash, "step", span, kind);
    return step;
}

static void from_event(const dg_steps *s, dg_doc *doc, const dg_step_rule *r, uint32_t index) {
    const dragoman_event *e = &doc->events.items[index];
    if (told(doc, e->sentence, dg_step_kind_name(r->kind))) return;
    dragoman_step *step = add_step(s, doc, r, e->sentence, e->span);
    participants(doc, step, e, r->flags & DG_STEP_MEDIATES);
    step->venue = e->place;
    step->date = e->date, step->enddate = e->enddate, step->open_end = e->open_end,
    step->precision = e->precision;
    step->auxiliary = e->auxiliary;
    step->according_to = e->according_to;
    step->events = DG_NEW(doc->arena, uint32_t);
    step->events[0] = index;
    step->event_count = 1;
    if (r->kind == DG_STEP_PROPOSAL || r->kind == DG_STEP_AGREEMENT) terms(s, doc, step);
}

/* ------------------------------------------------------------------ an article */

static const dg_step_rule *rule_of(const dg_steps *s, const dg_doc *doc, const dragoman_event *e) {
    for (size_t i = 0; i < s->rule_count; i++)
        if (event_fits(s, doc, &s->rules[i], e)) return &s->rules[i];
    return NULL;
}

/* An article tells of a negotiation if enough of its sentences hold a word of it; an act that is
 * none but in a negotiation (`opens`) weighs as much as two. Words without any event that is a step
 * are not enough: a takeover and a theatre have their talks and truces too. */
static bool of_negotiation(const dg_steps *s, const dg_doc *doc) {
    dg_words gate = {s->gate[0], s->gate[1]};
    uint32_t points = 0;
    bool acted = false;
    for (uint32_t i = 0; i < doc->sentences.count; i++)
        points += any_within(s, doc, gate, i, doc->sentences.items[i].span);
    for (uint32_t i = 0; i < doc->events.count && !(acted && points >= s->gate[2]); i++) {
        const dg_step_rule *r = rule_of(s, doc, &doc->events.items[i]);
        acted = acted || r;
        points += r && r->flags & DG_STEP_OPENS ? 2 : 0;
    }
    return acted && points >= s->gate[2];
}

static void event_steps(const dg_steps *s, dg_doc *doc, uint32_t sentence, uint32_t *next) {
    for (; *next < doc->events.count && doc->events.items[*next].sentence == sentence; (*next)++) {
        const dg_step_rule *r = rule_of(s, doc, &doc->events.items[*next]);
        if (r) from_event(s, doc, r, *next);
    }
}

static bool word_told(const dg_steps *s, const dg_doc *doc, const dg_step_rule *r, uint32_t t,
                      uint32_t sentence) {
    return dg_step_word(s, r->word, &doc->tokens.items[t]) &&
           around_fits(s, doc, r, sentence, doc->sentences.items[sentence].span) &&
           attached(s, doc, r, t) && auxiliary_fits(r, dg_step_auxiliary(doc, (int32_t)t));
}

static void word_steps(const dg_steps *s, dg_doc *doc, uint32_t sentence) {
    const dragoman_sentence *at = &doc->sentences.items[sentence];
    for (size_t i = 0; i < s->rule_count; i++) {
        const dg_step_rule *r = &s->rules[i];
        if (r->events || r->code[0][0] || told(doc, sentence, dg_step_kind_name(r->kind))) continue;
        for (uint32_t t = at->first; t < at->first + at->count; t++) {
            if (!word_told(s, doc, r, t, sentence)) continue;
            int32_t first, last;
            dg_subtree(doc, (int32_t)t, &first, &last);
            dragoman_step *step = add_step(s, doc, r, sentence, dg_span_of(doc, first, last));
            step->auxiliary = dg_step_auxiliary(doc, (int32_t)t);
            break;
        }
    }
}

void dg_track_find(const dg_steps *steps, dg_doc *doc) {
    if (!of_negotiation(steps, doc)) return;
    uint32_t next = 0;
    for (uint32_t i = 0; i < doc->sentences.count; i++) {
        event_steps(steps, doc, i, &next);
        word_steps(steps, doc, i);
    }
}
