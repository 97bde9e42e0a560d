/* SPDX-License-Identifier: Apache-2.0
 *
 * What a name stands for: the node of the article that has it, by its whole name, an acronym or a
 * short form, else a new one.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "extract/scan.h"

bool att_scan_has_name(const att_node *node, const char *name) {
  if (att_same_word(node->name, name))
    return true;
  for (size_t i = 0; i < node->aliases.count; i++)
    if (att_same_word(node->aliases.items[i], name))
      return true;
  return false;
}

uint32_t att_facts_named(const att_facts *f, att_node_kind kind, const char *name) {
  att_indexes called = att_scan_called(f, name, strlen(name));
  for (size_t i = 0; i < called.count; i++) {
    const att_node *n = &f->nodes.items[called.items[i]];
    if (n->kind == kind && att_scan_has_name(n, name))
      return called.items[i];
  }
  return ATT_NO_ENTITY;
}

uint32_t att_facts_node(att_facts *f, att_node_kind kind, const char *name, const char *folder) {
  att_node *node = ATT_PUSH(f->arena, &f->nodes);
  *node = (att_node){
      .kind = (uint8_t)kind,
      .name = name,
      .key = att_arena_format(f->arena, "%s/%s", folder, att_facts_slug(f->arena, name))};
  return (uint32_t)f->nodes.count - 1;
}

att_naming *att_scan_naming(att_facts *f, const char *name, const char *class_name, uint32_t begin,
                            uint32_t end) {
  uint32_t node = att_facts_named(f, ATT_NODE_ORG, name);
  if (node == ATT_NO_ENTITY) {
    node = att_facts_node(f, ATT_NODE_ORG, name, "org");
    f->nodes.items[node].class_name = class_name;
  }
  f->nodes.items[node].mentioned = true;
  att_naming *n = ATT_PUSH(f->arena, &f->namings);
  *n = (att_naming){.begin = begin, .end = end, .node = node};
  return n;
}

const char *att_scan_state_in(const att_scan *k, uint32_t first, uint32_t last) {
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
void att_scan_own(att_scan *k, uint32_t first, uint32_t last) {
  for (uint32_t t = first; t <= last; t++)
    k->facts->owner[k->number][t] = (uint32_t)k->facts->mentions.count;
}

static uint32_t skip_article(const att_scan *k, uint32_t first, uint32_t last) {
  return first < last && is(k, first, "the") ? first + 1 : first;
}

/* "(RCAF)", ", or RCAF," behind a name: its tokens, as an alias. */
static void read_acronym(att_scan *k, uint32_t last, uint32_t node) {
  att_facts *f = k->facts;
  if (last + 2 < k->s->token_count && att_letters_known(f, form(k, last + 2)))
    return; /* commander of the Royal Navy of Oman (CRNO) */
  uint32_t at = last + 2;
  bool bracket = at + 1 < k->s->token_count && is(k, last + 1, "(") && is(k, last + 3, ")");
  if (at + 2 < k->s->token_count && is(k, last + 1, "(") && is(k, at + 2, ")") &&
      isdigit((unsigned char)form(k, at)[0]) && all_capitals(form(k, at + 1)) &&
      strncmp(f->nodes.items[node].name, form(k, at), strlen(form(k, at))) == 0) {
    att_facts_alias(f, node, att_facts_text(f, k->number, at, at + 1));
    att_scan_mention(k, at, at + 1, node); /* (31st MEU) */
    att_scan_take(k, at, at + 1, NAME);
    return;
  }
  if (!bracket && !is(k, last + 1, "(")) {
    at = last + 2 + is(k, last + 1, ",");
    if (at >= k->s->token_count || !is(k, at - 1, "or") ||
        !att_facts_has_initials(f->nodes.items[node].name, form(k, at)))
      return;
  }
  uint32_t end = at; /* EUTM-S */
  while (bracket == false && is_hyphen(k, end + 1) && end + 3 < k->s->token_count &&
         is(k, last + 1, "(") && all_capitals(form(k, end + 2)))
    end += 2;
  if (end > at && is(k, end + 1, ")") && all_capitals(form(k, at))) {
    att_facts_alias(f, node, att_facts_text(f, k->number, at, end));
    att_scan_mention(k, at, end, node);
    att_scan_take(k, at, end, NAME);
    return;
  }
  if (!all_capitals(form(k, at)) ||
      (f->nodes.items[node].kind == ATT_NODE_PLACE && /* Hanoi (VNA) */
       !att_facts_has_initials(f->nodes.items[node].name, form(k, at))))
    return;
  att_facts_alias(f, node, form(k, at));
  att_scan_mention(k, at, at, node);
  att_scan_take(k, at, at, NAME);
}

