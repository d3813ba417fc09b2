/*
 * govern.c - which time dates an act, and which way the verb over a time points.
 *
 * Both are read off the tree. A time dates the verb or noun it modifies; what has none of its own
 * takes it where grammar shares it: from the verb it is coordinated with, from the light verb it is
 * the object of ("held talks on Monday"), from the clause it is part of without a clock of its own
 * ("struck the town on Monday, killing 12"). A clause that tells what somebody said does not take
 * the date of the saying.
 */
#include "syntax/tree.h"
#include "when/when_int.h"

#define MOST_STEPS 12  /* up the tree; what is further away shares nothing */
#define MOST_BACK 2000 /* tokens between two tellings of one act */
#define MOST_SHARES 6  /* how often a time is handed on */

static bool is_noun(const dg_doc *doc, int32_t t) {
    uint8_t upos = dg_token(doc, t)->upos;
    return upos == DG_UPOS_NOUN || upos == DG_UPOS_PROPN;
}

static bool child_in(const dg_doc *doc, int32_t of, enum dg_deprel relation,
                     const char *const *list) {
    dg_each_child(doc, c, of) if (dg_base(dg_token(doc, c)->deprel) == relation &&
                                  dg_lemma_in(doc, c, list)) return true;
    return false;
}

/* ------------------------------------------------------------------ tense */

/* What is arranged points forward by itself; what is wished or promised, by its infinitive. */
static const char *const arranged[] = {"schedule", "scheduled", "due",   "expect", "expected",
                                       "plan",     "planned",   "slate", "slated", "poised",
                                       "set",      "likely",    NULL};
static const char *const meant[] = {
    "schedule", "scheduled", "due",    "expect", "expected", "plan",   "planned",
    "slate",    "slated",    "set",    "poise",  "poised",   "intend", "hope",
    "agree",    "promise",   "pledge", "vow",    "prepare",  "aim",    "want",
    "ready",    "likely",    "invite", "go",     NULL};
static const char *const shall[] = {"will",  "shall", "would", "wo",   "'ll",    "can",
                                    "could", "may",   "might", "must", "should", NULL};
static const char *const have[] = {"have", "had", "has", NULL};
static const char *const be_past[] = {"was", "were", NULL};

static bool form_child(const dg_doc *doc, int32_t of, const char *const *list) {
    dg_each_child(doc, c, of) if (dg_form_in(doc, c, list)) return true;
    return false;
}

/* One verb: -1, 0, 1, or 2 for "ask the verb above". */
static int tense_of(const dg_doc *doc, int32_t v) {
    const dragoman_token *token = dg_token(doc, v);
    bool predicate = token->xpos == DG_XPOS_VBN || token->upos == DG_UPOS_ADJ;
    bool active = token->xpos == DG_XPOS_VBN && child_in(doc, v, DG_DEPREL_AUX, have) &&
                  dg_child(doc, v, DG_DEPREL_AUX_PASS) < 0;
    if (predicate && !active && dg_lemma_in(doc, v, arranged))
        return 1; /* "has been scheduled" too */
    if (child_in(doc, v, DG_DEPREL_AUX, have)) return -1;
    if (child_in(doc, v, DG_DEPREL_AUX, shall)) return 1;
    static const char *const to[] = {"to", NULL};
    bool infinitive = child_in(doc, v, DG_DEPREL_MARK, to);
    bool announced = token->deprel == DG_DEPREL_ACL ||
                     (token->head >= 0 && dg_lemma_in(doc, token->head, meant));
    if (infinitive && announced) return 1; /* "an election to be held", "due to leave" */
    if (infinitive) return dg_child_base(doc, v, DG_DEPREL_AUX) >= 0 ? 1 : 2; /* "is to meet" */
    if (token->xpos == DG_XPOS_VBD || form_child(doc, v, be_past)) return -1;
    if (token->xpos == DG_XPOS_VBN) return -1;
    if (token->xpos == DG_XPOS_VBG && dg_child_base(doc, v, DG_DEPREL_AUX) < 0) return 2;
    return 0;
}

