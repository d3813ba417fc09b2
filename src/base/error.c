/* error.c - see error.h. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

int dg_fail(dragoman_error *error, dragoman_status status, const char *format, ...) {
    if (error) {
        va_list args;
        va_start(args, format);
        vsnprintf(error->message, sizeof error->message, format, args);
        va_end(args);
        for (char *c = error->message; *c; c++)
            if ((unsigned char)*c < 32 || *c == 127) *c = '?';
        error->status = status;
    }
    return status;
}
