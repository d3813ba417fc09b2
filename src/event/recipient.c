/*
 * recipient.c - who has a part in an event: people and powers, and not things and places.
 *
 * The codebook's roles say where a recipient stands; what stands there may be what is talked of
 * ("welcomed the accord") or where ("withdrew from the cities"). A thing gives way to those it is
 * of or with: "cut trade with Mali".
 */
#include "event/find.h"
#include "event/plover.h"

void dg_role_add(dg_doc *doc, dg_role_list *list, uint32_t entity, dragoman_span span) {
    for (uint32_t k = 0; k < list->count; k++)
        if (list->items[k].entity == entity) return;
    *dg_vec_push(doc->arena, list) = (dragoman_role){entity, span};
}

void dg_event_without_self(dragoman_event *e) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < e->recipient_count; i++) {
        bool self = false;
        for (uint32_t k = 0; k < e->actor_count && !self; k++)
            self = e->actors[k].entity == e->recipients[i].entity;
        if (!self) e->recipients[kept++] = e->recipients[i];
    }
    e->recipient_count = kept;
}

/* Whether a phrase within a thing's tells whose or with whom it is: "trade | with Mali". What is
 * accused or refused in an act is not the one who suffers it: "condemned the raid | on Gaza". */
static bool tells_whose(const dg_doc *doc, int32_t c, uint8_t event) {
    static const char *const mutual[] = {"with", "between", "by", "from", NULL};
    static const char *const suffering[] = {"on", "against", "to", "for", "of", "in", NULL};
    enum dg_deprel relation = dg_token(doc, c)->deprel;
    if (relation == DG_DEPREL_NMOD_POSS || relation == DG_DEPREL_COMPOUND ||
        relation == DG_DEPREL_AMOD)
        return true;
    int32_t of = dg_case_of(doc, c);
    if (dg_base(relation) != DG_DEPREL_NMOD || of < 0) return false;
    return dg_form_in(doc, of, mutual) || (event != DG_ACCUSE && dg_form_in(doc, of, suffering));
}

/* Instead of a thing those it is of, with or between, if somebody: "cut trade with Mali". */
static void whose_thing(const dg_actors *actors, dg_doc *doc, const dragoman_event *e,
                        uint32_t thing, dg_role_list *list) {
    int32_t head = (int32_t)doc->mentions.items[doc->entities.items[thing].mentions[0]].head;
    dg_each_child(doc, c, head) {
        if (!tells_whose(doc, c, e->event)) continue;
        for (int32_t t = c; t >= 0; t = dg_child(doc, t, DG_DEPREL_CONJ)) {
            if (!dg_entity_is(actors, doc, t, DG_WHO_ACTOR)) continue;
            const dragoman_mention m = doc->mentions.items[dg_entity_at(actors, doc, t)];
            if (!dg_entity_is_thing(actors, doc, m.entity))
                dg_role_add(doc, list, m.entity, m.span);
        }
    }
}

/* Acts of words and of moving have no recipient but people and powers: "withdrew from the cities",
 * "flew to Belfast", "welcomed the accord" tell where and what, not whom. */
static bool only_somebody(uint8_t event) {
    return event == DG_AGREE || event == DG_CONSULT || event == DG_CONCEDE ||
           event == DG_MOBILIZE || event == DG_SUPPORT;
}

static bool is_location(const dg_doc *doc, const dragoman_role *role) {
    const dragoman_entity *who = &doc->entities.items[role->entity];
    return who->kind == DRAGOMAN_PLACE && !*who->sector;
}

void dg_event_without_things(const dg_actors *actors, dg_doc *doc, dragoman_event *e) {
    dg_role_list actor = {0}, recipient = {0};
    for (uint32_t i = 0; i < e->actor_count; i++)
        if (!dg_entity_is_thing(actors, doc, e->actors[i].entity))
            dg_role_add(doc, &actor, e->actors[i].entity, e->actors[i].span);
    for (uint32_t i = 0; i < e->recipient_count; i++) {
        const dragoman_role r = e->recipients[i];
        if (dg_entity_is_thing(actors, doc, r.entity))
            whose_thing(actors, doc, e, r.entity, &recipient);
        else if (!only_somebody(e->event) || !is_location(doc, &r))
            dg_role_add(doc, &recipient, r.entity, r.span);
    }
    e->actors = actor.items;
    e->actor_count = actor.count;
    if (!recipient.count && !only_somebody(e->event)) return;
    e->recipients = recipient.items;
    e->recipient_count = recipient.count;
    dg_event_without_self(e);
}
