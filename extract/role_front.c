/* SPDX-License-Identifier: Apache-2.0
 *
 * Posts said before a name and a comma, or a form of "be": "The head of U.S. Africa Command, Gen. A
 * B", "Its commander is A B"; and lines of offices below a name.
 */
#include <ctype.h>

#include "extract/role.h"

/* "Deputy Prime Minister and Minister of Defence": does the "and" at `t` join two offices? */
static bool joins_offices(const att_seat *k, uint32_t t) {
  uint32_t last;
  if (!isupper((unsigned char)form(k, t + 1)[0]) || role_at(k, t + 1, &last) == NULL)
    return false;
  for (uint32_t first = t > 8 ? t - 8 : 0; first < t; first++)
    if (isupper((unsigned char)form(k, first)[0]) && role_at(k, first, &last) != NULL &&
        last + 1 == t)
      return true;
  const att_mention *m = t > 0 ? mention_at(k, t - 1) : NULL; /* Commander of X and Minister of Y */
  uint32_t of = m != NULL && m->first > 1 ? m->first - 1 - is(k, m->first - 1, "the") : 0;
  for (uint32_t first = of > 6 ? of - 6 : 0; first < of && is(k, of, "of"); first++)
    if (isupper((unsigned char)form(k, first)[0]) && role_at(k, first, &last) != NULL &&
        last + 1 == of)
      return true;
  return false;
}

/* "of the | Republic of X (XR)": where the names of bodies and places begin that end before `end`;
 * `end` if none do. */
static uint32_t before_names(const att_seat *k, uint32_t end) {
  uint32_t t = end > 3 && is(k, end - 1, ")") && is(k, end - 3, "(") ? end - 3 : end, from = t;
  while (t > 1) {
    const att_mention *m = mention_at(k, t - 1);
    if (m == NULL || (!is_body(k, m->node) && !is_place(k, m->node)))
      break;
    t = m->first;
  }
  return t < from ? t : end;
}

/* Does a name behind `end` begin at the token? */
static bool begins_name(const att_seat *k, uint32_t t, uint32_t end) {
  const att_mention *m = t >= end ? mention_at(k, t) : NULL;
  return m != NULL && m->first == t && m->last > t;
}

/* Where the office begins that ends before `end`; `end` if none does. */
static uint32_t office_before(const att_seat *k, uint32_t end) {
  uint32_t last;
  for (uint32_t t = end > 10 ? end - 10 : 0; t < end; t++)
    if (role_at(k, t, &last) != NULL && !att_seat_is_of_ruler(k, last) &&
        (last + 1 == end || begins_name(k, last, end))) /* member of the | Presidency of X */
      return t;
  return end;
}

uint32_t att_seat_before_chain(const att_seat *k, uint32_t end) {
  static const char *const JOINTS[] = {"of", "to", "in", "at", "for"};
  uint32_t t = end;
  if (t > 0 && mention_at(k, t - 1) != NULL && mention_at(k, t - 1)->adjective)
    return end; /* "the wish of the ambassador to | Norwegian General A B" */
  for (unsigned links = 0; links < 3; links++) {
    uint32_t hosts = links == 0 ? att_seat_before_hosts(k, end) : t; /* to X and Y */
    uint32_t names = hosts < t ? hosts : before_names(k, t);
    if (names == t)
      return end;
    t = names > 0 && is(k, names - 1, "the") ? names - 1 : names;
    t -= t > 0 && has(k, ATT_WORD_CALENDAR, form(k, t - 1)); /* in southern X */
    bool joint = false;
    for (size_t i = 0; i < sizeof JOINTS / sizeof *JOINTS && t > 0; i++)
      joint = joint || is(k, t - 1, JOINTS[i]);
    uint32_t office = joint ? office_before(k, t - 1) : t;
    if (!joint)
      return end;
    if (office < --t) { /* the Norwegian military commander in X */
      for (t = office; t > 0 && office - t < 3; t--)
        if (!is_body(k, node_at(k, t - 1)) && !is_common(k, t - 1))
          break;
      return t;
    }
  }
  return end;
}

/* "Fiji's Minister for Defence, National Security and Policing, A B": an office that is of a list
 * and ends before the comma at `comma`, and whatever stands before it. */
