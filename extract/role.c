/* SPDX-License-Identifier: Apache-2.0
 *
 * Posts: which person holds, or held, which office where. Read off the words around a name:
 * "RCA commander Sophan", "Clark, commander of the US Army Pacific, met", "The head of U.S. Africa
 * Command, Gen. Leonard Brandt".
 */
#include <ctype.h>

#include "extract/index.h"
#include "extract/reference.h"
#include "extract/role.h"

bool att_seat_holds(const att_seat *k, const char *role_id) {
  const att_facts *f = k->c.facts;
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, k->person->node, i)) != ATT_NONE;)
    if (f->tenures.items[i].person == k->person->node &&
        strcmp(f->tenures.items[i].role_id, role_id) == 0)
      return true;
  return false;
}

/* The title's words from `first` to `last`, without names of states and organizations. */
static const char *title_text(const att_seat *k, uint32_t first, uint32_t last) {
  while (first < last && is_body(k, node_at(k, first)))
    first++;
  return att_facts_text(k->c.facts, k->c.number, first, last);
}

/* "Minister" where "Minister of National Defence" is known already: that post, NULL for none; but
 * not "was deputy commander of X, was appointed commander of Y". */
static att_tenure *longer_title(const att_facts *f, uint32_t person, const char *title,
                                uint32_t body, bool former) {
  size_t size = strlen(title);
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, person, i)) != ATT_NONE;) {
    const char *longer = f->tenures.items[i].title;
    size_t length = strlen(longer);
    uint32_t own = f->tenures.items[i].organization;
    bool unit = body != ATT_NO_ENTITY && f->nodes.items[body].kind == ATT_NODE_ORG && own != body;
    if (unit && f->tenures.items[i].former != former)
      continue;
    if (f->tenures.items[i].person == person && length > size &&
        ((strncasecmp(longer, title, size) == 0 && longer[size] == ' ') ||
         (strcasecmp(longer + length - size, title) == 0 && longer[length - size - 1] == ' ')))
      return &f->tenures.items[i];
  }
  return NULL;
}

/* Is the office that begins at `t` one of somebody who will have it: "ambassador-designate"? */
static bool is_to_come(const att_seat *k, uint32_t first, uint32_t last) {
  static const char *const SUFFIXES[] = {"designate", "elect", "nominee"};
  uint32_t behind = last + 1 + is(k, last + 1, "-");
  for (size_t i = 0; i < 3; i++) {
    const char *end = strrchr(form(k, last), '-');
    if (is(k, behind, SUFFIXES[i]) || is(k, last, SUFFIXES[i]) ||
        (end != NULL && strcasecmp(end + 1, SUFFIXES[i]) == 0))
      return true;
  }
  return first > 0 && (is(k, first - 1, "designated") || is(k, first - 1, "prospective"));
}

/* "spouse of | the commander": is the office that of somebody whom the person is something to? */
static bool is_of_noun(const att_seat *k, uint32_t t) {
  uint32_t of = t;
  while (of > 0 && t - of < 5 &&
         (is(k, of - 1, "the") || is_body(k, node_at(k, of - 1)) || is_possessive(k, of - 1) ||
          k->c.s->tokens[of - 1].upos == ATT_ADJ ||
          has(k, ATT_WORD_TITLE_MODIFIER, form(k, of - 1)) ||
          has(k, ATT_WORD_FORMER, form(k, of - 1))))
    of--;
  if (of < 2 || !is(k, of - 1, "of") || of < k->person->last)
    return false;
  const att_token *noun = &k->c.s->tokens[of - 2];
  uint32_t last;
  return noun->upos == ATT_NOUN && strcmp(noun->xpos, "NN") == 0 &&
         !has(k, ATT_WORD_POST_NOUN, noun->lemma) && node_at(k, of - 2) == ATT_NO_ENTITY &&
         role_at(k, of - 2, &last) == NULL;
}

/* "tribute to President | A B at his mausoleum", "the statue of President A B": somebody dead. */
static bool is_remembered(const att_seat *k, uint32_t begin) {
  const att_token *tokens = k->c.s->tokens;
  for (uint32_t t = begin > 3 ? begin - 3 : 0; t < begin; t++)
    if (tokens[t].upos == ATT_NOUN && has(k, ATT_WORD_MEMORIAL, tokens[t].lemma))
      return true;
  uint32_t t = k->person->last + 1;
  return is(k, t, "at") && (is(k, t + 1, "his") || is(k, t + 1, "her")) &&
         t + 2 < k->c.s->token_count && has(k, ATT_WORD_MEMORIAL, tokens[t + 2].lemma);
}

/* Notes that the person has the office; the post so told, one that was known perhaps, NULL where it
 * is none. */
