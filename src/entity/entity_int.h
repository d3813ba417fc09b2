/*
 * entity_int.h - what the files of this room share: the compiled actor codebook and the state of
 * one article.
 *
 * The codebook image holds arrays without pointers: strings are offsets into one pool (0 is ""),
 * entries name each other by index. Names and role nouns are tries flattened into a hash table: the
 * key of a slot is the running mix of token folds (dg_hash_mix), so that walking a name is one
 * probe a token; a small bloom filter over first tokens spares most probes.
 */
#ifndef DG_ENTITY_INT_H
#define DG_ENTITY_INT_H

#include "entity/entity.h"
#include "syntax/tree.h"

/* ------------------------------------------------------------------ compiled form */

#define LAST_DAY 99999999 /* the end of a period that is still open */

enum actor_kind { KIND_COUNTRY, KIND_REGION, KIND_ORG, KIND_GROUP, KIND_PERSON };

/* How a name stands for its entry; in order of preference where one name stands for several. */
enum actor_how {
    HOW_NAME,   /* a full name */
    HOW_ADJ,    /* Sudanese */
    HOW_PEOPLE, /* Sudanese, Houthis */
    HOW_CAPITAL,
    HOW_SEAT,
    HOW_SHORT,
    HOW_CITY
};

typedef struct actor_entry {
    uint32_t name, cameo, wikidata, file; /* in the pool */
    uint32_t line, role_first, role_count;
    uint32_t of;      /* entry + 1, 0 for none */
    int32_t from, to; /* yyyymmdd */
    char code[4], sector[4];
    uint32_t kind;    /* enum actor_kind */
    uint32_t gender;  /* enum gender */
    uint64_t surname; /* fold of the name's last token */
} actor_entry;

typedef struct actor_role {
    uint32_t entry, line;
    uint32_t office;     /* text in the pool, 0 for none */
    uint32_t office_key; /* offices of one meaning share it, 0 for none */
    uint32_t org;        /* "leader of Hamas": entry + 1 */
    int32_t from, to;    /* yyyymmdd, both included */
    char code[4], sector[4];
} actor_role;

typedef struct actor_slot {
    uint64_t key;          /* 0: empty */
    uint32_t first, count; /* senses; count 0: only the beginning of longer names */
} actor_slot;

typedef struct actor_sense {
    uint32_t entry, text, line;
    uint8_t how, tokens;
    uint16_t caps;  /* bit i: token i is written with a capital */
    uint16_t upper; /* bit i: token i is a short all-capital word (US, IS) and nothing else */
    uint16_t rank;  /* order among senses of one name: lower is preferred */
} actor_sense;

enum noun_class { NOUN_PERSON, NOUN_BODY, NOUN_PEOPLE, NOUN_OFFICE, NOUN_SPEAKER };

typedef struct actor_noun {
    uint32_t line, file, text;
    uint32_t office_key; /* NOUN_OFFICE */
    uint32_t only;       /* pool string of the codes it is one of ("USA GBR "), 0 for all */
    uint8_t klass, tokens, head, reserved;
    char sector[4];
} actor_noun;

typedef struct actor_holder { /* sorted by key, then from */
    uint64_t key;             /* holder_key() */
    uint32_t role, reserved;
} actor_holder;

enum gender { GENDER_UNKNOWN, GENDER_MAN, GENDER_WOMAN };

typedef struct actor_given { /* given names and forms of address; sorted by fold */
    uint64_t fold;
    uint32_t gender, title; /* title: a form of address (Mr, Gen) */
} actor_given;

typedef struct trie {
    const actor_slot *slots;
    uint32_t mask;
    const uint64_t *bloom; /* [BLOOM_WORDS], of first tokens */
} trie;

#define BLOOM_WORDS 1024u /* 64 Kbit */

#define WORD_SLOTS 2048u /* closed-class words: words.c */
typedef struct word_slot {
    uint64_t fold, bits;
} word_slot;

