/* SPDX-License-Identifier: Apache-2.0
 *
 * Names: states, organizations, initiatives, persons, places, from the lexicon, the model's entity
 * spans and the shape of names; and which of them are the same.
 */
#include <ctype.h>
#include <string.h>

#include "extract/facts.h"

/* A sentence under work: what each token is taken for. */
typedef struct {
  att_facts *facts;
  const att_sentence *s;
  uint32_t number;
  bool known_only; /* a headline in title case: only names that the body has */
  uint8_t *entity; /* [token]: att_entity_kind of the model's span, 0 for none */
  uint8_t *taken;  /* [token]: 1 rank, 2 role, 3 state, 4 name */
} scan;

enum { FREE, RANK, ROLE, STATE, NAME };

static const char *form(const scan *k, uint32_t t) {
  return k->s->tokens[t].form;
}

static bool is(const scan *k, uint32_t t, const char *word) {
  return t < k->s->token_count && strcasecmp(form(k, t), word) == 0;
}

static bool is_hyphen(const scan *k, uint32_t t) {
  return t < k->s->token_count &&
         (is(k, t, "-") || is(k, t, "\xe2\x80\x93") || is(k, t, "\xe2\x80\x91"));
}

static bool is_capital(const scan *k, uint32_t t) {
  unsigned char c = (unsigned char)form(k, t)[0];
  return isupper(c) || (c >= 0xc3 && c < 0xe2);
}

static bool all_capitals(const char *word) {
  size_t upper = 0;
  for (; *word != '\0'; word++) {
    if (islower((unsigned char)*word))
      return false;
    upper += isupper((unsigned char)*word) != 0;
  }
  return upper >= 2;
}

/* A word that may stand in a name: capitalised, or a digit or ordinal ("1st", "27th"). */
static bool is_namey(const scan *k, uint32_t t) {
  if (t >= k->s->token_count)
    return false;
  const att_token *token = &k->s->tokens[t];
  if (token->upos == ATT_PUNCT || token->upos == ATT_SYM)
    return strcmp(token->form, "&") == 0;
  if (!is_capital(k, t))
    return false;
  static const char *const NEVER[] = {
      "The",   "A",         "An",      "In",   "On",        "At",    "He",        "She",
      "It",    "They",      "His",     "Her",  "Their",     "This",  "That",      "During",
      "After", "Both",      "While",   "As",   "For",       "From",  "And",       "But",
      "Talks", "Following", "Earlier", "Also", "With",      "When",  "Photo",     "I",
      "We",    "Our",       "My",      "To",   "By",        "Of",    "Before",    "Since",
      "If",    "However",   "Later",   "Then", "Meanwhile", "Today", "Yesterday", "Not",
      "There", "Here"};
  for (size_t i = 0; i < sizeof NEVER / sizeof *NEVER; i++)
    if (strcmp(NEVER[i], token->form) == 0)
      return false;
  static const uint8_t CLOSED[] = {ATT_ADP,  ATT_AUX,  ATT_CCONJ, ATT_DET,
                                   ATT_PART, ATT_PRON, ATT_SCONJ, ATT_NUM};
  for (size_t i = 0; i < sizeof CLOSED && t == 0 && k->entity[t] == 0; i++)
    if (token->upos == CLOSED[i])
      return false;
  return true;
}

static void take(scan *k, uint32_t first, uint32_t last, uint8_t as) {
  for (uint32_t t = first; t <= last; t++)
    k->taken[t] = as;
}

static att_mention *add_mention(scan *k, uint32_t first, uint32_t last, uint32_t node) {
  att_facts *f = k->facts;
  att_mention *m = ATT_PUSH(f->arena, &f->mentions);
  *m = (att_mention){
      .sentence = k->number, .first = first, .last = last, .title_first = first, .node = node};
  f->nodes.items[node].mentioned = true;
  for (uint32_t t = first; t <= last; t++)
    if (f->owner[k->number][t] == 0)
      f->owner[k->number][t] = (uint32_t)f->mentions.count;
  return m;
}

static bool has_name(const att_node *node, const char *name) {
  if (strcasecmp(node->name, name) == 0)
    return true;
  for (size_t i = 0; i < node->aliases.count; i++)
    if (strcasecmp(node->aliases.items[i], name) == 0)
      return true;
  return false;
}

static uint32_t find_named(att_facts *f, att_node_kind kind, const char *name) {
  for (uint32_t i = 0; i < f->nodes.count; i++)
    if (f->nodes.items[i].kind == kind && has_name(&f->nodes.items[i], name))
      return i;
  return ATT_NO_ENTITY;
}

