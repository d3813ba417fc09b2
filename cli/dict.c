/* dict.c - `dragoman dict check`, `dict import` and `dict show`: the codebook, checked, widened,
 * looked up. */
#include "commands.h"
#include "common.h"

#include <stdio.h>
#include <string.h>

static void print_mistake(void *context, const char *mistake) {
    (void)context;
    output_write(mistake, strlen(mistake));
    output_write("\n", 1);
}

int command_dict_check(const settings *s) {
    dragoman_error error;
    const char *dir = s->operand_count ? s->operands[0] : NULL;
    int mistakes = dragoman_codebook_check(dir, print_mistake, NULL, &error);
    output_flush();
    if (mistakes < 0)
        complain("%s", error.message);
    else if (mistakes > 0)
        complain("%d mistake%s", mistakes, mistakes == 1 ? "" : "s");
    return mistakes ? EXIT_SOME : EXIT_DONE;
}

static void print_left_out(void *context, const char *line) {
    int *count = context;
    fprintf(stderr, "%s\n", line);
    ++*count;
}

/* Which dictionary a word names; -1 if none. */
static int dictionary_of(const char *word) {
    static const char *const names[] = {"actors", "agents", "verbs", "discards"};
    for (int i = 0; i < 4; i++)
        if (strcmp(word, names[i]) == 0) return i;
    return -1;
}

int command_dict_import(const settings *s) {
    int kind = dictionary_of(s->operands[0]), left_out = 0, status = EXIT_DONE;
    if (kind < 0) {
        complain("a dictionary of actors, agents, verbs or discards, not %s", s->operands[0]);
        return EXIT_USAGE;
    }
    for (int i = 1; i < s->operand_count; i++) {
        dragoman_buffer out;
        dragoman_error error;
        int taken = dragoman_codebook_import(s->operands[i], (dragoman_dictionary)kind, &out,
                                             print_left_out, &left_out, &error);
        if (taken < 0) {
            complain("%s", error.message);
            status = EXIT_SOME;
            continue;
        }
        output_write(out.bytes, out.size);
        complain("%s: %d taken, %d lines left out", s->operands[i], taken, left_out);
        dragoman_buffer_free(&out);
        left_out = 0;
    }
    output_flush();
    return status;
}

int command_dict_show(const settings *s) {
    dragoman_error error;
    int found =
        dragoman_codebook_find(s->value[OPT_CODEBOOK], s->operands[0], print_mistake, NULL, &error);
    output_flush();
    if (found < 0)
        complain("%s", error.message);
    else if (!found)
        complain("no line of the codebook holds %s", s->operands[0]);
    return found > 0 ? EXIT_DONE : EXIT_SOME;
}