int dg_tense_over(const dg_doc *doc, int32_t token) {
    int32_t t = token;
    for (int step = 0; t >= 0 && step < MOST_STEPS; step++, t = dg_token(doc, t)->head) {
        bool predicate = dg_is_verb(doc, t) || dg_child(doc, t, DG_DEPREL_COP) >= 0;
        if (!predicate) continue;
        int tense = tense_of(doc, t);
        if (tense != 2) return tense;
    }
    return 0;
}

/* ------------------------------------------------------------------ times of one token */

/* Whether a time tells days (a length, a set, "recently" tells none). */
static bool tells_days(const dragoman_time *t) {
    return t->date.year != 0 || t->enddate.year != 0;
}

static int exactness(const dragoman_time *t) {
    static const int rank[] = {[DRAGOMAN_PRECISION_UNKNOWN] = 0,
                               [DRAGOMAN_PRECISION_DAY] = 4,
                               [DRAGOMAN_PRECISION_WEEK] = 3,
                               [DRAGOMAN_PRECISION_MONTH] = 2,
                               [DRAGOMAN_PRECISION_YEAR] = 1};
    return rank[t->precision];
}

/* The time that a dependent is the head of, or "hours of Monday", "night to Tuesday". */
static int32_t time_in(const dg_doc *doc, int32_t c) {
    static const char *const holders[] = {"hour",  "course",    "part",  "evening", "morning",
                                          "night", "afternoon", "day",   "start",   "beginning",
                                          "end",   "back",      "early", "late",    NULL};
    if (doc->time_at[c] >= 0) {
        const dragoman_time *t = &doc->times.items[doc->time_at[c]];
        if (tells_days(t)) return doc->time_at[c];
    }
    if (!dg_lemma_in(doc, c, holders)) return -1;
    dg_each_child(doc, g, c) {
        enum dg_deprel relation = dg_base(dg_token(doc, g)->deprel);
        if (relation != DG_DEPREL_NMOD && relation != DG_DEPREL_OBL) continue;
        if (doc->time_at[g] >= 0 && tells_days(&doc->times.items[doc->time_at[g]]))
            return doc->time_at[g];
    }
    return -1;
}

/* "before Friday", "after 2014" bound an act and do not date it. */
static bool only_bounds(const dg_doc *doc, int32_t c) {
    static const char *const bounds[] = {"before", "after", "until", "till", "than", "as", NULL};
    int32_t preposition = dg_case_of(doc, c);
    return preposition >= 0 && dg_lemma_in(doc, preposition, bounds);
}

/* Whether a time stands right after a verb above this clause and before the clause's subject:
 * "said Thursday negotiators would resume talks". */
static bool belongs_above(const dg_doc *doc, const dragoman_time *t, int32_t verb) {
    int32_t before = (int32_t)t->first - 1;
    if (before >= 0 && dg_token(doc, before)->upos == DG_UPOS_ADP) before--;
    if (before < 0 || before >= verb || !dg_is_verb(doc, before) ||
        dg_token(doc, before)->upos == DG_UPOS_AUX)
        return false;
    return before != verb && dg_under(doc, verb, before);
}

static bool dates(enum dg_deprel relation) {
    switch (dg_base(relation)) {
    case DG_DEPREL_OBL:
    case DG_DEPREL_ADVMOD:
    case DG_DEPREL_NMOD:
    case DG_DEPREL_COMPOUND:
    case DG_DEPREL_AMOD:
    case DG_DEPREL_NUMMOD:
    case DG_DEPREL_APPOS:
    case DG_DEPREL_DEP:
        return true;
    default:
        return false;
    }
}

/* Whether `fine` tells more exactly what `coarse` tells: Monday of last week, May 3 of 2019. */
static bool refines(const dragoman_time *fine, const dragoman_time *coarse) {
    if (exactness(fine) <= exactness(coarse) || !fine->date.year) return false;
    if (!coarse->enddate.year) {
        bool year = fine->date.year == coarse->date.year;
        return year && (!coarse->date.month || fine->date.month == coarse->date.month);
    }
    int32_t day = dg_day_of_date(fine->date);
    return dg_day_of_date(coarse->date) <= day && day <= dg_day_of_date(coarse->enddate) + 30;
}

