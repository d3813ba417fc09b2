/* rules.c - codebook/track.txt into sections of the image: tr.rules, tr.issues, tr.words, tr.gate,
 * tr.text. */
#include "track/rules.h"

#include "base/error.h"
#include "base/keys.h"
#include "base/str.h"
#include "event/plover.h"

#include <stdlib.h>

static const char *const kinds[] = {"call",     "intent",   "talks",      "mediation",  "proposal",
                                    "response", "obstacle", "suspension", "resumption", "agreement",
                                    "truce",    "exchange", "violation",  "end"};
static const char *const responses[] = {"accepted", "rejected", "conditional", "pending"};
static const char *const formats[] = {"direct", "proximity", "shuttle", "phone", "unclear"};

const char *dg_step_kind_name(uint8_t kind) {
    return kind < DG_STEP_COUNT ? kinds[kind] : "";
}

const char *dg_step_response_name(uint8_t response) {
    return response && response <= 4 ? responses[response - 1] : NULL;
}

const char *dg_step_format_name(uint8_t format) {
    return format && format <= 5 ? formats[format - 1] : NULL;
}

typedef struct compiler {
    dg_arena *arena;
    dg_lines lines;
    DG_VEC(dg_step_rule) rules;
    DG_VEC(dg_issue) issues;
    DG_VEC(uint64_t) words;
    dg_texts text;
    uint32_t gate[3];
} compiler;

static dg_words word_list(compiler *c, dragoman_str list) {
    dg_words out = {c->words.count, 0};
    dragoman_str word;
    while (dg_str_split(&list, ',', &word))
        if (word.len) *dg_vec_push(c->arena, &c->words) = dg_fold(word);
    out.count = c->words.count - out.at;
    if (out.count) qsort(c->words.items + out.at, out.count, sizeof(uint64_t), dg_by_key);
    return out;
}

static void set_events(compiler *c, dg_step_rule *rule, dragoman_str list) {
    dragoman_str name;
    while (dg_str_split(&list, ',', &name)) {
        int event = dg_plover_of(name);
        if (event < 0)
            dg_mistake(&c->lines, "no such event: %.*s", DG_STR_ARG(name));
        else
            rule->events |= 1u << event;
    }
}

static void set_codes(compiler *c, dg_step_rule *rule, dragoman_str list) {
    dragoman_str code;
    int at = 0;
    while (dg_str_split(&list, ',', &code)) {
        if (!code.len || code.len > 5 || at == 8)
            dg_mistake(&c->lines, "not a CAMEO code, or more than eight: %.*s", DG_STR_ARG(code));
        else
            memcpy(rule->code[at++], code.ptr, code.len);
    }
}

static void set_auxiliary(compiler *c, dg_step_rule *rule, dragoman_str name) {
    int at = dg_aux_of(name);
    if (at < 0)
        dg_mistake(&c->lines, "no such auxiliary: %.*s", DG_STR_ARG(name));
    else
        rule->auxiliary |= (uint8_t)(1u << at);
}

/* A mode is looked up in the rule's first event that has it. */
static void set_mode(compiler *c, dg_step_rule *rule, dragoman_str name) {
    for (int event = 0; event < DG_PLOVER_COUNT; event++)
        if (rule->events >> event & 1 && dg_mode_of(event, name) >= 0) {
            rule->mode = (uint8_t)dg_mode_of(event, name);
            return;
        }
    dg_mistake(&c->lines, "no event of this line has the mode %.*s", DG_STR_ARG(name));
}

static void set_near(compiler *c, dg_step_rule *rule, dragoman_str list) {
    int at = rule->near[0].count ? 1 : 0;
    if (rule->near[at].count)
        dg_mistake(&c->lines, "near: stands more than twice");
    else
        rule->near[at] = word_list(c, list);
}

static void condition(compiler *c, dg_step_rule *rule, dragoman_str word) {
    dragoman_str value = word, key;
    char separator = memchr(word.ptr, ':', word.len) ? ':' : '=';
    dg_str_split(&value, separator, &key);
    if (dg_str_is(word, "mediates"))
        rule->flags |= DG_STEP_MEDIATES;
    else if (dg_str_is(word, "noaux"))
        rule->flags |= DG_STEP_NO_AUX;
    else if (dg_str_is(word, "real"))
        rule->flags |= DG_STEP_REAL;
    else if (dg_str_is(word, "political"))
        rule->flags |= DG_STEP_POLITICAL;
    else if (dg_str_is(word, "opens"))
        rule->flags |= DG_STEP_OPENS;
    else if (!value.ptr)
        dg_mistake(&c->lines, "no such condition: %.*s", DG_STR_ARG(word));
    else if (dg_str_is(key, "event"))
        set_events(c, rule, value);
    else if (dg_str_is(key, "code"))
        set_codes(c, rule, value);
    else if (dg_str_is(key, "mode"))
        set_mode(c, rule, value);
    else if (dg_str_is(key, "aux"))
        set_auxiliary(c, rule, value);
    else if (dg_str_is(key, "word"))
        rule->word = word_list(c, value);
    else if (dg_str_is(key, "not"))
        rule->not = word_list(c, value);
    else if (dg_str_is(key, "near"))
        set_near(c, rule, value);
    else if (dg_str_is(key, "with"))
        rule->with = word_list(c, value);
    else if (dg_str_is(key, "without"))
        rule->without = word_list(c, value);
    else if (dg_str_is(key, "far"))
        rule->far = word_list(c, value);
    else if (dg_str_is(key, "response") && dg_str_among(value, responses, 4) >= 0)
        rule->response = (uint8_t)(dg_str_among(value, responses, 4) + 1);
    else if (dg_str_is(key, "format") && dg_str_among(value, formats, 5) >= 0)
        rule->format = (uint8_t)(dg_str_among(value, formats, 5) + 1);
    else
        dg_mistake(&c->lines, "no such condition: %.*s", DG_STR_ARG(word));
}

