/* image.c - see image.h. Files are mapped read-only and shared; the checksum is checked once at
 * open. */
#include "base/image.h"

#include "base/error.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC "DRAGOIMG"
#define VERSION 1u
#define HEADER_SIZE 40u
#define SECTION_SIZE 40u

typedef struct section {
    char name[24];
    uint64_t offset, size;
} section;
_Static_assert(sizeof(section) == SECTION_SIZE, "section entries are read in place");

static uint32_t u32_at(const unsigned char *p) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint64_t u64_at(const unsigned char *p) {
    return (uint64_t)u32_at(p) | (uint64_t)u32_at(p + 4) << 32;
}

static int bad(dragoman_error *error, const char *name, const char *why) {
    return dg_fail(error, DRAGOMAN_EMODEL, "%s: %s", name, why);
}

/* Every section lies inside the file, aligned, and its name ends. */
static bool sections_fit(const unsigned char *bytes, size_t size) {
    uint32_t count = u32_at(bytes + 32);
    if (count > (size - HEADER_SIZE) / SECTION_SIZE) return false;
    for (uint32_t i = 0; i < count; i++) {
        const unsigned char *s = bytes + HEADER_SIZE + (size_t)i * SECTION_SIZE;
        uint64_t offset = u64_at(s + 24), length = u64_at(s + 32);
        if (s[23] != 0 || offset % 64 || offset > size || length > size - offset) return false;
    }
    return true;
}

int dg_image_check(dg_image *image, const void *data, size_t size, uint32_t kind, const char *name,
                   dragoman_error *error) {
    const unsigned char *bytes = data;
    if (size < HEADER_SIZE || memcmp(bytes, MAGIC, 8) != 0)
        return bad(error, name, "not a Dragoman image (magic missing)");
    if (u32_at(bytes + 8) != VERSION)
        return bad(error, name, "made for another version of the format");
    if (u32_at(bytes + 12) != kind) return bad(error, name, "an image of another kind");
    if (u64_at(bytes + 16) != size) return bad(error, name, "cut short or overlong");
    uint64_t sum = dg_hash(bytes + 32, size - 32);
    if (u64_at(bytes + 24) != sum) return bad(error, name, "damaged (checksum differs)");
    if (!sections_fit(bytes, size)) return bad(error, name, "damaged (a section lies outside)");
    *image = (dg_image){.bytes = bytes, .size = size};
    snprintf(image->hash, sizeof image->hash, "%016llx", (unsigned long long)sum);
    return 0;
}

int dg_image_open(dg_image *image, const char *path, uint32_t kind, dragoman_error *error) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return dg_fail(error, DRAGOMAN_EIO, "%s: %s", path, strerror(errno));
    if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        return dg_fail(error, DRAGOMAN_EIO, "%s: not a regular file", path);
    }
    size_t size = (size_t)st.st_size;
    void *bytes = size ? mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;
    close(fd);
    if (bytes == MAP_FAILED) return bad(error, path, size ? "could not be mapped" : "empty");
    int status = dg_image_check(image, bytes, size, kind, path, error);
    if (status < 0)
        munmap(bytes, size);
    else
        image->mapped = true;
    return status;
}

void dg_image_close(dg_image *image) {
    if (image->mapped) munmap((void *)(uintptr_t)image->bytes, image->size);
    *image = (dg_image){0};
}

const void *dg_image_section(const dg_image *image, const char *name, size_t *size) {
    uint32_t count = image->bytes ? u32_at(image->bytes + 32) : 0;
    for (uint32_t i = 0; i < count; i++) {
        const unsigned char *s = image->bytes + HEADER_SIZE + (size_t)i * SECTION_SIZE;
        if (strcmp((const char *)s, name) != 0) continue;
        *size = (size_t)u64_at(s + 32);
        return image->bytes + u64_at(s + 24);
    }
    *size = 0;
    return NULL;
}