struct dg_actors {
    const char *pool;
    size_t pool_size;
    const actor_entry *entries;
    const actor_role *roles;
    const actor_sense *senses;
    const actor_noun *nouns;
    const actor_holder *holders;
    const actor_given *given;
    size_t entry_count, role_count, sense_count, noun_count, holder_count, given_count;
    trie names, words_of_role;
    word_slot words[WORD_SLOTS];
    uint32_t country_of_code[26 * 26 * 26]; /* entry + 1, 0 for none */
};

#define TRIE_ROOT 0x6a09e667f3bcc908u

static inline uint64_t trie_step(uint64_t key, uint64_t fold) {
    uint64_t next = dg_hash_mix(key, fold);
    return next ? next : 1;
}

static inline bool bloom_has(const uint64_t *bloom, uint64_t fold) {
    uint64_t bit = fold & (BLOOM_WORDS * 64 - 1);
    return bloom[bit / 64] >> (bit % 64) & 1;
}

static inline const actor_slot *trie_find(const trie *t, uint64_t key) {
    for (uint64_t i = key & t->mask;; i = (i + 1) & t->mask) {
        if (t->slots[i].key == key) return &t->slots[i];
        if (!t->slots[i].key) return NULL;
    }
}

static inline uint64_t holder_key(const char code[4], uint32_t org, uint32_t office_key) {
    uint64_t place = org ? (uint64_t)org << 32
                         : (uint64_t)(unsigned char)code[0] << 16 |
                               (uint64_t)(unsigned char)code[1] << 8 |
                               (uint64_t)(unsigned char)code[2];
    return dg_hash_mix(place, office_key);
}

/* The fold by which a token is looked up: periods inside do not count ("U.N." is "UN"). */
uint64_t name_fold(dragoman_str form, uint64_t fold);
/* Whether a token is a hyphen joining its neighbours; such are skipped in names. */
bool is_hyphen(dragoman_str form);
bool starts_upper(dragoman_str form);
bool all_upper(dragoman_str form);

/* yyyymmdd; an unknown month or day is `fill` (0 at the beginning of a period, 99 at its end). */
static inline int32_t day_number(dragoman_date d, int fill) {
    return d.year * 10000 + (d.month ? d.month : fill) * 100 + (d.day ? d.day : fill);
}

/* The role an entry has at a day (0: the latest); NULL if none holds. */
const actor_role *role_at(const dg_actors *actors, const actor_entry *entry, int32_t day);
/* The one who holds an office at a day; NULL if nobody or several. */
const actor_role *holder_at(const dg_actors *actors, const char code[4], uint32_t org,
                            uint32_t office_key, int32_t day);
/* The country entry of a code, -1 if there is none. */
int32_t country_entry(const dg_actors *actors, const char code[4]);
const actor_given *given_name(const dg_actors *actors, uint64_t fold);

/* ------------------------------------------------------------------ closed-class words */

#define W_THROUGH (1ull << 0) /* number, group, dozen (of ..): counts what follows */
#define W_LED (1ull << 1)     /* X-led, X-run: X's own */
#define W_BACKED (1ull << 2)  /* X-backed: not X's own */
#define W_FORMER (1ull << 3)
#define W_LOCATIVE (1ull << 4) /* in, at, near: a place follows */
#define W_OF (1ull << 5)       /* of, for, from, in ..: what follows says whose */
#define W_PLACE (1ull << 6)    /* city, town, border */
#define W_SAY (1ull << 7)
#define W_MONTH (1ull << 8)  /* also days of the week */
#define W_THE (1ull << 9)    /* the, this, these, that, those, both */
#define W_MAN (1ull << 10)   /* he, him, his */
#define W_WOMAN (1ull << 11) /* she, her */
#define W_THEY (1ull << 12)
#define W_IT (1ull << 13)
#define W_I (1ull << 14)
#define W_WE (1ull << 15)
#define W_GROUP (1ull << 16)   /* the group, the movement: names a group told before */
#define W_ORG (1ull << 17)     /* the organisation, the agency */
#define W_FIRM (1ull << 18)    /* the company */
#define W_COUNTRY (1ull << 19) /* the country, the nation */
#define W_PARTY (1ull << 20)
#define W_SIDES (1ull << 21)      /* the two sides, leaders, countries */
#define W_TWO (1ull << 22)        /* two, both */
#define W_INDEFINITE (1ull << 23) /* a, an, another, some, several, many */
#define W_RELATIVE (1ull << 24)   /* who, which, that */
#define W_GENERIC                                                                                  \
    (1ull << 25) /* official, leader, chief: whose sector is that of who they belong to */
