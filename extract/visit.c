/* SPDX-License-Identifier: Apache-2.0
 *
 * Visits: who went where, when; by verb, as guest of a host. The nouns are visit_noun.c's.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"
#include "extract/reference.h"

/* The place right behind a "for" between the verb and `end`. */
static uint32_t place_for(const att_clause *c, uint32_t t, uint32_t end, uint32_t *ret_token) {
  const att_facts *f = c->facts;
  for (uint32_t i = t + 1; i + 1 < end; i++) {
    uint32_t next = is(c, i + 1, "the") ? i + 2 : i + 1;
    uint32_t m = is(c, i, "for") && next < c->s->token_count ? f->owner[c->number][next] : 0;
    const att_mention *name = m != 0 ? &f->mentions.items[m - 1] : NULL;
    if (c->s->tokens[i].upos == ATT_VERB)
      return ATT_NO_ENTITY;
    if (name == NULL || name->adjective || is(c, name->last + 1, "'s") ||
        (name->last + 1 < c->s->token_count && c->s->tokens[name->last + 1].upos == ATT_NOUN))
      continue;
    uint8_t kind = f->nodes.items[name->node].kind;
    if (kind != ATT_NODE_PLACE && kind != ATT_NODE_STATE)
      continue;
    *ret_token = name->first;
    return name->node;
  }
  return ATT_NO_ENTITY;
}

/* The place right behind the noun and "in" or "at"; `otherwise` where none is. */
static uint32_t place_behind(const att_clause *c, uint32_t t, uint32_t otherwise,
                             uint32_t *ret_token) {
  const att_facts *f = c->facts;
  uint32_t next = is(c, t + 2, "the") ? t + 3 : t + 2;
  uint32_t m = (is(c, t + 1, "in") || is(c, t + 1, "at")) && next < c->s->token_count
                   ? f->owner[c->number][next]
                   : 0;
  uint8_t kind =
      m != 0 ? f->nodes.items[f->mentions.items[m - 1].node].kind : (uint8_t)ATT_NODE_PERSON;
  if (kind != ATT_NODE_PLACE && kind != ATT_NODE_STATE)
    return otherwise;
  *ret_token = next;
  return f->mentions.items[m - 1].node;
}

/* "the dockyard at X": a site's place, which the tree may have hung to the verb. */
static uint32_t place_of_site(const att_clause *c, uint32_t t, uint32_t *ret_token) {
  bool site = c->facts->owner[c->number][t] == 0 &&
              (att_clause_word(c, ATT_WORD_SITE_NOUN, c->s->tokens[t].form) ||
               att_clause_word(c, ATT_WORD_PREMISES, c->s->tokens[t].lemma));
  return site ? place_behind(c, t, ATT_NO_ENTITY, ret_token) : ATT_NO_ENTITY;
}

/* "Camp Arifjan", "Joint Base Andrews" */
static bool is_base(const att_clause *c, const char *name) {
  for (const char *at = name; *at != '\0';) {
    char word[32];
    size_t size = strcspn(at, " ");
    snprintf(word, sizeof word, "%.*s", (int)size, at);
    if (att_clause_word(c, ATT_WORD_SITE_NOUN, word) || strcasecmp(word, "fort") == 0)
      return true;
    at += size;
    at += strspn(at, " ");
  }
  return false;
}

/* Does the name at `t` stand right behind a base that the traveller comes from? */
static bool is_of_origin(const att_clause *c, uint32_t verb, uint32_t t) {
  const att_facts *f = c->facts;
  uint32_t from = att_clause_oblique(c, verb, "from", ATT_NO_TOKEN);
  uint32_t m = from != ATT_NO_TOKEN && from > verb && from < t ? f->owner[c->number][from] : 0;
  uint32_t own = f->owner[c->number][t];
  return m != 0 && own != 0 &&
         f->mentions.items[m - 1].last + 2 == f->mentions.items[own - 1].first &&
         is_base(c, f->nodes.items[f->mentions.items[m - 1].node].name);
}

uint32_t att_visit_destination(const att_clause *c, uint32_t t, const att_frame *frame,
                               uint32_t *ret_token) {
  static const char *const WORDS[] = {"to",      "into", "in",   "of",     "at",
                                      "aboard",  "for",  "from", "around", "round",
                                      "through", "off",  "by",   "with",   "on"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    if (!att_frame_takes(frame, WORDS[i]))
      continue;
    for (uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, t, WORDS[i], o)) {
      uint32_t place = att_event_place(c, o);
      bool craft = strcmp(WORDS[i], "in") == 0 && place < c->facts->nodes.count &&
                   (c->facts->nodes.items[place].kind == ATT_NODE_ORG ||
                    strpbrk(c->facts->nodes.items[place].name, "0123456789") != NULL) &&
                   strcmp(frame->lemma, "fly") == 0; /* "flew in separate F-16s" */
      bool inside = strcmp(WORDS[i], "in") == 0 || strcmp(WORDS[i], "at") == 0;
      if (inside && o > t && is_of_origin(c, t, o))
        continue; /* "arrived from X Naval Base in Y" */
      if (inside && o > t && place_for(c, t, o, ret_token) != ATT_NO_ENTITY)
        continue; /* "heads for X in Y": X */
      *ret_token = o;
      if (place == ATT_NO_ENTITY && !inside)
        place = place_of_site(c, o, ret_token);
      if (place != ATT_NO_ENTITY && !craft)
        return place;
    }
  }
  return ATT_NO_ENTITY;
}

/* "to X" behind the verb, wherever the tree has put it: "travelled together with experts of A to
 * the Philippines". */
