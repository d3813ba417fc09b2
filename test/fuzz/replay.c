/* replay.c - run a fuzz target over the files of a folder, and over each cut short at every eighth.
 */
#include "fuzz.h"

#include <dirent.h>

static uint8_t *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc((size_t)1 << 20);
    if (!file || !bytes) return NULL;
    *size = fread(bytes, 1, (size_t)1 << 20, file);
    fclose(file);
    return bytes;
}

/* In a block of its own size, so that a sanitizer sees a read past its end. */
static void run(const uint8_t *bytes, size_t size) {
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy) abort();
    memcpy(copy, bytes, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

int main(int argc, char **argv) {
    int files = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        if (!folder) return fprintf(stderr, "%s: no such folder\n", argv[i]), 1;
        for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
            char path[4096];
            size_t size = 0;
            if (entry->d_name[0] == '.') continue;
            snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
            uint8_t *bytes = read_file(path, &size);
            if (!bytes) return fprintf(stderr, "%s: cannot be read\n", path), 1;
            for (size_t eighth = 0; eighth <= 8; eighth++) run(bytes, size * eighth / 8);
            free(bytes);
            files++;
        }
        closedir(folder);
    }
    return files > 0 ? 0 : 1;
}
