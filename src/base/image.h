/*
 * image.h - the one container for what is compiled: model, codebook, gazetteer.
 *
 *   bytes 0..7   magic "DRAGOIMG"
 *   8   u32      format version, 1
 *   12  u32      kind: DG_IMAGE_MODEL, ...
 *   16  u64      size of the whole file
 *   24  u64      xxh3-64 (seed 0) of bytes 32..end
 *   32  u32      number of sections, then u32 zero
 *   40  per section: char name[24], zero padded; u64 offset; u64 size
 *   then the sections, each at a multiple of 64 bytes
 *
 * Little-endian. Section "meta" is lines `key=value`. A file that is cut short, altered, of another
 * kind or version is refused with the reason and never read past its end.
 */
#ifndef DG_IMAGE_H
#define DG_IMAGE_H

#include "base/arena.h"
#include "dragoman.h"

#define DG_IMAGE_MODEL 0x4c444f4du     /* "MODL" */
#define DG_IMAGE_CODEBOOK 0x45444f43u  /* "CODE" */
#define DG_IMAGE_GAZETTEER 0x545a4147u /* "GAZT" */

/* A mapped image. Immutable once open. */
typedef struct dg_image {
    const unsigned char *bytes;
    size_t size;
    bool mapped;   /* munmap, else free */
    char hash[17]; /* the checksum in hex: the content's name */
} dg_image;

/* Map a file and check it. errors: EIO, EMODEL with `path: reason`. */
int dg_image_open(dg_image *image, const char *path, uint32_t kind, dragoman_error *error);
/* Check bytes already in memory (kept by the caller; `name` is for messages). */
int dg_image_check(dg_image *image, const void *bytes, size_t size, uint32_t kind, const char *name,
                   dragoman_error *error);
void dg_image_close(dg_image *image);

/* A section's bytes and size; NULL if there is none. */
const void *dg_image_section(const dg_image *image, const char *name, size_t *size);
/* The same as an array of items of `item` bytes: count in *count. EMODEL if it does not divide. */
int dg_image_array(const dg_image *image, const char *name, size_t item, const void **items,
                   size_t *count, dragoman_error *error);
/* One array of an image and where to keep it. */
typedef struct dg_image_part {
    const char *name;
    size_t item; /* bytes */
    const void **items;
    size_t *count;
} dg_image_part;

/* dg_image_array() of each part, up to the first that fails. */
int dg_image_parts(const dg_image *image, const dg_image_part *parts, size_t count,
                   dragoman_error *error);
/* Value of a key in "meta"; empty if there is none. */
dragoman_str dg_image_meta(const dg_image *image, const char *key);

/* Build an image: sections are kept by reference until dg_image_write. */
typedef struct dg_image_builder {
    dg_arena *arena;
    uint32_t kind;
    DG_VEC(struct {
        char name[24];
        const void *bytes;
        size_t size;
    })
    sections;
} dg_image_builder;

void dg_image_add(dg_image_builder *builder, const char *name, const void *bytes, size_t size);
/* The finished image in one block of the builder's arena (64-byte aligned within it or not). */
void *dg_image_build(dg_image_builder *builder, size_t *size);
/* Write it beside `path` and rename, so that a reader never sees half of it. */
int dg_image_write(const void *bytes, size_t size, const char *path, dragoman_error *error);

#endif