/* "the Maritime Security Centre, where he was briefed by the Head of MSC": its letters further on,
 * without brackets. */
static void read_letters_behind(att_scan *k, uint32_t last, uint32_t node) {
  const char *name = k->facts->nodes.items[node].name;
  for (uint32_t t = last + 2; t < k->s->token_count && strchr(name, ' ') != NULL; t++) {
    if (strlen(form(k, t)) < 3 || !all_capitals(form(k, t)) || k->taken[t] != FREE ||
        !att_facts_has_initials(name, form(k, t)))
      continue;
    att_facts_alias(k->facts, node, form(k, t));
    att_scan_mention(k, t, t, node);
    att_scan_take(k, t, t, NAME);
  }
}

/* A headline's short form of a name of the body: "Combined Joint Task Force". */
static uint32_t find_longer(att_facts *f, att_node_kind kind, const char *name) {
  size_t size = strlen(name);
  att_indexes called = att_scan_called(f, name, size);
  for (size_t i = 0; i < called.count; i++) {
    const att_node *n = &f->nodes.items[called.items[i]];
    if (n->kind == kind && strncasecmp(n->name, name, size) == 0 &&
        !isalnum((unsigned char)n->name[size]))
      return called.items[i];
  }
  return ATT_NO_ENTITY;
}

/* Is it the place whose name is those words, or begins with them and goes on so? */
static bool is_division(const att_facts *f, uint32_t node, const char *words, size_t size,
                        bool longer) {
  const att_node *n = &f->nodes.items[node];
  if (n->kind != ATT_NODE_PLACE || strncasecmp(n->name, words, size) != 0)
    return false;
  return longer ? n->name[size] == ' ' &&
                      att_lexicon_word(f->lexicon, ATT_WORD_DIVISION, n->name + size + 1)
                : n->name[size] == '\0';
}

/* "Cabo Delgado Province" for "Cabo Delgado", and the other way round. */
static uint32_t find_division(att_facts *f, const char *name) {
  uint32_t found = ATT_NO_ENTITY;
  for (const char *end = name; *end != '\0';) {
    end += strcspn(end + 1, " ") + 1; /* each word's */
    bool whole = *end == '\0';
    if (!whole && !att_lexicon_word(f->lexicon, ATT_WORD_DIVISION, end + 1))
      continue;
    size_t size = (size_t)(end - name);
    att_indexes called = att_scan_called(f, name, size);
    for (size_t i = 0; i < called.count && called.items[i] < found; i++)
      if (is_division(f, called.items[i], name, size, whole))
        found = called.items[i];
  }
  return found;
}

/* "Cabo Delgado province": the length of the name without its common noun; 0 for another name. */
static size_t before_division(const att_facts *f, const char *name) {
  const char *last = strrchr(name, ' ');
  return last != NULL && islower((unsigned char)last[1]) &&
                 att_lexicon_word(f->lexicon, ATT_WORD_DIVISION, last + 1)
             ? (size_t)(last - name)
             : 0;
}

bool att_scan_known_place(att_facts *f, const char *name) {
  return att_facts_named(f, ATT_NODE_PLACE, name) != ATT_NO_ENTITY ||
         find_division(f, name) != ATT_NO_ENTITY;
}

/* "Indonesian National Defense Forces (TNI)": the body that the acronym in brackets is known for,
 * where it is of the same state. */
