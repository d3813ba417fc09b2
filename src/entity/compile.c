/*
 * compile.c - the actor codebook from text to sections of the codebook image.
 *
 * Three passes: the lines are read into entries, roles, nouns and a list of names; all names are
 * split into tokens by the tokeniser that splits articles, in one go, as lines of one text; the
 * tries, the index of office holders and the pool are laid out. The format is that of
 * codebook/README.md. Every mistake is collected with its file and line.
 *
 * One name may stand for several entries (Georgia, Washington): they are kept in the order of
 * actor_sense.rank - full names before adjectives, capitals, short names and cities, and among
 * equals countries before regions, organisations, groups, persons.
 */
#include "base/keys.h"
#include "base/str.h"
#include "entity/entity_int.h"
#include "text/text.h"

#include <stdlib.h>

#define LONGEST_NAME 16 /* tokens */

/* A name of an entry, a noun, an office or a given name, before it is split. */
typedef struct name {
    dragoman_str text;
    uint32_t file, line;
    uint32_t entry; /* or noun */
    uint8_t how;
    uint32_t first, count; /* tokens */
} name;

typedef struct compiler {
    dg_arena *arena;
    dg_mistakes *mistakes;
    dg_lines *lines; /* being read */
    uint32_t file;   /* its name in the pool */
    DG_VEC(char) pool;
    DG_VEC(actor_entry) entries;
    DG_VEC(actor_role) roles;
    DG_VEC(actor_noun) nouns;
    DG_VEC(actor_given) given;
    map genders;             /* of given names */
    DG_VEC(name) names;      /* of entries */
    DG_VEC(name) noun_names; /* of nouns */
    DG_VEC(name) offices;    /* of roles: entry is the role */
    DG_VEC(name) links;      /* `of`: entry is the entry */
    bool in_entry, in_nouns;
    const dg_doc *doc; /* the tokens of all names */
} compiler;

/* Files of imported dictionaries stand beside ours: what they say twice, or with codes that no
 * country of ours has, is no mistake. */
static bool imported(const compiler *c, uint32_t file) {
    return strncmp(c->pool.items + file, "actors/imported", 15) == 0;
}

/* ------------------------------------------------------------------ words */

bool is_hyphen(dragoman_str form) {
    if (form.len == 1) return form.ptr[0] == '-';
    return form.len == 3 && memcmp(form.ptr, "\xe2\x80", 2) == 0 &&
           (unsigned char)form.ptr[2] >= 0x90 && (unsigned char)form.ptr[2] <= 0x93;
}

bool starts_upper(dragoman_str form) {
    if (!form.len) return false;
    unsigned char c = (unsigned char)form.ptr[0];
    if (c < 0x80) return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    char folded[8];
    uint32_t len = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    if (len > form.len) return false;
    size_t n = dg_fold_into((dragoman_str){form.ptr, len}, folded, sizeof folded);
    /* A capital letter folds to its small one; a small letter with an accent only loses the accent.
     * In Latin-1 and Latin Extended-A capitals are told by the code: below U+00DF, or even. */
    if (c == 0xc3) return (unsigned char)form.ptr[1] < 0x9f;
    if (c == 0xc4 || c == 0xc5) return ((unsigned char)form.ptr[1] & 1) == 0;
    return n != len || memcmp(folded, form.ptr, len) != 0;
}

bool all_upper(dragoman_str form) {
    uint32_t letters = 0;
    for (uint32_t i = 0; i < form.len; i++) {
        char c = form.ptr[i];
        if (c >= 'A' && c <= 'Z')
            letters++;
        else if (c != '.' && !(c >= '0' && c <= '9'))
            return false;
    }
    return letters >= 2;
}

uint64_t name_fold(dragoman_str form, uint64_t fold) {
    if (form.len < 3 || !memchr(form.ptr, '.', form.len)) return fold;
    char bare[64];
    uint32_t len = 0;
    for (uint32_t i = 0; i < form.len && len < sizeof bare; i++)
        if (form.ptr[i] != '.') bare[len++] = form.ptr[i];
    return len ? dg_fold((dragoman_str){bare, len}) : fold;
}

static uint32_t pooled(compiler *c, dragoman_str text) {
    if (!text.len) return 0;
    uint32_t at = c->pool.count;
    for (uint32_t i = 0; i <= text.len; i++)
        *dg_vec_push(c->arena, &c->pool) = i < text.len ? text.ptr[i] : 0;
    return at;
}

/* The first word of `*rest`; *rest moves behind it. Empty at the end. */
static dragoman_str word(dragoman_str *rest) {
    *rest = dg_str_trim(*rest);
    uint32_t len = 0;
    while (len < rest->len && rest->ptr[len] != ' ' && rest->ptr[len] != '\t') len++;
    dragoman_str got = {rest->ptr, len};
    *rest = dg_str_trim((dragoman_str){rest->ptr + len, rest->len - len});
    return got;
}

/* ------------------------------------------------------------------ fields */

static const char sectors[] = " COP GOV JUD LEG MIL OPP PRM PTY REB SPY UAF UNK AGR BUS CRM CVL "
                              "EDU ELI JRN LAB MED REF REL SOC ";

static bool three_capitals(dragoman_str s) {
    if (s.len != 3) return false;
    for (int i = 0; i < 3; i++)
        if (s.ptr[i] < 'A' || s.ptr[i] > 'Z') return false;
    return true;
}