static att_tenure *note_tenure(const att_seat *k, uint32_t first, uint32_t last,
                               const att_lex_entry *role, uint32_t body, const char *rule) {
  att_facts *f = k->c.facts;
  uint32_t begin = first;
  bool former = false;
  while (begin > 0 &&
         (has(k, ATT_WORD_TITLE_MODIFIER, form(k, begin - 1)) || is(k, begin - 1, "-"))) {
    if (is(k, begin - 1, "-") &&
        (begin < 2 || !has(k, ATT_WORD_TITLE_MODIFIER, form(k, begin - 2))))
      break;
    begin--;
  }
  for (uint32_t t = begin; t-- > 0 && begin - t < 4 && !is(k, t, ",") &&
                           k->c.s->tokens[t].upos != ATT_VERB;) /* then called on President A B */
    former = former || has(k, ATT_WORD_FORMER, form(k, t)); /* not "the previous day, Minister" */
  former = former || is_remembered(k, begin);
  bool leads = strcmp(role->id, "leader") == 0, /* "the Cuban leader", but "the Italian officer" */
      of_body =
          body != ATT_NO_ENTITY && (leads || k->c.facts->nodes.items[body].kind != ATT_NODE_STATE);
  if ((!of_body && has(k, ATT_WORD_WEAK_OFFICE, role->label)) ||
      has(k, ATT_WORD_NO_OFFICE, role->label) ||
      (begin > 0 && (k->c.s->tokens[begin - 1].upos == ATT_NUM || is(k, begin - 1, "of")) &&
       k->c.s->tokens[last].xpos[0] == 'N' && strchr(k->c.s->tokens[last].xpos, 'S') != NULL))
    return NULL; /* "with a delegation of seven senior officers", "in company of staff officers" */
  former =
      former || (is(k, last + 1, "at") && (is(k, last + 2, "the") || is(k, last + 2, "that")) &&
                 is(k, last + 3, "time"));
  const char *title = att_seat_singular(
      k, first, last, role, title_text(k, begin, att_seat_end_of_fields(k, first, last)));
  if (isupper((unsigned char)title[1]) && strlen(title) > 4 && strcasecmp(title, role->label) == 0)
    title = role->label; /* "SECRETARY SMITH:" */
  if (strcasecmp(title, "commander") == 0 && first < last && is_body(k, node_at(k, first)))
    role = att_lexicon_find(f->lexicon, ATT_LEX_ROLE, title); /* "Royal X Army | commander" */
  const att_mention *nation = begin > 0 ? mention_at(k, begin - 1) : NULL;
  if (nation != NULL && nation->first > 0 &&
      f->nodes.items[nation->node].kind == ATT_NODE_STATE && /* Deputy U.S. Ambassador */
      has(k, ATT_WORD_TITLE_MODIFIER, form(k, nation->first - 1)))
    title = att_arena_format(f->arena, "%s %s", form(k, nation->first - 1), title);
  att_node *person = &f->nodes.items[k->person->node];
  att_tenure *longer = longer_title(f, k->person->node, title, body, former);
  if (longer != NULL && longer->organization == ATT_NO_ENTITY && longer->former == former)
    longer->organization = body; /* "Foreign Office Minister A B", for the Middle East elsewhere */
  if (longer != NULL)
    return longer;
  if (body != ATT_NO_ENTITY && person->iso3 == NULL)
    f->nodes.items[k->person->node].iso3 = att_seat_state_of(k, body);
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, k->person->node, i)) != ATT_NONE;) {
    att_tenure *t = &f->tenures.items[i];
    if (t->person != k->person->node || strcmp(t->role_id, role->id) != 0 || t->former != former)
      continue;
    if (t->organization == ATT_NO_ENTITY || t->organization == body || body == ATT_NO_ENTITY ||
        f->nodes.items[t->organization].kind == ATT_NODE_STATE) {
      if (body != ATT_NO_ENTITY &&
          (t->organization == ATT_NO_ENTITY || f->nodes.items[body].kind == ATT_NODE_ORG))
        t->organization = body;
      return t;
    }
  }
  bool field = isupper((unsigned char)title[0]) && strstr(title, " of ") != NULL &&
               strcmp(role->id, "head") == 0; /* Head of Defence Intelligence */
  att_tenure *tenure = ATT_PUSH(f->arena, &f->tenures);
  *tenure = (att_tenure){.person = k->person->node,
                         .organization = body,
                         .title = title,
                         .role_id = role->id,
                         .role_label = role->label,
                         .role_hint = field ? "government-body" : role->type,
                         .former = former,
                         .implied = body == ATT_NO_ENTITY,
                         .evidence = att_clause_evidence(&k->c, begin, rule)};
  tenure->evidence.last = last;
  tenure->evidence.begin = k->c.s->tokens[begin].begin;
  tenure->evidence.end = k->c.s->tokens[k->person->last > last ? k->person->last : last].end;
  return tenure;
}

void att_seat_tenure(const att_seat *k, uint32_t first, uint32_t last, const att_lex_entry *role,
                     uint32_t body, const char *rule) {
  if (is_to_come(k, first, last))
    return;
  body = att_role_state_of_government(k->c.facts, body);
  att_tenure *tenure = note_tenure(k, first, last, role, body, rule);
  if (tenure != NULL)
    att_seat_when(k, last, tenure);
}

/* "deputy director for strategy and plans | at U.S. Africa Command": the field's last word; `last`
 * where no body follows. */
static uint32_t field_end(const att_seat *k, uint32_t last, uint32_t limit) {
  uint32_t t = last + 2;
  while (t < limit && t < last + 8 && node_at(k, t) == ATT_NO_ENTITY &&
         (is_common(k, t) || is(k, t, "and")))
    t++;
  bool at = is(k, t, "at") || is(k, t, "of") || is(k, t, "in");
  uint32_t body = node_at(k, is(k, t + 1, "the") ? t + 2 : t + 1);
  return at && t > last + 2 && t + 1 < limit && is_body(k, body) ? t - 1 : last;
}

/* "director of maritime partnerships, | U.S. Africa Command": the body behind the field and a
 * comma, and nothing of a list; *ret_field is the field's last word, *ret_end the body's. */