static uint32_t add_node(att_facts *f, att_node_kind kind, const char *name, const char *folder) {
  att_node *node = ATT_PUSH(f->arena, &f->nodes);
  *node = (att_node){
      .kind = (uint8_t)kind,
      .name = name,
      .key = att_arena_format(f->arena, "%s/%s", folder, att_facts_slug(f->arena, name))};
  return (uint32_t)f->nodes.count - 1;
}

/* --- states ------------------------------------------------------------------------------- */

static void find_states(scan *k) {
  const att_lexicon *lexicon = k->facts->lexicon;
  for (uint32_t t = 0; t < k->s->token_count; t++) {
    uint32_t last = t, other = t;
    const att_lex_entry *e = att_lexicon_match(lexicon, ATT_LEX_STATE, k->s, t, &last);
    const att_lex_entry *d = att_lexicon_match(lexicon, ATT_LEX_DEMONYM, k->s, t, &other);
    bool adjective = e == NULL || (d != NULL && other > last);
    if (adjective) {
      e = d;
      last = other;
    }
    bool in_name = k->entity[t] == ATT_ENTITY_PERSON &&
                   ((t > 0 && k->entity[t - 1] == ATT_ENTITY_PERSON && is_namey(k, t - 1)) ||
                    (last + 1 < k->s->token_count && is_namey(k, last + 1) &&
                     k->entity[last + 1] == ATT_ENTITY_PERSON));
    if (e == NULL || k->taken[t] == NAME || in_name)
      continue;
    if (is(k, t, "us") && k->s->tokens[t].upos == ATT_PRON)
      continue;
    if (is(k, t, "jordan") || is(k, t, "chad") || is(k, t, "georgia"))
      if (k->entity[t] != ATT_ENTITY_STATE && k->entity[t] != ATT_ENTITY_PLACE)
        continue;
    uint32_t node = att_facts_state(k->facts, e->iso3);
    k->facts->nodes.items[node].name = e->label != NULL ? e->label : e->iso3;
    att_mention *m = add_mention(k, t, last, node);
    m->adjective = adjective;
    take(k, t, last, STATE);
    t = last;
  }
}

/* --- organizations and initiatives ---------------------------------------------------------- */

static const char *state_in(scan *k, uint32_t first, uint32_t last) {
  for (uint32_t t = first; t <= last; t++) {
    uint32_t m = k->facts->owner[k->number][t];
    if (m == 0)
      continue;
    const att_node *node = &k->facts->nodes.items[k->facts->mentions.items[m - 1].node];
    if (node->kind == ATT_NODE_STATE)
      return node->iso3;
  }
  return NULL;
}

/* The mention takes the tokens from the states inside it. */
static void own(scan *k, uint32_t first, uint32_t last) {
  for (uint32_t t = first; t <= last; t++)
    k->facts->owner[k->number][t] = (uint32_t)k->facts->mentions.count;
}

static uint32_t skip_article(const scan *k, uint32_t first, uint32_t last) {
  return first < last && is(k, first, "the") ? first + 1 : first;
}

/* "(RCAF)" behind a name: its tokens, as an alias. */
static void read_acronym(scan *k, uint32_t last, uint32_t node) {
  if (last + 3 >= k->s->token_count || !is(k, last + 1, "(") || !is(k, last + 3, ")") ||
      !all_capitals(form(k, last + 2)))
    return;
  att_facts *f = k->facts;
  att_strings_add(f->arena, &f->nodes.items[node].aliases, form(k, last + 2));
  add_mention(k, last + 2, last + 2, node);
  take(k, last + 2, last + 2, NAME);
}

static void add_name(scan *k, uint32_t first, uint32_t last, att_node_kind kind,
                     const char *class_name, const char *canonical, const char *iso3) {
  att_facts *f = k->facts;
  static const char *const FOLDERS[] = {"person", "org", "state", "place", "initiative"};
  first = skip_article(k, first, last);
  const char *text = att_facts_text(f, k->number, first, last);
  const char *name = canonical != NULL ? canonical : text;
  uint32_t node = find_named(f, kind, name);
  if (node == ATT_NO_ENTITY && canonical != NULL)
    node = find_named(f, kind, text);
  if (node == ATT_NO_ENTITY) {
    if (k->known_only && canonical == NULL)
      return;
    node = add_node(f, kind, name, FOLDERS[kind]);
  }
  att_node *n = &f->nodes.items[node];
  if (n->class_name == NULL)
    n->class_name = class_name;
  if (n->iso3 == NULL)
    n->iso3 = iso3 != NULL ? iso3 : state_in(k, first, last);
  if (strcasecmp(n->name, text) != 0)
    att_strings_add(f->arena, &n->aliases, text);
  add_mention(k, first, last, node);
  own(k, first, last);
  take(k, first, last, NAME);
  read_acronym(k, last, node);
}

