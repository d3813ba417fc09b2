/* html_fuzz.c - any bytes as a page. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    read_all(bytes, size, DRAGOMAN_FORMAT_HTML);
    return 0;
}
