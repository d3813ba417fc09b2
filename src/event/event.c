/*
 * event.c - the event room: hits of the codebook over an article, made into events.
 *
 * Per sentence: (1) every content word is looked up and its sense chosen (match.c); (2) outer acts
 * take what stands in their complements ("called for the release of": one REQUEST); (3) what is
 * left becomes an event with roles (roles.c), modality (modality.c), date, place and source;
 * (4) a happening told again with nothing new is dropped.
 */
#include "event/find.h"

#include "base/keys.h"
#include "base/str.h"
#include "event/plover.h"
#include "event/weigh.h"
#include "speech/speech.h"
#include "when/when.h"
#include "where/where.h"

#include <math.h>
#include <stdlib.h>

/* ------------------------------------------------------------------ outer and inner acts */

static const char *sense_code(const dg_sense *sense) {
    return sense->cameo;
}

static bool prefix(const char *code, const char *of) {
    return strncmp(of, code, strlen(code)) == 0;
}

/* The compose line that fits an outer act (event and code) and an inner one; NULL if none. */
static const dg_compose *compose(const dg_events *e, uint8_t outer, const char *outer_code,
                                 const dragoman_event *inner) {
    const dg_compose *best = NULL;
    for (size_t i = 0; i < e->compose_count; i++) {
        const dg_compose *c = &e->compose[i];
        if (c->outer != outer || !prefix(c->outer_code, outer_code)) continue;
        if (c->inner != 255 && c->inner != inner->event) continue;
        if (c->inner_mode != 255 && (!inner->mode_count || inner->mode[0] != c->inner_mode))
            continue;
        if (c->inner_code[0] && (!inner->cameo[0] || !prefix(c->inner_code, inner->cameo)))
            continue;
        if (!best || c->weight > best->weight) best = c;
    }
    return best;
}

static void apply(const dg_compose *c, dragoman_event *event) {
    if (c->event != 255 && c->event != event->event) {
        event->event = c->event;
        event->mode_count = 0;
        event->cameo[0] = 0;
    }
    if (c->mode != 255) {
        event->mode[0] = c->mode;
        event->mode_count = 1;
    }
    if (c->cameo[0]) memcpy(event->cameo, c->cameo, sizeof event->cameo);
}

/* Event, mode and code of a sense, and of what stands inside it. */
static void classify(dg_finder *f, int32_t t, dragoman_event *event, int depth) {
    const dg_hit *hit = &f->hits[t];
    const dg_sense *sense = hit->sense;
    event->event = sense->event;
    event->mode_count = sense->mode_count;
    memcpy(event->mode, sense->mode, 4);
    event->context_count = sense->context_count;
    memcpy(event->context, sense->context, 4);
    memcpy(event->cameo, sense_code(sense), sizeof event->cameo);
    if (hit->inner < 0 || depth > 3 || !f->hits[hit->inner].sense) return;
    if (dg_modality(f, hit->inner) & DRAGOMAN_AUX_NEGATION)
        return; /* "must not acquire" asks for no such act */
    dragoman_event inner = {0};
    classify(f, hit->inner, &inner, depth + 1);
    const dg_compose *c = compose(f->events, event->event, event->cameo, &inner);
    if (c) apply(c, event);
}

/* Members of `a` all stand in `b` or `c`. */
static bool all_in(const dg_heads *a, const dg_heads *b, const dg_heads *c) {
    for (uint32_t i = 0; i < a->count; i++) {
        bool found = false;
        for (uint32_t k = 0; k < b->count && !found; k++) found = b->items[k] == a->items[i];
        for (uint32_t k = 0; k < c->count && !found; k++) found = c->items[k] == a->items[i];
        if (!found) return false;
    }
    return true;
}

/* The act inside is a row of its own only if it names somebody as its doer that the outer does not.
 */