/* The time among a token's own modifiers: the first, unless a later one tells it more exactly. What
 * is told after it otherwise belongs to something told between ("killed him last week, after the
 * attack on 7 October"). */
static int32_t own_time(const dg_doc *doc, int32_t token) {
    int32_t best = -1;
    dg_each_child(doc, c, token) {
        if (!dates(dg_token(doc, c)->deprel) || only_bounds(doc, c)) continue;
        int32_t found = time_in(doc, c);
        bool owned = dg_token(doc, c)->deprel == DG_DEPREL_NMOD_POSS; /* "Monday's attack" */
        if (found < 0 || (!owned && belongs_above(doc, &doc->times.items[found], token))) continue;
        if (best < 0 || refines(&doc->times.items[found], &doc->times.items[best])) best = found;
    }
    return best;
}

/* A day told right behind a verb is the verb's, whatever the tree made of it. */
static int32_t time_behind(const dg_doc *doc, int32_t verb) {
    int32_t next = verb + 1;
    if (next < (int32_t)doc->tokens.count && dg_token(doc, next)->upos == DG_UPOS_ADP) next++;
    if (next >= (int32_t)doc->tokens.count ||
        dg_token(doc, next)->sentence != dg_token(doc, verb)->sentence)
        return -1;
    int32_t found = doc->time_at[next];
    if (found < 0 || doc->times.items[found].first != (uint32_t)next ||
        !tells_days(&doc->times.items[found]))
        return -1;
    int32_t last = (int32_t)doc->times.items[found].last;
    if (next == verb + 2 && only_bounds(doc, last)) return -1;
    /* "killed Monday's attackers", "condemned the" */
    int32_t after = last + 1;
    bool owner = after < (int32_t)doc->tokens.count && dg_token(doc, after)->xpos == DG_XPOS_POS;
    return owner ? -1 : found;
}

/* "Germany on Monday banned the airline": between subject and verb a day is the verb's, although it
 * may hang on the subject. */
static int32_t time_before(const dg_doc *doc, int32_t verb) {
    int32_t t = verb - 1;
    while (t >= 0 && doc->time_at[t] < 0 &&
           (dg_token(doc, t)->upos == DG_UPOS_AUX || dg_token(doc, t)->upos == DG_UPOS_ADV))
        t--;
    if (t < 0 || doc->time_at[t] < 0) return -1;
    const dragoman_time *time = &doc->times.items[doc->time_at[t]];
    if (time->last != (uint32_t)t || !tells_days(time)) return -1;
    for (int32_t i = (int32_t)time->first; i <= t; i++) {
        int32_t noun = dg_token(doc, i)->head;
        if (noun < 0 || noun >= (int32_t)time->first || dg_token(doc, noun)->head != verb) continue;
        if (dg_base(dg_token(doc, noun)->deprel) != DG_DEPREL_NSUBJ || only_bounds(doc, i))
            continue;
        return doc->time_at[t];
    }
    return -1;
}

/* A weekday or "yesterday" that the tree hung on the last noun of the clause: the verb's, for verbs
 * whose noun tells no happening of its own this is where the reader takes it. */
static int32_t time_on_object(const dg_doc *doc, int32_t verb) {
    dg_each_child(doc, c, verb) {
        enum dg_deprel relation = dg_base(dg_token(doc, c)->deprel);
        if (relation != DG_DEPREL_OBJ && relation != DG_DEPREL_OBL) continue;
        if (c < verb || doc->time_at[c] >= 0) continue;
        if (dg_case_of(doc, c) >= 0 && dg_form_is(doc, dg_case_of(doc, c), "according")) continue;
        dg_each_child(doc, g, c) {
            if (g < c || dg_base(dg_token(doc, g)->deprel) != DG_DEPREL_NMOD) continue;
            if (dg_token(doc, g)->deprel == DG_DEPREL_NMOD_POSS || only_bounds(doc, g)) continue;
            int32_t found = time_in(doc, g);
            if (found < 0) continue;
            const dragoman_time *t = &doc->times.items[found];
            if (t->anchor == -1 && t->precision == DRAGOMAN_PRECISION_DAY) return found;
        }
    }
    return -1;
}

