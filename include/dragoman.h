/*
 * dragoman.h - the whole public interface of libdragoman.
 *
 * Dragoman reads news of conflict and mediation and keeps the record of it: who did what to whom,
 * who said what, how many and says who, and where the talks stand, each with its evidence.
 *
 *   dragoman_options opts = DRAGOMAN_OPTIONS_INIT;
 *   dragoman_error err;
 *   dragoman_engine *engine;   // codebook and model: immutable, shared by all threads
 *   dragoman_coder *coder;     // one thread's working memory
 *   if (dragoman_engine_open(&engine, &opts, &err) < 0) ...
 *   if (dragoman_coder_new(&coder, engine, &err) < 0) ...
 *   const dragoman_record *record;
 *   if (dragoman_code(coder, &article, &record, &err) == 0) ... // valid until the next call
 *
 * Conventions
 * - Functions return 0 or a negative dragoman_status; the message goes to the caller's
 *   dragoman_error, which may be NULL.
 * - Text is pointer and length, UTF-8, not zero-terminated unless said. Spans are BYTES into the
 *   record's text, end excluded; dragoman_codepoints() converts to the code points of the JSON.
 * - Everything a record points to belongs to the coder and lives until its next dragoman_code()
 *   or dragoman_coder_free(). Strings of labels (event names, kinds) are static.
 * - An engine may be shared by threads; a coder must not be.
 */
#ifndef DRAGOMAN_H
#define DRAGOMAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DRAGOMAN_VERSION "0.1.0"

#if defined(__GNUC__)
#define DRAGOMAN_API __attribute__((visibility("default")))
#else
#define DRAGOMAN_API
#endif

/* ------------------------------------------------------------------ errors */

typedef enum dragoman_status {
    DRAGOMAN_OK = 0,
    DRAGOMAN_ENOMEM = -1,    /* memory ran out */
    DRAGOMAN_EIO = -2,       /* a file could not be read or written */
    DRAGOMAN_EINPUT = -3,    /* an article is unreadable: not text, not the format it claims */
    DRAGOMAN_ECODEBOOK = -4, /* the codebook has mistakes */
    DRAGOMAN_EMODEL = -5,    /* model or image damaged, foreign or of another version */
    DRAGOMAN_EUSAGE = -6,    /* the caller asked for something that makes no sense */
    DRAGOMAN_EDB = -7        /* the record file refused */
} dragoman_status;

/* What failed and where. `message` is one line, zero-terminated, complete in itself
 * ("articles.jsonl:12: \"text\" is a number, not a string"). */
typedef struct dragoman_error {
    dragoman_status status;
    char message[512];
} dragoman_error;

/* ------------------------------------------------------------------ text */

typedef struct dragoman_str {
    const char *ptr; /* may be NULL where len is 0: null, unknown */
    uint32_t len;    /* bytes */
} dragoman_str;

typedef struct dragoman_span {
    uint32_t start, end; /* bytes; {0,0} is no span */
} dragoman_span;

/* A calendar day; month or day 0 where unknown; year 0 is no date. */
typedef struct dragoman_date {
    int16_t year;
    uint8_t month, day;
} dragoman_date;

typedef enum dragoman_precision {
    DRAGOMAN_PRECISION_UNKNOWN,
    DRAGOMAN_PRECISION_DAY,
    DRAGOMAN_PRECISION_WEEK,
    DRAGOMAN_PRECISION_MONTH,
    DRAGOMAN_PRECISION_YEAR
} dragoman_precision;

/* ------------------------------------------------------------------ the article, in */

typedef struct dragoman_article {
    dragoman_str id; /* empty: made from the text's hash */
    dragoman_str title, source, url, language;
    dragoman_str text;       /* UTF-8, NFC, line ends \n (dragoman_reader gives it so) */
    dragoman_date published; /* year 0: not known */
    dragoman_str meta;       /* a JSON object of unknown keys, carried through; may be empty */
} dragoman_article;

/* ------------------------------------------------------------------ syntax layer */

typedef struct dragoman_token {
    dragoman_span span;
    uint64_t fold;       /* xxh3 of the form, lower-cased and without accents */
    uint64_t lemma_fold; /* the same of the lemma; 0 before syntax */
    dragoman_str lemma;
    int32_t head;        /* token index in the article, -1 for a root */
    int32_t child, next; /* first child and next sibling (by position), -1 for none */
    uint32_t sentence;
    uint8_t upos;   /* enum dg_upos in src/syntax/labels.h */
    uint8_t xpos;   /* enum dg_xpos */
    uint8_t deprel; /* enum dg_deprel */
    uint8_t ner;    /* enum dg_ner: 0 outside, B/I of PER, LOC, ORG */
    uint8_t flags;  /* DRAGOMAN_TOKEN_* */
    uint8_t shape;  /* DRAGOMAN_SHAPE_* */
    uint16_t reserved;
} dragoman_token;

#define DRAGOMAN_TOKEN_SPACE_AFTER 1u /* white space follows */
#define DRAGOMAN_TOKEN_MULTIWORD 2u   /* a part of one written word ("do|n't"), the first part */
#define DRAGOMAN_TOKEN_CONTINUES 4u   /* a later part of it */
#define DRAGOMAN_TOKEN_QUOTED 8u      /* stands inside quotation marks */