static bool absorbed(dg_finder *f, int32_t outer, int32_t inner) {
    const dg_sense *o = f->hits[outer].sense, *i = f->hits[inner].sense;
    if (!i) return true;
    dg_heads outer_actor, outer_recipient, inner_actor;
    dg_role_heads(f, o, outer, true, &outer_actor);
    dg_role_heads(f, o, outer, false, &outer_recipient);
    dg_role_heads(f, i, inner, true, &inner_actor);
    return all_in(&inner_actor, &outer_actor, &outer_recipient);
}

static void take_inner(dg_finder *f, int32_t t) {
    dg_hit *hit = &f->hits[t];
    if (!hit->sense || hit->sense->inner == DG_INNER_NONE || hit->consumed) return;
    int32_t inner = dg_inner_of(f, hit->sense, t);
    if (inner < 0 || inner == t) return;
    dg_hit_at(f, inner);
    hit->inner = inner;
    if (hit->sense->flags & DG_FLAG_KEEP) return;
    for (int32_t up = dg_token(f->doc, t)->head; up >= 0; up = dg_token(f->doc, up)->head)
        if (up == inner) return; /* never swallow what governs */
    if (absorbed(f, t, inner))
        f->hits[inner].consumed = true;
    else
        f->hits[inner].aux |= DRAGOMAN_AUX_HYPOTHETICAL;
}

/* ------------------------------------------------------------------ one event */

/* The name that stands in apposition to a description: "a rebel group, the National Liberation
 * Army". Index of its mention, or that of the description. */
static uint32_t named_mention(dg_finder *f, int32_t head) {
    dg_doc *doc = f->doc;
    uint32_t at = dg_entity_at(f->actors, doc, head);
    if (doc->mentions.items[at].kind != DRAGOMAN_NOMINAL) return at;
    dg_each_child(doc, c, head) {
        enum dg_deprel relation = dg_token(doc, c)->deprel;
        if (relation != DG_DEPREL_APPOS && relation != DG_DEPREL_FLAT &&
            relation != DG_DEPREL_NMOD_DESC)
            continue;
        int32_t m = doc->mention_at[c];
        if (m < 0 || doc->mentions.items[m].kind != DRAGOMAN_NAME) continue;
        dragoman_entity_kind kind = doc->entities.items[doc->mentions.items[m].entity].kind;
        if (kind == DRAGOMAN_PERSON || kind == DRAGOMAN_GROUP || kind == DRAGOMAN_ORGANIZATION)
            return (uint32_t)m;
    }
    return at;
}

/* Who stands at these heads. "Both sides" are two; a place that suffers violence is its people. */
static dragoman_role *roles(dg_finder *f, const dg_heads *heads, bool victims, uint32_t *count) {
    dg_doc *doc = f->doc;
    dg_role_list list = {0};
    for (uint32_t i = 0; i < heads->count; i++) {
        uint32_t at =
            dg_entity_at(f->actors, doc, heads->items[i]); /* first: it may move the array */
        const dragoman_mention described = doc->mentions.items[at];
        dragoman_mention m = doc->mentions.items[named_mention(f, heads->items[i])];
        if (described.span.start < m.span.start)
            m.span.start = described.span.start; /* description and name */
        const dg_member *members;
        uint32_t several = dg_entity_members(doc, m.entity, &members);
        for (uint32_t k = 0; k < several; k++) {
            bool here = members[k].span.start >= m.span.start &&
                        members[k].span.end <= m.span.end && members[k].span.end;
            dg_role_add(doc, &list, members[k].entity, here ? members[k].span : m.span);
        }
        if (several) continue;
        dg_role_add(doc, &list,
                    victims ? dg_entity_people(f->actors, doc, heads->items[i], m.entity)
                            : dg_entity_government(f->actors, doc, heads->items[i], m.entity),
                    m.span);
    }
    *count = list.count;
    return list.items;
}

/* "each side blamed the other": several, and in other words the same again. */
static bool mutual(const dragoman_event *e) {
    if (e->actor_count < 2 || e->actor_count != e->recipient_count) return false;
    for (uint32_t i = 0; i < e->recipient_count; i++) {
        uint32_t k = 0;
        while (k < e->actor_count && e->actors[k].entity != e->recipients[i].entity) k++;
        if (k == e->actor_count || e->actors[k].span.start == e->recipients[i].span.start)
            return false;
    }
    return true;
}

