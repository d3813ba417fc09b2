/*
 * source.c - bytes from a file, standard input or memory: gzip (zlib) and zstd (libzstd) unpacked,
 * UTF-16 made UTF-8, all in streams of fixed memory.
 *
 * What the file is, is told by its first bytes alone. Files that are no text (PDF, Word, pictures)
 * are refused by name.
 */
#include "read/read_int.h"

#include "base/error.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <zlib.h>
#include <zstd.h>

#define BLOCK ((size_t)1 << 16)
#define HEAD 512 /* first bytes, by which UTF-16 is told */

enum packing { PLAIN, GZIP, ZSTD };
enum width { BYTES, UTF16_LITTLE, UTF16_BIG };

struct dg_source {
    const char *name;
    FILE *file; /* NULL: memory */
    const unsigned char *memory;
    size_t memory_left;
    uint64_t done, all;
    unsigned char block[BLOCK]; /* packed bytes */
    size_t at, end;             /* in block */
    enum packing packing;
    z_stream gzip;
    bool gzip_open, inside; /* inside a gzip member or a zstd frame */
    ZSTD_DStream *zstd;
    enum width width;
    unsigned char head[HEAD]; /* unpacked bytes not given yet */
    size_t head_at, head_end;
    uint32_t high; /* a high surrogate waiting for its low one; 0: none */
    int odd;       /* first byte of half a UTF-16 unit; -1: none */
};

static int damaged(const dg_source *s, const char *why, dragoman_error *error) {
    return dg_fail(error, DRAGOMAN_EIO, "%s: %s", s->name, why);
}

/* ------------------------------------------------------------------ packed bytes */

/* The block has bytes, or the file is at its end. */
static int fill_block(dg_source *s, dragoman_error *error) {
    if (s->at < s->end) return 0;
    s->at = s->end = 0;
    if (s->file) {
        s->end = fread(s->block, 1, BLOCK, s->file);
        if (s->end < BLOCK && ferror(s->file))
            return damaged(s, errno ? strerror(errno) : "cannot be read", error);
    } else if (s->memory_left) {
        s->end = s->memory_left < BLOCK ? s->memory_left : BLOCK;
        memcpy(s->block, s->memory, s->end);
        s->memory += s->end;
        s->memory_left -= s->end;
    }
    s->done += s->end;
    return 0;
}

static int read_plain(dg_source *s, unsigned char *bytes, size_t size, size_t *got,
                      dragoman_error *error) {
    int status = fill_block(s, error);
    if (status < 0) return status;
    *got = s->end - s->at < size ? s->end - s->at : size;
    memcpy(bytes, s->block + s->at, *got);
    s->at += *got;
    return 0;
}

/* Several members one after another are one file, as gzip(1) has it. */
static int read_gzip(dg_source *s, unsigned char *bytes, size_t size, size_t *got,
                     dragoman_error *error) {
    *got = 0;
    while (*got == 0) {
        int status = fill_block(s, error);
        if (status < 0) return status;
        if (s->at == s->end) return s->inside ? damaged(s, "gzip data cut short", error) : 0;
        if (!s->inside && inflateReset(&s->gzip) != Z_OK) return damaged(s, "gzip failed", error);
        s->inside = true;
        s->gzip.next_in = s->block + s->at;
        s->gzip.avail_in = (uInt)(s->end - s->at);
        s->gzip.next_out = bytes;
        s->gzip.avail_out = (uInt)size;
        int result = inflate(&s->gzip, Z_NO_FLUSH);
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return damaged(s, "damaged gzip data", error);
        s->at = s->end - s->gzip.avail_in;
        *got = size - s->gzip.avail_out;
        if (result == Z_STREAM_END) s->inside = false;
    }
    return 0;
}

static int read_zstd(dg_source *s, unsigned char *bytes, size_t size, size_t *got,
                     dragoman_error *error) {
    ZSTD_outBuffer out = {bytes, size, 0};
    while (out.pos == 0) {
        int status = fill_block(s, error);
        if (status < 0) return status;
        if (s->at == s->end && !s->inside) break;
        ZSTD_inBuffer in = {s->block, s->end, s->at};
        size_t result = ZSTD_decompressStream(s->zstd, &out, &in);
        if (ZSTD_isError(result)) return damaged(s, "damaged zstd data", error);
        if (s->at == s->end && out.pos == 0) return damaged(s, "zstd data cut short", error);
        s->at = in.pos;
        s->inside = result != 0;
    }
    *got = out.pos;
    return 0;
}