/* ------------------------------------------------------------------ sharing */

static const char *const light[] = {
    "hold",   "have",  "take",     "carry",    "launch",  "conduct",  "make",   "stage",
    "begin",  "start", "occur",    "happen",   "open",    "resume",   "end",    "conclude",
    "sign",   "give",  "pay",      "wage",     "mount",   "perform",  "commit", "host",
    "attend", "join",  "continue", "see",      "be",      "reach",    "do",     "suffer",
    "face",   "come",  "follow",   "complete", "undergo", "announce", NULL};
static const char *const aspect[] = {"begin",   "start",    "continue", "stop",   "cease",
                                     "finish",  "complete", "manage",   "fail",   "try",
                                     "attempt", "help",     "keep",     "resume", "proceed",
                                     "move",    "refuse",   "decline",  NULL};
static const char *const says[] = {"say",   "tell", "report", "announce", "state",
                                   "claim", "add",  "warn",   "deny",     "insist",
                                   "write", "note", "argue",  "declare",  NULL};
static const char *const while_marks[] = {"as", "while", "when", NULL};

static int32_t time_of(const dg_doc *doc, int32_t token, int depth);

static bool has_subject(const dg_doc *doc, int32_t verb) {
    return dg_child_base(doc, verb, DG_DEPREL_NSUBJ) >= 0 ||
           dg_child_base(doc, verb, DG_DEPREL_CSUBJ) >= 0;
}

/* What coordinated acts share: a time before the first, or behind the last of one subject's acts.
 */
static int32_t shared_by_conjuncts(const dg_doc *doc, int32_t token, int depth) {
    const dragoman_token *self = dg_token(doc, token);
    if (self->deprel == DG_DEPREL_CONJ && self->head >= 0) {
        int32_t found = time_of(doc, self->head, depth - 1);
        bool leading = found >= 0 && doc->times.items[found].last < (uint32_t)self->head;
        if (found >= 0 && (leading || !has_subject(doc, token))) return found;
    }
    dg_each_child(doc, c, token) {
        if (dg_token(doc, c)->deprel != DG_DEPREL_CONJ || has_subject(doc, c)) continue;
        int32_t found = own_time(doc, c);
        if (found >= 0 && doc->times.items[found].first > (uint32_t)c &&
            dg_is_verb(doc, c) == dg_is_verb(doc, token))
            return found;
    }
    return -1;
}

/* A noun takes the time of the verb that carries it. */
static int32_t shared_by_verb(const dg_doc *doc, int32_t noun, int depth) {
    const dragoman_token *self = dg_token(doc, noun);
    int32_t verb = self->head;
    if (verb < 0) return -1;
    static const char *const within[] = {"in", "during", "at", "by", NULL};
    switch (dg_base(self->deprel)) {
    case DG_DEPREL_OBJ:
        return dg_lemma_in(doc, verb, light) ? time_of(doc, verb, depth - 1) : -1;
    case DG_DEPREL_NSUBJ:
        if (!dg_is_verb(doc, verb) || dg_lemma_in(doc, verb, says) ||
            dg_child(doc, verb, DG_DEPREL_CCOMP) >= 0)
            return -1;
        return time_of(doc, verb, depth - 1);
    case DG_DEPREL_OBL: {
        int32_t preposition = dg_case_of(doc, noun);
        if (preposition < 0 || !dg_lemma_in(doc, preposition, within) || !dg_is_verb(doc, verb))
            return -1;
        return dg_tense_over(doc, verb) < 0 ? time_of(doc, verb, depth - 1) : -1;
    }
    default:
        return -1;
    }
}

