/*
 * merge.c - one happening, one event: what a sentence tells of the same act in several words.
 *
 * "At least nine were killed and 20 wounded in Israeli strikes" tells one attack three times: by
 * what came of it, and by its name. Two events of one kind in one sentence are joined when one is
 *   - coordinated with the other and names no doer of its own ("killed 9 and wounded 20"),
 *   - the noun in which the other came about ("killed in the attack", "died in clashes"),
 *   - said of the other's noun ("the attack, which killed nine", "a bombing left nine dead"),
 *   - a participle of it without a doer of its own ("struck a school, killing nine").
 * The event told higher in the tree stays; it takes from the other the participants, day, place and
 * tallies it lacks. A happening told again later in the article with nothing new is dropped.
 */
#include "event/find.h"
#include "event/plover.h"

#include <string.h>

/* ------------------------------------------------------------------ within a sentence */

static bool is_noun(const dg_doc *doc, const dragoman_event *e) {
    return dg_token(doc, (int32_t)e->token)->upos == DG_UPOS_NOUN;
}

static bool same_actors(const dragoman_event *a, const dragoman_event *b) {
    for (uint32_t i = 0; i < b->actor_count; i++) {
        uint32_t k = 0;
        while (k < a->actor_count && a->actors[k].entity != b->actors[i].entity) k++;
        if (k == a->actor_count) return false;
    }
    return true;
}

/* Kinds of events that are told by what came of them. */
static bool has_outcomes(uint8_t event) {
    return event == DG_ASSAULT || event == DG_COERCE || event == DG_PROTEST;
}

/* The noun hangs on the verb, or on a verb coordinated with it, over one further noun at most. */
static bool in_phrase(const dg_doc *doc, int32_t noun, int32_t verb) {
    for (int hops = 0; hops < 2 && noun >= 0; hops++, noun = dg_token(doc, noun)->head) {
        enum dg_deprel relation = dg_base(dg_token(doc, noun)->deprel);
        if (relation != DG_DEPREL_OBL && relation != DG_DEPREL_NMOD && relation != DG_DEPREL_OBJ &&
            relation != DG_DEPREL_NSUBJ)
            return false;
        int32_t up = dg_token(doc, noun)->head;
        if (up == verb) return true;
        if (up >= 0 && dg_token(doc, up)->deprel == DG_DEPREL_CONJ &&
            dg_token(doc, up)->head == verb)
            return true;
    }
    return false;
}

static bool is_argument(const dg_doc *doc, int32_t t) {
    enum dg_deprel relation = dg_base(dg_token(doc, t)->deprel);
    return relation == DG_DEPREL_NSUBJ || relation == DG_DEPREL_OBJ;
}

static bool same_day(const dragoman_event *a, const dragoman_event *b) {
    return a->date.year == b->date.year && a->date.month == b->date.month &&
           a->date.day == b->date.day;
}

/* Two acts, whatever the syntax: different days, or an abduction beside a killing. */
static bool apart(const dragoman_event *high, const dragoman_event *low) {
    if (low->date.year && high->date.year && !same_day(high, low)) return true;
    const char *a = high->mode_count ? dragoman_mode_name(high->mode[0]) : "",
               *b = low->mode_count ? dragoman_mode_name(low->mode[0]) : "";
    return strcmp(a, b) != 0 && (strcmp(a, "abduct") == 0 || strcmp(b, "abduct") == 0);
}

/* "killed 9 and wounded 20", "nine were killed and 20 wounded": coordinated, directly or through
 * the subject of the second, which the parser often takes for a conjunct. */
static bool coordinated(const dg_doc *doc, int32_t low, int32_t high) {
    for (int hops = 0; hops < 2 && low >= 0; hops++) {
        enum dg_deprel relation = dg_token(doc, low)->deprel;
        int32_t up = dg_token(doc, low)->head;
        if (relation == DG_DEPREL_CONJ &&
            (up == high || (up >= 0 && dg_token(doc, up)->head == high)))
            return true;
        if (relation != DG_DEPREL_ACL) return false;
        low = up;
    }
    return false;
}

/* Words that tell what came of an act rather than the act. */
static bool is_outcome(const dg_doc *doc, int32_t t) {
    static const char *const outcomes[] = {"kill", "wound", "injure", "hurt",
                                           "die",  "maim",  "dead",   "displace"};
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
        if (dg_lemma_is(doc, t, outcomes[i])) return true;
    return false;
}

