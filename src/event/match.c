/*
 * match.c - which sense of the codebook a token has: conditions tested against its frame.
 */
#include "event/find.h"

#include "base/keys.h"
#include "base/str.h"

/* ------------------------------------------------------------------ words and kinds */

/* The word before in the same sentence, over a hyphen ("cease-fire" is three tokens); -1 if none.
 */
static int32_t word_before(const dg_finder *f, int32_t t) {
    const dg_doc *doc = f->doc;
    int32_t before = t - 1;
    if (before > 0 && dg_token(doc, before)->fold == f->hyphen) before--;
    return before >= 0 && dg_token(doc, before)->sentence == dg_token(doc, t)->sentence
               ? before
               : DG_NO_TOKEN;
}

/* Lemma, form, and either with the word before it ("rocket-propelled grenade") or with its
 * of-phrase ("state of emergency"). */
static bool word_matches(const dg_finder *f, const uint64_t *words, uint32_t count, int32_t t) {
    if (!count) return false;
    const dg_doc *doc = f->doc;
    const dragoman_token *token = dg_token(doc, t);
    if (dg_keys_have(words, count, token->lemma_fold) || dg_keys_have(words, count, token->fold))
        return true;
    int32_t at = word_before(f, t);
    if (at >= 0 && dg_token(doc, at)->head == t) {
        const dragoman_token *before = dg_token(doc, at);
        if (dg_keys_have(words, count, dg_hash_mix(before->fold, token->lemma_fold)) ||
            dg_keys_have(words, count, dg_hash_mix(before->lemma_fold, token->lemma_fold)) ||
            dg_keys_have(words, count, dg_hash_mix(before->fold, token->fold)))
            return true;
    }
    if (t + 2 < (int32_t)doc->tokens.count && dg_token(doc, t + 1)->fold == f->of)
        return dg_keys_have(words, count, dg_hash_mix(f->of, dg_token(doc, t + 2)->lemma_fold)) &&
               dg_token(doc, t + 2)->sentence == token->sentence;
    return false;
}

static bool kind_matches(dg_finder *f, const dg_alt *alt, int32_t t) {
    for (int who = DG_WHO_ACTOR; who <= DG_WHO_PLACE; who++)
        if (alt->kinds >> who & 1 && dg_entity_is(f->actors, f->doc, t, (dg_who)who)) return true;
    if (alt->kinds & DG_KIND_NUMBER && dg_is_numbered(f->doc, t)) return true;
    if (!alt->events && !(alt->kinds & DG_KIND_EVENT)) return false;
    const dg_hit *hit = dg_hit_at(f, t);
    return hit->sense && (alt->kinds & DG_KIND_EVENT || alt->events >> hit->sense->event & 1);
}

int32_t dg_content_of(const dg_finder *f, int32_t head) {
    const dg_doc *doc = f->doc;
    for (int depth = 0; depth < 3 && head >= 0; depth++) {
        const dragoman_token *token = dg_token(doc, head);
        bool quantity = token->upos == DG_UPOS_NUM;
        for (int i = 0; i < DG_QUANTITY_WORDS && !quantity; i++)
            quantity = f->quantity[i] == token->lemma_fold;
        if (!quantity) break;
        int32_t inside = dg_phrase_with(doc, head, f->of, -1);
        if (inside < 0) break;
        head = inside;
    }
    return head;
}

static bool alternatives_match(dg_finder *f, const dg_cond *cond, int32_t t, bool *by_word) {
    int32_t content = dg_content_of(f, t);
    for (uint32_t i = 0; i < cond->alt_count; i++) {
        const dg_alt *alt = &f->events->alts[cond->alt + i];
        bool word = word_matches(f, f->events->words + alt->word, alt->word_count, content);
        bool hit = word || kind_matches(f, alt, content);
        if (hit != (bool)alt->negated) {
            *by_word = word || (hit && (alt->events || alt->kinds & DG_KIND_EVENT));
            return true;
        }
    }
    return false;
}

