/* SPDX-License-Identifier: Apache-2.0
 *
 * What an office is of: the organization or state that stands behind its title, in it, before it,
 * or that a pronoun or a common noun ("the ship's commanding officer") means.
 */
#include "extract/index.h"
#include "extract/role.h"

/* "chairman, Air Force Gen. A B": the service belongs to the rank behind it, but a command does not
 * in "the Commander, X Naval Command Vice Admiral A B". */
static bool is_of_title(const att_seat *k, uint32_t t) {
  uint32_t node = node_at(k, t);
  const char *class_name = node != ATT_NO_ENTITY ? k->c.facts->nodes.items[node].class_name : NULL;
  bool command = class_name != NULL && (strcmp(class_name, "MilitaryCommand") == 0 ||
                                        strcmp(class_name, "MilitaryUnit") == 0);
  return t >= k->person->title_first && t < k->person->first && !command;
}

/* "of the | guided-missile destroyer USS Nimble": the unit behind the words that say its kind. */
static uint32_t body_behind_kind(const att_seat *k, uint32_t t, uint32_t *last, uint32_t limit) {
  uint32_t i = t;
  while (i < limit && i < t + 6 && node_at(k, i) == ATT_NO_ENTITY && is_common(k, i))
    i++;
  const att_mention *m = i < limit ? mention_at(k, i) : NULL;
  if (m == NULL || i == t || m->first != i || is(k, i - 1, "-"))
    return ATT_NO_ENTITY;
  const att_node *node = &k->c.facts->nodes.items[m->node];
  if (node->kind != ATT_NODE_ORG || node->class_name == NULL ||
      strcmp(node->class_name, "MilitaryUnit") != 0)
    return ATT_NO_ENTITY;
  *last = m->last;
  return m->node;
}

/* The body of that name, a new one where the article names none. */
static uint32_t body_called(att_facts *f, const char *name, const char *class_name) {
  uint32_t node = att_facts_named(f, ATT_NODE_ORG, name);
  if (node == ATT_NO_ENTITY) {
    node = att_facts_node(f, ATT_NODE_ORG, name, "org");
    f->nodes.items[node].class_name = class_name;
  }
  return node;
}

uint32_t att_role_garrison(att_facts *f, uint32_t place) {
  const char *iso3 = f->nodes.items[place].iso3;
  uint32_t node = body_called(f, f->nodes.items[place].name, "MilitaryUnit");
  if (f->nodes.items[node].iso3 == NULL)
    f->nodes.items[node].iso3 = iso3;
  return node;
}

/* "commander of Naval Station Rota", "of the UK Joint Logistics Support Base": the unit that runs
 * the base which is named at `t`; ATT_NO_ENTITY. */
static uint32_t garrison(const att_seat *k, uint32_t t, uint32_t *last, uint32_t limit) {
  att_facts *f = k->c.facts;
  const att_mention *m = t < limit ? mention_at(k, t) : NULL;
  uint32_t role_last, head_last;
  bool military = false, site = false;
  if (m == NULL || f->nodes.items[m->node].kind != ATT_NODE_PLACE)
    return ATT_NO_ENTITY;
  for (uint32_t i = *last > 2 ? *last - 2 : 0; i <= *last; i++) {
    const att_lex_entry *role = role_at(k, i, &role_last);
    military = military || (role != NULL && role_last == *last && role->type != NULL &&
                            (strcmp(role->type, "military-unit") == 0 ||
                             strcmp(role->type, "military-command") == 0 ||
                             strcmp(role->type, "academy") == 0));
  }
  for (uint32_t i = m->first; i <= m->last; i++)
    site = site || att_lexicon_match(f->lexicon, ATT_LEX_SITE, k->c.s, i, &head_last) != NULL;
  if (!military || !site)
    return ATT_NO_ENTITY;
  *last = m->last;
  return att_role_garrison(f, m->node);
}

