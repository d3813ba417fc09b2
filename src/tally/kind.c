/*
 * kind.c - what became of the people counted, told by the rules of codebook/tally.txt.
 *
 * The evidence, strongest first: the verb right before the figure ("wounded 20"); the verb that
 * governs it, as its object, subject or passive subject; the participle or adjective right behind
 * it
 * ("20 others wounded"); the noun that says what it is ("20 deaths"); the measure it is the value
 * of
 * ("the toll rose to 39"); a clause of its own ("migrants who died"); what it is coordinated with,
 * or part of; last, the noun of people itself ("dozens of captives"). Words beside a figure outrank
 * the tree where they decide, because coordination of clauses without a verb is what parsers get
 * wrong.
 */
#include "tally/kind.h"

#include "base/str.h"
#include "syntax/tree.h"

#define DEPTH 4 /* of conjuncts, groups and appositions climbed */

/* ------------------------------------------------------------------ words */

static bool listed(const dg_counter *c, enum dg_count_list list, int32_t t) {
    const dragoman_token *token = dg_token(c->doc, t);
    return dg_count_list_has(c->counts, list, token->lemma_fold) ||
           dg_count_list_has(c->counts, list, token->fold);
}

bool dg_names_people(const dg_counter *c, int32_t t) {
    if (listed(c, DG_LIST_PERSON, t)) return true;
    if (listed(c, DG_LIST_THING, t) || listed(c, DG_LIST_GROUP, t)) return false;
    const dragoman_token *token = dg_token(c->doc, t);
    if (token->upos == DG_UPOS_PROPN || token->shape & DRAGOMAN_SHAPE_TITLE)
        return dg_entity_country_of(c->actors, c->doc, t) != NULL;
    return token->upos == DG_UPOS_NOUN && (dg_entity_is(c->actors, c->doc, t, DG_WHO_PERSON) ||
                                           dg_entity_is(c->actors, c->doc, t, DG_WHO_PEOPLE));
}

/* One of the words a rule asks for among the dependents of v, or theirs ("to the streets"). */
static bool has_company(const dg_counter *c, const dg_count_rule *rule, int32_t v, int depth) {
    const dg_doc *doc = c->doc;
    dg_each_child(doc, k, v) {
        const dragoman_token *token = dg_token(doc, k);
        if (dg_count_with(c->counts, rule, token->lemma_fold) ||
            dg_count_with(c->counts, rule, token->fold))
            return true;
        enum dg_deprel base = dg_base(token->deprel);
        bool inside = base == DG_DEPREL_OBL || base == DG_DEPREL_OBJ || base == DG_DEPREL_XCOMP ||
                      base == DG_DEPREL_NMOD || base == DG_DEPREL_COMPOUND;
        if (depth && inside && has_company(c, rule, k, depth - 1)) return true;
    }
    for (int32_t t = v + 1; depth && t <= v + 3 && t < c->end; t++) {
        const dragoman_token *token = dg_token(doc, t);
        if (token->shape & DRAGOMAN_SHAPE_PUNCT) break;
        if (dg_count_with(c->counts, rule, token->lemma_fold) ||
            dg_count_with(c->counts, rule, token->fold))
            return true;
    }
    return false;
}

static bool company_of(const dg_counter *c, const dg_count_rule *rule, int32_t t) {
    const dragoman_token *token = dg_token(c->doc, t);
    if (has_company(c, rule, t, 1)) return true;
    bool nominal = rule->role == DG_COUNT_NOUN || rule->role == DG_COUNT_WEAK;
    int32_t up = token->head;
    if (nominal) { /* "claimed 20 lives": the verb over the noun */
        for (int hops = 0; up >= 0 && hops < 3; hops++, up = dg_token(c->doc, up)->head)
            if (dg_count_with(c->counts, rule, dg_token(c->doc, up)->lemma_fold)) return true;
        return false;
    }
    /* A clause with a subject of its own shares nothing: "left 14 dead and dozens were injured". */
    bool shares = token->deprel == DG_DEPREL_CONJ && dg_child_base(c->doc, t, DG_DEPREL_NSUBJ) < 0;
    return shares && up >= 0 && has_company(c, rule, up, 1);
}

