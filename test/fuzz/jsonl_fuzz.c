/* jsonl_fuzz.c - any bytes as JSON Lines. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    read_all(bytes, size, DRAGOMAN_FORMAT_JSONL);
    return 0;
}
