/* options.c - see options.h. */
#include "options.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const option_entry option_table[OPT_COUNT] = {
    [OPT_FORMAT_CODE] =
        {"format", 'f', "FORMAT", "jsonl csv tsv table report brat webanno timex conllu",
         "What to write: one JSON object an article, rows of one layer, an aligned "
         "table, a report to read, or the text with its annotations: brat's standoff, "
         "W3C Web Annotations, TIMEX3 in TimeML, CoNLL-U; jsonl where standard output "
         "is no terminal, else report"},
    [OPT_LAYER] =
        {"layer", 'l', "LAYER", "articles events statements tallies times entities steps",
         "Write the rows of this layer; events, where the format is one of rows; all, where "
         "it is one of annotations"},
    [OPT_NO_TEXT] = {"no-text", 0, NULL, NULL,
                     "Leave the articles' text out; spans and hash stay, so that the record can be "
                     "shared where the text must not"},
    [OPT_PUBLISHED] =
        {"published", 'p', "DATE", NULL,
         "Date of the articles that carry none (YYYY-MM-DD); without a date, relative "
         "ones such as \"Monday\" stay unresolved"},
    [OPT_SOURCE_NAME] = {"source", 's', "NAME", NULL, "Source of the articles that name none"},
    [OPT_FROM_FORMAT] = {"from", 0, "FORMAT", "txt jsonl html",
                         "What the input is; told from its name and first bytes where not given"},
    [OPT_FROM_PARSE] = {"from", 0, "FORMAT", "txt jsonl html conllu",
                        "What the input is; told from its name and first bytes where not given; of "
                        "conllu the tokens are kept"},
    [OPT_FORMAT_LIST] =
        {"format", 'f', "FORMAT", "table jsonl csv tsv",
         "How to write the rows; table where standard output is a terminal, else tsv"},
    [OPT_FORMAT_SHOW] =
        {"format", 'f', "FORMAT", "report jsonl brat webanno timex",
         "How to write the record: a report, one JSON object, or the text's annotations; "
         "report"},
    [OPT_DB] = {"db", 0, "FILE", NULL, "The record file; dragoman.db"},
    [OPT_FROM_DATE] =
        {"from", 0, "DATE", NULL,
         "Only rows that touch this day, month or year, or a later one; a row without a date "
         "of its own goes by its article's"},
    [OPT_TO_DATE] = {"to", 0, "DATE", NULL,
                     "Only rows that touch this day, month or year, or an earlier one"},
    [OPT_ACTOR] = {"actor", 'a', "WHO", NULL,
                   "Only rows in which this one acts, speaks or counts: part of a name, or a code "
                   "such as PSE, PSEREB or \"PSE REB\""},
    [OPT_RECIPIENT] = {"recipient", 'r', "WHO", NULL,
                       "Only rows done or said to this one: part of a name, or a code"},
    [OPT_EVENT] =
        {"event", 'e', "TYPE", NULL,
         "Only rows of this kind: an event (ASSAULT), a mode (aerial), a CAMEO code or its "
         "beginning (19), what is counted (killed), a kind of step (talks)"},
    [OPT_SOURCE_FILTER] = {"source", 's', "NAME", NULL,
                           "Only articles whose source has this in its name"},
    [OPT_LIMIT] = {"limit", 'n', "N", NULL, "No more than this many rows"},
    [OPT_SORT] = {"sort", 0, "ORDER", "text date",
                  "text: as the articles tell them; date: by the day that each row is dated, that "
                  "of its article where it has none"},
    [OPT_SERIES] = {"series", 0, NULL, NULL,
                    "How each source's count moved in time: one row a source, day and figure, and "
                    "beside it what the other sources last gave; nothing is added up or averaged"},
    [OPT_PLACE] = {"place", 0, "PLACE", NULL,
                   "Of a series, only counts of this place: part of its name, or a country's code"},
    [OPT_COUNTED] =
        {"counted", 0, "WHAT",
         "killed wounded captive released missing detained displaced participants other",
         "Of a series, only what became of them: killed, wounded .."},
    [OPT_OUTPUT] = {"output", 'o', "FILE", NULL,
                    "The record file; dragoman.db; made where there is none"},
    [OPT_OUTPUT_DIR] =
        {"output", 'o', "DIR", NULL,
         "Write a file an article into this folder, made where there is none: of brat "
         "ID.txt and ID.ann, and annotation.conf; else ID.json, ID.tml, ID.conllu"},
    [OPT_MACHINE] = {"machine", 0, NULL, NULL,
                     "The machine's rows alone, without what people corrected"},
    [OPT_BY] = {"by", 0, "NAME", NULL, "Who corrects"},
    [OPT_ON] = {"on", 0, "DATE", NULL, "When (YYYY-MM-DD, or today)"},
    [OPT_ARTICLE] = {"article", 0, "ID", NULL,
                     "The article's id, where it is not the file's name without .ann"},
    [OPT_RECODE] = {"recode", 0, NULL, NULL,
                    "Code again what another version, codebook or model has coded"},
    [OPT_VERBOSE] = {"verbose", 'v', NULL, NULL,
                     "Write a line for each article once it is safely kept"},
    [OPT_JOBS] = {"jobs", 'j', "N", NULL,
                  "Threads; one a core where not given; the output is the same for any number"},
    [OPT_CODEBOOK] = {"codebook", 0, "DIR", NULL,
                      "The codebook; $DRAGOMAN_CODEBOOK, else the installed one"},
    [OPT_MODEL] = {"model", 0, "FILE", NULL, "The model; $DRAGOMAN_MODEL, else the installed one"},
    [OPT_COLOUR] = {"colour", 0, "WHEN", "auto always never",
                    "Colours; auto: on a terminal, where NO_COLOR is not set"},
    [OPT_WIDTH] = {"width", 'w', "COLUMNS", NULL,
                   "Width of reports and tables; the terminal's, else 100"},
    [OPT_HELP] = {"help", 'h', NULL, NULL, "Show this help"},
};