static bool is_title(scan *k, uint32_t t, uint32_t *last) {
  const att_lexicon *lexicon = k->facts->lexicon;
  uint32_t a = t, b = t;
  const att_lex_entry *rank = att_lexicon_match(lexicon, ATT_LEX_RANK, k->s, t, &a);
  const att_lex_entry *role = att_lexicon_match(lexicon, ATT_LEX_ROLE, k->s, t, &b);
  *last = a > b ? a : b;
  return rank != NULL || role != NULL;
}

/* Left end of a name whose head begins at `head`. */
static uint32_t extend_left(scan *k, uint32_t head) {
  uint32_t first = head;
  while (first > 0) {
    uint32_t t = first - 1, last;
    if (is_hyphen(k, t) && t > 0 && is_namey(k, t - 1) && !k->s->tokens[t].space_after)
      t--;
    if (t > 0 && (is(k, t, "'s") || is(k, t, "\xe2\x80\x99s")) && k->taken[t - 1] != STATE &&
        is_namey(k, t - 1) && is_capital(k, head))
      t--; /* People's Army, but Thailand's Army stays apart */
    bool ordinal =
        isdigit((unsigned char)form(k, t)[0]) && k->taken[t] == FREE && strlen(form(k, t)) < 6;
    if ((!is_namey(k, t) && !ordinal) || k->taken[t] == NAME || k->taken[t] == RANK ||
        k->entity[t] == ATT_ENTITY_PERSON)
      break;
    if (k->taken[t] == ROLE || (is_title(k, t, &last) && last < head && last >= t))
      break;
    uint32_t m = k->facts->owner[k->number][t];
    if (k->taken[t] == STATE && m != 0)
      t = k->facts->mentions.items[m - 1].first; /* Trinidad and Tobago */
    first = t;
  }
  return first;
}

/* Right end: capitalised words, and "of National Defence", "of Foreign Affairs and International
 * Cooperation". */
static uint32_t extend_right(scan *k, uint32_t last, bool government) {
  uint32_t count = k->s->token_count, title;
  while (last + 1 < count) {
    uint32_t t = last + 1;
    if (is_namey(k, t) && k->taken[t] != NAME && k->taken[t] != RANK && k->taken[t] != ROLE &&
        !is_title(k, t, &title) && k->entity[t] != ATT_ENTITY_PERSON) {
      last = t;
    } else if (is_hyphen(k, t) && t + 1 < count && is_namey(k, t + 1) &&
               !k->s->tokens[last].space_after) {
      last = t + 1;
    } else if (government && (is(k, t, "of") || is(k, t, "for")) && t + 1 < count) {
      uint32_t next = is(k, t + 1, "the") ? t + 2 : t + 1;
      if (next >= count || !is_namey(k, next) || k->entity[next] == ATT_ENTITY_PERSON)
        break;
      last = next;
    } else if (government && is(k, t, "and") && t + 1 < count && is_namey(k, t + 1) &&
               k->taken[t + 1] == FREE && k->entity[t + 1] == ATT_ENTITY_ORG &&
               !is_title(k, t + 1, &title)) {
      last = t + 1;
    } else {
      break;
    }
  }
  return last;
}

static void find_known(scan *k) {
  static const struct {
    att_lex_kind lex;
    att_node_kind node;
  } KINDS[] = {{ATT_LEX_ORG, ATT_NODE_ORG},
               {ATT_LEX_INITIATIVE, ATT_NODE_INITIATIVE},
               {ATT_LEX_PLACE, ATT_NODE_PLACE}};
  for (uint32_t t = 0; t < k->s->token_count; t++)
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
      uint32_t last;
      const att_lex_entry *e = att_lexicon_match(k->facts->lexicon, KINDS[i].lex, k->s, t, &last);
      if (e == NULL || k->taken[t] == NAME || k->taken[last] == NAME ||
          k->entity[t] == ATT_ENTITY_PERSON)
        continue;
      if (last == t && k->taken[t] == STATE)
        continue;
      uint32_t bare;
      if (KINDS[i].node == ATT_NODE_ORG && last == t && !all_capitals(form(k, t)) &&
          att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, t, &bare) != NULL)
        continue; /* "Army" alone, or at the end of a longer name */
      if (KINDS[i].node == ATT_NODE_PLACE &&
          (k->entity[t] == ATT_ENTITY_ORG || k->entity[t] == ATT_ENTITY_EVENT))
        continue;
      if (KINDS[i].node != ATT_NODE_PLACE && last + 1 < k->s->token_count &&
          k->entity[t] == ATT_ENTITY_ORG && k->entity[last + 1] == ATT_ENTITY_ORG &&
          is_namey(k, last + 1))
        continue; /* part of a longer name */
      bool place = KINDS[i].node == ATT_NODE_PLACE;
      add_name(k, t, last, KINDS[i].node, place ? NULL : e->type, place ? NULL : e->label, e->iso3);
      t = last;
      break;
    }
}