#define W_HUMAN (1ull << 26)     /* man, woman, people: nouns of persons that carry no role */
#define W_ELSEWHERE (1ull << 27) /* foreign, unidentified: not of the country told of */
#define W_SELF (1ull << 29)      /* himself: the subject of its clause */
#define W_CHARGE (1ull << 30)    /* arrest, charge: what is done to suspects */
#define W_CAPTIVE (1ull << 31)
#define W_NOWHERE (1ull << 32) /* critics, analysts: of no country unless one is told */
#define W_WEAPON (1ull << 33)  /* stands for the forces that have it */
#define W_MALE (1ull << 34)
#define W_FEMALE (1ull << 35)
#define W_AREA (1ull << 36)       /* the region, the city: a place told before */
#define W_NATIONAL (1ull << 37)   /* in a name, with a country: of its government */
#define W_VIOLENT (1ull << 38)    /* what a lone attacker does */
#define W_NAMED (1ull << 39)      /* "a man named X", "identified as X" */
#define W_OTHER_SIDE (1ull << 40) /* "his counterpart": of another country */
#define W_OTHERS (1ull << 28)     /* others, more: people counted without a noun */

void words_fill(word_slot slots[WORD_SLOTS]);

static inline uint64_t word_bits(const dg_actors *actors, uint64_t fold) {
    for (uint64_t i = fold & (WORD_SLOTS - 1);; i = (i + 1) & (WORD_SLOTS - 1)) {
        if (actors->words[i].fold == fold) return actors->words[i].bits;
        if (!actors->words[i].fold) return 0;
    }
}

/* ------------------------------------------------------------------ one article */

typedef struct dg_entity_state state;

#define NONE (-1)

/* A name found: of the codebook or of the model. */
typedef enum hit_type {
    HIT_COUNTRY,
    HIT_REGION,
    HIT_CITY,
    HIT_CAPITAL, /* also a seat */
    HIT_ADJ,
    HIT_PEOPLE,
    HIT_ORG,
    HIT_GROUP,
    HIT_PERSON,
    HIT_PLACE /* a place nobody listed */
} hit_type;

typedef struct hit {
    uint32_t first, last, head; /* tokens */
    int32_t entry;              /* of the codebook, NONE for a name of the model */
    int32_t sense;              /* the sense that matched, NONE for a name of the model */
    uint32_t sense_count;       /* senses from `sense` on that the words may have */
    uint8_t type;               /* hit_type */
    bool surname_only;          /* a person by one word */
    int32_t title;              /* noun hit before it: "Prime Minister", NONE */
    uint32_t extent;            /* first token with titles */
    uint32_t gender;            /* from a form of address */
    int32_t mention;            /* made of it */
} hit;

/* A role noun found. */
typedef struct noun_hit {
    uint32_t first, last, head;
    uint32_t noun, count; /* senses in the codebook, preferred first */
    bool absorbed;        /* a title of a person, or a modifier of another noun */
    int32_t mention;
} noun_hit;

/* What the room keeps of an entity beside the public record. */
typedef struct entity_info {
    int32_t entry; /* codebook entry or NONE */
    uint32_t gender;
    bool plural;
    bool told;     /* code and sector come from the codebook, a title or an apposition */
    bool named;    /* has been told by a name */
    bool one_word; /* a person told by one word only so far */
    uint32_t mention_capacity;
    int32_t org;        /* codebook entry it belongs to, NONE */
    dg_member *members; /* where it stands for several: "the two sides" */
    uint32_t member_count;
} entity_info;

