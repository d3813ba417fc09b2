/*
 * pronoun.c - whom "he", "their", "it" and "we" mean.
 *
 * The third person goes to the mention of highest score among those before it: distance in
 * sentences first, then subjects, the owner in the same clause, agreement in gender and number,
 * after Lappin and Leass (1994) with integer weights. The first person is the speaker of the
 * quotation around it, "we" his side.
 */
#include "base/str.h"
#include "entity/entity_int.h"

typedef struct anaphor {
    uint32_t token;
    uint64_t bits;
    bool possessive, quoted;
    uint32_t speaker; /* of the quotation around it: not meant by he, she, they */
} anaphor;

static int32_t verb_over(const dg_doc *doc, int32_t t) {
    for (int depth = 0; t >= 0 && depth < 16; depth++) {
        t = tok(doc, (uint32_t)t)->head;
        if (t >= 0 && (tok(doc, (uint32_t)t)->upos == DG_UPOS_VERB ||
                       tok(doc, (uint32_t)t)->upos == DG_UPOS_AUX))
            return t;
    }
    return NONE;
}

/* How well a mention serves as antecedent; 0 or less: not at all. Distance first, then subjects. */
static int antecedent_score(const dg_doc *doc, const anaphor *a, const dragoman_mention *m) {
    const dragoman_entity *e = &doc->entities.items[m->entity];
    const entity_info *info = &doc->entity_state->info.items[m->entity];
    bool man = a->bits & W_MAN, woman = a->bits & W_WOMAN, they = a->bits & W_THEY;
    int score = 100;
    if (man || woman) {
        if (e->kind != DRAGOMAN_PERSON || info->plural) return 0;
        uint32_t wanted = man ? GENDER_MAN : GENDER_WOMAN;
        bool either = man && woman; /* "the 30-year-old" */
        if (info->gender && info->gender != wanted && !either) return 0;
        score += info->gender ? 15 : woman ? -15 : 0;
    } else if (they) {
        if (e->kind == DRAGOMAN_PLACE || (e->kind == DRAGOMAN_PERSON && !info->plural)) return 0;
        score += e->kind == DRAGOMAN_PEOPLE || info->plural ? 25
                 : e->kind == DRAGOMAN_COUNTRY              ? -30
                                                            : 5;
    } else {
        if (e->kind == DRAGOMAN_PERSON || e->kind == DRAGOMAN_PEOPLE || info->plural) return 0;
        score += e->kind == DRAGOMAN_PLACE ? -20 : 0;
    }
    if (a->quoted && m->entity == a->speaker) return 0;
    if (a->quoted && a->speaker != DRAGOMAN_NONE &&
        (they || a->bits & W_IT)) { /* who speaks says "we" of his side */
        const dragoman_entity *speaker = &doc->entities.items[a->speaker];
        if (*e->sector && strcmp(e->sector, speaker->sector) == 0 &&
            strcmp(e->code, speaker->code) == 0)
            return 0;
    }
    const dragoman_token *head = tok(doc, m->head), *here = tok(doc, a->token);
    score -= 35 * (int)(here->sentence - head->sentence);
    enum dg_deprel relation = dg_base(head->deprel);
    bool subject = relation == DG_DEPREL_NSUBJ;
    score += subject ? 25 : relation == DG_DEPREL_OBJ ? 5 : 0;
    if (head->deprel == DG_DEPREL_COMPOUND || head->deprel == DG_DEPREL_AMOD) score -= 20;
    if (m->kind == DRAGOMAN_PRONOUN) score += 10;
    if (head->flags & DRAGOMAN_TOKEN_QUOTED && !a->quoted) score -= 15;
    score += doc->entities.items[m->entity].mention_count > 5 ? 10 : (int)e->mention_count * 2;
    if (a->bits & W_SELF)
        return here->sentence == head->sentence && subject &&
                       (head->head == here->head || head->head == verb_over(doc, (int32_t)a->token))
                   ? score
                   : 0;
    if (here->sentence == head->sentence) {
        bool same_clause = head->head == here->head && head->head >= 0;
        if (same_clause && !a->possessive) return 0; /* "he" and "him" of one verb are two */
        int32_t verb = verb_over(doc, (int32_t)a->token);
        if (a->possessive && subject && head->head == verb) score += 25;
        score -= (int)((a->token - m->head) / 6);
    }
    return score;
}

