/*
 * words.c - the closed-class words by which phrases are read: pronouns, determiners, quantity
 * nouns, anaphoric nouns ("the group"), prepositions that say whose or where.
 *
 * They are grammar, not actors, and so stand here and not in the codebook.
 */
#include "base/str.h"
#include "entity/entity_int.h"

static const struct {
    uint64_t bits;
    const char *words;
} lists[] = {
    {W_THROUGH,
     "number group dozen hundred thousand score million majority handful pair couple crowd band "
     "total lot some most many all several few one two three four five six seven eight nine ten "
     "half part rest each both any none list wave team section lots tens several"},
    {W_LED, "led run controlled ruled dominated administered governed owned based"},
    {W_BACKED,
     "backed supported funded allied aligned linked sponsored armed trained made built brokered "
     "mediated friendly inspired affiliated held occupied friendly imposed supplied born"},
    {W_FORMER, "former ex ousted deposed late onetime retired erstwhile"},
    {W_LOCATIVE, "in at near around outside inside across within throughout"},
    {W_OF, "of for from in at within across throughout inside around near"},
    {W_PLACE,
     "city town village district province region area camp border capital neighbourhood "
     "neighborhood "
     "street square island coast mountain valley airport port base governorate county state suburb "
     "enclave strip territory zone settlement place site building hospital school mosque church "
     "house "
     "home prison station checkpoint market hotel embassy headquarters peninsula desert sea gulf "
     "north "
     "south east west centre center river lake municipality quarter sector crossing"},
    {W_SAY, "say tell add announce claim state note warn insist explain write tweet declare argue "
            "reply report "
            "stress ask remark comment assert confirm deny continue conclude reiterate emphasise "
            "emphasize "
            "respond admit acknowledge post urge vow observe recall speak"},
    {W_MONTH,
     "january february march april may june july august september october november december monday "
     "tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct "
     "nov dec"},
    {W_THE, "the this these that those both"},
    {W_MAN, "he him his himself"},
    {W_WOMAN, "she her hers herself"},
    {W_THEY, "they them their theirs themselves"},
    {W_IT, "it its itself"},
    {W_I, "i me my mine myself"},
    {W_WE, "we us our ours ourselves"},
    {W_GROUP,
     "group movement organisation organization faction outfit network alliance coalition militia"},
    {W_ORG, "organisation organization agency body institution watchdog bloc council committee "
            "commission ngo charity"},
    {W_FIRM, "company firm airline corporation carrier manufacturer business"},
    {W_COUNTRY, "country nation state kingdom republic"},
    {W_PARTY, "party"},
    {W_SIDES, "side party country nation leader government state neighbour neighbor rival partner "
              "ally delegation "
              "president minister man power camp team capital faction"},
    {W_TWO, "two both"},
    {W_INDEFINITE, "a an another some several many few any other"},
    {W_RELATIVE, "who which that whom whose"},
    {W_GENERIC,
     "official leader chief head commander member spokesman spokeswoman spokesperson officer "
     "source "
     "supporter representative negotiator delegation delegate leadership figure personnel staff "
     "authority adviser advisor aide deputy envoy boss veteran politician ally loyalist "
     "sympathizer "
     "sympathiser director chairman secretary-general side team"},
    {W_HUMAN, "man woman people person child boy girl resident citizen victim civilian someone "
              "anyone everyone "
              "nobody somebody anybody everybody"},
    {W_CAPTIVE, "captive hostage prisoner detainee abductee inmate"},
    {W_NOWHERE, "critic negotiator mediator analyst expert observer smuggler trafficker "
                "perpetrator commentator"},
    {W_WEAPON, "rocket missile jet tank warplane position shell artillery drone plane helicopter "
               "warship gunship aircraft "
               "f-16 f-16s bomber fighter-jet gunboat battery base outpost convoy missiles"},
    {W_MALE, "man boy father husband son brother uncle grandfather nephew king prince gentleman "
             "sir widower"},
    {W_FEMALE, "woman girl mother wife daughter sister aunt grandmother niece queen princess lady "
               "widow actress"},
    {W_AREA, "region city town village district province area enclave territory island strip "
             "peninsula county "
             "governorate zone north south east west"},
    {W_NATIONAL, "national federal state central royal presidential supreme general"},
    {W_VIOLENT, "stab kill murder rape rob behead shoot knife assault wound injure ram"},
    {W_NAMED, "identify name call know dub"},
    {W_OTHER_SIDE,
     "counterpart host rival opponent enemy neighbour neighbor partner foe adversary guest"},
    {W_SELF, "himself herself itself themselves myself ourselves"},
    {W_CHARGE, "arrest charge accuse convict jail sentence detain apprehend indict suspect"},
    {W_ELSEWHERE, "foreign unspecified unknown unidentified international global world western "
                  "neighbouring neighboring overseas multinational"},
    {W_OTHERS, "other more another"},
};

static void add(word_slot slots[WORD_SLOTS], uint64_t fold, uint64_t bits) {
    uint64_t i = fold & (WORD_SLOTS - 1);
    while (slots[i].fold && slots[i].fold != fold) i = (i + 1) & (WORD_SLOTS - 1);
    slots[i].fold = fold;
    slots[i].bits |= bits;
}

void words_fill(word_slot slots[WORD_SLOTS]) {
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        dragoman_str rest = dg_str(lists[i].words), word;
        while (dg_str_split(&rest, ' ', &word))
            if (word.len) add(slots, dg_fold(word), lists[i].bits);
    }
}