/* The rule of the token's lemma or form in this role, its company being there. */
static const dg_count_rule *rule_of(const dg_counter *c, int32_t t, enum dg_count_role role) {
    const dragoman_token *token = dg_token(c->doc, t);
    const uint64_t keys[2] = {token->lemma_fold, token->fold};
    for (int k = 0; k < 2; k++) {
        uint32_t count;
        const dg_count_rule *rules = dg_count_rules(c->counts, keys[k], &count);
        for (uint32_t i = 0; i < count; i++)
            if (rules[i].role == role && (!rules[i].with_count || company_of(c, &rules[i], t)))
                return &rules[i];
        if (keys[0] == keys[1]) break;
    }
    return NULL;
}

static bool negated(const dg_counter *c, int32_t v) {
    dg_each_child(c->doc, k, v) if (dg_token(c->doc, k)->deprel == DG_DEPREL_ADVMOD &&
                                    (dg_form_is(c->doc, k, "not") || dg_form_is(c->doc, k, "n't") ||
                                     dg_form_is(c->doc, k, "never"))) return true;
    return false;
}

/* ------------------------------------------------------------------ where the figure stands */

static bool nominal(const dg_counter *c, int32_t t) {
    uint8_t upos = dg_token(c->doc, t)->upos;
    return upos == DG_UPOS_NOUN || upos == DG_UPOS_PROPN || upos == DG_UPOS_PRON ||
           upos == DG_UPOS_ADJ || upos == DG_UPOS_NUM;
}

/* The figure's token that hangs on something outside it. */
static int32_t top_of(const dg_counter *c, const dg_quantity *q) {
    int32_t top = q->to;
    for (int32_t t = q->from; t <= q->to; t++) {
        int32_t head = dg_token(c->doc, t)->head;
        if (head < q->from || head > q->to) top = t;
    }
    return top;
}

/* "dozens of captives", "20 of them": what is under "of" right behind. */
static int32_t under_of(const dg_counter *c, const dg_quantity *q, int32_t top) {
    if (q->last + 1 >= c->end || dg_token(c->doc, q->last + 1)->fold != c->words.of)
        return DG_NO_TOKEN;
    dg_each_child(c->doc, k, top) if (k > q->last &&
                                      dg_base(dg_token(c->doc, k)->deprel) == DG_DEPREL_NMOD &&
                                      dg_case_of(c->doc, k) == q->last + 1) return k;
    int32_t head = dg_token(c->doc, q->last + 1)->head; /* hung elsewhere */
    return head > q->last && dg_token(c->doc, head)->deprel != DG_DEPREL_ROOT && nominal(c, head)
               ? head
               : DG_NO_TOKEN;
}

/* The noun right behind the figure when the tree hangs the figure on something else: past
 * adjectives, to the last noun of the run. */
static int32_t noun_behind(const dg_counter *c, const dg_quantity *q) {
    int32_t found = DG_NO_TOKEN;
    for (int32_t t = q->last + 1; t < c->end && t <= q->last + 5; t++) {
        const dragoman_token *token = dg_token(c->doc, t);
        bool noun = token->upos == DG_UPOS_NOUN || token->upos == DG_UPOS_PROPN;
        if (noun)
            found = t;
        else if (token->upos != DG_UPOS_ADJ || found >= 0)
            break;
    }
    return found;
}

/* The token over the figure is its noun: to the right of it, not beyond a verb or comma. */
static bool is_noun_of(const dg_counter *c, const dg_quantity *q, int32_t top, int32_t head) {
    if (head <= q->last || !nominal(c, head)) return false;
    switch (dg_base(dg_token(c->doc, top)->deprel)) {
    case DG_DEPREL_NUMMOD:
    case DG_DEPREL_AMOD:
    case DG_DEPREL_DET:
    case DG_DEPREL_COMPOUND:
    case DG_DEPREL_NMOD:
    case DG_DEPREL_ADVMOD:
    case DG_DEPREL_OBL:
        break;
    default:
        return false;
    }
    for (int32_t t = q->last + 1; t < head; t++)
        if (dg_token(c->doc, t)->upos == DG_UPOS_VERB && dg_token(c->doc, t)->xpos != DG_XPOS_VBN &&
            dg_token(c->doc, t)->xpos != DG_XPOS_VBG)
            return false;
    return true;
}