static const char *const INITIATIVE_HEADS[][2] = {
    {"exercise", "ExerciseSeries"},
    {"exercises", "ExerciseSeries"},
    {"drill", "ExerciseSeries"},
    {"drills", "ExerciseSeries"},
    {"operation", "OperationName"},
    {"dialogue", "Forum"},
    {"seminar", "Forum"},
    {"symposium", "Forum"},
    {"forum", "Forum"},
    {"conference", "Forum"},
    {"summit", "Forum"},
    {"talks", "Forum"},
    {"partnership", "Programme"},
    {"program", "Programme"},
    {"programme", "Programme"},
    {"initiative", "Programme"},
    {"facility", "Programme"},
    {"agreement", "AgreementText"},
    {"treaty", "AgreementText"},
    {"accord", "AgreementText"},
    {"memorandum", "AgreementText"},
    {"mission", "OperationName"},
};

static const char *initiative_class(const char *word) {
  for (size_t i = 0; i < sizeof INITIATIVE_HEADS / sizeof *INITIATIVE_HEADS; i++)
    if (strcasecmp(INITIATIVE_HEADS[i][0], word) == 0)
      return INITIATIVE_HEADS[i][1];
  return NULL;
}

static bool is_quote(const scan *k, uint32_t t) {
  return t < k->s->token_count &&
         (is(k, t, "\"") || is(k, t, "\xe2\x80\x9c") || is(k, t, "\xe2\x80\x9d") || is(k, t, "'"));
}

static bool is_free_name(const scan *k, uint32_t t) {
  uint32_t last;
  return t < k->s->token_count && is_namey(k, t) && k->taken[t] == FREE &&
         att_lexicon_match(k->facts->lexicon, ATT_LEX_CAPITAL, k->s, t, &last) == NULL;
}

/* The name around an initiative's head: capitalised words that nothing else has taken. */
static uint32_t initiative_left(const scan *k, uint32_t head) {
  uint32_t first = head;
  while (first > 0) {
    if (is_free_name(k, first - 1))
      first--;
    else if (is_hyphen(k, first - 1) && first > 1 && is_free_name(k, first - 2) &&
             !k->s->tokens[first - 1].space_after)
      first -= 2;
    else if ((is(k, first - 1, "and") || is(k, first - 1, "&")) && first > 1 &&
             is_free_name(k, first - 2) && is_capital(k, head))
      first -= 2;
    else
      break;
  }
  return first;
}

static uint32_t initiative_right(const scan *k, uint32_t last) {
  while (is_free_name(k, last + 1) ||
         (last + 1 < k->s->token_count && isdigit((unsigned char)form(k, last + 1)[0]) &&
          strlen(form(k, last + 1)) <= 4 && is_capital(k, last)))
    last++;
  return last;
}

/* "Exercise Wantok Resolve", "the Angkor Sentinel exercises", "Lion City Security Dialogue". */
static void find_initiatives(scan *k) {
  uint32_t count = k->s->token_count;
  for (uint32_t t = 0; t < count; t++) {
    const char *class_name = initiative_class(form(k, t));
    if (class_name == NULL || k->taken[t] == NAME)
      continue;
    bool capital = is_capital(k, t);
    uint32_t before = t;
    if (t > 0 && is_quote(k, t - 1))
      before = t - 1;
    uint32_t first = initiative_left(k, before);
    bool exercise =
        strcmp(class_name, "ExerciseSeries") == 0 || strcmp(class_name, "OperationName") == 0;
    if (exercise && capital && t + 1 < count && is_namey(k, t + 1) && before == t) {
      uint32_t last = initiative_right(k, t + 1);
      add_name(k, t + 1, last, ATT_NODE_INITIATIVE, class_name, NULL, NULL);
      t = last;
    } else if (capital && before == t && t > first) {
      uint32_t last = initiative_right(k, t);
      add_name(k, first, last, ATT_NODE_INITIATIVE, class_name, NULL, NULL);
      t = last;
    } else if (!capital && exercise && first < before) {
      uint32_t last = before - 1;
      add_name(k, first, last, ATT_NODE_INITIATIVE, class_name, NULL, NULL);
    }
  }
}