/* Does `low` tell the same happening as `high`? */
static bool same_happening(dg_finder *f, const dragoman_event *high, const dragoman_event *low) {
    const dg_doc *doc = f->doc;
    int32_t h = (int32_t)high->token, l = (int32_t)low->token;
    if (high->event != low->event) return false;
    if (f->hits[l].light == h) return true;
    if (is_noun(doc, low) && dg_token(doc, l)->head == h && is_argument(doc, l))
        return true; /* "the talks began" */
    if (high->auxiliary != low->auxiliary || apart(high, low)) return false;
    const dg_frame *frame = dg_frame_of(&f->frames, l);
    enum dg_deprel relation = dg_token(doc, l)->deprel;
    bool silent = !low->actor_count || same_actors(high, low);
    if (coordinated(doc, l, h) && (silent || !high->actor_count))
        return is_outcome(doc, l) && is_outcome(doc, h);
    if (!has_outcomes(high->event)) return false;
    if (is_noun(doc, low) && in_phrase(doc, l, h))
        return same_actors(low, high) || !high->actor_count || silent;
    bool own_day = low->date.year && !same_day(high, low);
    if ((frame->subj == h || frame->surface == h) && !own_day) return true;
    return silent && !own_day && dg_token(doc, l)->head == h &&
           dg_token(doc, l)->xpos == DG_XPOS_VBG &&
           (relation == DG_DEPREL_ADVCL || relation == DG_DEPREL_ACL ||
            relation == DG_DEPREL_ACL_RELCL);
}

static dragoman_role *joined(dg_finder *f, const dragoman_role *a, uint32_t na,
                             const dragoman_role *b, uint32_t nb, uint32_t *count) {
    dragoman_role *out = DG_ARRAY(f->doc->arena, dragoman_role, na + nb);
    if (na) memcpy(out, a, na * sizeof *out);
    *count = na;
    for (uint32_t i = 0; i < nb; i++) {
        uint32_t k = 0;
        while (k < *count && out[k].entity != b[i].entity) k++;
        if (k == *count) out[(*count)++] = b[i];
    }
    return out;
}

/* Is this entity one of the event's own words ("the attack" as actor of "killed")? */
static bool names_event(const dg_doc *doc, const dragoman_role *role, const dragoman_event *e) {
    (void)doc;
    return role->span.start <= e->trigger.start && e->trigger.end <= role->span.end;
}

static void without_event(const dg_doc *doc, dragoman_role *roles, uint32_t *count,
                          const dragoman_event *e) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < *count; i++)
        if (!names_event(doc, &roles[i], e)) roles[kept++] = roles[i];
    *count = kept;
}

static void take_over(dg_finder *f, dragoman_event *to, dragoman_event *from) {
    without_event(f->doc, to->actors, &to->actor_count, from);
    without_event(f->doc, from->actors, &from->actor_count, to);
    if (!to->actor_count) to->actors = from->actors, to->actor_count = from->actor_count;
    bool noun_place = is_noun(f->doc, from) && to->recipient_count &&
                      !is_noun(f->doc, to); /* "killed in attacks on Gaza": Gaza is where */
    if (!noun_place)
        to->recipients = joined(f, to->recipients, to->recipient_count, from->recipients,
                                from->recipient_count, &to->recipient_count);
    if (!to->date.year) {
        to->date = from->date, to->enddate = from->enddate, to->open_end = from->open_end;
        to->precision = from->precision, to->time = from->time;
    }
    if (to->place == DRAGOMAN_NONE) to->place = from->place;
    if (is_noun(f->doc, from) && !has_outcomes(to->event)) { /* the noun names it: "talks began" */
        to->trigger = from->trigger;
        to->token = from->token;
    }
    if (!to->mode_count && from->mode_count) {
        to->mode_count = from->mode_count;
        memcpy(to->mode, from->mode, sizeof to->mode);
        memcpy(to->cameo, from->cameo, sizeof to->cameo);
        to->scale = from->scale;
        to->goldstein = from->goldstein;
    }
}

static int depth_of(const dg_doc *doc, int32_t t) {
    int depth = 0;
    while ((t = dg_token(doc, t)->head) >= 0) depth++;
    return depth;
}