void dg_people_place(const dg_counter *c, dg_counted_people *p) {
    const dg_quantity *q = &p->quantity;
    int32_t top = top_of(c, q), head = dg_token(c->doc, top)->head;
    p->noun = DG_NO_TOKEN;
    p->role = top;
    p->after = q->last + 1;
    p->predicate = p->part_of = DG_NO_TOKEN;
    int32_t of = q->kind == DG_NOBODY ? DG_NO_TOKEN : under_of(c, q, top);
    if (of >= 0) {
        p->noun = of;
    } else if (head >= 0 && is_noun_of(c, q, top, head)) {
        while (dg_token(c->doc, head)->deprel == DG_DEPREL_COMPOUND &&
               dg_token(c->doc, head)->head > head)
            head = dg_token(c->doc, head)->head;
        p->noun = p->role = head;
    } else {
        int32_t behind = noun_behind(c, q);
        if (behind >= 0 && !listed(c, DG_LIST_THING, behind) && dg_names_people(c, behind))
            p->noun = p->role = behind;
        else if (behind >= 0 && listed(c, DG_LIST_THING, behind))
            p->noun = behind;
    }
    if (p->noun >= p->after) p->after = p->noun + 1;
    if (p->noun < 0) return;
    dg_each_child(c->doc, k, p->noun) { /* "five members of the guard", "civilians in Gaza" */
        int32_t first, last;
        enum dg_deprel base = dg_base(dg_token(c->doc, k)->deprel);
        if (k < p->noun || (base != DG_DEPREL_NMOD && base != DG_DEPREL_FLAT) ||
            k != p->after + (dg_case_of(c->doc, k) >= 0))
            continue;
        dg_subtree(c->doc, k, &first, &last);
        if (first == p->after && base == DG_DEPREL_FLAT) p->after = last + 1;
    }
}

/* ------------------------------------------------------------------ verbs */

static bool passive(const dg_counter *c, int32_t v) {
    return dg_child(c->doc, v, DG_DEPREL_AUX_PASS) >= 0 ||
           dg_child(c->doc, v, DG_DEPREL_NSUBJ_PASS) >= 0;
}

/* Does the verb have an object other than t? Then it is active. */
static bool has_object(const dg_counter *c, int32_t v, int32_t t) {
    int32_t o = dg_child(c->doc, v, DG_DEPREL_OBJ);
    return o >= 0 && o != t && o > v;
}

static const dg_count_rule *told(dg_counted_people *p, const dg_count_rule *rule,
                                 int32_t predicate) {
    if (rule) p->predicate = predicate;
    return rule;
}

static const dg_count_rule *by_verb(const dg_counter *c, dg_counted_people *p, int32_t v,
                                    bool patient, int depth);

/* "were believed to have been killed", "were forced to flee": what the complement says of them. */
static const dg_count_rule *by_complement(const dg_counter *c, dg_counted_people *p, int32_t v,
                                          int depth) {
    if (depth > 2) return NULL;
    dg_each_child(c->doc, k, v) {
        enum dg_deprel relation = dg_token(c->doc, k)->deprel;
        if (relation != DG_DEPREL_XCOMP &&
            !(relation == DG_DEPREL_CCOMP && dg_child_base(c->doc, k, DG_DEPREL_NSUBJ) < 0))
            continue;
        const dg_count_rule *rule = rule_of(c, k, DG_COUNT_STATE);
        bool participle =
            dg_token(c->doc, k)->xpos == DG_XPOS_VBN || dg_token(c->doc, k)->upos == DG_UPOS_ADJ;
        if (rule && participle) return told(p, rule, k);
        if ((rule = by_verb(c, p, k, passive(c, k) || dg_token(c->doc, k)->xpos == DG_XPOS_VBN,
                            depth + 1)))
            return rule;
    }
    return NULL;
}

/* The people are the object (passive subject) of v, or its subject. */
static const dg_count_rule *by_verb(const dg_counter *c, dg_counted_people *p, int32_t v,
                                    bool patient, int depth) {
    if (negated(c, v) && p->quantity.kind != DG_NOBODY) return NULL;
    const dg_count_rule *rule = rule_of(c, v, patient ? DG_COUNT_PATIENT : DG_COUNT_AGENT);
    if (!rule && !patient && dg_token(c->doc, v)->xpos == DG_XPOS_VBN && !has_object(c, v, p->role))
        rule = rule_of(c, v, DG_COUNT_PATIENT);
    if (!rule && patient && passive(c, v))
        rule = rule_of(c, v, DG_COUNT_AGENT); /* "were drowned" */
    if (!rule && !patient &&
        (dg_token(c->doc, v)->upos == DG_UPOS_ADJ || dg_token(c->doc, v)->xpos == DG_XPOS_VBN ||
         dg_child(c->doc, v, DG_DEPREL_COP) >= 0))
        rule = rule_of(c, v, DG_COUNT_STATE);
    if (rule) return told(p, rule, v);
    return by_complement(c, p, v, depth);
}