static uint32_t known_by_acronym(att_scan *k, uint32_t first, uint32_t last) {
  const att_facts *f = k->facts;
  if (!is(k, last + 1, "(") || !is(k, last + 3, ")") || last + 2 >= k->s->token_count)
    return ATT_NO_ENTITY;
  uint32_t m = f->owner[k->number][last + 2];
  const att_node *node = m != 0 ? &f->nodes.items[f->mentions.items[m - 1].node] : NULL;
  const char *iso3 = att_scan_state_in(k, first, last);
  for (uint32_t t = first; t <= last && m != 0; t++) {
    uint32_t inner = f->owner[k->number][t]; /* a department of the Army (RCA) */
    if (inner != 0 && f->mentions.items[inner - 1].node == f->mentions.items[m - 1].node)
      return ATT_NO_ENTITY;
  }
  bool same = node != NULL && node->kind == ATT_NODE_ORG &&
              (iso3 == NULL || node->iso3 == NULL || strcmp(iso3, node->iso3) == 0);
  return same ? f->mentions.items[m - 1].node : ATT_NO_ENTITY;
}

/* Is the capital's name that of other states' cities, too? */
static bool is_shared(const att_facts *f, const att_sentence *s, uint32_t first, uint32_t last) {
  const char *name = s->tokens[first].form;
  if (last > first)
    name = att_arena_format(f->arena, "%s %s", name, s->tokens[first + 1].form);
  return last < first + 2 && att_lexicon_word(f->lexicon, ATT_WORD_SHARED_CAPITAL, name);
}

/* The states that the document names, listed once: by what one state alone is called, then by what
 * more are ("Dominican", "Santiago"). */
static void list_states(att_facts *f) {
  static const att_lex_kind KINDS[] = {ATT_LEX_STATE, ATT_LEX_DEMONYM, ATT_LEX_CAPITAL};
  f->states_listed = true;
  for (int shared = 0; shared < 2; shared++)
    for (size_t i = 0; i < f->document->sentences.count; i++) {
      const att_sentence *s = &f->document->sentences.items[i];
      for (uint32_t t = 0, last; t < s->token_count; t++)
        for (size_t n = 0; n < sizeof KINDS / sizeof *KINDS; n++) {
          const att_lex_entry *e = att_lexicon_match(f->lexicon, KINDS[n], s, t, &last);
          if (e == NULL)
            continue;
          bool more = KINDS[n] == ATT_LEX_DEMONYM
                          ? att_lexicon_next(e) != NULL
                          : KINDS[n] == ATT_LEX_CAPITAL && is_shared(f, s, t, last);
          if (more == shared)
            att_strings_add(f->arena, &f->states_named, att_scan_which_state(f, e)->iso3);
        }
    }
}

const att_lex_entry *att_scan_which_state(att_facts *f, const att_lex_entry *entry) {
  for (const att_lex_entry *e = entry; e != NULL && att_lexicon_next(entry) != NULL;
       e = att_lexicon_next(e))
    if (att_scan_names_state(f, e->iso3))
      return e;
  return entry;
}

bool att_scan_names_state(att_facts *f, const char *iso3) {
  if (!f->states_listed)
    list_states(f);
  for (size_t i = 0; i < f->states_named.count && iso3 != NULL; i++)
    if (strcmp(f->states_named.items[i], iso3) == 0)
      return true;
  return false;
}

/* "the Ministry of Defence", no state beside it: the one defence ministry that the document has
 * named; else the one that a table knows, where its state has been named; else one of its own. */
static uint32_t known_ministry(att_scan *k, uint32_t first, uint32_t last, const char *iso3,
                               const char **canonical) {
  att_facts *f = k->facts;
  uint32_t end, found = ATT_NO_ENTITY;
  const att_lex_entry *head = att_lexicon_match(f->lexicon, ATT_LEX_ORG_HEAD, k->s, first, &end);
  if (head == NULL || end != last || strcmp(head->type, "DefenceMinistry") != 0)
    return ATT_NO_ENTITY;
  for (uint32_t i = 0; i < f->nodes.count; i++) {
    const att_node *n = &f->nodes.items[i];
    if (n->kind != ATT_NODE_ORG || n->class_name == NULL ||
        strcmp(n->class_name, "DefenceMinistry") != 0)
      continue;
    if (found != ATT_NO_ENTITY)
      return ATT_NO_ENTITY;
    found = i;
  }
  if (found == ATT_NO_ENTITY && *canonical != NULL && !att_scan_names_state(f, iso3))
    *canonical = NULL;
  return found;
}

