/* standoff.c - see standoff.h. */
#include "standoff.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const formats[] = {[STANDOFF_NONE] = "",
                                      [STANDOFF_BRAT] = "brat",
                                      [STANDOFF_WEBANNO] = "webanno",
                                      [STANDOFF_TIMEX] = "timex",
                                      [STANDOFF_CONLLU] = "conllu"};
static const char *const endings[] = {[STANDOFF_NONE] = "",
                                      [STANDOFF_BRAT] = ".ann",
                                      [STANDOFF_WEBANNO] = ".json",
                                      [STANDOFF_TIMEX] = ".tml",
                                      [STANDOFF_CONLLU] = ".conllu"};

static bool write_file(const char *dir, const char *name, const char *ending, const void *bytes,
                       size_t size) {
    size_t room = strlen(dir) + strlen(name) + strlen(ending) + 2;
    char *path = malloc(room);
    if (!path) {
        complain("out of memory");
        return false;
    }
    snprintf(path, room, "%s/%s%s", dir, name, ending);
    FILE *file = fopen(path, "wb");
    bool good = file && fwrite(bytes, 1, size, file) == size;
    int why = errno;
    if (file && fclose(file) != 0) good = false, why = errno;
    if (!good) complain("%s: %s", path, strerror(why));
    free(path);
    return good;
}

static int open_dir(const standoff_plan *plan) {
    dragoman_buffer conf = {0};
    dragoman_error error;
    if (mkdir(plan->dir, 0777) != 0 && errno != EEXIST) {
        complain("%s: %s", plan->dir, strerror(errno));
        return EXIT_SOME;
    }
    if (plan->format != STANDOFF_BRAT) return GO_ON;
    bool good = dragoman_write_brat_conf(&conf, &error) == 0;
    if (!good)
        complain("%s", error.message);
    else
        good = write_file(plan->dir, "annotation", ".conf", conf.bytes, conf.size);
    dragoman_buffer_free(&conf);
    return good ? GO_ON : EXIT_SOME;
}

int standoff_of(const settings *s, const char *format, standoff_plan *plan) {
    *plan = (standoff_plan){.dir = s->value[OPT_OUTPUT_DIR]};
    for (int f = STANDOFF_BRAT; format && f <= STANDOFF_CONLLU; f++)
        if (strcmp(format, formats[f]) == 0) plan->format = (standoff)f;
    if (plan->format == STANDOFF_NONE)
        return plan->dir ? options_mistake(
                               s, "--output: only with --format brat, webanno, timex or conllu")
                         : GO_ON;
    dragoman_layer layer;
    if (layer_of(s, &layer)) {
        if (layer == DRAGOMAN_ARTICLES)
            return options_mistake(s, "--layer articles: no layer of annotations");
        plan->layers = 1u << layer;
    }
    bool times = !s->value[OPT_LAYER] || layer == DRAGOMAN_TIMES;
    if (plan->format == STANDOFF_TIMEX && !times)
        return options_mistake(s, "--format timex: has the layer times alone");
    if (s->value[OPT_NO_TEXT] && plan->format != STANDOFF_WEBANNO)
        return options_mistake(s, "--no-text: %s is written with the text", formats[plan->format]);
    int status = looks_of(s, &plan->looks);
    return status == GO_ON && plan->dir ? open_dir(plan) : status;
}

int standoff_write(const standoff_plan *plan, const dragoman_record *record, dragoman_buffer *out,
                   dragoman_error *error) {
    switch (plan->format) {
    case STANDOFF_BRAT:
        return dragoman_write_brat(out, record, plan->layers, error);
    case STANDOFF_WEBANNO:
        return dragoman_write_webanno(out, record, plan->layers, &plan->looks, error);
    case STANDOFF_TIMEX:
        return dragoman_write_timex(out, record, error);
    default:
        return dragoman_write_conllu_layers(out, record, plan->layers, error);
    }
}

/* An article's id as a file's name: what a folder or a shell would misread becomes _. */
static void file_name(dragoman_str id, char *room, size_t size) {
    size_t used = 0;
    for (uint32_t i = 0; i < id.len && used + 1 < size; i++) {
        unsigned char c = (unsigned char)id.ptr[i];
        bool bad = c < 32 || c == 127 || strchr("/\\:*?\"<>|", c) || (c == '.' && !used);
        room[used++] = bad ? '_' : (char)c;
    }
    room[used] = 0;
}

bool standoff_deliver(const standoff_plan *plan, const dragoman_article *article,
                      const dragoman_buffer *written) {
    char name[200];
    if (!plan->dir) return output_buffer(written);
    file_name(article->id, name, sizeof name);
    if (!write_file(plan->dir, name, endings[plan->format], written->bytes, written->size))
        return false;
    return plan->format != STANDOFF_BRAT ||
           write_file(plan->dir, name, ".txt", article->text.ptr, article->text.len);
}