/* The phrase at `t`, or one of its conjuncts, is WHAT. */
static bool what_matches(dg_finder *f, const dg_cond *cond, int32_t t, bool consume) {
    if (t < 0) return false;
    if (!cond->alt_count) return true;
    bool by_word = false, any = alternatives_match(f, cond, t, &by_word);
    if (any && by_word && consume) f->hits[dg_content_of(f, t)].consumed = true;
    if (any) return true;
    dg_each_child(f->doc, c, t) {
        if (dg_token(f->doc, c)->deprel != DG_DEPREL_CONJ ||
            !alternatives_match(f, cond, c, &by_word))
            continue;
        if (by_word && consume) f->hits[dg_content_of(f, c)].consumed = true;
        return true;
    }
    return false;
}

/* ------------------------------------------------------------------ phrases */

static bool is_time(const dg_finder *f, int32_t t) {
    return f->doc->time_at && f->doc->time_at[t] >= 0;
}

/* The first phrase with this preposition that is no time, in the order of dg_argument_with. */
int32_t dg_argument_with(dg_finder *f, int32_t t, uint64_t preposition) {
    const dg_hit *hit = &f->hits[t];
    uint8_t upos = dg_token(f->doc, t)->upos;
    bool nominal = upos == DG_UPOS_NOUN || upos == DG_UPOS_PROPN;
    int32_t places[3] = {t, nominal ? hit->light : dg_frame_of(&f->frames, t)->obj, -1};
    if (!nominal && dg_frame_of(&f->frames, t)->passive)
        places[1] = dg_frame_of(&f->frames, t)->surface;
    if (!nominal && dg_token(f->doc, t)->deprel == DG_DEPREL_CONJ)
        places[2] = dg_token(f->doc, t)->head;
    for (int i = 0; i < 3; i++) {
        if (places[i] < 0) continue;
        int32_t found = -1;
        while ((found = dg_phrase_with(f->doc, places[i], preposition, found)) >= 0)
            if (!is_time(f, found) && (i < 2 || found > t)) return dg_antecedent(f->doc, found);
    }
    return DG_NO_TOKEN;
}

static bool any_phrase(dg_finder *f, const dg_cond *cond, int32_t t, bool consume) {
    for (uint32_t i = 0; i < cond->prep_count; i++) {
        int32_t phrase = dg_argument_with(f, t, f->events->words[cond->prep + i]);
        if (phrase >= 0 && what_matches(f, cond, phrase, consume)) return true;
    }
    return false;
}

/* ------------------------------------------------------------------ children by word */

static bool child_word(const dg_finder *f, const dg_cond *cond, int32_t t, enum dg_deprel a,
                       enum dg_deprel b) {
    const uint64_t *words = f->events->words + cond->prep;
    dg_each_child(f->doc, c, t) {
        const dragoman_token *token = dg_token(f->doc, c);
        if (token->deprel != a && token->deprel != b) continue;
        if (!cond->prep_count || dg_keys_have(words, cond->prep_count, token->fold) ||
            dg_keys_have(words, cond->prep_count, token->lemma_fold))
            return true;
    }
    return false;
}

/* A particle: compound:prt, or the adverb or what is tagged a particle right after the verb. */
static bool particle(const dg_finder *f, const dg_cond *cond, int32_t t) {
    if (child_word(f, cond, t, DG_DEPREL_COMPOUND_PRT, DG_DEPREL_COMPOUND_PRT)) return true;
    int32_t next = t + 1;
    if (!cond->prep_count || next >= (int32_t)f->doc->tokens.count) return false;
    const dragoman_token *token = dg_token(f->doc, next);
    if (token->sentence != dg_token(f->doc, t)->sentence ||
        !dg_keys_have(f->events->words + cond->prep, cond->prep_count, token->fold))
        return false;
    if (token->xpos == DG_XPOS_RP) return true;
    if (token->head == t)
        return token->deprel == DG_DEPREL_ADVMOD || token->deprel == DG_DEPREL_COMPOUND_PRT;
    bool before_number = token->head >= 0 &&
                         dg_token(f->doc, token->head)->upos == DG_UPOS_NUM; /* "handed over 233" */
    bool before_of = next + 1 < (int32_t)f->doc->tokens.count &&
                     dg_token(f->doc, next + 1)->fold == f->of; /* "walked out of" */
    return before_number || (token->deprel == DG_DEPREL_CASE && before_of);
}

