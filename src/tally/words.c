/* words.c - codebook/tally.txt into sections of the image: ta.number, ta.rules, ta.qual, ta.folds,
 * ta.lists, ta.text. */
#include "tally/words.h"

#include "base/error.h"
#include "base/keys.h"
#include "base/str.h"

#include <stdlib.h>

static const char *const kinds[] = {"killed",   "wounded",   "captive",      "released", "missing",
                                    "detained", "displaced", "participants", "other"};
static const char *const roles[] = {"patient", "agent", "state", "noun",
                                    "weak",    "of",    "by",    "toll"};
static const char *const lists[] = {"person", "thing",  "group",   "measure",
                                    "change", "source", "between", "particle"};
static const char *const qualifiers[] = {"exact",     "at_least",   "about", "at_most",
                                         "more_than", "fewer_than", "range"};

const char *dg_counted_name(uint8_t kind) {
    return kind < DG_COUNTED_COUNT ? kinds[kind] : "";
}

const char *dg_qualifier_name(uint8_t qualifier) {
    return qualifier < DG_QUALIFIER_COUNT ? qualifiers[qualifier] : "";
}

/* ------------------------------------------------------------------ compiling */

typedef DG_VEC(uint64_t) folds;

typedef struct compiler {
    dg_arena *arena;
    dg_lines lines;
    DG_VEC(dg_number_word) numbers;
    DG_VEC(dg_count_rule) rules;
    DG_VEC(dg_qualifier_phrase) qualifiers;
    folds words[DG_LIST_COUNT], with;
    dg_texts text;
    uint32_t lenient;
} compiler;

/* By word; rules that ask for company before those that do not, else as written. */
static int by_word(const void *a, const void *b) {
    const dg_count_rule *x = a, *y = b;
    if (x->word != y->word) return x->word < y->word ? -1 : 1;
    if (!x->with_count != !y->with_count) return x->with_count ? -1 : 1;
    return (x->rule > y->rule) - (x->rule < y->rule);
}

static bool parse_value(dragoman_str s, int64_t *value) {
    *value = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9' || *value > 100000000000000) return false;
        *value = *value * 10 + (s.ptr[i] - '0');
    }
    return s.len > 0;
}

static void add_number(compiler *c, dragoman_str word, int64_t value, uint32_t class) {
    *dg_vec_push(c->arena, &c->numbers) = (dg_number_word){dg_fold(word), value, class, 0};
}

/* "one 1", "hundred hundreds 100": words and, last, what they are. */
static void number_line(compiler *c, dragoman_str rest, dragoman_str kind) {
    dragoman_str entry;
    while (dg_str_split(&rest, ',', &entry)) {
        dragoman_str part[4];
        int count = 0;
        int64_t value = 0;
        while (count < 4 && dg_str_split(&entry, ' ', &part[count])) count += part[count].len > 0;
        int words = dg_str_is(kind, "unit") ? 2 : 1;
        if (count != words + 1 || !parse_value(part[words], &value)) {
            dg_mistake(&c->lines, "not \"%s\" and a figure", words == 2 ? "WORD PLURAL" : "WORD");
            continue;
        }
        if (words == 2) {
            add_number(c, part[0], value, DG_NUMBER_UNIT);
            add_number(c, part[1], value, DG_NUMBER_MANY);
        } else {
            add_number(c, part[0], value,
                       dg_str_is(kind, "vague") ? DG_NUMBER_VAGUE : DG_NUMBER_PLAIN);
        }
    }
}

static void qualifier_line(compiler *c, dragoman_str name, dragoman_str rest, bool after) {
    int qualifier = dg_str_among(name, qualifiers, DG_QUALIFIER_COUNT);
    dragoman_str phrase, word;
    if (qualifier < 0) {
        dg_mistake(&c->lines, "no such qualifier: %.*s", DG_STR_ARG(name));
        return;
    }
    while (dg_str_split(&rest, ',', &phrase)) {
        dg_qualifier_phrase q = {.qualifier = (uint8_t)qualifier, .after = after};
        while (dg_str_split(&phrase, ' ', &word))
            if (word.len) q.phrase = dg_hash_mix(q.phrase, dg_fold(word)), q.words++;
        if (!q.words || q.words > DG_QUALIFIER_WORDS)
            dg_mistake(&c->lines, "a phrase has one to %d words", DG_QUALIFIER_WORDS);
        else
            *dg_vec_push(c->arena, &c->qualifiers) = q;
    }
}