#define ENGINE OPT_JOBS, OPT_CODEBOOK, OPT_MODEL
#define LOOKS OPT_COLOUR, OPT_WIDTH
#define FILTERS                                                                                    \
    OPT_MACHINE, OPT_FROM_DATE, OPT_TO_DATE, OPT_ACTOR, OPT_EVENT, OPT_SOURCE_FILTER, OPT_LIMIT
#define LISTING                                                                                    \
    "\n\nThe rows come from the record file, or from the articles of the FILEs, coded on the "     \
    "spot. "                                                                                       \
    "Articles stand in the order of publication, rows in the order of the text, or with --sort "   \
    "date all rows by their own day."

const command_entry command_table[] = {
    {"code",
     "FILE ...",
     1,
     -1,
     "Code articles: write their record",
     "Reads articles and writes for each its record: who did what to whom, who said what, how many "
     "and "
     "says who, when, and where the talks stand. Every row has the span of the text that tells it "
     "and "
     "the rule that made it. Nothing is kept.\n\n"
     "A FILE is plain text or HTML (one article), or JSON Lines (one article a line: \"id\", "
     "\"text\", "
     "and where known \"title\", \"published\", \"source\", \"url\", \"language\"), also "
     "compressed with "
     "gzip or zstd; - is standard input. Records come in the order of the input. An article that "
     "cannot be read is named on standard error, and the rest is coded.",
     {OPT_FORMAT_CODE, OPT_LAYER, OPT_OUTPUT_DIR, OPT_NO_TEXT, OPT_FROM_FORMAT, OPT_PUBLISHED,
      OPT_SOURCE_NAME, ENGINE, LOOKS, OPT_COUNT},
     {{"dragoman code article.txt --published 2024-10-24", "Read one article in the terminal"},
      {"dragoman code --format jsonl news.jsonl > record.jsonl",
       "The whole record, a line an article"},
      {"dragoman code --format csv --layer events news.jsonl",
       "Who did what to whom, for a spreadsheet"},
      {"dragoman code --format brat -o work news.jsonl", "To be read and corrected in brat"},
      {NULL, NULL}}},
    {"parse",
     "FILE ...",
     1,
     -1,
     "Write sentences, words and their trees as CoNLL-U",
     "Splits articles into sentences and words, tags them, finds names and builds a dependency "
     "tree "
     "(Universal Dependencies), and writes CoNLL-U.",
     {OPT_FROM_PARSE, ENGINE, OPT_COUNT},
     {{"dragoman parse article.txt", "The trees of an article"}, {NULL, NULL}}},
    {"read",
     "FILE ...",
     1,
     -1,
     "Keep the record of articles in a record file",
     "Codes articles like dragoman code and keeps their records in one SQLite file, to be listed, "
     "shown and explained. Reading the same article again changes nothing; another text under the "
     "same id takes the place of the old one. What has been reported done is safe in the file, "
     "whatever happens to the program afterwards.",
     {OPT_OUTPUT, OPT_RECODE, OPT_VERBOSE, OPT_FROM_FORMAT, OPT_PUBLISHED, OPT_SOURCE_NAME, ENGINE,
      OPT_COUNT},
     {{"dragoman read -o sudan.db news.jsonl", "Keep a collection of articles"},
      {"dragoman read -o sudan.db --recode news.jsonl",
       "Code it anew after a change of the codebook"},
      {NULL, NULL}}},
    {"show",
     "ARTICLE ...",
     1,
     -1,
     "Show an article of the record file with its record",
     "ARTICLE is an article's id, or the beginning of one.",
     {OPT_DB, OPT_FORMAT_SHOW, OPT_LAYER, OPT_OUTPUT_DIR, OPT_MACHINE, OPT_NO_TEXT, LOOKS,
      OPT_COUNT},
     {{"dragoman show --db sudan.db a17", "The article whose id begins with a17"},
      {"dragoman show --db sudan.db --format brat -o work a17",
       "The same, to be corrected in brat"},
      {NULL, NULL}}},
    {"correct",
     "ARTICLE.ann ...",
     1,
     -1,
     "Take over what people corrected in brat",
     "Reads the annotations of articles as dragoman show --format brat wrote them and a person "
     "changed them, "
     "and keeps the rows that were changed, added or struck beside the machine's, with who did it "
     "and when. "
     "They win in whatever is listed, shown and written, also once the article is coded anew; "
     "--machine of those commands leaves them out. A file is taken over whole or not at all; each "
     "mistake in "
     "it, and each word that the article no longer has there, is named with its line.",
     {OPT_DB, OPT_BY, OPT_ON, OPT_ARTICLE, OPT_COUNT},
     {{"dragoman correct --db sudan.db --by 'A. Osman' --on 2024-11-02 work/a17.ann",
       "What A. Osman changed"},
      {NULL, NULL}}},
    {"events",
     "[FILE ...]",
     0,
     -1,
     "List events: who did what to whom",
     "Lists events of PLOVER's sixteen kinds, with actor, recipient, day, place and "
     "source." LISTING,
     {OPT_DB, OPT_FORMAT_LIST, FILTERS, OPT_SORT, OPT_RECIPIENT, ENGINE, LOOKS, OPT_COUNT},
     {{"dragoman events --db sudan.db --event ASSAULT --from 2024-05", "Attacks since May 2024"},
      {"dragoman events --actor SDN --recipient Hemedti --format csv", "One actor to another"},
      {NULL, NULL}}},
    {"statements",
     "[FILE ...]",
     0,
     -1,
     "List statements: who said what",
     "Lists what people and bodies are quoted or reported as saying." LISTING,
     {OPT_DB, OPT_FORMAT_LIST, FILTERS, OPT_SORT, OPT_RECIPIENT, ENGINE, LOOKS, OPT_COUNT},
     {{"dragoman statements --actor Blinken", "What one person said"}, {NULL, NULL}}},
    {"tallies",
     "[FILE ...]",
     0,
     -1,
     "List tallies: how many, says who",
     "Lists counts of people killed, wounded, held, released, missing, displaced and taking part, "
     "with "
     "whoever is named as their source." LISTING,
     {OPT_DB, OPT_FORMAT_LIST, OPT_SERIES, OPT_PLACE, OPT_COUNTED, FILTERS, OPT_SORT, ENGINE, LOOKS,
      OPT_COUNT},
     {{"dragoman tallies --event killed --format tsv", "The counts of the dead"},
      {"dragoman tallies --series --counted killed --place Gaza",
       "How each source's count of the dead in Gaza moved"},
      {NULL, NULL}}},
    {"times",
     "[FILE ...]",
     0,
     -1,
     "List times: what days the text names",
     "Lists expressions of time with their value in TIMEX3 and the days they cover." LISTING,
     {OPT_DB, OPT_FORMAT_LIST, OPT_FROM_DATE, OPT_TO_DATE, OPT_EVENT, OPT_SOURCE_FILTER, OPT_LIMIT,
      OPT_SORT, ENGINE, LOOKS, OPT_COUNT},
     {{"dragoman times --from 2024-10-01 --to 2024-10-31", "What the articles place in a month"},
      {NULL, NULL}}},
    {"steps",
     "[FILE ...]",
     0,
     -1,
     "List the steps of negotiations",
     "Lists calls for talks, talks, mediation, proposals, responses, obstacles, truces and their "
     "breach, "
     "as the articles tell them." LISTING,
     {OPT_DB, OPT_FORMAT_LIST, FILTERS, OPT_SORT, ENGINE, LOOKS, OPT_COUNT},
     {{"dragoman steps --event talks --actor Hamas", "The talks of one party"}, {NULL, NULL}}},
    {"actors",
     "[FILE ...]",
     0,
     -1,
     "List actors: who is in the record, and how often",
     "Lists everyone named, with code and sector, the number of articles and mentions, and how "
     "often "
     "each acts, is acted upon and speaks; the most frequent first. An actor whose code changed "
     "between "
     "two articles has a row for each.",
     {OPT_DB, OPT_FORMAT_LIST, FILTERS, ENGINE, LOOKS, OPT_COUNT},
     {{"dragoman actors --limit 20", "The twenty most frequent"}, {NULL, NULL}}},
    {"explain",
     "ID [FILE ...]",
     1,
     -1,
     "Explain why a row stands in the record",
     "Shows the sentence with the words that tell the row, who is who and by which rule, the tree "
     "of the "
     "clause, and the line of the codebook that fired. ID is the id of an event, statement, tally, "
     "time or step, or the beginning of one.",
     {OPT_DB, ENGINE, LOOKS, OPT_COUNT},
     {{"dragoman explain 5f0c", "The row whose id begins with 5f0c"}, {NULL, NULL}}},
    {"dict check",
     "[DIR]",
     0,
     1,
     "Check the codebook",
     "Reads the whole codebook and names every mistake in it as file:line: what is wrong. The exit "
     "status is 1 where there is any. DIR is the codebook's folder; where not given, the one that "
     "dragoman code would use.",
     {OPT_COUNT},
     {{"dragoman dict check codebook", "Before a change of the codebook is kept"}, {NULL, NULL}}},
    {"dict import",
     "KIND FILE ...",
     2,
     -1,
     "Take over a TABARI or PETRARCH dictionary",
     "Writes the dictionary in the codebook's format to standard output, dates of office kept. "
     "KIND is "
     "actors, agents, verbs or discards. Every line that cannot be said in the codebook's format "
     "is "
     "named on standard error as file:line: why.\n\n"
     "Put what comes out into a file whose name begins with imported, under actors (actors, "
     "agents) or "
     "events (verbs, discards) of your codebook folder, and run dragoman dict check.",
     {OPT_COUNT},
     {{"dragoman dict import actors Phoenix.MilNonState.actors.txt > "
       "codebook/actors/imported-phoenix.txt",
       "Add a dictionary's actors beside ours"},
      {NULL, NULL}}},
    {"dict show",
     "WORD",
     1,
     1,
     "Show the codebook's lines that hold a word",
     "Lists as file:line: text every line of the codebook in which the word stands, whatever its "
     "capitals: the senses of a verb, the entries of a name.",
     {OPT_CODEBOOK, OPT_COUNT},
     {{"dragoman dict show ceasefire", "See what the codebook knows of a word"}, {NULL, NULL}}},
};
const size_t command_count = sizeof command_table / sizeof *command_table;

