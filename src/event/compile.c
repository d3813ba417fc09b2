/*
 * compile.c - the files of codebook/events and codebook/cameo.txt into the sections of codebook.h.
 *
 * The language is described in codebook/README.md. A line is cut at "=>": on the left stand part of
 * speech, heads (a comma list, words may have blanks) and conditions (words with a colon, a leading
 * '-', or one of the bare condition names); on the right the event with its modes, code and roles.
 * Two passes: sets and defaults first, because senses refer to them.
 */
#include "event/codebook.h"

#include "base/error.h"
#include "base/keys.h"
#include "base/str.h"
#include "entity/entity.h"
#include "event/plover.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef DG_VEC(uint64_t) word_list;

typedef struct named_set {
    dragoman_str name, members;
    const char *file;
    uint32_t line;
    bool open; /* being expanded: guards against sets that contain themselves */
} named_set;

typedef struct default_roles {
    uint8_t pos, event, mode; /* 255: any */
    uint32_t actor, recipient;
    uint16_t actor_count, recipient_count;
    bool has_actor, has_recipient;
} default_roles;

/* A regular form of a verb head: found where the lemma at hand is not the head. */
typedef struct verb_form {
    uint64_t form, head; /* folds */
    uint8_t pos;
} verb_form;

typedef struct word_block {
    uint64_t hash;
    uint32_t at, count;
} word_block;

typedef struct compiler {
    dg_arena *arena;
    dg_mistakes *mistakes;
    dg_lines *lines;
    DG_VEC(dg_sense) senses;
    DG_VEC(uint32_t) order; /* of senses, as read */
    DG_VEC(verb_form) forms;
    DG_VEC(dg_cond) conds;
    DG_VEC(dg_alt) alts;
    word_list words;
    DG_VEC(word_block) blocks;
    DG_VEC(dg_where_item) wheres;
    DG_VEC(dg_compose) compose;
    DG_VEC(dg_cameo) cameo;
    DG_VEC(dg_context_word) contexts;
    uint32_t context_lines;
    DG_VEC(dg_discard) discards;
    DG_VEC(dg_field_word) fields;
    DG_VEC(dg_learned) learned;
    int32_t bars[2];
    DG_VEC(char) text;
    DG_VEC(named_set) sets;
    DG_VEC(default_roles) defaults;
} compiler;

/* ------------------------------------------------------------------ words */

/* Whether a lemma's words part at `i`: at a blank, or at a hyphen where the tokens part as well (a
 * prefix of two letters stays with its word: "re-engage", "co-operation"). */
static bool parts_at(dragoman_str lemma, uint32_t i) {
    if (lemma.ptr[i] == ' ') return true;
    if (lemma.ptr[i] != '-' || i == 0) return false;
    uint32_t start = i;
    while (start > 0 && lemma.ptr[start - 1] != ' ' && lemma.ptr[start - 1] != '-') start--;
    return i - start > 2;
}

/* Fold of a lemma as matched: the last word, mixed with the word before it where there is one. */
static uint64_t lemma_key(dragoman_str lemma) {
    dragoman_str last = lemma, before = {NULL, 0};
    for (uint32_t i = 0; i + 1 < lemma.len; i++)
        if (parts_at(lemma, i)) {
            before = (dragoman_str){lemma.ptr, i};
            last = (dragoman_str){lemma.ptr + i + 1, lemma.len - i - 1};
        }
    if (!before.ptr) return dg_fold(lemma);
    for (uint32_t i = before.len; i-- > 0;)
        if (parts_at(before, i)) {
            before = (dragoman_str){before.ptr + i + 1, before.len - i - 1};
            break;
        }
    return dg_hash_mix(dg_fold(before), dg_fold(last));
}

/* A sorted list in `words`; equal lists are kept once. */
static uint32_t keep_words(compiler *c, word_list *list, uint32_t *count) {
    if (list->count) qsort(list->items, list->count, sizeof *list->items, dg_by_key);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->count; i++)
        if (!i || list->items[i] != list->items[i - 1]) list->items[kept++] = list->items[i];
    *count = kept;
    uint64_t hash = dg_hash(list->items, kept * sizeof(uint64_t));
    for (uint32_t i = 0; i < c->blocks.count; i++)
        if (c->blocks.items[i].hash == hash && c->blocks.items[i].count == kept)
            return c->blocks.items[i].at;
    uint32_t at = c->words.count;
    for (uint32_t i = 0; i < kept; i++) *dg_vec_push(c->arena, &c->words) = list->items[i];
    *dg_vec_push(c->arena, &c->blocks) = (word_block){hash, at, kept};
    return at;
}

static named_set *find_set(compiler *c, dragoman_str name) {
    for (uint32_t i = 0; i < c->sets.count; i++)
        if (dg_str_eq(c->sets.items[i].name, name)) return &c->sets.items[i];
    return NULL;
}

static void add_element(compiler *c, dragoman_str element, dg_alt *alt, word_list *list);

static void add_set(compiler *c, dragoman_str name, dg_alt *alt, word_list *list) {
    named_set *set = find_set(c, name);
    if (!set) {
        dg_mistake(c->lines, "no such set: {%.*s}", DG_STR_ARG(name));
        return;
    }
    if (set->open) return; /* a set inside itself adds nothing */
    set->open = true;
    dragoman_str rest = set->members, element;
    while (dg_str_split(&rest, ',', &element))
        if (element.len) add_element(c, element, alt, list);
    find_set(c, name)->open = false;
}