/* Whether a clause tells of the same time: "when the clashes began", but not "as he had asked". */
static bool is_circumstance(const dg_doc *doc, int32_t verb) {
    bool together = child_in(doc, verb, DG_DEPREL_MARK, while_marks) ||
                    child_in(doc, verb, DG_DEPREL_ADVMOD, while_marks);
    return together && !child_in(doc, verb, DG_DEPREL_AUX, have);
}

/* A relative clause takes the time of its noun; of a noun that is a time, that; after "where" and
 * "when", the time of what happened there and then. */
static int32_t shared_by_noun(const dg_doc *doc, int32_t verb, int depth) {
    static const char *const there[] = {"where", "when", NULL};
    int32_t noun = dg_token(doc, verb)->head;
    bool relative = child_in(doc, verb, DG_DEPREL_ADVMOD, there);
    if (relative && doc->time_at[noun] >= 0 && tells_days(&doc->times.items[doc->time_at[noun]]))
        return doc->time_at[noun];
    int32_t found = is_noun(doc, noun) ? own_time(doc, noun) : -1;
    if (found >= 0 || !relative) return found;
    int32_t above = noun;
    for (int step = 0; above >= 0 && step < MOST_STEPS && !dg_is_verb(doc, above); step++)
        above = dg_token(doc, above)->head;
    return above >= 0 && dg_is_verb(doc, above) ? time_of(doc, above, depth - 1) : -1;
}

/* A verb without a time of its own takes that of the clause it is part of. */
static int32_t shared_by_clause(const dg_doc *doc, int32_t verb, int depth) {
    const dragoman_token *self = dg_token(doc, verb);
    if (self->head < 0) return -1;
    int32_t mark = dg_child(doc, verb, DG_DEPREL_MARK);
    switch (self->deprel) {
    case DG_DEPREL_ADVCL:
        if (mark < 0 && (self->xpos == DG_XPOS_VBG || self->xpos == DG_XPOS_VBN) &&
            !has_subject(doc, verb))
            return time_of(doc, self->head, depth - 1);
        return is_circumstance(doc, verb) ? time_of(doc, self->head, depth - 1) : -1;
    case DG_DEPREL_XCOMP:
        return dg_lemma_in(doc, self->head, aspect) ? time_of(doc, self->head, depth - 1) : -1;
    case DG_DEPREL_ADVCL_RELCL:
    case DG_DEPREL_ACL:
    case DG_DEPREL_ACL_RELCL:
        return shared_by_noun(doc, verb, depth);
    default:
        return -1;
    }
}

/* "fired first when the clashes began last Thursday": what happens at the same time shares its
 * time. */
static int32_t shared_by_circumstance(const dg_doc *doc, int32_t verb) {
    dg_each_child(doc, c, verb) {
        if (dg_token(doc, c)->deprel != DG_DEPREL_ADVCL || !dg_is_verb(doc, c)) continue;
        if (!is_circumstance(doc, c)) continue;
        int32_t found = time_behind(doc, c);
        if (found < 0) found = own_time(doc, c);
        if (found >= 0) return found;
    }
    return -1;
}

static int32_t time_of(const dg_doc *doc, int32_t token, int depth) {
    if (depth <= 0) return -1;
    bool verb = dg_is_verb(doc, token);
    int32_t found = verb ? time_behind(doc, token) : -1;
    if (found < 0) found = own_time(doc, token);
    if (found < 0 && verb) found = time_before(doc, token);
    if (found < 0) found = shared_by_conjuncts(doc, token, depth);
    if (found < 0)
        found = verb ? shared_by_clause(doc, token, depth) : shared_by_verb(doc, token, depth);
    if (found < 0 && verb) found = time_on_object(doc, token);
    if (found < 0 && verb) found = shared_by_circumstance(doc, token);
    return found;
}

/* Whether a noun names what an earlier word told: the same lemma, or "the shooting" after "shot".
 */
static bool names_again(const dg_doc *doc, int32_t noun, int32_t earlier) {
    const dragoman_token *n = dg_token(doc, noun), *e = dg_token(doc, earlier);
    if (n->lemma_fold == e->lemma_fold) return true;
    return e->upos == DG_UPOS_VERB && n->lemma.len == e->lemma.len + 3 && e->lemma.len > 2 &&
           memcmp(n->lemma.ptr + e->lemma.len, "ing", 3) == 0 &&
           memcmp(n->lemma.ptr, e->lemma.ptr, e->lemma.len) == 0;
}

