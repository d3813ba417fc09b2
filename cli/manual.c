/*
 * manual.c - writes the man pages (mdoc) and the completions of bash, zsh and fish from the table
 * of commands and options, so that none of them says anything else than --help. Run by the build:
 *
 *   manual DIR      dragoman.1, dragoman-code.1, ... dragoman.bash, _dragoman, dragoman.fish
 */
#include "options.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_DATE "November 23, 2026"

static FILE *create(const char *dir, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *file = fopen(path, "w");
    if (file) return file;
    perror(path);
    exit(1);
}

static void finish(FILE *file) {
    if (ferror(file) || fclose(file) != 0) {
        perror("manual");
        exit(1);
    }
}

/* "dict check" as "dict-check". */
static void hyphenated(char *room, size_t size, const char *name) {
    snprintf(room, size, "%s", name);
    for (char *c = room; *c; c++)
        if (*c == ' ') *c = '-';
}

/* ------------------------------------------------------------------ man pages */

#define ROFF_WIDTH 76

/* Text for roff: each sentence begins a line, no line is long or begins like a request. */
static void roff(FILE *out, const char *text) {
    size_t column = 0;
    bool sentence_end = false;
    while (*text) {
        size_t len = strcspn(text, " \n");
        if (column && (sentence_end || column + 1 + len > ROFF_WIDTH))
            fputc('\n', out), column = 0;
        else if (column)
            fputc(' ', out), column++;
        if (!column && (*text == '.' || *text == '\'')) fputs("\\&", out);
        for (size_t i = 0; i < len; i++) fputs(text[i] == '\\' ? "\\e" : (char[]){text[i], 0}, out);
        column += len;
        sentence_end = len && text[len - 1] == '.';
        text += len;
        if (strncmp(text, "\n\n", 2) == 0) fputs("\n.Pp\n", out), column = 0;
        text += strspn(text, " \n");
    }
    fputc('\n', out);
}

/* "--format FORMAT" as the arguments of a macro: "Fl f , Fl -format Ar FORMAT". */
static void flags(FILE *out, const option_entry *o) {
    if (o->letter) fprintf(out, "Fl %c , ", o->letter);
    fprintf(out, "Fl -%s", o->name);
    if (o->value) fprintf(out, " Ar %s", o->value);
    fputc('\n', out);
}

static void option_item(FILE *out, const option_entry *o) {
    fputs(".It ", out);
    flags(out, o);
    roff(out, o->help);
    if (o->choices) fprintf(out, "(%s)\n", o->choices);
}

static void synopsis(FILE *out, const command_entry *c) {
    fprintf(out, ".Sh SYNOPSIS\n.Nm dragoman\n.Cm %s\n", c->name);
    for (size_t i = 0; c->options[i] != OPT_COUNT; i++) {
        const option_entry *o = &option_table[c->options[i]];
        if (o->letter)
            fprintf(out, ".Op Fl %c", o->letter);
        else
            fprintf(out, ".Op Fl -%s", o->name);
        if (o->value) fprintf(out, " Ar %s", o->value);
        fputc('\n', out);
    }
    bool optional = c->operands[0] == '[';
    char operands[64];
    snprintf(operands, sizeof operands, "%s", c->operands + optional);
    operands[strcspn(operands, "]")] = 0;
    fprintf(out, "%s %s\n", optional ? ".Op Ar" : ".Ar", operands);
    if (!optional && strchr(c->operands, '[')) fputs(".Op Ar FILE ...\n", out);
}

