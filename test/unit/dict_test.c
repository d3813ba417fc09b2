/* dict_test.c - TABARI and PETRARCH dictionaries: dates, synonyms, patterns, and what is left out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dragoman.h"

typedef struct heard {
    int count;
    char last[512];
} heard;

static void hear(void *context, const char *line) {
    heard *h = context;
    h->count++;
    snprintf(h->last, sizeof h->last, "%s", line);
}

/* The dictionary converted, zero-terminated; free it. */
static char *convert(dragoman_dictionary kind, const char *text, heard *h, int *taken) {
    char path[] = "/tmp/dragoman-dict-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    dragoman_buffer out;
    memset(h, 0, sizeof *h);
    *taken = dragoman_codebook_import(path, kind, &out, hear, h, NULL);
    remove(path);
    assert_true(*taken >= 0);
    char *copy = malloc(out.size + 1);
    memcpy(copy, out.bytes, out.size);
    copy[out.size] = 0;
    dragoman_buffer_free(&out);
    return copy;
}

static void actors_keep_dates_and_synonyms(void **state) {
    (void)state;
    heard h;
    int taken;
    char *out = convert(DRAGOMAN_DICTIONARY_ACTORS,
                        "# a comment\nJOHN_DOE_  # note\n+PRESIDENT_DOE\n\t[FREGOV "
                        "19950101-20001231]\n\t[FREELI >010101]\n"
                        "NORTHERN_FRONT [FREREBNFR]\nRELIEF_LEAGUE [NGO]\nFREEDONIA [FRE]\n",
                        &h, &taken);
    assert_int_equal(taken, 4);
    assert_int_equal(h.count, 0);
    assert_non_null(strstr(out, "person FRE ELI John Doe\n    also: President Doe\n    role: FRE "
                                "GOV 1995-01-01..2000-12-31\n    role: FRE ELI 2001-01-01..\n"));
    assert_non_null(strstr(out, "group FRE REB Northern Front\n    cameo: FREREBNFR\n"));
    assert_non_null(strstr(out, "org NGO - Relief League\n"));
    assert_non_null(strstr(out, "region FRE - Freedonia\n"));
    free(out);
}

static void impossible_dates_are_told(void **state) {
    (void)state;
    heard h;
    int taken;
    char *out = convert(DRAGOMAN_DICTIONARY_ACTORS,
                        "JOHN_DOE\n\t[FREGOV 19951301-20001231]\n\t[FREELI]\n", &h, &taken);
    assert_int_equal(h.count, 1);
    assert_non_null(strstr(h.last, ":2: not a date or period: [FREGOV 19951301-20001231]"));
    assert_null(strstr(out, "role:"));
    free(out);
}

static void agents_expand_substitutions(void **state) {
    (void)state;
    heard h;
    int taken;
    char *out = convert(
        DRAGOMAN_DICTIONARY_AGENTS,
        "!WHO! = MAN, WOMAN\nARMY_!WHO! [~MIL]\nTROOPS {} [~MIL]\nBUDDHIST [~BUD]\n", &h, &taken);
    assert_int_equal(taken, 3);
    assert_non_null(strstr(out, "role MIL person army man\nrole MIL person army woman\n"));
    assert_int_equal(h.count, 1);
    assert_non_null(strstr(h.last, ":4: no sector of ours in [~BUD]"));
    free(out);
}

static void verbs_become_senses(void **state) {
    (void)state;
    heard h;
    int taken;
    char *out =
        convert(DRAGOMAN_DICTIONARY_VERBS,
                "&PACT\n+DEAL\n+PEACE_TREATY\n\n--- SIGN [050] ---\nSIGN\nINK {INKS INKED "
                "INKING}\n- * &PACT [057] # x\n"
                "- * OFF (ON PLAN) [081]\n- MINISTER * [:043]\n- * A B [010]\n- * &NOSUCH [057]\n",
                &h, &taken);
    assert_non_null(strstr(out, "set petrarch_pact: deal, peace treaty\n"));
    assert_non_null(strstr(out, "verb sign  obj:{petrarch_pact}  => SUPPORT 057\nverb ink  "
                                "obj:{petrarch_pact}  => SUPPORT 057\n"));
    assert_non_null(strstr(out, "verb sign  prt:off  on:plan  => CONCEDE 081\n"));
    assert_non_null(strstr(
        out, "verb sign  subj:minister  => CONSULT visit 043  actor=obj,by  recipient=subj\n"));
    assert_non_null(strstr(out, "verb sign  => SUPPORT 050\n"));
    assert_int_equal(h.count, 2);
    assert_non_null(strstr(h.last, "words without roles over a tree: - * &NOSUCH"));
    free(out);
}

static void discards_keep_their_scope(void **state) {
    (void)state;
    heard h;
    int taken;
    char *out = convert(DRAGOMAN_DICTIONARY_DISCARDS, "+WORLD_CUP\nYEARS_LATER\n", &h, &taken);
    assert_int_equal(taken, 2);
    assert_non_null(strstr(out, "discard article world cup\ndiscard sentence years later\n"));
    free(out);
}

static void a_missing_file_is_an_error(void **state) {
    (void)state;
    dragoman_buffer out;
    dragoman_error error;
    assert_int_equal(dragoman_codebook_import("/nonexistent/x", DRAGOMAN_DICTIONARY_VERBS, &out,
                                              NULL, NULL, &error),
                     DRAGOMAN_EIO);
    assert_non_null(strstr(error.message, "/nonexistent/x"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(actors_keep_dates_and_synonyms),
        cmocka_unit_test(impossible_dates_are_told),
        cmocka_unit_test(agents_expand_substitutions),
        cmocka_unit_test(verbs_become_senses),
        cmocka_unit_test(discards_keep_their_scope),
        cmocka_unit_test(a_missing_file_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