static uint32_t body_beyond_field(const att_seat *k, uint32_t last, uint32_t *ret_field,
                                  uint32_t *ret_end) {
  uint32_t t = last + 2, count = k->c.s->token_count;
  if (!is(k, last + 1, "of") && !is(k, last + 1, "for"))
    return ATT_NO_ENTITY;
  while (t < count && t < last + 9 && node_at(k, t) == ATT_NO_ENTITY &&
         (is_common(k, t) || is(k, t, "and")))
    t++;
  bool joint = is(k, t, ",") || is(k, t, "for") || is(k, t, "at") || is(k, t, "with");
  const att_mention *m = joint ? mention_at(k, t + 1 + is(k, t + 1, "the")) : NULL;
  if (t == last + 2 || m == NULL || k->c.facts->nodes.items[m->node].kind != ATT_NODE_ORG ||
      (m->last + 1 < count && !is(k, m->last + 1, ",") && !is(k, m->last + 1, ".")))
    return ATT_NO_ENTITY;
  *ret_field = t - 1;
  *ret_end = m->last;
  return m->node;
}

/* "chief of education and doctrine": the end of the field in small letters behind "of"; `last` for
 * none. */
static uint32_t common_end(const att_seat *k, uint32_t last, uint32_t limit) {
  uint32_t t = last + 2, end = last;
  for (; t < limit && mention_at(k, t) == NULL; t++)
    if (has(k, ATT_WORD_FIELD, form(k, t)) && islower((unsigned char)form(k, t)[0]))
      end = t;
    else if (!is(k, t, "and") || end + 1 != t)
      break;
  return t == end + 1 ? end : last;
}

/* "Chief of Integrated Defence Staff to the | Chairman": does the office of somebody whom the
 * person serves begin there? */
static bool is_superior(const att_seat *k, uint32_t t) {
  uint32_t last;
  if (t < 3 || t >= k->person->first || !is(k, t - 1, "the") || !is(k, t - 2, "to"))
    return false;
  for (uint32_t first = t > 10 ? t - 10 : 0; first + 2 < t; first++)
    if (role_at(k, first, &last) != NULL && last + 3 == t && !att_seat_is_of_ruler(k, last))
      return true;
  return false;
}

/* Words behind a role that name its field, where no organization does: "Minister of Public
 * Works". */
static uint32_t title_end(const att_seat *k, uint32_t last, uint32_t limit) {
  uint32_t t = last + 1;
  if (t + 1 >= limit || !(is(k, t, "of") || is(k, t, "for")))
    return last;
  uint32_t end = last;
  for (t = is(k, t + 1, "the") ? t + 2 : t + 1; t < limit; t++) {
    uint32_t node = node_at(k, t);
    bool region = node != ATT_NO_ENTITY && is(k, last + 1, "for") && /* for the Middle East */
                  k->c.facts->nodes.items[node].kind == ATT_NODE_PLACE;
    bool name = isupper((unsigned char)form(k, t)[0]) && (node == ATT_NO_ENTITY || region);
    if (!name && !(is(k, t, "and") && t + 1 < limit && isupper((unsigned char)form(k, t + 1)[0]) &&
                   end > last))
      break;
    t = region ? mention_at(k, t)->last : t;
    end = name ? t : end;
  }
  if (end == last && is(k, last + 1, "for"))
    return field_end(k, last, limit);
  bool common = t == end + 1 && t < k->c.s->token_count && k->c.s->tokens[t].upos == ATT_NOUN;
  return common ? last : end; /* "commander of Nordic forces" */
}

/* "Defence" in "Defence Cabinet Secretary", "national" in "national security minister". */
static bool belongs_to_title(const att_seat *k, uint32_t t, uint32_t role) {
  const att_token *token = &k->c.s->tokens[t];
  uint32_t last;
  bool upper = isupper((unsigned char)token->form[0]) != 0;
  if (node_at(k, t) != ATT_NO_ENTITY || has(k, ATT_WORD_FORMER, token->form) ||
      has(k, ATT_WORD_NOT_IN_TITLE, token->form) ||
      att_lexicon_match(k->c.facts->lexicon, ATT_LEX_RANK, k->c.s, t, &last) != NULL)
    return false;
  if (has(k, ATT_WORD_TITLE_MODIFIER, token->form))
    return true;
  if (upper != (isupper((unsigned char)form(k, role)[0]) != 0) || (t == 0 && upper))
    return false;
  return token->upos == ATT_ADJ || token->upos == ATT_NOUN || (upper && token->upos == ATT_PROPN);
}

/* "spokesperson for the Minister of National Defence": the end of the other's title; `last` if
 * none stands there. */
static uint32_t superior_end(const att_seat *k, uint32_t last, uint32_t limit) {
  uint32_t t = last + 1, end;
  if (!is(k, t, "for") && !is(k, t, "to") && !is(k, t, "of"))
    return last;
  t += is(k, t + 1, "the") ? 2 : 1;
  if (t >= limit || role_at(k, t, &end) == NULL)
    return last;
  return end < limit ? end : last;
}

/* "the Prime Minister and President A B": nobody is both. */
static bool is_of_another(const att_seat *k, uint32_t last, const att_lex_entry *role,
                          uint32_t limit) {
  uint32_t end;
  const att_lex_entry *next =
      is(k, last + 1, "and") && last + 2 < limit ? role_at(k, last + 2, &end) : NULL;
  return next != NULL &&
         ((strcmp(role->id, "prime-minister") == 0 && strcmp(next->id, "president") == 0) ||
          (strcmp(role->id, "president") == 0 && strcmp(next->id, "prime-minister") == 0));
}