/* "Singapore-India Maritime Bilateral Exercise (SIMBEX)": the initiative that the acronym in
 * brackets names; ATT_NO_ENTITY. */
static uint32_t known_acronym(const att_scan *k, const char *text, uint32_t last) {
  if (last + 3 >= k->s->token_count || !is(k, last + 1, "(") || !is(k, last + 3, ")") ||
      att_scan_kind(k, last + 2) != ATT_NODE_INITIATIVE || strchr(text, ' ') == NULL)
    return ATT_NO_ENTITY;
  return k->facts->mentions.items[k->facts->owner[k->number][last + 2] - 1].node;
}

const char *att_scan_behind_state(const att_facts *f, const char *name, const char **ret_iso3) {
  char word[48];
  for (size_t words = 1; words <= 3; words++) {
    const char *at = name;
    for (size_t i = 0; i < words && *at != '\0'; i++) {
      at += i > 0;
      at += strcspn(at, " ");
    }
    if (*at != ' ' || (size_t)(at - name) >= sizeof word)
      return NULL;
    snprintf(word, sizeof word, "%.*s", (int)(at - name), name);
    const att_lex_entry *e = att_lexicon_find(f->lexicon, ATT_LEX_DEMONYM, word);
    e = e != NULL ? e : att_lexicon_find(f->lexicon, ATT_LEX_STATE, word);
    if (e != NULL) {
      *ret_iso3 = e->iso3;
      return at + 1;
    }
  }
  return NULL;
}

/* "the National Army" for the Moldovan National Army, "Utah Guard" for the Utah National Guard, "PH
 * Navy" and "Philippine Navy": the body that the article names otherwise; ATT_NO_ENTITY. */
static uint32_t known_otherwise(const att_scan *k, uint32_t first, const char *text) {
  att_facts *f = k->facts;
  const char *iso3 = NULL, *own = att_scan_behind_state(f, text, &iso3);
  bool definite = first > 0 && is(k, first - 1, "the") && strchr(text, ' ') != NULL;
  size_t size = strlen(text);
  const char *guard = size > 6 && strcmp(text + size - 6, " Guard") == 0
                          ? att_arena_format(f->arena, "%.*s National Guard", (int)size - 6, text)
                          : NULL;
  uint32_t found = ATT_NO_ENTITY;
  const char *rest_wanted = own != NULL ? own : definite ? text : "";
  att_indexes called[] = {att_scan_called(f, rest_wanted, strlen(rest_wanted)),
                          guard != NULL ? att_scan_called(f, guard, strlen(guard))
                                        : (att_indexes){0}};
  while (called[0].count + called[1].count > 0) { /* both, in the nodes' order */
    size_t from =
        called[0].count == 0 || (called[1].count > 0 && called[1].items[0] < called[0].items[0]);
    uint32_t i = *called[from].items++;
    called[from].count--;
    const att_node *n = &f->nodes.items[i];
    const char *state = NULL,
               *rest = n->kind == ATT_NODE_ORG ? att_scan_behind_state(f, n->name, &state) : NULL;
    if (n->kind == ATT_NODE_ORG && guard != NULL && strcmp(n->name, guard) == 0)
      return i;
    if (rest == NULL)
      continue;
    bool same = own != NULL ? strcmp(state, iso3) == 0 && strcasecmp(own, rest) == 0
                            : definite && strcasecmp(text, rest) == 0;
    if (same && found != ATT_NO_ENTITY)
      return ATT_NO_ENTITY;
    found = same ? i : found;
  }
  return found;
}

