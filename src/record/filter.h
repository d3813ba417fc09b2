/* filter.h - matching whoever a filter names; see dragoman_filter in dragoman.h. */
#ifndef DG_FILTER_H
#define DG_FILTER_H

#include "base/str.h"

/* Whether an entity of these names and codes is meant by `who`: words of its name begin so, or it
 * is a code. */
bool dg_who_matches(dragoman_str name, const char *code, const char *sector, dragoman_str cameo,
                    const char *who);
/* Whether `part` stands in `text`, whatever the case and accents. */
bool dg_text_has(dragoman_str text, const char *part);
/* Whether the days [date, enddate], or where there are none `otherwise`, touch the filter's.
 * Partial dates are whole months and years. */
bool dg_days_touch(const dragoman_filter *filter, dragoman_date date, dragoman_date enddate,
                   bool open_end, dragoman_date otherwise);

#endif
