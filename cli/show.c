/* show.c - `dragoman show`: articles of the record file with their records. */
#include "commands.h"
#include "feed.h"
#include "standoff.h"

#include <string.h>

/* One article; false where it is not there or cannot be read. */
static bool show_one(const settings *s, dragoman_db *db, const char *id,
                     const dragoman_write_options *looks, const standoff_plan *plan,
                     dragoman_buffer *out) {
    dragoman_error error;
    const dragoman_record *record;
    int found = dragoman_db_article(db, id, &record, &error);
    if (found == 0) complain("%s: no article with this id in %s", id, db_path(s));
    if (found > 0) {
        bool json = s->value[OPT_FORMAT_SHOW] && strcmp(s->value[OPT_FORMAT_SHOW], "jsonl") == 0;
        out->size = 0;
        found = plan->format ? standoff_write(plan, record, out, &error)
                : json       ? dragoman_write_json(out, record, looks, &error)
                             : dragoman_write_report(out, record, looks, &error);
        if (found == 0) return standoff_deliver(plan, &record->article, out);
    }
    if (found < 0) complain("%s", error.message);
    return false;
}

int command_show(const settings *s) {
    dragoman_write_options looks;
    standoff_plan plan;
    dragoman_db *db;
    dragoman_error error;
    dragoman_buffer out = {0};
    int status = looks_of(s, &looks);
    if (status == GO_ON) status = standoff_of(s, s->value[OPT_FORMAT_SHOW], &plan);
    if (status == GO_ON && s->value[OPT_LAYER] && !plan.format)
        status = options_mistake(s, "--layer: only with --format brat, webanno or timex");
    if (status != GO_ON) return status;
    if (dragoman_db_open(&db, db_path(s), DRAGOMAN_DB_READ, &error) < 0) {
        complain("%s", error.message);
        return EXIT_SOME;
    }
    dragoman_db_machine(db, s->value[OPT_MACHINE] != NULL);
    status = EXIT_DONE;
    for (int i = 0; i < s->operand_count; i++)
        if (!show_one(s, db, s->operands[i], &looks, &plan, &out)) status = EXIT_SOME;
    dragoman_buffer_free(&out);
    dragoman_db_close(db, NULL);
    return status;
}