static const dg_count_rule *by_relation(const dg_counter *c, dg_counted_people *p, int32_t t,
                                        int depth);

/* "the killing of 20", "a group of 20 were killed" */
static const dg_count_rule *by_governor(const dg_counter *c, dg_counted_people *p, int32_t t,
                                        int depth) {
    int32_t g = dg_token(c->doc, t)->head, before = dg_case_of(c->doc, t) - 1;
    uint64_t with = dg_marker_of(c->doc, t);
    if (with == c->words.of && before >= c->begin && dg_token(c->doc, before)->upos == DG_UPOS_NOUN)
        g = before; /* wherever the parser hangs it */
    if (g < 0 || g > t) return NULL;
    const dg_count_rule *rule = NULL;
    if (with == c->words.of || dg_token(c->doc, t)->deprel == DG_DEPREL_NMOD_POSS)
        rule = rule_of(c, g, DG_COUNT_OF);
    if (with == c->words.by) rule = rule_of(c, g, DG_COUNT_BY);
    if (with == c->words.in_return && (rule = rule_of(c, g, DG_COUNT_OF)) &&
        rule->kind != DG_RELEASED)
        rule = NULL; /* "in exchange for 39" */
    if (rule) return told(p, rule, g);
    if (with == c->words.of && (listed(c, DG_LIST_GROUP, g) || listed(c, DG_LIST_MEASURE, g)))
        return by_relation(c, p, g, depth + 1);
    return NULL;
}

static const dg_count_rule *by_relation(const dg_counter *c, dg_counted_people *p, int32_t t,
                                        int depth) {
    const dragoman_token *token = dg_token(c->doc, t);
    int32_t v = token->head;
    if (v < 0 || depth > DEPTH) return NULL;
    switch (token->deprel) {
    case DG_DEPREL_NSUBJ_PASS:
        return by_verb(c, p, v, true, 0);
    case DG_DEPREL_OBJ:
        return by_verb(c, p, v, true, 0);
    case DG_DEPREL_OBL_AGENT: { /* "the rally was attended by 200 people" */
        const dg_count_rule *rule = told(p, rule_of(c, v, DG_COUNT_AGENT), v);
        return rule ? rule : by_governor(c, p, t, depth);
    }
    case DG_DEPREL_NSUBJ:
        return by_verb(c, p, v, passive(c, v), 0);
    case DG_DEPREL_CONJ:
    case DG_DEPREL_APPOS:
        return nominal(c, v) ? by_relation(c, p, v, depth + 1) : NULL;
    case DG_DEPREL_NMOD:
    case DG_DEPREL_NMOD_POSS:
    case DG_DEPREL_OBL:
        return by_governor(c, p, t, depth);
    default:
        return NULL;
    }
}

/* ------------------------------------------------------------------ words beside the figure */

/* "... and wounded 20": an active verb right before. */
static const dg_count_rule *by_left(const dg_counter *c, dg_counted_people *p) {
    int32_t v = p->quantity.first - 1;
    if (v > c->begin && dg_token(c->doc, v)->upos == DG_UPOS_ADJ && rule_of(c, v, DG_COUNT_STATE))
        v--; /* "shot dead two" */
    if (v < c->begin) return NULL;
    const dragoman_token *token = dg_token(c->doc, v);
    if (token->shape & DRAGOMAN_SHAPE_PUNCT || token->upos == DG_UPOS_ADP ||
        token->upos == DG_UPOS_DET)
        return NULL;
    if (dg_child(c->doc, v, DG_DEPREL_AUX_PASS) >= 0 || negated(c, v)) return NULL;
    if (token->upos != DG_UPOS_VERB &&
        !(token->xpos == DG_XPOS_NNS && dg_form(c->doc, v).ptr[0] >= 'a'))
        return NULL;
    return told(p, rule_of(c, v, DG_COUNT_PATIENT), v);
}