#define TOGETHER 4u

/* "X and Y": those told side by side, the first of them by this mention; how many, 0 for one
 * alone. */
static uint32_t side_by_side(const dg_doc *doc, const dragoman_mention *m,
                             dg_member members[TOGETHER]) {
    uint32_t count = 0;
    if (tok(doc, m->head)->deprel == DG_DEPREL_CONJ) return 0;
    members[count++] = (dg_member){m->entity, {0, 0}};
    dg_each_child(doc, c, (int32_t)m->head) {
        int32_t other = tok(doc, (uint32_t)c)->deprel == DG_DEPREL_CONJ ? doc->mention_at[c] : NONE;
        if (other == NONE || count == TOGETHER) continue;
        members[count++] = (dg_member){doc->mentions.items[other].entity, {0, 0}};
    }
    for (uint32_t i = 0; i < count; i++) {
        const dragoman_entity *e = &doc->entities.items[members[i].entity];
        if (e->kind == DRAGOMAN_PLACE || doc->entity_state->info.items[e->id].member_count)
            return 0;
        if (i && (members[i].entity == members[0].entity ||
                  (e->kind == DRAGOMAN_PERSON) !=
                      (doc->entities.items[members[0].entity].kind == DRAGOMAN_PERSON)))
            return 0;
    }
    return count > 1 ? count : 0;
}

/* How well subjects told side by side serve as antecedent of "they". */
static int together_score(const dg_doc *doc, const anaphor *a, const dragoman_mention *m) {
    const dragoman_token *head = tok(doc, m->head), *here = tok(doc, a->token);
    if (!(a->bits & W_THEY) || a->quoted || dg_base(head->deprel) != DG_DEPREL_NSUBJ) return 0;
    if (here->sentence == head->sentence && head->head == here->head) return 0;
    return 150 - 35 * (int)(here->sentence - head->sentence);
}

/* The entity that stands for those told side by side from this mention on. */
static uint32_t together(dg_doc *doc, const dragoman_mention *m, const dg_member *members,
                         uint32_t count) {
    dragoman_span span = m->span;
    dg_each_child(doc, c, (int32_t)m->head) {
        if (tok(doc, (uint32_t)c)->deprel != DG_DEPREL_CONJ || doc->mention_at[c] == NONE) continue;
        dragoman_span last = doc->mentions.items[doc->mention_at[c]].span;
        if (last.end > span.end) span.end = last.end;
    }
    dragoman_str name = {doc->text.ptr + span.start, span.end - span.start};
    return entity_of_set(doc, name, members, count);
}

static uint32_t antecedent(dg_doc *doc, const anaphor *a) {
    uint32_t best = DRAGOMAN_NONE, seen = 0, sentence = tok(doc, a->token)->sentence;
    uint32_t several = 0, first = 0;
    dg_member members[TOGETHER];
    int most = 0;
    for (uint32_t i = doc->mentions.count; i-- > 0 && seen < MENTIONS_BACK; seen++) {
        const dragoman_mention *m = &doc->mentions.items[i];
        if (m->head >= a->token) continue;
        if (tok(doc, m->head)->sentence + 3 < sentence) break;
        int score = antecedent_score(doc, a, m), both = together_score(doc, a, m);
        dg_member beside[TOGETHER] = {{0}};
        uint32_t count = both > most && both > score ? side_by_side(doc, m, beside) : 0;
        if (count) {
            most = both;
            several = count;
            first = i;
            memcpy(members, beside, sizeof members);
        } else if (score > most) {
            most = score;
            best = m->entity;
            several = 0;
        }
    }
    return several ? together(doc, &doc->mentions.items[first], members, several) : best;
}