/* A word below, children and their markers: the further words of "take part in", "be due". */
static bool within(const dg_finder *f, const dg_cond *cond, int32_t t) {
    const uint64_t *words = f->events->words + cond->prep;
    dg_each_child(f->doc, c, t) {
        const dragoman_token *token = dg_token(f->doc, c);
        if (dg_keys_have(words, cond->prep_count, token->lemma_fold) ||
            dg_keys_have(words, cond->prep_count, token->fold))
            return true;
        dg_each_child(f->doc, m, c) {
            const dragoman_token *below = dg_token(f->doc, m);
            if (below->deprel != DG_DEPREL_CASE && below->deprel != DG_DEPREL_MARK &&
                below->deprel != DG_DEPREL_NMOD)
                continue;
            if (dg_keys_have(words, cond->prep_count, below->fold)) return true;
        }
    }
    return false;
}

static bool modifier(dg_finder *f, const dg_cond *cond, int32_t t) {
    dg_each_child(f->doc, c, t) {
        enum dg_deprel relation = dg_token(f->doc, c)->deprel;
        if (relation != DG_DEPREL_AMOD && relation != DG_DEPREL_COMPOUND &&
            relation != DG_DEPREL_NMOD_DESC)
            continue;
        if (what_matches(f, cond, c, false)) return true;
    }
    return false;
}

static bool complement(dg_finder *f, const dg_cond *cond, int32_t t, enum dg_deprel relation) {
    dg_each_child(f->doc, c, t) {
        const dragoman_token *token = dg_token(f->doc, c);
        bool infinitive = relation == DG_DEPREL_XCOMP && token->xpos == DG_XPOS_VB &&
                          (token->deprel == DG_DEPREL_ADVCL || token->deprel == DG_DEPREL_ACL) &&
                          dg_marker_of(f->doc, c) == f->to;
        if ((token->deprel == relation || infinitive) && what_matches(f, cond, c, false))
            return true;
    }
    return false;
}

static bool modal(const dg_finder *f, const dg_cond *cond, int32_t t) {
    return t >= 0 && child_word(f, cond, t, DG_DEPREL_AUX, DG_DEPREL_AUX);
}

static bool reflexive(dg_finder *f, int32_t t) {
    int32_t object = dg_child(f->doc, t, DG_DEPREL_OBJ);
    if (object < 0) return false;
    dragoman_str form = dg_form(f->doc, object);
    return dg_token(f->doc, object)->upos == DG_UPOS_PRON && form.len > 4 &&
           (memcmp(form.ptr + form.len - 4, "self", 4) == 0 ||
            memcmp(form.ptr + form.len - 4, "lves", 4) == 0);
}

/* ------------------------------------------------------------------ conditions */

/* The noun an adjective stands with: what it modifies, or the subject it is said of. */
static int32_t head_noun(dg_finder *f, int32_t t) {
    if (dg_token(f->doc, t)->deprel == DG_DEPREL_AMOD) return dg_token(f->doc, t)->head;
    return dg_frame_of(&f->frames, t)->surface;
}

static bool plural(const dg_doc *doc, int32_t t) {
    return dg_token(doc, t)->xpos == DG_XPOS_NNS || dg_token(doc, t)->xpos == DG_XPOS_NNPS;
}

static int32_t logical_subject(dg_finder *f, int32_t t) {
    const dg_hit *hit = &f->hits[t];
    if (hit->light >= 0 && !hit->light_passive) return dg_frame_of(&f->frames, hit->light)->subj;
    return dg_frame_of(&f->frames, t)->subj;
}