/* Join what the events from `first` on (one sentence) tell twice. */
void dg_event_merge(dg_finder *f, uint32_t first) {
    dg_doc *doc = f->doc;
    for (uint32_t i = first; i < doc->events.count; i++)
        for (uint32_t k = first; k < doc->events.count; k++) {
            if (i == k) continue;
            dragoman_event *high = &doc->events.items[i], *low = &doc->events.items[k];
            int dh = depth_of(doc, (int32_t)high->token), dl = depth_of(doc, (int32_t)low->token);
            if (dh > dl || (dh == dl && i > k) || !same_happening(f, high, low)) continue;
            take_over(f, high, low);
            memmove(low, low + 1, (doc->events.count - k - 1) * sizeof *low);
            doc->events.count--;
            if (k < i) i--;
            k = first - 1; /* start again: the wider event may now join others */
            if (i >= doc->events.count) break;
        }
}

/* ------------------------------------------------------------------ across the article */

/* How many events back an act told again is looked for: more than any article has, so that the time
 * a file of many articles without a break takes grows no faster than its length. */
#define LOOK_BACK 1000u

static uint32_t look_back(uint32_t at) {
    return at > LOOK_BACK ? at - LOOK_BACK : 0;
}

static bool role_in(const dragoman_role *role, const dragoman_role *roles_of, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (roles_of[i].entity == role->entity) return true;
    return false;
}

static bool within_roles(const dragoman_role *a, uint32_t count, const dragoman_event *e) {
    for (uint32_t i = 0; i < count; i++)
        if (!role_in(&a[i], e->actors, e->actor_count) &&
            !role_in(&a[i], e->recipients, e->recipient_count))
            return false;
    return true;
}

static bool another_day(const dragoman_event *e, const dragoman_event *p) {
    return e->date.year && (e->date.year != p->date.year || e->date.month != p->date.month ||
                            e->date.day != p->date.day);
}

static bool same_set(const dragoman_role *a, uint32_t na, const dragoman_role *b, uint32_t nb) {
    if (!na || na != nb) return false;
    for (uint32_t i = 0; i < na; i++)
        if (!role_in(&a[i], b, nb)) return false;
    return true;
}

/* An act told again without its day has the day it had: the same kind by the same on the same. */
void dg_event_inherit_dates(dg_doc *doc) {
    for (uint32_t i = 1; i < doc->events.count; i++) {
        dragoman_event *e = &doc->events.items[i];
        if (e->date.year || e->auxiliary) continue;
        for (uint32_t k = i; k-- > look_back(i);) {
            const dragoman_event *p = &doc->events.items[k];
            if (p->event != e->event || !p->date.year || p->open_end ||
                p->auxiliary & ~DRAGOMAN_AUX_HISTORICAL)
                continue;
            if (!same_set(e->actors, e->actor_count, p->actors, p->actor_count)) continue;
            if (!same_set(e->recipients, e->recipient_count, p->recipients, p->recipient_count))
                continue;
            e->date = p->date, e->enddate = p->enddate, e->precision = p->precision,
            e->time = p->time;
            e->auxiliary = p->auxiliary;
            break;
        }
    }
}

/* Told before by the same word, with nobody, no day and no place that is new. */
static bool told_before(const dg_doc *doc, uint32_t at) {
    const dragoman_event *e = &doc->events.items[at];
    for (uint32_t i = look_back(at); i < at; i++) {
        const dragoman_event *p = &doc->events.items[i];
        if (p->event != e->event || p->auxiliary != e->auxiliary) continue;
        if (dg_token(doc, (int32_t)p->token)->lemma_fold !=
            dg_token(doc, (int32_t)e->token)->lemma_fold)
            continue;
        if (another_day(e, p) || (e->place != DRAGOMAN_NONE && p->place == DRAGOMAN_NONE)) continue;
        if (within_roles(e->actors, e->actor_count, p) &&
            within_roles(e->recipients, e->recipient_count, p))
            return true;
    }
    return false;
}

void dg_event_drop_repeats(dg_doc *doc) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < doc->events.count; i++) {
        doc->events.items[kept] = doc->events.items[i];
        if (!told_before(doc, kept)) kept++;
    }
    doc->events.count = kept;
}