/* The mention of whoever speaks the quotation around a token: the subject of the nearest verb of
 * saying outside quotation marks, in this sentence or the next two or the one before. */
static uint32_t speaker_around(const dg_actors *actors, const dg_doc *doc, uint32_t t) {
    uint32_t sentence = tok(doc, t)->sentence;
    static const int order[] = {0, 1, -1, 2, -2};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
        int64_t at = (int64_t)sentence + order[k];
        if (at < 0 || at >= doc->sentences.count) continue;
        const dragoman_sentence *s = &doc->sentences.items[at];
        uint32_t best = DRAGOMAN_NONE, nearest = UINT32_MAX;
        for (uint32_t i = s->first; i < s->first + s->count; i++) {
            const dragoman_token *token = tok(doc, i);
            if (token->upos != DG_UPOS_VERB || token->flags & DRAGOMAN_TOKEN_QUOTED ||
                !(word_bits(actors, token->lemma_fold) & W_SAY))
                continue;
            int32_t subject = dg_child(doc, (int32_t)i, DG_DEPREL_NSUBJ);
            if (subject < 0)
                subject = dg_child(doc, (int32_t)i,
                                   DG_DEPREL_IOBJ); /* "..", said the man: taken for an object */
            if (subject < 0) subject = dg_child(doc, (int32_t)i, DG_DEPREL_OBJ);
            if (subject < 0 || known_mention(doc, (uint32_t)subject) == NONE) continue;
            uint32_t away = i > t ? i - t : t - i;
            if (away < nearest) {
                nearest = away;
                best = doc->mentions.items[known_mention(doc, (uint32_t)subject)].entity;
            }
        }
        if (best != DRAGOMAN_NONE) return best;
    }
    return DRAGOMAN_NONE;
}

/* "we" of a speaker: his country, if he speaks as its government; his organisation; himself. */
static uint32_t side_of(const dg_actors *actors, dg_doc *doc, uint32_t speaker) {
    const dragoman_entity *e = &doc->entities.items[speaker];
    const entity_info *info = &doc->entity_state->info.items[speaker];
    if (e->kind != DRAGOMAN_PERSON) return speaker;
    if (info->org != NONE) return entity_of_entry(actors, doc, (uint32_t)info->org);
    int32_t country = strcmp(e->sector, "GOV") == 0 ? country_entry(actors, e->code) : NONE;
    return country == NONE ? speaker : entity_of_entry(actors, doc, (uint32_t)country);
}

bool is_pronoun(const dg_doc *doc, uint32_t t) {
    uint8_t xpos = tok(doc, t)->xpos;
    return (xpos == DG_XPOS_PRP || xpos == DG_XPOS_PRPS || tok(doc, t)->upos == DG_UPOS_PRON) &&
           tok(doc, t)->deprel != DG_DEPREL_EXPL;
}

uint32_t resolve_pronoun(const dg_actors *actors, dg_doc *doc, uint32_t t, uint64_t bits) {
    bool quoted = (tok(doc, t)->flags & DRAGOMAN_TOKEN_QUOTED) != 0;
    if (bits & (W_I | W_WE)) {
        uint32_t speaker = quoted ? speaker_around(actors, doc, t) : DRAGOMAN_NONE;
        if (speaker == DRAGOMAN_NONE) return DRAGOMAN_NONE;
        return bits & W_WE ? side_of(actors, doc, speaker) : speaker;
    }
    anaphor a = {.token = t, .bits = bits, .quoted = quoted, .speaker = DRAGOMAN_NONE};
    a.possessive = dg_base(tok(doc, t)->deprel) == DG_DEPREL_NMOD;
    if (quoted) a.speaker = speaker_around(actors, doc, t);
    return antecedent(doc, &a);
}