typedef struct map_slot {
    uint64_t key;
    uint32_t value;
} map_slot;

/* Growing hash map in the article's arena. */
typedef struct map {
    map_slot *slots;
    uint32_t count, capacity;
} map;

#define MAP_NONE UINT32_MAX
uint32_t map_get(const map *m, uint64_t key);
void map_put(dg_arena *arena, map *m, uint64_t key, uint32_t value);

/* A country word and how strongly it sets the scene. */
typedef struct evidence {
    uint32_t token, sentence;
    uint32_t head; /* of its name */
    int32_t verb;  /* of the clause it stands in, NONE */
    char code[4];
    bool locative;
} evidence;

struct dg_entity_state {
    DG_VEC(hit) hits;
    DG_VEC(noun_hit) nouns;
    DG_VEC(entity_info) info; /* beside doc->entities */
    DG_VEC(evidence) evidences;
    DG_VEC(struct scene_count {
        char code[4];
        uint32_t count;
    })
    scene;            /* by weight in the article */
    int32_t *hit_at;  /* [tokens] the hit covering a token, NONE */
    int32_t *noun_at; /* [tokens] the noun hit covering a token, NONE */
    int32_t *cover;   /* [tokens] the mention whose own words cover a token, NONE */
    map by_entry;     /* codebook entry */
    map by_name;    /* persons, organisations and places nobody listed; acronyms told in brackets */
    map by_surname; /* persons by their last word */
    map by_office;  /* persons by office, by office and country, by the noun of their title */
    map by_nominal; /* phrases by noun, by noun and country */
    int32_t day;    /* of the article, 0 unknown */
    bool finished;  /* entities have their lists of mentions */
};

/* What a phrase says about who it is. */
typedef struct composed {
    char code[4], sector[4]; /* "" where nothing says */
    int32_t base;            /* hit that gave the code, NONE */
    int32_t org;             /* codebook entry of a group or organisation it belongs to, NONE */
    bool former, led;
    bool elsewhere;    /* "foreign", "unidentified": not of the scene's country */
    bool region;       /* "African", "Arab": of several countries */
    bool own;          /* a possessive pronoun says whose */
    int32_t possessor; /* its token */
} composed;

/* find.c */
void find_names(const dg_actors *actors, dg_doc *doc, state *s);
void find_nouns(const dg_actors *actors, dg_doc *doc, state *s);
void attach_titles(const dg_actors *actors, dg_doc *doc, state *s);
hit_type hit_type_of(const dg_actors *actors, const actor_sense *sense);

/* The sense of a role noun in a country ("" unknown): an office only where it is one. */
const actor_noun *noun_in(const dg_actors *actors, const noun_hit *n, const char *code);
/* Whether the noun acts for whoever it stands with (spokesman, delegation). */
bool noun_speaks(const dg_actors *actors, const noun_hit *n);

/* The role noun that tells what a name is ("Bank of Israel"), inside it; NULL if there is none. */
const actor_noun *noun_inside(const dg_actors *actors, const dg_doc *doc, uint32_t first,
                              uint32_t last, uint32_t head);

/* compose.c */
/* Code and sector told by the words of a name nobody listed and by those before it. */
void name_codes(const dg_actors *actors, const dg_doc *doc, const state *s, const hit *h,
                char code[4], char sector[4]);
void compose(const dg_actors *actors, const dg_doc *doc, const state *s, int32_t head, int32_t noun,
             composed *out);
/* Code and sector of a codebook entry at the article's day. */
void entry_codes(const dg_actors *actors, const state *s, int32_t entry, char code[4],
                 char sector[4], const actor_role **role);
/* What is tied to a name by a hyphen ("Iran-backed", "Hamas-run"): W_BACKED, W_LED or 0. */
uint64_t tied_by_hyphen(const dg_actors *actors, const dg_doc *doc, const hit *h);
bool is_plural(const dg_doc *doc, int32_t t);
/* The noun that a relative pronoun stands for, -1 if none is found. */
int32_t relative_head(const dg_doc *doc, int32_t token);