uint32_t att_visit_place_along(const att_clause *c, uint32_t t, uint32_t *ret_token) {
  for (uint32_t i = t + 1; i + 1 < c->s->token_count; i++) {
    if (c->s->tokens[i].upos == ATT_VERB || c->s->tokens[i].upos == ATT_AUX)
      return ATT_NO_ENTITY;
    if (!is(c, i, "to") || c->s->tokens[i].upos == ATT_PART)
      continue;
    uint32_t m = 0, at = i + 1;
    for (; at < c->s->token_count && at < i + 4 && m == 0 && !is(c, at, "with") &&
           c->s->tokens[at].upos != ATT_VERB;
         at++)                            /* nor "close to visiting X" */
      m = c->facts->owner[c->number][at]; /* but not "to war with X" */
    uint32_t end = m != 0 ? c->facts->mentions.items[m - 1].last + 1 : 0;
    if (m == 0 || (end < c->s->token_count &&
                   (c->s->tokens[end].upos == ATT_NOUN || c->s->tokens[end].upos == ATT_PROPN) &&
                   islower((unsigned char)c->s->tokens[end].form[0]) &&
                   !att_clause_word(c, ATT_WORD_SITE_NOUN, c->s->tokens[end].form)))
      continue; /* "to the Pacific kingdom" */
    *ret_token = c->facts->mentions.items[m - 1].first;
    uint32_t up = c->s->tokens[*ret_token].head;
    if (up > 0 && up - 1 <= c->facts->mentions.items[m - 1].last && up - 1 > *ret_token)
      *ret_token = up - 1;
    return att_event_place(c, *ret_token);
  }
  return ATT_NO_ENTITY;
}

/* "arrived here": the place of the dateline. */
static uint32_t place_of_dateline(const att_clause *c, uint32_t t) {
  uint32_t here = att_clause_child(c, t, ATT_ADVMOD, ATT_NO_TOKEN);
  while (here != ATT_NO_TOKEN && !is(c, here, "here"))
    here = att_clause_child(c, t, ATT_ADVMOD, here);
  bool stay = strcmp(c->s->tokens[t].lemma, "spend") == 0; /* "spent a week training here" */
  for (uint32_t i = t + 1; i < c->s->token_count && stay && here == ATT_NO_TOKEN; i++) {
    if (is(c, i, ",") || is(c, i, "and"))
      break;
    here = is(c, i, "here") ? i : here;
  }
  return here != ATT_NO_TOKEN || is(c, t + 1, "here") ? att_event_dateline(c->facts)
                                                      : ATT_NO_ENTITY;
}

/* "arrived with them", "traveled with him": on the journey of whom the word behind "with" means. */
static bool goes_along(const att_clause *c, uint32_t t, uint32_t with,
                       const att_indexes *travellers) {
  const att_facts *f = c->facts;
  att_indexes leaders = {0};
  bool person = f->owner[c->number][with] != 0;
  bool office = c->s->tokens[with].upos == ATT_NOUN && with > 0 && is(c, with - 1, "the");
  if (c->s->tokens[with].upos != ATT_PRON && !person && !office)
    return false;
  if (office ? !att_reference_role(c, with, &leaders) : false)
    return false; /* "travels with the minister" */
  if (!office)
    att_clause_agents(c, with, &leaders);
  uint32_t leader = leaders.count > 0 ? leaders.items[0] : ATT_NO_ENTITY;
  for (size_t i = f->events.count;
       !person && att_events_back(f, c->number, &i);) { /* "them": who travelled last */
    const att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Visit") != 0 || (leader != ATT_NO_ENTITY && !is(c, with, "them")))
      continue;
    leader = e->participants.items[0];
    break;
  }
  if (leader == ATT_NO_ENTITY || f->nodes.items[leader].kind != ATT_NODE_PERSON)
    return false;
  if (person && att_visit_is_known(f, travellers) && !att_visit_is_known(f, &leaders)) {
    att_visit_along(c, t, travellers->items[0], &leaders); /* "A, who is travelling with B" */
    return true;
  }
  att_visit_along(c, t, leader, travellers);
  return true;
}

/* "spent Tuesday with the troops in X", "visited the battle group stationed at X": the place behind
 * the verb, whatever it hangs on. */
static uint32_t place_inside_along(const att_clause *c, uint32_t t, uint32_t *ret_token) {
  const att_facts *f = c->facts;
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  bool site = object != ATT_NO_TOKEN && f->owner[c->number][object] == 0 &&
              (att_clause_word(c, ATT_WORD_SITE_NOUN, c->s->tokens[object].form) ||
               att_clause_word(c, ATT_WORD_PREMISES, c->s->tokens[object].form));
  for (uint32_t i = t + 1; i + 1 < c->s->token_count; i++) {
    const att_token *word = &c->s->tokens[i];
    att_rel rel = att_rel_base((att_rel)word->rel);
    bool stationed = att_clause_word(c, ATT_WORD_STATIONED, word->lemma) &&
                     (rel == ATT_ACL || (rel == ATT_XCOMP && word->head == t + 1)) &&
                     word->rel != ATT_ACL_RELCL;
    bool tells = site && word->rel == ATT_ACL_RELCL && word->head == object + 1;
    bool helps = site && word->upos == ATT_AUX && word->head > 0 &&
                 c->s->tokens[word->head - 1].rel == ATT_ACL_RELCL; /* "that A is building at X" */
    if ((word->upos == ATT_VERB && !stationed && !tells) || (word->upos == ATT_AUX && !helps) ||
        is(c, i, ","))
      return ATT_NO_ENTITY;
    uint32_t next = is(c, i + 1, "the") ? i + 2 : i + 1;
    uint32_t m = (is(c, i, "in") || is(c, i, "at")) && next < c->s->token_count
                     ? f->owner[c->number][next]
                     : 0;
    const att_node *n = m != 0 ? &f->nodes.items[f->mentions.items[m - 1].node] : NULL;
    if (n != NULL && (n->kind == ATT_NODE_PLACE || n->kind == ATT_NODE_STATE)) {
      *ret_token = next;
      return f->mentions.items[m - 1].node;
    }
  }
  return ATT_NO_ENTITY;
}