static void fill_roles(dg_finder *f, int32_t t, dragoman_event *e) {
    const dg_hit *hit = &f->hits[t];
    dg_heads actor, recipient;
    dg_role_heads(f, hit->sense, t, true, &actor);
    dg_role_heads(f, hit->sense, t, false, &recipient);
    if (hit->light >= 0) {
        int32_t subj = dg_frame_of(&f->frames, hit->light)->subj;
        dg_heads *lent = hit->light_passive ? &recipient : &actor;
        if (!lent->count && subj >= 0 && subj != t && dg_token(f->doc, subj)->upos != DG_UPOS_VERB)
            *dg_vec_push(f->doc->arena, lent) = subj;
        dg_each_child(f->doc, c,
                      subj >= 0 && lent->count == 1 && lent->items[0] == subj
                          ? subj
                          : t) if (lent->count && lent->items[0] == subj &&
                                   dg_token(f->doc, c)->deprel == DG_DEPREL_CONJ &&
                                   dg_token(f->doc, c)->upos != DG_UPOS_VERB) *
            dg_vec_push(f->doc->arena, lent) = c;
    }
    bool violence = e->event == DG_ASSAULT || e->event == DG_COERCE;
    e->actors = roles(f, &actor, false, &e->actor_count);
    e->recipients = roles(f, &recipient, violence, &e->recipient_count);
    if (hit->sense->flags & DG_FLAG_TWO_SIDED && e->recipient_count) {
        dragoman_role *both =
            DG_ARRAY(f->doc->arena, dragoman_role, e->actor_count + e->recipient_count);
        if (e->actor_count) memcpy(both, e->actors, e->actor_count * sizeof *both);
        memcpy(both + e->actor_count, e->recipients, e->recipient_count * sizeof *both);
        e->actors = both;
        e->actor_count += e->recipient_count;
        e->recipient_count = 0;
    }
    bool pronoun = recipient.count && dg_token(f->doc, recipient.items[0])->upos == DG_UPOS_PRON;
    if (pronoun || !mutual(e)) dg_event_without_self(e);
}

/* "X said Y must go": the modal is what asks; -1 where the sense does not look for one. */
static int32_t asked_by_modal(dg_finder *f, int32_t t) {
    const dg_sense *sense = f->hits[t].sense;
    int32_t clause = dg_child(f->doc, t, DG_DEPREL_CCOMP);
    if (sense->event != DG_REQUEST) return DG_NO_TOKEN;
    for (uint32_t i = 0; i < sense->cond_count; i++)
        if (f->events->conds[sense->cond + i].kind == DG_COND_CCOMP_AUX && clause >= 0)
            return dg_child(f->doc, clause, DG_DEPREL_AUX);
    return DG_NO_TOKEN;
}

static dragoman_span trigger_span(dg_finder *f, int32_t t) {
    const dg_doc *doc = f->doc;
    int32_t last = t, first = t, light = f->hits[t].light;
    int32_t prt = dg_child(doc, t, DG_DEPREL_COMPOUND_PRT);
    if (prt > last && prt - last <= 2) last = prt;
    if (asked_by_modal(f, t) >= 0)
        return dg_span_of(doc, asked_by_modal(f, t), asked_by_modal(f, t));
    for (uint32_t i = 0; i < f->hits[t].sense->cond_count;
         i++) /* "assassination plot", "car bomb" */
        if (f->events->conds[f->hits[t].sense->cond + i].kind == DG_COND_BEFORE) first = t - 1;
    dg_each_child(doc, c, t) { /* "came under scrutiny", "made threats": the noun tells as much */
        enum dg_deprel relation = dg_token(doc, c)->deprel;
        if (c <= last || c - t > 4 || c == f->hits[t].inner || !f->hits[c].consumed) continue;
        if (relation == DG_DEPREL_OBJ || relation == DG_DEPREL_OBL) last = c;
    }
    if (light >= 0 && light < t && t - light <= 4 && dg_token(doc, t)->head == light) first = light;
    return dg_span_of(doc, first, last);
}