static void read_code(compiler *c, dragoman_str s, char out[4]) {
    if (!three_capitals(s) && !dg_str_is(s, "---")) {
        dg_mistake(c->lines, "\"%.*s\" is no code: three capitals or --- is wanted", DG_STR_ARG(s));
        return;
    }
    memcpy(out, s.ptr, 3);
}

static void read_sector(compiler *c, dragoman_str s, char out[4]) {
    if (dg_str_is(s, "-")) return;
    char padded[6];
    bool known = three_capitals(s);
    if (known) {
        snprintf(padded, sizeof padded, " %.3s ", s.ptr);
        known = strstr(sectors, padded) != NULL;
    }
    if (known)
        memcpy(out, s.ptr, 3);
    else
        dg_mistake(c->lines, "\"%.*s\" is no PLOVER sector", DG_STR_ARG(s));
}

/* "2011-01..2012-05-03", either end may be empty; a lone date is the period it names. */
static bool read_period(dragoman_str s, int32_t *from, int32_t *to) {
    dragoman_str a = s, b = s;
    for (uint32_t i = 0; i + 1 < s.len; i++)
        if (s.ptr[i] == '.' && s.ptr[i + 1] == '.') {
            a = (dragoman_str){s.ptr, i};
            b = (dragoman_str){s.ptr + i + 2, s.len - i - 2};
            break;
        }
    dragoman_date day;
    *from = 0;
    *to = LAST_DAY;
    if (a.len) {
        if (!dg_date_parse(a, &day)) return false;
        *from = day_number(day, 0);
    }
    if (b.len) {
        if (!dg_date_parse(b, &day)) return false;
        *to = day_number(day, 99);
    }
    return true;
}

static void add_name(compiler *c, uint8_t how, dragoman_str list) {
    dragoman_str part;
    while (dg_str_split(&list, ';', &part)) {
        if (!part.len)
            dg_mistake(c->lines, "an empty name in the list");
        else
            *dg_vec_push(c->arena, &c->names) =
                (name){part, c->file, c->lines->number, c->entries.count - 1, how, 0, 0};
    }
}

/* ------------------------------------------------------------------ lines */

static void entry_line(compiler *c, enum actor_kind kind, dragoman_str rest) {
    actor_entry *e = dg_vec_push(c->arena, &c->entries);
    *e = (actor_entry){.kind = kind,
                       .file = c->file,
                       .line = c->lines->number,
                       .to = LAST_DAY,
                       .role_first = c->roles.count};
    read_code(c, word(&rest), e->code);
    read_sector(c, word(&rest), e->sector);
    if (!rest.len) dg_mistake(c->lines, "an entry without a name: KIND CODE SECTOR NAME is wanted");
    e->name = pooled(c, rest);
    if (rest.len)
        *dg_vec_push(c->arena, &c->names) =
            (name){rest, c->file, c->lines->number, c->entries.count - 1, HOW_NAME, 0, 0};
    c->in_entry = true;
}

static void noun_list(compiler *c, actor_noun noun, dragoman_str list) {
    dragoman_str part;
    while (dg_str_split(&list, ';', &part)) {
        if (!part.len) {
            dg_mistake(c->lines, "an empty noun in the list");
            continue;
        }
        *dg_vec_push(c->arena, &c->noun_names) =
            (name){part, c->file, c->lines->number, c->nouns.count, 0, 0, 0};
        actor_noun *n = dg_vec_push(c->arena, &c->nouns);
        *n = noun;
        n->text = pooled(c, part);
    }
}

static void role_line(compiler *c, dragoman_str rest) {
    static const char *const classes[] = {"person", "body", "people"};
    actor_noun noun = {.file = c->file, .line = c->lines->number};
    read_sector(c, word(&rest), noun.sector);
    dragoman_str klass = word(&rest);
    int found = -1;
    for (int i = 0; i < 3; i++)
        if (dg_str_is(klass, classes[i])) found = i;
    if (found < 0) {
        dg_mistake(c->lines, "\"%.*s\" is not person, body or people", DG_STR_ARG(klass));
        return;
    }
    noun.klass = (uint8_t)found;
    noun_list(c, noun, rest);
}

/* `office SECTOR name: synonym; synonym`: the first noun of the line gives the key (its number). */
static void office_line(compiler *c, dragoman_str rest) {
    actor_noun noun = {.file = c->file, .line = c->lines->number, .klass = NOUN_OFFICE};
    read_sector(c, word(&rest), noun.sector);
    dragoman_str synonyms = rest, canonical;
    if (!dg_str_split(&synonyms, ':', &canonical) || !canonical.len) {
        dg_mistake(c->lines, "an office without a name");
        return;
    }
    noun.office_key = c->nouns.count + 1;
    noun_list(c, noun, canonical);
    if (synonyms.len) noun_list(c, noun, synonyms);
    c->in_nouns = c->nouns.count >= noun.office_key;
}