static bool read_listed(const att_seat *k, uint32_t comma) {
  uint32_t last;
  for (uint32_t t = comma > 14 ? comma - 14 : 0; t < comma; t++) {
    bool listed = false;
    if (role_at(k, t, &last) == NULL || last + 1 != comma || att_seat_names_other(k, t, last + 1))
      continue;
    for (uint32_t i = t; i <= last; i++)
      listed = listed || is(k, i, ",") || is(k, i, "and");
    if (!listed)
      continue;
    uint32_t first = t;
    while (first > 0 && t - first < 6 && !att_seat_ends_phrase(k, first - 1) &&
           !is(k, first - 1, ",") && !is(k, first - 1, "and") && !att_seat_other(k, first - 1))
      first--;
    att_seat_roles(k, first, comma, "apposition-before-name", ATT_NO_ENTITY);
    return true;
  }
  return false;
}

/* "commissioner for peace and security": does the "and" at `t` join the fields of one office? */
static bool joins_fields(const att_seat *k, uint32_t t) {
  uint32_t second = att_clause_head(&k->c, t);
  uint32_t field = second != ATT_NO_TOKEN ? att_clause_head(&k->c, second) : ATT_NO_TOKEN;
  if (field == ATT_NO_TOKEN || field >= t || node_at(k, field) != ATT_NO_ENTITY ||
      (k->c.s->tokens[field].upos != ATT_NOUN && k->c.s->tokens[field].upos != ATT_PROPN))
    return false;
  uint32_t preposition = att_clause_child(&k->c, field, ATT_CASE, ATT_NO_TOKEN), last;
  if (preposition == ATT_NO_TOKEN || !(is(k, preposition, "for") || is(k, preposition, "of")))
    return false;
  for (uint32_t first = preposition > 6 ? preposition - 6 : 0; first < preposition; first++)
    if (role_at(k, first, &last) != NULL && last >= first &&
        (last + 1 == preposition || last == field)) /* minister for defence industry | and X */
      return true;
  return false;
}

uint32_t att_seat_end_of_fields(const att_seat *k, uint32_t first, uint32_t last) {
  uint32_t t = last + 1;
  if (!is(k, first, "minister") || last == first || !is(k, t, "and") ||
      !(is(k, first + 1, "for") || is(k, first + 1, "of")))
    return last;
  while (is(k, t, "and") || is(k, t, "for") ||
         (t < k->c.s->token_count && isupper((unsigned char)form(k, t)[0]) && t < last + 8 &&
          k->c.s->tokens[t].upos != ATT_VERB && role_at(k, t, &(uint32_t){0}) == NULL))
    t++;
  return is(k, t, ",") && t > last + 2 ? t - 1 : last;
}

/* "Ambassador | to X, Y and the Z", "Commander | of A, B and C": where the list behind the
 * preposition begins that ends before `comma`; `comma` if none does. */
static uint32_t before_list(const att_seat *k, uint32_t comma, const char *preposition) {
  uint32_t t = comma, names = 0;
  while (t > 1) {
    const att_mention *m = mention_at(k, t - 1);
    if (m == NULL || (!is_body(k, m->node) && !is_place(k, m->node)))
      break;
    names++;
    t = m->first;
    t -= t > 0 && is(k, t - 1, "the");
    if (is(k, t - 1, preposition))
      return names > 1 ? t : comma;
    uint32_t joint = t;
    t -= t > 0 && is(k, t - 1, "and");
    t -= t > 0 && is(k, t - 1, ",");
    if (t == joint)
      break;
  }
  return comma;
}

uint32_t att_seat_before_hosts(const att_seat *k, uint32_t comma) {
  return before_list(k, comma, "to");
}

/* "commander of the X Navy, | Army Gen. A B": where the service that stands before the rank begins.
 */
static uint32_t before_service(const att_seat *k, uint32_t title) {
  uint32_t last;
  for (uint32_t t = title > 2 ? title - 2 : 0; t < title; t++) {
    const att_lex_entry *e =
        att_lexicon_match(k->c.facts->lexicon, ATT_LEX_ORG_HEAD, k->c.s, t, &last);
    if (e != NULL && last + 1 == title && e->type != NULL && node_at(k, t) == ATT_NO_ENTITY &&
        strcmp(e->type, "ServiceBranch") == 0)
      return t;
  }
  return title;
}