#define DRAGOMAN_SHAPE_TITLE 1u  /* Xxxx */
#define DRAGOMAN_SHAPE_UPPER 2u  /* XXX (two or more letters) */
#define DRAGOMAN_SHAPE_DIGIT 4u  /* has a digit */
#define DRAGOMAN_SHAPE_PUNCT 8u  /* no letter, no digit */
#define DRAGOMAN_SHAPE_ALPHA 16u /* has a letter */

typedef struct dragoman_sentence {
    dragoman_span span;
    uint32_t first, count; /* tokens */
    uint8_t flags;         /* DRAGOMAN_SENTENCE_* */
} dragoman_sentence;

#define DRAGOMAN_SENTENCE_HEADLINE 1u  /* a title line */
#define DRAGOMAN_SENTENCE_PARAGRAPH 2u /* first of its paragraph */
#define DRAGOMAN_SENTENCE_DATELINE 4u  /* opens with "CITY, Feb. 14 (Agency) -" */

/* ------------------------------------------------------------------ the record, out */

typedef enum dragoman_entity_kind {
    DRAGOMAN_PERSON,
    DRAGOMAN_GROUP,
    DRAGOMAN_COUNTRY,
    DRAGOMAN_ORGANIZATION,
    DRAGOMAN_PLACE,
    DRAGOMAN_PEOPLE
} dragoman_entity_kind;

typedef enum dragoman_mention_kind {
    DRAGOMAN_NAME,
    DRAGOMAN_NOMINAL,
    DRAGOMAN_PRONOUN
} dragoman_mention_kind;

typedef struct dragoman_mention {
    dragoman_span span;
    uint32_t entity;
    uint32_t first, last; /* tokens, both included */
    uint32_t head;        /* token */
    dragoman_mention_kind kind;
} dragoman_mention;

typedef struct dragoman_entity {
    uint32_t id; /* index in record->entities */
    dragoman_entity_kind kind;
    dragoman_str name;
    char code[8];       /* ISO3, IGO UNO EUR NGO ISM IMG MNC, "---" */
    char sector[4];     /* PLOVER sector, "" for null */
    dragoman_str cameo; /* "" for null */
    dragoman_str office;
    dragoman_str wikidata;
    uint32_t *mentions; /* indices into record->mentions, by position */
    uint32_t mention_count;
    dragoman_str rule; /* "actors/groups.txt:12" or "model:names" or a role's line */
} dragoman_entity;

typedef struct dragoman_time {
    char id[20];
    uint32_t sentence;
    dragoman_span span;
    const char *type;            /* DATE TIME DURATION SET */
    char value[32];              /* TIMEX3 value, "" for none */
    const char *mod;             /* TIMEX3 mod or NULL */
    dragoman_date date, enddate; /* what days it covers; year 0 unknown */
    dragoman_precision precision;
    bool open_end;        /* "since October": begins at date, no end */
    int32_t anchor;       /* index of a time, -1 `published`, -2 none needed */
    uint32_t first, last; /* tokens */
    const char *rule;
} dragoman_time;

typedef struct dragoman_place {
    dragoman_span span;
    dragoman_str name;
    uint32_t geonameid; /* 0 unknown */
    double lat, lon;    /* degrees; NAN unknown */
    char country[4];    /* ISO3 or "" */
    dragoman_str admin1;
    uint8_t resolution; /* PLOVER: 5 sub-city 4 city 3 district 2 province 1 country 0 unknown */
    uint32_t entity;    /* the place's entity, UINT32_MAX for none */
} dragoman_place;

typedef struct dragoman_role {
    uint32_t entity;
    dragoman_span span; /* the words that name it in this event */
} dragoman_role;

#define DRAGOMAN_AUX_FUTURE 1u
#define DRAGOMAN_AUX_HYPOTHETICAL 2u
#define DRAGOMAN_AUX_HISTORICAL 4u
#define DRAGOMAN_AUX_NEGATION 8u

#define DRAGOMAN_NONE UINT32_MAX /* "no index", wherever an index may be missing */

typedef struct dragoman_event {
    char id[20];
    uint32_t sentence;
    dragoman_span span; /* extent: the clause */
    dragoman_span trigger;
    uint32_t token; /* head token of the trigger */
    uint8_t event;  /* dragoman_event_name() */
    uint8_t mode_count, context_count;
    uint8_t mode[4];    /* dragoman_mode_name() */
    uint8_t context[4]; /* dragoman_context_name() */
    char cameo[6];      /* "" where none is told */
    uint8_t quad;       /* 1..4 */
    float scale;        /* PLOVER event scale */
    float goldstein;    /* NAN where CAMEO gives none */
    uint8_t auxiliary;  /* DRAGOMAN_AUX_* */
    dragoman_role *actors, *recipients;
    uint32_t actor_count, recipient_count;
    uint32_t according_to; /* entity, DRAGOMAN_NONE for the article's own voice */
    dragoman_span source_span;
    dragoman_date date, enddate;
    bool open_end;
    dragoman_precision precision;
    uint32_t time;                   /* index in times or DRAGOMAN_NONE */
    uint32_t place;                  /* index in places or DRAGOMAN_NONE */
    uint32_t *dead, *injured, *size; /* tally indices */
    uint32_t dead_count, injured_count, size_count;
    float confidence;
    dragoman_str rule;
} dragoman_event;