/* "mission commander of Pacific Partnership 2022" */
static bool is_of_initiative(const att_seat *k, uint32_t t) {
  if (!is(k, t, "of") && !is(k, t, "for"))
    return false;
  uint32_t node = node_at(k, is(k, t + 1, "the") || is(k, t + 1, "exercise") ? t + 2 : t + 1);
  return node != ATT_NO_ENTITY && k->c.facts->nodes.items[node].kind == ATT_NODE_INITIATIVE;
}

/* "an official visit": a word of an office that says what something else is like. */
static bool is_part(const att_seat *k, uint32_t t) {
  bool titles = t >= k->person->title_first && t < k->person->first; /* "chief Vice Adm. A B" */
  return !titles && k->c.s->tokens[t].upos == ATT_ADJ &&
         att_rel_base((att_rel)k->c.s->tokens[t].rel) == ATT_AMOD;
}

/* "chief of the People's Army (PA) and minister": the mark that closes the bracket at `t`, before
 * it if none does. */
static uint32_t closing(const att_seat *k, uint32_t t, uint32_t limit) {
  for (uint32_t i = t + 1; i < limit && i < t + 10; i++)
    if (is(k, i, ")"))
      return i;
  return t - 1;
}

/* "the force commander, General A B of Senegal": the state is whose citizen he is. */
static bool is_of_mission(const att_seat *k, const att_lex_entry *role) {
  uint32_t home = att_seat_body_of_name(k);
  return home != ATT_NO_ENTITY && k->c.facts->nodes.items[home].kind == ATT_NODE_STATE &&
         role->type != NULL &&
         (strcmp(role->type, "international-organization") == 0 ||
          strcmp(role->type, "military-unit") == 0 || strcmp(role->type, "military-command") == 0);
}

/* "Oman's Secretary General of the Ministry of Defence", where the article has that of another
 * state, too: does what ends at `last` name a ministry without a state, of another one than the
 * office is said to be? */
static bool is_anothers_ministry(const att_seat *k, uint32_t body, uint32_t behind, uint32_t last) {
  const att_node *nodes = k->c.facts->nodes.items;
  const att_mention *m = mention_at(k, last);
  if (body == ATT_NO_ENTITY || behind == ATT_NO_ENTITY || m == NULL || m->node != behind ||
      nodes[body].kind != ATT_NODE_STATE || nodes[behind].kind != ATT_NODE_ORG ||
      nodes[behind].iso3 == NULL || strcmp(nodes[behind].iso3, nodes[body].iso3) == 0)
    return false;
  return nodes[behind].class_name != NULL &&
         strcmp(nodes[behind].class_name, "DefenceMinistry") == 0 &&
         has(k, ATT_WORD_PLAIN_BODY, att_facts_text(k->c.facts, k->c.number, m->first, m->last));
}