/* "condolences on the death of the Sultan to the Minister, A B": does a ruler end at `t`, whom no
 * office behind him is of? */
bool att_seat_is_of_ruler(const att_seat *k, uint32_t t) {
  uint32_t last;
  const att_lex_entry *role = is(k, t + 1, "to") ? role_at(k, t, &last) : NULL;
  return role != NULL && last == t &&
         (has(k, ATT_WORD_ROYAL, role->label) || strstr(role->label, "minister") != NULL);
}

/* "Meeting with", taken for a noun at times. */
static bool is_participle(const att_token *token) {
  size_t size = strlen(token->form);
  return att_is_word(token->xpos, "VBG") ||
         (size > 5 && strcmp(token->form + size - 3, "ing") == 0);
}

/* A verb with a tense, or what stands before one that has it. */
static bool is_inflected(const att_token *token) {
  return token->upos == ATT_AUX || att_is_word(token->xpos, "VBD") ||
         att_is_word(token->xpos, "VBZ") || att_is_word(token->xpos, "VBP");
}

/* "Meeting with the defense minister, | General A B said", "After talks with the envoy, | A B
 * left": does the comma end an opening of the sentence, of which the office before it is? */
static bool ends_opening(const att_seat *k, uint32_t comma) {
  const att_token *tokens = k->c.s->tokens, *opening = &tokens[0];
  uint32_t behind = k->person->last + 1, last;
  if (role_at(k, 0, &last) != NULL) /* Commanding Officer */
    return false;
  if (behind >= k->c.s->token_count || !is_inflected(&tokens[behind]) || is(k, 0, "as") ||
      !(is_participle(opening) || opening->upos == ATT_ADP || opening->upos == ATT_SCONJ))
    return false;
  for (uint32_t t = 1; t < comma; t++)
    if (is(k, t, ",") || is_inflected(&tokens[t]))
      return false;
  uint32_t office = comma - 1;
  while (office > 1 && tokens[office].upos != ATT_ADP && tokens[office].upos != ATT_DET)
    office--;
  return tokens[office].upos == ATT_ADP || tokens[office - 1].upos == ATT_ADP || office == 1;
}

/* "The head of U.S. Africa Command, Gen. X": the phrase before the comma holds a role and, up to
 * the comma, no verb. */