bool att_role_is_named(const att_facts *f, const att_node *node, const char *kind) {
  if (node->kind != ATT_NODE_ORG)
    return false;
  if (att_lexicon_word(f->lexicon, ATT_WORD_SHIP, kind))
    return att_facts_is_ship(f, node);
  if (strcmp(kind, "service") == 0) /* "the service's director of operations" */
    return node->class_name != NULL && strcmp(node->class_name, "ServiceBranch") == 0;
  size_t size = strlen(kind);
  for (const char *at = node->name; *at != '\0'; at += strcspn(at, " "), at += *at == ' ')
    if (strncasecmp(at, kind, size) == 0 &&
        (at[size] == ' ' || at[size] == ',' || at[size] == '\0'))
      return true;
  return false;
}

/* "of the college", "of the brigade": the body named last, in the article, whose name has the word.
 */
uint32_t att_seat_body_of_kind(const att_seat *k, uint32_t t) {
  const att_facts *f = k->c.facts;
  uint32_t found = ATT_NO_ENTITY;
  const char *lemma = k->c.s->tokens[t].lemma;
  if ((!has(k, ATT_WORD_OWN_BODY, lemma) && !has(k, ATT_WORD_SHIP, lemma)) ||
      isupper((unsigned char)form(k, t)[0]) ||
      (t + 1 < k->c.s->token_count && k->c.s->tokens[t + 1].upos == ATT_NOUN))
    return ATT_NO_ENTITY;
  for (size_t i = 0; att_mentions_in(f, att_reach_first(k->c.number), k->c.number + ATT_REACH, &i);
       i++) {
    const att_mention *m = &f->mentions.items[i];
    if ((m->sentence <= k->c.number || found == ATT_NO_ENTITY) &&
        att_role_is_named(f, &f->nodes.items[m->node], k->c.s->tokens[t].lemma))
      found = m->node;
  }
  return found;
}

/* Do all words of the name say a field of work: "Military Training"? */
static bool names_field(const att_seat *k, const att_mention *m) {
  for (uint32_t t = m->first; t <= m->last; t++)
    if (!has(k, ATT_WORD_FIELD, form(k, t)) && !is(k, t, "and"))
      return false;
  return true;
}

/* "Commander XDF Brigadier General A B", "General Officer Commanding 4 Infantry Division Major
 * General A B": is what stands between the office that ends at `last` and a rank the office's, no
 * service that the rank is in? */
static bool is_commanded(const att_seat *k, uint32_t last, const att_mention *m) {
  const char *class_name = k->c.facts->nodes.items[m->node].class_name;
  bool service = class_name != NULL && strcmp(class_name, "ServiceBranch") == 0;
  bool bare = last == 0 || !is_body(k, node_at(k, last - 1));
  return m->last < k->person->first && m->first > last &&
         (is(k, last, "commanding") || is(k, last, "commandant") ||
          (is(k, last, "general") && last > 0 && is(k, last - 1, "director")) ||
          (is(k, last, "commander") && bare && (!service || m->first < m->last)));
}