/* Helping words between people and what is said of them: "were all", "reportedly". */
static bool helps(const dg_counter *c, int32_t t) {
    const dragoman_token *token = dg_token(c->doc, t);
    return token->upos == DG_UPOS_AUX || token->upos == DG_UPOS_ADV ||
           token->upos == DG_UPOS_PART || token->deprel == DG_DEPREL_DET;
}

/* Past ", including a child," or ", mostly women,": an insertion of a few words between commas. */
static int32_t behind_insertion(const dg_counter *c, int32_t t) {
    if (t < c->end && dg_form_is(c->doc, t, "more")) t++;
    if (t >= c->end || !dg_form_is(c->doc, t, ",")) return t;
    for (int32_t i = t + 1; i + 1 < c->end && i < t + 16; i++) {
        if (dg_token(c->doc, i)->xpos == DG_XPOS_VBD || dg_token(c->doc, i)->xpos == DG_XPOS_VBZ)
            return t;
        if (dg_form_is(c->doc, i, ",") && (dg_token(c->doc, i + 1)->upos == DG_UPOS_AUX ||
                                           dg_token(c->doc, i + 1)->xpos == DG_XPOS_VBD))
            return i + 1;
    }
    return t;
}

/* "20 others wounded", "27 dead", "20 people more reported missing" */
static const dg_count_rule *by_right(const dg_counter *c, dg_counted_people *p) {
    int32_t t = behind_insertion(c, p->after), from = t;
    if (dg_base(dg_token(c->doc, p->role)->deprel) == DG_DEPREL_OBL &&
        dg_marker_of(c->doc, p->role) == c->words.by)
        return NULL;
    while (t < c->end && t < from + 4 &&
           (helps(c, t) || dg_form_is(c->doc, t, "more") || dg_form_is(c->doc, t, "others")))
        t++;
    if (t >= c->end) return NULL;
    const dragoman_token *token = dg_token(c->doc, t);
    bool plain = token->upos == DG_UPOS_VERB &&
                 dg_token(c->doc, p->role)->deprel != DG_DEPREL_OBJ &&
                 (p->noun < 0 || p->role == p->noun);
    if (plain && dg_child(c->doc, t, DG_DEPREL_AUX_PASS) < 0 && !negated(c, t)) {
        const dg_count_rule *agent =
            rule_of(c, t, DG_COUNT_AGENT); /* "more than 300,000 have fled" */
        if (agent) return told(p, agent, t);
    }
    bool participle = token->xpos == DG_XPOS_VBN || token->xpos == DG_XPOS_VBD ||
                      token->upos == DG_UPOS_ADJ || token->upos == DG_UPOS_NOUN;
    if (!participle || has_object(c, t, p->role) ||
        (negated(c, t) && p->quantity.kind != DG_NOBODY))
        return NULL;
    const dg_count_rule *rule = rule_of(c, t, DG_COUNT_STATE);
    if (!rule && token->xpos == DG_XPOS_VBN) rule = rule_of(c, t, DG_COUNT_PATIENT);
    return told(p, rule, t);
}

/* An attribute: "20 wounded soldiers". */
static const dg_count_rule *by_attribute(const dg_counter *c, dg_counted_people *p) {
    if (p->noun < 0) return NULL;
    for (int32_t t = p->quantity.last + 1; t < p->noun; t++) {
        const dg_count_rule *rule = rule_of(c, t, DG_COUNT_STATE);
        if (rule) return told(p, rule, t);
    }
    return NULL;
}

/* What is said right behind those counted: "left 14 dead and 30 others wounded", "14 dead and
 * dozens more injured", where the tree may join what is said of both instead. */
static const dg_count_rule *by_behind(const dg_counter *c, dg_counted_people *p) {
    int32_t people = p->noun >= 0 ? p->noun : p->role, t = people + 1;
    if (t >= c->end) return NULL;
    if (dg_form_is(c->doc, t, "more") && t + 1 < c->end) t++;
    const dragoman_token *token = dg_token(c->doc, t), *counted = dg_token(c->doc, people);
    bool own = token->head == p->noun &&
               (token->deprel == DG_DEPREL_AMOD || token->deprel == DG_DEPREL_ACL);
    bool joined = token->deprel == DG_DEPREL_CONJ && counted->deprel == DG_DEPREL_CONJ &&
                  dg_child_base(c->doc, t, DG_DEPREL_NSUBJ) < 0;
    return own || joined ? told(p, rule_of(c, t, DG_COUNT_STATE), t) : NULL;
}

