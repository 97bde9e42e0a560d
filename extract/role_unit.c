/* SPDX-License-Identifier: Apache-2.0
 *
 * The unit, ship, base or mission of an office that is named without one: "the commander", "the
 * ship's captain", "the base commander". Runs behind the events.
 */
#include <string.h>

#include "extract/index.h"
#include "extract/role.h"

/* "the commander", of what the article does not say and no state tells: no post that one could
 * name. */
static bool is_of_unit(const att_facts *f, const att_tenure *tenure) {
  static const char *const HINTS[] = {"military-unit", "military-command", "organization"};
  const att_sentence *s = &f->document->sentences.items[tenure->evidence.sentence];
  const char *next =
      tenure->evidence.last + 1 < s->token_count ? s->tokens[tenure->evidence.last + 1].form : "";
  if (strcmp(next, "to") == 0 || strcmp(next, "for") == 0)
    return false;                                     /* "spokesperson for the Minister" */
  if (strcmp(tenure->role_id, "spokesperson") == 0) { /* "army spokesman Col. A B": the state's */
    char first[24];
    size_t size = strcspn(tenure->title, " ");
    if (tenure->title[size] == ' ' && size < sizeof first) {
      memcpy(first, tenure->title, size);
      first[size] = '\0';
      if (strcasecmp(first, "military") == 0 ||
          att_lexicon_word(f->lexicon, ATT_WORD_PLAIN_BODY, first))
        return false;
    }
  }
  for (size_t i = 0; i < sizeof HINTS / sizeof *HINTS && tenure->role_hint != NULL; i++)
    if (strcmp(tenure->role_hint, HINTS[i]) == 0)
      return true;
  return false;
}

/* "will visit X Command and meet with the commander, Adm. A B": the force, command or unit named
 * last before it in the sentence. */
static uint32_t unit_named_before(const att_facts *f, const att_tenure *tenure) {
  static const char *const CLASSES[] = {"MilitaryCommand", "MilitaryUnit", "ServiceBranch"};
  const att_sentence *s = &f->document->sentences.items[tenure->evidence.sentence];
  uint32_t best = ATT_NO_ENTITY, first = 0;
  while (first + 1 < s->token_count && s->tokens[first].begin < tenure->evidence.begin)
    first++;
  if (first < 2 || strcasecmp(s->tokens[first - 1].form, "the") != 0)
    return ATT_NO_ENTITY;
  for (size_t i = 0; att_mentions_in(f, tenure->evidence.sentence, tenure->evidence.sentence, &i);
       i++) {
    const att_mention *m = &f->mentions.items[i];
    const char *class_name = f->nodes.items[m->node].class_name;
    for (size_t n = 0; n < 3 && class_name != NULL; n++)
      if (m->sentence == tenure->evidence.sentence && m->last < first &&
          f->nodes.items[m->node].kind == ATT_NODE_ORG && strcmp(class_name, CLASSES[n]) == 0)
        best = m->node;
  }
  return best;
}

/* "visited X Industries, where he was briefed by Deputy General Manager A B": the body right before
 * the relative adverb, for who is at home there; not for those of a state. */
static uint32_t body_of_premises(const att_facts *f, const att_tenure *tenure) {
  static const char *const OTHERS[] = {"state", "ministry", "diplomatic-mission", "region", "city"};
  const att_sentence *s = &f->document->sentences.items[tenure->evidence.sentence];
  const char *hint = tenure->role_hint != NULL ? tenure->role_hint : "state";
  for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
    if (strncmp(hint, OTHERS[i], strlen(OTHERS[i])) == 0)
      return ATT_NO_ENTITY;
  uint32_t t = tenure->evidence.first, verb = ATT_NO_TOKEN;
  for (; t > 0 && strcmp(s->tokens[t].form, "where") != 0; t--)
    if (strcmp(s->tokens[t].form, "by") == 0 && strcmp(s->tokens[t - 1].xpos, "VBN") == 0)
      verb = t - 1;
  if (t < 2 || verb == ATT_NO_TOKEN)
    return ATT_NO_ENTITY;
  t -= strcmp(s->tokens[t - 1].form, ",") == 0 ? 2 : 1;
  t -= t > 3 && strcmp(s->tokens[t].form, ")") == 0 ? 3 : 0;
  uint32_t m = f->owner[tenure->evidence.sentence][t];
  const att_node *node = m != 0 ? &f->nodes.items[f->mentions.items[m - 1].node] : NULL;
  bool body = node != NULL && node->kind == ATT_NODE_ORG && !att_facts_is_ship(f, node) &&
              (node->class_name == NULL || strcmp(node->class_name, "DiplomaticMission") != 0);
  return body ? f->mentions.items[m - 1].node : ATT_NO_ENTITY;
}