static int read_unpacked(dg_source *s, unsigned char *bytes, size_t size, size_t *got,
                         dragoman_error *error) {
    switch (s->packing) {
    case GZIP:
        return read_gzip(s, bytes, size, got, error);
    case ZSTD:
        return read_zstd(s, bytes, size, got, error);
    default:
        return read_plain(s, bytes, size, got, error);
    }
}

static int read_bytes(dg_source *s, unsigned char *bytes, size_t size, size_t *got,
                      dragoman_error *error) {
    if (s->head_at == s->head_end) return read_unpacked(s, bytes, size, got, error);
    *got = s->head_end - s->head_at < size ? s->head_end - s->head_at : size;
    memcpy(bytes, s->head + s->head_at, *got);
    s->head_at += *got;
    return 0;
}

/* ------------------------------------------------------------------ UTF-16 */

static size_t put_utf8(char *out, uint32_t c) {
    if (c < 0x80) return out[0] = (char)c, 1;
    if (c < 0x800) return out[0] = (char)(0xc0 | c >> 6), out[1] = (char)(0x80 | (c & 63)), 2;
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 63));
        out[2] = (char)(0x80 | (c & 63));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 63));
    out[2] = (char)(0x80 | (c >> 6 & 63));
    out[3] = (char)(0x80 | (c & 63));
    return 4;
}

/* One UTF-16 unit to `out`, a pair of surrogates as one character, a single one as U+FFFD. */
static size_t put_unit(dg_source *s, char *out, uint32_t unit) {
    size_t n = 0;
    bool low = unit >= 0xdc00 && unit < 0xe000;
    if (s->high && low) {
        n = put_utf8(out, 0x10000 + ((s->high - 0xd800) << 10) + (unit - 0xdc00));
        s->high = 0;
        return n;
    }
    if (s->high) n = put_utf8(out, 0xfffd);
    s->high = unit >= 0xd800 && unit < 0xdc00 ? unit : 0;
    if (s->high) return n;
    return n + put_utf8(out + n, low ? 0xfffd : unit);
}

/* A byte becomes three bytes at most, a waiting half six: `size` / 8 units always fit. */
static int read_wide(dg_source *s, char *bytes, size_t size, size_t *got, dragoman_error *error) {
    unsigned char units[4096];
    size_t wish = size / 8 * 2 < sizeof units ? size / 8 * 2 : sizeof units, n;
    *got = 0;
    while (*got == 0) {
        int status = read_bytes(s, units, wish, &n, error);
        if (status < 0) return status;
        if (n == 0) {
            bool half = s->high || s->odd >= 0;
            s->high = 0;
            s->odd = -1;
            if (half) *got = put_utf8(bytes, 0xfffd);
            return 0;
        }
        for (size_t i = 0; i < n; i++) {
            if (s->odd < 0) {
                s->odd = units[i];
                continue;
            }
            uint32_t a = (uint32_t)s->odd, b = units[i];
            s->odd = -1;
            *got += put_unit(s, bytes + *got, s->width == UTF16_BIG ? a << 8 | b : b << 8 | a);
        }
    }
    return 0;
}

int dg_source_read(dg_source *s, char *bytes, size_t size, size_t *got, dragoman_error *error) {
    *got = 0;
    if (s->width == BYTES) return read_bytes(s, (unsigned char *)bytes, size, got, error);
    return read_wide(s, bytes, size, got, error);
}

/* ------------------------------------------------------------------ what it is */

/* UTF-16 by its mark, or by NUL bytes in every other place. Moves over the mark of any UTF. */
static void tell_width(dg_source *s) {
    const unsigned char *h = s->head;
    size_t n = s->head_end;
    if (n >= 3 && h[0] == 0xef && h[1] == 0xbb && h[2] == 0xbf)
        s->head_at = 3;
    else if (n >= 2 && h[0] == 0xff && h[1] == 0xfe)
        s->width = UTF16_LITTLE, s->head_at = 2;
    else if (n >= 2 && h[0] == 0xfe && h[1] == 0xff)
        s->width = UTF16_BIG, s->head_at = 2;
    else {
        size_t even = 0, odd = 0;
        for (size_t i = 0; i + 1 < n; i += 2) even += h[i] == 0, odd += h[i + 1] == 0;
        if (n >= 8 && odd > n * 2 / 5 && even < n / 20 + 1)
            s->width = UTF16_LITTLE;
        else if (n >= 8 && even > n * 2 / 5 && odd < n / 20 + 1)
            s->width = UTF16_BIG;
    }
}