/* What stands behind a role: "of the US Army Pacific", "for Defence", "at the embassy". */
uint32_t att_seat_body_behind(const att_seat *k, uint32_t *last, uint32_t limit) {
  uint32_t t = *last + 1;
  if (is(k, t, "(") && is(k, t + 2, ")") && isupper((unsigned char)form(k, t + 1)[1]))
    t += 3; /* Chief of Army Staff (COAS) of Pakistan */
  if (is(k, t, "assigned") && t + 1 < limit)
    t++; /* "a combat medic assigned to the 1st Battalion" */
  const att_mention *next_to = mention_at(k, t); /* "DG ISPR", "Commander UNIFIL" */
  if (next_to != NULL && names_field(k, next_to))
    next_to = NULL; /* "Director General Military Training" */
  if (next_to != NULL && next_to->first == t && isupper((unsigned char)form(k, *last)[0]) &&
      k->c.facts->nodes.items[next_to->node].kind == ATT_NODE_ORG &&
      (t < k->person->title_first || is_commanded(k, *last, next_to))) {
    *last = next_to->last;
    return next_to->node;
  }
  if (next_to != NULL && next_to->first == t && t > k->person->last &&
      isupper((unsigned char)form(k, *last)[0]) &&
      k->c.facts->nodes.items[next_to->node].kind == ATT_NODE_ORG) {
    *last = next_to->last;
    return next_to->node;
  }
  const att_mention *commanded =
      is(k, *last, "commanding") && is(k, t, "the") ? mention_at(k, t + 1) : NULL;
  if (commanded != NULL && commanded->first == t + 1 && is_body(k, commanded->node)) {
    *last = commanded->last; /* Flag Officer Commanding the X Naval Command */
    return commanded->node;
  }
  uint32_t base = is(k, t, ",") && k->person->last < t
                      ? garrison(k, t + 1, last, k->c.s->token_count)
                      : ATT_NO_ENTITY;
  if (base != ATT_NO_ENTITY)
    return base; /* "A B, deputy base commander, X Navy Base Y" */
  bool comma = is(k, t, ",") && is_body(k, node_at(k, t + 1)) &&
               !is_of_title(k, t + 1); /* "commander, U.S. Army South" */
  if (comma && limit <= t + 1)
    limit = k->c.facts->mentions.items[k->c.facts->owner[k->c.number][t + 1] - 1].last + 1;
  if (t >= limit || !(comma || is(k, t, "of") || is(k, t, "for") || is(k, t, "at") ||
                      is(k, t, "to") || is(k, t, "in") || is(k, t, "with")))
    return ATT_NO_ENTITY;
  uint32_t reach = t + 5;
  for (uint32_t i = t + 1; i < limit && i < reach; i++) {
    uint32_t node = node_at(k, i);
    const att_mention *named = mention_at(k, i);
    base = garrison(k, named != NULL && is_body(k, node) ? named->last + 1 : i, last, limit);
    if (base != ATT_NO_ENTITY)
      return base;
    if (is_body(k, node) && is(k, i + 1, "-") && is(k, i + 2, "led")) {
      i += 2;
      reach += 3; /* of the Canadian-led NATO Multinational Brigade */
      continue;
    }
    if (is_body(k, node)) {
      const att_mention *m = &k->c.facts->mentions.items[k->c.facts->owner[k->c.number][i] - 1];
      *last = m->last;
      uint32_t next = m->last + 1;
      const att_mention *behind =
          k->c.s->tokens[i].upos == ATT_ADJ && i == m->last ? mention_at(k, next) : NULL;
      if (behind != NULL && next < limit &&
          k->c.facts->nodes.items[behind->node].kind == ATT_NODE_ORG) {
        *last = behind->last; /* of the Argentine Joint Chiefs of Staff */
        return behind->node;
      }
      if (is_possessive(k, next)) /* the US's Army: the later one */
        for (uint32_t j = next + 1; j < limit && j < next + 4; j++)
          if (is_body(k, node_at(k, j))) {
            *last = mention_at(k, j)->last;
            return node_at(k, j);
          }
      return node;
    }
    uint32_t own = is(k, i - 1, "the") ? att_seat_body_of_kind(k, i) : ATT_NO_ENTITY;
    if (own != ATT_NO_ENTITY) { /* commandant of the college */
      *last = i;
      return own;
    }
    if (has(k, ATT_WORD_REALM, form(k, i)) && is(k, i + 1, "of")) {
      i++; /* of the Republic of X */
      reach += 2;
    } else if (is_possessive(k, i + 1))
      i++; /* of the military's Joint Chiefs of Staff */
    else if (!isupper((unsigned char)form(k, i)[0]) && !is(k, i, "the"))
      return body_behind_kind(k, i, last, limit);
  }
  return ATT_NO_ENTITY;
}

/* "commander of A, B and C": the bodies named beside the first, which ends at `last`. */
void att_seat_bodies_beside(const att_seat *k, uint32_t last, att_indexes *ret) {
  uint32_t count = k->c.s->token_count;
  att_indexes found = {0};
  for (uint32_t t = last + 1; t + 1 < count;) {
    bool comma = is(k, t, ",");
    t += comma;
    bool and = is(k, t, "and");
    t += and;
    t += is(k, t, "the");
    const att_mention *m = mention_at(k, t);
    if ((!comma && !and) || m == NULL || m->first != t ||
        k->c.facts->nodes.items[m->node].kind != ATT_NODE_ORG || is_possessive(k, m->last + 1) ||
        role_at(k, m->last + 1, &(uint32_t){0}) != NULL)
      return; /* "commander of X and NATO's Supreme Allied Commander" */
    if (and&&comma && found.count == 0)
      return; /* "commander of A, and B met" */
    att_indexes_add(k->c.facts->arena, &found, m->node);
    t = m->last + 1;
    if (is(k, t, "(") && is(k, t + 2, ")"))
      t += 3;
    if (and) {
      *ret = found;
      return;
    }
  }
}

