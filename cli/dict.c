/* dict.c - `dragoman dict check`: every mistake of the codebook. */
#include "commands.h"
#include "common.h"

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