int dg_image_array(const dg_image *image, const char *name, size_t item, const void **items,
                   size_t *count, dragoman_error *error) {
    size_t size;
    *items = dg_image_section(image, name, &size);
    if (!*items) return dg_fail(error, DRAGOMAN_EMODEL, "image: section %s is missing", name);
    if (size % item)
        return dg_fail(error, DRAGOMAN_EMODEL, "image: section %s has an odd size", name);
    *count = size / item;
    return 0;
}

int dg_image_parts(const dg_image *image, const dg_image_part *parts, size_t count,
                   dragoman_error *error) {
    int status = 0;
    for (size_t i = 0; status == 0 && i < count; i++)
        status = dg_image_array(image, parts[i].name, parts[i].item, parts[i].items, parts[i].count,
                                error);
    return status;
}

dragoman_str dg_image_meta(const dg_image *image, const char *key) {
    size_t size;
    const char *text = dg_image_section(image, "meta", &size);
    dragoman_str rest = {text, (uint32_t)size}, line, name;
    while (dg_str_split(&rest, '\n', &line)) {
        dragoman_str value = line;
        if (dg_str_split(&value, '=', &name) && dg_str_is(name, key)) return value;
    }
    return (dragoman_str){NULL, 0};
}

void dg_image_add(dg_image_builder *builder, const char *name, const void *bytes, size_t size) {
    void *slot = dg_vec_push(builder->arena, &builder->sections);
    (void)slot;
    uint32_t last = builder->sections.count - 1;
    snprintf(builder->sections.items[last].name, sizeof builder->sections.items[last].name, "%s",
             name);
    builder->sections.items[last].bytes = bytes;
    builder->sections.items[last].size = size;
}

static size_t aligned(size_t at) {
    return (at + 63) & ~(size_t)63;
}

static void put(unsigned char *p, uint64_t value, int bytes) {
    for (int i = 0; i < bytes; i++) p[i] = (unsigned char)(value >> (8 * i));
}

void *dg_image_build(dg_image_builder *builder, size_t *size) {
    uint32_t count = builder->sections.count;
    size_t at = aligned(HEADER_SIZE + (size_t)count * SECTION_SIZE), total = at;
    for (uint32_t i = 0; i < count; i++) total = aligned(total + builder->sections.items[i].size);
    unsigned char *out = dg_arena_alloc(builder->arena, total);
    memcpy(out, MAGIC, 8);
    put(out + 8, VERSION, 4);
    put(out + 12, builder->kind, 4);
    put(out + 16, total, 8);
    put(out + 32, count, 4);
    for (uint32_t i = 0; i < count; i++) {
        unsigned char *s = out + HEADER_SIZE + (size_t)i * SECTION_SIZE;
        memcpy(s, builder->sections.items[i].name, 24);
        put(s + 24, at, 8);
        put(s + 32, builder->sections.items[i].size, 8);
        if (builder->sections.items[i].size)
            memcpy(out + at, builder->sections.items[i].bytes, builder->sections.items[i].size);
        at = aligned(at + builder->sections.items[i].size);
    }
    put(out + 24, dg_hash(out + 32, total - 32), 8);
    *size = total;
    return out;
}

int dg_image_write(const void *bytes, size_t size, const char *path, dragoman_error *error) {
    char part[4096];
    if (snprintf(part, sizeof part, "%s.%ld.part", path, (long)getpid()) >= (int)sizeof part)
        return dg_fail(error, DRAGOMAN_EIO, "%s: name too long", path);
    FILE *f = fopen(part, "wb");
    if (!f) return dg_fail(error, DRAGOMAN_EIO, "%s: %s", part, strerror(errno));
    bool done = fwrite(bytes, 1, size, f) == size;
    done = fclose(f) == 0 && done;
    if (done && rename(part, path) == 0) return 0;
    int why = errno;
    remove(part);
    return dg_fail(error, DRAGOMAN_EIO, "%s: %s", path, strerror(why));
}