bool command_takes(const command_entry *command, option_id option) {
    if (option == OPT_HELP) return true;
    for (size_t i = 0; command->options[i] != OPT_COUNT; i++)
        if (command->options[i] == option) return true;
    return false;
}

/* ------------------------------------------------------------------ help */

#define HELP_WIDTH 90

/* Text wrapped at blanks, `indent` columns in, the first line from column `at`. */
static void print_wrapped(FILE *out, const char *text, int indent, int at) {
    while (*text) {
        size_t word = strcspn(text, " \n");
        if (at > indent && at + (int)word >= HELP_WIDTH)
            at = fprintf(out, "\n%*s", indent, "") - 1;
        else if (at > indent)
            at += fprintf(out, " ");
        else
            at += fprintf(out, "%*s", indent - at, "");
        at += fprintf(out, "%.*s", (int)word, text);
        text += word;
        if (strncmp(text, "\n\n", 2) == 0) fputs("\n\n", out), at = 0;
        text += strspn(text, " \n");
    }
    fputc('\n', out);
}

static void print_option(FILE *out, const option_entry *o) {
    int at = o->letter ? fprintf(out, "  -%c, --%s", o->letter, o->name)
                       : fprintf(out, "      --%s", o->name);
    if (o->value) at += fprintf(out, " %s", o->value);
    if (at > 25) fputc('\n', out), at = 0;
    char text[512];
    snprintf(text, sizeof text, "%s%s%s%s", o->help, o->choices ? " (" : "",
             o->choices ? o->choices : "", o->choices ? ")" : "");
    print_wrapped(out, text, 27, at);
}