/* "Chief of the General Staff": part of a title, not an organization of its own. */
static bool in_role_phrase(const scan *k, uint32_t first, uint32_t last) {
  for (uint32_t t = first > 4 ? first - 4 : 0; t < first; t++) {
    uint32_t end;
    const att_lex_entry *role = att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, t, &end);
    if (role != NULL && end >= last)
      return true;
  }
  return false;
}

static void find_organizations(scan *k) {
  const att_lexicon *lexicon = k->facts->lexicon;
  for (uint32_t t = 0; t < k->s->token_count; t++) {
    uint32_t last;
    const att_lex_entry *e = att_lexicon_match(lexicon, ATT_LEX_ORG_HEAD, k->s, t, &last);
    bool embassy = e == NULL && t > 0 && is(k, t, "embassy") && k->taken[t - 1] == STATE;
    if ((e == NULL && !embassy) || k->taken[t] == NAME)
      continue;
    if (e != NULL && in_role_phrase(k, t, last))
      continue;
    if (embassy)
      last = t;
    const char *class_name = embassy ? "DiplomaticMission" : e->type;
    bool government =
        strcmp(class_name, "GovernmentBody") == 0 || strcmp(class_name, "DefenceMinistry") == 0 ||
        strcmp(class_name, "DiplomaticMission") == 0 || strcmp(class_name, "Organization") == 0;
    uint32_t first = extend_left(k, t), end = embassy ? last : extend_right(k, last, government);
    bool mission = strcmp(class_name, "DiplomaticMission") == 0;
    if (mission && end + 2 < k->s->token_count && is(k, end + 1, "in") && is_namey(k, end + 2))
      end = extend_right(k, end + 2, false);
    for (uint32_t i = last + 1; i <= end; i++) { /* a later head decides: Army Europe Command */
      uint32_t inner;
      const att_lex_entry *later = att_lexicon_match(lexicon, ATT_LEX_ORG_HEAD, k->s, i, &inner);
      if (later != NULL && !government && strcmp(later->type, "Organization") != 0)
        class_name = later->type;
    }
    bool bare = first == t && end == t;
    if (bare && !all_capitals(form(k, t)) && strcmp(class_name, "DefenceMinistry") != 0 &&
        strcmp(form(k, t), "NATO") != 0)
      continue; /* "the Army" alone names nothing new */
    add_name(k, first, end, ATT_NODE_ORG, class_name, NULL, NULL);
    t = end;
  }
}

static const att_lex_entry *find_city(const scan *k, uint32_t first, uint32_t *last) {
  const att_lex_entry *e = att_lexicon_match(k->facts->lexicon, ATT_LEX_CAPITAL, k->s, first, last);
  return e != NULL ? e : att_lexicon_match(k->facts->lexicon, ATT_LEX_CITY, k->s, first, last);
}

/* "HMAS Ballarat": a prefix of ships and what follows it. */
static void find_ships(scan *k) {
  for (uint32_t t = 0; t + 1 < k->s->token_count; t++) {
    uint32_t last;
    const att_lex_entry *e = att_lexicon_match(k->facts->lexicon, ATT_LEX_SHIP, k->s, t, &last);
    if (e == NULL || last != t || !all_capitals(form(k, t)) || !is_namey(k, t + 1) ||
        k->taken[t] == NAME)
      continue;
    last = initiative_right(k, t);
    while (last + 2 < k->s->token_count && is(k, last + 1, "of") &&
           (is_namey(k, last + 2) || is(k, last + 2, "the")))
      last = initiative_right(k, is(k, last + 2, "the") ? last + 3 : last + 2);
    add_name(k, t, last, ATT_NODE_ORG, e->type, NULL, NULL);
    t = last;
  }
}

static uint32_t find_person(att_facts *f, const char *name);

