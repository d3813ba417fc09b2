/*
 * verbs.c - PETRARCH verb dictionaries: blocks of verbs with a code, and patterns around them.
 *
 * A pattern is "- LEFT * RIGHT [CODE]". LEFT is one word or set: the subject. RIGHT is at most one
 * word, set or {noun phrase} (the object, or a particle) and phrases in brackets, each a
 * preposition with or without its noun. What is freer than that (several words before the verb,
 * '%', '$', '^', words joined without roles as TABARI has them) cannot be said over a dependency
 * tree and is noted.
 */
#include "dict/dict.h"

#include <stdio.h>

typedef struct verb_block {
    dragoman_str code;
    DG_VEC(dragoman_str) verbs;
} verb_block;

/* ------------------------------------------------------------------ words */

/* The name of a set without its marks: "&CEASEFIRE_" as ceasefire. */
static dragoman_str set_name(dg_dict *dict, dragoman_str word) {
    return dg_dict_words(dict->arena, (dragoman_str){word.ptr + 1, word.len - 1}, false);
}

static bool known_set(dg_dict *dict, dragoman_str word) {
    uint64_t fold = dg_fold(set_name(dict, word));
    for (uint32_t i = 0; i < dict->sets.count; i++)
        if (dict->sets.items[i] == fold) return true;
    return false;
}

/* &SET as {petrarch_set}, words in lower case without the stop mark. */
static dragoman_str element(dg_dict *dict, dragoman_str word) {
    if (word.ptr[0] == '&')
        return dg_str_format(dict->arena, "{petrarch_%.*s}", DG_STR_ARG(set_name(dict, word)));
    return dg_dict_words(dict->arena, word, false);
}