static const char *known_binary(const unsigned char *h, size_t n) {
    static const struct {
        const char *magic;
        size_t size;
        const char *what;
    } list[] = {{"%PDF-", 5, "a PDF file"},
                {"PK\3\4", 4, "a ZIP file (perhaps of Word or OpenDocument)"},
                {"\xd0\xcf\x11\xe0", 4, "an old Microsoft Office file"},
                {"\x7f"
                 "ELF",
                 4, "a program"},
                {"\x89PNG", 4, "a picture"},
                {"\xff\xd8\xff", 3, "a picture"},
                {"GIF8", 4, "a picture"},
                {"SQLite format 3", 15, "an SQLite database"},
                {"{\\rtf", 5, "an RTF file"},
                {"BZh", 3, "packed with bzip2"},
                {"\xfd"
                 "7zXZ",
                 5, "packed with xz"}};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (n >= list[i].size && memcmp(h, list[i].magic, list[i].size) == 0) return list[i].what;
    return NULL;
}

static int open_packing(dg_source *s, dragoman_error *error) {
    int status = fill_block(s, error);
    const unsigned char *b = s->block;
    if (status < 0) return status;
    if (s->end == 0) return dg_fail(error, DRAGOMAN_EINPUT, "%s: the file is empty", s->name);
    if (s->end >= 3 && b[0] == 0x1f && b[1] == 0x8b && b[2] == 8) {
        s->packing = GZIP;
        if (inflateInit2(&s->gzip, 15 + 16) != Z_OK)
            return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
        s->gzip_open = true;
    } else if (s->end >= 4 && b[0] == 0x28 && b[1] == 0xb5 && b[2] == 0x2f && b[3] == 0xfd) {
        s->packing = ZSTD;
        s->zstd = ZSTD_createDStream();
        if (!s->zstd) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
        ZSTD_DCtx_setParameter(s->zstd, ZSTD_d_windowLogMax, 27);
    }
    while (s->head_end < HEAD) {
        size_t got = 0;
        status = read_unpacked(s, s->head + s->head_end, HEAD - s->head_end, &got, error);
        if (status < 0) return status;
        if (got == 0) break;
        s->head_end += got;
    }
    if (s->head_end == 0) return dg_fail(error, DRAGOMAN_EINPUT, "%s: the file is empty", s->name);
    const char *what = known_binary(s->head, s->head_end);
    if (what) return dg_fail(error, DRAGOMAN_EINPUT, "%s: %s, not text", s->name, what);
    tell_width(s);
    return 0;
}

/* ------------------------------------------------------------------ opening, closing */

static int open_file(dg_source *s, const char *path, dragoman_error *error) {
    struct stat st;
    bool standard = strcmp(path, "-") == 0;
    s->name = standard ? "standard input" : path;
    s->file = standard ? stdin : fopen(path, "rb");
    if (!s->file) return dg_fail(error, DRAGOMAN_EIO, "%s: %s", path, strerror(errno));
    if (fstat(fileno(s->file), &st) == 0) {
        if (S_ISDIR(st.st_mode)) return dg_fail(error, DRAGOMAN_EIO, "%s: is a directory", path);
        if (S_ISREG(st.st_mode)) s->all = (uint64_t)st.st_size;
    }
    errno = 0;
    return 0;
}

int dg_source_open(dg_source **out, const char *path, const void *bytes, size_t size,
                   dragoman_error *error) {
    dg_source *s = calloc(1, sizeof *s);
    *out = s;
    if (!s) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    s->odd = -1;
    int status = 0;
    if (bytes) {
        s->name = path;
        s->memory = bytes;
        s->memory_left = size;
        s->all = size;
    } else {
        status = open_file(s, path, error);
    }
    if (status == 0) status = open_packing(s, error);
    return status;
}

void dg_source_close(dg_source *s) {
    if (!s) return;
    if (s->gzip_open) inflateEnd(&s->gzip);
    ZSTD_freeDStream(s->zstd);
    if (s->file && s->file != stdin) fclose(s->file);
    free(s);
}

void dg_source_progress(const dg_source *s, uint64_t *done, uint64_t *all) {
    *done = s->done - (s->end - s->at);
    *all = s->all;
}

const char *dg_source_name(const dg_source *s) {
    return s->name;
}