/* Roles among the tokens first..limit-1; `body` is what they are of unless they say it. */
void att_seat_roles(const att_seat *k, uint32_t first, uint32_t limit, const char *rule,
                    uint32_t body) {
  unsigned offices = 0;
  bool several = false; /* the first office is one of a list's persons */
  for (uint32_t t = first; t < limit; t++) {
    uint32_t last, node = node_at(k, t);
    const att_lex_entry *role = role_at(k, t, &last);
    uint32_t rank_last;
    const att_lex_entry *rank =
        att_lexicon_match(k->c.facts->lexicon, ATT_LEX_RANK, k->c.s, t, &rank_last);
    bool lower = rank != NULL && !isupper((unsigned char)form(k, rank_last)[0]);
    if (rank != NULL && rank_last > t && !lower && (role == NULL || rank_last >= last)) {
      t = rank_last; /* a Wing Commander commands no wing */
      continue;
    }
    uint32_t owner = t < limit && is_body(k, node) ? k->c.facts->owner[k->c.number][t] : 0;
    bool inside = owner != 0 && role != NULL && /* "the Joint Chiefs of Staff" */
                  (k->c.facts->mentions.items[owner - 1].last > last ||
                   (k->c.facts->mentions.items[owner - 1].last == last &&
                    k->c.facts->mentions.items[owner - 1].first < t &&
                    k->c.facts->nodes.items[node].kind == ATT_NODE_ORG));
    uint32_t tail; /* "Israeli Defense Forces | Chief of the General Staff" */
    uint32_t past = owner != 0 ? k->c.facts->mentions.items[owner - 1].last + 1 : last;
    inside = inside || (owner != 0 && role != NULL && last > t && past <= last &&
                        role_at(k, past, &tail) != NULL && tail > last);
    if (is_body(k, node) && (role == NULL || last >= limit || inside)) {
      uint32_t desk_last;
      const att_lex_entry *desk =
          past < limit && body != ATT_NO_ENTITY ? role_at(k, past, &desk_last) : NULL;
      if (desk == NULL || strcmp(desk->id, "desk-officer") != 0)
        body = node; /* but "the X division's Peru desk officer" */
      continue;
    }
    if (role == NULL && node != ATT_NO_ENTITY && body == ATT_NO_ENTITY &&
        is_possessive(k, mention_at(k, t)->last + 1) &&
        k->c.facts->nodes.items[node].kind == ATT_NODE_PLACE &&
        k->c.facts->nodes.items[node].iso3 != NULL) {
      body = att_facts_state(k->c.facts, k->c.facts->nodes.items[node].iso3);
      continue; /* Florida's adjutant general */
    }
    if (owner != 0 && role != NULL && body == ATT_NO_ENTITY)
      body = node; /* "NATO Secretary General", a role by that whole name */
    uint32_t own = att_seat_own_body(k, t);
    if (own == ATT_NO_ENTITY)
      own = att_seat_body_of_master(k, t);
    if (own != ATT_NO_ENTITY && role == NULL) {
      body = own;
      t += is_possessive(k, t + 1);
      continue;
    }
    bool programme = node != ATT_NO_ENTITY && /* "State Partnership Program | director" */
                     k->c.facts->nodes.items[node].kind == ATT_NODE_INITIATIVE;
    if (role == NULL || last >= limit || programme)
      continue;
    if (att_seat_merely_serves(k, last, role, body))
      continue;
    if (is_possessive(k, last + 1) || is_possessive(k, last) || (last == t && is_part(k, t))) {
      /* the army chief's deputy */
      t = last;
      continue;
    }
    bool plural = att_seat_is_plural(k, t, last, role),
         others = offices > 0 && plural && !several; /* "A B, commander of X, General Officers" */
    several = offices++ == 0 ? plural : several;
    if (is_of_another(k, last, role, limit) || is_of_noun(k, t) || is_superior(k, t) || others) {
      t = last;
      continue;
    }
    bool navy = last > t && last + 1 == k->person->first && is(k, last, "commander") &&
                isupper((unsigned char)form(k, last)[0]) && body != ATT_NO_ENTITY &&
                (is(k, t, "navy") || is(k, t, "coast"));
    if (navy) /* Peruvian Navy Commander A B */
      break;
    if (rank != NULL && rank_last == last && last + 1 == k->person->first &&
        (body == ATT_NO_ENTITY || att_seat_is_force(k, body)) &&
        isupper((unsigned char)form(k, t)[0]))
      continue; /* Commander Alice Renwick of the navy, Royal Navy Commodore A B */
    uint32_t end = last, title = last;
    const att_mention *to = mention_at(k, last + 2 + is(k, last + 2, "the"));
    bool ministry = to != NULL && k->c.facts->nodes.items[to->node].class_name != NULL &&
                    strcmp(k->c.facts->nodes.items[to->node].class_name, "DefenceMinistry") == 0;
    bool envoy = role->type != NULL && strcmp(role->type, "diplomatic-mission") == 0;
    bool abroad = (is(k, last + 1, "to") && !ministry) || /* ambassador to Jordan */
                  (envoy && is(k, last + 1, "in"));       /* attaché in Washington */
    uint32_t behind = att_seat_body_behind(k, &end, limit),
             titled = att_seat_body_in_title(k, t, last, &title);
    bool region = body != ATT_NO_ENTITY && behind != ATT_NO_ENTITY && /* U.S. commander in Iraq */
                  k->c.facts->nodes.items[behind].kind == ATT_NODE_STATE &&
                  (is(k, last + 1, "in") || is(k, last + 1, "for"));
    if (abroad || region || is_anothers_ministry(k, body, behind, end))
      behind = ATT_NO_ENTITY;
    uint32_t nation = body != ATT_NO_ENTITY ? body : att_seat_state_of_holder(k);
    if (att_seat_is_states_staff(k, end, nation) || att_seat_is_any_staff(k, end, role)) {
      behind = titled = ATT_NO_ENTITY;
      title = end;
      body = nation;
    }
    uint32_t staff_last = end, forces = att_seat_forces_of_staff(k, &end, limit);
    if (forces != ATT_NO_ENTITY && behind != ATT_NO_ENTITY) {
      behind = forces;
      title = staff_last;
    }
    uint32_t local_end = last, local = att_seat_locality(k, role, t, &local_end);
    if (local != ATT_NO_ENTITY) {
      behind = local;
      title = last;
      end = local_end;
    }
    uint32_t superior = behind == ATT_NO_ENTITY ? superior_end(k, last, limit) : last;
    if (superior > last)
      end = superior;
    else if (behind == ATT_NO_ENTITY && titled != ATT_NO_ENTITY)
      behind = titled; /* chairman of the Joint Chiefs of Staff */
    else if (behind == ATT_NO_ENTITY) {
      behind =
          body == ATT_NO_ENTITY && !abroad ? att_seat_state_of_place(k, last + 1) : ATT_NO_ENTITY;
      title = end = behind != ATT_NO_ENTITY ? last : title_end(k, last, limit);
      if (behind == ATT_NO_ENTITY && title == last)
        behind = body_beyond_field(k, last, &title, &end);
      if (behind == ATT_NO_ENTITY && title == last && is(k, last + 1, "of"))
        title = end = common_end(k, last, limit);
      if (title > last &&
          (is(k, title + 1, "at") || is(k, title + 1, "of") || is(k, title + 1, "in")))
        behind = att_seat_body_behind(k, &end, limit); /* for Defence Industries at the ministry */
    }
    uint32_t start = t;
    while (start > first && belongs_to_title(k, start - 1, t))
      start--;
    if (body == ATT_NO_ENTITY && behind == ATT_NO_ENTITY && !is_of_mission(k, role))
      behind = att_seat_body_of_name(k);
    if (behind == ATT_NO_ENTITY && is_of_initiative(k, last + 1)) {
      t = end; /* a part in it, no post */
      continue;
    }
    att_seat_tenure(k, start, title, role, behind != ATT_NO_ENTITY ? behind : body, rule);
    att_indexes beside = {0};
    if (behind != ATT_NO_ENTITY && k->c.facts->nodes.items[behind].kind == ATT_NODE_ORG)
      att_seat_bodies_beside(k, end, &beside);
    for (size_t i = 0; i < beside.count; i++)
      att_seat_tenure(k, start, title, role, beside.items[i], rule);
    t = is(k, end + 1, "(") ? closing(k, end + 1, limit) : end;
    uint32_t next; /* "UNIFIL Head of Mission and | Force Commander" */
    bool joined = behind == ATT_NO_ENTITY && body != ATT_NO_ENTITY && is(k, t + 1, "and") &&
                  t + 2 < limit && role_at(k, t + 2, &next) != NULL;
    body = joined && k->c.facts->nodes.items[body].kind == ATT_NODE_ORG ? body : ATT_NO_ENTITY;
  }
}