/* "the attack" is the one told of before, and has its time. */
static int32_t time_told_before(const dg_doc *doc, int32_t noun) {
    static const char *const definite[] = {"the", "this", "that", NULL};
    if (!is_noun(doc, noun) || !dg_token(doc, noun)->lemma.len || !form_child(doc, noun, definite))
        return -1;
    for (int32_t t = noun - 1; t >= 0 && t > noun - MOST_BACK; t--) {
        if (!names_again(doc, noun, t)) continue;
        int32_t found = time_of(doc, t, MOST_SHARES);
        if (found >= 0) return found;
    }
    return -1;
}

/* A time right behind an act's noun that hangs on a verb above which has another one: the noun's.
 */
static int32_t time_left_over(const dg_doc *doc, int32_t noun) {
    if (!is_noun(doc, noun)) return -1;
    int32_t first, last;
    dg_subtree(doc, noun, &first, &last);
    int32_t next = last + 1, count = (int32_t)doc->tokens.count;
    if (next < count && dg_token(doc, next)->upos == DG_UPOS_ADP) next++;
    if (next >= count || doc->time_at[next] < 0) return -1;
    const dragoman_time *t = &doc->times.items[doc->time_at[next]];
    if (t->first != (uint32_t)next || !tells_days(t) ||
        t->sentence != dg_token(doc, noun)->sentence)
        return -1;
    for (int32_t i = next; i <= (int32_t)t->last; i++) {
        int32_t above = dg_token(doc, i)->head;
        bool outside = above >= 0 && (above < next || above > (int32_t)t->last);
        if (!outside || only_bounds(doc, i)) continue;
        int32_t other = dg_under(doc, noun, above) ? own_time(doc, above) : -1;
        return other >= 0 && other != doc->time_at[next] ? doc->time_at[next] : -1;
    }
    return -1;
}

/* "seized in the October 7 attack": of what an act was part of. */
static int32_t time_of_setting(const dg_doc *doc, int32_t verb) {
    static const char *const within[] = {"in", "during", NULL};
    if (!dg_is_verb(doc, verb)) return -1;
    dg_each_child(doc, c, verb) {
        if (dg_token(doc, c)->deprel != DG_DEPREL_OBL || !is_noun(doc, c)) continue;
        int32_t preposition = dg_case_of(doc, c);
        if (preposition < 0 || !dg_lemma_in(doc, preposition, within)) continue;
        int32_t found = own_time(doc, c);
        if (found < 0) found = time_told_before(doc, c);
        if (found >= 0) return found;
    }
    return -1;
}

uint32_t dg_when_told(const dg_doc *doc, int32_t token) {
    int32_t t = token;
    for (int step = 0; t >= 0 && step < MOST_STEPS; step++) {
        const dragoman_token *self = dg_token(doc, t);
        int32_t above = self->head;
        bool content = self->deprel == DG_DEPREL_CCOMP || self->deprel == DG_DEPREL_XCOMP ||
                       self->deprel == DG_DEPREL_PARATAXIS;
        if (above >= 0 && content && dg_is_verb(doc, above) && dg_lemma_in(doc, above, says)) {
            int32_t found = time_of(doc, above, MOST_SHARES);
            return found < 0 ? DRAGOMAN_NONE : (uint32_t)found;
        }
        t = above;
    }
    return DRAGOMAN_NONE;
}

uint32_t dg_when_of(const dg_doc *doc, int32_t token) {
    if (token < 0 || (uint32_t)token >= doc->tokens.count) return DRAGOMAN_NONE;
    int32_t found = time_of(doc, token, MOST_SHARES);
    if (found < 0) found = time_left_over(doc, token);
    if (found < 0) found = time_told_before(doc, token);
    if (found < 0) found = time_of_setting(doc, token);
    return found < 0 ? DRAGOMAN_NONE : (uint32_t)found;
}