void att_seat_front(const att_seat *k) {
  uint32_t comma = before_service(k, k->person->title_first);
  while (comma > 1 && is_body(k, node_at(k, comma - 1)))
    comma = mention_at(k, comma - 1)->first; /* "The commander of NATO forces, U.S. General A B" */
  bool nation = comma < k->person->title_first; /* "its envoy, the Ghanaian A B" */
  bool courteous =
      (k->person->title_first < k->person->first || nation) && comma > 0 && is(k, comma - 1, "the");
  courteous = courteous || (comma > 2 && has(k, ATT_WORD_RETIRED, form(k, comma - 1)));
  comma -= courteous && comma > 2; /* "Minister for Defence, the Hon. A B", ", retired Gen. A B" */
  if (comma < 3 || !is(k, comma - 1, ","))
    return;
  comma--;
  if (ends_opening(k, comma) || read_listed(k, comma))
    return;
  uint32_t first = att_seat_before_hosts(k, comma);
  first = first < comma ? first : before_list(k, comma, "of");
  const att_mention *unit = mention_at(k, comma - 1); /* "the Commander, U.S. Army South, Gen. X" */
  if (unit != NULL && unit->first > 2 && is_body(k, unit->node) && is(k, unit->first - 1, ",")) {
    uint32_t end;
    for (uint32_t t = unit->first > 9 ? unit->first - 9 : 0; t + 1 < unit->first; t++)
      if (isupper((unsigned char)form(k, t)[0]) && role_at(k, t, &end) != NULL &&
          end + 2 == unit->first && (t == 0 || !att_seat_other(k, t - 1)) &&
          (t < 2 || !is(k, t - 1, ",") || !att_seat_other(k, t - 2))) {
        att_seat_roles(k, t, comma, "apposition-before-name", ATT_NO_ENTITY);
        return;
      }
  }
  for (unsigned words = 0; first > 0 && words < 14 && !att_seat_ends_phrase(k, first - 1) &&
                           !att_seat_other(k, first - 1) && !is(k, first - 1, ",") &&
                           (!is(k, first - 1, "and") || node_at(k, first - 1) != ATT_NO_ENTITY ||
                            joins_offices(k, first - 1) || joins_fields(k, first - 1)) &&
                           !is(k, first - 1, "with") && !is(k, first - 1, "that") &&
                           !is(k, first - 1, "by") && !att_seat_is_of_ruler(k, first - 1);
       words++)
    first = is_body(k, node_at(k, first - 1)) ? mention_at(k, first - 1)->first : first - 1;
  uint32_t last, at = first;
  while (at < comma && role_at(k, at, &last) == NULL)
    at++;
  if (at == comma || strcmp(k->c.s->tokens[at].xpos, "NNS") == 0)
    return; /* "Speaking to reporters after the talks, A B" */
  uint32_t preposition = att_clause_child(&k->c, last, ATT_CASE, ATT_NO_TOKEN);
  if (at > first + 6 && preposition != ATT_NO_TOKEN && preposition > first && preposition < at)
    first = preposition + 1; /* "granted an audience on Friday to | the ambassador, A B" */
  if (at > first + 6)        /* "the X Defence Force (XDF) Commander, A B" */
    first = before_names(k, at) < at ? before_names(k, at) : first;
  if (at > first + 6 || att_clause_head(&k->c, at) == k->person->first + 1)
    return;
  if (first > 1 && is(k, first - 1, ",") && att_seat_other(k, first - 2) &&
      !att_seat_is_of_next(k, mention_at(k, first - 2), comma))
    return; /* the apposition of the name before it */
  uint32_t body = is(k, first, "whose")                    ? att_seat_body_of_relative(k, first)
                  : first > 0 && is(k, first - 1, "whose") ? att_seat_body_of_relative(k, first - 1)
                                                           : ATT_NO_ENTITY;
  if (first > 0 && is_possessive(k, first)) /* "Strand's senior enlisted adviser, A B" */
    body = att_seat_possessor(k, mention_at(k, first - 1) != NULL ? mention_at(k, first - 1)->first
                                                                  : first - 1);
  if (body == ATT_NO_ENTITY) /* "X's delegation was led by the Minister of Defence, A B" */
    body = att_seat_delegation(k, first);
  att_seat_roles(k, first, comma, "apposition-before-name", body);
}

/* "Its commander is Gen. A B", "The new head of the mission will be A B": a role before "be". */
void att_seat_copula(const att_seat *k) {
  uint32_t be = k->person->title_first;
  if (be < 2 || strcmp(k->c.s->tokens[be - 1].lemma, "be") != 0 ||
      att_rel_base((att_rel)k->c.s->tokens[be - 1].rel) == ATT_AUX_REL)
    return;
  be--;
  uint32_t end = be, body = ATT_NO_ENTITY, last;
  while (end > 1 && k->c.s->tokens[end - 1].upos == ATT_AUX)
    end--;
  uint32_t first = end;
  while (first > 0 && end - first < 14 && !att_seat_ends_phrase(k, first - 1) &&
         !is(k, first - 1, ",") && !att_seat_other(k, first - 1) && !is(k, first - 1, "whose"))
    first--;
  if (first > 1 && is(k, first - 1, "whose"))
    body = att_seat_body_of_relative(k, first - 1);
  for (uint32_t t = first; t < end && t < first + 6; t++)
    if (role_at(k, t, &last) != NULL) {
      att_seat_roles(k, first, end, "role-is-name", body);
      return;
    }
}

/* Is the sentence a line that says an office and nothing else: "Minister for Defence"? */
static bool is_office_line(const att_seat *k) {
  uint32_t last;
  bool office = false;
  for (uint32_t i = 0; i < k->c.s->token_count; i++)
    if (k->c.s->tokens[i].upos == ATT_VERB || node_at(k, i) == k->person->node ||
        att_seat_other(k, i))
      return false;
  for (uint32_t t = 0; t < 4 && !office; t++) { /* behind "the", "Acting" */
    office = t < k->c.s->token_count && role_at(k, t, &last) != NULL;
    if (!is(k, t, "the") && !has(k, ATT_WORD_TITLE_MODIFIER, form(k, t)))
      break;
  }
  return office;
}