static void step_line(compiler *c, dragoman_str rest) {
    dragoman_str word;
    dg_step_rule rule = {.mode = 255};
    dg_str_split(&rest, ' ', &word);
    int kind = dg_str_among(word, kinds, DG_STEP_COUNT);
    if (kind < 0) {
        dg_mistake(&c->lines, "no such step: %.*s", DG_STR_ARG(word));
        return;
    }
    rule.kind = (uint8_t)kind;
    while (dg_str_split(&rest, ' ', &word))
        if (word.len) condition(c, &rule, word);
    rule.rule = dg_texts_add(c->arena, &c->text, dg_lines_rule(&c->lines, c->arena));
    *dg_vec_push(c->arena, &c->rules) = rule;
}

static void one_line(void *context, const dg_line *line) {
    compiler *c = context;
    dragoman_str rest = line->text, kind, name;
    dg_str_split(&rest, ' ', &kind);
    rest = dg_str_trim(rest);
    if (dg_str_is(kind, "talk")) {
        dg_words words = word_list(c, rest);
        c->gate[0] = words.at, c->gate[1] = words.count;
    } else if (dg_str_is(kind, "least") && rest.len && rest.ptr[0] >= '1' && rest.ptr[0] <= '9') {
        c->gate[2] = (uint32_t)(rest.ptr[0] - '0');
    } else if (dg_str_is(kind, "step")) {
        step_line(c, rest);
    } else if (dg_str_is(kind, "issue") && dg_str_split(&rest, ':', &name) && rest.ptr) {
        dg_issue issue = {.words = word_list(c, rest),
                          .name = dg_texts_add(c->arena, &c->text, name)};
        *dg_vec_push(c->arena, &c->issues) = issue;
    } else {
        dg_mistake(&c->lines, "a line begins with talk, least, step or issue: %.*s",
                   DG_STR_ARG(line->text));
    }
}

int dg_steps_compile(dg_image_builder *builder, const char *dir, dg_mistakes *mistakes,
                     dragoman_error *error) {
    compiler *c = DG_NEW(builder->arena, compiler);
    c->arena = builder->arena;
    int status = dg_lines_each(&c->lines, c->arena, dir, "track.txt", mistakes, one_line, c, error);
    if (status < 0) return status;
    dg_image_add(builder, "tr.rules", c->rules.items, c->rules.count * sizeof *c->rules.items);
    dg_image_add(builder, "tr.issues", c->issues.items, c->issues.count * sizeof *c->issues.items);
    dg_image_add(builder, "tr.words", c->words.items, c->words.count * sizeof *c->words.items);
    dg_image_add(builder, "tr.gate", c->gate, sizeof c->gate);
    dg_image_add(builder, "tr.text", c->text.items, c->text.count);
    return 0;
}

static bool words_fit(const dg_steps *s, dg_words w) {
    return w.at <= s->word_count && w.count <= s->word_count - w.at;
}

static int all_fit(const dg_steps *s, dragoman_error *error) {
    bool fit = s->gate_count == 3 && words_fit(s, (dg_words){s->gate[0], s->gate[1]}) &&
               s->text_size && !s->text[s->text_size - 1];
    for (size_t i = 0; fit && i < s->rule_count; i++) {
        const dg_step_rule *r = &s->rules[i];
        fit = words_fit(s, r->word) && words_fit(s, r->not ) && words_fit(s, r->far) &&
              words_fit(s, r->near[0]) && words_fit(s, r->near[1]) && words_fit(s, r->with) &&
              words_fit(s, r->without) && r->rule < s->text_size;
        for (int k = 0; k < 8; k++) fit = fit && !r->code[k][5];
    }
    for (size_t i = 0; fit && i < s->issue_count; i++)
        fit = words_fit(s, s->issues[i].words) && s->issues[i].name < s->text_size;
    return fit ? 0 : dg_fail(error, DRAGOMAN_EMODEL, "codebook image: track damaged");
}

int dg_steps_open(dg_steps **out, const dg_image *image, dragoman_error *error) {
    dg_steps *s = calloc(1, sizeof *s);
    if (!s) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    const dg_image_part parts[] = {
        {"tr.rules", sizeof *s->rules, (const void **)&s->rules, &s->rule_count},
        {"tr.issues", sizeof *s->issues, (const void **)&s->issues, &s->issue_count},
        {"tr.words", sizeof *s->words, (const void **)&s->words, &s->word_count},
        {"tr.gate", sizeof *s->gate, (const void **)&s->gate, &s->gate_count},
        {"tr.text", 1, (const void **)&s->text, &s->text_size},
    };
    int status = dg_image_parts(image, parts, sizeof parts / sizeof *parts, error);
    if (status == 0) status = all_fit(s, error);
    if (status < 0)
        free(s);
    else
        *out = s;
    return status;
}

void dg_steps_close(dg_steps *steps) {
    free(steps);
}

bool dg_words_have(const dg_steps *steps, dg_words list, uint64_t fold) {
    return dg_keys_have(steps->words + list.at, list.count, fold);
}