typedef enum dragoman_statement_kind {
    DRAGOMAN_DIRECT,
    DRAGOMAN_INDIRECT,
    DRAGOMAN_MIXED
} dragoman_statement_kind;

typedef struct dragoman_statement {
    char id[20];
    uint32_t sentence;
    uint32_t *speakers; /* entities */
    uint32_t speaker_count;
    dragoman_span source; /* {0,0}: nobody named */
    dragoman_span cue;
    uint32_t cue_token;
    dragoman_span *content;
    uint32_t content_count;
    dragoman_statement_kind kind;
    uint32_t addressee; /* entity or DRAGOMAN_NONE */
    dragoman_date date;
    bool negated;
    dragoman_str rule;
} dragoman_statement;

typedef struct dragoman_source {
    dragoman_span span;
    uint32_t entity; /* or DRAGOMAN_NONE */
} dragoman_source;

typedef struct dragoman_tally {
    char id[20];
    uint32_t sentence;
    dragoman_span span;
    int64_t low, high;     /* -1 where open (null) */
    const char *qualifier; /* exact at_least about at_most more_than fewer_than range */
    const char *
        counted; /* killed wounded captive released missing detained displaced participants other */
    dragoman_span population;
    char population_sector[4];
    uint32_t *responsible; /* entities */
    uint32_t responsible_count;
    uint32_t place; /* index in places or DRAGOMAN_NONE */
    dragoman_date date, enddate;
    bool open_end;
    dragoman_date as_of;
    dragoman_source *according_to; /* in chain order */
    uint32_t according_to_count;
    uint32_t event;   /* index in events or DRAGOMAN_NONE */
    uint32_t part_of; /* index of the tally this is a part of, or DRAGOMAN_NONE */
    uint32_t token;   /* head token of the counted noun or number */
    dragoman_str rule;
} dragoman_tally;

typedef struct dragoman_term {
    dragoman_span span;
    const char *issue; /* ceasefire, prisoner_release, ... */
} dragoman_term;

typedef struct dragoman_step {
    char id[20];
    uint32_t sentence;
    const char *kind; /* call intent talks mediation proposal response obstacle ... */
    uint32_t *parties, *mediators, *hosts; /* entities */
    uint32_t party_count, mediator_count, host_count;
    uint32_t venue; /* place or DRAGOMAN_NONE */
    dragoman_date date, enddate;
    bool open_end;
    dragoman_precision precision;
    uint8_t auxiliary;
    const char *format;   /* talks: direct proximity shuttle phone unclear; or NULL */
    const char *response; /* response: accepted rejected conditional pending; or NULL */
    dragoman_term *terms;
    uint32_t term_count;
    dragoman_span span;
    uint32_t *events;
    uint32_t event_count;
    uint32_t according_to;
    dragoman_str rule;
} dragoman_step;

/* What coded a record. Zero-terminated; NULL where not known. */
typedef struct dragoman_coder_info {
    const char *version;          /* of Dragoman */
    const char *codebook, *model; /* content hashes, 16 hex digits */
} dragoman_coder_info;

typedef struct dragoman_record {
    dragoman_article article; /* as coded; id filled in */
    dragoman_str conllu;      /* what dragoman_parse_conllu() was given; else empty */
    uint64_t text_hash[2];    /* xxh3-128 of the text, high half first */
    dragoman_coder_info coder;
    const dragoman_sentence *sentences;
    uint32_t sentence_count;
    const dragoman_token *tokens;
    uint32_t token_count;
    const dragoman_mention *mentions;
    uint32_t mention_count;
    const dragoman_entity *entities;
    uint32_t entity_count;
    const dragoman_time *times;
    uint32_t time_count;
    const dragoman_place *places;
    uint32_t place_count;
    const dragoman_event *events;
    uint32_t event_count;
    const dragoman_statement *statements;
    uint32_t statement_count;
    const dragoman_tally *tallies;
    uint32_t tally_count;
    const dragoman_step *steps;
    uint32_t step_count;
} dragoman_record;

/* ------------------------------------------------------------------ engine and coder */

/* Where the data stand and how to code. Start from DRAGOMAN_OPTIONS_INIT. */
typedef struct dragoman_options {
    uint32_t version; /* DRAGOMAN_OPTIONS_VERSION */
    const char
        *codebook_dir;      /* NULL: $DRAGOMAN_CODEBOOK, else beside the program, else installed */
    const char *model_path; /* NULL: $DRAGOMAN_MODEL, likewise */
    const char *cache_dir;  /* compiled codebook; NULL: $XDG_CACHE_HOME/dragoman; "" for none */
} dragoman_options;

#define DRAGOMAN_OPTIONS_VERSION 1
#define DRAGOMAN_OPTIONS_INIT                                                                      \
    { DRAGOMAN_OPTIONS_VERSION, NULL, NULL, NULL }

typedef struct dragoman_engine dragoman_engine;
typedef struct dragoman_coder dragoman_coder;

/* Load codebook and model. ensures: *out is immutable and may be shared by threads.
 * errors: ECODEBOOK (message names the first mistake and how many), EMODEL, EIO, ENOMEM. */