/* A body named in the role's own words, from which the title ends before "of". */
uint32_t att_seat_body_in_title(const att_seat *k, uint32_t first, uint32_t last, uint32_t *title) {
  for (uint32_t t = first + 1; t <= last; t++) {
    uint32_t node = node_at(k, t);
    if (!is_body(k, node) || k->c.facts->nodes.items[node].kind != ATT_NODE_ORG ||
        mention_at(k, t)->first != t)
      continue;
    uint32_t end = t;
    while (end > first + 1 && (is(k, end - 1, "the") || is(k, end - 1, "of")))
      end--;
    if (end == t || end == first)
      continue;
    *title = end - 1;
    return node;
  }
  return ATT_NO_ENTITY;
}

static bool ends_in_based(const char *word) {
  const char *tail = strrchr(word, '-');
  return tail != NULL && strcmp(tail, "-based") == 0;
}

/* "Minister of Defense A B of Japan", "analyst A B of the Jakarta-based Center": the state or body
 * behind the name. */
uint32_t att_seat_body_of_name(const att_seat *k) {
  uint32_t t = k->person->last + 1;
  if (!is(k, t, "of") && !is(k, t, "from"))
    return ATT_NO_ENTITY;
  t += is(k, t + 1, "the") ? 2 : 1;
  for (uint32_t i = t; i < t + 4; i++) /* of the Jakarta-based Center */
    if (is(k, i, "based") || ends_in_based(form(k, i)))
      t = i + 1;
  return is_body(k, node_at(k, t)) ? node_at(k, t) : ATT_NO_ENTITY;
}

/* "Annan said his special envoy, A B": the body whose office he has. */
uint32_t att_seat_body_of_master(const att_seat *k, uint32_t t) {
  const att_facts *f = k->c.facts;
  att_indexes whom = {0};
  if (strcmp(k->c.s->tokens[t].xpos, "PRP$") != 0 || (!is(k, t, "his") && !is(k, t, "her")))
    return ATT_NO_ENTITY;
  att_clause_agents(&k->c, t, &whom);
  for (size_t i = ATT_NONE;
       whom.count == 1 && (i = att_tenure_of(f, whom.items[0], i)) != ATT_NONE;)
    if (f->tenures.items[i].person == whom.items[0] && whom.items[0] != k->person->node &&
        f->tenures.items[i].organization != ATT_NO_ENTITY)
      return f->tenures.items[i].organization;
  return ATT_NO_ENTITY;
}

/* "A was accompanied by B, the command's senior adviser": the command or unit in which the person
 * before it in the sentence has a post; ATT_NO_ENTITY. */
static uint32_t body_of_subject(const att_seat *k, uint32_t t) {
  const att_facts *f = k->c.facts;
  bool command = strcmp(k->c.s->tokens[t].lemma, "command") == 0;
  const char *wanted = command ? "MilitaryCommand" : "MilitaryUnit";
  for (size_t i = 0; att_tenures_in(f, att_reach_first(k->c.number), k->c.number + ATT_REACH, &i);
       i++) {
    const att_tenure *other = &f->tenures.items[i];
    const char *class_name = other->organization != ATT_NO_ENTITY
                                 ? f->nodes.items[other->organization].class_name
                                 : NULL;
    if (other->person == k->person->node || class_name == NULL || other->former ||
        strcmp(class_name, wanted) != 0)
      continue;
    for (size_t m = 0; att_mentions_in(f, k->c.number, k->c.number, &m); m++)
      if (f->mentions.items[m].sentence == k->c.number && f->mentions.items[m].last < t &&
          f->mentions.items[m].node == other->person)
        return other->organization;
  }
  return ATT_NO_ENTITY;
}

/* "Russia, traditionally the main supplier of Peru, did not comment. | Its military attaché": the
 * body that the sentence before, of the paragraph, begins with; ATT_NO_ENTITY. */