bool att_seat_ends_phrase(const att_seat *k, uint32_t t) {
  uint8_t upos = k->c.s->tokens[t].upos;
  uint32_t last;
  bool participle = strcmp(k->c.s->tokens[t].xpos, "VBG") == 0 ||
                    strcmp(k->c.s->tokens[t].xpos, "VBN") == 0 ||
                    node_at(k, t) != ATT_NO_ENTITY || /* Standing NATO Maritime Group 2 */
                    role_at(k, t, &last) != NULL;     /* commanding officer */
  return (upos == ATT_VERB && !participle) || upos == ATT_AUX || is(k, t, ".") || is(k, t, ";") ||
         is(k, t, ":") || is(k, t, "\"") || is(k, t, "\xe2\x80\x9c") || is(k, t, "\xe2\x80\x9d") ||
         is(k, t, "who") || is(k, t, "which");
}

bool att_seat_other(const att_seat *k, uint32_t t) {
  uint32_t node = node_at(k, t);
  return node != ATT_NO_ENTITY && node != k->person->node &&
         k->c.facts->nodes.items[node].kind == ATT_NODE_PERSON;
}

/* "Joint Secretary (International Cooperation) A B": where the office before the brackets begins;
 * `first` if no office stands there. */
static uint32_t before_brackets(const att_seat *k, uint32_t first) {
  uint32_t open = first, last;
  if (first < 2 || !(is(k, first - 1, ")") || is(k, first, "(")))
    return first;
  while (open > 0 && first - open < 8 && !is(k, open, "("))
    open--;
  for (uint32_t t = open > 5 ? open - 5 : 0; t < open; t++)
    if (role_at(k, t, &last) != NULL && last + 1 == open)
      return t;
  return first;
}

/* "Commander | X Defence Force (XDF) Lieutenant General A B", "the Commander, | X Naval Command
 * Vice Admiral A B": where the office begins that stands right before the body at `first`, or
 * before a comma there; `first` where none does. */
static uint32_t before_body(const att_seat *k, uint32_t first) {
  const att_mention *m = mention_at(k, first);
  uint32_t last, end = first > 0 && is(k, first - 1, ",") ? first - 1 : first;
  if (m == NULL || m->first != first || first == 0 || first >= k->person->title_first ||
      k->c.facts->nodes.items[m->node].kind != ATT_NODE_ORG || end == 0 ||
      !isupper((unsigned char)form(k, end - 1)[0]))
    return first;
  for (uint32_t t = end > 9 ? end - 9 : 0; t < end; t++)
    if (isupper((unsigned char)form(k, t)[0]) && mention_at(k, t) == NULL &&
        (t == 0 || !att_seat_other(k, t - 1)) && role_at(k, t, &last) != NULL && last + 1 == end)
      return t;
  return first;
}

/* "Royal Australian Navy | maritime surveillance adviser A B": where the common words before the
 * office begin that follow a body's name; `first` for none. */
static uint32_t before_field(const att_seat *k, uint32_t first) {
  uint32_t t = first, last;
  if (first >= k->person->first || !islower((unsigned char)form(k, first)[0]) ||
      role_at(k, first, &last) == NULL)
    return first;
  while (t > 1 && first - t < 3 && is_common(k, t - 1) && mention_at(k, t - 1) == NULL)
    t--;
  const att_mention *m = t > 0 && t < first ? mention_at(k, t - 1) : NULL;
  return m != NULL && k->c.facts->nodes.items[m->node].kind == ATT_NODE_ORG ? t : first;
}

/* "Kenya's | Defence Principal Secretary A B", "Kenyan Defence Principal Secretary A B": where the
 * capitalised words begin that belong to the title at `first`, behind a state's name or people;
 * `first` where none do. */
static uint32_t before_compound(const att_seat *k, uint32_t first) {
  uint32_t t = first, last;
  if (first >= k->person->first || role_at(k, first, &last) == NULL)
    return first;
  while (t > 1 && first - t < 4 && mention_at(k, t - 1) == NULL &&
         isupper((unsigned char)form(k, t - 1)[0]) && k->c.s->tokens[t - 1].upos != ATT_VERB)
    t--;
  uint32_t owner = t > 1 && is_possessive(k, t - 1) ? t - 2 : t - 1;
  const att_mention *m = t < first ? mention_at(k, owner) : NULL;
  return m != NULL && k->c.facts->nodes.items[m->node].kind == ATT_NODE_STATE &&
                 (owner == t - 2 || m->adjective)
             ? t
             : first;
}

/* In the chunk of titles, with the names before it that it needs: "Royal Cambodian Armed Forces
 * (RCAF) Commander-in-Chief General". */