/* "The Hon A B MP" on a line by itself, above lines of offices: who publishes the article. */
void att_seat_masthead(const att_seat *k) {
  att_facts *f = k->c.facts;
  const att_document *d = f->document;
  if (d->paragraphs.items[k->c.s->paragraph].kind != ATT_PARAGRAPH_HEADING ||
      att_seat_skip_honours(k, k->person->last + 1) < k->c.s->token_count)
    return;
  for (uint32_t i = k->c.number + 1; i < d->sentences.count; i++) {
    const att_sentence *s = &d->sentences.items[i];
    att_mention m = {.sentence = i, .node = k->person->node};
    att_seat line = {{f, s, i}, &m, 0};
    if (d->paragraphs.items[s->paragraph].kind != ATT_PARAGRAPH_HEADING || !is_office_line(&line))
      return;
    att_seat_roles(&line, 0, s->token_count, "apposition-after-name", ATT_NO_ENTITY);
  }
}

/* "Germany's General A B", "Iran's A B": the state that has the person; NULL. */
static const char *nation_of_owner(const att_seat *k) {
  const att_facts *f = k->c.facts;
  uint32_t s = k->person->title_first;
  if (s < 2 || (!is(k, s - 1, "'s") && !is(k, s - 1, "\xe2\x80\x99s")))
    return NULL;
  uint32_t m = f->owner[k->c.number][s - 2];
  const att_node *node = m != 0 ? &f->nodes.items[f->mentions.items[m - 1].node] : NULL;
  return node != NULL && node->kind == ATT_NODE_STATE ? node->iso3 : NULL;
}

/* "Norwegian General A B", "U.S. Army Maj. Gen. A B": the state whose demonym, or the state of the
 * force that, stands right before a rank; NULL. */
static const char *nation_before(const att_seat *k) {
  const att_facts *f = k->c.facts;
  uint32_t first = k->person->title_first, last;
  bool counterpart = first > 1 && is(k, first - 1, "counterpart"); /* his Kenyan counterpart A B */
  first -= counterpart;
  uint32_t m = first > 0 ? f->owner[k->c.number][first - 1] : 0;
  if (m == 0 ||
      (!counterpart && (first == k->person->first ||
                        att_lexicon_match(f->lexicon, ATT_LEX_RANK, k->c.s, first, &last) == NULL)))
    return NULL;
  const att_mention *before = &f->mentions.items[m - 1];
  const att_node *node = &f->nodes.items[before->node];
  bool force = node->class_name != NULL && (strcmp(node->class_name, "ServiceBranch") == 0 ||
                                            strcmp(node->class_name, "ArmedForces") == 0);
  const char *word = form(k, before->last);
  bool letters = before->first == before->last && strlen(word) < 5 && /* "U.S. Gen. A B" */
                 strpbrk(word, "abcdefghijklmnopqrstuvwxyz") == NULL;
  if (letters && first > 1 &&
      (is(k, first - 2, "the") || k->c.s->tokens[first - 2].upos == ATT_ADP))
    letters = false; /* "in the U.S. Gen. A B" */
  if (node->kind == ATT_NODE_STATE ? !before->adjective && !letters : !force)
    return NULL;
  return node->iso3;
}

const char *att_seat_nation(const att_seat *k) {
  const char *iso3 = nation_before(k);
  return iso3 != NULL ? iso3 : nation_of_owner(k);
}

bool att_seat_merely_serves(const att_seat *k, uint32_t last, const att_lex_entry *role,
                            uint32_t body) {
  uint32_t end;
  if (!has(k, ATT_WORD_SERVING, role->label) || last + 1 >= k->person->first ||
      att_lexicon_match(k->c.facts->lexicon, ATT_LEX_RANK, k->c.s, last + 1, &end) == NULL ||
      end + 1 != k->person->first)
    return false;
  att_node *person = &k->c.facts->nodes.items[k->person->node];
  if (body != ATT_NO_ENTITY && person->iso3 == NULL)
    person->iso3 = att_seat_state_of(k, body);
  return true;
}