uint32_t att_role_state_of_government(att_facts *f, uint32_t body) {
  const att_node *n = body != ATT_NO_ENTITY ? &f->nodes.items[body] : NULL;
  const char *last = n != NULL ? strrchr(n->name, ' ') : NULL;
  if (last == NULL || n->kind != ATT_NODE_ORG || n->iso3 == NULL ||
      (strncasecmp(n->name, "Government of ", 14) != 0 && strcasecmp(last, " Government") != 0))
    return body;
  return att_facts_state(f, n->iso3);
}

/* "signed for X Council by Secretary-General A B": in whose name the holder of the office acts. */
static uint32_t body_acted_for(const att_facts *f, const att_tenure *tenure) {
  const att_sentence *s = &f->document->sentences.items[tenure->evidence.sentence];
  uint32_t t = tenure->evidence.first;
  t -= t > 0 && strcmp(s->tokens[t - 1].form, "the") == 0;
  if (t < 4 || strcmp(s->tokens[t - 1].form, "by") != 0)
    return ATT_NO_ENTITY;
  uint32_t m = f->owner[tenure->evidence.sentence][t - 2];
  if (m == 0 || f->nodes.items[f->mentions.items[m - 1].node].kind != ATT_NODE_ORG)
    return ATT_NO_ENTITY;
  uint32_t first = f->mentions.items[m - 1].first;
  first -= first > 0 && strcmp(s->tokens[first - 1].form, "the") == 0;
  const char *before = first > 0 ? s->tokens[first - 1].form : "";
  bool behalf =
      strcmp(before, "of") == 0 && first > 1 && strcmp(s->tokens[first - 2].form, "behalf") == 0;
  return behalf || strcmp(before, "for") == 0 ? f->mentions.items[m - 1].node : ATT_NO_ENTITY;
}

/* "X Command's deputy, A B, and director of intelligence, C D": the body whose both are;
 * ATT_NO_ENTITY. */
static uint32_t body_shared(const att_facts *f, const att_tenure *tenure) {
  const att_sentence *s = &f->document->sentences.items[tenure->evidence.sentence];
  uint32_t t = tenure->evidence.first;
  while (t > 0 && att_lexicon_word(f->lexicon, ATT_WORD_TITLE_MODIFIER, s->tokens[t - 1].form))
    t--;
  if (t < 3 || strcmp(s->tokens[t - 1].form, "and") != 0)
    return ATT_NO_ENTITY;
  t -= strcmp(s->tokens[t - 2].form, ",") == 0 ? 3 : 2;
  uint32_t m = f->owner[tenure->evidence.sentence][t];
  for (size_t i = ATT_NONE;
       m != 0 && (i = att_tenure_of(f, f->mentions.items[m - 1].node, i)) != ATT_NONE;) {
    const att_tenure *other = &f->tenures.items[i];
    uint32_t first = other->evidence.first;
    if (other->person == f->mentions.items[m - 1].node && other->person != tenure->person &&
        other->evidence.sentence == tenure->evidence.sentence && first > 0 && first < t &&
        is_genitive(s->tokens[first - 1].form) && !other->implied && !att_role_is_diplomat(other))
      return other->organization;
  }
  return ATT_NO_ENTITY;
}

/* "X Navy Vice Adm. A B, commander of operations": the service named right before the rank. */
static uint32_t service_before(const att_facts *f, const att_tenure *tenure) {
  for (size_t i = 0; att_mentions_in(f, tenure->evidence.sentence, tenure->evidence.sentence, &i);
       i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence != tenure->evidence.sentence || m->node != tenure->person ||
        m->title_first == m->first || m->title_first == 0 || m->last > tenure->evidence.first)
      continue;
    uint32_t owner = f->owner[m->sentence][m->title_first - 1];
    const att_node *node = owner != 0 ? &f->nodes.items[f->mentions.items[owner - 1].node] : NULL;
    if (node != NULL && node->class_name != NULL && strcmp(node->class_name, "ServiceBranch") == 0)
      return f->mentions.items[owner - 1].node;
  }
  return ATT_NO_ENTITY;
}

static bool is_site(const att_facts *f, const att_node *node) {
  const char *last = strrchr(node->name, ' ');
  return node->kind == ATT_NODE_PLACE && last != NULL &&
         att_lexicon_word(f->lexicon, ATT_WORD_SITE_NOUN, last + 1);
}

/* "the Senate Committee on the Army" */
static bool is_committee(const att_facts *f, const att_node *node) {
  return node->kind == ATT_NODE_ORG && f != NULL && strstr(node->name, "Committee") != NULL;
}

static bool is_town(const att_facts *f, const att_node *node) {
  return node->kind == ATT_NODE_PLACE && f != NULL;
}