static void environment(FILE *out, const command_entry *c) {
    bool engine = command_takes(c, OPT_CODEBOOK), looks = command_takes(c, OPT_COLOUR);
    if (!engine && !looks) return;
    fputs(".Sh ENVIRONMENT\n.Bl -tag -width Ds\n", out);
    if (engine)
        fputs(".It Ev DRAGOMAN_CODEBOOK\nThe codebook's folder.\n"
              ".It Ev DRAGOMAN_MODEL\nThe model.\n"
              ".It Ev XDG_CACHE_HOME\nWhere the compiled codebook is kept, in\n.Pa dragoman ;\n"
              ".Pa ~/.cache\nwhere not set.\n",
              out);
    if (looks)
        fputs(".It Ev COLUMNS\nWidth of reports and tables where standard output is no terminal.\n"
              ".It Ev NO_COLOR\nNo colours where set to anything.\n",
              out);
    fputs(".El\n", out);
}

static void exit_status(FILE *out) {
    fputs(".Sh EXIT STATUS\n.Bl -tag -width Ds\n.It 0\nDone.\n.It 1\n", out);
    roff(out,
         "Some articles could not be read, each named on standard error with its reason, and the "
         "rest done; or nothing could be opened or written.");
    fputs(".It 2\nWrong usage.\n.El\n", out);
}

static void examples(FILE *out, const command_entry *c) {
    fputs(".Sh EXAMPLES\n", out);
    for (size_t i = 0; c->examples[i].command; i++) {
        if (i) fputs(".Pp\n", out);
        fprintf(out, "%s:\n.Pp\n.Dl %s\n", c->examples[i].what, c->examples[i].command);
    }
}