static void read_before(const att_seat *k) {
  uint32_t first = k->person->title_first, office;
  bool local = false; /* "East Java Deputy Governor A B" */
  for (uint32_t t = first; t < k->person->first && !local; t++) {
    const att_lex_entry *role = role_at(k, t, &office);
    local = role != NULL && att_lexicon_is_local(role->type);
  }
  first = before_compound(k, before_field(k, first));
  while (first > 0) {
    uint32_t t = first - 1;
    bool body = is_body(k, node_at(k, t)) || (local && is_place(k, node_at(k, t)));
    bool bracketed = t > 0 && is(k, t + 1, ")") && is(k, t - 1, "("); /* "(Wescom) chief" */
    bool joint = is(k, t, ")") || is(k, t, "(") || bracketed || is_possessive(k, t) ||
                 is(k, t, "-") || has(k, ATT_WORD_FORMER, form(k, t)) ||
                 has(k, ATT_WORD_TITLE_MODIFIER, form(k, t));
    if (first > 2 && is(k, t, ",") && is(k, t - 1, "counterpart") && is_body(k, node_at(k, t - 2)))
      body = true; /* "his Japanese counterpart, Minister of Defense Taro Kono" */
    bool opposite = first > 3 && is(k, t, ",") && is(k, t - 1, "number") &&
                    is(k, t - 2, "opposite") && is_body(k, node_at(k, t - 3));
    body = body || opposite;
    if (!body && !joint)
      break;
    first = opposite ? t - 3 : is(k, t, ",") ? t - 2 : t;
  }
  if (first > 2 && is(k, first, "-") && is(k, first - 1, "in") && is(k, first - 2, "-"))
    first -= 3; /* Commander-in- | Chief of the Armed Forces */
  uint32_t hosts = att_seat_before_hosts(k, k->person->title_first);
  first = hosts < first ? hosts : first; /* Ambassador to X and Y A B */
  first = before_body(k, before_brackets(k, first));
  uint32_t chain = att_seat_before_chain(k, k->person->title_first);
  first = chain < first ? chain : first;
  if (first < k->person->first)
    att_seat_roles(k, first, k->person->first, "title-before-name", att_seat_delegation(k, first));
}

/* Past ", AO, RAN" behind a name. */
uint32_t att_seat_skip_honours(const att_seat *k, uint32_t t) {
  while (true) {
    uint32_t at = is(k, t, ",") ? t + 1 : t;
    if (at >= k->c.s->token_count || !has(k, ATT_WORD_POST_NOMINAL, form(k, at)) ||
        islower((unsigned char)form(k, at)[0]))
      return t;
    t = at + 1;
    if (is(k, t, "(") && is(k, t + 2, ")"))
      t += 3; /* NI (M) */
  }
}

/* Past ", left" and "(second from left)" behind a name in a caption. */
static uint32_t skip_side(const att_seat *k, uint32_t t) {
  if (is(k, t, ",") && has(k, ATT_WORD_SIDE, form(k, t + 1))) /* "A B, left, commander of" */
    for (uint32_t i = t + 2; i < t + 6; i++)
      if (is(k, i, ",")) {
        return i;
      }
  if (is(k, t, "(") &&
      has(k, ATT_WORD_SIDE, form(k, t + 1))) /* "A B (second from left), commander" */
    for (uint32_t i = t + 2; i < t + 6; i++)
      if (is(k, i, ")") && is(k, i + 1, ",")) {
        return i + 1;
      }
  return t;
}

bool att_seat_names_other(const att_seat *k, uint32_t first, uint32_t limit) {
  for (uint32_t t = first; t < limit; t++)
    if (att_seat_other(k, t))
      return true;
  return false;
}

/* Where the phrase behind the comma at `t` ends, further titles of the same person included. */
uint32_t att_seat_limit(const att_seat *k, uint32_t t) {
  uint32_t count = k->c.s->token_count;
  uint32_t end = t + 1;
  while (end < count && !att_seat_ends_phrase(k, end) && !att_seat_other(k, end) &&
         !is(k, end, "by")) {
    if (is(k, end, "(") && is(k, end + 2, ")")) { /* (retired) */
      end += 3;
      continue;
    }
    uint32_t office;
    if (role_at(k, end, &office) != NULL && office > end &&
        !att_seat_names_other(k, end, office + 1)) {
      end = office + 1; /* Deputy Director for Strategy, Plans and Policy */
      continue;
    }
    if (is(k, end, ",") || is(k, end, ")")) {
      uint32_t next;
      bool more =
          end + 1 < count &&
          att_lexicon_match(k->c.facts->lexicon, ATT_LEX_ROLE, k->c.s,
                            is(k, end + 1, "the") || is(k, end + 1, "and") ? end + 2 : end + 1,
                            &next) != NULL;
      if (!more || end + 2 >= count || is(k, end, ")"))
        break;
      for (uint32_t i = next + 1; i < count && i < next + 8 && more; i++) {
        if (is(k, i, ","))
          break;
        more = !att_seat_other(k, i); /* a title that belongs to the next name */
      }
      if (!more)
        break;
    }
    end++;
  }
  return end;
}

/* Does a title stand before the name: "Defense Minister A B", not "Gen. A B"? */
static bool is_titled(const att_seat *k, const att_mention *m) {
  uint32_t last, rank_last;
  for (uint32_t t = m->title_first; t < m->first; t++)
    if (role_at(k, t, &last) != NULL &&
        !(att_lexicon_match(k->c.facts->lexicon, ATT_LEX_RANK, k->c.s, t, &rank_last) != NULL &&
          rank_last >= last))
      return true;
  for (size_t i = ATT_NONE; (i = att_tenure_of(k->c.facts, m->node, i)) !=
                            ATT_NONE;) { /* "The army's chief, General A B" */
    const att_tenure *t = &k->c.facts->tenures.items[i];
    bool before = t->evidence.sentence == m->sentence && t->evidence.last < m->first;
    if (t->person == m->node && before && strcmp(t->evidence.rule, "apposition-before-name") == 0)
      return true;
  }
  return false;
}

