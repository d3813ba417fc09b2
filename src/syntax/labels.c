/* labels.c - names of the tag sets, both ways. */
#include "syntax/labels.h"

#include "dragoman.h"

#include <string.h>

#define NAME(id, text) text,
static const char *const upos_names[] = {DG_UPOS_LIST(NAME)};
static const char *const xpos_names[] = {DG_XPOS_LIST(NAME)};
static const char *const deprel_names[] = {DG_DEPREL_LIST(NAME)};
static const char *const ner_names[] = {DG_NER_LIST(NAME)};

static int find(const char *const *names, int count, const char *name, size_t len) {
    for (int i = 0; i < count; i++)
        if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0) return i;
    return -1;
}

int dg_upos_of(const char *name) {
    return find(upos_names, DG_UPOS_COUNT, name, strlen(name));
}

int dg_xpos_of(const char *name) {
    return find(xpos_names, DG_XPOS_COUNT, name, strlen(name));
}

int dg_deprel_of(const char *name) {
    int whole = find(deprel_names, DG_DEPREL_COUNT, name, strlen(name));
    return whole >= 0 ? whole : find(deprel_names, DG_DEPREL_COUNT, name, strcspn(name, ":"));
}

int dg_ner_of(const char *name) {
    return find(ner_names, DG_NER_COUNT, name, strlen(name));
}

const char *dragoman_upos_name(uint8_t upos) {
    return upos < DG_UPOS_COUNT ? upos_names[upos] : "X";
}

const char *dragoman_xpos_name(uint8_t xpos) {
    return xpos < DG_XPOS_COUNT ? xpos_names[xpos] : "_";
}

const char *dragoman_deprel_name(uint8_t deprel) {
    return deprel < DG_DEPREL_COUNT ? deprel_names[deprel] : "dep";
}

const char *dragoman_ner_name(uint8_t ner) {
    return ner && ner < DG_NER_COUNT ? ner_names[ner] : NULL;
}