/* The first token of the place's name behind the verb; `otherwise` where it has none there. */
static uint32_t mention_behind(const att_clause *c, uint32_t t, uint32_t place,
                               uint32_t otherwise) {
  for (uint32_t i = t + 1; i < c->s->token_count; i++) {
    uint32_t m = c->facts->owner[c->number][i];
    if (m != 0 && c->facts->mentions.items[m - 1].node == place)
      return i;
  }
  return otherwise;
}

/* "was flown to X", not "A called at X", which the tree may take for a passive. */
static bool has_be(const att_clause *c, uint32_t t) {
  return att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN) != ATT_NO_TOKEN ||
         att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_ACL;
}

static bool is_person(const att_clause *c, uint32_t t) {
  att_indexes who = {0};
  return t != ATT_NO_TOKEN && att_reference_itself(c, t, &who) && who.count > 0 &&
         c->facts->nodes.items[who.items[0]].kind == ATT_NODE_PERSON;
}

/* "welcomed the minister, B, to | X for the talks": the place behind the guest's name and "to",
 * whatever the tree makes of it. */
static uint32_t place_behind_guest(const att_clause *c, uint32_t t, uint32_t *ret_token) {
  const att_facts *f = c->facts;
  for (uint32_t i = t + 2; i + 1 < c->s->token_count; i++) {
    uint32_t before = is(c, i - 1, ",") ? i - 2 : i - 1, m = f->owner[c->number][before];
    if (c->s->tokens[i].upos == ATT_VERB)
      return ATT_NO_ENTITY;
    if (is(c, i, "to") && c->s->tokens[i].upos == ATT_ADP && m != 0 &&
        f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_PERSON) {
      *ret_token = i + 1;
      return att_event_place(c, i + 1);
    }
  }
  return ATT_NO_ENTITY;
}

/* "welcomed B to X", "drove B to X": B visits. */
static void visit_by_host(const att_clause *c, uint32_t t, const att_frame *frame) {
  const att_facts *f = c->facts;
  att_indexes visitors = {0};
  bool passive = false;
  uint32_t leader = att_clause_subject(c, t, &passive);
  if (att_frame_takes(frame, "leads") &&
      (leader == ATT_NO_TOKEN || passive ||
       att_clause_word(c, ATT_WORD_ITINERARY, c->s->tokens[leader].lemma) ||
       att_clause_word(c, ATT_WORD_LEG, c->s->tokens[leader].lemma)))
    return; /* "the trip took B to X" */
  uint32_t there, place = att_visit_destination(c, t, frame, &there);
  uint32_t guest = att_clause_child(c, t, ATT_IOBJ, ATT_NO_TOKEN); /* "took them the next day to" */
  if (guest == ATT_NO_TOKEN)
    guest = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (guest == ATT_NO_TOKEN) {
    guest = att_clause_subject(c, t, &passive);
    if (guest == ATT_NO_TOKEN || !passive)
      return;
  }
  if (place == ATT_NO_ENTITY)
    place = att_visit_destination(c, guest, frame, &there);
  if (place == ATT_NO_ENTITY && att_frame_takes(frame, "leads"))
    place = att_visit_place_along(c, t, &there);
  if (place == ATT_NO_ENTITY && !passive)
    place = place_behind_guest(c, t, &there);
  if (place >= f->nodes.count || f->nodes.items[place].kind == ATT_NODE_ORG)
    return; /* "welcomed Finland to NATO" */
  att_clause_agents(c, guest, &visitors);
  att_facts_prefer(c->facts, &visitors);
  if (visitors.count > 0 && f->nodes.items[visitors.items[0]].kind == ATT_NODE_PERSON)
    att_visit_guests(c, t, &visitors, place);
}

/* "returned to Lisbon": the visitor's own state. */
static bool is_homecoming(const att_clause *c, uint32_t t, const att_frame *frame,
                          const att_indexes *visitors, uint32_t place) {
  const att_facts *f = c->facts;
  const char *where = place < f->nodes.count ? f->nodes.items[place].iso3 : NULL;
  bool passive;
  uint32_t subject = att_clause_subject(c, t, &passive);
  if (where == NULL && subject != ATT_NO_TOKEN && strcmp(frame->lemma, "return") == 0 &&
      att_clause_word(c, ATT_WORD_DELEGATION, c->s->tokens[subject].lemma))
    return true; /* "The team returns to X" */
  for (size_t i = 0; i < visitors->count; i++) {
    const char *iso3 = f->nodes.items[visitors->items[i]].iso3;
    if (iso3 == NULL && strcmp(frame->lemma, "return") == 0 && where != NULL &&
        att_event_is_away(f, visitors->items[i], where))
      return true;
    bool leaves = strcmp(frame->lemma, "leave") == 0 || strcmp(frame->lemma, "depart") == 0;
    leaves = leaves || (strcmp(frame->lemma, "arrive") == 0 && /* a ship, in its home port */
                        att_facts_is_ship(f, &f->nodes.items[visitors->items[i]]));
    bool back = is(c, t + 1, "back") || is(c, t + 1, "home");
    if (back && is(c, t + 2, "to"))
      return true;
    if (iso3 == NULL && (back || strcmp(frame->lemma, "return") == 0) &&
        att_event_dateline(f) < f->nodes.count)
      iso3 = f->nodes.items[att_event_dateline(f)].iso3; /* whose state is only implied */
    if ((leaves || back || strcmp(frame->lemma, "return") == 0) && where != NULL && iso3 != NULL &&
        strcmp(iso3, where) == 0)
      return true;
  }
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN);
  if (strcmp(frame->lemma, "return") == 0 && mark != ATT_NO_TOKEN && is(c, mark, "before"))
    return true; /* "before returning to Washington" */
  uint32_t stay = att_clause_oblique(c, t, "after", ATT_NO_TOKEN);
  if (stay == ATT_NO_TOKEN)
    stay = att_clause_oblique(c, t, "from", ATT_NO_TOKEN);
  if (stay != ATT_NO_TOKEN && strcmp(frame->lemma, "return") == 0) /* "after a visit to Y" */
    return att_lexicon_frame(f->lexicon, c->s->tokens[stay].lemma, false, NULL) != NULL;
  return false;
}

