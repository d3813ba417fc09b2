/*
 * labels.h - the tag sets: UPOS (Universal Dependencies), XPOS (Penn Treebank as in EWT and GUM),
 * relations (UD v2 with the subtypes of the English treebanks), names (BIO over PER, LOC, ORG).
 *
 * The lists are X-macros so that enum and names cannot drift apart. The model stores labels by
 * name and maps them to these at load.
 */
#ifndef DG_LABELS_H
#define DG_LABELS_H

#include <stdint.h>

/* Laid out by hand: the formatter staggers such lists. */
/* clang-format off */
#define DG_UPOS_LIST(X)                                                                            \
    X(X_, "X") X(ADJ, "ADJ") X(ADP, "ADP") X(ADV, "ADV") X(AUX, "AUX") X(CCONJ, "CCONJ")           \
    X(DET, "DET") X(INTJ, "INTJ") X(NOUN, "NOUN") X(NUM, "NUM") X(PART, "PART") X(PRON, "PRON")    \
    X(PROPN, "PROPN") X(PUNCT, "PUNCT") X(SCONJ, "SCONJ") X(SYM, "SYM") X(VERB, "VERB")

#define DG_XPOS_LIST(X)                                                                            \
    X(NONE, "_") X(NN, "NN") X(NNS, "NNS") X(NNP, "NNP") X(NNPS, "NNPS") X(IN, "IN") X(DT, "DT")   \
    X(JJ, "JJ") X(JJR, "JJR") X(JJS, "JJS") X(PRP, "PRP") X(PRPS, "PRP$") X(RB, "RB")              \
    X(RBR, "RBR") X(RBS, "RBS") X(STOP, ".") X(COMMA, ",") X(COLON, ":") X(VB, "VB")               \
    X(VBP, "VBP") X(VBD, "VBD") X(VBZ, "VBZ") X(VBN, "VBN") X(VBG, "VBG") X(CC, "CC") X(CD, "CD")  \
    X(TO, "TO") X(MD, "MD") X(UH, "UH") X(RRB, "-RRB-") X(LRB, "-LRB-") X(WDT, "WDT")              \
    X(WRB, "WRB") X(WP, "WP") X(WPS, "WP$") X(HYPH, "HYPH") X(OPEN, "``") X(CLOSE, "''")           \
    X(RP, "RP") X(POS, "POS") X(EX, "EX") X(NFP, "NFP") X(FW, "FW") X(SYM, "SYM") X(ADD, "ADD")    \
    X(GW, "GW") X(PDT, "PDT") X(DOLLAR, "$") X(LS, "LS") X(AFX, "AFX") X(XX, "XX")

#define DG_DEPREL_LIST(X)                                                                          \
    X(DEP, "dep") X(ROOT, "root") X(PUNCT, "punct") X(CASE, "case") X(DET, "det")                  \
    X(DET_PREDET, "det:predet") X(NSUBJ, "nsubj") X(NSUBJ_PASS, "nsubj:pass")                      \
    X(NSUBJ_OUTER, "nsubj:outer") X(CSUBJ, "csubj") X(CSUBJ_PASS, "csubj:pass")                    \
    X(CSUBJ_OUTER, "csubj:outer") X(OBJ, "obj") X(IOBJ, "iobj") X(OBL, "obl")                      \
    X(OBL_AGENT, "obl:agent") X(OBL_UNMARKED, "obl:unmarked") X(NMOD, "nmod")                      \
    X(NMOD_POSS, "nmod:poss") X(NMOD_UNMARKED, "nmod:unmarked") X(NMOD_DESC, "nmod:desc")          \
    X(AMOD, "amod") X(ADVMOD, "advmod") X(NUMMOD, "nummod") X(COMPOUND, "compound")                \
    X(COMPOUND_PRT, "compound:prt") X(FLAT, "flat") X(FIXED, "fixed") X(APPOS, "appos")            \
    X(CONJ, "conj") X(CC, "cc") X(CC_PRECONJ, "cc:preconj") X(MARK, "mark") X(AUX, "aux")          \
    X(AUX_PASS, "aux:pass") X(COP, "cop") X(ADVCL, "advcl") X(ADVCL_RELCL, "advcl:relcl")          \
    X(XCOMP, "xcomp") X(CCOMP, "ccomp") X(ACL, "acl") X(ACL_RELCL, "acl:relcl")                    \
    X(PARATAXIS, "parataxis") X(DISCOURSE, "discourse") X(EXPL, "expl") X(LIST, "list")            \
    X(REPARANDUM, "reparandum") X(VOCATIVE, "vocative") X(GOESWITH, "goeswith")                    \
    X(ORPHAN, "orphan") X(DISLOCATED, "dislocated")

#define DG_NER_LIST(X)                                                                             \
    X(O, "O") X(B_PER, "B-PER") X(I_PER, "I-PER") X(B_LOC, "B-LOC") X(I_LOC, "I-LOC")              \
    X(B_ORG, "B-ORG") X(I_ORG, "I-ORG")
/* clang-format on */

#define DG_LABEL_UPOS(name, text) DG_UPOS_##name,
#define DG_LABEL_XPOS(name, text) DG_XPOS_##name,
#define DG_LABEL_DEPREL(name, text) DG_DEPREL_##name,
#define DG_LABEL_NER(name, text) DG_NER_##name,

enum dg_upos { DG_UPOS_LIST(DG_LABEL_UPOS) DG_UPOS_COUNT };
enum dg_xpos { DG_XPOS_LIST(DG_LABEL_XPOS) DG_XPOS_COUNT };
enum dg_deprel { DG_DEPREL_LIST(DG_LABEL_DEPREL) DG_DEPREL_COUNT };
enum dg_ner { DG_NER_LIST(DG_LABEL_NER) DG_NER_COUNT };

/* Label of a name; -1 if there is none. The unknown relation "x:y" gives that of "x". */
int dg_upos_of(const char *name);
int dg_xpos_of(const char *name);
int dg_deprel_of(const char *name);
int dg_ner_of(const char *name);

#endif