DRAGOMAN_API int dragoman_engine_open(dragoman_engine **out, const dragoman_options *options,
                                      dragoman_error *error);
DRAGOMAN_API void dragoman_engine_close(dragoman_engine *engine);

/* Content hashes (16 hex digits, zero-terminated) of codebook and model, for `coder`. */
DRAGOMAN_API const char *dragoman_engine_codebook(const dragoman_engine *engine);
DRAGOMAN_API const char *dragoman_engine_model(const dragoman_engine *engine);

/* One thread's working memory over a shared engine, which must outlive it. */
DRAGOMAN_API int dragoman_coder_new(dragoman_coder **out, const dragoman_engine *engine,
                                    dragoman_error *error);
DRAGOMAN_API void dragoman_coder_free(dragoman_coder *coder);

/* Code one article: the whole record. The article's strings are copied.
 * ensures: *out is valid until the next call with this coder. errors: EINPUT, ENOMEM. */
DRAGOMAN_API int dragoman_code(dragoman_coder *coder, const dragoman_article *article,
                               const dragoman_record **out, dragoman_error *error);

/* Sentences, tokens and trees only (`dragoman parse`); the other layers are empty. */
DRAGOMAN_API int dragoman_parse(dragoman_coder *coder, const dragoman_article *article,
                                const dragoman_record **out, dragoman_error *error);

/* Trees over the tokens of CoNLL-U input, kept as they stand. `conllu` is one or more sentence
 * blocks. The record's text is the sentences' texts, one a line. */
DRAGOMAN_API int dragoman_parse_conllu(dragoman_coder *coder, dragoman_str conllu,
                                       const dragoman_record **out, dragoman_error *error);

/* ------------------------------------------------------------------ reading articles */

typedef enum dragoman_format {
    DRAGOMAN_FORMAT_AUTO,  /* told from the name and the first bytes */
    DRAGOMAN_FORMAT_TEXT,  /* one article a file */
    DRAGOMAN_FORMAT_JSONL, /* one article a line */
    DRAGOMAN_FORMAT_HTML,  /* one article a page */
    DRAGOMAN_FORMAT_CONLLU /* sentence blocks (dragoman_parse_conllu); given as one article, text
                              raw */
} dragoman_format;

typedef struct dragoman_read_options {
    uint32_t version; /* DRAGOMAN_READ_OPTIONS_VERSION */
    dragoman_format format;
    dragoman_date published; /* for articles that carry no date; year 0: none */
    const char *source;      /* for articles that name none; may be NULL */
    uint64_t largest;        /* bytes of one article; larger ones are an error; 0: 16 MiB */
} dragoman_read_options;

#define DRAGOMAN_READ_OPTIONS_VERSION 1
#define DRAGOMAN_READ_OPTIONS_INIT                                                                 \
    { DRAGOMAN_READ_OPTIONS_VERSION, DRAGOMAN_FORMAT_AUTO, {0, 0, 0}, NULL, 0 }

typedef struct dragoman_reader dragoman_reader;

/* Open a file ("-": standard input), plain, gzip or zstd, told by its first bytes. errors: EIO,
 * EUSAGE, EINPUT where the file is empty or no text (a PDF, a picture). */
DRAGOMAN_API int dragoman_reader_open(dragoman_reader **out, const char *path,
                                      const dragoman_read_options *options, dragoman_error *error);
/* The same over bytes in memory, kept by the caller; `name` is for messages and ids. */
DRAGOMAN_API int dragoman_reader_open_memory(dragoman_reader **out, const void *bytes, size_t size,
                                             const char *name, const dragoman_read_options *options,
                                             dragoman_error *error);
/* The next article: 1 and *article (valid until the next call), 0 at the end, negative where this
 * article cannot be read: *error says `path:line: why` (EINPUT) and reading may go on with the next
 * one, but for EIO and ENOMEM, after which the reader is at its end. */
DRAGOMAN_API int dragoman_reader_next(dragoman_reader *reader, dragoman_article *article,
                                      dragoman_error *error);
/* What is odd about the article last given, as `path:line: what`: a `published` that is no date.
 * NULL where nothing is; valid until the next call of dragoman_reader_next(). */
DRAGOMAN_API const char *dragoman_reader_warning(const dragoman_reader *reader);
/* Bytes of the file read so far and in all (0 where not known), for progress. */
DRAGOMAN_API void dragoman_reader_progress(const dragoman_reader *reader, uint64_t *done,
                                           uint64_t *all);
/* What is being read, told from name and first bytes where the options left it open. */
DRAGOMAN_API dragoman_format dragoman_reader_format(const dragoman_reader *reader);
DRAGOMAN_API void dragoman_reader_close(dragoman_reader *reader);

/* ------------------------------------------------------------------ writing records */

/* Growing bytes on the heap: zero it, free with dragoman_buffer_free(). */
typedef struct dragoman_buffer {
    char *bytes;
    size_t size, capacity;
} dragoman_buffer;

DRAGOMAN_API void dragoman_buffer_free(dragoman_buffer *buffer);
/* Append bytes. errors: ENOMEM, the buffer stays as it is. */
DRAGOMAN_API int dragoman_buffer_append(dragoman_buffer *buffer, const void *bytes, size_t size,
                                        dragoman_error *error);