static dragoman_span extent(dg_finder *f, int32_t t) {
    int32_t at = f->hits[t].light >= 0 ? f->hits[t].light : t, first, last;
    dg_subtree(f->doc, at, &first, &last);
    int32_t f2, l2;
    dg_subtree(f->doc, t, &f2, &l2);
    return dg_span_of(f->doc, first < f2 ? first : f2, last > l2 ? last : l2);
}

static int32_t days(dragoman_date d) {
    return d.year * 372 + (d.month ? d.month - 1 : 6) * 31 + (d.day ? d.day - 1 : 15);
}

/* Ended about a year or more before the article. */
static bool long_past(const dg_doc *doc, const dragoman_event *e) {
    dragoman_date published = doc->article.published;
    if (!published.year || !e->date.year || e->open_end) return false;
    dragoman_date end = e->enddate.year ? e->enddate : e->date;
    return days(published) - days(end) >= 372 - 35;
}

/* Whether a time comes after the article's day. */
static bool lies_ahead(const dg_doc *doc, uint32_t time) {
    dragoman_date published = doc->article.published, date = doc->times.items[time].date;
    return published.year && date.year && days(date) > days(published);
}

static void take_days(const dg_doc *doc, dragoman_event *e) {
    dragoman_time none = {.type = "DATE"};
    const dragoman_time *time = e->time == DRAGOMAN_NONE ? &none : &doc->times.items[e->time];
    e->date = time->date;
    e->enddate = time->enddate;
    e->open_end = time->open_end;
    e->precision = time->precision;
}

static void set_time(dg_finder *f, int32_t t, dragoman_event *e) {
    const dg_doc *doc = f->doc;
    e->time = dg_when_of(doc, t);
    if (e->time == DRAGOMAN_NONE && f->hits[t].light >= 0)
        e->time = dg_when_of(doc, f->hits[t].light);
    if (e->event == DG_AGREE && (e->time == DRAGOMAN_NONE || lies_ahead(doc, e->time)))
        e->time = dg_when_told(doc, t);
    take_days(doc, e);
}

/* What is agreed or planned is so when it is announced, not when it will be held. */
static void date_by_announcement(const dg_doc *doc, int32_t t, dragoman_event *e) {
    e->time = dg_when_told(doc, t);
    take_days(doc, e);
}

static void set_place(dg_finder *f, int32_t t, dragoman_event *e) {
    e->place = dg_where_of(f->doc, t);
    if (e->place == DRAGOMAN_NONE && f->hits[t].light >= 0)
        e->place = dg_where_of(f->doc, f->hits[t].light);
}

/* Whoever the text says reports it: the speaker of the statement the trigger stands in. */
static void set_source(dg_finder *f, int32_t t, dragoman_event *e) {
    uint32_t at = dg_speech_of(f->doc, t);
    e->according_to = DRAGOMAN_NONE;
    if (at == DRAGOMAN_NONE) return;
    const dragoman_statement *s = &f->doc->statements.items[at];
    if ((int32_t)s->cue_token == t) return;
    e->source_span = s->source;
    if (s->speaker_count) e->according_to = s->speakers[0];
}

/* "The ELN said it would release": the promise is made by the saying, so it is named by the
 * speaker's words and is not merely according to him. */
static bool announced(const dg_doc *doc, int32_t t, const dragoman_event *e) {
    uint32_t at = dg_speech_of(doc, t);
    if (at == DRAGOMAN_NONE) return false;
    const dragoman_statement *s = &doc->statements.items[at];
    for (uint32_t i = 0; i < e->actor_count && s->sentence == e->sentence; i++)
        for (uint32_t k = 0; k < s->speaker_count; k++)
            if (e->actors[i].entity == s->speakers[k]) return true;
    return false;
}

