/* error.h - filling in the caller's dragoman_error. */
#ifndef DG_ERROR_H
#define DG_ERROR_H

#include "dragoman.h"

/* Write the message and return `status`: return dg_fail(error, DRAGOMAN_EIO, "%s: %s", path, why);
 * `error` may be NULL. Control characters and broken UTF-8 in the message are made '?'. */
int dg_fail(dragoman_error *error, dragoman_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