typedef enum dragoman_layer {
    DRAGOMAN_ARTICLES,
    DRAGOMAN_EVENTS,
    DRAGOMAN_STATEMENTS,
    DRAGOMAN_TALLIES,
    DRAGOMAN_TIMES,
    DRAGOMAN_ENTITIES,
    DRAGOMAN_STEPS
} dragoman_layer;

typedef struct dragoman_write_options {
    uint32_t version; /* DRAGOMAN_WRITE_OPTIONS_VERSION */
    bool no_text;     /* leave `text` out, keep spans and text_hash */
    bool colour;      /* terminal report: ANSI colours */
    uint32_t width;   /* terminal report: columns; 0: 100 */
} dragoman_write_options;

#define DRAGOMAN_WRITE_OPTIONS_VERSION 1
#define DRAGOMAN_WRITE_OPTIONS_INIT                                                                \
    { DRAGOMAN_WRITE_OPTIONS_VERSION, false, false, 0 }

/* Append the whole record as one JSON line (design: one article in, one object out). */
DRAGOMAN_API int dragoman_write_json(dragoman_buffer *out, const dragoman_record *record,
                                     const dragoman_write_options *options, dragoman_error *error);

/* One layer as flat rows, in one of these forms. */
typedef enum dragoman_form {
    DRAGOMAN_CSV,   /* RFC 4180, line ends \n */
    DRAGOMAN_TSV,   /* tabs and line ends inside a cell become blanks */
    DRAGOMAN_JSONL, /* one JSON object a row, with the same names */
    DRAGOMAN_TABLE  /* aligned columns cut to options->width, for reading */
} dragoman_form;

/* Append all rows of a layer; of DRAGOMAN_ARTICLES there is one. `options` may be NULL. */
DRAGOMAN_API int dragoman_write_rows(dragoman_buffer *out, const dragoman_record *record,
                                     dragoman_layer layer, dragoman_form form,
                                     const dragoman_write_options *options, dragoman_error *error);
/* Append one row. requires: index < dragoman_layer_count(record, layer). */
DRAGOMAN_API int dragoman_write_row(dragoman_buffer *out, const dragoman_record *record,
                                    dragoman_layer layer, uint32_t index, dragoman_form form,
                                    const dragoman_write_options *options, dragoman_error *error);
/* Append the header line of the rows above (nothing for JSONL). */
DRAGOMAN_API int dragoman_write_header(dragoman_buffer *out, dragoman_layer layer,
                                       dragoman_form form, const dragoman_write_options *options,
                                       dragoman_error *error);
/* Rows a record has in a layer. */
DRAGOMAN_API uint32_t dragoman_layer_count(const dragoman_record *record, dragoman_layer layer);

/* Append the readable report for terminals. */
DRAGOMAN_API int dragoman_write_report(dragoman_buffer *out, const dragoman_record *record,
                                       const dragoman_write_options *options,
                                       dragoman_error *error);
/* Append why a row stands in the record: its sentence with the words that tell it, who is who and
 * by which rule, the clause's tree (where the record has tokens), and the codebook's lines (where
 * `engine` is not NULL). `id` is a row's id. errors: EUSAGE where no row of the record has it. */
DRAGOMAN_API int dragoman_write_why(dragoman_buffer *out, const dragoman_record *record,
                                    const char *id, const dragoman_engine *engine,
                                    const dragoman_write_options *options, dragoman_error *error);

/* Which rows to list. A NULL, a year 0: anything. Start from DRAGOMAN_FILTER_INIT. */
typedef struct dragoman_filter {
    uint32_t version;       /* DRAGOMAN_FILTER_VERSION */
    dragoman_date from, to; /* rows whose days touch this period; rows without days go by the
                               article's date (but not times, nor events told as history) */
    const char *actor;      /* part of a name, or a code: "Hamas", "PSE", "PSEREB", "PSE REB" */
    const char *recipient;  /* likewise: the recipient of an event, the addressee of a statement */
    const char *event;      /* an event, a mode, a CAMEO code or its beginning; a kind of statement,
                               step;      what a tally counts; a type of time */
    const char *source;     /* part of the article's source, whatever the case */
} dragoman_filter;

#define DRAGOMAN_FILTER_VERSION 1
#define DRAGOMAN_FILTER_INIT                                                                       \
    { DRAGOMAN_FILTER_VERSION, {0, 0, 0}, {0, 0, 0}, NULL, NULL, NULL, NULL }

/* Whether a row passes. Names are compared without regard to case and accents. */
DRAGOMAN_API bool dragoman_filter_row(const dragoman_filter *filter, const dragoman_record *record,
                                      dragoman_layer layer, uint32_t index);

/* Append CoNLL-U of all sentences, names in MISC (NE=B-PER), with text and newpar comments. A
 * record of dragoman_parse_conllu() gives back its input, comments and MISC too, with the columns
 * filled in. */
DRAGOMAN_API int dragoman_write_conllu(dragoman_buffer *out, const dragoman_record *record,
                                       dragoman_error *error);