static bool heads(const att_facts *f, uint32_t person, uint32_t body) {
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, person, i)) != ATT_NONE;)
    if (f->tenures.items[i].person == person && f->tenures.items[i].organization == body &&
        body != ATT_NO_ENTITY)
      return true;
  return false;
}

/* "toured the flight line with B", B of another state than the visitor: they met. */
static bool meets_guide(const att_clause *c, uint32_t t, const att_frame *frame, uint32_t with,
                        const att_indexes *visitors, uint32_t place) {
  att_facts *f = c->facts;
  att_indexes one = {0}, other = {0};
  att_clause_agents(c, with, &other);
  if (!att_frame_takes(frame, "obj") || visitors->count == 0 || other.count == 0)
    return false;
  for (size_t i = 0; i < other.count; i++)
    for (size_t k = 0; k < visitors->count; k++) {
      const att_node *guide = &f->nodes.items[other.items[i]],
                     *guest = &f->nodes.items[visitors->items[k]];
      bool host = place < f->nodes.count && att_facts_is_ship(f, &f->nodes.items[place]) &&
                  (guide->iso3 == NULL || att_event_is_at_home(f, other.items[i], place));
      if (guide->kind == ATT_NODE_PERSON && guest->kind == ATT_NODE_PERSON &&
          (host || heads(f, other.items[i], place)))
        continue; /* its commandant, "toured the ship with Capt. B" */
      if (guide->kind != ATT_NODE_PERSON || guest->kind != ATT_NODE_PERSON || guide->iso3 == NULL ||
          guest->iso3 == NULL || strcmp(guide->iso3, guest->iso3) == 0)
        return false;
    }
  for (size_t k = 0; k < visitors->count; k++)
    att_indexes_add(f->arena, &one, visitors->items[k]);
  att_meeting_add(c, t, "Meeting", &one, &other, "meet-verb");
  return true;
}

/* "arrived from Tokyo": where the visitor was before. */
static uint32_t origin_of(const att_clause *c, uint32_t t, const att_frame *frame) {
  const att_facts *f = c->facts;
  uint32_t source = att_clause_oblique(c, t, "from", ATT_NO_TOKEN);
  bool came_in = (strcmp(frame->lemma, "fly") == 0 || strcmp(frame->lemma, "come") == 0) &&
                 is(c, t + 1, "in") && source != ATT_NO_TOKEN && source > t;
  bool came = strcmp(frame->lemma, "come") == 0 && source != ATT_NO_TOKEN && source > t &&
              ((is(c, source + 1, ",") && is(c, source + 2, "where")) || /* "comes from X, where" */
               att_clause_oblique(c, t, "to", ATT_NO_TOKEN) != ATT_NO_TOKEN);
  if (strcmp(frame->lemma, "arrive") != 0 && !came_in && !came)
    return ATT_NO_ENTITY;
  uint32_t place = source != ATT_NO_TOKEN ? att_event_place(c, source) : ATT_NO_ENTITY;
  return place < f->nodes.count && (f->nodes.items[place].kind == ATT_NODE_PLACE ||
                                    f->nodes.items[place].kind == ATT_NODE_STATE)
             ? place
             : ATT_NO_ENTITY;
}

/* Does a title stand behind the verb: "is to become chief of staff"? */
static bool names_office(const att_clause *c, uint32_t verb) {
  uint32_t last;
  for (uint32_t t = verb + 1; t < c->s->token_count && t < verb + 7; t++)
    if (att_lexicon_match(c->facts->lexicon, ATT_LEX_ROLE, c->s, t, &last) != NULL)
      return !(last + 1 < c->s->token_count && c->facts->owner[c->number][last + 1] != 0 &&
               c->s->tokens[last + 1].upos == ATT_PROPN); /* nor "talks with Minister A B" */
  return false;
}

/* Does the sentence, before the token, tell of a change of office? */
static bool is_of_handover(const att_clause *c, uint32_t t) {
  const att_frame *frame = NULL;
  for (uint32_t i = 0; i < t; i++)
    while (c->s->tokens[i].upos == ATT_VERB &&
           (frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[i].lemma, true, frame)))
      if (frame->value != NULL && strcmp(frame->value, "PostChange") == 0)
        return true;
  return false;
}

/* "comes to Texas from Seoul, where she was the operations officer", "comes to Japan after serving
 * as", "leaves for Brussels, where he is to become": who moves to a new post visits nothing. */