static bool holds(dg_finder *f, const dg_cond *cond, int32_t t, bool consume) {
    const dg_frame *frame = dg_frame_of(&f->frames, t);
    switch ((enum dg_cond_kind)cond->kind) {
    case DG_COND_SUBJ:
        return what_matches(f, cond, logical_subject(f, t), false);
    case DG_COND_OBJ:
        return what_matches(f, cond, frame->obj, consume);
    case DG_COND_IOBJ:
        return what_matches(f, cond, frame->iobj, false);
    case DG_COND_PREP:
    case DG_COND_PREP_WHAT:
        return any_phrase(f, cond, t, consume);
    case DG_COND_PRT:
        return particle(f, cond, t);
    case DG_COND_ADV:
        return child_word(f, cond, t, DG_DEPREL_ADVMOD, DG_DEPREL_ADVMOD);
    case DG_COND_MOD:
        return modifier(f, cond, t);
    case DG_COND_POSS:
        return what_matches(f, cond, dg_child(f->doc, t, DG_DEPREL_NMOD_POSS), false);
    case DG_COND_XCOMP:
        return complement(f, cond, t, DG_DEPREL_XCOMP);
    case DG_COND_CCOMP:
        return complement(f, cond, t, DG_DEPREL_CCOMP);
    case DG_COND_THAT: {
        int32_t clause = dg_child(f->doc, t, DG_DEPREL_CCOMP);
        return clause >= 0 && dg_marker_of(f->doc, clause) == dg_fold_z("that");
    }
    case DG_COND_PASSIVE:
        return frame->passive;
    case DG_COND_ACTIVE:
        return !frame->passive;
    case DG_COND_PLURAL:
        return plural(f->doc, t);
    case DG_COND_LIGHT:
        return f->hits[t].light >= 0;
    case DG_COND_AUX:
        return modal(f, cond, t);
    case DG_COND_CCOMP_AUX:
        return modal(f, cond, dg_child(f->doc, t, DG_DEPREL_CCOMP));
    case DG_COND_CCOMP_SUBJ: {
        int32_t clause = dg_child(f->doc, t, DG_DEPREL_CCOMP);
        return clause >= 0 &&
               what_matches(f, cond, dg_frame_of(&f->frames, clause)->surface, false);
    }
    case DG_COND_HEAD:
        return what_matches(f, cond, head_noun(f, t), false);
    case DG_COND_BEFORE: {
        int32_t before = word_before(f, t);
        return before >= 0 &&
               (dg_token(f->doc, before)->fold == f->events->words[cond->prep] ||
                dg_token(f->doc, before)->lemma_fold == f->events->words[cond->prep]);
    }
    case DG_COND_WITHIN:
        return within(f, cond, t);
    case DG_COND_TOGETHER: {
        int32_t subject = logical_subject(f, t);
        return subject >= 0 && dg_child(f->doc, subject, DG_DEPREL_CONJ) >= 0;
    }
    case DG_COND_REFLEXIVE:
        return reflexive(f, t);
    }
    return false;
}

bool dg_sense_fits(dg_finder *f, const dg_sense *sense, int32_t t, bool consume) {
    for (uint32_t i = 0; i < sense->cond_count; i++) {
        const dg_cond *cond = &f->events->conds[sense->cond + i];
        if (holds(f, cond, t, consume && !cond->negated) == (bool)cond->negated) return false;
    }
    return true;
}

uint32_t dg_sense_lacks(dg_finder *f, const dg_sense *sense, int32_t t, const dg_cond **lacks) {
    uint32_t missing = 0;
    for (uint32_t i = 0; i < sense->cond_count && missing < 2; i++) {
        const dg_cond *cond = &f->events->conds[sense->cond + i];
        if (holds(f, cond, t, false) != (bool)cond->negated) continue;
        *lacks = cond;
        missing++;
    }
    return missing;
}

/* ------------------------------------------------------------------ choosing */