static void print_command(FILE *out, const command_entry *c) {
    fprintf(out, "Usage: dragoman %s [OPTION ...] %s\n\n", c->name, c->operands);
    print_wrapped(out, c->text, 0, 0);
    fputs("\nOptions:\n", out);
    for (size_t i = 0; c->options[i] != OPT_COUNT; i++)
        print_option(out, &option_table[c->options[i]]);
    print_option(out, &option_table[OPT_HELP]);
    fputs("\nExamples:\n", out);
    for (size_t i = 0; c->examples[i].command; i++)
        fprintf(out, "  %s\n      %s\n", c->examples[i].command, c->examples[i].what);
}

void print_help(FILE *out, const command_entry *command) {
    if (command) {
        print_command(out, command);
        return;
    }
    fputs("Usage: dragoman COMMAND [OPTION ...] [FILE ...]\n\n"
          "Reads news of conflict and mediation and keeps the record of it: who did what to whom,\n"
          "who said what, how many and says who, and where the talks stand, each with its "
          "evidence.\n\n"
          "Commands:\n",
          out);
    for (size_t i = 0; i < command_count; i++)
        fprintf(out, "  %-12s %s\n", command_table[i].name, command_table[i].summary);
    fputs("\n`dragoman COMMAND --help` tells more of each; `dragoman --version` tells the "
          "version.\n\n"
          "Exit status: 0 done; 1 some articles could not be read, or nothing could be written;\n"
          "2 wrong usage.\n",
          out);
}