static bool add_kind(compiler *c, dragoman_str name, dg_alt *alt) {
    static const struct {
        const char *name;
        uint16_t bit;
    } kinds[] = {{"actor", 1u << DG_WHO_ACTOR},   {"country", 1u << DG_WHO_COUNTRY},
                 {"person", 1u << DG_WHO_PERSON}, {"body", 1u << DG_WHO_BODY},
                 {"people", 1u << DG_WHO_PEOPLE}, {"group", 1u << DG_WHO_GROUP},
                 {"mil", 1u << DG_WHO_MIL},       {"place", 1u << DG_WHO_PLACE},
                 {"number", DG_KIND_NUMBER},      {"event", DG_KIND_EVENT}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (dg_str_is(name, kinds[i].name)) {
            alt->kinds |= kinds[i].bit;
            return true;
        }
    int event = dg_plover_of(name);
    if (event >= 0)
        alt->events |= 1u << event;
    else
        dg_mistake(c->lines, "no such kind: @%.*s", DG_STR_ARG(name));
    return event >= 0;
}

static void add_element(compiler *c, dragoman_str element, dg_alt *alt, word_list *list) {
    if (element.ptr[0] == '{' && element.ptr[element.len - 1] == '}')
        add_set(c, (dragoman_str){element.ptr + 1, element.len - 2}, alt, list);
    else if (element.ptr[0] == '@')
        add_kind(c, (dragoman_str){element.ptr + 1, element.len - 1}, alt);
    else
        *dg_vec_push(c->arena, list) = lemma_key(element);
}

/* WHAT: alternatives joined by '|', each a comma list, '!' before one negates it. */
static void parse_what(compiler *c, dragoman_str what, dg_cond *cond) {
    dragoman_str alternative;
    cond->alt = c->alts.count;
    while (dg_str_split(&what, '|', &alternative)) {
        dg_alt alt = {0};
        word_list list = {0};
        if (alternative.len && alternative.ptr[0] == '!') {
            alt.negated = 1;
            alternative.ptr++, alternative.len--;
        }
        dragoman_str element;
        while (dg_str_split(&alternative, ',', &element))
            if (element.len) add_element(c, element, &alt, &list);
        alt.word = keep_words(c, &list, &alt.word_count);
        *dg_vec_push(c->arena, &c->alts) = alt;
        cond->alt_count++;
    }
}

/* A comma list of plain words (prepositions, particles, modals) as folds. */
static uint32_t parse_words(compiler *c, dragoman_str list, uint32_t *count) {
    word_list words = {0};
    dragoman_str word;
    while (dg_str_split(&list, ',', &word))
        if (word.len) *dg_vec_push(c->arena, &words) = dg_fold(word);
    return keep_words(c, &words, count);
}

/* ------------------------------------------------------------------ conditions */

static const struct {
    const char *name;
    uint8_t kind;
    bool bare;  /* may stand without a colon */
    bool words; /* takes plain words, not WHAT */
} condition_names[] = {
    {"subj", DG_COND_SUBJ, true, false},
    {"obj", DG_COND_OBJ, true, false},
    {"iobj", DG_COND_IOBJ, true, false},
    {"prep", DG_COND_PREP, false, true},
    {"prt", DG_COND_PRT, true, true},
    {"adv", DG_COND_ADV, true, true},
    {"mod", DG_COND_MOD, true, false},
    {"poss", DG_COND_POSS, true, false},
    {"xcomp", DG_COND_XCOMP, true, false},
    {"ccomp", DG_COND_CCOMP, true, false},
    {"that", DG_COND_THAT, true, true},
    {"passive", DG_COND_PASSIVE, true, true},
    {"active", DG_COND_ACTIVE, true, true},
    {"plural", DG_COND_PLURAL, true, true},
    {"light", DG_COND_LIGHT, true, false},
    {"aux", DG_COND_AUX, false, true},
    {"ccomp.aux", DG_COND_CCOMP_AUX, false, true},
    {"ccomp.subj", DG_COND_CCOMP_SUBJ, false, false},
    {"head", DG_COND_HEAD, false, false},
    {"reflexive", DG_COND_REFLEXIVE, true, true},
    {"together", DG_COND_TOGETHER, true, true},
};

#define CONDITION_COUNT (sizeof condition_names / sizeof *condition_names)

/* Whether a blank-separated word of the left side is a condition rather than part of a head. */
static bool is_condition(dragoman_str word) {
    if (memchr(word.ptr, ':', word.len)) return true;
    if (word.ptr[0] == '-' && word.len > 1) word.ptr++, word.len--;
    for (size_t i = 0; i < CONDITION_COUNT; i++)
        if (condition_names[i].bare && dg_str_is(word, condition_names[i].name)) return true;
    return false;
}

static void parse_condition(compiler *c, dragoman_str text) {
    dg_cond cond = {0};
    if (text.ptr[0] == '-') {
        cond.negated = 1;
        text.ptr++, text.len--;
    }
    dragoman_str what = text, name;
    dg_str_split(&what, ':', &name);
    size_t i = 0;
    while (i < CONDITION_COUNT && !dg_str_is(name, condition_names[i].name)) i++;
    if (i < CONDITION_COUNT) {
        cond.kind = condition_names[i].kind;
        if (what.ptr && condition_names[i].words)
            cond.prep = parse_words(c, what, &cond.prep_count);
        else if (what.ptr)
            parse_what(c, what, &cond);
    } else if (what.ptr) {
        cond.kind = DG_COND_PREP_WHAT;
        cond.prep = parse_words(c, name, &cond.prep_count);
        parse_what(c, what, &cond);
    } else {
        dg_mistake(c->lines, "no such condition: %.*s", DG_STR_ARG(text));
        return;
    }
    *dg_vec_push(c->arena, &c->conds) = cond;
}

/* ------------------------------------------------------------------ roles */

static bool base_place(compiler *c, dragoman_str name, dg_where_item *item) {
    static const struct {
        const char *name;
        uint8_t base;
    } bases[] = {{"subj", DG_AT_SUBJ},   {"obj", DG_AT_OBJ},    {"iobj", DG_AT_IOBJ},
                 {"poss", DG_AT_POSS},   {"comp", DG_AT_COMP},  {"head", DG_AT_HEAD},
                 {"xcomp", DG_AT_XCOMP}, {"ccomp", DG_AT_CCOMP}};
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
        if (dg_str_is(name, bases[i].name)) {
            item->base = bases[i].base;
            return true;
        }
    item->base = DG_AT_PREP;
    item->prep = dg_fold(name);
    for (uint32_t i = 0; i < name.len; i++)
        if ((name.ptr[i] < 'a' || name.ptr[i] > 'z') && name.ptr[i] != ' ') {
            dg_mistake(c->lines, "not a place for a role: %.*s", DG_STR_ARG(name));
            return false;
        }
    return true;
}

static void sub_place(dragoman_str name, dg_where_item *item) {
    if (dg_str_is(name, "poss"))
        item->sub = DG_SUB_POSS;
    else if (dg_str_is(name, "comp"))
        item->sub = DG_SUB_COMP;
    else if (dg_str_is(name, "subj"))
        item->sub = DG_SUB_SUBJ;
    else if (dg_str_is(name, "obj"))
        item->sub = DG_SUB_OBJ;
    else {
        item->sub = DG_SUB_PREP;
        item->sub_prep = dg_fold(name);
    }
}

/* "subj,obj.poss,on": alternatives; "subj+with": all of them. */
static uint32_t parse_role(compiler *c, dragoman_str list, uint16_t *count) {
    uint32_t at = c->wheres.count;
    dragoman_str part;
    while (dg_str_split(&list, ',', &part)) {
        dragoman_str place;
        bool first = true;
        while (part.len && dg_str_split(&part, '+', &place)) {
            dg_where_item item = {.collect = !first};
            dragoman_str sub = place, base;
            dg_str_split(&sub, '.', &base);
            if (!base.len || !base_place(c, base, &item)) break;
            if (sub.ptr) sub_place(sub, &item);
            *dg_vec_push(c->arena, &c->wheres) = item;
            first = false;
        }
    }
    *count = (uint16_t)(c->wheres.count - at);
    return at;
}

/* The most particular default line for a sense's part of speech, event and mode. */
static void default_role(const compiler *c, dg_sense *sense, bool actor) {
    const default_roles *best = NULL;
    for (uint32_t i = 0; i < c->defaults.count; i++) {
        const default_roles *d = &c->defaults.items[i];
        if (d->pos != sense->pos || !(actor ? d->has_actor : d->has_recipient)) continue;
        if (d->event != 255 && d->event != sense->event) continue;
        if (d->mode != 255 && (!sense->mode_count || d->mode != sense->mode[0])) continue;
        if (!best ||
            (d->event != 255) + (d->mode != 255) >= (best->event != 255) + (best->mode != 255))
            best = d;
    }
    if (!best) return;
    if (actor)
        sense->actor = best->actor, sense->actor_count = best->actor_count;
    else
        sense->recipient = best->recipient, sense->recipient_count = best->recipient_count;
}

/* ------------------------------------------------------------------ the right side */

static uint8_t auxiliary_of(dragoman_str name) {
    int at = dg_aux_of(name);
    return at < 0 ? 0 : (uint8_t)(1u << at);
}

static bool is_cameo(const compiler *c, dragoman_str code) {
    for (uint32_t i = 0; i < c->cameo.count; i++)
        if (dg_str_is(code, c->cameo.items[i].code)) return true;
    return false;
}

static bool all_digits(dragoman_str s) {
    for (uint32_t i = 0; i < s.len; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
    return s.len > 0;
}

static void set_code(compiler *c, dragoman_str code, char out[6]) {
    if (code.len > 5 || !is_cameo(c, code))
        dg_mistake(c->lines, "no such CAMEO code: %.*s", DG_STR_ARG(code));
    else
        memcpy(out, code.ptr, code.len);
}

static void set_inner(dg_sense *sense, dragoman_str value) {
    if (dg_str_is(value, "xcomp"))
        sense->inner = DG_INNER_XCOMP;
    else if (dg_str_is(value, "ccomp"))
        sense->inner = DG_INNER_CCOMP;
    else if (dg_str_is(value, "obj"))
        sense->inner = DG_INNER_OBJ;
    else {
        sense->inner = DG_INNER_PREP;
        sense->inner_prep = dg_fold(value);
    }
}

/* role=..., inner=..., keep=..., aux=... */
static void set_field(compiler *c, dg_sense *sense, dragoman_str name, dragoman_str value,
                      bool given[2]) {
    if (dg_str_is(name, "actor")) {
        sense->actor = parse_role(c, value, &sense->actor_count);
        given[0] = true;
    } else if (dg_str_is(name, "recipient")) {
        sense->recipient = parse_role(c, value, &sense->recipient_count);
        given[1] = true;
    } else if (dg_str_is(name, "inner") || dg_str_is(name, "keep")) {
        set_inner(sense, value);
        if (dg_str_is(name, "keep")) sense->flags |= DG_FLAG_KEEP;
    } else if (dg_str_is(name, "aux") && auxiliary_of(value)) {
        sense->auxiliary |= auxiliary_of(value);
    } else {
        dg_mistake(c->lines, "no such setting: %.*s=%.*s", DG_STR_ARG(name), DG_STR_ARG(value));
    }
}

static void set_word(compiler *c, dg_sense *sense, dragoman_str word) {
    if (all_digits(word)) {
        set_code(c, word, sense->cameo);
    } else if (dg_str_is(word, "two-sided")) {
        sense->flags |= DG_FLAG_TWO_SIDED;
    } else if (dg_str_is(word, "cause")) {
        sense->flags |= DG_FLAG_CAUSE;
    } else if (word.ptr[0] == '~') {
        int context = dg_context_of((dragoman_str){word.ptr + 1, word.len - 1});
        if (context < 0)
            dg_mistake(c->lines, "no such context: %.*s", DG_STR_ARG(word));
        else if (sense->context_count < 4)
            sense->context[sense->context_count++] = (uint8_t)context;
    } else {
        int mode = dg_mode_of(sense->event, word);
        if (mode < 0)
            dg_mistake(c->lines, "%s has no mode %.*s", dragoman_event_name(sense->event),
                       DG_STR_ARG(word));
        else if (sense->mode_count < 4)
            sense->mode[sense->mode_count++] = (uint8_t)mode;
    }
}

static void parse_right(compiler *c, dragoman_str right, dg_sense *sense) {
    bool given[2] = {false, false}, first = true;
    dragoman_str word;
    while (dg_str_split(&right, ' ', &word)) {
        if (!word.len) continue;
        if (first) {
            int event = dg_plover_of(word);
            if (event < 0 && !dg_str_is(word, "NONE")) {
                dg_mistake(c->lines, "no such event: %.*s", DG_STR_ARG(word));
                return;
            }
            sense->event = event < 0 ? DG_PLOVER_NONE : (uint8_t)event;
            first = false;
            continue;
        }
        dragoman_str value = word, name;
        dg_str_split(&value, '=', &name);
        if (value.ptr)
            set_field(c, sense, name, value, given);
        else
            set_word(c, sense, word);
    }
    if (first) dg_mistake(c->lines, "no event after =>");
    if (!given[0]) default_role(c, sense, true);
    if (!given[1]) default_role(c, sense, false);
}

/* ------------------------------------------------------------------ the left side */

static uint32_t add_rule(compiler *c, const char *file, uint32_t line) {
    char rule[256];
    int len = snprintf(rule, sizeof rule, "%s:%u", file, line);
    uint32_t at = c->text.count;
    for (int i = 0; i <= len && i < (int)sizeof rule; i++)
        *dg_vec_push(c->arena, &c->text) = rule[i];
    return at;
}

static void add_word_condition(compiler *c, uint8_t kind, dragoman_str word) {
    word_list one = {0};
    *dg_vec_push(c->arena, &one) = dg_fold(word);
    dg_cond cond = {.kind = kind};
    cond.prep = keep_words(c, &one, &cond.prep_count);
    *dg_vec_push(c->arena, &c->conds) = cond;
}

/* Cut a head at blanks and hyphens. */
static uint32_t head_words(dragoman_str head, dragoman_str words[8]) {
    uint32_t count = 0, start = 0;
    for (uint32_t i = 0; i <= head.len && count < 8; i++) {
        if (i < head.len && !parts_at(head, i)) continue;
        if (i > start) words[count++] = (dragoman_str){head.ptr + start, i - start};
        start = i + 1;
    }
    return count;
}

static bool vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* The regular past and -ing form of a verb: "blamed", "raiding", "denied", with the last letter
 * doubled where the spelling may ask for it ("quelled"). Lemmas of rare verbs are guessed from such
 * forms and come out wrong ("blam"). */
static void add_forms(compiler *c, uint64_t head, uint8_t pos, dragoman_str word) {
    static const char *const endings[] = {"ed", "ing"};
    if (word.len < 3) return;
    char last = word.ptr[word.len - 1], before = word.ptr[word.len - 2];
    for (int doubled = 0; doubled < 2; doubled++) {
        if (doubled && (vowel(last) || !vowel(before))) break;
        for (int e = 0; e < 2; e++) {
            dragoman_str stem = word, letter = {&word.ptr[word.len - 1], doubled ? 1u : 0u};
            if (last == 'e') stem.len--;
            const char *ending = endings[e];
            if (last == 'y' && !vowel(before) && e == 0) stem.len--, ending = "ied";
            dragoman_str form =
                dg_str_format(c->arena, "%.*s%.*s%s", DG_STR_ARG(stem), DG_STR_ARG(letter), ending);
            *dg_vec_push(c->arena, &c->forms) = (verb_form){dg_fold(form), head, pos};
        }
    }
}

/* One sense for one head: the head's further words become conditions beside those of the line. */
static void add_sense(compiler *c, dg_sense sense, dragoman_str head, uint32_t cond,
                      uint32_t cond_count) {
    dragoman_str words[8];
    uint32_t count = head_words(head, words);
    if (!count) return;
    sense.cond = c->conds.count;
    bool of = count == 3 && (dg_str_is(words[1], "of") || dg_str_is(words[1], "to"));
    bool verb = sense.pos != DG_POS_NOUN && sense.pos != DG_POS_ADJ;
    bool forward =
        of || (verb &&
               (count < 2 || memchr(head.ptr, ' ', head.len))); /* "gun down"; not "carpet-bomb" */
    if (forward) {
        uint32_t first =
            count > 1 && dg_str_is(words[0], "be") ? 1 : 0; /* "be ready": ready with a copula */
        sense.head = dg_fold(words[first]);
        if (verb) add_forms(c, sense.head, sense.pos, words[first]);
        if (first) add_word_condition(c, DG_COND_WITHIN, words[0]);
        for (uint32_t i = first + 1; i < count; i++)
            add_word_condition(c, DG_COND_WITHIN, words[i]);
    } else {
        sense.head = dg_fold(words[count - 1]);
        if (count > 1) add_word_condition(c, DG_COND_BEFORE, words[count - 2]);
    }
    for (uint32_t i = 0; i < cond_count; i++) {
        dg_cond copy = c->conds.items[cond + i];
        *dg_vec_push(c->arena, &c->conds) = copy;
    }
    sense.cond_count = (uint16_t)(c->conds.count - sense.cond);
    *dg_vec_push(c->arena, &c->order) = c->senses.count;
    *dg_vec_push(c->arena, &c->senses) = sense;
}

/* Heads up to the first condition; then the conditions. */
static void parse_left(compiler *c, dragoman_str left, dg_sense sense) {
    dragoman_str rest = left, word, heads = {left.ptr, 0};
    uint32_t cond = c->conds.count;
    bool in_heads = true;
    const char *end = left.ptr + left.len;
    while (dg_str_split(&rest, ' ', &word)) {
        if (!word.len) continue;
        if (in_heads && is_condition(word)) in_heads = false;
        if (in_heads) {
            heads.len = (uint32_t)(word.ptr + word.len - heads.ptr);
            continue;
        }
        /* a value may go on over blanks after a comma: "obj:police officer,soldier" */
        dragoman_str condition = word;
        while (rest.ptr && rest.ptr < end) {
            dragoman_str ahead = rest, next;
            do {
                if (!dg_str_split(&ahead, ' ', &next)) next.len = 0;
            } while (!next.len && ahead.ptr);
            if (!next.len || is_condition(next)) break;
            condition.len = (uint32_t)(next.ptr + next.len - condition.ptr);
            rest = ahead;
        }
        parse_condition(c, condition);
    }
    uint32_t cond_count = c->conds.count - cond;
    dragoman_str head;
    if (!heads.len) dg_mistake(c->lines, "no head word");
    while (heads.len && dg_str_split(&heads, ',', &head))
        if (head.len) add_sense(c, sense, head, cond, cond_count);
}

static bool cut_arrow(dragoman_str text, dragoman_str *left, dragoman_str *right) {
    for (uint32_t i = 0; i + 1 < text.len; i++)
        if (text.ptr[i] == '=' && text.ptr[i + 1] == '>') {
            *left = dg_str_trim((dragoman_str){text.ptr, i});
            *right = dg_str_trim((dragoman_str){text.ptr + i + 2, text.len - i - 2});
            return true;
        }
    return false;
}

/* ------------------------------------------------------------------ lines by kind */

static void sense_line(compiler *c, uint8_t pos, dragoman_str text, uint32_t line) {
    dragoman_str left, right;
    dg_sense sense = {.pos = pos, .event = DG_PLOVER_NONE};
    if (!cut_arrow(text, &left, &right)) {
        dg_mistake(c->lines, "a sense needs \"=> EVENT\"");
        return;
    }
    sense.rule = add_rule(c, c->lines->name, line);
    sense.imported = strncmp(c->lines->name, "events/imported", 15) == 0;
    parse_right(c, right, &sense);
    parse_left(c, left, sense);
}

static void light_line(compiler *c, dragoman_str text, uint32_t line) {
    dragoman_str left, right;
    dg_sense sense = {.pos = DG_POS_LIGHT, .event = DG_PLOVER_NONE};
    if (!cut_arrow(text, &left, &right)) {
        dg_mistake(c->lines, "a light verb needs \"=> active\", \"=> passive\" or \"=> none\"");
        return;
    }
    if (dg_str_is(right, "passive"))
        sense.flags = DG_FLAG_LIGHT_PASSIVE;
    else if (dg_str_is(right, "none"))
        sense.flags = DG_FLAG_LIGHT_NONE;
    else if (!dg_str_is(right, "active"))
        dg_mistake(c->lines, "not active, passive or none: %.*s", DG_STR_ARG(right));
    sense.rule = add_rule(c, c->lines->name, line);
    parse_left(c, left, sense);
}

static void control_line(compiler *c, dragoman_str text, uint32_t line) {
    dragoman_str left, right;
    dg_sense sense = {.pos = DG_POS_CONTROL, .event = DG_PLOVER_NONE};
    if (!cut_arrow(text, &left, &right)) {
        dg_mistake(c->lines, "a control word needs \"=> AUXILIARY\"");
        return;
    }
    sense.auxiliary = auxiliary_of(right);
    if (!sense.auxiliary && !dg_str_is(right, "none"))
        dg_mistake(c->lines, "no such auxiliary: %.*s", DG_STR_ARG(right));
    sense.rule = add_rule(c, c->lines->name, line);
    parse_left(c, left, sense);
}

/* OUTER of a compose line: an event, EVENT.PREFIX, future or wont. */
static bool compose_outer(compiler *c, dragoman_str word, dg_compose *line) {
    dragoman_str code = word, name;
    dg_str_split(&code, '.', &name);
    if (dg_str_is(name, "future"))
        line->outer = DG_OUTER_FUTURE;
    else if (dg_str_is(name, "wont"))
        line->outer = DG_OUTER_WONT;
    else if (dg_str_is(name, "planned"))
        line->outer = DG_OUTER_PLANNED;
    else if (dg_plover_of(name) >= 0)
        line->outer = (uint8_t)dg_plover_of(name);
    else {
        dg_mistake(c->lines, "no such event: %.*s", DG_STR_ARG(word));
        return false;
    }
    if (code.ptr && code.len < 6) memcpy(line->outer_code, code.ptr, code.len), line->weight++;
    return true;
}

static void compose_inner(compiler *c, dragoman_str words, dg_compose *line) {
    dragoman_str word;
    while (dg_str_split(&words, ' ', &word)) {
        if (!word.len) continue;
        if (all_digits(word) && word.len < 6) {
            memcpy(line->inner_code, word.ptr, word.len);
            line->weight = (uint8_t)(line->weight + 10 + 2 * word.len);
        } else if (line->inner == 255) {
            int event = dg_plover_of(word);
            if (event < 0)
                dg_mistake(c->lines, "no such event: %.*s", DG_STR_ARG(word));
            else
                line->inner = (uint8_t)event, line->weight = (uint8_t)(line->weight + 2);
        } else {
            int mode = dg_mode_of(line->inner, word);
            if (mode < 0)
                dg_mistake(c->lines, "%s has no mode %.*s", dragoman_event_name(line->inner),
                           DG_STR_ARG(word));
            else
                line->inner_mode = (uint8_t)mode, line->weight = (uint8_t)(line->weight + 4);
        }
    }
}

static void compose_right(compiler *c, dragoman_str words, dg_compose *line) {
    dragoman_str word;
    while (dg_str_split(&words, ' ', &word)) {
        if (!word.len) continue;
        uint8_t event = line->event != 255 ? line->event : line->outer;
        if (all_digits(word))
            set_code(c, word, line->cameo);
        else if (dg_plover_of(word) >= 0)
            line->event = (uint8_t)dg_plover_of(word);
        else if (event < 16 && dg_mode_of(event, word) >= 0)
            line->mode = (uint8_t)dg_mode_of(event, word);
        else
            dg_mistake(c->lines, "neither an event, a mode of it nor a code: %.*s",
                       DG_STR_ARG(word));
    }
}

static void compose_line(compiler *c, dragoman_str text, uint32_t number) {
    dragoman_str left, right, outer = {NULL, 0};
    dg_compose line = {.outer = 255, .inner = 255, .inner_mode = 255, .event = 255, .mode = 255};
    if (!cut_arrow(text, &left, &right)) {
        dg_mistake(c->lines, "a compose line needs \"=>\"");
        return;
    }
    dg_str_split(&left, ' ', &outer);
    if (!compose_outer(c, outer, &line)) return;
    compose_inner(c, left, &line);
    compose_right(c, right, &line);
    line.rule = add_rule(c, c->lines->name, number);
    *dg_vec_push(c->arena, &c->compose) = line;
}

static void default_line(compiler *c, dragoman_str text) {
    default_roles d = {.event = 255, .mode = 255};
    dragoman_str word;
    uint32_t at = 0;
    while (dg_str_split(&text, ' ', &word)) {
        if (!word.len) continue;
        dragoman_str value = word, name;
        dg_str_split(&value, '=', &name);
        if (at == 0) {
            d.pos = dg_str_is(word, "noun")  ? DG_POS_NOUN
                    : dg_str_is(word, "adj") ? DG_POS_ADJ
                                             : DG_POS_VERB;
        } else if (at == 1) {
            int event = dg_plover_of(word);
            if (event < 0 && !dg_str_is(word, "*"))
                dg_mistake(c->lines, "no such event: %.*s", DG_STR_ARG(word));
            d.event = event < 0 ? 255 : (uint8_t)event;
        } else if (value.ptr && dg_str_is(name, "actor")) {
            d.actor = parse_role(c, value, &d.actor_count);
            d.has_actor = true;
        } else if (value.ptr && dg_str_is(name, "recipient")) {
            d.recipient = parse_role(c, value, &d.recipient_count);
            d.has_recipient = true;
        } else if (dg_mode_of(d.event, word) >= 0) {
            d.mode = (uint8_t)dg_mode_of(d.event, word);
        } else {
            dg_mistake(c->lines, "not a mode or role: %.*s", DG_STR_ARG(word));
        }
        at++;
    }
    *dg_vec_push(c->arena, &c->defaults) = d;
}

static void set_line(compiler *c, dragoman_str text, uint32_t line) {
    dragoman_str name;
    if (!dg_str_split(&text, ':', &name) || !text.ptr) {
        dg_mistake(c->lines, "a set needs \"name: member, member\"");
        return;
    }
    if (find_set(c, name)) {
        dg_mistake(c->lines, "set {%.*s} was given before", DG_STR_ARG(name));
        return;
    }
    *dg_vec_push(c->arena, &c->sets) =
        (named_set){name, dg_str_trim(text), c->lines->name, line, false};
}

static void cameo_line(compiler *c, dragoman_str text) {
    dragoman_str code, value;
    dg_cameo cameo = {.goldstein = NAN};
    dg_str_split(&text, ' ', &code);
    if (!all_digits(code) || code.len > 5 || !text.ptr || !dg_str_split(&text, ' ', &value)) {
        dg_mistake(c->lines, "a code needs \"CODE VALUE label\"");
        return;
    }
    memcpy(cameo.code, code.ptr, code.len);
    if (!dg_str_is(value, "-")) {
        char digits[16] = "";
        memcpy(digits, value.ptr, value.len < 15 ? value.len : 15);
        cameo.goldstein = strtof(digits, NULL);
    }
    *dg_vec_push(c->arena, &c->cameo) = cameo;
}

static void context_line(compiler *c, dragoman_str text) {
    dragoman_str name, word;
    dg_str_split(&text, ':', &name);
    int context = dg_context_of(name);
    if (context < 0 || !text.ptr) {
        dg_mistake(c->lines, "no such context: %.*s", DG_STR_ARG(name));
        return;
    }
    while (dg_str_split(&text, ',', &word))
        if (word.len)
            *dg_vec_push(c->arena, &c->contexts) =
                (dg_context_word){lemma_key(word), (uint32_t)context, c->context_lines};
    c->context_lines++;
}

/* "discard sentence|article words" */
static void discard_line(compiler *c, dragoman_str text) {
    dragoman_str scope, words[8];
    dg_discard d = {0};
    dg_str_split(&text, ' ', &scope);
    d.article = dg_str_is(scope, "article");
    if ((!d.article && !dg_str_is(scope, "sentence")) || !text.ptr) {
        dg_mistake(c->lines, "a discard needs \"sentence\" or \"article\" and words");
        return;
    }
    d.count = head_words(dg_str_trim(text), words);
    for (uint32_t i = 0; i < d.count; i++)
        d.all = i ? dg_hash_mix(d.all, dg_fold(words[i])) : dg_fold(words[i]);
    if (!d.count) return;
    d.first = dg_fold(words[0]);
    *dg_vec_push(c->arena, &c->discards) = d;
}

/* "field games|other: words" */
static void field_line(compiler *c, dragoman_str text) {
    dragoman_str name, word;
    dg_str_split(&text, ':', &name);
    bool games = dg_str_is(name, "games");
    if ((!games && !dg_str_is(name, "other")) || !text.ptr) {
        dg_mistake(c->lines, "a field needs \"games:\" or \"other:\" and words");
        return;
    }
    while (dg_str_split(&text, ',', &word))
        if (word.len)
            *dg_vec_push(c->arena, &c->fields) = (dg_field_word){lemma_key(word), games, 0};
}

/* "weigh WEIGHT FEATURE", "weigh bar hit|near SCORE": what train/weigh.py learned. */
static void weigh_line(compiler *c, dragoman_str text) {
    dragoman_str first, rest = text, which;
    dg_str_split(&rest, ' ', &first);
    rest = dg_str_trim(rest);
    bool bar = dg_str_is(first, "bar");
    if (bar) {
        dg_str_split(&rest, ' ', &which);
        first = dg_str_trim(rest);
    }
    char *end;
    const char *number = dg_str_copy(c->arena, first).ptr;
    long value = strtol(number, &end, 10);
    if (*end || end == number || value < -100000 || value > 100000)
        dg_mistake(c->lines, "no weight: %.*s", DG_STR_ARG(first));
    else if (!bar && !rest.len)
        dg_mistake(c->lines, "a weight of no feature");
    else if (!bar)
        *dg_vec_push(c->arena, &c->learned) =
            (dg_learned){dg_hash(rest.ptr, rest.len), (int32_t)value, 0};
    else if (dg_str_is(which, "hit") || dg_str_is(which, "near"))
        c->bars[dg_str_is(which, "near")] = (int32_t)value;
    else
        dg_mistake(c->lines, "a bar is for hit or near, not %.*s", DG_STR_ARG(which));
}

/* One line. First pass: what others refer to; second: what refers to it. */
static void one_line(compiler *c, const dg_line *line, int pass) {
    dragoman_str rest = line->text, kind;
    dg_str_split(&rest, ' ', &kind);
    rest = dg_str_trim(rest);
    bool first = pass == 1;
    if (!rest.len) {
        if (first) dg_mistake(c->lines, "nothing after %.*s", DG_STR_ARG(kind));
    } else if (dg_str_is(kind, "set")) {
        if (first) set_line(c, rest, line->number);
    } else if (dg_str_is(kind, "default")) {
        if (first) default_line(c, rest);
    } else if (dg_str_is(kind, "cameo")) {
        if (first) cameo_line(c, rest);
    } else if (dg_str_is(kind, "discard")) {
        if (first) discard_line(c, rest);
    } else if (dg_str_is(kind, "field")) {
        if (first) field_line(c, rest);
    } else if (dg_str_is(kind, "context")) {
        if (first) context_line(c, rest);
    } else if (dg_str_is(kind, "weigh")) {
        if (first) weigh_line(c, rest);
    } else if (dg_str_is(kind, "verb")) {
        if (!first) sense_line(c, DG_POS_VERB, rest, line->number);
    } else if (dg_str_is(kind, "noun")) {
        if (!first) sense_line(c, DG_POS_NOUN, rest, line->number);
    } else if (dg_str_is(kind, "adj")) {
        if (!first) sense_line(c, DG_POS_ADJ, rest, line->number);
    } else if (dg_str_is(kind, "light")) {
        if (!first) light_line(c, rest, line->number);
    } else if (dg_str_is(kind, "control")) {
        if (!first) control_line(c, rest, line->number);
    } else if (dg_str_is(kind, "compose")) {
        if (!first) compose_line(c, rest, line->number);
    } else if (first) {
        dg_mistake(c->lines,
                   "a line begins with verb, noun, adj, light, control, compose, set, default, "
                   "field or discard, not %.*s",
                   DG_STR_ARG(kind));
    }
}

/* The entry of `line` with its indented continuation lines joined to it by blanks. */
static bool next_entry(compiler *c, dg_lines *lines, dg_line *line) {
    if (!dg_lines_next(lines, line)) return false;
    for (;;) {
        dg_lines ahead = *lines;
        dg_line more;
        if (!dg_lines_next(&ahead, &more) || !more.indented) return true;
        line->text =
            dg_str_format(c->arena, "%.*s %.*s", DG_STR_ARG(line->text), DG_STR_ARG(more.text));
        *lines = ahead;
    }
}

static int read_file(compiler *c, const char *dir, const char *name, int pass,
                     dragoman_error *error) {
    dg_mistakes unheard = {.arena = c->arena}; /* broken lines are told in the first pass */
    dg_lines lines;
    dg_line line;
    int status = dg_lines_open(&lines, c->arena, dir, name, c->mistakes, error);
    if (status < 0) return status;
    /* of use while this file is read only. */
    /* cppcheck-suppress autoVariables */
    c->lines = &lines;
    for (;;) {
        dg_mistakes *told = lines.mistakes;
        if (pass == 2) lines.mistakes = &unheard;
        bool more = next_entry(c, &lines, &line);
        lines.mistakes = told;
        if (!more) return 0;
        uint32_t at = lines.number;
        lines.number = line.number; /* mistakes name the entry's first line */
        one_line(c, &line, pass);
        lines.number = at;
    }
}

/* ------------------------------------------------------------------ order and index */

/* Grouped by head and part of speech, ours before imported, the most conditions first, then as
 * read. */
static int by_head(const void *a, const void *b, void *context) {
    const compiler *c = context;
    uint32_t i = *(const uint32_t *)a, k = *(const uint32_t *)b;
    const dg_sense *x = &c->senses.items[i], *y = &c->senses.items[k];
    uint64_t p = dg_head_key(x->head, x->pos), q = dg_head_key(y->head, y->pos);
    if (p != q) return p < q ? -1 : 1;
    if (x->imported != y->imported) return x->imported ? 1 : -1;
    if (x->cond_count != y->cond_count) return x->cond_count > y->cond_count ? -1 : 1;
    return (i > k) - (i < k);
}

static dg_head_slot *slot_of(dg_head_slot *slots, uint32_t size, uint64_t key) {
    uint32_t at = (uint32_t)(key >> 20) & (size - 1);
    while (slots[at].key && slots[at].key != key) at = (at + 1) & (size - 1);
    return &slots[at];
}

static void add_index(compiler *c, dg_image_builder *builder) {
    uint32_t count = c->senses.count;
    if (count) qsort_r(c->order.items, count, sizeof(uint32_t), by_head, c);
    dg_sense *sorted = DG_ARRAY(c->arena, dg_sense, count);
    uint32_t size = 64;
    while (size < (count + c->forms.count) * 2) size *= 2;
    dg_head_slot *slots = DG_ARRAY(c->arena, dg_head_slot, size);
    for (uint32_t i = 0; i < count; i++) {
        sorted[i] = c->senses.items[c->order.items[i]];
        uint64_t key = dg_head_key(sorted[i].head, sorted[i].pos);
        dg_head_slot *slot = slot_of(slots, size, key);
        if (!slot->key) *slot = (dg_head_slot){key, i, 0};
        slot->count++;
    }
    for (uint32_t i = 0; i < c->forms.count; i++) {
        const verb_form *form = &c->forms.items[i];
        uint64_t key = dg_head_key(form->form, form->pos);
        dg_head_slot *slot = slot_of(slots, size, key);
        if (slot->key) continue;
        *slot = *slot_of(slots, size, dg_head_key(form->head, form->pos));
        slot->key = key;
    }
    dg_image_add(builder, "ev.senses", sorted, count * sizeof *sorted);
    dg_image_add(builder, "ev.index", slots, size * sizeof *slots);
}

/* A table by feature, open addressing, at most half full; one empty slot where nothing is learned.
 */
static void add_learned(compiler *c, dg_image_builder *builder) {
    uint32_t size = 1;
    while (size < c->learned.count * 2) size *= 2;
    dg_learned *table = DG_ARRAY(c->arena, dg_learned, size);
    memset(table, 0, size * sizeof *table);
    for (uint32_t i = 0; i < c->learned.count; i++) {
        const dg_learned *from = &c->learned.items[i];
        uint32_t at = (uint32_t)from->feature & (size - 1);
        while (table[at].feature && table[at].feature != from->feature) at = (at + 1) & (size - 1);
        table[at] = *from;
    }
    dg_image_add(builder, "ev.learned", table, size * sizeof *table);
}

static int by_code(const void *a, const void *b) {
    return strcmp(((const dg_cameo *)a)->code, ((const dg_cameo *)b)->code);
}

static bool has_file(compiler *c, const char *dir, const char *name) {
    return access(dg_str_format(c->arena, "%s/%s", dir, name).ptr, F_OK) == 0;
}

int dg_events_compile(dg_image_builder *builder, const char *dir, dg_mistakes *mistakes,
                      dragoman_error *error) {
    compiler *c = DG_NEW(builder->arena, compiler);
    c->arena = builder->arena;
    c->mistakes = mistakes;
    c->bars[0] = INT32_MIN; /* where no bar is given: every hit, no near sense */
    c->bars[1] = INT32_MAX;
    dragoman_str *names;
    uint32_t count;
    int status = dg_lines_files(c->arena, dir, "events", &names, &count, error);
    if (status == 0) status = read_file(c, dir, "cameo.txt", 1, error);
    if (status == 0) status = read_file(c, dir, "contexts.txt", 1, error);
    if (status == 0 && has_file(c, dir, "learned.txt")) /* nothing learned: nothing weighed */
        status = read_file(c, dir, "learned.txt", 1, error);
    for (int pass = 1; pass <= 2; pass++)
        for (uint32_t i = 0; status == 0 && i < count; i++)
            status = read_file(c, dir, names[i].ptr, pass, error);
    if (status < 0) return status;
    add_index(c, builder);
    if (c->cameo.count) qsort(c->cameo.items, c->cameo.count, sizeof *c->cameo.items, by_code);
    dg_image_add(builder, "ev.conds", c->conds.items, c->conds.count * sizeof(dg_cond));
    dg_image_add(builder, "ev.alts", c->alts.items, c->alts.count * sizeof(dg_alt));
    dg_image_add(builder, "ev.words", c->words.items, c->words.count * sizeof(uint64_t));
    dg_image_add(builder, "ev.wheres", c->wheres.items, c->wheres.count * sizeof(dg_where_item));
    dg_image_add(builder, "ev.compose", c->compose.items, c->compose.count * sizeof(dg_compose));
    dg_image_add(builder, "ev.cameo", c->cameo.items, c->cameo.count * sizeof(dg_cameo));
    if (c->contexts.count)
        qsort(c->contexts.items, c->contexts.count, sizeof *c->contexts.items, dg_by_key);
    dg_image_add(builder, "ev.contexts", c->contexts.items,
                 c->contexts.count * sizeof(dg_context_word));
    if (c->discards.count)
        qsort(c->discards.items, c->discards.count, sizeof *c->discards.items, dg_by_key);
    dg_image_add(builder, "ev.discards", c->discards.items, c->discards.count * sizeof(dg_discard));
    if (c->fields.count)
        qsort(c->fields.items, c->fields.count, sizeof *c->fields.items, dg_by_key);
    dg_image_add(builder, "ev.fields", c->fields.items, c->fields.count * sizeof(dg_field_word));
    add_learned(c, builder);
    dg_image_add(builder, "ev.bars", c->bars, sizeof c->bars);
    dg_image_add(builder, "ev.text", c->text.items, c->text.count);
    return 0;
}

/* ------------------------------------------------------------------ reading it back */

static int ranges_fit(const dg_events *e, dragoman_error *error) {
    bool fit = e->index_size && (e->index_size & (e->index_size - 1)) == 0;
    for (size_t i = 0; fit && i < e->index_size; i++)
        fit = e->index[i].sense <= e->sense_count &&
              e->index[i].count <= e->sense_count - e->index[i].sense;
    for (size_t i = 0; fit && i < e->sense_count; i++) {
        const dg_sense *s = &e->senses[i];
        fit = s->cond <= e->cond_count && s->cond_count <= e->cond_count - s->cond &&
              s->actor <= e->where_count && s->actor_count <= e->where_count - s->actor &&
              s->recipient <= e->where_count &&
              s->recipient_count <= e->where_count - s->recipient && s->rule < e->text_size &&
              s->mode_count <= 4 && s->context_count <= 4 && !s->cameo[5];
    }
    for (size_t i = 0; fit && i < e->cond_count; i++) {
        const dg_cond *c = &e->conds[i];
        fit = c->alt <= e->alt_count && c->alt_count <= e->alt_count - c->alt &&
              c->prep <= e->word_count && c->prep_count <= e->word_count - c->prep;
    }
    for (size_t i = 0; fit && i < e->alt_count; i++)
        fit = e->alts[i].word <= e->word_count &&
              e->alts[i].word_count <= e->word_count - e->alts[i].word;
    size_t free_slots = 0;
    for (size_t i = 0; i < e->learned_size; i++) free_slots += !e->learned[i].feature;
    fit = fit && free_slots && (e->learned_size & (e->learned_size - 1)) == 0;
    for (size_t i = 0; fit && i < e->context_count; i++)
        fit = e->contexts[i].context < 64 && e->contexts[i].order < 64;
    if (fit && e->text_size) fit = e->text[e->text_size - 1] == 0;
    return fit ? 0 : dg_fail(error, DRAGOMAN_EMODEL, "codebook image: events damaged");
}

int dg_events_open(dg_events **out, const dg_image *image, dragoman_error *error) {
    dg_events *e = calloc(1, sizeof *e);
    if (!e) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    const int32_t *bars;
    size_t bar_count = 0;
    const dg_image_part parts[] = {
        {"ev.learned", sizeof(dg_learned), (const void **)&e->learned, &e->learned_size},
        {"ev.bars", sizeof *bars, (const void **)&bars, &bar_count},
        {"ev.senses", sizeof(dg_sense), (const void **)&e->senses, &e->sense_count},
        {"ev.index", sizeof(dg_head_slot), (const void **)&e->index, &e->index_size},
        {"ev.conds", sizeof(dg_cond), (const void **)&e->conds, &e->cond_count},
        {"ev.alts", sizeof(dg_alt), (const void **)&e->alts, &e->alt_count},
        {"ev.words", sizeof(uint64_t), (const void **)&e->words, &e->word_count},
        {"ev.wheres", sizeof(dg_where_item), (const void **)&e->wheres, &e->where_count},
        {"ev.compose", sizeof(dg_compose), (const void **)&e->compose, &e->compose_count},
        {"ev.cameo", sizeof(dg_cameo), (const void **)&e->cameo, &e->cameo_count},
        {"ev.contexts", sizeof(dg_context_word), (const void **)&e->contexts, &e->context_count},
        {"ev.discards", sizeof(dg_discard), (const void **)&e->discards, &e->discard_count},
        {"ev.fields", sizeof(dg_field_word), (const void **)&e->fields, &e->field_count},
        {"ev.text", 1, (const void **)&e->text, &e->text_size},
    };
    int status = dg_image_parts(image, parts, sizeof parts / sizeof *parts, error);
    if (status == 0 && bar_count != 2)
        status = dg_fail(error, DRAGOMAN_EMODEL, "codebook image: events damaged");
    if (status == 0) status = ranges_fit(e, error);
    if (status < 0) {
        free(e);
        return status;
    }
    e->hit_bar = bars[0];
    e->near_bar = bars[1];
    *out = e;
    return 0;
}

void dg_events_close(dg_events *events) {
    free(events);
}

const dg_sense *dg_senses_of(const dg_events *events, uint64_t fold, enum dg_pos pos,
                             uint32_t *count) {
    uint64_t key = dg_head_key(fold, (uint8_t)pos);
    size_t mask = events->index_size - 1;
    for (size_t at = (size_t)(key >> 20) & mask, seen = 0; seen <= mask;
         at = (at + 1) & mask, seen++) {
        if (events->index[at].key == key) {
            *count = events->index[at].count;
            return events->senses + events->index[at].sense;
        }
        if (!events->index[at].key) break;
    }
    *count = 0;
    return NULL;
}

float dg_goldstein(const dg_events *events, const char *cameo) {
    char code[8] = "";
    for (size_t len = strlen(cameo); len >= 2 && len < 6; len--) {
        memcpy(code, cameo, len);
        code[len] = 0;
        for (size_t lo = 0, hi = events->cameo_count; lo < hi;) {
            size_t mid = (lo + hi) / 2;
            int order = strcmp(events->cameo[mid].code, code);
            if (order == 0 && !isnan(events->cameo[mid].goldstein))
                return events->cameo[mid].goldstein;
            if (order < 0)
                lo = mid + 1;
            else
                hi = mid;
        }
    }
    return NAN;
}