/* Append CoNLL-U with what the record says of the words in MISC: Entity=(3-person (mention and
 * entity, as CorefUD brackets them), Event=ASSAULT:5f0c.. on the trigger, Arg=Actor:5f0c.. on the
 * head of each role, Time=5f0c..:DATE:2024-10-24. requires: a record with tokens. `layers`: bits 1u
 * << layer of those wanted, 0: all. */
DRAGOMAN_API int dragoman_write_conllu_layers(dragoman_buffer *out, const dragoman_record *record,
                                              uint32_t layers, dragoman_error *error);
/* Append brat's standoff (https://brat.nlplab.org/standoff.html) over the article's text, offsets
 * in code points; and, alike for all articles, the annotation.conf that shows and checks it. */
DRAGOMAN_API int dragoman_write_brat(dragoman_buffer *out, const dragoman_record *record,
                                     uint32_t layers, dragoman_error *error);
DRAGOMAN_API int dragoman_write_brat_conf(dragoman_buffer *out, dragoman_error *error);
/* Append a W3C Web Annotation page (JSON-LD) on one line: an annotation a row; that of an
 * entity has all its mentions as targets. */
DRAGOMAN_API int dragoman_write_webanno(dragoman_buffer *out, const dragoman_record *record,
                                        uint32_t layers, const dragoman_write_options *options,
                                        dragoman_error *error);
/* Append the article's text as a TimeML document, its times marked in place with TIMEX3. */
DRAGOMAN_API int dragoman_write_timex(dragoman_buffer *out, const dragoman_record *record,
                                      dragoman_error *error);

/* Code points before byte `at` of a text; for many, in rising order, keep the last pair yourself.
 */
DRAGOMAN_API uint32_t dragoman_codepoints(dragoman_str text, uint32_t at);

/* ------------------------------------------------------------------ actors over many articles */

/* Somebody by name and codes, and how often: articles that name him, mentions in them, events in
 * which he acts and is acted upon, statements he makes. */
typedef struct dragoman_actor {
    dragoman_str name;
    char code[8], sector[4];
    dragoman_entity_kind kind;
    uint64_t articles, mentions, acts, receives, speaks;
} dragoman_actor;

typedef struct dragoman_actors dragoman_actors;

DRAGOMAN_API int dragoman_actors_new(dragoman_actors **out, dragoman_error *error);
DRAGOMAN_API void dragoman_actors_free(dragoman_actors *actors);
/* Count a record's entities that pass `filter` (NULL: all). Names are copied. errors: ENOMEM. */
DRAGOMAN_API int dragoman_actors_add(dragoman_actors *actors, const dragoman_record *record,
                                     const dragoman_filter *filter, dragoman_error *error);
/* Those counted so far, those named in most articles first. *list is valid until the next call. */
DRAGOMAN_API int dragoman_actors_list(dragoman_actors *actors, const dragoman_actor **list,
                                      size_t *count, dragoman_error *error);
/* Append one as a row; NULL: the header line. */
DRAGOMAN_API int dragoman_write_actor(dragoman_buffer *out, const dragoman_actor *actor,
                                      dragoman_form form, const dragoman_write_options *options,
                                      dragoman_error *error);

/* ------------------------------------------------------------------ counts over many articles */

/* One count as one source gave it for one day. Nothing is added up or averaged: what articles tell
 * alike is one point with the number of those articles, what they tell otherwise is another. */
typedef struct dragoman_point {
    const char *counted;     /* as in dragoman_tally */
    dragoman_str place;      /* its name; empty where none is told */
    dragoman_str population; /* the words for those counted */
    dragoman_str
        source; /* whoever is named as its source, the chain parted by "; "; empty: the article */
    dragoman_date date;         /* the day it stands for: as_of, else its article's */
    dragoman_date since, until; /* the period counted */
    bool open_end;
    int64_t low, high; /* -1 where open */
    const char *qualifier;
    uint64_t articles;          /* that tell it so */
    dragoman_str others;        /* what other sources last gave by that day, parted by "; " */
    char tally[20];             /* the first of its tallies */
    dragoman_str article, rule; /* of that tally */
} dragoman_point;

typedef struct dragoman_series dragoman_series;

DRAGOMAN_API int dragoman_series_new(dragoman_series **out, dragoman_error *error);
DRAGOMAN_API void dragoman_series_free(dragoman_series *series);
/* Take a record's tallies that pass `filter` (NULL: all) and whose place has `place` in its name or
 * is of that country code (NULL: anywhere). Counts of a part ("including 12 children") are left
 * out, since they measure something else. Strings are copied. errors: ENOMEM. */
DRAGOMAN_API int dragoman_series_add(dragoman_series *series, const dragoman_record *record,
                                     const dragoman_filter *filter, const char *place,
                                     dragoman_error *error);
/* The points so far, by what is counted, place, source and day. *list is valid until the next call.
 */
DRAGOMAN_API int dragoman_series_list(dragoman_series *series, const dragoman_point **list,
                                      size_t *count, dragoman_error *error);
/* Append one as a row; NULL: the header line. */
DRAGOMAN_API int dragoman_write_point(dragoman_buffer *out, const dragoman_point *point,
                                      dragoman_form form, const dragoman_write_options *options,
                                      dragoman_error *error);

/* ------------------------------------------------------------------ many articles */