static void name_by_announcer(const dg_doc *doc, int32_t t, dragoman_event *e) {
    const dragoman_statement *s = &doc->statements.items[dg_speech_of(doc, t)];
    for (uint32_t i = 0; i < e->actor_count; i++)
        if (e->actor_count == s->speaker_count) e->actors[i].span = s->source;
    e->according_to = DRAGOMAN_NONE;
    e->source_span = (dragoman_span){0, 0};
}

/* "Blinken says negotiations would reconvene": of those who will, nobody is named, and the promise
 * is that of the speaker. */
static void promised_by_speaker(dg_finder *f, int32_t t, uint8_t aux, dragoman_event *e) {
    uint32_t at = dg_speech_of(f->doc, t);
    bool promise = e->event == DG_AGREE && !e->actor_count && dg_is_verb(f->doc, t) &&
                   aux & (DRAGOMAN_AUX_FUTURE | DRAGOMAN_AUX_HYPOTHETICAL);
    if (!promise || at == DRAGOMAN_NONE) return;
    const dragoman_statement *s = &f->doc->statements.items[at];
    if (s->sentence != e->sentence || !s->speaker_count) return;
    dg_role_list list = {0};
    for (uint32_t k = 0; k < s->speaker_count; k++)
        dg_role_add(f->doc, &list, s->speakers[k], s->source);
    e->actors = list.items;
    e->actor_count = list.count;
    e->auxiliary &= (uint8_t)~DRAGOMAN_AUX_HYPOTHETICAL;
    e->according_to = DRAGOMAN_NONE;
    e->source_span = (dragoman_span){0, 0};
}

/* The compose line for an act to come, or one that will not come. */
static const dg_compose *to_come(dg_finder *f, uint8_t aux, bool own, const dragoman_event *e) {
    if (aux & DG_AUX_VOLITION) return compose(f->events, DG_OUTER_WONT, "", e);
    if (!(aux & DRAGOMAN_AUX_FUTURE) || aux & DRAGOMAN_AUX_NEGATION) return NULL;
    const dg_compose *c = own ? NULL : compose(f->events, DG_OUTER_PLANNED, "", e);
    return c ? c : compose(f->events, DG_OUTER_FUTURE, "", e);
}

static void set_auxiliary(dg_finder *f, int32_t t, dragoman_event *e) {
    uint8_t aux = dg_modality(f, t) | f->hits[t].aux | f->hits[t].sense->auxiliary;
    bool own = announced(f->doc, t, e);
    const dg_compose *c = to_come(f, aux, own, e);
    if (c) {
        uint8_t was = e->event;
        apply(c, e);
        if (own) name_by_announcer(f->doc, t, e);
        if (e->event == DG_AGREE && was != DG_AGREE) date_by_announcement(f->doc, t, e);
        if (e->event != was)
            aux &= (uint8_t) ~(DRAGOMAN_AUX_FUTURE | DRAGOMAN_AUX_HYPOTHETICAL |
                               (aux & DG_AUX_VOLITION ? DRAGOMAN_AUX_NEGATION : 0));
    }
    if (aux & DRAGOMAN_AUX_FUTURE) aux &= (uint8_t)~DRAGOMAN_AUX_HYPOTHETICAL;
    if (e->event == DG_AGREE)
        aux &= (uint8_t)~DRAGOMAN_AUX_FUTURE; /* to agree is to speak of the future */
    if (long_past(f->doc, e)) aux |= DRAGOMAN_AUX_HISTORICAL;
    e->auxiliary = aux & 15;
    promised_by_speaker(f, t, dg_modality(f, t), e);
}

/* Named by a pronoun that stands for nobody known: "I", "we", "you" of an interview. */
static bool nobody_known(const dg_doc *doc, const dragoman_role *role) {
    const dragoman_entity *e = &doc->entities.items[role->entity];
    if (strcmp(e->code, "---") != 0 || e->sector[0]) return false;
    for (uint32_t i = 0; i < e->mention_count; i++)
        if (doc->mentions.items[e->mentions[i]].kind != DRAGOMAN_PRONOUN) return false;
    return true;
}