static void given_line(compiler *c, dragoman_str rest, bool title) {
    dragoman_str which = word(&rest), part;
    uint32_t gender = dg_str_is(which, "man")     ? GENDER_MAN
                      : dg_str_is(which, "woman") ? GENDER_WOMAN
                                                  : GENDER_UNKNOWN;
    if (!gender && !dg_str_is(which, "-")) {
        dg_mistake(c->lines, "\"%.*s\" is not man, woman or -", DG_STR_ARG(which));
        return;
    }
    while (dg_str_split(&rest, ';', &part)) {
        if (!part.len) continue;
        uint64_t fold = name_fold(part, dg_fold(part));
        uint32_t before = map_get(&c->genders, fold);
        if (before != MAP_NONE && before != gender)
            dg_mistake(c->lines, "\"%.*s\" is listed twice, as man and woman", DG_STR_ARG(part));
        if (before != MAP_NONE) continue;
        map_put(c->arena, &c->genders, fold, gender);
        *dg_vec_push(c->arena, &c->given) = (actor_given){fold, gender, title};
    }
}

static void head_line(compiler *c, dragoman_str text) {
    static const struct {
        const char *word;
        enum actor_kind kind;
    } kinds[] = {{"country", KIND_COUNTRY},
                 {"region", KIND_REGION},
                 {"org", KIND_ORG},
                 {"group", KIND_GROUP},
                 {"person", KIND_PERSON}};
    dragoman_str rest = text, kind = word(&rest);
    c->in_entry = c->in_nouns = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (dg_str_is(kind, kinds[i].word)) {
            entry_line(c, kinds[i].kind, rest);
            return;
        }
    actor_noun speaker = {.file = c->file, .line = c->lines->number, .klass = NOUN_SPEAKER};
    if (dg_str_is(kind, "role")) {
        uint32_t before = c->nouns.count;
        role_line(c, rest);
        c->in_nouns = c->nouns.count > before;
    } else if (dg_str_is(kind, "office"))
        office_line(c, rest);
    else if (dg_str_is(kind, "speaker"))
        noun_list(c, speaker, rest);
    else if (dg_str_is(kind, "given") || dg_str_is(kind, "title"))
        given_line(c, rest, kind.ptr[0] == 't');
    else
        dg_mistake(c->lines, "no such kind of entry: %.*s", DG_STR_ARG(kind));
}

/* `role: CODE SECTOR [office] PERIOD` */
static void role_key(compiler *c, actor_entry *e, dragoman_str value) {
    actor_role role = {.entry = c->entries.count - 1, .line = c->lines->number};
    dragoman_str code = word(&value), sector = word(&value);
    uint32_t cut = value.len;
    while (cut && value.ptr[cut - 1] != ' ' && value.ptr[cut - 1] != '\t') cut--;
    dragoman_str period = {value.ptr + cut, value.len - cut},
                 office = dg_str_trim((dragoman_str){value.ptr, cut});
    read_code(c, code, role.code);
    read_sector(c, sector, role.sector);
    if (!period.len || !read_period(period, &role.from, &role.to)) {
        dg_mistake(c->lines, "a role ends with its period: FROM..TO");
        return;
    }
    if (role.from > role.to) dg_mistake(c->lines, "the period ends before it begins");
    role.office = pooled(c, office);
    if (office.len)
        *dg_vec_push(c->arena, &c->offices) =
            (name){office, c->file, c->lines->number, c->roles.count, 0, 0, 0};
    *dg_vec_push(c->arena, &c->roles) = role;
    e->role_count++;
}

static void date_key(compiler *c, dragoman_str value, int fill, int32_t *out) {
    dragoman_date day;
    if (dg_date_parse(value, &day))
        *out = day_number(day, fill);
    else
        dg_mistake(c->lines, "\"%.*s\" is no date: YYYY, YYYY-MM or YYYY-MM-DD", DG_STR_ARG(value));
}

#define ON(kind) (1u << (kind))
#define ON_ALL 31u

/* The country where such an office is, or whose such a body is where nothing says. */
static void only_in(compiler *c, dragoman_str code) {
    const actor_noun last = c->nouns.items[c->nouns.count - 1];
    uint32_t only = pooled(c, code);
    for (uint32_t i = c->nouns.count; i-- > 0;) {
        actor_noun *n = &c->nouns.items[i];
        if (n->line != last.line || n->file != last.file) return; /* another line's */
        n->only = only;
    }
}

