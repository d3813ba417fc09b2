/*
 * model_fuzz.c - fuzzer of the model loader and of what runs on a loaded model.
 *
 * A useful model is megabytes that no fuzzer invents, so the input is a list of edits to the
 * shipped model: 8 bytes each, u32 where (modulo the size; the header's section table and small
 * sections are hit by the upper half of the range), u8 how, u8 value, u16 length. The checksum is
 * made anew, so that the edits reach the readers behind it. A model that opens must then parse a
 * sentence without harm.
 */
#include "fuzz.h"

#include "base/image.h"
#include "syntax/syntax.h"
#include "text/text.h"

#include <string.h>

#define MAX_EDITS 32
#define SMALL_PART 16384 /* header, section table, labels */

static dg_image shipped;
static unsigned char *copy;

static void restore(void) {
    if (copy) {
        memcpy(copy, shipped.bytes, shipped.size);
        return;
    }
    dragoman_error error;
    PROMISE(dg_image_open(&shipped, TEST_ROOT "/model/dragoman.model", DG_IMAGE_MODEL, &error) ==
            0);
    copy = malloc(shipped.size);
    PROMISE(copy);
    memcpy(copy, shipped.bytes, shipped.size);
}

static void edit(const uint8_t e[8]) {
    uint32_t where =
        (uint32_t)e[0] | (uint32_t)e[1] << 8 | (uint32_t)e[2] << 16 | (uint32_t)e[3] << 24;
    size_t at = where >> 31 ? where % SMALL_PART : where % shipped.size;
    size_t len = 1 + ((size_t)e[6] | (size_t)e[7] << 8) % 64;
    for (size_t i = at < 40 ? 40 : at; i < at + len && i < shipped.size; i++)
        copy[i] = e[4] & 1 ? e[5] : (unsigned char)(copy[i] ^ e[5]);
}

static void seal(void) {
    uint64_t sum = dg_hash(copy + 32, shipped.size - 32);
    for (int i = 0; i < 8; i++) copy[24 + i] = (unsigned char)(sum >> (8 * i));
}

static void parse(const dg_syntax *syntax) {
    dg_arena arena = DG_ARENA_INIT;
    dg_doc doc = {.arena = &arena};
    doc.text = doc.article.text = DG_STR("Envoys met in Geneva; \"no truce yet,\" one said.");
    dg_text_split(&doc);
    dg_syntax_parse(syntax, &doc, 0, doc.sentences.count);
    for (uint32_t i = 0; i < doc.tokens.count; i++)
        PROMISE(doc.tokens.items[i].head < (int32_t)doc.tokens.count);
    dg_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    restore();
    for (size_t i = 0; i + 8 <= size && i < 8 * MAX_EDITS; i += 8) edit(data + i);
    seal();
    dg_image image;
    dg_syntax *syntax = NULL;
    dragoman_error error;
    if (dg_image_check(&image, copy, shipped.size, DG_IMAGE_MODEL, "fuzz", &error) == 0 &&
        dg_syntax_open(&syntax, &image, &error) == 0)
        parse(syntax);
    dg_syntax_close(syntax);
    return 0;
}