/* What the model alone has seen. */
static void find_by_model(scan *k) {
  for (size_t i = 0; i < k->s->entities.count; i++) {
    const att_entity *e = &k->s->entities.items[i];
    uint32_t first = e->first, last = e->last, title;
    while (first <= last && (!is_namey(k, first) || k->taken[first] == RANK))
      first++;
    bool free = first <= last;
    for (uint32_t t = first; t <= last; t++)
      free = free && k->taken[t] == FREE && !is_title(k, t, &title);
    if (!free)
      continue;
    uint32_t city_last = first;
    const att_lex_entry *city = find_city(k, first, &city_last);
    bool acronym = first == last && all_capitals(form(k, first)) && strlen(form(k, first)) > 2;
    bool before_slash = last + 1 < k->s->token_count && is(k, last + 1, "/");
    if ((e->kind == ATT_ENTITY_PLACE && !is_free_name(k, last + 1)) ||
        (city != NULL && city_last == last && !is_free_name(k, last + 1)))
      add_name(k, first, last, ATT_NODE_PLACE, NULL, NULL, city != NULL ? city->iso3 : NULL);
    else if (e->kind == ATT_ENTITY_ORG && (last > first || acronym) && !before_slash &&
             !(first > 0 && is(k, first - 1, "/")))
      add_name(k, first, last, ATT_NODE_ORG, "Organization", NULL, NULL);
    else if (e->kind == ATT_ENTITY_EVENT && last > first)
      add_name(k, first, last, ATT_NODE_INITIATIVE, "Programme", NULL, NULL);
  }
  for (uint32_t t = 0; t < k->s->token_count; t++) { /* capitals, which always are places */
    uint32_t last;
    const att_lex_entry *e = att_lexicon_match(k->facts->lexicon, ATT_LEX_CAPITAL, k->s, t, &last);
    bool there = t > 0 && (is(k, t - 1, "in") || is(k, t - 1, "at") || is(k, t - 1, "to") ||
                           is(k, t - 1, "near") || is(k, t - 1, "from"));
    if (e == NULL && there && is_namey(k, t))
      e = find_city(k, t, &last);
    bool whole = e != NULL && !is_free_name(k, last + 1);
    bool person = k->entity[t] == ATT_ENTITY_PERSON &&
                  (!there || find_person(k->facts, form(k, t)) != ATT_NO_ENTITY);
    if (whole && k->taken[t] == FREE && !person)
      add_name(k, t, last, ATT_NODE_PLACE, NULL, NULL, e->iso3);
  }
}

/* --- persons ------------------------------------------------------------------------------ */