/* The first sense of a head that fits; `found` is set where a sense says "no event". */
static const dg_sense *choose(dg_finder *f, uint64_t fold, enum dg_pos pos, int32_t t,
                              bool *found) {
    uint32_t count;
    const dg_sense *senses = dg_senses_of(f->events, fold, pos, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (!dg_sense_fits(f, &senses[i], t, false)) continue;
        *found = true;
        if (senses[i].event == 255) return NULL;
        dg_sense_fits(f, &senses[i], t, true);
        return &senses[i];
    }
    return NULL;
}

static const dg_sense *choose_by_word(dg_finder *f, enum dg_pos pos, int32_t t) {
    const dragoman_token *token = dg_token(f->doc, t);
    bool found = false;
    const dg_sense *sense = choose(f, token->lemma_fold, pos, t, &found);
    if (!found && token->fold != token->lemma_fold) sense = choose(f, token->fold, pos, t, &found);
    return sense;
}

/* The light sense of a verb for an event noun under it; NULL if the verb is none. */
static const dg_sense *light_sense(dg_finder *f, int32_t verb) {
    uint32_t count;
    const dragoman_token *token = dg_token(f->doc, verb);
    const dg_sense *senses = dg_senses_of(f->events, token->lemma_fold, DG_POS_LIGHT, &count);
    if (!senses) senses = dg_senses_of(f->events, token->fold, DG_POS_LIGHT, &count);
    for (uint32_t i = 0; i < count; i++)
        if (dg_sense_fits(f, &senses[i], verb, false)) return &senses[i];
    return NULL;
}

static void set_light(dg_hit *hit, int32_t verb, const dg_sense *light) {
    if (!light || light->flags & DG_FLAG_LIGHT_NONE) return;
    hit->light = verb;
    hit->light_passive = light->flags & DG_FLAG_LIGHT_PASSIVE;
}

/* A light verb above ("launched an attack", "the attack was launched", "came under attack") or
 * below ("the attack launched by", "talks that Qatar hosted"). */
static void find_light(dg_finder *f, int32_t noun, dg_hit *hit) {
    const dg_doc *doc = f->doc;
    int32_t at = noun;
    while (dg_token(doc, at)->deprel == DG_DEPREL_CONJ && dg_token(doc, at)->head >= 0)
        at = dg_token(doc, at)->head;
    enum dg_deprel relation = dg_token(doc, at)->deprel;
    int32_t verb = dg_token(doc, at)->head;
    if (verb >= 0 && (relation == DG_DEPREL_OBJ || relation == DG_DEPREL_NSUBJ_PASS ||
                      relation == DG_DEPREL_OBL)) {
        const dg_sense *light = light_sense(f, verb);
        if (light && (relation != DG_DEPREL_OBL || light->cond_count)) set_light(hit, verb, light);
    }
    if (hit->light >= 0) return;
    dg_each_child(doc, c, noun) {
        enum dg_deprel r = dg_token(doc, c)->deprel;
        if (r != DG_DEPREL_ACL && r != DG_DEPREL_ACL_RELCL) continue;
        if (dg_frame_of(&f->frames, c)->obj != noun) continue;
        set_light(hit, c, light_sense(f, c));
        return;
    }
}

/* Inside a name ("Movement for Peace", "Operation Defensive Shield") or a time ("March 4") words
 * tell no event. */
static bool in_name(const dg_doc *doc, int32_t t) {
    if (dg_token(doc, t)->upos == DG_UPOS_VERB) return false;
    if (dg_token(doc, t)->upos == DG_UPOS_PROPN && doc->time_at && doc->time_at[t] >= 0)
        return true;
    int32_t m = doc->mention_at[t];
    if (m >= 0 && doc->mentions.items[m].kind == DRAGOMAN_NAME) {
        dragoman_entity_kind kind = doc->entities.items[doc->mentions.items[m].entity].kind;
        if (kind != DRAGOMAN_PEOPLE && dg_token(doc, t)->upos == DG_UPOS_PROPN) return true;
    }
    int32_t head = dg_token(doc, t)->head;
    enum dg_deprel relation = dg_token(doc, t)->deprel;
    if ((relation == DG_DEPREL_COMPOUND || relation == DG_DEPREL_FLAT) && head >= 0) return true;
    return false;
}