/* "killed patient with dead death: shoot, stab" */
static void count_line(compiler *c, uint8_t kind, dragoman_str key, dragoman_str rest) {
    dragoman_str word;
    dg_str_split(&key, ' ', &word);
    int role = dg_str_among(word, roles, DG_COUNT_ROLE_COUNT);
    if (role < 0) {
        dg_mistake(&c->lines, "not patient, agent, state, noun, weak, of, by or toll: %.*s",
                   DG_STR_ARG(word));
        return;
    }
    dg_count_rule rule = {.kind = kind, .role = (uint8_t)role, .with = c->with.count};
    if (dg_str_split(&key, ' ', &word) && !dg_str_is(word, "with"))
        dg_mistake(&c->lines, "not \"with\": %.*s", DG_STR_ARG(word));
    while (dg_str_split(&key, ' ', &word))
        if (word.len) *dg_vec_push(c->arena, &c->with) = dg_fold(word);
    rule.with_count = c->with.count - rule.with;
    if (rule.with_count)
        qsort(c->with.items + rule.with, rule.with_count, sizeof(uint64_t), dg_by_key);
    rule.rule = dg_texts_add(c->arena, &c->text, dg_lines_rule(&c->lines, c->arena));
    while (dg_str_split(&rest, ',', &word)) {
        if (!word.len) continue;
        rule.word = dg_fold(word);
        *dg_vec_push(c->arena, &c->rules) = rule;
    }
}

static void lenient_line(compiler *c, dragoman_str rest) {
    dragoman_str word;
    while (dg_str_split(&rest, ' ', &word)) {
        int kind = dg_str_among(word, kinds, DG_COUNTED_COUNT);
        if (kind < 0)
            dg_mistake(&c->lines, "nothing counted is called so: %.*s", DG_STR_ARG(word));
        else
            c->lenient |= 1u << kind;
    }
}

static void one_line(void *context, const dg_line *line) {
    compiler *c = context;
    dragoman_str rest = line->text, word, list = line->text, key;
    dg_str_split(&rest, ' ', &word);
    rest = dg_str_trim(rest);
    if (dg_str_is(word, "number") || dg_str_is(word, "unit") || dg_str_is(word, "vague")) {
        number_line(c, rest, word);
        return;
    }
    if (dg_str_is(word, "lenient")) {
        lenient_line(c, rest);
        return;
    }
    dg_str_split(&list, ':', &key);
    if (!list.ptr) {
        dg_mistake(&c->lines, "a colon is missing");
        return;
    }
    int at = dg_str_among(key, lists, DG_LIST_COUNT);
    if (at >= 0) {
        while (dg_str_split(&list, ',', &word))
            if (word.len) *dg_vec_push(c->arena, &c->words[at]) = dg_fold(word);
        return;
    }
    dg_str_split(&key, ' ', &word);
    if (dg_str_is(word, "before") || dg_str_is(word, "after")) {
        qualifier_line(c, dg_str_trim(key), list, dg_str_is(word, "after"));
    } else if ((at = dg_str_among(word, kinds, DG_COUNTED_COUNT)) >= 0) {
        count_line(c, (uint8_t)at, dg_str_trim(key), list);
    } else {
        dg_mistake(&c->lines, "neither a list, a qualifier nor a kind: %.*s", DG_STR_ARG(word));
    }
}

/* All lists into one row of folds behind the conditions of the rules. */
static void add_lists(compiler *c, dg_image_builder *builder) {
    uint32_t *ends = DG_ARRAY(c->arena, uint32_t, DG_LIST_COUNT + 2);
    ends[0] = c->with.count;
    for (int i = 0; i < DG_LIST_COUNT; i++) {
        folds *words = &c->words[i];
        if (words->count) qsort(words->items, words->count, sizeof(uint64_t), dg_by_key);
        for (uint32_t k = 0; k < words->count; k++)
            *dg_vec_push(c->arena, &c->with) = words->items[k];
        ends[i + 1] = c->with.count;
    }
    ends[DG_LIST_COUNT + 1] = c->lenient;
    dg_image_add(builder, "ta.folds", c->with.items, c->with.count * sizeof(uint64_t));
    dg_image_add(builder, "ta.lists", ends, (DG_LIST_COUNT + 2) * sizeof *ends);
}