static bool is_new_post(const att_clause *c, uint32_t t, uint32_t there) {
  bool where = false;
  uint32_t job = att_clause_oblique(c, t, "for", ATT_NO_TOKEN);
  if (job != ATT_NO_TOKEN && c->facts->owner[c->number][job] == 0 &&
      (is(c, job, "job") || is(c, job, "post") || is(c, job, "position") || is(c, job, "posting") ||
       is(c, job, "assignment")))
    return true; /* "leaves for a job at X" */
  if (there == ATT_NO_TOKEN || !att_clause_word(c, ATT_WORD_NEW_POST, c->s->tokens[t].lemma))
    return false;
  if (c->s->tokens[t].rel == ATT_ACL_RELCL &&
      att_clause_oblique(c, t, "from", ATT_NO_TOKEN) != ATT_NO_TOKEN && is_of_handover(c, t))
    return true; /* "handed over to B, who comes to X from Y" */
  for (uint32_t i = there; i < c->s->token_count; i++) {
    const att_frame *frame = NULL;
    where = where || is(c, i, "where") || is(c, i, "after") ||
            (is(c, i, "to") && is(c, i + 1, "become"));
    while (where && (frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[i].lemma, true,
                                               frame)) != NULL)
      if (strcmp(frame->frame, "office") == 0 && names_office(c, i))
        return true;
  }
  return false;
}

/* "departed X on Monday for Y", "left for Y": the place right behind "for", wherever the tree has
 * put it. */
static uint32_t bound_for(const att_clause *c, uint32_t t, const att_frame *frame,
                          uint32_t *ret_token) {
  return att_frame_takes(frame, "for") ? place_for(c, t, c->s->token_count, ret_token)
                                       : ATT_NO_ENTITY;
}

/* "A greets B as he arrives at X": B, the object of the verb over the clause; ATT_NO_TOKEN. */
static uint32_t received_above(const att_clause *c, uint32_t t) {
  uint32_t verb = att_clause_head(c, t);
  if (att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_ADVCL || verb == ATT_NO_TOKEN || verb > t ||
      !att_clause_word(c, ATT_WORD_RECEIVING, c->s->tokens[verb].lemma))
    return ATT_NO_TOKEN;
  return att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
}

/* "cancelled a trip to visit X", "condemned the delegation's trip to visit X": the purpose of a
 * journey that the verb above neither makes nor begins. */
static bool is_of_other_trip(const att_clause *c, uint32_t t) {
  uint32_t verb = att_clause_head(c, t);
  const att_lexicon *lexicon = c->facts->lexicon;
  if (verb == ATT_NO_TOKEN || t < 2 || !is(c, t - 1, "to") || c->s->tokens[verb].upos != ATT_VERB ||
      c->s->tokens[t - 2].head != verb + 1 ||
      !att_lexicon_tells(lexicon, c->s->tokens[t - 2].lemma, false, "visit"))
    return false;
  return !att_lexicon_tells(lexicon, c->s->tokens[verb].lemma, true, "visit") &&
         !att_lexicon_tells(lexicon, c->s->tokens[verb].lemma, true, "light");
}

/* Is the noun a site without a name of its own, and `place` a body: "the Navy's base", "a company X
 * | plant"? */
static bool is_site_of(const att_clause *c, uint32_t t, uint32_t place) {
  const att_node *n = &c->facts->nodes.items[place];
  bool company = n->class_name != NULL && strcmp(n->class_name, "Organization") == 0 &&
                 att_clause_word(c, ATT_WORD_PREMISES, c->s->tokens[t].lemma);
  return c->facts->owner[c->number][t] == 0 && n->kind == ATT_NODE_ORG &&
         (company || att_clause_word(c, ATT_WORD_SITE_NOUN, c->s->tokens[t].form));
}

/* "visited with airmen": whom one visits so, where they are troops; ATT_NO_TOKEN. */
static uint32_t troops_with(const att_clause *c, uint32_t t) {
  uint32_t with = att_clause_oblique(c, t, "with", ATT_NO_TOKEN);
  return with != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[with].lemma)
             ? with
             : ATT_NO_TOKEN;
}

/* Does a known journey of the person lead to the state? */
static bool travels_to(const att_facts *f, uint32_t person, const char *iso3) {
  for (size_t i = ATT_NONE; (i = att_event_of(f, person, i)) != ATT_NONE;) {
    const att_event *e = &f->events.items[i];
    const char *there = e->place < f->nodes.count ? f->nodes.items[e->place].iso3 : NULL;
    if (strcmp(e->class_name, "Visit") == 0 && e->participants.items[0] == person &&
        there != NULL && strcmp(there, iso3) == 0)
      return true;
  }
  return false;
}

/* "They also visited the hospital at X", of a guest and his host: the guest, who has come to the
 * host's state. */
static void drop_hosts(const att_clause *c, uint32_t subject, att_indexes *visitors) {
  const att_facts *f = c->facts;
  size_t kept = 0;
  bool both = subject > 0 && (is(c, subject - 1, "both") || is(c, subject - 1, "two")) &&
              visitors->count > 2; /* "Both officers toured X", of two guests and a host */
  if ((c->s->tokens[subject].upos != ATT_PRON && !both) || visitors->count < 2)
    return;
  for (size_t i = 0; i < visitors->count; i++) {
    const char *home = f->nodes.items[visitors->items[i]].iso3;
    bool host = false;
    for (size_t k = 0; k < visitors->count && home != NULL; k++)
      host = host || (k != i && travels_to(f, visitors->items[k], home));
    if (!host)
      visitors->items[kept++] = visitors->items[i];
  }
  visitors->count = kept > 0 ? kept : visitors->count;
}

/* "A is to raise it with B when she comes to X", where A is at home in X: B. */
static void replace_resident(const att_clause *c, uint32_t t, uint32_t place,
                             att_indexes *visitors) {
  const att_facts *f = c->facts;
  uint32_t other = ATT_NO_ENTITY;
  if (visitors->count != 1 || place >= f->nodes.count ||
      !(is(c, t, "he") || is(c, t, "she") || is(c, t, "who")) ||
      !att_event_is_at_home(f, visitors->items[0], place))
    return;
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    const att_node *n = &f->nodes.items[m->node];
    if (m->sentence == c->number && m->last < t && n->kind == ATT_NODE_PERSON &&
        m->node != visitors->items[0] && !att_event_is_at_home(f, m->node, place) &&
        !(is(c, t, "she") ? n->male : n->female))
      other = m->node;
  }
  if (other != ATT_NO_ENTITY)
    visitors->items[0] = other;
}