/* A participle used as a noun ("the accused") or before one ("alleged ties") tells no act of its
 * own unless the codebook lists it as an adjective. */
static bool nominalised(const dg_doc *doc, int32_t t) {
    if (dg_squeezed_subject(doc, t) >= 0) return false;
    return dg_token(doc, t)->deprel == DG_DEPREL_AMOD || dg_child(doc, t, DG_DEPREL_DET) >= 0;
}

bool dg_pos_at(const dg_finder *f, int32_t t, enum dg_pos *pos) {
    if (is_time(f, t)) return false; /* "March" */
    switch (dg_token(f->doc, t)->upos) {
    case DG_UPOS_VERB:
        *pos = nominalised(f->doc, t) ? DG_POS_ADJ : DG_POS_VERB;
        return true;
    case DG_UPOS_NOUN:
    case DG_UPOS_PROPN:
        *pos = DG_POS_NOUN;
        return !in_name(f->doc, t);
    case DG_UPOS_ADJ:
        *pos = DG_POS_ADJ;
        return true;
    default:
        return false;
    }
}

static void choose_sense(dg_finder *f, int32_t t, dg_hit *hit) {
    enum dg_pos pos;
    if (!dg_pos_at(f, t, &pos)) return;
    if (pos == DG_POS_NOUN) find_light(f, t, hit);
    hit->sense = choose_by_word(f, pos, t);
}

dg_hit *dg_hit_at(dg_finder *f, int32_t t) {
    dg_hit *hit = &f->hits[t];
    if (hit->done || hit->busy) return hit;
    hit->busy = true;
    hit->light = hit->inner = DG_NO_TOKEN;
    choose_sense(f, t, hit);
    hit->busy = false;
    hit->done = true;
    return hit;
}

/* ------------------------------------------------------------------ inner acts */

static int32_t clause_child(const dg_doc *doc, int32_t t, enum dg_deprel relation) {
    int32_t c = dg_child(doc, t, relation);
    return c;
}

/* "to" clauses are xcomp by the book; parsers also give ccomp, advcl and acl. */
static int32_t infinitive(const dg_finder *f, int32_t t) {
    int32_t c = clause_child(f->doc, t, DG_DEPREL_XCOMP);
    if (c >= 0) return c;
    dg_each_child(f->doc, k, t) {
        const dragoman_token *token = dg_token(f->doc, k);
        bool clause = token->deprel == DG_DEPREL_ADVCL || token->deprel == DG_DEPREL_ACL ||
                      token->deprel == DG_DEPREL_CCOMP;
        if (clause && dg_marker_of(f->doc, k) == f->to) return k;
    }
    return DG_NO_TOKEN;
}

int32_t dg_inner_of(dg_finder *f, const dg_sense *sense, int32_t t) {
    int32_t c = DG_NO_TOKEN;
    switch ((enum dg_inner)sense->inner) {
    case DG_INNER_NONE:
        return DG_NO_TOKEN;
    case DG_INNER_XCOMP:
        c = infinitive(f, t);
        break;
    case DG_INNER_CCOMP:
        c = clause_child(f->doc, t, DG_DEPREL_CCOMP);
        break;
    case DG_INNER_OBJ:
        c = dg_frame_of(&f->frames, t)->obj;
        break;
    case DG_INNER_PREP:
        c = dg_argument_with(f, t, sense->inner_prep);
        break;
    }
    if (c < 0 && sense->inner != DG_INNER_XCOMP) c = infinitive(f, t);
    if (c < 0 && sense->inner == DG_INNER_XCOMP) c = clause_child(f->doc, t, DG_DEPREL_CCOMP);
    return c < 0 ? c : dg_content_of(f, c);
}