static uint32_t subject_before(const att_seat *k) {
  const att_document *d = k->c.facts->document;
  if (k->c.number == 0 || d->sentences.items[k->c.number - 1].paragraph != k->c.s->paragraph)
    return ATT_NO_ENTITY;
  att_seat before = *k;
  before.c.number--;
  before.c.s--;
  const att_mention *m = mention_at(&before, is(&before, 0, "the"));
  bool body = m != NULL && is_body(k, m->node) && !m->adjective;
  return body && att_rel_base((att_rel)before.c.s->tokens[m->last].rel) == ATT_NSUBJ
             ? m->node
             : ATT_NO_ENTITY;
}

/* "its deputy chief", "the ship's commanding officer": the body named last before the office that
 * the word can mean; one whose name has the word, or a ship for "ship", before any other but a
 * state. */
uint32_t att_seat_own_body(const att_seat *k, uint32_t t) {
  const att_facts *f = k->c.facts;
  bool pronoun = is(k, t, "its") || is(k, t, "their");
  if (!pronoun && !(t > 0 && is(k, t - 1, "the") && is_possessive(k, t + 1) &&
                    (has(k, ATT_WORD_OWN_BODY, k->c.s->tokens[t].lemma) || is(k, t, "service"))))
    return ATT_NO_ENTITY;
  uint32_t nearest = pronoun ? ATT_NO_ENTITY : body_of_subject(k, t), end;
  if (pronoun && t == 0 && subject_before(k) != ATT_NO_ENTITY)
    return subject_before(k);
  bool company = pronoun && t > 2 && is(k, t - 1, "by") && /* "signed for the company by its" */
                 (is(k, t - 2, "company") || is(k, t - 2, "firm"));
  const att_lex_entry *office = pronoun ? role_at(k, t + 1, &end) : NULL;
  const att_mention *last = NULL, *commanded = NULL;
  bool command =
      office != NULL && office->type != NULL && /* of a unit, rather than a state */
      (strcmp(office->type, "military-unit") == 0 || strcmp(office->type, "military-command") == 0);
  bool ship = office != NULL && (strcmp(office->id, "commanding-officer") == 0 ||
                                 strcmp(office->id, "ship-captain") == 0);
  for (size_t i = f->mentions.count;
       att_mentions_back(f, att_reach_first(k->c.number), k->c.number, &i);) {
    const att_mention *m = &f->mentions.items[i];
    const att_node *node = &f->nodes.items[m->node];
    bool before = m->sentence < k->c.number || (m->sentence == k->c.number && m->last < t);
    if (!before || m->adjective || (company && m->sentence == k->c.number))
      continue;
    if (ship && att_facts_is_ship(f, node)) /* not of the fleet named behind it */
      return m->node;
    bool civil = strcmp(k->c.s->tokens[t].lemma, "corps") == 0 && node->class_name != NULL &&
                 strcmp(node->class_name, "Organization") == 0; /* of attachés */
    if (!pronoun && !civil && att_role_is_named(f, node, k->c.s->tokens[t].lemma))
      return m->node;
    bool of_kind = !pronoun && strcmp(k->c.s->tokens[t].lemma, "command") == 0 &&
                   node->class_name != NULL && strcmp(node->class_name, "MilitaryCommand") == 0;
    if (of_kind && nearest == ATT_NO_ENTITY)
      return m->node;
    if (m->sentence + 2 >= k->c.number && strcmp(k->c.s->tokens[t].lemma, "command") != 0 &&
        (nearest == ATT_NO_ENTITY ||
         (last != NULL && m->sentence == last->sentence && m->first > last->first)) &&
        (node->kind == ATT_NODE_ORG || (pronoun && node->kind == ATT_NODE_STATE))) {
      nearest = m->node; /* a sentence's names are not listed in its order */
      last = m;
    }
    bool unit = command && node->class_name != NULL && m->sentence + 2 >= k->c.number &&
                (strcmp(node->class_name, "MilitaryUnit") == 0 ||
                 strcmp(node->class_name, "MilitaryCommand") == 0);
    if (unit &&
        (commanded == NULL || (m->sentence == commanded->sentence && m->first > commanded->first)))
      commanded = m;
  }
  if (commanded != NULL && nearest != ATT_NO_ENTITY &&
      f->nodes.items[nearest].kind == ATT_NODE_STATE)
    return commanded->node;
  return nearest;
}