int dg_counts_compile(dg_image_builder *builder, const char *dir, dg_mistakes *mistakes,
                      dragoman_error *error) {
    compiler *c = DG_NEW(builder->arena, compiler);
    c->arena = builder->arena;
    int status = dg_lines_each(&c->lines, c->arena, dir, "tally.txt", mistakes, one_line, c, error);
    if (status < 0) return status;
    if (c->numbers.count)
        qsort(c->numbers.items, c->numbers.count, sizeof *c->numbers.items, dg_by_key);
    if (c->rules.count) qsort(c->rules.items, c->rules.count, sizeof *c->rules.items, by_word);
    if (c->qualifiers.count)
        qsort(c->qualifiers.items, c->qualifiers.count, sizeof *c->qualifiers.items, dg_by_key);
    dg_image_add(builder, "ta.number", c->numbers.items,
                 c->numbers.count * sizeof *c->numbers.items);
    dg_image_add(builder, "ta.rules", c->rules.items, c->rules.count * sizeof *c->rules.items);
    dg_image_add(builder, "ta.qual", c->qualifiers.items,
                 c->qualifiers.count * sizeof *c->qualifiers.items);
    add_lists(c, builder);
    dg_image_add(builder, "ta.text", c->text.items, c->text.count);
    return 0;
}

/* ------------------------------------------------------------------ reading */

static int all_fit(const dg_counts *w, dragoman_error *error) {
    bool fit = w->list_count == DG_LIST_COUNT + 2 && w->text_size && !w->text[w->text_size - 1];
    for (int i = 0; fit && i <= DG_LIST_COUNT; i++)
        fit = w->lists[i] <= w->fold_count && (!i || w->lists[i - 1] <= w->lists[i]);
    for (size_t i = 0; fit && i < w->rule_count; i++) {
        const dg_count_rule *r = &w->rules[i];
        fit = r->with <= w->fold_count && r->with_count <= w->fold_count - r->with &&
              r->rule < w->text_size && r->kind < DG_COUNTED_COUNT;
    }
    for (size_t i = 0; fit && i < w->qualifier_count; i++)
        fit = w->qualifiers[i].qualifier < DG_QUALIFIER_COUNT &&
              w->qualifiers[i].words <= DG_QUALIFIER_WORDS;
    return fit ? 0 : dg_fail(error, DRAGOMAN_EMODEL, "codebook image: tally damaged");
}

int dg_counts_open(dg_counts **out, const dg_image *image, dragoman_error *error) {
    dg_counts *w = calloc(1, sizeof *w);
    if (!w) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    const dg_image_part parts[] = {
        {"ta.number", sizeof *w->numbers, (const void **)&w->numbers, &w->number_count},
        {"ta.rules", sizeof *w->rules, (const void **)&w->rules, &w->rule_count},
        {"ta.qual", sizeof *w->qualifiers, (const void **)&w->qualifiers, &w->qualifier_count},
        {"ta.folds", sizeof *w->folds, (const void **)&w->folds, &w->fold_count},
        {"ta.lists", sizeof *w->lists, (const void **)&w->lists, &w->list_count},
        {"ta.text", 1, (const void **)&w->text, &w->text_size},
    };
    int status = dg_image_parts(image, parts, sizeof parts / sizeof *parts, error);
    if (status == 0) status = all_fit(w, error);
    if (status < 0)
        free(w);
    else
        *out = w;
    return status;
}

void dg_counts_close(dg_counts *counts) {
    free(counts);
}

/* ------------------------------------------------------------------ looking up */

const dg_number_word *dg_number_of(const dg_counts *w, uint64_t word) {
    return dg_key_find(w->numbers, w->number_count, sizeof *w->numbers, word);
}

const dg_count_rule *dg_count_rules(const dg_counts *w, uint64_t word, uint32_t *count) {
    size_t at = dg_key_from(w->rules, w->rule_count, sizeof *w->rules, word);
    for (*count = 0; at + *count < w->rule_count && w->rules[at + *count].word == word;) ++*count;
    return w->rules + at;
}

const dg_qualifier_phrase *dg_qualifier_of(const dg_counts *w, uint64_t phrase, bool after) {
    size_t at = dg_key_from(w->qualifiers, w->qualifier_count, sizeof *w->qualifiers, phrase);
    for (; at < w->qualifier_count && w->qualifiers[at].phrase == phrase; at++)
        if (w->qualifiers[at].after == after) return &w->qualifiers[at];
    return NULL;
}

bool dg_count_list_has(const dg_counts *w, enum dg_count_list list, uint64_t word) {
    return dg_keys_have(w->folds + w->lists[list], w->lists[list + 1] - w->lists[list], word);
}

bool dg_count_with(const dg_counts *w, const dg_count_rule *rule, uint64_t word) {
    return dg_keys_have(w->folds + rule->with, rule->with_count, word);
}

bool dg_count_lenient(const dg_counts *w, uint8_t kind) {
    return w->lists[DG_LIST_COUNT + 1] >> kind & 1;
}