/* "the Ministry of Defence (MoD) | of Cambodia": the state behind the acronym in brackets; NULL. */
static const char *state_behind(const att_scan *k, uint32_t last) {
  uint32_t t = last + 4;
  if (t + 1 >= k->s->token_count || !is(k, last + 1, "(") || !is(k, last + 3, ")") ||
      !is(k, t, "of"))
    return NULL;
  t += is(k, t + 1, "the") && t + 2 < k->s->token_count ? 2 : 1;
  uint32_t m = k->taken[t] == STATE ? k->facts->owner[k->number][t] : 0;
  const att_mention *state = m != 0 ? &k->facts->mentions.items[m - 1] : NULL;
  return state != NULL && !state->adjective ? k->facts->nodes.items[state->node].iso3 : NULL;
}

/* "the Brazilian Army's | Parachute Infantry Brigade": the mention of the body whose it is; 0. */
static uint32_t body_before(const att_scan *k, uint32_t t) {
  bool possessive = t > 1 && (is(k, t - 1, "'s") || is(k, t - 1, "\xe2\x80\x99s"));
  uint32_t m = possessive && k->taken[t - 2] == NAME ? k->facts->owner[k->number][t - 2] : 0;
  return m != 0 && k->facts->nodes.items[k->facts->mentions.items[m - 1].node].kind == ATT_NODE_ORG
             ? m
             : 0;
}

/* "Utah National Guard", "New York Army National Guard": the place before the guard, known perhaps
 * as "New York state"; NULL. */
static const att_lex_entry *home_of_guard(const att_facts *f, const char *text) {
  static const char *const GUARDS[] = {" Army National Guard", " Air National Guard",
                                       " National Guard"};
  const char *at = NULL;
  for (size_t i = 0; i < sizeof GUARDS / sizeof *GUARDS && at == NULL; i++)
    at = strstr(text, GUARDS[i]);
  if (at == NULL)
    return NULL;
  const char *home = att_arena_copy(f->arena, text, (size_t)(at - text));
  const att_lex_entry *e = att_lexicon_find(f->lexicon, ATT_LEX_PLACE, home);
  return e != NULL ? e
                   : att_lexicon_find(f->lexicon, ATT_LEX_PLACE,
                                      att_arena_format(f->arena, "%s state", home));
}