/* "mayor of Craiova": the state that the place lies in. */
uint32_t att_seat_state_of_place(const att_seat *k, uint32_t t) {
  if (!is(k, t, "of") && !is(k, t, "in"))
    return ATT_NO_ENTITY;
  uint32_t node = node_at(k, is(k, t + 1, "the") ? t + 2 : t + 1);
  if (node == ATT_NO_ENTITY || k->c.facts->nodes.items[node].kind != ATT_NODE_PLACE ||
      k->c.facts->nodes.items[node].iso3 == NULL)
    return ATT_NO_ENTITY;
  return att_facts_state(k->c.facts, k->c.facts->nodes.items[node].iso3);
}

/* "Strand's senior enlisted adviser": the body of the person in whose service the post is. */
uint32_t att_seat_possessor(const att_seat *k, uint32_t t) {
  const att_facts *f = k->c.facts;
  uint32_t node = node_at(k, t);
  if (node == ATT_NO_ENTITY || !att_seat_other(k, t))
    return ATT_NO_ENTITY;
  uint32_t last = f->mentions.items[f->owner[k->c.number][t] - 1].last;
  if (!is(k, last + 1, "'s") && !is(k, last + 1, "\xe2\x80\x99s"))
    return ATT_NO_ENTITY;
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, node, i)) != ATT_NONE;)
    if (f->tenures.items[i].person == node && f->tenures.items[i].organization != ATT_NO_ENTITY)
      return f->tenures.items[i].organization;
  return ATT_NO_ENTITY;
}

/* "A delegation from the X Staff College is in town. The delegation, | led by A": the state of whom
 * the sentence before, or the one before that, says a delegation to be of; ATT_NO_ENTITY. */
static uint32_t state_of_delegation_before(const att_seat *k) {
  att_facts *f = k->c.facts;
  for (uint32_t back = 1; back < 3 && back <= k->c.number; back++) {
    const att_seat line = {{f, k->c.s - back, k->c.number - back}, k->person, 0};
    for (uint32_t d = 1; d < line.c.s->token_count; d++) {
      uint32_t det = att_clause_child(&line.c, d, ATT_DET_REL, ATT_NO_TOKEN);
      if (!has(k, ATT_WORD_DELEGATION, line.c.s->tokens[d].lemma) || det == ATT_NO_TOKEN ||
          !(is(&line, det, "a") || is(&line, det, "an")))
        continue;
      for (uint32_t t = det + 1; t < line.c.s->token_count && t < d + 10; t++) {
        uint32_t node = node_at(&line, t);
        if (t > d && (line.c.s->tokens[t].upos == ATT_VERB || line.c.s->tokens[t].upos == ATT_AUX))
          break;
        if (is_body(k, node) && f->nodes.items[node].iso3 != NULL)
          return att_facts_state(f, f->nodes.items[node].iso3);
      }
      return ATT_NO_ENTITY;
    }
  }
  return ATT_NO_ENTITY;
}

/* The body that a delegation is from: "a delegation from the Indian Ministry of Defence led by
 * Joint Secretary A"; ATT_NO_ENTITY. */
uint32_t att_seat_delegation(const att_seat *k, uint32_t first) {
  uint32_t led = first;
  while (led > 0 && first - led < 4 && !is(k, led - 1, "led") && !is(k, led - 1, "headed") &&
         !is(k, led - 1, "represented"))
    led--;
  if (led == 0 || first - led >= 4 || !is(k, led, "by"))
    return ATT_NO_ENTITY;
  uint32_t before = led > 2 && is(k, led - 2, ",") ? led - 3 : led - 2;
  while (before > 1 && k->c.s->tokens[before].upos == ATT_AUX) /* X was represented by */
    before--;
  if (led > 2 && is_body(k, node_at(k, before)))
    return node_at(k, before); /* "Sweden, represented by Minister A B" */
  uint32_t body = ATT_NO_ENTITY;
  for (uint32_t t = led - 1; t-- > 0 && led - t < 18;) {
    if (is_body(k, node_at(k, t)) && body == ATT_NO_ENTITY)
      body = node_at(k, t);
    if (has(k, ATT_WORD_DELEGATION, k->c.s->tokens[t].lemma)) {
      t -= t > 1 && is_possessive(k, t - 1); /* X's delegation */
      return body != ATT_NO_ENTITY                    ? body
             : t > 0 && is_body(k, node_at(k, t - 1)) ? node_at(k, t - 1)
             : t > 0 && is(k, t - 1, "the")           ? state_of_delegation_before(k)
                                                      : ATT_NO_ENTITY;
    }
  }
  return ATT_NO_ENTITY;
}