/* ------------------------------------------------------------------ clauses and nouns of its own
 */

static bool relative(const dg_counter *c, int32_t t) {
    uint8_t xpos = dg_token(c->doc, t)->xpos;
    return xpos == DG_XPOS_WP || xpos == DG_XPOS_WDT;
}

static const dg_count_rule *by_clause(const dg_counter *c, dg_counted_people *p, int32_t of) {
    dg_each_child(c->doc, k, of) {
        enum dg_deprel relation = dg_token(c->doc, k)->deprel;
        if (k < of || (relation != DG_DEPREL_ACL && relation != DG_DEPREL_ACL_RELCL)) continue;
        int32_t s = dg_child_base(c->doc, k, DG_DEPREL_NSUBJ),
                o = dg_child(c->doc, k, DG_DEPREL_OBJ);
        bool patient = passive(c, k) || (s < 0 && dg_token(c->doc, k)->xpos == DG_XPOS_VBN) ||
                       (o >= 0 && relative(c, o));
        if (s >= 0 && !relative(c, s) && !patient) continue;
        const dg_count_rule *rule = by_verb(c, p, k, patient, 0);
        if (rule) return rule;
    }
    return NULL;
}

static const dg_count_rule *by_noun(const dg_counter *c, dg_counted_people *p,
                                    enum dg_count_role role) {
    int32_t n = p->noun >= 0 ? p->noun : p->role;
    const dg_count_rule *rule = rule_of(c, n, role);
    if (!rule && role == DG_COUNT_NOUN) rule = rule_of(c, n, DG_COUNT_STATE); /* "27 dead" */
    return told(p, rule, n);
}

/* "The confirmed deaths are fourteen civilians"; "among the dead were 12 children" */
static const dg_count_rule *by_copula(const dg_counter *c, dg_counted_people *p) {
    int32_t at[2] = {p->role, dg_token(c->doc, p->role)->head};
    bool subject = dg_base(dg_token(c->doc, p->role)->deprel) == DG_DEPREL_NSUBJ;
    for (int i = 0; i < (subject && at[1] >= 0 ? 2 : 1); i++) dg_each_child(c->doc, k, at[i]) {
            enum dg_deprel base = dg_base(dg_token(c->doc, k)->deprel);
            bool among = base == DG_DEPREL_OBL && dg_marker_of(c->doc, k) == c->words.among;
            if (k == p->role || !(among || (i == 0 && base == DG_DEPREL_NSUBJ))) continue;
            const dg_count_rule *rule = rule_of(c, k, DG_COUNT_STATE);
            if (!rule) rule = rule_of(c, k, DG_COUNT_NOUN);
            if (!rule && among) rule = by_clause(c, p, k);
            if (rule) return told(p, rule, k);
        }
    return NULL;
}

/* ------------------------------------------------------------------ measures */

/* What a measure counts: itself ("toll"), its of-phrase ("number of dead"), its clause ("of people
 * killed"), else what was counted last ("the total"). */
static const dg_count_rule *measured(const dg_counter *c, dg_counted_people *p, int32_t m) {
    const dg_doc *doc = c->doc;
    if (!listed(c, DG_LIST_MEASURE, m))
        return rule_of(c, m, DG_COUNT_NOUN) && dg_token(doc, m)->xpos == DG_XPOS_NNS
                   ? rule_of(c, m, DG_COUNT_NOUN)
                   : NULL;
    const dg_count_rule *rule = NULL;
    for (int weak = 0; weak < 2; weak++) dg_each_child(doc, k, m) {
            enum dg_deprel base = dg_base(dg_token(doc, k)->deprel);
            if (base != DG_DEPREL_NMOD && base != DG_DEPREL_COMPOUND && base != DG_DEPREL_AMOD)
                continue;
            if (k >= p->quantity.first && k <= p->quantity.last) continue;
            rule = weak ? rule_of(c, k, DG_COUNT_WEAK) : rule_of(c, k, DG_COUNT_STATE);
            if (!rule && !weak) rule = rule_of(c, k, DG_COUNT_NOUN);
            if (!rule && !weak && base == DG_DEPREL_NMOD) rule = by_clause(c, p, k);
            if (rule) return rule;
        }
    if ((rule = rule_of(c, m, DG_COUNT_TOLL))) return rule;
    bool own = dg_child(doc, m, DG_DEPREL_COMPOUND) >= 0 || dg_child(doc, m, DG_DEPREL_NMOD) >= 0 ||
               c->since > 1;
    return !own && dg_token(doc, m)->xpos != DG_XPOS_NNS && c->last_kind != DG_COUNTED_COUNT
               ? c->last_rule
               : NULL;
}