/* "arrived with B": but not with engineers of the army, which are cargo where somebody is named. */
static void add_persons_with(const att_clause *c, uint32_t with, att_indexes *visitors) {
  att_indexes found = {0};
  att_clause_agents(c, with, &found);
  for (size_t i = 0; i < found.count; i++)
    if (visitors->count == 0 || c->facts->nodes.items[found.items[i]].kind == ATT_NODE_PERSON)
      att_indexes_add(c->facts->arena, visitors, found.items[i]);
}

/* "spent a week with the Army of X": the body whom somebody from elsewhere stays with. */
static uint32_t place_of_hosts(const att_clause *c, uint32_t t, const att_frame *frame) {
  uint32_t with = att_clause_oblique(c, t, "with", ATT_NO_TOKEN);
  uint32_t m =
      with != ATT_NO_TOKEN && att_frame_takes(frame, "stay") ? c->facts->owner[c->number][with] : 0;
  const att_node *n = m != 0 ? &c->facts->nodes.items[c->facts->mentions.items[m - 1].node] : NULL;
  return n != NULL && n->kind == ATT_NODE_ORG && n->iso3 != NULL
             ? c->facts->mentions.items[m - 1].node
             : ATT_NO_ENTITY;
}

/* "welcomed B's decision | to visit X": what an infinitive behind a noun tells is its owner's, and
 * nobody's yet. */
static bool is_of_owner(const att_clause *c, uint32_t t) {
  static const char *const AIMS[] = {"decision", "plan",      "intention",   "wish", "desire",
                                     "offer",    "readiness", "willingness", NULL};
  uint32_t noun = att_clause_head(c, t);
  if (strcmp(c->s->tokens[t].xpos, "VB") != 0 || noun == ATT_NO_TOKEN || noun > t)
    return false;
  if (c->s->tokens[noun].upos == ATT_VERB)
    noun = att_clause_child(c, noun, ATT_OBJ, ATT_NO_TOKEN);
  if (noun == ATT_NO_TOKEN || noun > t || !att_one_of(c->s->tokens[noun].lemma, AIMS))
    return false;
  for (uint32_t o = ATT_NO_TOKEN; (o = att_clause_child(c, noun, ATT_NMOD, o)) != ATT_NO_TOKEN;) {
    uint32_t m = c->facts->owner[c->number][o],
             word = att_clause_child(c, o, ATT_CASE, ATT_NO_TOKEN);
    if (m != 0 && o < t &&
        (c->s->tokens[o].rel == ATT_NMOD_POSS || (word != ATT_NO_TOKEN && is(c, word, "of"))))
      return true;
  }
  return false;
}

/* "the Executive Steering Group": a body that one goes to the meeting of. */
static bool is_council(const att_clause *c, uint32_t place) {
  const att_node *n = &c->facts->nodes.items[place];
  const char *last = strrchr(n->name, ' ');
  return n->kind == ATT_NODE_ORG && last != NULL && att_clause_word(c, ATT_WORD_COUNCIL, last + 1);
}

/* "peacekeepers preparing to leave for X": a deployment. */
static bool are_troops_leaving(const att_clause *c, uint32_t t, uint32_t subject) {
  static const char *const VERBS[] = {"leave", "depart", NULL};
  return att_one_of(c->s->tokens[t].lemma, VERBS) && c->s->tokens[subject].upos == ATT_NOUN &&
         att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[subject].lemma) &&
         !att_visit_is_errand(c, t) && !att_visit_is_onward(c, t, subject);
}

/* "embarked the X Navy ship Y with B": a person from elsewhere; but not "embarked for Z". */
static bool is_guest_aboard(const att_clause *c, const att_frame *frame,
                            const att_indexes *visitors, uint32_t place) {
  const att_facts *f = c->facts;
  if (!att_frame_takes(frame, "aboard"))
    return true;
  return place < f->nodes.count && att_facts_is_ship(f, &f->nodes.items[place]) &&
         visitors->count > 0 && f->nodes.items[visitors->items[0]].kind == ATT_NODE_PERSON &&
         f->nodes.items[visitors->items[0]].iso3 != NULL &&
         !att_event_is_at_home(f, visitors->items[0], place);
}

/* "will visit X and meet officers undergoing training there, before | proceeding to Y": the subject
 * of the next finite verb above; ATT_NO_TOKEN. */
static uint32_t subject_over(const att_clause *c, uint32_t t) {
  static const char *const FINITE[] = {"VB", "VBD", "VBZ", "VBP", NULL};
  bool passive;
  for (unsigned depth = 0; depth < 4 && t != ATT_NO_TOKEN; depth++) {
    if (c->s->tokens[t].upos == ATT_VERB && att_one_of(c->s->tokens[t].xpos, FINITE))
      return att_clause_subject(c, t, &passive);
    t = att_clause_head(c, t);
  }
  return ATT_NO_TOKEN;
}

/* "had been expected in X": who did not come, or of whose coming more is told elsewhere. */
static bool was_expected(const att_clause *c, uint32_t t) {
  uint32_t have = att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN);
  return strcmp(c->s->tokens[t].lemma, "expect") == 0 && have != ATT_NO_TOKEN &&
         (is(c, have, "had") || is(c, have, "was") || is(c, have, "were"));
}