void att_scan_name(att_scan *k, uint32_t first, uint32_t last, att_node_kind kind,
                   const char *class_name, const char *canonical, const char *iso3) {
  att_facts *f = k->facts;
  static const char *const FOLDERS[] = {"person", "org", "state", "place", "initiative"};
  first = skip_article(k, first, last);
  const char *text = att_facts_text(f, k->number, first, last);
  uint32_t node = ATT_NO_ENTITY;
  const char *whose = kind == ATT_NODE_ORG && canonical == NULL ? state_behind(k, last) : NULL;
  if (whose != NULL) {
    const att_lex_entry *e = att_lexicon_find(
        f->lexicon, ATT_LEX_ORG,
        att_arena_format(f->arena, "%s of %s", text, att_lexicon_state_name(f->lexicon, whose)));
    canonical = e != NULL ? e->label : NULL;
    iso3 = whose;
  } else if (kind == ATT_NODE_ORG)
    node = known_ministry(k, first, last, iso3, &canonical);
  const att_lex_entry *known = kind == ATT_NODE_INITIATIVE && canonical == NULL
                                   ? att_lexicon_find(f->lexicon, ATT_LEX_INITIATIVE, text)
                                   : NULL;
  canonical = known != NULL ? known->label : canonical; /* what the words around it made a name */
  if (kind == ATT_NODE_INITIATIVE && known == NULL && node == ATT_NO_ENTITY) {
    node = known_acronym(k, text, last);
    if (node != ATT_NO_ENTITY)
      att_facts_alias(f, node, text);
  }
  const char *name = canonical != NULL ? canonical : text;
  if (node == ATT_NO_ENTITY)
    node = att_facts_named(f, kind, name);
  if (node == ATT_NO_ENTITY && canonical != NULL)
    node = att_facts_named(f, kind, text);
  if (node == ATT_NO_ENTITY && kind == ATT_NODE_PLACE)
    node = find_division(f, name);
  if (node == ATT_NO_ENTITY && k->known_only && last > first)
    node = find_longer(f, kind, text);
  if (node == ATT_NO_ENTITY && kind == ATT_NODE_ORG && canonical == NULL)
    node = known_by_acronym(k, first, last);
  if (node == ATT_NO_ENTITY && kind == ATT_NODE_ORG && canonical == NULL)
    node = known_otherwise(k, first, text);
  if (node == ATT_NO_ENTITY) {
    if (k->known_only && kind == ATT_NODE_PLACE)
      att_scan_take(k, first, last, NAME); /* no part of another name */
    if (k->known_only && canonical == NULL)
      return;
    node = att_facts_node(f, kind, name, FOLDERS[kind]);
  }
  att_node *n = &f->nodes.items[node];
  if (n->class_name == NULL)
    n->class_name = class_name;
  if (n->iso3 == NULL)
    n->iso3 = whose != NULL ? whose
              : iso3 != NULL && (canonical != NULL || kind != ATT_NODE_ORG)
                  ? iso3
                  : att_scan_state_in(k, first, last);
  const att_lex_entry *part = kind == ATT_NODE_ORG ? home_of_guard(f, text) : NULL;
  if (n->iso3 == NULL && part != NULL)
    n->iso3 = part->iso3; /* Utah National Guard */
  uint32_t owner = kind == ATT_NODE_ORG ? att_scan_owner(k, first) : 0;
  if (owner == 0 && kind == ATT_NODE_ORG)
    owner = body_before(k, first);
  if (n->iso3 == NULL && owner != 0)
    n->iso3 = f->nodes.items[f->mentions.items[owner - 1].node].iso3;
  bool embassy = n->class_name != NULL && strcmp(n->class_name, "DiplomaticMission") == 0;
  n->forum = n->forum || (kind == ATT_NODE_ORG && !embassy && att_scan_joint_body(f, text));
  size_t short_size = kind == ATT_NODE_PLACE ? before_division(f, text) : 0;
  if (short_size > 0)
    att_facts_alias(f, node, att_arena_format(f->arena, "%.*s", (int)short_size, text));
  if (strcasecmp(n->name, text) != 0)
    att_facts_alias(f, node, text);
  else if (kind == ATT_NODE_PLACE && all_capitals(n->name))
    n->name = text; /* Tallinn, which the dateline has in capitals */
  if (kind == ATT_NODE_INITIATIVE && att_scan_edition(k, last + 1))
    att_scan_add_edition(k, node, first, last);
  att_scan_mention(k, first, last, node);
  att_scan_own(k, first, last);
  att_scan_take(k, first, last, NAME);
  bool dated = kind == ATT_NODE_INITIATIVE && last + 1 < k->s->token_count &&
               isdigit((unsigned char)form(k, last + 1)[0]); /* Justified Accord 2025 (JA25) */
  read_acronym(k, dated ? last + 1 : last, node);
  if (kind == ATT_NODE_ORG)
    read_letters_behind(k, last, node);
}

static bool holds_word(const char *name, const char *word) {
  size_t size = strlen(word);
  for (const char *at = name; *at != '\0';) {
    size_t length = strcspn(at, ATT_NAME_GAPS);
    if (length == size && strncasecmp(at, word, size) == 0)
      return true;
    at += length + strspn(at + length, ATT_NAME_GAPS);
  }
  return false;
}

enum { WORD_MOST = 64 };

/* Is it a word by which one knows somebody, no initial? */
static bool is_telling(const char *word, size_t size) {
  return size < WORD_MOST && !(size <= 2 && word[size - 1] == '.');
}