static bool only_nobodies(const dg_doc *doc, const dragoman_event *e) {
    for (uint32_t i = 0; i < e->actor_count; i++)
        if (!nobody_known(doc, &e->actors[i])) return false;
    for (uint32_t i = 0; i < e->recipient_count; i++)
        if (!nobody_known(doc, &e->recipients[i])) return false;
    return e->actor_count + e->recipient_count > 0;
}

/* An act that is only named, or only imagined, is a row where it says who, when or where. */
static bool worth_a_row(const dg_finder *f, int32_t t, const dragoman_event *e) {
    bool noun = dg_token(f->doc, t)->upos != DG_UPOS_VERB;
    bool circumstance = e->date.year || e->place != DRAGOMAN_NONE;
    if (only_nobodies(f->doc, e) || !dg_field_keeps(f, e)) return false;
    if (e->auxiliary & DRAGOMAN_AUX_HYPOTHETICAL)
        return e->recipient_count || (e->actor_count && circumstance);
    return e->actor_count || e->recipient_count || circumstance || !noun;
}

bool dg_event_draft(dg_finder *f, int32_t t, dragoman_event *e) {
    *e = (dragoman_event){.sentence = dg_token(f->doc, t)->sentence, .token = (uint32_t)t};
    classify(f, t, e, 0);
    e->trigger = trigger_span(f, t);
    e->span = extent(f, t);
    fill_roles(f, t, e);
    set_time(f, t, e);
    set_place(f, t, e);
    set_source(f, t, e);
    set_auxiliary(f, t, e);
    return worth_a_row(f, t, e);
}

/* "events/aid.txt:12", and what the learned part added. */
static dragoman_str rule_of(const dg_finder *f, int32_t t, int32_t score) {
    const char *line = f->events->text + f->hits[t].sense->rule;
    if (!dg_has_learned(f->events)) return dg_str(line);
    return dg_str_format(f->doc->arena, "%s %s%+d", line, f->hits[t].near ? "near " : "learned ",
                         (int)score);
}

static void make(dg_finder *f, int32_t t) {
    dg_doc *doc = f->doc;
    dragoman_event e;
    if (!dg_event_draft(f, t, &e)) return;
    int32_t score = f->hits[t].near ? f->hits[t].score : dg_weigh(f, &e, NULL);
    if (!f->hits[t].near && score < f->events->hit_bar && !doc->weigh_note) return;
    dg_event_contexts(f, &e);
    e.quad = dg_quad(e.event);
    e.scale = dg_scale(e.event, e.mode, e.mode_count);
    e.goldstein = e.cameo[0] ? dg_goldstein(f->events, e.cameo) : NAN;
    e.confidence = dg_weigh_share(score);
    e.rule = rule_of(f, t, score);
    dg_id(e.id, doc->hash, "event", e.trigger, e.cameo[0] ? e.cameo : dragoman_event_name(e.event));
    *dg_vec_push(doc->arena, &doc->events) = e;
}

/* ------------------------------------------------------------------ an article */

static void begin(dg_finder *f, const dg_events *events, const dg_actors *actors, dg_doc *doc) {
    static const char *const quantity[DG_QUANTITY_WORDS] = {
        "dozen",   "dozens",   "score",  "scores",  "hundred", "hundreds", "thousand", "thousands",
        "million", "millions", "number", "group",   "lot",     "majority", "most",     "many",
        "some",    "several",  "member", "handful", "couple",  "series",   "one",      "pair",
        "percent", "%",        "ton",    "tonne",   "half",    "bulk",     "rest",     "batch"};
    *f = (dg_finder){.events = events, .actors = actors, .doc = doc};
    uint32_t count = doc->tokens.count;
    f->hits = DG_ARRAY(doc->arena, dg_hit, count + 1);
    f->aux = DG_ARRAY(doc->arena, uint8_t, count + 1);
    memset(f->aux, 255, count + 1);
    for (int i = 0; i < DG_QUANTITY_WORDS; i++) f->quantity[i] = dg_fold_z(quantity[i]);
    f->hyphen = dg_fold_z("-");
    f->field = dg_field_of(events, doc);
    f->political = dg_field_share(events, doc);
    f->of = dg_fold_z("of");
    f->to = dg_fold_z("to");
    dg_frames_begin(&f->frames, doc);
}