/* What became of one article of dragoman_run(). */
typedef struct dragoman_result {
    int status;                      /* 0, or why there is no record: `error` says it */
    const dragoman_record *record;   /* NULL where status < 0 or `accept` said no */
    const dragoman_article *article; /* as read; NULL where it could not be read */
    const dragoman_buffer *buffer;   /* what `render` wrote */
    const dragoman_error *error;
    size_t file;         /* index in `paths` */
    uint64_t done, all;  /* bytes of that file read so far and in all (0: not known) */
    const char *warning; /* what dragoman_reader_warning() said of the article, or NULL */
} dragoman_result;

typedef struct dragoman_run_options {
    uint32_t version;                     /* DRAGOMAN_RUN_OPTIONS_VERSION */
    uint32_t jobs;                        /* threads that code; 0: one a core */
    const dragoman_read_options *reading; /* NULL: the defaults */
    void *context;                        /* given to the three below; each may be NULL */
    /* Before an article is coded, on the calling thread: 1 code it, 0 pass over it (its result has
     * no record), negative stop. */
    int (*accept)(void *context, const dragoman_article *article, dragoman_error *error);
    /* On the thread that coded it: append whatever is to be written. Negative fails this article.
     */
    int (*render)(void *context, const dragoman_record *record, dragoman_buffer *out,
                  dragoman_error *error);
    /* On the calling thread, in the order of the input whatever `jobs`: negative stops the run. */
    int (*deliver)(void *context, const dragoman_result *result, dragoman_error *error);
    bool trees; /* dragoman_parse() or, of CoNLL-U, dragoman_parse_conllu(), instead of
                   dragoman_code() */
} dragoman_run_options;

#define DRAGOMAN_RUN_OPTIONS_VERSION 1
#define DRAGOMAN_RUN_OPTIONS_INIT                                                                  \
    { DRAGOMAN_RUN_OPTIONS_VERSION, 0, NULL, NULL, NULL, NULL, NULL, false }

/* Read and code every article of `count` files. An article or file that cannot be read is a result
 * with a status, and the run goes on. errors: what a callback returned; ENOMEM. */
DRAGOMAN_API int dragoman_run(const dragoman_engine *engine, const char *const *paths, size_t count,
                              const dragoman_run_options *options, dragoman_error *error);

/* ------------------------------------------------------------------ the record file */

/* A record file: the records of many articles in one SQLite file, whose tables and views anybody
 * may query (doc/record-file.md). One connection is one thread's; several processes may open one
 * file. */
typedef struct dragoman_db dragoman_db;

typedef enum dragoman_db_mode {
    DRAGOMAN_DB_READ, /* it must exist */
    DRAGOMAN_DB_WRITE /* made where there is none */
} dragoman_db_mode;

/* errors: EDB with `path: why`: not there, no record file, damaged, of a newer version, unwritable.
 */
DRAGOMAN_API int dragoman_db_open(dragoman_db **out, const char *path, dragoman_db_mode mode,
                                  dragoman_error *error);
/* Commit and close. errors: EDB. `db` is gone either way; NULL is allowed. */
DRAGOMAN_API int dragoman_db_close(dragoman_db *db, dragoman_error *error);

typedef enum dragoman_db_state {
    DRAGOMAN_DB_NEW,    /* no article of this id */
    DRAGOMAN_DB_SAME,   /* this very article, by this coder */
    DRAGOMAN_DB_OLDER,  /* this very article, by another coder (program, codebook or model) */
    DRAGOMAN_DB_CHANGED /* another text, date or heading under this id */
} dragoman_db_state;

/* How an article stands to the file: says whether it needs coding at all. errors: EDB. */
DRAGOMAN_API int dragoman_db_state_of(dragoman_db *db, const dragoman_article *article,
                                      const dragoman_coder_info *coder, dragoman_db_state *state,
                                      dragoman_error *error);
/* Keep a record, in place of the one of the same id. Lasting after the next dragoman_db_commit().
 * An article is kept whole or not at all. errors: EDB. */
DRAGOMAN_API int dragoman_db_put(dragoman_db *db, const dragoman_record *record,
                                 dragoman_error *error);
/* Make all that was put last, whatever happens to the process afterwards. errors: EDB; where a put
 * before it ran out of memory or disk, nothing since the last commit may be kept, and this says so.
 */
DRAGOMAN_API int dragoman_db_commit(dragoman_db *db, dragoman_error *error);

/* The records of the file in the order of publication (then id), those that may have rows of
 * `layer` passing `filter` (NULL: all): begin, then next until it gives 0. *record is valid until
 * the next call; it has what rows of `layer` need, of DRAGOMAN_ARTICLES every layer but tokens.
 * next returns 1, 0 at the end, or negative: EDB. */
DRAGOMAN_API int dragoman_db_select(dragoman_db *db, dragoman_layer layer,
                                    const dragoman_filter *filter, dragoman_error *error);
DRAGOMAN_API int dragoman_db_next(dragoman_db *db, const dragoman_record **record,
                                  dragoman_error *error);
/* The record of one article by its id or the beginning of one; or the record that has a row of this
 * id (or beginning), whose whole id comes in row[]. 1, 0 where there is none; errors: EDB, EUSAGE
 * where several begin so. */