static void command_page(const char *dir, const command_entry *c) {
    char name[64], file[80], upper[64];
    hyphenated(name, sizeof name, c->name);
    snprintf(file, sizeof file, "dragoman-%s.1", name);
    snprintf(upper, sizeof upper, "%s", name);
    for (char *p = upper; *p; p++) *p = (char)toupper((unsigned char)*p);
    FILE *out = create(dir, file);
    fprintf(out, ".Dd %s\n.Dt DRAGOMAN-%s 1\n.Os\n.Sh NAME\n.Nm dragoman-%s\n.Nd %c%s\n", PAGE_DATE,
            upper, name, tolower((unsigned char)c->summary[0]), c->summary + 1);
    synopsis(out, c);
    fputs(".Sh DESCRIPTION\n", out);
    roff(out, c->text);
    fputs(".Pp\nThe options are as follows:\n.Bl -tag -width Ds\n", out);
    for (size_t i = 0; c->options[i] != OPT_COUNT; i++)
        option_item(out, &option_table[c->options[i]]);
    option_item(out, &option_table[OPT_HELP]);
    fputs(".El\n", out);
    environment(out, c);
    exit_status(out);
    examples(out, c);
    fputs(".Sh SEE ALSO\n.Xr dragoman 1\n", out);
    finish(out);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void main_page(const char *dir) {
    FILE *out = create(dir, "dragoman.1");
    fprintf(
        out,
        ".Dd %s\n.Dt DRAGOMAN 1\n.Os\n.Sh NAME\n.Nm dragoman\n"
        ".Nd keep the record of conflict and mediation that news tells\n"
        ".Sh SYNOPSIS\n.Nm\n.Ar command\n.Op Ar option ...\n.Op Ar file ...\n.Nm\n.Fl -version\n"
        ".Sh DESCRIPTION\n.Nm\n",
        PAGE_DATE);
    roff(
        out,
        "reads news of conflict and mediation and writes down who did what to whom, who said what, "
        "how many and says who, and where the talks stand, each with its evidence to the "
        "character. "
        "It works offline and gives the same output for the same input, codebook and model.");
    fputs(".Pp\nThe commands are as follows:\n.Bl -tag -width Ds\n", out);
    const char *pages[64] = {0};
    char names[64][64];
    for (size_t i = 0; i < command_count; i++) {
        fprintf(out, ".It Cm %s\n", command_table[i].name);
        roff(out, command_table[i].summary);
        hyphenated(names[i], sizeof names[i], command_table[i].name);
        pages[i] = names[i];
    }
    fputs(".El\n.Pp\nEach takes\n.Fl -help .\n", out);
    exit_status(out);
    fputs(".Sh SEE ALSO\n", out);
    qsort(pages, command_count, sizeof *pages, by_name);
    for (size_t i = 0; i < command_count; i++)
        fprintf(out, ".Xr dragoman-%s 1%s\n", pages[i], i + 1 < command_count ? " ," : "");
    finish(out);
}

/* ------------------------------------------------------------------ completions */

/* The options of a command, with --help: `each` for every one. */
static void for_options(FILE *out, const command_entry *c,
                        void (*each)(FILE *, const command_entry *, const option_entry *)) {
    for (size_t i = 0; c->options[i] != OPT_COUNT; i++) each(out, c, &option_table[c->options[i]]);
    each(out, c, &option_table[OPT_HELP]);
}

static void bash_name(FILE *out, const command_entry *c, const option_entry *o) {
    (void)c;
    fprintf(out, "--%s ", o->name);
}

static void bash_choices(FILE *out, const command_entry *c, const option_entry *o) {
    (void)c;
    if (o->choices)
        fprintf(out,
                "            --%s%s%c) COMPREPLY=($(compgen -W '%s' -- \"$word\")); return ;;\n",
                o->name, o->letter ? "|-" : "", o->letter ? o->letter : ' ', o->choices);
}

/* Commands of two words stand in groups of one first word ("dict check", "dict show"). */

static int first_word(size_t i) {
    return (int)strcspn(command_table[i].name, " ");
}

static bool same_group(size_t i, size_t k) {
    return k < command_count && first_word(i) == first_word(k) &&
           strncmp(command_table[i].name, command_table[k].name, (size_t)first_word(i)) == 0;
}

static bool begins_group(size_t i) {
    return i == 0 || !same_group(i, i - 1);
}

static bool has_second_word(size_t i) {
    return command_table[i].name[first_word(i)] == ' ';
}

static void first_words(FILE *out) {
    for (size_t i = 0; i < command_count; i++)
        if (begins_group(i)) fprintf(out, "%.*s ", first_word(i), command_table[i].name);
}

static void second_words(FILE *out, size_t group) {
    for (size_t i = group; same_group(group, i); i++)
        fprintf(out, "%s%s", i > group ? " " : "", command_table[i].name + first_word(i) + 1);
}

/* The options of all commands of a group. */
static void group_options(FILE *out, size_t group,
                          void (*each)(FILE *, const command_entry *, const option_entry *)) {
    for (size_t i = group; same_group(group, i); i++) for_options(out, &command_table[i], each);
}

static void bash(const char *dir) {
    FILE *out = create(dir, "dragoman.bash");
    fputs("# bash completion for dragoman, made by the build\n_dragoman() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD-1]}\n"
          "    if ((COMP_CWORD == 1)); then\n        COMPREPLY=($(compgen -W '",
          out);
    first_words(out);
    fputs(
        "--help --version' -- \"$word\"))\n        return\n    fi\n    case ${COMP_WORDS[1]} in\n",
        out);
    for (size_t i = 0; i < command_count; i++) {
        if (!begins_group(i)) continue;
        fprintf(out, "    %.*s)\n        case $last in\n", first_word(i), command_table[i].name);
        group_options(out, i, bash_choices);
        if (has_second_word(i)) {
            fprintf(out, "            %.*s) COMPREPLY=($(compgen -W '", first_word(i),
                    command_table[i].name);
            second_words(out, i);
            fputs("' -- \"$word\")); return ;;\n", out);
        }
        fputs("        esac\n        [[ $word == -* ]] && COMPREPLY=($(compgen -W '", out);
        group_options(out, i, bash_name);
        fputs("' -- \"$word\")) ;;\n", out);
    }
    fputs("    esac\n}\ncomplete -o default -F _dragoman dragoman\n", out);
    finish(out);
}

/* Text between single quotes of a shell, without what zsh's _arguments would take for syntax. */
static void quoted(FILE *out, const char *text) {
    for (const char *p = text; *p; p++)
        if (*p == '\'')
            fputs("'\\''", out);
        else if (strchr("[]:", *p))
            fputc(*p == ':' ? ',' : ' ', out);
        else
            fputc(*p, out);
}

static void zsh_option(FILE *out, const command_entry *c, const option_entry *o) {
    (void)c;
    char action[128] = "_files";
    if (o->choices)
        snprintf(action, sizeof action, "(%s)", o->choices);
    else if (o->value && strcmp(o->value, "FILE") != 0 && strcmp(o->value, "DIR") != 0)
        action[0] = ' ', action[1] = 0;
    for (int letter = o->letter ? 0 : 1; letter < 2; letter++) {
        if (letter == 0)
            fprintf(out, "                '-%c[", o->letter);
        else
            fprintf(out, "                '--%s%s[", o->name, o->value ? "=" : "");
        quoted(out, o->help);
        fputs("]", out);
        if (o->value) fprintf(out, ":%s:%s", o->value, action);
        fputs("' \\\n", out);
    }
}

static void zsh(const char *dir) {
    FILE *out = create(dir, "_dragoman");
    fputs("#compdef dragoman\n# zsh completion for dragoman, made by the build\n_dragoman() {\n"
          "    if ((CURRENT == 2)); then\n        local -a commands=(\n",
          out);
    for (size_t i = 0; i < command_count; i++) {
        if (!begins_group(i)) continue;
        fprintf(out, "            '%.*s:", first_word(i), command_table[i].name);
        quoted(out, command_table[i].summary);
        fputs("'\n", out);
    }
    fputs("        )\n        _describe command commands\n        return\n    fi\n    case "
          "$words[2] in\n",
          out);
    for (size_t i = 0; i < command_count; i++) {
        if (!begins_group(i)) continue;
        fprintf(
            out,
            "        %.*s)\n            shift words; ((CURRENT--))\n            _arguments \\\n",
            first_word(i), command_table[i].name);
        group_options(out, i, zsh_option);
        if (has_second_word(i)) {
            fputs("                '1:command:(", out);
            second_words(out, i);
            fputs(")' \\\n", out);
        }
        fputs("                '*:file:_files' ;;\n", out);
    }
    fputs("    esac\n}\n_dragoman \"$@\"\n", out);
    finish(out);
}

static void fish_option(FILE *out, const command_entry *c, const option_entry *o) {
    fprintf(out, "complete -c dragoman -n '__fish_seen_subcommand_from %.*s' -l %s",
            (int)strcspn(c->name, " "), c->name, o->name);
    if (o->letter) fprintf(out, " -s %c", o->letter);
    if (o->choices)
        fprintf(out, " -x -a '%s'", o->choices);
    else if (o->value)
        fputs(" -r", out);
    fputs(" -d '", out);
    quoted(out, o->help);
    fputs("'\n", out);
}

static void fish(const char *dir) {
    FILE *out = create(dir, "dragoman.fish");
    fputs("# fish completion for dragoman, made by the build\n", out);
    for (size_t i = 0; i < command_count; i++) {
        const command_entry *c = &command_table[i];
        int first = (int)strcspn(c->name, " ");
        fprintf(out, "complete -c dragoman -f -n __fish_use_subcommand -a %.*s -d '", first,
                c->name);
        quoted(out, c->summary);
        fputs("'\n", out);
        if (c->name[first])
            fprintf(out, "complete -c dragoman -n '__fish_seen_subcommand_from %.*s' -a %s\n",
                    first, c->name, c->name + first + 1);
        for_options(out, c, fish_option);
    }
    finish(out);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fputs("usage: manual DIR\n", stderr);
        return 2;
    }
    main_page(argv[1]);
    for (size_t i = 0; i < command_count; i++) command_page(argv[1], &command_table[i]);
    bash(argv[1]);
    zsh(argv[1]);
    fish(argv[1]);
    return 0;
}