static void key_line(compiler *c, dragoman_str text) {
    static const struct {
        const char *key;
        int how; /* a list of names, or -1 */
        uint32_t on;
    } keys[] = {
        {"also", HOW_NAME, ON_ALL},
        {"short", HOW_SHORT, ON(KIND_PERSON) | ON(KIND_GROUP) | ON(KIND_ORG)},
        {"adj", HOW_ADJ, ON_ALL & ~ON(KIND_PERSON)},
        {"people", HOW_PEOPLE, ON_ALL & ~ON(KIND_PERSON)},
        {"capital", HOW_CAPITAL, ON(KIND_COUNTRY) | ON(KIND_REGION)},
        {"seat", HOW_SEAT, ON_ALL & ~ON(KIND_PERSON)},
        {"city", HOW_CITY, ON(KIND_COUNTRY) | ON(KIND_REGION)},
        {"role", -1, ON(KIND_PERSON) | ON(KIND_GROUP) | ON(KIND_ORG)},
        {"from", -1, ON_ALL},
        {"to", -1, ON_ALL},
        {"cameo", -1, ON_ALL},
        {"wikidata", -1, ON_ALL},
        {"of", -1, ON_ALL},
        {"army", -1, ON(KIND_COUNTRY)}, /* whose soldiers are told of there; kept as `of` */
    };
    dragoman_str value = text, key;
    if (!memchr(text.ptr, ':', text.len) || !dg_str_split(&value, ':', &key)) {
        dg_mistake(c->lines, "an indented line is `key: value`");
        return;
    }
    value = dg_str_trim(value);
    if (!value.len) {
        dg_mistake(c->lines, "%.*s: without a value", DG_STR_ARG(key));
        return;
    }
    if (c->in_nouns && dg_str_is(key, "in")) {
        only_in(c, value);
        return;
    }
    if (!c->in_entry) {
        dg_mistake(c->lines, "%.*s: belongs to no entry", DG_STR_ARG(key));
        return;
    }
    actor_entry *e = &c->entries.items[c->entries.count - 1];
    size_t i = 0, n = sizeof keys / sizeof *keys;
    while (i < n && !dg_str_is(key, keys[i].key)) i++;
    if (i == n)
        dg_mistake(c->lines, "no such key: %.*s", DG_STR_ARG(key));
    else if (!(keys[i].on & ON(e->kind)))
        dg_mistake(c->lines, "%s: does not go with this kind of entry", keys[i].key);
    else if (keys[i].how >= 0)
        add_name(c, (uint8_t)keys[i].how, value);
    else if (dg_str_is(key, "role"))
        role_key(c, e, value);
    else if (dg_str_is(key, "from"))
        date_key(c, value, 0, &e->from);
    else if (dg_str_is(key, "to"))
        date_key(c, value, 99, &e->to);
    else if (dg_str_is(key, "cameo"))
        e->cameo = pooled(c, value);
    else if (dg_str_is(key, "wikidata"))
        e->wikidata = pooled(c, value);
    else
        *dg_vec_push(c->arena, &c->links) =
            (name){value, c->file, c->lines->number, c->entries.count - 1, 0, 0, 0};
}

static int read_file(compiler *c, const char *dir, const char *file, dragoman_error *error) {
    dg_lines lines;
    dg_line line;
    int status = dg_lines_open(&lines, c->arena, dir, file, c->mistakes, error);
    if (status < 0) return status;
    /* of use while this file is read only. */
    /* cppcheck-suppress autoVariables */
    c->lines = &lines;
    c->file = pooled(c, dg_str(file));
    c->in_entry = c->in_nouns = false;
    while (dg_lines_next(&lines, &line)) {
        if (line.indented)
            key_line(c, line.text);
        else
            head_line(c, line.text);
    }
    return 0;
}

/* ------------------------------------------------------------------ splitting the names */

/* All names become paragraphs of one text, which is split as articles are. */
typedef struct splitting {
    DG_VEC(char) text;
    DG_VEC(uint32_t) starts; /* of each name, in bytes */
} splitting;

static void put_names(compiler *c, splitting *s, const name *names, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        *dg_vec_push(c->arena, &s->starts) = s->text.count;
        for (uint32_t k = 0; k < names[i].text.len; k++)
            *dg_vec_push(c->arena, &s->text) = names[i].text.ptr[k];
        *dg_vec_push(c->arena, &s->text) = '\n';
        *dg_vec_push(c->arena, &s->text) = '\n';
    }
}

static void take_names(const dg_doc *doc, const splitting *s, uint32_t *next, uint32_t *token,
                       name *names, uint32_t count) {
    for (uint32_t i = 0; i < count; i++, (*next)++) {
        uint32_t end = *next + 1 < s->starts.count ? s->starts.items[*next + 1] : doc->text.len;
        names[i].first = *token;
        while (*token < doc->tokens.count && doc->tokens.items[*token].span.start < end) (*token)++;
        names[i].count = *token - names[i].first;
    }
}

static const dg_doc *split_names(compiler *c) {
    splitting s = {0};
    put_names(c, &s, c->names.items, c->names.count);
    put_names(c, &s, c->noun_names.items, c->noun_names.count);
    put_names(c, &s, c->offices.items, c->offices.count);
    put_names(c, &s, c->links.items, c->links.count);
    dg_doc *doc = DG_NEW(c->arena, dg_doc);
    doc->arena = c->arena;
    doc->text = doc->article.text = (dragoman_str){s.text.items, s.text.count};
    if (s.text.count) dg_text_split(doc);
    uint32_t next = 0, token = 0;
    take_names(doc, &s, &next, &token, c->names.items, c->names.count);
    take_names(doc, &s, &next, &token, c->noun_names.items, c->noun_names.count);
    take_names(doc, &s, &next, &token, c->offices.items, c->offices.count);
    take_names(doc, &s, &next, &token, c->links.items, c->links.count);
    return doc;
}

/* Folds of a name's words, without hyphens and a leading "the"; how many. */
static uint32_t folds_of(const dg_doc *doc, const name *n, uint64_t folds[LONGEST_NAME],
                         actor_sense *sense) {
    static const char the[] = "the";
    uint32_t count = 0;
    for (uint32_t t = n->first; t < n->first + n->count; t++) {
        dragoman_str form = dg_form(doc, (int32_t)t);
        if (is_hyphen(form)) continue;
        uint64_t fold = name_fold(form, doc->tokens.items[t].fold);
        if (t == n->first && n->count > 1 && fold == dg_fold_z(the)) continue;
        if (count == LONGEST_NAME) return LONGEST_NAME + 1;
        if (sense && starts_upper(form)) sense->caps |= (uint16_t)(1u << count);
        bool dotted = memchr(form.ptr, '.', form.len) != NULL;
        if (sense && all_upper(form) && form.len <= (dotted ? 6u : 3u))
            sense->upper |= (uint16_t)(1u << count);
        folds[count++] = fold;
    }
    return count;
}