static bool gives_value(uint64_t with, const dg_count_words *w) {
    return with != w->by && with != w->from && with != w->in && with != w->on;
}

/* "the death toll rose to 39", "bringing the total to 39", "a toll of 39", "in the hundreds" */
static const dg_count_rule *by_measure(const dg_counter *c, dg_counted_people *p) {
    const dg_doc *doc = c->doc;
    int32_t g = dg_token(doc, p->role)->head;
    uint64_t with = dg_marker_of(doc, p->role);
    if (g < 0) g = p->role;
    bool in_the = with == c->words.in && p->quantity.vague; /* "in the hundreds" */
    if (!gives_value(with, &c->words) && !in_the) return NULL;
    const dg_count_rule *rule = NULL;
    if (g < p->role &&
        (with == c->words.of || dg_base(dg_token(doc, p->role)->deprel) == DG_DEPREL_NMOD ||
         dg_token(doc, p->role)->deprel == DG_DEPREL_APPOS) &&
        (rule = measured(c, p, g)))
        return told(p, rule, g);
    for (int hops = 0; hops < 2 && g >= 0; hops++, g = dg_token(doc, g)->head) {
        bool copular = g == p->role;
        if (!copular && !listed(c, DG_LIST_CHANGE, g)) continue;
        dg_each_child(doc, k, g) {
            enum dg_deprel base = dg_base(dg_token(doc, k)->deprel);
            if (k == p->role || (base != DG_DEPREL_NSUBJ && base != DG_DEPREL_OBJ)) continue;
            if ((rule = measured(c, p, k))) return told(p, rule, k);
        }
    }
    return NULL;
}

/* ------------------------------------------------------------------ together */

/* The figure before this one, in the sentence, that the token belongs to. */
static int32_t figure_at(const dg_counter *c, uint32_t before, int32_t t) {
    for (uint32_t i = before; i-- > 0;)
        if (c->people.items[i].rule &&
            (c->people.items[i].role == t || c->people.items[i].noun == t))
            return (int32_t)i;
    return -1;
}

static int32_t figure_before(const dg_counter *c, uint32_t before) {
    for (uint32_t i = before; i-- > 0;)
        if (c->people.items[i].rule && c->people.items[i].part_of < 0) return (int32_t)i;
    return -1;
}

static const dg_count_rule *like(dg_counter *c, dg_counted_people *p, int32_t other) {
    p->predicate = c->people.items[other].predicate;
    return c->people.items[other].rule;
}

/* "including 12 children", "among them two girls", "two of them" */
static bool is_part(const dg_counter *c, const dg_counted_people *p) {
    int32_t t = p->quantity.first - 1;
    if (t >= c->begin) {
        uint64_t left = dg_token(c->doc, t)->fold;
        if (left == c->words.including) return true;
        if (t > c->begin && dg_token(c->doc, t)->upos == DG_UPOS_PRON &&
            dg_token(c->doc, t - 1)->fold == c->words.among)
            return true;
    }
    return p->noun >= 0 && p->noun != p->role && dg_token(c->doc, p->noun)->upos == DG_UPOS_PRON;
}

/* ", as were seventeen soldiers" */
static bool as_were(const dg_counter *c, const dg_counted_people *p) {
    int32_t t = p->quantity.first - 1;
    return t > c->begin && dg_token(c->doc, t)->upos == DG_UPOS_AUX &&
           (dg_form_is(c->doc, t - 1, "as") || dg_form_is(c->doc, t - 1, "so"));
}

/* Coordinated with, or set beside, a figure whose kind is known. */
static const dg_count_rule *by_company(dg_counter *c, dg_counted_people *p, uint32_t at) {
    int32_t t = p->role, before = figure_before(c, at);
    if (as_were(c, p) && before >= 0) return like(c, p, before);
    for (int hops = 0; hops < 3; hops++) {
        enum dg_deprel relation = dg_token(c->doc, t)->deprel;
        int32_t up = dg_token(c->doc, t)->head;
        if ((relation != DG_DEPREL_CONJ && relation != DG_DEPREL_APPOS &&
             relation != DG_DEPREL_PARATAXIS) ||
            up < 0)
            return NULL;
        int32_t other = figure_at(c, at, up);
        if (other >= 0 && up < p->role) return like(c, p, other);
        t = up;
    }
    return NULL;
}