/* "the Kosovo Force, whose commander is Gen. A B": the body before the relative pronoun. */
uint32_t att_seat_body_of_relative(const att_seat *k, uint32_t whose) {
  for (uint32_t t = whose; t-- > 0 && whose - t < 8;) {
    uint32_t node = node_at(k, t);
    if (is_body(k, node))
      return node;
    if (!is(k, t, ",") && !is(k, t, "(") && !is(k, t, ")"))
      break;
  }
  return ATT_NO_ENTITY;
}

/* "X National Guard" of the article, for the place X; ATT_NO_ENTITY. */
static uint32_t guard_of(const att_facts *f, const char *place) {
  size_t size = strlen(place);
  const char *whole = att_arena_format(f->arena, "%s National Guard", place);
  uint32_t both = att_facts_named(f, ATT_NODE_ORG, whole); /* before its army and air guards */
  for (uint32_t n = 0; n < f->nodes.count && both == ATT_NO_ENTITY; n++) {
    const char *name = f->nodes.items[n].name;
    if (f->nodes.items[n].kind == ATT_NODE_ORG && strncmp(name, place, size) == 0 &&
        name[size] == ' ' && strstr(name, "Guard") != NULL && strstr(name, " Coast ") == NULL &&
        strstr(name, " Army ") == NULL && strstr(name, " Air ") == NULL)
      return n;
  }
  return both;
}

uint32_t att_role_body_of_place(att_facts *f, const char *hint, uint32_t place) {
  const char *name = f->nodes.items[place].name, *iso3 = f->nodes.items[place].iso3;
  uint32_t node = strcmp(hint, "national-guard") == 0 ? guard_of(f, name) : ATT_NO_ENTITY;
  if (node == ATT_NO_ENTITY)
    node = body_called(f, name, "GovernmentBody");
  const att_lex_entry *known = att_lexicon_find(f->lexicon, ATT_LEX_PLACE, name);
  if (iso3 == NULL && known != NULL)
    iso3 = known->iso3;
  if (f->nodes.items[node].iso3 == NULL)
    f->nodes.items[node].iso3 = iso3;
  return node;
}

/* "of the Kaduna State", "of the city of Split": the place behind the preposition at `t`; in
 * *ret_last where it ends. */
static uint32_t place_behind(const att_seat *k, uint32_t t, uint32_t *ret_last) {
  if (!is(k, t, "of") && !is(k, t, "for") && !is(k, t, "in"))
    return ATT_NO_ENTITY;
  t += is(k, t + 1, "the") ? 2 : 1;
  if ((has(k, ATT_WORD_DIVISION, form(k, t)) || has(k, ATT_WORD_TOWN, form(k, t))) &&
      is(k, t + 1, "of"))
    t += 2;
  if (!is_place(k, node_at(k, t)))
    return ATT_NO_ENTITY;
  *ret_last = mention_at(k, t)->last;
  return node_at(k, t);
}

uint32_t att_seat_locality(const att_seat *k, const att_lex_entry *role, uint32_t first,
                           uint32_t *last) {
  if (!att_lexicon_is_local(role->type))
    return ATT_NO_ENTITY;
  uint32_t end, place = place_behind(k, *last + 1, &end), t = first;
  if (place != ATT_NO_ENTITY) {
    *last = end;
    return att_role_body_of_place(k->c.facts, role->type, place);
  }
  while (t > 0 && (has(k, ATT_WORD_TITLE_MODIFIER, form(k, t - 1)) ||
                   has(k, ATT_WORD_FORMER, form(k, t - 1)) || is_possessive(k, t - 1)))
    t--;
  place = t > 0 ? node_at(k, t - 1) : ATT_NO_ENTITY;
  if (!is_place(k, place)) /* Governor A B of Kaduna State */
    place = place_behind(k, k->person->last + 1, &end);
  return place != ATT_NO_ENTITY ? att_role_body_of_place(k->c.facts, role->type, place)
                                : ATT_NO_ENTITY;
}