/* "the EU Training Mission", "MINUSCA". */
static bool is_mission(const att_facts *f, const att_node *node) {
  bool mission = node->kind == ATT_NODE_ORG && node->mission;
  for (const char *at = node->name; node->kind == ATT_NODE_ORG && !mission && *at != '\0';) {
    size_t size = strcspn(at, " ");
    const char *word = att_arena_copy(f->arena, at, size);
    mission = att_lexicon_word(f->lexicon, ATT_WORD_MISSION, word);
    at += size;
    at += strspn(at, " ");
  }
  return mission &&
         !(node->class_name != NULL && strcmp(node->class_name, "DiplomaticMission") == 0);
}

/* The entity of a kind named last before the office, not before that sentence; ATT_NO_ENTITY. */
static uint32_t last_before(const att_facts *f, const att_tenure *tenure, uint32_t sentence,
                            bool (*fits)(const att_facts *, const att_node *)) {
  const att_mention *best = NULL;
  uint32_t reach = att_reach_first(tenure->evidence.sentence),
           first = sentence > reach ? sentence : reach;
  for (size_t i = 0; att_mentions_in(f, first, tenure->evidence.sentence, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    bool before = m->sentence < tenure->evidence.sentence ||
                  (m->sentence == tenure->evidence.sentence && m->last < tenure->evidence.first);
    bool later = best == NULL || m->sentence > best->sentence ||
                 (m->sentence == best->sentence && m->first > best->first);
    if (before && later && fits(f, &f->nodes.items[m->node]))
      best = m;
  }
  return best != NULL ? best->node : ATT_NO_ENTITY;
}

/* The ship that the article names most often; ATT_NO_ENTITY. */
static uint32_t main_ship(const att_facts *f) {
  uint32_t best = ATT_NO_ENTITY;
  size_t most = 0;
  for (size_t n = ATT_NONE; (n = att_node_of(f, ATT_NODE_ORG, n)) != ATT_NONE;) {
    size_t count = att_mention_count(f, (uint32_t)n);
    if (count > most && att_facts_is_ship(f, &f->nodes.items[n])) {
      most = count;
      best = (uint32_t)n;
    }
  }
  return best;
}

/* "Brigade commander A B": the unit of the kind that the title begins with, named last in the two
 * sentences before or in its own; ATT_NO_ENTITY. */
static uint32_t unit_of_kind(const att_facts *f, const att_tenure *tenure) {
  size_t size = strcspn(tenure->title, " ");
  const char *kind = att_arena_copy(f->arena, tenure->title, size);
  uint32_t here = tenure->evidence.sentence;
  const att_mention *best = NULL;
  if (tenure->title[size] == '\0' || !att_lexicon_word(f->lexicon, ATT_WORD_OWN_BODY, kind))
    return ATT_NO_ENTITY;
  for (size_t i = 0; att_mentions_in(f, here > 2 ? here - 2 : 0, here, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    const att_node *node = &f->nodes.items[m->node];
    bool unit = node->kind == ATT_NODE_ORG && node->class_name != NULL &&
                strncmp(node->class_name, "Military", 8) == 0;
    if (unit && att_role_is_named(f, node, kind) &&
        (m->sentence < here || (m->sentence == here && m->last < tenure->evidence.first)))
      best = best == NULL || m->sentence > best->sentence ||
                     (m->sentence == best->sentence && m->first > best->first)
                 ? m
                 : best;
  }
  return best != NULL ? best->node : ATT_NO_ENTITY;
}

/* "the Fijian | contingent": the state whose contingent was named last before the office, not more
 * than so many sentences before; ATT_NO_ENTITY. */
static uint32_t state_of_contingent(att_facts *f, const att_tenure *tenure) {
  enum { BEFORE = 4 };
  uint32_t here = tenure->evidence.sentence;
  const att_mention *best = NULL;
  for (size_t i = 0; att_mentions_in(f, here > BEFORE ? here - BEFORE : 0, here, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    const att_sentence *s = &f->document->sentences.items[m->sentence];
    bool before = m->sentence < here || m->last < tenure->evidence.first;
    if (before && m->adjective && m->last + 1 < s->token_count &&
        strcmp(s->tokens[m->last + 1].lemma, "contingent") == 0 &&
        f->nodes.items[m->node].iso3 != NULL &&
        (best == NULL || m->sentence > best->sentence ||
         (m->sentence == best->sentence && m->first > best->first)))
      best = m;
  }
  return best != NULL ? att_facts_state(f, f->nodes.items[best->node].iso3) : ATT_NO_ENTITY;
}

/* "by the Deputy Commander of X Corps. The Chief of Staff, General A B, presented": the command or
 * unit whose commander, or deputy, was named in the few sentences before; ATT_NO_ENTITY. */
static uint32_t staff_of_unit(const att_facts *f, const att_tenure *tenure) {
  enum { BEFORE = 4 };
  uint32_t here = tenure->evidence.sentence, found = ATT_NO_ENTITY;
  const att_sentence *s = &f->document->sentences.items[here];
  uint32_t first = tenure->evidence.first;
  if (strcasecmp(tenure->title, "chief of staff") != 0 || first == 0 ||
      strcasecmp(s->tokens[first - 1].form, "the") != 0)
    return ATT_NO_ENTITY;
  for (size_t i = 0; att_tenures_in(f, here > BEFORE ? here - BEFORE : 0, here, &i); i++) {
    const att_tenure *t = &f->tenures.items[i];
    const char *class_name =
        t->organization < f->nodes.count ? f->nodes.items[t->organization].class_name : NULL;
    if (strstr(t->role_id, "commander") == NULL || t->former || class_name == NULL ||
        strncmp(class_name, "Military", 8) != 0)
      continue;
    if (found != ATT_NO_ENTITY && found != t->organization)
      return ATT_NO_ENTITY;
    found = t->organization;
  }
  return found;
}

/* What an office of that kind is of: the commanding officer of the ship, the base
 * commander of the base, the force commander of the mission. */
static uint32_t body_of_kind(att_facts *f, const att_tenure *t) {
  uint32_t here = t->evidence.sentence, unit = unit_of_kind(f, t);
  if (unit != ATT_NO_ENTITY)
    return unit;
  if (strcmp(t->role_id, "commanding-officer") == 0 || strcmp(t->role_id, "ship-captain") == 0)
    return main_ship(f);
  if (strcmp(t->role_id, "contingent-commander") == 0)
    return state_of_contingent(f, t);
  if (strcmp(t->role_id, "chief-of-staff") == 0)
    return staff_of_unit(f, t);
  if (strcmp(t->role_id, "committee-chair") == 0 && strstr(t->title, "of the committee") != NULL)
    return last_before(f, t, 0, is_committee);
  if (strcmp(t->role_id, "force-commander") == 0)
    return last_before(f, t, 0, is_mission);
  if (strcmp(t->role_id, "base-commander") != 0)
    return ATT_NO_ENTITY;
  uint32_t base = last_before(f, t, here > 0 ? here - 1 : 0, is_site);
  if (base == ATT_NO_ENTITY)
    base = last_before(f, t, here, is_town);
  return base != ATT_NO_ENTITY ? att_role_garrison(f, base) : ATT_NO_ENTITY;
}

void att_role_units(att_facts *f) {
  for (size_t i = 0; i < f->tenures.count; i++)
    if (f->tenures.items[i].implied && f->tenures.items[i].organization == ATT_NO_ENTITY)
      f->tenures.items[i].organization = body_of_kind(f, &f->tenures.items[i]);

  for (size_t i = 0; i < f->tenures.count; i++)
    if (f->tenures.items[i].implied && f->tenures.items[i].organization == ATT_NO_ENTITY)
      f->tenures.items[i].organization = body_of_premises(f, &f->tenures.items[i]);

  for (size_t i = 0; i < f->tenures.count; i++)
    if (f->tenures.items[i].implied && f->tenures.items[i].organization == ATT_NO_ENTITY)
      f->tenures.items[i].organization =
          att_role_state_of_government(f, body_acted_for(f, &f->tenures.items[i]));

  for (size_t i = 0; i < f->tenures.count; i++)
    if (f->tenures.items[i].implied && f->tenures.items[i].organization == ATT_NO_ENTITY)
      f->tenures.items[i].organization = body_shared(f, &f->tenures.items[i]);

  for (size_t i = 0; i < f->tenures.count; i++)
    if (f->tenures.items[i].implied && f->tenures.items[i].organization == ATT_NO_ENTITY &&
        is_of_unit(f, &f->tenures.items[i]))
      f->tenures.items[i].organization = unit_named_before(f, &f->tenures.items[i]);

  for (size_t i = 0; i < f->tenures.count; i++)
    if (f->tenures.items[i].implied && f->tenures.items[i].organization == ATT_NO_ENTITY &&
        is_of_unit(f, &f->tenures.items[i]))
      f->tenures.items[i].organization = service_before(f, &f->tenures.items[i]);
  size_t kept = 0;
  for (size_t i = 0; i < f->tenures.count; i++)
    if (!f->tenures.items[i].implied || f->tenures.items[i].organization != ATT_NO_ENTITY ||
        !is_of_unit(f, &f->tenures.items[i]))
      f->tenures.items[kept++] = f->tenures.items[i];
  f->tenures.count = kept;
  att_index_anew(f);
}