/* In "Minister A B, Singapore's Chief of Army, General C D, and": is the phrase that ends before
 * the comma at `comma` the next name's? So it is where the name before has a title already and the
 * next has none. */
bool att_seat_is_of_next(const att_seat *k, const att_mention *before, uint32_t comma) {
  const att_mention *next = mention_at(k, comma + 1);
  for (uint32_t t = comma + 1; next == NULL && t < comma + 5; t++) {
    next = mention_at(k, t);
    if (next != NULL && next->title_first != comma + 1)
      return false;
  }
  if (!is(k, comma, ",") || next == NULL || before == NULL || next->title_first != comma + 1 ||
      k->c.facts->nodes.items[next->node].kind != ATT_NODE_PERSON)
    return false;
  return is_titled(k, before) && !is_titled(k, next);
}

/* "accompanied by General A B, | the Portuguese minister toured": a new subject, no apposition. */
static bool is_next_subject(const att_seat *k, uint32_t first, uint32_t end) {
  if (!is(k, first, "the") || end >= k->c.s->token_count || is(k, end, ",") ||
      att_rel_base((att_rel)k->c.s->tokens[k->person->first].rel) == ATT_NSUBJ)
    return false;
  for (uint32_t t = first; t < end; t++)
    if (att_rel_base((att_rel)k->c.s->tokens[t].rel) == ATT_NSUBJ && k->c.s->tokens[t].head > end)
      return true;
  return false;
}

static void read_after(const att_seat *k) {
  uint32_t t = skip_side(k, att_seat_skip_honours(k, k->person->last + 1)),
           count = k->c.s->token_count;
  if ((!is(k, t, ",") && !is(k, t, "(")) || is(k, t + 1, "and") || is(k, t + 1, "to"))
    return; /* "introduced his successor, A B, to the army chief" */
  t += is(k, t, ",") && is(k, t + 1, "also");
  if (is(k, t + 1, "who") && (is(k, t + 2, "is") || is(k, t + 2, "became")))
    t += 2;
  else if (is(k, t + 1, "who") && (is(k, t + 3, "been") || is(k, t + 3, "as")))
    t += 3; /* who has been, who serves as */
  uint32_t master = att_seat_possessor(k, t + 1);
  if (master != ATT_NO_ENTITY)
    while (!is(k, t, "'s") && !is(k, t, "\xe2\x80\x99s"))
      t++;
  uint32_t end = att_seat_limit(k, t);
  if (att_seat_is_of_next(k, k->person, end) || is_next_subject(k, t + 1, end))
    return;
  /* "Clark, Prime Minister Hun Manet and": what runs into another name is its title. */
  if (end < count && att_seat_other(k, end)) {
    const att_mention *m = &k->c.facts->mentions.items[k->c.facts->owner[k->c.number][end] - 1];
    end = m->title_first < end ? m->title_first : end;
    while (end > t + 1 && !is(k, end - 1, ",") && !is(k, end - 1, "and"))
      end--;
  }
  if (t + 1 < count && k->c.s->tokens[t + 1].upos == ATT_VERB &&
      !has(k, ATT_WORD_NAMED, form(k, t + 1)) && strcmp(k->c.s->tokens[t + 1].xpos, "VBG") != 0)
    return; /* ", called on the commander" */
  uint32_t office = t + 1, last;
  while (office < end && role_at(k, office, &last) == NULL)
    office++;
  if (office > t + 1 && office < end && is(k, office - 1, "and") &&
      att_seat_is_plural(k, office, last, role_at(k, office, &last)))
    return; /* "A B, members of the corps and officials of X": others of a list */
  if (office < end && att_seat_is_plural(k, office, last, role_at(k, office, &last)))
    att_seat_together(k, t + 1, end, "apposition-after-name", master);
  else
    att_seat_roles(k, t + 1, end, "apposition-after-name", master);
}

void att_role_find(att_facts *facts) {
  att_role_respective(facts);
  for (size_t i = 0; i < facts->mentions.count; i++) {
    const att_mention *m = &facts->mentions.items[i];
    const att_sentence *s = &facts->document->sentences.items[m->sentence];
    if (facts->nodes.items[m->node].kind != ATT_NODE_PERSON ||
        facts->document->paragraphs.items[s->paragraph].kind == ATT_PARAGRAPH_TITLE)
      continue;
    att_seat k = {{facts, &facts->document->sentences.items[m->sentence], m->sentence}, m, 0};
    uint32_t home = att_seat_body_of_name(&k); /* "Gen. A B of Poland" */
    if (home != ATT_NO_ENTITY && facts->nodes.items[m->node].iso3 == NULL)
      facts->nodes.items[m->node].iso3 = facts->nodes.items[home].iso3;
    read_before(&k);
    att_seat_plural(&k);
    att_seat_front(&k);
    read_after(&k);
    att_seat_copula(&k);
    att_seat_masthead(&k);
    att_seat_verbs(&k);
    if (facts->nodes.items[m->node].iso3 == NULL)
      facts->nodes.items[m->node].iso3 = att_seat_nation(&k);
    uint32_t sends = att_seat_delegation(&k, m->title_first); /* "a Swedish delegation led by" */
    if (facts->nodes.items[m->node].iso3 == NULL && sends != ATT_NO_ENTITY)
      facts->nodes.items[m->node].iso3 = facts->nodes.items[sends].iso3;
  }
  att_role_lede(facts);
  att_seat_pronouns(facts);
}
