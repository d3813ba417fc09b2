/*
 * feed.h - records one by one, from the record file or from articles coded on the spot.
 */
#ifndef CLI_FEED_H
#define CLI_FEED_H

#include "common.h"

/* What a command does with a record: true to go on. */
typedef bool (*feed_each)(void *context, const dragoman_record *record);

/* Give every record with rows of `layer` to `each`: of the `count` files where there are any, else
 * of the record file. Returns the exit status. */
int feed(const settings *settings, char *const *paths, int count, dragoman_layer layer,
         const dragoman_filter *filter, feed_each each, void *context);

/* --from, --to, --actor, --recipient, --event, --source. */
int filter_of(const settings *settings, dragoman_filter *filter);
/* --format of the listing commands. */
dragoman_form list_form(const settings *settings);
/* --db, else dragoman.db. */
const char *db_path(const settings *settings);

#endif