void att_visit_by_verb(const att_clause *c, uint32_t t, const att_frame *frame) {
  att_indexes visitors = {0};
  bool passive;
  if (is_of_other_trip(c, t) || (strcmp(c->s->tokens[t].xpos, "VBZ") == 0 && is(c, t + 1, "by")))
    return; /* nor the noun of "visits by engineers to X", taken for a verb */
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (!att_frame_takes(frame, "obj") && !att_frame_takes(frame, "guest") &&
      !att_frame_takes(frame, "carrier") && !att_frame_takes(frame, "delegation") &&
      is_person(c, object))
    return; /* "drove B to X" */
  if (att_visit_is_adjective(c, t))
    return; /* att_visit_by_adjective() reads it */
  if (att_frame_takes(frame, "guest")) {
    visit_by_host(c, t, frame);
    return;
  }
  uint32_t shown = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (strcmp(frame->lemma, "tour") == 0 && shown != ATT_NO_TOKEN &&
      (att_clause_oblique(c, t, "around", ATT_NO_TOKEN) != ATT_NO_TOKEN ||
       att_clause_oblique(c, shown, "around", ATT_NO_TOKEN) != ATT_NO_TOKEN))
    return; /* "toured the guests around X" */
  uint32_t subject = att_clause_subject(c, t, &passive);
  uint32_t there = ATT_NO_TOKEN, place = att_visit_destination(c, t, frame, &there);
  if (object != ATT_NO_TOKEN && c->s->tokens[t].rel == ATT_ACL_RELCL &&
      (is(c, object, "which") || is(c, object, "that")))
    object = att_clause_head(c, t); /* "HMS Diamond, which he visited on Friday" */
  if (object == ATT_NO_TOKEN && strcmp(frame->lemma, "visit") == 0 && is(c, t + 1, "with"))
    object = troops_with(c, t);
  uint32_t named = att_clause_child(c, t, ATT_XCOMP, ATT_NO_TOKEN); /* "departed X" */
  if (object == ATT_NO_TOKEN && named != ATT_NO_TOKEN && c->facts->owner[c->number][named] != 0)
    object = named;
  if (object != ATT_NO_TOKEN && att_frame_takes(frame, "stay"))
    place = place_behind(c, object, place, &there); /* "spent a day in X meeting troops at Y" */
  if (place == ATT_NO_ENTITY)
    place = bound_for(c, t, frame, &there);
  if (place == ATT_NO_ENTITY && object != ATT_NO_TOKEN && att_frame_takes(frame, "obj")) {
    place = att_event_place(c, object);
    there = object;
    if (place == ATT_NO_ENTITY && object < t)
      place = place_behind(c, object, place, &there); /* "the base at X, which he toured" */
    if (place < c->facts->nodes.count && strcmp(frame->lemma, "inspect") == 0 &&
        c->facts->owner[c->number][object] == 0 &&
        c->facts->nodes.items[place].kind == ATT_NODE_ORG)
      place = ATT_NO_ENTITY; /* "inspected the patrol boat X", wherever it lies */
  }
  if (place < c->facts->nodes.count && object != ATT_NO_TOKEN && there == object &&
      is_site_of(c, object, place))
    place = place_behind(c, object, place, &there); /* "visited X's base in Y" */
  uint32_t seen = object != ATT_NO_TOKEN ? object : there;
  att_indexes ship = {0}; /* "toured the ship", "were shown round the ship" */
  if (place == ATT_NO_ENTITY && seen != ATT_NO_TOKEN &&
      att_clause_word(c, ATT_WORD_SHIP, c->s->tokens[seen].lemma) &&
      att_clause_child(c, seen, ATT_ACL, ATT_NO_TOKEN) == ATT_NO_TOKEN &&
      att_reference_itself(c, seen, &ship) && ship.count == 1)
    place = ship.items[0];
  static const char *const INSIDE[] = {"in", "at", "on"};
  for (size_t i = 0; i < 3 && place == ATT_NO_ENTITY && object != ATT_NO_TOKEN; i++) {
    uint32_t o = att_clause_oblique(c, t, INSIDE[i], ATT_NO_TOKEN); /* visited troops at X */
    if (o == ATT_NO_TOKEN)
      o = att_clause_oblique(c, object, INSIDE[i], ATT_NO_TOKEN);
    if (o != ATT_NO_TOKEN && att_frame_takes(frame, "obj")) {
      place = att_event_place(c, o);
      there = o;
    }
  }
  for (uint32_t o = ATT_NO_TOKEN; /* "will visit the officers' college and X" */
       place == ATT_NO_ENTITY && object != ATT_NO_TOKEN && object > t &&
       att_frame_takes(frame, "obj") && !att_frame_takes(frame, "into") &&
       (o = att_clause_child(c, object, ATT_CONJ, o)) != ATT_NO_TOKEN;)
    if (c->s->tokens[o].upos != ATT_VERB && att_event_place(c, o) < c->facts->nodes.count) {
      place = att_event_place(c, o);
      there = o;
    }
  if (place == ATT_NO_ENTITY && object != ATT_NO_TOKEN && att_frame_takes(frame, "delegation")) {
    place = att_visit_destination(c, object, frame, &there);
    place = place == ATT_NO_ENTITY ? att_visit_place_of_delegation(c, t) : place;
  }
  if (att_frame_takes(frame, "delegation") && place < c->facts->nodes.count && is_council(c, place))
    return; /* "led the delegation to the Executive Steering Group" */
  if (object != ATT_NO_TOKEN && c->facts->owner[c->number][object] == 0 &&
      att_clause_word(c, ATT_WORD_RITE, c->s->tokens[object].lemma))
    return; /* "inspected a guard of honour at X" */
  bool unit = place < c->facts->nodes.count && c->facts->nodes.items[place].kind == ATT_NODE_ORG;
  if (place == ATT_NO_ENTITY || (unit && place_of_dateline(c, t) != ATT_NO_ENTITY))
    place = place_of_dateline(c, t); /* "visited Airmen of the 9th Squadron here" */
  bool toward = att_frame_takes(frame, "to") && !att_frame_takes(frame, "carried") &&
                att_clause_oblique(c, t, "to", ATT_NO_TOKEN) != ATT_NO_TOKEN;
  if (place == ATT_NO_ENTITY && (att_frame_takes(frame, "stay") || toward ||
                                 (object != ATT_NO_TOKEN && att_frame_takes(frame, "obj") &&
                                  !att_frame_takes(frame, "into"))))
    place = place_inside_along(c, t, &there); /* "went to the line of contact in X" */
  if (place == ATT_NO_ENTITY)
    place = place_of_hosts(c, t, frame);
  if (place < c->facts->nodes.count && there != ATT_NO_TOKEN &&
      c->facts->owner[c->number][there] == 0)
    there = mention_behind(c, t, place, there); /* of "the troops in X and Y" */
  uint32_t origin = origin_of(c, t, frame);
  uint32_t up = att_clause_head(c, t); /* "While visiting Manila, A met B" */
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN);
  bool gerund =
      subject == ATT_NO_TOKEN && up != ATT_NO_TOKEN && strcmp(c->s->tokens[t].xpos, "VBG") == 0;
  if (mark != ATT_NO_TOKEN && is(c, mark, "before") && mark > 0 && is(c, mark - 1, ",") &&
      up != ATT_NO_TOKEN && c->s->tokens[up].rel == ATT_ACL)
    subject = subject_over(c, up);
  else if (gerund && c->s->tokens[up].upos == ATT_VERB &&
           att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_ADVCL)
    subject = att_clause_subject(c, up, &passive);
  else if (gerund && mark != ATT_NO_TOKEN && c->s->tokens[up].upos == ATT_PROPN)
    subject = up; /* hung to the subject's name */
  else if (passive && has_be(c, t) && !att_frame_takes(frame, "passive"))
    return;
  if (att_frame_takes(frame, "carried") &&
      (!passive || att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN) == ATT_NO_TOKEN))
    return;
  uint32_t guest;
  bool invited = att_visit_is_invited(c, t, &guest);
  if (invited)
    subject = guest;
  if (subject != ATT_NO_TOKEN && c->s->tokens[subject].upos == ATT_PRON && mark != ATT_NO_TOKEN &&
      received_above(c, t) != ATT_NO_TOKEN)
    subject = received_above(c, t);
  guest = att_visit_met_before(c, t);
  subject = guest != ATT_NO_TOKEN ? guest : subject;
  if (is_of_owner(c, t))
    return;
  if (subject == ATT_NO_TOKEN)
    return;
  att_clause_agents(c, subject, &visitors);
  drop_hosts(c, subject, &visitors);
  replace_resident(c, subject, place, &visitors);
  if (is_homecoming(c, t, frame, &visitors, place) || are_troops_leaving(c, t, subject))
    return;
  if (place == ATT_NO_ENTITY && is(c, t + 1, "in") && origin != ATT_NO_ENTITY)
    place = att_event_dateline(c->facts); /* "flew in from X" */
  if (place == ATT_NO_ENTITY)
    place = att_visit_arrival(c, t, &visitors);
  if (place == ATT_NO_ENTITY && att_frame_takes(frame, "to") &&
      (object == ATT_NO_TOKEN || att_frame_takes(frame, "delegation")))
    place = att_visit_place_along(c, t, &there);
  place = att_visit_place_untold(c, t, object, &visitors, place);
  uint32_t with = att_clause_oblique(c, t, "with", ATT_NO_TOKEN);
  if (place == ATT_NO_ENTITY && with != ATT_NO_TOKEN && goes_along(c, t, with, &visitors))
    return;
  if (with != ATT_NO_TOKEN && !meets_guide(c, t, frame, with, &visitors, place))
    add_persons_with(c, with, &visitors);
  if (place != ATT_NO_ENTITY)
    att_clause_add_escort(c, &visitors);
  if (place != ATT_NO_ENTITY) /* "inspected the site alongside B" */
    att_event_obliques(c, t, "alongside", &visitors);
  if (is_new_post(c, t, there) || was_expected(c, t) ||
      (strcmp(frame->lemma, "embark") == 0 && !is_guest_aboard(c, frame, &visitors, place)))
    return;
  att_indexes before = {0};
  for (size_t i = 0; i < visitors.count && origin != ATT_NO_ENTITY && origin != place; i++)
    if ((c->facts->nodes.items[visitors.items[i]].kind == ATT_NODE_PERSON ||
         (att_facts_is_ship(c->facts, &c->facts->nodes.items[visitors.items[i]]) &&
          c->facts->nodes.items[visitors.items[i]].iso3 != NULL)) &&
        !att_event_is_at_home(c->facts, visitors.items[i], origin) &&
        !is_base(c, c->facts->nodes.items[origin].name) && /* nor where one is stationed */
        !att_facts_is_envoy(c->facts, visitors.items[i]))  /* or lives */
      att_indexes_add(c->facts->arena, &before, visitors.items[i]);
  size_t known = c->facts->events.count;
  att_visit_add(c, t, &visitors, place, "visit-verb");
  for (; invited && known < c->facts->events.count; known++)
    c->facts->events.items[known].status = ATT_PLANNED; /* "accepted an invitation to visit X" */
  att_visit_add(c, t, &before, origin, "visit-list");
  if (place != ATT_NO_ENTITY && there != ATT_NO_TOKEN)
    att_visit_rest(c, t, there, &visitors);
}