#define MENTIONS_BACK 60u /* how far a pronoun or a definite noun looks back */
#define SENTENCES_BACK 6u

static inline const dragoman_token *tok(const dg_doc *doc, uint32_t t) {
    return &doc->tokens.items[t];
}

/* The mention a token heads or stands inside; NONE if there is none yet. */
static inline int32_t known_mention(const dg_doc *doc, uint32_t t) {
    return doc->mention_at[t] != NONE ? doc->mention_at[t] : doc->entity_state->cover[t];
}

/* scene.c */
/* Gather the country words and choose among the bearers of a name. */
void gather_scene(const dg_actors *actors, dg_doc *doc);
/* How much a country is told of in the article. */
uint32_t scene_of(const state *s, const char *code);
/* The country the scene is set in around this token; "" if the article names none. */
const char *scene_country(const state *s, const dg_doc *doc, uint32_t token);
/* The same; a sufferer is not taken for one of those who do it to him. */
const char *scene_of_token(const state *s, const dg_doc *doc, uint32_t token, bool sufferer);

/* pronoun.c */
bool is_pronoun(const dg_doc *doc, uint32_t t);
/* The entity a pronoun means; DRAGOMAN_NONE if none fits. `bits` are its word_bits(). */
uint32_t resolve_pronoun(const dg_actors *actors, dg_doc *doc, uint32_t t, uint64_t bits);

/* resolve.c */
uint32_t entity_new(dg_doc *doc, dragoman_entity_kind kind, dragoman_str name, const char *code,
                    const char *sector);
/* An entity that stands for several: code and sector where they share them. */
uint32_t entity_of_set(dg_doc *doc, dragoman_str name, const dg_member *members, uint32_t count);
uint32_t entity_of_entry(const dg_actors *actors, dg_doc *doc, uint32_t entry);
uint32_t entity_of_hit(const dg_actors *actors, dg_doc *doc, uint32_t h);
uint32_t mention_new(dg_doc *doc, uint32_t entity, dragoman_mention_kind kind, uint32_t first,
                     uint32_t last, uint32_t head);
/* New mentions of what the pass left out: a modifying name, any phrase, a pronoun. */
uint32_t mention_of_hit(const dg_actors *actors, dg_doc *doc, uint32_t index);
uint32_t mention_of_phrase(const dg_actors *actors, dg_doc *doc, int32_t head);
uint32_t mention_of_pronoun(const dg_actors *actors, dg_doc *doc, int32_t t);

uint32_t entity_people_of(dg_doc *doc, uint32_t entity);
/* The place of this name, made where it has not been told. */
uint32_t place_named(dg_doc *doc, dragoman_str name, const char *code, dragoman_str rule);

/* What the files of phrases share. */
typedef bool (*fits)(const dg_doc *doc, uint32_t entity, const void *what);

typedef struct noun_phrase {
    uint32_t head, first, last; /* the phrase */
    int32_t noun;               /* noun hit or NONE */
    composed c;
    const actor_noun *sense; /* NULL without a role noun */
    uint64_t bits;           /* word_bits of the head's lemma */
    bool definite, indefinite, plural, numbered;
    bool single; /* one of a phrase of several */
} noun_phrase;

#define SIDES 12u

/* Those who may be sides, by what speaks for each and for each two of them. */
typedef struct sides {
    uint32_t count, entity[SIDES], weight[SIDES], together[SIDES][SIDES];
} sides;

/* mention.c */
uint64_t bare_fold(const dg_doc *doc, uint32_t t);
dragoman_str words_between(const dg_doc *doc, uint32_t first, uint32_t last);
/* Codes and sectors have three letters or none. */
void entity_set_code(dragoman_entity *e, const char *code);
void entity_set_sector(dragoman_entity *e, const char *sector);
dragoman_str rule_of_line(const dg_actors *actors, dg_doc *doc, uint32_t file, uint32_t line);
dragoman_str model_rule(void);
dragoman_str pooled_str(const dg_actors *actors, uint32_t at);
/* The noun phrase of a head as a span: not beyond its sentence's verbs, starting no later than
 * `first`. */