/* ------------------------------------------------------------------ reading the command line */

int options_mistake(const settings *settings, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("dragoman: ", stderr);
    vfprintf(stderr, format, args);
    va_end(args);
    const char *name = settings->command ? settings->command->name : "";
    fprintf(stderr, "\nSee: dragoman %s%s--help\n", name, *name ? " " : "");
    return EXIT_USAGE;
}

/* Whether `word` is one of the words of `choices`. */
static bool is_choice(const char *choices, const char *word) {
    size_t len = strlen(word);
    for (const char *at = choices; *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        if (n == len && memcmp(at, word, n) == 0) return true;
        at += n;
    }
    return false;
}

/* The command's option of this long name (its first `len` bytes) or letter; OPT_COUNT: none. */
static option_id find_option(const command_entry *command, const char *name, size_t len,
                             char letter) {
    for (int id = 0; id < OPT_COUNT; id++) {
        const option_entry *o = &option_table[id];
        bool named = name ? strlen(o->name) == len && memcmp(o->name, name, len) == 0
                          : o->letter && o->letter == letter;
        if (named && command_takes(command, (option_id)id)) return (option_id)id;
    }
    return OPT_COUNT;
}

/* Set an option; its value is `value` or, where that is NULL, the next argument. */
static int set_option(settings *s, option_id id, const char *value, int argc, char **argv,
                      int *at) {
    const option_entry *o = &option_table[id];
    if (!o->value) {
        if (value) return options_mistake(s, "--%s takes no value", o->name);
        s->value[id] = "";
        return -1;
    }
    if (!value && *at + 1 >= argc) return options_mistake(s, "--%s needs a %s", o->name, o->value);
    s->value[id] = value ? value : argv[++*at];
    if (o->choices && !is_choice(o->choices, s->value[id]))
        return options_mistake(s, "--%s %s: must be one of %s", o->name, s->value[id], o->choices);
    return -1;
}