static bool particle(dragoman_str word) {
    static const char *const words[] = {"UP",   "OUT", "OFF",     "DOWN",  "AWAY", "BACK",
                                        "OVER", "IN",  "FORWARD", "ASIDE", "ON",   "TOGETHER"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (dg_str_is(word, words[i])) return true;
    return false;
}

/* Up to the closing mark; false if it is missing. */
static bool enclosed(dragoman_str *rest, char close, dragoman_str *inside) {
    const char *end = memchr(rest->ptr, close, rest->len);
    if (!end) return false;
    *inside = dg_str_trim((dragoman_str){rest->ptr + 1, (uint32_t)(end - rest->ptr - 1)});
    *rest = dg_str_trim((dragoman_str){end + 1, (uint32_t)(rest->ptr + rest->len - end - 1)});
    return true;
}

/* A word, a phrase, or a set of this file by itself; nothing with PETRARCH's other marks. */
static bool plain(dg_dict *dict, dragoman_str word) {
    if (word.len > 1 && memchr(word.ptr + 1, '&', word.len - 1))
        return false; /* a set joined with words */
    if (word.len && word.ptr[0] == '&' && !known_set(dict, word)) return false;
    for (uint32_t i = 0; i < word.len; i++)
        if (word.ptr[i] == '%' || word.ptr[i] == '$' || word.ptr[i] == '^' || word.ptr[i] == '*')
            return false;
    return word.len > 0 && !(word.len == 1 && word.ptr[0] == '+');
}

/* ------------------------------------------------------------------ patterns */

/* "(PREP NOUN)" as a condition. */
static bool prepositional(dg_dict *dict, dragoman_str phrase, char *out, size_t size) {
    dragoman_str noun = phrase, preposition;
    dg_str_split(&noun, ' ', &preposition);
    noun = noun.ptr ? dg_str_trim(noun) : noun;
    dragoman_str braced;
    if (noun.len && noun.ptr[0] == '{' && enclosed(&noun, '}', &braced)) noun = braced;
    if (!plain(dict, preposition) || preposition.ptr[0] == '&') return false;
    size_t used = strlen(out);
    if (!noun.ptr || !noun.len)
        snprintf(out + used, size - used, "  prep:%.*s",
                 DG_STR_ARG(dg_dict_words(dict->arena, preposition, false)));
    else if (!plain(dict, noun))
        return false;
    else
        snprintf(out + used, size - used, "  %.*s:%.*s",
                 DG_STR_ARG(dg_dict_words(dict->arena, preposition, false)),
                 DG_STR_ARG(element(dict, noun)));
    return true;
}

static bool right_side(dg_dict *dict, dragoman_str rest, char *out, size_t size) {
    bool object = false;
    while (rest.len) {
        dragoman_str word;
        size_t used = strlen(out);
        if (rest.ptr[0] == '(') {
            if (!enclosed(&rest, ')', &word) || !prepositional(dict, word, out, size)) return false;
            continue;
        }
        if (rest.ptr[0] == '{') {
            if (!enclosed(&rest, '}', &word)) return false;
        } else {
            dg_str_split(&rest, ' ', &word);
            rest = rest.ptr ? dg_str_trim(rest) : (dragoman_str){"", 0};
        }
        if (!plain(dict, word)) return false;
        if (particle(word)) {
            snprintf(out + used, size - used, "  prt:%.*s",
                     DG_STR_ARG(dg_dict_words(dict->arena, word, false)));
        } else {
            if (object) return false; /* two bare words: no roles told */
            snprintf(out + used, size - used, "  obj:%.*s", DG_STR_ARG(element(dict, word)));
            object = true;
        }
    }
    return true;
}

static bool conditions(dg_dict *dict, dragoman_str pattern, char *out, size_t size) {
    dragoman_str right = pattern, left;
    out[0] = 0;
    if (!memchr(pattern.ptr, '*', pattern.len)) return false;
    dg_str_split(&right, '*', &left);
    if (left.len) {
        if (memchr(left.ptr, ' ', left.len) || !plain(dict, left)) return false;
        snprintf(out, size, "  subj:%.*s", DG_STR_ARG(element(dict, left)));
    }
    return !right.ptr || right_side(dict, dg_str_trim(right), out, size);
}

/* "042:043" is the code of the source, ":173" of the target: then the roles turn round. */
static void write_senses(dg_dict *dict, const verb_block *block, dragoman_str code,
                         const char *conditions_text) {
    dragoman_str rest = code, first;
    dg_str_split(&rest, ':', &first);
    bool turned = !first.len;
    dragoman_str used = turned ? dg_str_trim(rest) : first;
    const char *event = dg_dict_plover(used);
    for (uint32_t i = 0; i < block->verbs.count; i++) {
        dg_dict_write(dict, "verb %.*s%s  => ", DG_STR_ARG(block->verbs.items[i]), conditions_text);
        if (event)
            dg_dict_write(dict, "%s %.*s%s\n", event, DG_STR_ARG(used),
                          turned ? "  actor=obj,by  recipient=subj" : "");
        else
            dg_dict_write(dict, "NONE\n");
    }
}

static bool is_code(dragoman_str code) {
    uint32_t digits = 0;
    for (uint32_t i = 0; i < code.len; i++) {
        if (code.ptr[i] >= '0' && code.ptr[i] <= '9')
            digits++;
        else if (code.ptr[i] != ':')
            return false;
    }
    return digits >= 2;
}

static void pattern_line(dg_dict *dict, const verb_block *block, dragoman_str text) {
    dragoman_str before, code;
    char out[1024];
    if (!dg_dict_bracket(text, &before, &code) || !is_code(code)) {
        dg_mistake(dict->lines, "a pattern without a CAMEO code");
    } else if (!block->verbs.count) {
        dg_mistake(dict->lines, "a pattern before any verb");
    } else if (!conditions(dict, dg_str_trim((dragoman_str){before.ptr + 1, before.len - 1}), out,
                           sizeof out)) {
        dg_mistake(dict->lines, "words without roles over a tree: %.*s", DG_STR_ARG(before));
    } else {
        write_senses(dict, block, code, out);
        dict->taken++;
    }
}

/* ------------------------------------------------------------------ blocks */

static void end_block(dg_dict *dict, const verb_block *block) {
    if (block->verbs.count && is_code(block->code)) write_senses(dict, block, block->code, "");
}

static void verb_line(dg_dict *dict, verb_block *block, dragoman_str text) {
    const char *brace = memchr(text.ptr, '{', text.len);
    if (brace) text.len = (uint32_t)(brace - text.ptr);
    dragoman_str before, code;
    if (dg_dict_bracket(text, &before, &code))
        text = before; /* a code of its own is told in its own block */
    text = dg_str_trim(text);
    if (text.len && text.ptr[0] == '+') text.ptr++, text.len--;
    if (text.len && plain(dict, text))
        *dg_vec_push(dict->arena, &block->verbs) = dg_dict_words(dict->arena, text, false);
}

/* "&SET" and its "+MEMBER" lines as one set line. */
static void set_lines(dg_dict *dict, dragoman_str name) {
    dg_dict_write(dict, "set petrarch_%.*s: ", DG_STR_ARG(set_name(dict, name)));
    bool first = true;
    for (;;) {
        dg_lines ahead = *dict->lines;
        dg_line line;
        if (!dg_lines_next(&ahead, &line) || line.text.ptr[0] != '+') break;
        *dict->lines = ahead;
        dragoman_str member = {line.text.ptr + 1, line.text.len - 1};
        if (!plain(dict, member)) {
            dg_mistake(dict->lines, "no such set: %.*s", DG_STR_ARG(member));
            continue;
        }
        dg_dict_write(dict, "%s%.*s", first ? "" : ", ", DG_STR_ARG(element(dict, member)));
        first = false;
    }
    dg_dict_write(dict, "\n");
    dict->taken++;
}

/* Sets may be named before they are defined. */
static void find_sets(dg_dict *dict) {
    dg_mistakes unheard = {.arena = dict->arena};
    dg_lines ahead = *dict->lines;
    dg_line line;
    ahead.mistakes = &unheard;
    while (dg_lines_next(&ahead, &line))
        if (line.text.ptr[0] == '&')
            *dg_vec_push(dict->arena, &dict->sets) = dg_fold(set_name(dict, line.text));
}

void dg_dict_verbs(dg_dict *dict) {
    verb_block block = {0};
    dg_line line;
    find_sets(dict);
    while (dg_lines_next(dict->lines, &line)) {
        dragoman_str before, text = line.text;
        if (text.len > 3 && memcmp(text.ptr, "---", 3) == 0) {
            end_block(dict, &block);
            block = (verb_block){0};
            dg_dict_bracket(text, &before, &block.code);
        } else if (text.ptr[0] == '&') {
            set_lines(dict, text);
        } else if (text.ptr[0] == '-') {
            pattern_line(dict, &block, text);
        } else if (text.ptr[0] == '~') {
            dg_mistake(dict->lines, "a transformation, which trees make needless");
        } else {
            verb_line(dict, &block, text);
        }
    }
    end_block(dict, &block);
}
