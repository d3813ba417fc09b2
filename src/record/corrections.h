/*
 * corrections.h - what people have changed in an article's record, kept apart from the machine's
 * rows.
 *
 * The machine's rows stand under the article's number, as ever. Where people have corrected any,
 * the rows to be shown stand under that number made negative: the machine's, but for those that
 * `corrections` names. That table tells of each such row what was done, by whom and when. When the
 * article is coded anew, the rows shown are made anew from the machine's new ones and people's old
 * ones.
 */
#ifndef DG_CORRECTIONS_H
#define DG_CORRECTIONS_H

#include "record/brat.h"
#include "record/db_int.h"

typedef struct dg_correction {
    dragoman_layer layer;
    dragoman_str
        id; /* the row's; of an entity "start-end" of its first mention, in bytes of the text */
    dragoman_str what; /* changed added struck */
    dragoman_str by, made;
} dg_correction;

typedef struct dg_corrections {
    DG_VEC(dg_correction) list;
} dg_corrections;

/* People's rows of an article before its machine's rows are replaced. */
typedef struct dg_kept {
    dg_arena arena;
    int64_t article; /* 0: nothing is corrected */
    dg_corrections corrections;
    dragoman_record record; /* as it was shown */
} dg_kept;

/* Fetch them. errors: EDB; EINPUT where the text has changed under them. Free in any case. */
int dg_kept_open(dg_kept *kept, dragoman_db *db, const dragoman_record *coming,
                 dragoman_error *error);
void dg_kept_free(dg_kept *kept);
/* Make the rows to be shown from the machine's new record. */
int dg_kept_put(dg_kept *kept, dragoman_db *db, const dragoman_record *machine,
                dragoman_error *error);

#endif
