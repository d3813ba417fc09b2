/*
 * field.c - articles about something else: sport, markets, science, weather, the arts.
 *
 * Their language is that of conflict ("beat", "shot", "a battle for the title"), and no list of
 * uses ends. What an article is about shows in its nouns, so the codebook lists those of such
 * fields
 * (`field` lines). Where they outnumber the mentions of political actors, an act is a row only if
 * somebody political has a part in it: the court that fines the club, the troops that fly in aid.
 * In games countries are teams and count for nothing. Fields that the codebook does not list show
 * in the acts: where few have a political actor, the others go.
 */
#include "event/find.h"

#include "base/keys.h"
#include "base/str.h"

#include <string.h>

/* The field word a token is, alone or with the word before it; NULL if none. Names are none: the
 * Muslim League plays no games. */
static const dg_field_word *field_word(const dg_events *e, const dg_doc *doc, uint32_t t) {
    const dragoman_token *token = &doc->tokens.items[t];
    if (token->upos != DG_UPOS_NOUN) return NULL;
    uint64_t keys[2] = {token->lemma_fold, 0};
    if (t) keys[1] = dg_hash_mix(doc->tokens.items[t - 1].fold, token->lemma_fold);
    for (int i = 0; i < 2; i++) {
        const dg_field_word *found =
            dg_key_find(e->fields, e->field_count, sizeof *e->fields, keys[i]);
        if (found) return found;
    }
    return NULL;
}

/* Named by a noun of the field: the captain of a team is no soldier. */
static bool of_field(const dg_events *events, const dg_doc *doc, const dragoman_entity *e) {
    for (uint32_t i = 0; i < e->mention_count; i++) {
        const dragoman_mention *m = &doc->mentions.items[e->mentions[i]];
        for (uint32_t t = m->first; t <= m->last && t < doc->tokens.count; t++)
            if (field_word(events, doc, t)) return true;
    }
    return false;
}

/* A person known by a name alone has the sector of his country, not of an office: "Ana Ruiz of
 * Spain". */
static bool name_only(const dragoman_entity *e) {
    return e->kind == DRAGOMAN_PERSON && !e->office.len && e->rule.len > 6 &&
           memcmp(e->rule.ptr, "model:", 6) == 0;
}

/* A government, force, party, court, armed, labour or international body. Clubs have rivals, agents
 * and countries too, so in games those do not count. */
static bool public_body(const dragoman_entity *e, bool games) {
    static const char sectors[] = "COP GOV JUD LAB LEG MIL PRM PTY REB UAF",
                      outside_games[] = "OPP SPY";
    if (games && e->kind == DRAGOMAN_PLACE) return false;
    if (e->kind == DRAGOMAN_COUNTRY) return !games;
    if (strcmp(e->code, "IGO") == 0 || strcmp(e->code, "UNO") == 0 || strcmp(e->code, "EUR") == 0)
        return true;
    return e->sector[0] &&
           (strstr(sectors, e->sector) || (!games && strstr(outside_games, e->sector)));
}

static bool political(const dg_events *events, const dg_doc *doc, uint32_t entity, dg_field field) {
    const dragoman_entity *e = &doc->entities.items[entity];
    return public_body(e, field == DG_FIELD_GAMES) && !name_only(e) && !of_field(events, doc, e);
}

/* Countries and places are named in articles about anything: they do not make one political. */
static uint32_t political_mentions(const dg_events *events, const dg_doc *doc, dg_field field) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < doc->entities.count; i++) {
        const dragoman_entity *e = &doc->entities.items[i];
        if (e->kind == DRAGOMAN_COUNTRY || e->kind == DRAGOMAN_PLACE) continue;
        if (political(events, doc, i, field)) count += e->mention_count;
    }
    return count;
}

dg_field dg_field_of(const dg_events *events, const dg_doc *doc) {
    uint32_t words[2] = {0, 0};
    for (uint32_t t = 0; events->field_count && t < doc->tokens.count; t++) {
        const dg_field_word *w = field_word(events, doc, t);
        if (w) words[w->games]++;
    }
    dg_field field = words[1] > words[0] ? DG_FIELD_GAMES : DG_FIELD_OTHER;
    uint32_t all = words[0] + words[1];
    return all >= 2 && all > political_mentions(events, doc, field) ? field : DG_FIELD_POLITICS;
}

/* Whether one of them is political; `people` leaves out countries and places. */
static bool any(const dg_finder *f, const dragoman_role *roles, uint32_t count, bool people) {
    for (uint32_t i = 0; i < count; i++) {
        uint8_t kind = (uint8_t)f->doc->entities.items[roles[i].entity].kind;
        if (people && (kind == DRAGOMAN_COUNTRY || kind == DRAGOMAN_PLACE)) continue;
        if (political(f->events, f->doc, roles[i].entity, f->field)) return true;
    }
    return false;
}

/* Where a private person acts, a country is where he does it: "the singer visited Japan". */
bool dg_field_keeps(const dg_finder *f, const dragoman_event *e) {
    return f->field == DG_FIELD_POLITICS || any(f, e->actors, e->actor_count, false) ||
           any(f, e->recipients, e->recipient_count, e->actor_count > 0);
}

bool dg_field_public(const dg_doc *doc, const dragoman_role *roles, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (public_body(&doc->entities.items[roles[i].entity], false)) return true;
    return false;
}

uint32_t dg_field_share(const dg_events *events, const dg_doc *doc) {
    uint32_t mentions = political_mentions(events, doc, DG_FIELD_POLITICS);
    return doc->tokens.count ? 100 * mentions / doc->tokens.count : 0;
}

static bool among_public(const dg_doc *doc, const dragoman_event *e) {
    return dg_field_public(doc, e->actors, e->actor_count) ||
           dg_field_public(doc, e->recipients, e->recipient_count);
}

#define SHORT_ARTICLE 6 /* sentences: too few to tell what an article is about by its acts */

/* Where fewer than a fourth of the acts have a political actor, only those that have one stay. */
void dg_field_drop(dg_doc *doc) {
    uint32_t political_acts = 0, kept = 0;
    for (uint32_t i = 0; i < doc->events.count; i++)
        political_acts += among_public(doc, &doc->events.items[i]);
    if (doc->sentences.count < SHORT_ARTICLE || political_acts * 4 >= doc->events.count) return;
    for (uint32_t i = 0; i < doc->events.count; i++)
        if (among_public(doc, &doc->events.items[i]))
            doc->events.items[kept++] = doc->events.items[i];
    doc->events.count = kept;
}