DRAGOMAN_API int dragoman_db_article(dragoman_db *db, const char *id,
                                     const dragoman_record **record, dragoman_error *error);
DRAGOMAN_API int dragoman_db_row(dragoman_db *db, const char *id, const dragoman_record **record,
                                 char row[20], dragoman_error *error);

/* The rows to be given from now on: people's in place of the machine's where they corrected it (as
 * from the start), or the machine's alone. */
DRAGOMAN_API void dragoman_db_machine(dragoman_db *db, bool alone);

/* Who corrects, and when. */
typedef struct dragoman_correcting {
    uint32_t version;    /* DRAGOMAN_CORRECTING_VERSION */
    const char *by, *on; /* neither empty */
} dragoman_correcting;

#define DRAGOMAN_CORRECTING_VERSION 1
#define DRAGOMAN_CORRECTING_INIT                                                                   \
    { DRAGOMAN_CORRECTING_VERSION, NULL, NULL }

typedef struct dragoman_corrected {
    uint64_t changed, added, struck;
    uint64_t restored; /* rows of the machine's that had been struck, called back by their id */
} dragoman_corrected;

/* Take over what a person changed in an article's record as dragoman_write_brat() wrote it: rows
 * changed, added and struck are kept beside the machine's and win over them, also once the article
 * is coded anew. All of `ann` or nothing: every mistake is given to `note` as "name:line: why".
 * Returns 0, the number of mistakes, or negative: EDB, EUSAGE where there is no such article or no
 * name or day. Lasting after the next dragoman_db_commit(). */
DRAGOMAN_API int dragoman_db_correct(dragoman_db *db, const char *article, dragoman_str ann,
                                     const char *name, const dragoman_correcting *options,
                                     void (*note)(void *context, const char *mistake),
                                     void *context, dragoman_corrected *counts,
                                     dragoman_error *error);

/* ------------------------------------------------------------------ the codebook */

/* Other people's dictionaries that can be taken over. */
typedef enum dragoman_dictionary {
    DRAGOMAN_DICTIONARY_ACTORS,
    DRAGOMAN_DICTIONARY_AGENTS,
    DRAGOMAN_DICTIONARY_VERBS,
    DRAGOMAN_DICTIONARY_DISCARDS
} dragoman_dictionary;

/* A TABARI or PETRARCH dictionary in the codebook's format, dates kept. *out is made anew (free
 * it). Every line that could not be taken is given to `note` (may be NULL) as "file:line: why".
 * Returns how many entries or patterns were taken, or negative: EIO, ENOMEM. */
DRAGOMAN_API int dragoman_codebook_import(const char *path, dragoman_dictionary kind,
                                          dragoman_buffer *out,
                                          void (*note)(void *context, const char *line),
                                          void *context, dragoman_error *error);

/* Every line of a codebook folder (NULL: as dragoman_engine_open finds it) that holds a word, given
 * to `note` as "file:line: text". Returns their number, or negative: EIO, ENOMEM. */
DRAGOMAN_API int dragoman_codebook_find(const char *dir, const char *word,
                                        void (*note)(void *context, const char *line),
                                        void *context, dragoman_error *error);

/* Check all of a codebook folder (NULL: as dragoman_engine_open finds it). Every mistake is given
 * to `note` as "file:line: what is wrong". Returns their number, or negative: EIO, ENOMEM. */
DRAGOMAN_API int dragoman_codebook_check(const char *dir,
                                         void (*note)(void *context, const char *mistake),
                                         void *context, dragoman_error *error);
/* Append the text of the codebook line that a `rule` names ("events/assault.txt:12"), with the line
 * of its entry above it where it is indented. Appends nothing for a rule of another kind
 * ("model:.."). errors: EIO where the file cannot be read or is shorter. */
DRAGOMAN_API int dragoman_codebook_line(const dragoman_engine *engine, dragoman_str rule,
                                        dragoman_buffer *out, dragoman_error *error);
/* What codes: the program's version and the hashes of codebook and model. */
DRAGOMAN_API dragoman_coder_info dragoman_engine_coder(const dragoman_engine *engine);

/* A date "2021", "2021-01" or "2021-01-26" that the calendar has; false if it is none. */
DRAGOMAN_API bool dragoman_date_parse(const char *text, dragoman_date *date);

/* ------------------------------------------------------------------ labels */

DRAGOMAN_API const char *dragoman_event_name(uint8_t event);     /* "ASSAULT" */
DRAGOMAN_API const char *dragoman_mode_name(uint8_t mode);       /* "explosives" */
DRAGOMAN_API const char *dragoman_context_name(uint8_t context); /* "military" */
DRAGOMAN_API const char *dragoman_upos_name(uint8_t upos);
DRAGOMAN_API const char *dragoman_xpos_name(uint8_t xpos);
DRAGOMAN_API const char *dragoman_deprel_name(uint8_t deprel);
DRAGOMAN_API const char *dragoman_ner_name(uint8_t ner); /* "B-PER", NULL for outside */
DRAGOMAN_API const char *dragoman_entity_kind_name(dragoman_entity_kind kind);
DRAGOMAN_API const char *dragoman_precision_name(dragoman_precision precision);

#ifdef __cplusplus
}
#endif
#endif