static bool is_courtesy(const scan *k, uint32_t t) {
  static const char *const WORDS[] = {
      "Mr.",  "Mr",         "Mrs.",      "Mrs",  "Ms.",  "Ms",    "Dr.",        "Dr",   "Sir",
      "Hon.", "Honourable", "Honorable", "Lady", "Dame", "Prof.", "Excellency", "Madam"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    if (strcmp(form(k, t), WORDS[i]) == 0)
      return true;
  return false;
}

/* "his wife, Karen": a given name alone. */
static bool after_relative(const scan *k, uint32_t t) {
  for (uint32_t i = t > 3 ? t - 3 : 0; i < t; i++)
    if (is(k, i, "wife") || is(k, i, "husband") || is(k, i, "spouse") || is(k, i, "son") ||
        is(k, i, "daughter"))
      return true;
  return false;
}

static bool is_particle(const scan *k, uint32_t t) {
  static const char *const PARTICLES[] = {"al",  "el", "bin", "ibn",  "van", "von", "der",
                                          "den", "de", "da",  "di",   "du",  "la",  "le",
                                          "dos", "ul", "ter", "bint", "abu"};
  for (size_t i = 0; i < sizeof PARTICLES / sizeof *PARTICLES; i++)
    if (strcmp(form(k, t), PARTICLES[i]) == 0)
      return true;
  return false;
}

static uint32_t name_end(scan *k, uint32_t first, bool titled) {
  uint32_t last = first, count = k->s->token_count, title;
  while (last + 1 < count && last - first < 7) {
    uint32_t t = last + 1;
    bool namey =
        is_namey(k, t) && k->taken[t] == FREE && (k->entity[t] != ATT_ENTITY_ORG || titled);
    if (namey && is_title(k, t, &title) && title + 1 < count && is_namey(k, title + 1))
      break; /* the next person's title; but Martin Luther King keeps his name */
    if (namey && (k->entity[t] == ATT_ENTITY_PERSON || k->s->tokens[t].upos == ATT_PROPN)) {
      last = t;
    } else if (is_hyphen(k, t) && t + 1 < count && !k->s->tokens[last].space_after &&
               is_capital(k, t + 1)) {
      last = t + 1;
    } else if (is_particle(k, t) && t + 1 < count) {
      uint32_t u = t + 1;
      while (u < count && (is_particle(k, u) || is_hyphen(k, u)))
        u++;
      if (u >= count || !is_capital(k, u) || k->taken[u] != FREE)
        break;
      last = u;
    } else if (is(k, t, ",") && t + 1 < count && (is(k, t + 1, "Jr.") || is(k, t + 1, "Sr."))) {
      last = t + 1;
    } else {
      break;
    }
  }
  return last;
}

static bool holds_word(const char *name, const char *word) {
  size_t size = strlen(word);
  for (const char *at = name; *at != '\0';) {
    size_t length = strcspn(at, " ");
    if (length == size && strncasecmp(at, word, size) == 0)
      return true;
    at += length + (at[length] == ' ');
  }
  return false;
}

/* Does every word of `part` stand in `whole`? Initials count for what they begin. */
static bool is_part(const char *part, const char *whole) {
  char word[64];
  bool any = false;
  for (const char *at = part; *at != '\0';) {
    size_t length = strcspn(at, " ");
    bool initial = length <= 2 && at[length - 1] == '.';
    if (!initial && length < sizeof word) {
      memcpy(word, at, length);
      word[length] = '\0';
      if (!holds_word(whole, word))
        return false;
      any = true;
    }
    at += length + (at[length] == ' ');
  }
  return any;
}

static uint32_t find_person(att_facts *f, const char *name) {
  for (uint32_t i = (uint32_t)f->nodes.count; i-- > 0;)
    if (f->nodes.items[i].kind == ATT_NODE_PERSON && is_part(name, f->nodes.items[i].name))
      return i;
  for (uint32_t i = (uint32_t)f->nodes.count; i-- > 0;)
    if (f->nodes.items[i].kind == ATT_NODE_PERSON && is_part(f->nodes.items[i].name, name) &&
        strchr(name, ' ') != NULL)
      return i;
  return ATT_NO_ENTITY;
}

/* Rank and titles before the name; the title chunk belongs to the mention. */
static uint32_t read_titles(scan *k, uint32_t first, uint32_t node) {
  att_facts *f = k->facts;
  uint32_t start = first;
  for (bool more = true; more && start > 0;) {
    more = false;
    if (is_courtesy(k, start - 1)) {
      start--;
      f->nodes.items[node].female |= is(k, start, "Mrs.") || is(k, start, "Ms.") ||
                                     is(k, start, "Mrs") || is(k, start, "Ms") ||
                                     is(k, start, "Lady") || is(k, start, "Dame");
      f->nodes.items[node].male |= is(k, start, "Mr.") || is(k, start, "Mr") || is(k, start, "Sir");
      more = true;
    }
    uint32_t from = start > 8 ? start - 8 : 0;
    for (uint32_t t = from; t < start && !more; t++) { /* the longest that ends at `start` */
      uint32_t last;
      const att_lex_entry *e = att_lexicon_match(f->lexicon, ATT_LEX_RANK, k->s, t, &last);
      bool rank = e != NULL && last + 1 == start && is_capital(k, t);
      if (rank && f->nodes.items[node].rank == NULL) {
        f->nodes.items[node].rank = e->label;
        f->nodes.items[node].rank_id = e->id;
      }
      if (!rank)
        e = att_lexicon_match(f->lexicon, ATT_LEX_ROLE, k->s, t, &last);
      if (e != NULL && last + 1 == start) {
        start = t;
        more = true;
      }
    }
  }
  return start;
}

static void add_person(scan *k, uint32_t first, uint32_t last, bool titled) {
  att_facts *f = k->facts;
  const char *name = att_facts_text(f, k->number, first, last);
  uint32_t node = find_person(f, name);
  if (node == ATT_NO_ENTITY) {
    bool alone = first == last && !titled && !after_relative(k, first);
    if (k->known_only || strlen(name) < 3 || alone)
      return; /* articles introduce people by full name or title */
    node = add_node(f, ATT_NODE_PERSON, name, "person");
  } else if (strlen(name) > strlen(f->nodes.items[node].name)) {
    att_node *n = &f->nodes.items[node];
    att_strings_add(f->arena, &n->aliases, n->name);
    n->name = name;
    n->key = att_arena_format(f->arena, "person/%s", att_facts_slug(f->arena, name));
  } else if (strcasecmp(name, f->nodes.items[node].name) != 0) {
    att_strings_add(f->arena, &f->nodes.items[node].aliases, name);
  }
  uint32_t start = read_titles(k, first, node);
  att_mention *m = add_mention(k, first, last, node);
  m->title_first = start;
  own(k, first, last);
  take(k, first, last, NAME);
}

static void find_persons(scan *k) {
  uint32_t count = k->s->token_count;
  bool title_before = false;
  for (uint32_t t = 0; t < count; t++) {
    uint32_t last;
    if (k->taken[t] == NAME) {
      title_before = false;
      continue;
    }
    if (is_title(k, t, &last)) {
      uint32_t next = last + 1 < count ? last + 1 : t;
      title_before = next != t && (is_capital(k, t) || k->entity[next] == ATT_ENTITY_PERSON ||
                                   k->s->tokens[next].upos == ATT_PROPN);
      t = last;
      continue;
    }
    if (is_courtesy(k, t)) {
      title_before = true;
      continue;
    }
    bool here = k->entity[t] == ATT_ENTITY_PERSON && is_namey(k, t) && k->taken[t] == FREE;
    bool by_title =
        title_before && is_namey(k, t) && k->taken[t] == FREE && k->s->tokens[t].upos == ATT_PROPN;
    bool by_alias = !here && !by_title && k->taken[t] == FREE && is_namey(k, t) &&
                    strlen(form(k, t)) > 2 && find_person(k->facts, form(k, t)) != ATT_NO_ENTITY;
    bool titled = title_before;
    title_before = false;
    bool by_next = !here && !by_title && !by_alias && k->taken[t] == FREE && is_namey(k, t) &&
                   k->s->tokens[t].upos == ATT_PROPN && t + 1 < count &&
                   k->entity[t] == ATT_ENTITY_NONE && k->entity[t + 1] == ATT_ENTITY_PERSON &&
                   k->taken[t + 1] == FREE && is_namey(k, t + 1);
    if (!here && !by_title && !by_alias && !by_next)
      continue;
    last = by_alias && !(t + 1 < count && k->entity[t + 1] == ATT_ENTITY_PERSON)
               ? t
               : name_end(k, t, titled);
    add_person(k, t, last, titled);
    t = last;
  }
}

/* Aliases that an acronym in brackets gave, wherever they stand. */
static void find_aliases(scan *k) {
  att_facts *f = k->facts;
  for (uint32_t t = 0; t < k->s->token_count; t++) {
    if (k->taken[t] == NAME || !all_capitals(form(k, t)) || f->owner[k->number][t] != 0)
      continue;
    for (uint32_t i = 0; i < f->nodes.count; i++)
      if ((f->nodes.items[i].kind == ATT_NODE_ORG ||
           f->nodes.items[i].kind == ATT_NODE_INITIATIVE) &&
          has_name(&f->nodes.items[i], form(k, t))) {
        add_mention(k, t, t, i);
        take(k, t, t, NAME);
        break;
      }
  }
}

/* Is every longer word capitalised, as in a headline? */
static bool is_title_case(const att_sentence *s) {
  uint32_t lower = 0, upper = 0;
  for (uint32_t t = 0; t < s->token_count; t++) {
    const char *word = s->tokens[t].form;
    if (strlen(word) < 4)
      continue;
    upper += isupper((unsigned char)word[0]) != 0;
    lower += islower((unsigned char)word[0]) != 0;
  }
  return upper > 3 * lower && upper + lower > 3;
}

static void scan_sentence(att_facts *facts, uint32_t number, bool known_only) {
  const att_sentence *s = &facts->document->sentences.items[number];
  scan k = {.facts = facts, .s = s, .number = number, .known_only = known_only};
  k.entity = ATT_NEW_ARRAY(facts->arena, uint8_t, s->token_count);
  k.taken = ATT_NEW_ARRAY(facts->arena, uint8_t, s->token_count);
  for (size_t i = 0; i < s->entities.count; i++)
    for (uint32_t t = s->entities.items[i].first; t <= s->entities.items[i].last; t++)
      k.entity[t] = s->entities.items[i].kind;
  find_states(&k);
  for (uint32_t t = 0; t < s->token_count; t++) {
    uint32_t last;
    if (k.taken[t] == FREE && att_lexicon_match(facts->lexicon, ATT_LEX_RANK, s, t, &last)) {
      take(&k, t, last, RANK);
      t = last;
    }
  }
  find_known(&k);
  find_aliases(&k);
  if (!known_only) {
    find_ships(&k);
    find_initiatives(&k);
    find_organizations(&k);
  }
  find_persons(&k);
  find_by_model(&k);
}

void att_mention_find(att_facts *facts) {
  att_document *document = facts->document;
  for (int headlines = 0; headlines < 2; headlines++)
    for (uint32_t i = 0; i < document->sentences.count; i++) {
      const att_sentence *s = &document->sentences.items[i];
      bool headline =
          document->paragraphs.items[s->paragraph].kind != ATT_PARAGRAPH_BODY && is_title_case(s);
      if (headline == (headlines == 1))
        scan_sentence(facts, i, headline);
    }
}