static int long_option(settings *s, const char *word, int argc, char **argv, int *at) {
    size_t len = strcspn(word, "=");
    option_id id = find_option(s->command, word, len, 0);
    if (id == OPT_COUNT) return options_mistake(s, "no such option: --%.*s", (int)len, word);
    return set_option(s, id, word[len] ? word + len + 1 : NULL, argc, argv, at);
}

/* One or several letters: -vo FILE, -oFILE. */
static int letters(settings *s, const char *word, int argc, char **argv, int *at) {
    for (; *word; word++) {
        option_id id = find_option(s->command, NULL, 0, *word);
        if (id == OPT_COUNT) return options_mistake(s, "no such option: -%c", *word);
        bool takes = option_table[id].value != NULL;
        int status = set_option(s, id, takes && word[1] ? word + 1 : NULL, argc, argv, at);
        if (status >= 0 || takes) return status;
    }
    return -1;
}

/* The command named by argv[1] (and argv[2]); how many words it took. */
static int find_command(settings *s, int argc, char **argv) {
    for (size_t i = 0; i < command_count; i++) {
        const char *name = command_table[i].name, *blank = strchr(name, ' ');
        size_t len = blank ? (size_t)(blank - name) : strlen(name);
        if (strlen(argv[1]) != len || memcmp(argv[1], name, len) != 0) continue;
        if (blank && (argc < 3 || strcmp(argv[2], blank + 1) != 0)) continue;
        s->command = &command_table[i];
        return blank ? 3 : 2;
    }
    return 0;
}

/* What stands before any command: help, version, or a mistake. */
static int no_command(settings *s, int argc, char **argv) {
    const char *word = argc < 2 ? "" : argv[1];
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        puts("dragoman " DRAGOMAN_VERSION);
        return EXIT_DONE;
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0) {
        print_help(stdout, NULL);
        return EXIT_DONE;
    }
    if (argc < 2) {
        print_help(stderr, NULL);
        return EXIT_USAGE;
    }
    if (word[0] == '-') return options_mistake(s, "no such option: %s", word);
    return options_mistake(s, "no such command: %s%s%s", word,
                           argc > 2 && !strcmp(word, "dict") ? " " : "",
                           argc > 2 && !strcmp(word, "dict") ? argv[2] : "");
}

int options_read(settings *s, int argc, char **argv) {
    *s = (settings){0};
    int at = argc < 2 ? 0 : find_command(s, argc, argv);
    if (!at) return no_command(s, argc, argv);
    s->operands = argv + at;
    bool literal = false;
    for (; at < argc; at++) {
        char *word = argv[at];
        int status = -1;
        if (literal || word[0] != '-' || !word[1])
            s->operands[s->operand_count++] = word;
        else if (strcmp(word, "--") == 0)
            literal = true;
        else if (word[1] == '-')
            status = long_option(s, word + 2, argc, argv, &at);
        else
            status = letters(s, word + 1, argc, argv, &at);
        if (status >= 0) return status;
    }
    if (s->value[OPT_HELP]) {
        print_help(stdout, s->command);
        return EXIT_DONE;
    }
    if (s->operand_count < s->command->least)
        return options_mistake(s, "%s: needs %s", s->command->name, s->command->operands);
    if (s->command->most >= 0 && s->operand_count > s->command->most)
        return options_mistake(s, "%s: too many operands", s->command->name);
    return -1;
}