/* A person told by name ("Amal Said, a nurse", "a nurse, Amal Said") is not counted. */
static bool named(const dg_counter *c, int32_t n) {
    const dg_doc *doc = c->doc;
    int32_t up = dg_token(doc, n)->head;
    if (dg_token(doc, n)->deprel == DG_DEPREL_APPOS && up >= 0 &&
        dg_token(doc, up)->upos == DG_UPOS_PROPN)
        return true;
    dg_each_child(doc, k, n) {
        enum dg_deprel base = dg_base(dg_token(doc, k)->deprel);
        if (k > n && dg_token(doc, k)->upos == DG_UPOS_PROPN &&
            (base == DG_DEPREL_APPOS || base == DG_DEPREL_FLAT))
            return true;
    }
    return dg_token(doc, n)->upos == DG_UPOS_PROPN &&
           dg_token(doc, n)->deprel != DG_DEPREL_COMPOUND &&
           dg_entity_country_of(c->actors, doc, n) == NULL;
}

static bool fits_kind(const dg_counter *c, const dg_counted_people *p, const dg_count_rule *rule) {
    if (!rule) return false;
    if (p->noun < 0 || dg_token(c->doc, p->noun)->upos == DG_UPOS_PRON ||
        dg_token(c->doc, p->noun)->upos == DG_UPOS_NUM)
        return p->quantity.kind != DG_SOMEBODY;
    if (p->quantity.kind == DG_SOMEBODY && p->predicate >= 0 &&
        dg_token(c->doc, p->predicate)->xpos == DG_XPOS_VB)
        return false; /* "to arrest a man" */
    if (p->quantity.kind == DG_SOMEBODY)
        return rule->kind < DG_DISPLACED && dg_names_people(c, p->noun) && !named(c, p->noun);
    if (rule_of(c, p->noun, DG_COUNT_NOUN) == rule || rule_of(c, p->noun, DG_COUNT_STATE) == rule)
        return true;
    if (dg_count_lenient(c->counts, rule->kind))
        return !listed(c, DG_LIST_THING, p->noun) || dg_names_people(c, p->noun);
    return dg_names_people(c, p->noun);
}

/* Evidence in its order; somebody ("a soldier") and nobody are counted only by what became of them.
 */
static const dg_count_rule *evidence(dg_counter *c, dg_counted_people *p, uint32_t at) {
    const dg_count_rule *rule;
    bool figure = p->quantity.kind == DG_FIGURE;
    if ((rule = by_left(c, p)) && fits_kind(c, p, rule)) return rule;
    if ((rule = by_behind(c, p)) && fits_kind(c, p, rule)) return rule;
    if ((rule = by_relation(c, p, p->role, 0)) && fits_kind(c, p, rule)) return rule;
    if ((rule = by_right(c, p)) && fits_kind(c, p, rule)) return rule;
    if (figure && (rule = by_attribute(c, p)) && fits_kind(c, p, rule)) return rule;
    if (p->quantity.kind != DG_SOMEBODY && (rule = by_noun(c, p, DG_COUNT_NOUN)) &&
        fits_kind(c, p, rule))
        return rule;
    if ((rule = by_copula(c, p)) && fits_kind(c, p, rule)) return rule;
    if (figure && (rule = by_measure(c, p)) && fits_kind(c, p, rule)) return rule;
    if ((rule = by_clause(c, p, p->role)) && fits_kind(c, p, rule)) return rule;
    if ((rule = by_company(c, p, at)) && fits_kind(c, p, rule)) return rule;
    int32_t whole = is_part(c, p) ? figure_before(c, at) : -1;
    if (whole >= 0 && fits_kind(c, p, rule = like(c, p, whole))) return rule;
    if (figure && (rule = by_noun(c, p, DG_COUNT_WEAK))) return rule;
    return NULL;
}

bool dg_people_kind(dg_counter *c, uint32_t at) {
    dg_counted_people *p = &c->people.items[at];
    p->rule = evidence(c, p, at);
    if (p->rule && is_part(c, p)) p->part_of = figure_before(c, at);
    return p->rule != NULL;
}
