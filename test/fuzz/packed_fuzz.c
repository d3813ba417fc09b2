/* packed_fuzz.c - any bytes as a file of unknown format, perhaps gzip, zstd or UTF-16. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    read_all(bytes, size, DRAGOMAN_FORMAT_AUTO);
    return 0;
}