void widen_to_phrase(const dg_doc *doc, uint32_t head, uint32_t *first, uint32_t *last);
void cover_tokens(dg_doc *doc, uint32_t first, uint32_t last, uint32_t mention);
uint64_t name_key(const dg_doc *doc, uint32_t first, uint32_t last);
bool has_word(const dg_actors *actors, const dg_doc *doc, uint32_t first, uint32_t last,
              uint64_t bits);
bool is_country_word(const dg_actors *actors, const dg_doc *doc, int32_t index);

/* person.c */
/* Who "his", "its", "whose" in a phrase is; NULL where it is not known. */
const dragoman_entity *possessor_of(const dg_actors *actors, dg_doc *doc, const composed *c);
/* What a title or an apposition tells of a person: code, sector, office. */
void describe_person(const dg_actors *actors, dg_doc *doc, uint32_t id, int32_t noun,
                     uint32_t head);
uint32_t person_of(const dg_actors *actors, dg_doc *doc, uint32_t index);
/* "Arnel Reyes of the army's Eastern Command": whom a person without a title belongs to. */
void member_of(const dg_actors *actors, dg_doc *doc, uint32_t id, uint32_t head);
/* A private person: one of whom no office, but a country or an ordinary noun is told. */
void describe_private_person(const dg_actors *actors, dg_doc *doc, uint32_t id, uint32_t head);
/* The first token of a person's mention: titles, and the country words and article before them. */
uint32_t before_title(const dg_actors *actors, const dg_doc *doc, const hit *h);

/* name.c */
/* "(LTDH)" after a name makes the letters stand for it. */
void acronym_after(dg_doc *doc, uint32_t last, uint32_t id);

/* nominal.c */
void read_nominal(const dg_actors *actors, dg_doc *doc, uint32_t head, int32_t noun,
                  noun_phrase *n);
/* "the two sides", "both leaders", "each camp": two of whom the text has told. */
bool means_two(const dg_actors *actors, const dg_doc *doc, const noun_phrase *n);
uint32_t nominal_entity(const dg_actors *actors, dg_doc *doc, noun_phrase *n);

/* definite.c */
/* The nearest entity told before token `t` that fits, DRAGOMAN_NONE if there is none. */
uint32_t look_back(const dg_doc *doc, uint32_t t, fits fit, const void *what);
uint64_t office_and_code(const char *code, uint32_t office);
/* "The spokesperson", "the delegation": of the body told of last. */
void take_body(const dg_actors *actors, const dg_doc *doc, noun_phrase *n);
/* A post told without its holder's name. */
uint32_t by_office(const dg_actors *actors, dg_doc *doc, const noun_phrase *n);
/* "the group", "the country", "the rebels": the nearest thing of the kind. */
uint32_t by_kind(const dg_actors *actors, dg_doc *doc, const noun_phrase *n);
/* Without articles and the like: the name of an entity that has none. */
dragoman_str bare_words(const dg_actors *actors, const dg_doc *doc, uint32_t first, uint32_t last,
                        uint32_t head);
uint32_t set_of(const dg_actors *actors, dg_doc *doc, const noun_phrase *n,
                const dg_member *members, uint32_t count);
/* Whether a phrase for two tells of persons: "the two leaders", not "the two countries". */
bool means_persons(const dg_doc *doc, const noun_phrase *n);
/* The two of that kind most talked of around here, and together; false where nobody is. */
bool find_two(const dg_doc *doc, const noun_phrase *n, bool persons, dg_member members[2]);
/* The same as an entity with these members, where the phrase means two. */
uint32_t two_sides(const dg_actors *actors, dg_doc *doc, const noun_phrase *n);

static inline bool code_is_country(const char *code) {
    static const char *const others[] = {"IGO", "UNO", "EUR", "NGO", "ISM",
                                         "IMG", "MNC", "---", ""};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(code, others[i]) == 0) return false;
    return true;
}

static inline const char *pool_at(const dg_actors *actors, uint32_t at) {
    return actors->pool + at;
}

#endif