/* ------------------------------------------------------------------ tries */

typedef struct keyed {
    uint64_t key;
    uint32_t rank, item;
} keyed;

static int by_key(const void *a, const void *b) {
    const keyed *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

typedef struct trie_build {
    actor_slot *slots;
    uint32_t size;
    uint64_t *bloom;
    DG_VEC(keyed) ends; /* where names end: item is a sense or noun */
} trie_build;

static void trie_begin(dg_arena *arena, trie_build *t, uint32_t tokens) {
    t->size = 64;
    while (t->size < tokens * 2 + 64) t->size *= 2;
    t->slots = DG_ARRAY(arena, actor_slot, t->size);
    t->bloom = DG_ARRAY(arena, uint64_t, BLOOM_WORDS);
}

static actor_slot *trie_slot(trie_build *t, uint64_t key) {
    uint32_t i = (uint32_t)(key & (t->size - 1));
    while (t->slots[i].key && t->slots[i].key != key) i = (i + 1) & (t->size - 1);
    t->slots[i].key = key;
    return &t->slots[i];
}

static void trie_add(dg_arena *arena, trie_build *t, const uint64_t *folds, uint32_t count,
                     uint32_t rank, uint32_t item) {
    uint64_t key = TRIE_ROOT, bit = folds[0] & (BLOOM_WORDS * 64 - 1);
    t->bloom[bit / 64] |= (uint64_t)1 << (bit % 64);
    for (uint32_t i = 0; i < count; i++) {
        key = trie_step(key, folds[i]);
        trie_slot(t, key);
    }
    *dg_vec_push(arena, &t->ends) = (keyed){key, rank, item};
}

/* Items in the order of the ends, so that those of one name lie together; slots point at them. */
static void *trie_finish(dg_arena *arena, trie_build *t, const void *items, size_t size) {
    if (t->ends.count) qsort(t->ends.items, t->ends.count, sizeof *t->ends.items, by_key);
    char *out = dg_arena_array(arena, t->ends.count, size);
    for (uint32_t i = 0; i < t->ends.count; i++) {
        memcpy(out + i * size, (const char *)items + t->ends.items[i].item * size, size);
        actor_slot *slot = trie_slot(t, t->ends.items[i].key);
        if (!slot->count) slot->first = i;
        slot->count++;
    }
    return out;
}

static uint32_t rank_of(uint8_t how, uint32_t kind) {
    static const uint8_t order[] = {
        [HOW_NAME] = 0, [HOW_ADJ] = 1,   [HOW_PEOPLE] = 2, [HOW_CAPITAL] = 3,
        [HOW_SEAT] = 3, [HOW_SHORT] = 4, [HOW_CITY] = 5};
    return order[how] * 8u + kind;
}

/* Two head lines of one kind and code with one name are one entry written twice. */
static void report_twins(compiler *c, const trie_build *t, const actor_sense *senses) {
    for (uint32_t i = 1; i < t->ends.count; i++) {
        if (t->ends.items[i].key != t->ends.items[i - 1].key) continue;
        const actor_sense *x = &senses[t->ends.items[i - 1].item],
                          *y = &senses[t->ends.items[i].item];
        const actor_entry *a = &c->entries.items[x->entry], *b = &c->entries.items[y->entry];
        if (x->entry == y->entry || a->kind != b->kind || memcmp(a->code, b->code, 4) != 0)
            continue;
        if (x->line != a->line || y->line != b->line || x->how != HOW_NAME || y->how != HOW_NAME)
            continue;
        if (imported(c, a->file) || imported(c, b->file)) continue;
        dg_mistake_at(c->mistakes, c->pool.items + b->file, b->line,
                      "%s is already entered at %s:%u", c->pool.items + b->name,
                      c->pool.items + a->file, a->line);
    }
}

static void compile_names(compiler *c, dg_image_builder *builder, trie_build *t) {
    uint64_t folds[LONGEST_NAME];
    actor_sense *senses = DG_ARRAY(c->arena, actor_sense, c->names.count);
    uint32_t tokens = 0;
    for (uint32_t i = 0; i < c->names.count; i++) tokens += c->names.items[i].count;
    trie_begin(c->arena, t, tokens);
    for (uint32_t i = 0; i < c->names.count; i++) {
        const name *n = &c->names.items[i];
        actor_entry *e = &c->entries.items[n->entry];
        actor_sense *s = &senses[i];
        *s = (actor_sense){.entry = n->entry, .line = n->line, .how = n->how};
        uint32_t count = folds_of(c->doc, n, folds, s);
        if (!count || count > LONGEST_NAME) {
            if (imported(c, n->file)) continue;
            dg_mistake_at(c->mistakes, c->pool.items + n->file, n->line,
                          "\"%.*s\": a name has 1 to %d words", DG_STR_ARG(n->text), LONGEST_NAME);
            continue;
        }
        s->tokens = (uint8_t)count;
        s->rank = (uint16_t)rank_of(n->how, e->kind);
        s->text = n->how == HOW_CITY || n->how == HOW_CAPITAL ? pooled(c, n->text) : 0;
        if (n->line == e->line && n->how == HOW_NAME) e->surname = folds[count - 1];
        trie_add(c->arena, t, folds, count, s->rank, i);
    }
    const actor_sense *sorted = trie_finish(c->arena, t, senses, sizeof *senses);
    report_twins(c, t, senses);
    dg_image_add(builder, "actor.senses", sorted, t->ends.count * sizeof *senses);
    dg_image_add(builder, "actor.names", t->slots, t->size * sizeof *t->slots);
    dg_image_add(builder, "actor.names.bloom", t->bloom, BLOOM_WORDS * sizeof *t->bloom);
}

/* ------------------------------------------------------------------ offices */

/* Whether these words are known to name an entry of one of these kinds: its number, or UINT32_MAX.
 */
static uint32_t named_entry(trie_build *t, const actor_sense *senses, const compiler *c,
                            const uint64_t *folds, uint32_t count, uint32_t kinds) {
    uint64_t key = TRIE_ROOT;
    for (uint32_t i = 0; i < count; i++) key = trie_step(key, folds[i]);
    const actor_slot *slot = trie_slot(t, key);
    for (uint32_t i = 0; i < slot->count; i++)
        if (senses[slot->first + i].how != HOW_CITY &&
            kinds & ON(c->entries.items[senses[slot->first + i].entry].kind))
            return senses[slot->first + i].entry;
    return UINT32_MAX;
}

static uint64_t hash_of(const uint64_t *folds, uint32_t count) {
    uint64_t key = TRIE_ROOT;
    for (uint32_t i = 0; i < count; i++) key = trie_step(key, folds[i]);
    return key;
}

/* The word of an office that the others modify: "secretary" of "secretary of state". */
static uint8_t head_word(const uint64_t *folds, uint32_t count) {
    for (uint32_t i = 1; i < count; i++)
        if (folds[i] == dg_fold_z("of") || folds[i] == dg_fold_z("for") ||
            folds[i] == dg_fold_z("to"))
            return (uint8_t)(i - 1);
    return (uint8_t)(count - 1);
}

/* "leader of Hamas": the words from "of" on name an organisation or country; where "of" stands. */
static uint32_t office_words(compiler *c, trie_build *names, const actor_sense *senses,
                             const uint64_t *folds, uint32_t count, actor_role *role) {
    for (uint32_t i = 1; i + 1 < count; i++) {
        if (folds[i] != dg_fold_z("of")) continue;
        uint32_t from = folds[i + 1] == dg_fold_z("the") ? i + 2 : i + 1;
        if (from >= count) continue;
        uint32_t entry =
            named_entry(names, senses, c, folds + from, count - from, ON_ALL & ~ON(KIND_PERSON));
        if (entry == UINT32_MAX) continue;
        uint32_t kind = c->entries.items[entry].kind;
        if (kind == KIND_ORG || kind == KIND_GROUP) role->org = entry + 1;
        return i;
    }
    return count;
}

/* The nouns that are written alike, as a chain: one may be an office in one country and another in
 * another, a role and a speaker's noun at once. */
typedef struct alike {
    map first;               /* hash of the words -> noun + 1 of the last one put in */
    DG_VEC(uint32_t) before; /* [noun]: noun + 1 put in before it */
} alike;

static void alike_put(compiler *c, alike *a, uint64_t key, uint32_t noun) {
    while (a->before.count <= noun) *dg_vec_push(c->arena, &a->before) = 0;
    uint32_t last = map_get(&a->first, key);
    a->before.items[noun] = last == MAP_NONE ? 0 : last;
    map_put(c->arena, &a->first, key, noun + 1);
}

static bool listed_in(const compiler *c, const actor_noun *noun, const char code[4]) {
    return !noun->only || strstr(c->pool.items + noun->only, code);
}

/* The office these words name in a country; else any noun so written; UINT32_MAX if none is. */
static uint32_t alike_office(const compiler *c, const alike *a, uint64_t key, const char code[4]) {
    uint32_t found = UINT32_MAX;
    for (uint32_t at = map_get(&a->first, key); at && at != MAP_NONE;
         at = a->before.items[at - 1]) {
        const actor_noun *noun = &c->nouns.items[at - 1];
        if (noun->klass == NOUN_SPEAKER) continue;
        if (noun->klass == NOUN_OFFICE && !listed_in(c, noun, code)) continue;
        if (found == UINT32_MAX || noun->klass == NOUN_OFFICE) found = at - 1;
        if (noun->klass == NOUN_OFFICE && noun->only) break;
    }
    return found;
}

/* The office's words without "interim" and "of X"; how many. */
static uint32_t bare_office(compiler *c, trie_build *names, const actor_sense *senses,
                            actor_role *role, uint64_t *folds, uint32_t count) {
    static const char *const passing[] = {"interim", "acting", "transitional", "caretaker",
                                          "provisional"};
    count = office_words(c, names, senses, folds, count, role);
    for (size_t k = 0; count > 1 && k < sizeof passing / sizeof *passing; k++)
        if (folds[0] == dg_fold_z(passing[k])) memmove(folds, folds + 1, --count * sizeof *folds);
    return count;
}

/* Offices told in persons' roles that no line of roles.txt lists become nouns of their own. */
static void compile_offices(compiler *c, trie_build *names, const actor_sense *senses,
                            alike *nouns) {
    uint64_t folds[LONGEST_NAME];
    for (uint32_t i = 0; i < c->offices.count; i++) {
        const name *n = &c->offices.items[i];
        actor_role *role = &c->roles.items[n->entry];
        uint32_t count = folds_of(c->doc, n, folds, NULL);
        if (!count || count > LONGEST_NAME) {
            if (imported(c, n->file)) continue;
            dg_mistake_at(c->mistakes, c->pool.items + n->file, n->line,
                          "\"%.*s\": an office has 1 to %d words", DG_STR_ARG(n->text),
                          LONGEST_NAME);
            continue;
        }
        uint32_t noun = alike_office(c, nouns, hash_of(folds, count), role->code);
        if (noun == UINT32_MAX || c->nouns.items[noun].klass != NOUN_OFFICE) {
            count = bare_office(c, names, senses, role, folds, count);
            noun = alike_office(c, nouns, hash_of(folds, count), role->code);
        }
        if (noun == UINT32_MAX) {
            noun = c->nouns.count;
            actor_noun *fresh = dg_vec_push(c->arena, &c->nouns);
            *fresh = (actor_noun){.file = n->file,
                                  .line = n->line,
                                  .klass = NOUN_PERSON,
                                  .tokens = (uint8_t)count,
                                  .head = head_word(folds, count),
                                  .text = role->office};
            memcpy(fresh->sector, role->sector, 4);
            uint64_t *kept = DG_ARRAY(c->arena, uint64_t, count);
            memcpy(kept, folds, count * sizeof *kept);
            *dg_vec_push(c->arena, &c->noun_names) =
                (name){{(const char *)kept, 0}, n->file, n->line, noun, 0, 0, count};
            alike_put(c, nouns, hash_of(folds, count), noun);
        }
        actor_noun *office = &c->nouns.items[noun];
        if (!office->office_key) office->office_key = noun + 1;
        role->office_key = office->office_key;
    }
}

/* One noun may be listed once as a role, once as a speaker, and as offices of several countries. */
static void report_alike(compiler *c, const alike *a, uint64_t key, const name *n) {
    const actor_noun *noun = &c->nouns.items[n->entry];
    for (uint32_t at = map_get(&a->first, key); at && at != MAP_NONE;
         at = a->before.items[at - 1]) {
        const actor_noun *other = &c->nouns.items[at - 1];
        bool role = noun->klass < NOUN_OFFICE;
        if (role ? other->klass >= NOUN_OFFICE : other->klass != noun->klass) continue;
        if (noun->klass == NOUN_OFFICE && noun->only != other->only) continue;
        if (noun->klass == other->klass && noun->office_key == other->office_key &&
            memcmp(noun->sector, other->sector, 4) == 0)
            continue; /* spellings that differ in hyphens, accents or capitals only */
        if (imported(c, n->file) || imported(c, other->file)) continue;
        dg_mistake_at(c->mistakes, c->pool.items + n->file, n->line,
                      "\"%.*s\" is already listed at %s:%u", DG_STR_ARG(n->text),
                      c->pool.items + other->file, other->line);
        return;
    }
}

static uint32_t noun_rank(const actor_noun *noun) {
    return noun->klass == NOUN_OFFICE ? (noun->only ? 0 : 1) : noun->klass == NOUN_SPEAKER ? 3 : 2;
}

static void compile_nouns(compiler *c, dg_image_builder *builder, trie_build *names,
                          const actor_sense *senses) {
    uint64_t folds[LONGEST_NAME];
    alike nouns = {0};
    uint32_t tokens = 0;
    for (uint32_t i = 0; i < c->noun_names.count; i++) {
        const name *n = &c->noun_names.items[i];
        uint32_t count = folds_of(c->doc, n, folds, NULL);
        if (!count || count > LONGEST_NAME) {
            if (imported(c, n->file)) continue;
            dg_mistake_at(c->mistakes, c->pool.items + n->file, n->line,
                          "\"%.*s\": a noun has 1 to %d words", DG_STR_ARG(n->text), LONGEST_NAME);
            continue;
        }
        c->nouns.items[n->entry].tokens = (uint8_t)count;
        c->nouns.items[n->entry].head = head_word(folds, count);
        report_alike(c, &nouns, hash_of(folds, count), n);
        alike_put(c, &nouns, hash_of(folds, count), n->entry);
    }
    compile_offices(c, names, senses, &nouns);
    trie_build t = {0};
    for (uint32_t i = 0; i < c->noun_names.count; i++) tokens += c->noun_names.items[i].count;
    trie_begin(c->arena, &t, tokens);
    for (uint32_t i = 0; i < c->noun_names.count; i++) {
        const name *n = &c->noun_names.items[i];
        bool own = n->text.len == 0; /* made of a person's office: the folds are kept */
        uint32_t count = own ? n->count : folds_of(c->doc, n, folds, NULL);
        if (count && count <= LONGEST_NAME)
            trie_add(c->arena, &t, own ? (const uint64_t *)(const void *)n->text.ptr : folds, count,
                     noun_rank(&c->nouns.items[n->entry]), n->entry);
    }
    const actor_noun *sorted = trie_finish(c->arena, &t, c->nouns.items, sizeof *c->nouns.items);
    dg_image_add(builder, "actor.nouns", sorted, t.ends.count * sizeof *sorted);
    dg_image_add(builder, "actor.role.words", t.slots, t.size * sizeof *t.slots);
    dg_image_add(builder, "actor.role.bloom", t.bloom, BLOOM_WORDS * sizeof *t.bloom);
}

static int by_holder(const void *a, const void *b) {
    const actor_holder *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->role < y->role ? -1 : x->role > y->role;
}

static void compile_holders(compiler *c, dg_image_builder *builder) {
    DG_VEC(actor_holder) holders = {0};
    for (uint32_t i = 0; i < c->roles.count; i++) {
        const actor_role *r = &c->roles.items[i];
        if (!r->office_key) continue;
        if (r->org)
            *dg_vec_push(c->arena, &holders) =
                (actor_holder){holder_key(r->code, r->org, r->office_key), i, 0};
        else
            *dg_vec_push(c->arena, &holders) =
                (actor_holder){holder_key(r->code, 0, r->office_key), i, 0};
    }
    if (holders.count) qsort(holders.items, holders.count, sizeof *holders.items, by_holder);
    dg_image_add(builder, "actor.holders", holders.items, holders.count * sizeof *holders.items);
}

/* ------------------------------------------------------------------ the rest */

static void compile_given(compiler *c, dg_image_builder *builder) {
    if (c->given.count) qsort(c->given.items, c->given.count, sizeof *c->given.items, dg_by_key);
    struct dg_actors listed = {.given = c->given.items, .given_count = c->given.count};
    for (uint32_t i = 0; i < c->names.count; i++) {
        const name *n = &c->names.items[i];
        actor_entry *e = &c->entries.items[n->entry];
        if (e->kind != KIND_PERSON || n->line != e->line || !n->count) continue;
        const actor_given *g = given_name(&listed, c->doc->tokens.items[n->first].fold);
        if (g) e->gender = g->gender;
    }
    dg_image_add(builder, "actor.given", c->given.items, c->given.count * sizeof *c->given.items);
}

/* A country code is one that some `country` entry has. */
static void check_codes(compiler *c) {
    DG_VEC(uint32_t) known = {0};
    for (uint32_t i = 0; i < c->entries.count; i++)
        if (c->entries.items[i].kind == KIND_COUNTRY) *dg_vec_push(c->arena, &known) = i;
    map codes = {0};
    for (uint32_t i = 0; i < known.count; i++)
        map_put(c->arena, &codes, dg_hash(c->entries.items[known.items[i]].code, 3), 1);
    for (uint32_t i = 0; i < c->entries.count; i++) {
        const actor_entry *e = &c->entries.items[i];
        if (*e->code && code_is_country(e->code) &&
            map_get(&codes, dg_hash(e->code, 3)) == MAP_NONE && !imported(c, e->file))
            dg_mistake_at(c->mistakes, c->pool.items + e->file, e->line,
                          "no country has the code %s", e->code);
    }
    for (uint32_t i = 0; i < c->roles.count; i++) {
        const actor_role *r = &c->roles.items[i];
        if (*r->code && code_is_country(r->code) &&
            map_get(&codes, dg_hash(r->code, 3)) == MAP_NONE &&
            !imported(c, c->entries.items[r->entry].file))
            dg_mistake_at(c->mistakes, c->pool.items + c->entries.items[r->entry].file, r->line,
                          "no country has the code %s", r->code);
    }
}

static void compile_links(compiler *c, trie_build *names, const actor_sense *senses) {
    uint64_t folds[LONGEST_NAME];
    for (uint32_t i = 0; i < c->links.count; i++) {
        const name *n = &c->links.items[i];
        uint32_t count = folds_of(c->doc, n, folds, NULL);
        uint32_t entry = count && count <= LONGEST_NAME
                             ? named_entry(names, senses, c, folds, count, ON_ALL)
                             : UINT32_MAX;
        if (entry == UINT32_MAX)
            dg_mistake_at(c->mistakes, c->pool.items + n->file, n->line,
                          "of: no entry has the name \"%.*s\"", DG_STR_ARG(n->text));
        else
            c->entries.items[n->entry].of = entry + 1;
    }
}

int dg_actors_compile(dg_image_builder *builder, const char *dir, dg_mistakes *mistakes,
                      dragoman_error *error) {
    compiler c = {.arena = builder->arena, .mistakes = mistakes};
    dragoman_str *files;
    uint32_t count;
    int status = dg_lines_files(c.arena, dir, "actors", &files, &count, error);
    *dg_vec_push(c.arena, &c.pool) = 0;
    for (uint32_t i = 0; status == 0 && i < count; i++)
        status = read_file(&c, dir, files[i].ptr, error);
    if (status < 0) return status;
    c.doc = split_names(&c);
    trie_build names = {0};
    compile_names(&c, builder, &names);
    const actor_sense *senses = builder->sections.items[builder->sections.count - 3].bytes;
    compile_links(&c, &names, senses);
    compile_nouns(&c, builder, &names, senses);
    compile_holders(&c, builder);
    compile_given(&c, builder);
    check_codes(&c);
    dg_image_add(builder, "actor.entries", c.entries.items,
                 c.entries.count * sizeof *c.entries.items);
    dg_image_add(builder, "actor.roles", c.roles.items, c.roles.count * sizeof *c.roles.items);
    dg_image_add(builder, "actor.pool", c.pool.items, c.pool.count);
    return 0;
}