const char *att_seat_state_of(const att_seat *k, uint32_t body) {
  const att_facts *f = k->c.facts;
  const att_node *node = &f->nodes.items[body];
  if (node->iso3 != NULL || node->kind != ATT_NODE_ORG || node->forum)
    return node->iso3;
  for (size_t i = 0; att_mentions_in(f, k->c.number, k->c.number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    uint32_t t = m->last + 2;
    if (m->sentence != k->c.number || m->node != body || !is(k, m->last + 1, "of"))
      continue;
    t += is(k, t, "the");
    const att_mention *over = t < k->c.s->token_count ? mention_at(k, t) : NULL;
    const att_node *whole = over != NULL ? &f->nodes.items[over->node] : NULL;
    if (whole != NULL && !over->adjective &&
        (whole->kind == ATT_NODE_STATE || whole->kind == ATT_NODE_ORG))
      return whole->iso3;
  }
  return NULL;
}

/* Is the body a service or armed forces, in which one has a rank? */
bool att_seat_is_force(const att_seat *k, uint32_t body) {
  const char *class_name = k->c.facts->nodes.items[body].class_name;
  return class_name != NULL &&
         (strcmp(class_name, "ServiceBranch") == 0 || strcmp(class_name, "ArmedForces") == 0);
}

/* "Chief of the Joint Command | of the X Armed Forces": the forces behind the staff that ends at
 * *last, which then moves behind them; ATT_NO_ENTITY. */
uint32_t att_seat_forces_of_staff(const att_seat *k, uint32_t *last, uint32_t limit) {
  const att_mention *staff = mention_at(k, *last);
  uint32_t t = *last + 1;
  if (staff == NULL || !is(k, t, "of") ||
      !has(k, ATT_WORD_STAFF, att_facts_text(k->c.facts, k->c.number, staff->first, staff->last)))
    return ATT_NO_ENTITY;
  t += is(k, t + 1, "the") ? 2 : 1;
  const att_mention *forces = t < limit ? mention_at(k, t) : NULL;
  if (forces == NULL || !is_body(k, forces->node) || !att_seat_is_force(k, forces->node))
    return ATT_NO_ENTITY;
  *last = forces->last;
  return forces->node;
}

/* "Jordan's Chairman | of the Joint Chiefs of Staff", "South Korean Gen. A B, chairman of": does a
 * staff that many states have end at the token, in an office of the state, or of the holder's, and
 * is it named after none, or by what is short for another's? */
bool att_seat_is_states_staff(const att_seat *k, uint32_t end, uint32_t state) {
  const att_mention *staff = mention_at(k, end);
  const att_node *nodes = k->c.facts->nodes.items;
  if (staff == NULL || state == ATT_NO_ENTITY || nodes[state].kind != ATT_NODE_STATE ||
      !has(k, ATT_WORD_STAFF, att_facts_text(k->c.facts, k->c.number, staff->first, staff->last)))
    return false;
  const char *iso3 = nodes[staff->node].iso3;
  return iso3 == NULL || strcmp(iso3, nodes[state].iso3) != 0;
}

/* The state that is told of the holder, beside the name or elsewhere; ATT_NO_ENTITY. */
uint32_t att_seat_state_of_holder(const att_seat *k) {
  const char *iso3 = att_seat_nation(k);
  if (iso3 == NULL)
    iso3 = k->c.facts->nodes.items[k->person->node].iso3;
  return iso3 != NULL ? att_facts_state(k->c.facts, iso3) : ATT_NO_ENTITY;
}

/* "the chief of the Joint Staff": of which state is not said; that of the United States, whose
 * name is that alone, has a director. */
bool att_seat_is_any_staff(const att_seat *k, uint32_t end, const att_lex_entry *role) {
  const att_mention *staff = mention_at(k, end);
  return staff != NULL && strncmp(role->id, "chief", 5) == 0 &&
         k->c.facts->nodes.items[staff->node].kind == ATT_NODE_ORG &&
         strcmp(k->c.facts->nodes.items[staff->node].key, "org/joint-staff") == 0;
}