/* Does every word of `part` stand in `whole`? Initials count for what they begin. */
static bool is_part(const char *part, const char *whole) {
  char word[WORD_MOST];
  bool any = false;
  for (const char *at = part; *at != '\0';) {
    size_t length = strcspn(at, ATT_NAME_GAPS);
    if (is_telling(at, length)) {
      memcpy(word, at, length);
      word[length] = '\0';
      if (!holds_word(whole, word))
        return false;
      any = true;
    }
    at += length + strspn(at + length, ATT_NAME_GAPS);
  }
  return any;
}

static bool is_ascii(const char *text) {
  for (; *text != '\0'; text++)
    if ((unsigned char)*text > 0x7f)
      return false;
  return true;
}

/* "Trịnh Quốc Khải" in one place and "Trinh Quoc Khai", or "Khai", in another. */
static uint32_t person_spelt_so(att_facts *f, const char *name) {
  const char *slug = att_facts_slug(f->arena, name), *last = strrchr(slug, '-');
  size_t size = strlen(slug);
  last = last != NULL ? last + 1 : slug;
  att_indexes called = att_scan_called(f, last, strlen(last));
  for (size_t i = called.count; i-- > 0;) {
    const att_node *node = &f->nodes.items[called.items[i]];
    if (node->kind != ATT_NODE_PERSON || is_ascii(node->name) == is_ascii(name))
      continue;
    const char *key = strchr(node->key, '/') + 1, *at = strstr(key, slug);
    if (at != NULL && (at == key || at[-1] == '-') && at[size] == '\0')
      return called.items[i];
  }
  return ATT_NO_ENTITY;
}

/* The person named last in whose name all words of `name` stand; ATT_NO_ENTITY. */
static uint32_t person_with(att_facts *f, const char *name) {
  att_indexes least = {0}; /* who have the rarest word */
  bool any = false;
  for (const char *at = name; *at != '\0';) {
    size_t size = strcspn(at, ATT_NAME_GAPS);
    att_indexes called = is_telling(at, size) ? att_scan_called(f, at, size) : least;
    least = !any || called.count < least.count ? called : least;
    any = any || is_telling(at, size);
    at += size + strspn(at + size, ATT_NAME_GAPS);
  }
  for (size_t i = least.count; i-- > 0;) {
    const att_node *node = &f->nodes.items[least.items[i]];
    if (node->kind == ATT_NODE_PERSON && is_part(name, node->name))
      return least.items[i];
  }
  return ATT_NO_ENTITY;
}

/* The person named last all whose words stand in the longer `name`; ATT_NO_ENTITY. */
static uint32_t person_within(att_facts *f, const char *name) {
  uint32_t best = ATT_NO_ENTITY;
  for (const char *at = name; *at != '\0';) {
    size_t size = strcspn(at, ATT_NAME_GAPS);
    att_indexes called = att_scan_called(f, at, size);
    for (size_t i = called.count; i-- > 0;) {
      uint32_t node = called.items[i];
      if (best != ATT_NO_ENTITY && node <= best)
        break;
      if (f->nodes.items[node].kind == ATT_NODE_PERSON && is_part(f->nodes.items[node].name, name))
        best = node;
    }
    at += size + strspn(at + size, ATT_NAME_GAPS);
  }
  return best;
}

/* "El-Sisi" where the article has had "al-Sisi", and the other way round; ATT_NO_ENTITY. */
static uint32_t person_by_article(att_facts *f, const char *name) {
  if (tolower((unsigned char)name[0]) != 'e' && tolower((unsigned char)name[0]) != 'a')
    return ATT_NO_ENTITY;
  if (name[1] != 'l' || name[2] != '-')
    return ATT_NO_ENTITY;
  char first = tolower((unsigned char)name[0]) == 'e' ? 'a' : 'e';
  return person_with(f, att_arena_format(f->arena, "%c%s", first, name + 1));
}

uint32_t att_scan_person(att_facts *f, const char *name) {
  uint32_t found = person_with(f, name);
  if (found == ATT_NO_ENTITY)
    found = person_by_article(f, name);
  if (found == ATT_NO_ENTITY && strchr(name, ' ') != NULL)
    found = person_within(f, name);
  return found != ATT_NO_ENTITY ? found : person_spelt_so(f, name);
}