/* Tokens of a sentence by depth in the tree, so that outer acts come before inner ones. */
static void outer_first(dg_finder *f, const dragoman_sentence *s) {
    dg_heads queue = {0};
    for (uint32_t t = s->first; t < s->first + s->count; t++)
        if (dg_token(f->doc, (int32_t)t)->head < 0)
            *dg_vec_push(f->doc->arena, &queue) = (int32_t)t;
    for (uint32_t at = 0; at < queue.count; at++) {
        take_inner(f, queue.items[at]);
        dg_each_child(f->doc, c, queue.items[at]) * dg_vec_push(f->doc->arena, &queue) = c;
    }
}

/* Near senses: each taken one takes in what stands in its complement, as others do. */
static bool weigh_near(dg_finder *f, const dragoman_sentence *s) {
    if (!dg_weigh_near(f, s)) return false;
    for (uint32_t t = s->first; t < s->first + s->count; t++)
        if (f->hits[t].near) take_inner(f, (int32_t)t);
    return true;
}

static void one_sentence(dg_finder *f, const dragoman_sentence *s) {
    bool any = false;
    for (uint32_t t = s->first; t < s->first + s->count; t++)
        if (dg_hit_at(f, (int32_t)t)->sense) any = true;
    if (any) outer_first(f, s);
    if (f->events->near_bar < INT32_MAX || f->doc->weigh_note) any |= weigh_near(f, s);
    if (!any) return;
    uint32_t first = f->doc->events.count;
    for (uint32_t t = s->first; t < s->first + s->count; t++)
        if (f->hits[t].sense && !f->hits[t].consumed) make(f, (int32_t)t);
    dg_event_merge(f, first);
}

/* ------------------------------------------------------------------ discards */

/* 0: none; 1: the sentence, 2: the whole article tells no event. */
static int discarded(const dg_events *e, const dg_doc *doc, const dragoman_sentence *s) {
    int found = 0;
    for (uint32_t t = s->first; e->discard_count && t < s->first + s->count; t++) {
        uint64_t fold = doc->tokens.items[t].fold;
        size_t at = dg_key_from(e->discards, e->discard_count, sizeof *e->discards, fold);
        for (; at < e->discard_count && e->discards[at].first == fold; at++) {
            const dg_discard *d = &e->discards[at];
            uint64_t all = fold;
            for (uint32_t i = 1; i < d->count && t + i < s->first + s->count; i++)
                all = dg_hash_mix(all, doc->tokens.items[t + i].fold);
            if (all == d->all && t + d->count <= s->first + s->count)
                found = d->article ? 2 : found ? found : 1;
        }
    }
    return found;
}

static bool article_discarded(const dg_events *e, const dg_doc *doc) {
    for (uint32_t i = 0; e->discard_count && i < doc->sentences.count; i++)
        if (discarded(e, doc, &doc->sentences.items[i]) == 2) return true;
    return false;
}

void dg_event_find(const dg_events *events, const dg_actors *actors, dg_doc *doc) {
    dg_finder f;
    begin(&f, events, actors, doc);
    bool none = article_discarded(events, doc);
    for (uint32_t i = 0; !none && i < doc->sentences.count; i++)
        if (!discarded(events, doc, &doc->sentences.items[i]))
            one_sentence(&f, &doc->sentences.items[i]);
    dg_field_drop(doc);
    dg_event_inherit_dates(doc);
    dg_event_drop_repeats(doc);
    for (uint32_t i = 0; i < doc->events.count; i++)
        dg_event_without_things(actors, doc, &doc->events.items[i]);
    doc->event_at = DG_ARRAY(doc->arena, int32_t, doc->tokens.count + 1);
    memset(doc->event_at, 255, (doc->tokens.count + 1) * sizeof(int32_t));
    for (uint32_t i = 0; i < doc->events.count; i++)
        doc->event_at[doc->events.items[i].token] = (int32_t)i;
}
