/* SPDX-License-Identifier: Apache-2.0
 *
 * Names of organizations by their head words, which ontology/org-kinds.tsv lists; ships.
 */
#include <stdio.h>

#include "extract/index.h"
#include "extract/scan.h"

/* May a number follow the word in a name: "Division 308"? */
static bool is_number_head(const att_scan *k, uint32_t t) {
  static const char *const CLASSES[] = {"MilitaryUnit", "MilitaryCommand"};
  for (uint32_t first = t > 2 ? t - 2 : 0; first <= t; first++) {
    uint32_t last;
    const att_lex_entry *e =
        att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, first, &last);
    for (size_t i = 0; i < 2 && e != NULL && last == t; i++)
      if (strcmp(e->type, CLASSES[i]) == 0)
        return true;
  }
  return is(k, t, "hospital") || is(k, t, "factory"); /* Military Hospital 175 */
}

/* "Task Force 51/5" */
static bool is_double_number(const char *word) {
  size_t size = strspn(word, "0123456789");
  return size > 0 && size < 4 && word[size] == '/' && isdigit((unsigned char)word[size + 1]) &&
         strlen(word) < 8;
}

/* "Ministry of National Security | Mrs. A B", "Ministry of Defence and National Service | Mr C D"
 */
static bool is_courtesy(const att_scan *k, uint32_t t) {
  uint32_t last;
  const char *word = form(k, t);
  bool before_name = t + 1 < k->s->token_count && k->entity[t + 1] == ATT_ENTITY_PERSON;
  return (word[strlen(word) - 1] == '.' || before_name) &&
         att_lexicon_match(k->facts->lexicon, ATT_LEX_COURTESY, k->s, t, &last) != NULL;
}

/* "Ohio National Guard | Soldiers": people at the end of a name, who are no part of it. */
static bool is_people(const att_scan *k, uint32_t t) {
  const att_token *token = &k->s->tokens[t];
  bool plural = strcmp(token->xpos, "NNS") == 0 || strcmp(token->xpos, "NNPS") == 0;
  return plural && !att_scan_namey(k, t + 1) &&
         (att_lexicon_word(k->facts->lexicon, ATT_WORD_SERVING, token->lemma) ||
          is(k, t, "soldiers") || is(k, t, "airmen") || is(k, t, "sailors"));
}

/* Right end: capitalised words, and "of National Defence", "of Foreign Affairs and International
 * Cooperation". */
static uint32_t extend_right(att_scan *k, uint32_t last, bool government) {
  uint32_t count = k->s->token_count, title;
  while (last + 1 < count) {
    uint32_t t = last + 1;
    if (is(k, t, "No.") && t + 1 < count && isdigit((unsigned char)form(k, t + 1)[0]))
      return t + 1; /* Army Officer College No. 1 */
    if (att_scan_namey(k, t) && k->taken[t] != NAME && k->taken[t] != RANK && k->taken[t] != ROLE &&
        !att_scan_title(k, t, &title) && k->entity[t] != ATT_ENTITY_PERSON &&
        !att_scan_is_aircraft(k, t) && !is_courtesy(k, t) && !is_people(k, t)) {
      last = t;
    } else if (isdigit((unsigned char)form(k, t)[0]) &&
               (strlen(form(k, t)) < 4 || is_double_number(form(k, t))) && is_capital(k, last) &&
               k->s->tokens[last].space_after && is_number_head(k, last)) {
      return t + (is(k, t + 1, "command") && is_capital(k, t + 1)); /* Naval Region 3 Command */
    } else if (is_hyphen(k, t) && t + 1 < count && att_scan_namey(k, t + 1) &&
               !k->s->tokens[last].space_after) {
      last = t + 1;
    } else if (government && (is(k, t, "of") || is(k, t, "for") || is(k, t, "on")) &&
               t + 1 < count && !(is(k, t, "on") && k->entity[t + 1] == ATT_ENTITY_PLACE)) {
      uint32_t next = is(k, t + 1, "the") ? t + 2 : t + 1;
      if (next >= count || !att_scan_namey(k, next) || k->entity[next] == ATT_ENTITY_PERSON)
        break;
      if (att_scan_kind(k, next) == ATT_NODE_ORG) /* a department of the Vietnam People's Army */
        return k->facts->mentions.items[k->facts->owner[k->number][next] - 1].last;
      bool state = k->taken[next] == STATE && k->facts->owner[k->number][next] != 0;
      last = state ? k->facts->mentions.items[k->facts->owner[k->number][next] - 1].last : next;
    } else if (government && is(k, t, "and") && t + 1 < count && att_scan_namey(k, t + 1) &&
               k->taken[t + 1] == FREE && k->entity[t + 1] == ATT_ENTITY_ORG &&
               !att_scan_title(k, t + 1, &title)) {
      last = t + 1;
    } else if (government && att_scan_fields(k, last) > last) {
      last = att_scan_fields(k, last);
    } else {
      break;
    }
  }
  return last;
}

/* Where the whole words `word` stand in a name, any case; NULL if nowhere. */
static const char *find_words(const char *name, const char *word, size_t size) {
  for (const char *at = name; *at != '\0'; at++)
    if ((at == name || at[-1] == ' ') && strncasecmp(at, word, size) == 0 &&
        (at[size] == '\0' || at[size] == ' '))
      return at;
  return NULL;
}

/* "the Department", "the embassy": the latest organization with that word in its name. */
static void refer_back(att_scan *k, uint32_t first, uint32_t last) {
  att_facts *f = k->facts;
  if (first == 0 || !is(k, first - 1, "the") || is(k, last + 1, "of") ||
      strcmp(k->s->tokens[last].xpos, "NNS") == 0)
    return;
  const char *word = att_facts_text(f, k->number, first, last);
  size_t size = strlen(word);
  for (size_t i = f->mentions.count;
       att_mentions_back(f, att_reach_first(k->number), k->number + ATT_REACH, &i);) {
    uint32_t node = f->mentions.items[i].node;
    const char *name = f->nodes.items[node].name;
    const char *at =
        f->nodes.items[node].kind == ATT_NODE_ORG ? find_words(name, word, size) : NULL;
    const char *class_name = f->nodes.items[node].class_name; /* the Corps of Attachés */
    bool other = at != NULL && at == f->nodes.items[node].name &&
                 strncmp(at + size, " of ", 4) == 0 && class_name != NULL &&
                 strcmp(class_name, "Organization") == 0;
    if (at == NULL || other)
      continue;
    att_scan_mention(k, first, last, node)->common = true;
    att_scan_take(k, first, last, NAME);
    return;
  }
}

/* "the Azerbaijani army", "the Latvian parliament": a common noun that a demonym makes a name. */
static bool plain_body(const att_scan *k, uint32_t t, uint32_t *ret_last) {
  if (t == 0 || k->taken[t - 1] != STATE || is_capital(k, t) ||
      k->facts->owner[k->number][t - 1] == 0)
    return false;
  for (uint32_t last = t + 3; last-- > t;) {
    uint32_t title;
    if (last >= k->s->token_count ||
        !att_lexicon_word(k->facts->lexicon, ATT_WORD_PLAIN_BODY,
                          att_facts_text(k->facts, k->number, t, last)))
      continue;
    *ret_last = last;
    uint32_t next = last + 1; /* but "Chilean navy Capt. A B" */
    return next >= k->s->token_count || k->taken[next] == RANK || !att_scan_title(k, next, &title);
  }
  return false;
}

/* "1st Squadron", "Bravo Company": what is counted within a larger unit. */
static bool is_sub_unit(const att_scan *k, uint32_t first, uint32_t head) {
  return first < head && att_lexicon_word(k->facts->lexicon, ATT_WORD_SUB_UNIT, form(k, head));
}

/* Does a unit's name end with the token: "3rd Infantry Regiment", "7th Marines", "The Rifles"? */
static bool ends_unit(const att_scan *k, uint32_t t, uint32_t *ret_last) {
  const att_lex_entry *e =
      att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, t, ret_last);
  bool unit = e != NULL && strcmp(e->type, "MilitaryUnit") == 0;
  if (!unit && att_lexicon_word(k->facts->lexicon, ATT_WORD_UNIT_NAME, form(k, t))) {
    *ret_last = t;
    unit = true;
  }
  return unit && !att_scan_namey(k, *ret_last + 1);
}

/* "1st Squadron, 40th Cavalry Regiment", "3rd Battalion, The Rifles", "6th Battalion of Infantry":
 * the end of the larger unit behind the comma; `end` where none stands there. */
static uint32_t unit_end(const att_scan *k, uint32_t end) {
  uint32_t t = end + 2, last;
  bool of = is(k, end + 1, "of") && is_capital(k, t);
  if ((!is(k, end + 1, ",") && !of) || t >= k->s->token_count || k->taken[t] == NAME)
    return end;
  if (of)
    return att_lexicon_word(k->facts->lexicon, ATT_WORD_UNIT_NAME, form(k, t)) ? t : end;
  t += is(k, t, "the") && t + 1 < k->s->token_count;
  for (uint32_t i = t; i < k->s->token_count && i < t + 6; i++) {
    bool number = isdigit((unsigned char)form(k, i)[0]) != 0;
    if ((!att_scan_namey(k, i) && !number) || k->taken[i] == NAME)
      return end;
    if (ends_unit(k, i, &last))
      return i > t || is(k, t - 1, "the") || is_capital(k, i) ? last : end;
  }
  return end;
}

/* "Special Operations Command, Pacific", "Task Force, Africa (TF-AF)": the region behind a comma
 * that ends a command's name, before an acronym or what cannot be a list of places. */
static uint32_t region_end(const att_scan *k, uint32_t end) {
  uint32_t t = end + 2;
  if (!is(k, end + 1, ",") || t + 1 >= k->s->token_count ||
      !att_lexicon_word(k->facts->lexicon, ATT_WORD_REGION_TAIL, form(k, t)))
    return end;
  bool acronym = is(k, t + 1, "(") && t + 3 < k->s->token_count && is(k, t + 3, ")") &&
                 all_capitals(form(k, t + 2));
  bool closed = is(k, t + 1, ",") || is(k, t + 1, ".") || k->s->tokens[t + 1].upos == ATT_VERB ||
                k->s->tokens[t + 1].upos == ATT_AUX;
  return acronym || closed ? t : end;
}

/* "Defence Forces of Tanzania": the state behind the name of its forces. */
static uint32_t state_end(const att_scan *k, const char *class_name, uint32_t end) {
  uint32_t of = is(k, end + 2, "the") ? end + 3 : end + 2;
  bool forces = strcmp(class_name, "ArmedForces") == 0 || strcmp(class_name, "ServiceBranch") == 0;
  if (!forces || !is(k, end + 1, "of") || of >= k->s->token_count || k->taken[of] != STATE)
    return end;
  const att_mention *m = &k->facts->mentions.items[k->facts->owner[k->number][of] - 1];
  return m->adjective ? end : m->last;
}

/* "Joint Command | of the Armed Forces of Peru": the end of the forces that a staff is of. */
static uint32_t forces_end(const att_scan *k, uint32_t first, uint32_t end) {
  uint32_t t = is(k, end + 2, "the") ? end + 3 : end + 2, last = end;
  if (!is(k, end + 1, "of") || t >= k->s->token_count ||
      !att_lexicon_word(k->facts->lexicon, ATT_WORD_STAFF,
                        att_facts_text(k->facts, k->number, first, end)))
    return end;
  while (t + 1 < k->s->token_count && k->taken[t] == STATE)
    t++;
  const att_lex_entry *e = att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, t, &last);
  if (e == NULL || strcmp(e->type, "ArmedForces") != 0 || !is_capital(k, t))
    return end;
  return state_end(k, e->type, last);
}

static bool is_joint(const att_scan *k, uint32_t t) {
  return is(k, t, "and") || is(k, t, "&") || is(k, t, ",") || is(k, t, "of") || is(k, t, "for") ||
         is(k, t, "the") || is(k, t, "on") || is_hyphen(k, t);
}

/* "Centre for Peacekeeping, Mines and Ordnance Clearance (CPMOC)": where a name ends that goes on
 * behind `last`, which an acronym in brackets shows with the letters that it has from there. */
static uint32_t acronym_end(const att_scan *k, uint32_t first, uint32_t last) {
  uint32_t end = last + 1;
  while (end < k->s->token_count && end < last + 12 && !is(k, end, "(") &&
         (att_scan_namey(k, end) || is_joint(k, end)) && k->taken[end] != NAME)
    end++;
  if (end == last + 1 || !is(k, end, "(") || !is(k, end + 2, ")") ||
      !all_capitals(form(k, end + 1)))
    return last;
  const char *letter = form(k, end + 1);
  uint32_t matched = first;
  bool whole = form(k, first)[0] == *letter;
  for (uint32_t t = first; t < end; t++) {
    if (*letter != '\0' && form(k, t)[0] == *letter) {
      letter++;
      matched = t;
    }
    whole = whole && (t <= matched || !is_capital(k, t) || *letter != '\0');
  }
  return whole && *letter == '\0' && matched > last ? end - 1 : last;
}

/* "Army Gen. A B": the service before a rank, which the press of the United States leaves without
 * its state; not where the article never names them. */
static bool service_of_rank(att_scan *k, uint32_t first, uint32_t last) {
  att_facts *f = k->facts;
  uint32_t end;
  if (att_lexicon_match(f->lexicon, ATT_LEX_ROLE, k->s, first, &end) != NULL && end > last)
    return false; /* "Navy Commander A B" */
  const char *name = att_facts_text(f, k->number, first, last);
  const char *whole = att_arena_format(f->arena, "U.S. %s", name);
  const att_lex_entry *e = att_lexicon_find(f->lexicon, ATT_LEX_ORG, whole);
  if (e == NULL || !att_scan_names_state(f, e->iso3))
    return false;
  for (uint32_t t = first; t-- > 0 && first - t < 8 && k->s->tokens[t].upos != ATT_VERB;) {
    uint32_t m = f->owner[k->number][t];
    const char *iso3 = m != 0 ? f->nodes.items[f->mentions.items[m - 1].node].iso3 : NULL;
    if (iso3 != NULL && strcmp(iso3, e->iso3) != 0 && is(k, first - 1, ","))
      return false; /* "Chief of the Peruvian Armed Forces, Army Gen. A B" */
  }
  att_scan_name(k, first, last, ATT_NODE_ORG, e->type, e->label, e->iso3);
  return true;
}

/* "Combined Task Force (CTF) | 151": the number behind an acronym in brackets; `end` for none. */
static uint32_t numbered_end(const att_scan *k, uint32_t end) {
  bool bracket = end + 4 < k->s->token_count && is(k, end + 1, "(") && is(k, end + 3, ")") &&
                 all_capitals(form(k, end + 2)) && isdigit((unsigned char)form(k, end + 4)[0]) &&
                 strlen(form(k, end + 4)) < 6 && is_number_head(k, end);
  return bracket ? end + 4 : end;
}

/* The same as one name, "Combined Task Force 151", also known as CTF 151. */
static void name_numbered(att_scan *k, uint32_t first, uint32_t end, const char *class_name) {
  att_facts *f = k->facts;
  const char *number = form(k, end + 4);
  const char *name =
      att_arena_format(f->arena, "%s %s", att_facts_text(f, k->number, first, end), number);
  uint32_t node = att_facts_named(f, ATT_NODE_ORG, name);
  if (node == ATT_NO_ENTITY)
    node = att_facts_node(f, ATT_NODE_ORG, name, "org");
  att_node *n = &f->nodes.items[node];
  n->class_name = n->class_name != NULL ? n->class_name : class_name;
  n->iso3 = n->iso3 != NULL ? n->iso3 : att_scan_state_in(k, first, end);
  att_facts_alias(f, node, att_arena_format(f->arena, "%s %s", form(k, end + 2), number));
  att_scan_mention(k, first, end + 4, node);
  att_scan_own(k, first, end + 4);
  att_scan_take(k, first, end + 4, NAME);
}

bool att_scan_joint_body(const att_facts *f, const char *name) {
  static const char *const GROUPS[] = {"Working Group", "Steering Group", "Consultative Group",
                                       "Coordination Group"};
  bool body = false, joint = false;
  for (const char *at = name; *at != '\0';) {
    char word[32];
    size_t size = strcspn(at, " ");
    snprintf(word, sizeof word, "%.*s", (int)size, at);
    if (strcasecmp(word, "Chiefs") == 0 || strcasecmp(word, "Staff") == 0)
      return false;
    joint = joint || att_lexicon_word(f->lexicon, ATT_WORD_JOINT_BODY, word);
    body = body || strcasecmp(word, "Committee") == 0 || strcasecmp(word, "Commission") == 0;
    for (size_t i = 0; i < sizeof GROUPS / sizeof *GROUPS; i++)
      body = body || strncasecmp(at, GROUPS[i], strlen(GROUPS[i])) == 0;
    at += size;
    at += strspn(at, " ");
  }
  return body && joint;
}

/* "Minister of the Armed Forces | Étienne Vauclair": two capitalised words that go on no name. */
static bool is_name_behind(const att_scan *k, uint32_t last) {
  uint32_t end;
  for (uint32_t t = last + 1; t < last + 3; t++)
    if (!att_scan_free(k, t) ||
        att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, t, &end) != NULL)
      return false;
  return !att_scan_free(k, last + 3) && !is(k, last + 3, "of");
}

/* "the Colonel | John Clarke | Military School": where the rank and name begin of whom the school
 * is called after; `first` where none stand there. */
static uint32_t namesake_left(const att_scan *k, uint32_t first) {
  uint32_t t = first;
  while (t > 0 && k->entity[t - 1] == ATT_ENTITY_PERSON && att_scan_namey(k, t - 1) &&
         k->taken[t - 1] == FREE)
    t--;
  if (t == first || t < 2 || !is_capital(k, first) || k->taken[t - 1] != RANK)
    return first;
  while (t > 0 && k->taken[t - 1] == RANK)
    t--;
  return t > 0 && is(k, t - 1, "the") ? t : first;
}

/* "18 | Marines", "25 Argentine | Marines": so many people, no service. */
static bool is_counted(const att_scan *k, uint32_t t) {
  uint32_t before = t;
  while (before > 0 && k->taken[before - 1] == STATE)
    before--;
  return before > 0 && k->s->tokens[before - 1].upos == ATT_NUM;
}

/* "NATO | Headquarters Sarajevo", "HQ Northwood": a headquarters that goes by the town it is in. */
static bool scan_headquarters(att_scan *k, uint32_t t, uint32_t *ret_last) {
  if (!(is(k, t, "headquarters") || is(k, t, "hq")) || !is_capital(k, t) || k->taken[t] == NAME ||
      att_scan_city(k, t + 1, ret_last) == NULL)
    return false;
  uint32_t m = t > 0 ? k->facts->owner[k->number][t - 1] : 0;
  bool whose = m != 0 && all_capitals(form(k, t - 1)) && att_scan_kind(k, t - 1) == ATT_NODE_ORG;
  att_scan_name(k, whose ? k->facts->mentions.items[m - 1].first : t, *ret_last, ATT_NODE_ORG,
                "MilitaryCommand", NULL, NULL);
  return true;
}

void att_scan_organizations(att_scan *k) {
  const att_lexicon *lexicon = k->facts->lexicon;
  for (uint32_t t = 0; t < k->s->token_count; t++) {
    uint32_t last;
    if (scan_headquarters(k, t, &last)) {
      t = last;
      continue;
    }
    const att_lex_entry *e = att_lexicon_match(lexicon, ATT_LEX_ORG_HEAD, k->s, t, &last);
    bool embassy = e == NULL && t > 0 && is(k, t, "embassy") && k->taken[t - 1] == STATE;
    if (e == NULL && !embassy && plain_body(k, t, &last)) {
      e = att_lexicon_find(lexicon, ATT_LEX_ORG_HEAD, att_facts_text(k->facts, k->number, t, last));
      uint32_t role_end;
      bool title = att_lexicon_match(lexicon, ATT_LEX_ROLE, k->s, t, &role_end) != NULL;
      if (e != NULL && k->taken[t] != NAME && !title) {
        att_scan_name(k, k->facts->mentions.items[k->facts->owner[k->number][t - 1] - 1].first,
                      last, ATT_NODE_ORG, e->type, NULL, NULL);
        t = last;
      }
      continue;
    }
    if (e == NULL && !embassy && k->taken[t] == FREE && !is_capital(k, t) &&
        att_lexicon_word(lexicon, ATT_WORD_BODY_NOUN, form(k, t))) {
      refer_back(k, t, t); /* "the ministry" */
      continue;
    }
    bool medal = t > 1 && (is(k, t - 1, "for") || is(k, t - 1, "of")) && is(k, t - 2, "medal");
    if ((e == NULL && !embassy) || k->taken[t] == NAME || medal || /* Medal for Military Merit */
        (is(k, t, "guard") && (is(k, t + 1, "of") || (t > 0 && is(k, t - 1, "quarter")))))
      /* a Guard of Honour, a Quarter Guard */
      continue;
    if (is(k, t, "marines") && is_counted(k, t))
      continue;
    uint32_t role_last;
    bool ranked = t > 0 && k->taken[t] == RANK && k->taken[t - 1] == RANK;
    uint32_t before = t > 1 && is(k, t - 1, "local") ? t - 2 : t - 1;
    bool portfolio = t > 1 && before > 0 && e != NULL && is(k, before, "of") &&
                     is(k, before - 1, "minister") && strcmp(e->type, "GovernmentBody") == 0;
    if (ranked || portfolio)
      continue; /* Major General Staff Pilot A B, Minister of Local Government */
    bool title = att_lexicon_match(lexicon, ATT_LEX_ROLE, k->s, t, &role_last) != NULL &&
                 e != NULL && role_last > last && last == t &&
                 (strcmp(e->type, "GovernmentBody") == 0 || strcmp(e->type, "Organization") == 0);
    const att_lex_entry *office = att_lexicon_match(lexicon, ATT_LEX_ROLE, k->s, t, &role_last);
    title = title || (e != NULL && office != NULL && role_last > last && office->type != NULL &&
                      strncmp(office->type, "ministry", 8) == 0); /* Armed Forces Minister */
    uint32_t in_role = att_scan_in_role(k, t, last);
    bool ends = in_role != 0 &&
                (!att_scan_free(k, in_role + 1) || k->entity[in_role + 1] == ATT_ENTITY_PERSON ||
                 is_courtesy(k, in_role + 1)); /* Minister of National Service | Mr A B */
    ends = ends || (in_role == last && e != NULL && strcmp(e->type, "ArmedForces") == 0 &&
                    is_name_behind(k, last));
    uint32_t of = is(k, in_role + 2, "the") ? in_role + 3 : in_role + 2;
    if (in_role == last && is(k, last + 1, "of") && att_scan_namey(k, of) && is_capital(k, t) &&
        strcmp(e->type, "GovernmentBody") == 0)
      ends = false; /* head of the Department of Political Affairs */
    if (in_role == last && last + 1 < k->s->token_count &&
        isdigit((unsigned char)form(k, last + 1)[0]) && is_capital(k, t) && is_number_head(k, last))
      ends = false; /* commander of Task Force 52 */
    if (e != NULL && (title || ends))
      continue; /* "Cabinet Secretary", "Press Secretary" */
    if (e != NULL && strcmp(e->type, "ServiceBranch") == 0 && is_capital(k, t) &&
        last + 1 < k->s->token_count && k->taken[last + 1] == RANK &&
        !(t > 0 && att_scan_free(k, t - 1) && k->entity[t - 1] == ATT_ENTITY_ORG) &&
        att_scan_owner(k, t) == 0 && service_of_rank(k, t, last)) {
      t = last;
      continue;
    }
    if (embassy)
      last = t;
    for (uint32_t i = t + 1; i <= last && e != NULL; i++) { /* Joint | Command and Staff College */
      uint32_t inner;
      const att_lex_entry *longer = att_lexicon_match(lexicon, ATT_LEX_ORG_HEAD, k->s, i, &inner);
      if (longer != NULL && inner > last && is_capital(k, inner) &&
          strcmp(longer->type, "Organization") == 0) {
        e = longer;
        last = inner;
      }
    }
    const char *class_name = embassy ? "DiplomaticMission" : e->type;
    bool government =
        strcmp(class_name, "GovernmentBody") == 0 || strcmp(class_name, "DefenceMinistry") == 0 ||
        strcmp(class_name, "DiplomaticMission") == 0 || strcmp(class_name, "Organization") == 0 ||
        (is(k, last + 1, "of") &&
         att_scan_all_fields(k, last + 2, last + 2)); /* Division of Marine Law */
    uint32_t first = att_scan_left_of(k, t),
             end = embassy ? last : extend_right(k, last, government);
    bool mission = strcmp(class_name, "DiplomaticMission") == 0;
    if (mission && end + 2 < k->s->token_count && is(k, end + 1, "in") &&
        att_scan_namey(k, end + 2)) { /* in Port Moresby */
      uint32_t seat = k->facts->owner[k->number][end + 2];
      end = seat != 0 ? k->facts->mentions.items[seat - 1].last : extend_right(k, end + 2, false);
    }
    for (uint32_t i = last + 1; i <= end; i++) { /* a later head decides: Army Europe Command */
      uint32_t inner;
      const att_lex_entry *later = att_lexicon_match(lexicon, ATT_LEX_ORG_HEAD, k->s, i, &inner);
      if (later != NULL && inner > end) { /* Army Command and Staff College */
        class_name = later->type;
        end = inner;
      }
      if (later != NULL && !government &&
          ((inner == end && strcmp(class_name, "ArmedForces") == 0) || /* Military Committee */
           strcmp(later->type, "Organization") != 0 ||
           att_lexicon_word(lexicon, ATT_WORD_PREMISES, form(k, inner)))) {
        class_name = later->type; /* Army Medical Center | of Excellence */
        if (inner == end && strcmp(class_name, "Organization") == 0)
          end = extend_right(k, end, true);
      }
    }
    if (strcmp(class_name, "ArmedForces") == 0 && end > last &&
        att_scan_all_fields(k, last + 1, end))
      continue; /* "Military Cooperation": work, no forces */
    if (first == 0 && first < t && !is_capital(k, t) && k->taken[0] == FREE)
      continue; /* "Land force leaders" */
    bool bare = first == t && end == t;
    if (bare && !all_capitals(form(k, t)) &&
        (strcmp(class_name, "DefenceMinistry") != 0 || first == last) &&
        strcmp(form(k, t), "NATO") != 0) {
      refer_back(k, t, last); /* "the Army" alone names nothing new */
      continue;
    }
    if (first > 0 && (is(k, first - 1, "a") || is(k, first - 1, "an")) &&
        strcmp(class_name, "MilitaryUnit") == 0 && end + 1 < k->s->token_count &&
        k->s->tokens[end + 1].upos != ATT_NOUN && k->s->tokens[end + 1].upos != ATT_PROPN &&
        !isdigit((unsigned char)form(k, first)[0])) {
      att_scan_take(k, first, end, NAME);
      t = end;
      continue; /* "an Integrated Battle Group": a kind of unit */
    }
    if (!government)
      end = forces_end(k, t, state_end(k, class_name, region_end(k, end)));
    end = acronym_end(k, first, end);
    uint32_t numbered = first <= t ? numbered_end(k, end) : end;
    if (numbered > end) {
      name_numbered(k, first, end, class_name);
      t = numbered;
      continue;
    }
    if (strcmp(class_name, "Organization") == 0 || strcmp(class_name, "ArmedForces") == 0)
      first = namesake_left(k, first);
    bool there = first > 1 && (is(k, first - 1, "the") || is(k, first - 1, "headquarters")) &&
                 (is(k, first - 2, "at") || is(k, first - 2, "to") || is(k, first - 2, "in"));
    if (there && is(k, end, "headquarters") && is_capital(k, end)) {
      att_scan_name(k, first, end, ATT_NODE_PLACE, NULL, NULL, NULL);
      t = end;
      continue; /* "at the Defence Headquarters, Nairobi" */
    }
    if (is(k, end + 1, "in") && end + 3 < k->s->token_count && k->taken[end + 2] == STATE &&
        att_lexicon_word(lexicon, ATT_WORD_MISSION, form(k, end))) { /* in Somalia (EUTM-S) */
      uint32_t state = k->facts->mentions.items[k->facts->owner[k->number][end + 2] - 1].last;
      end = is(k, state + 1, "(") ? state : end;
    }
    uint32_t whole = is_sub_unit(k, first, last) ? unit_end(k, end) : end;
    att_scan_name(k, first, whole, ATT_NODE_ORG, class_name, NULL, NULL);
    if (whole > end) {
      uint32_t node = k->facts->mentions.items[k->facts->mentions.count - 1].node;
      att_facts_alias(k->facts, node, att_facts_text(k->facts, k->number, first, end));
    }
    t = whole;
  }
}

/* "(DDG 171)", "(FFH-153)" behind a ship's name: its last token; `last` where there is none. */
static uint32_t skip_hull_number(att_scan *k, uint32_t last) {
  if (!is(k, last + 1, "("))
    return last;
  uint32_t end = last + 2;
  bool digit = false;
  while (end < k->s->token_count && end < last + 6 && !is(k, end, ")")) {
    if (islower((unsigned char)form(k, end)[0]))
      return last;
    digit = digit || isdigit((unsigned char)form(k, end)[strlen(form(k, end)) - 1]);
    end++;
  }
  if (!is(k, end, ")") || !digit)
    return last;
  att_scan_take(k, last + 1, end, NAME);
  return end;
}

/* "the patrol vessel CGS Stalwart": capitals before a name, behind a word for a ship. */
static bool is_unknown_prefix(const att_scan *k, uint32_t t) {
  size_t size = strlen(form(k, t));
  if (size < 2 || size > 5 || !all_capitals(form(k, t)) || !att_scan_namey(k, t + 1) ||
      all_capitals(form(k, t + 1)) || k->taken[t] == NAME || k->taken[t + 1] == NAME)
    return false;
  for (uint32_t first = t > 3 ? t - 3 : 0, last; first < t; first++)
    if (att_lexicon_match(k->facts->lexicon, ATT_LEX_SHIP_TYPE, k->s, first, &last) != NULL &&
        last + 1 == t)
      return true;
  return false;
}

/* "USS Savannah Visits Sihanoukville": in a headline, where a verb of ontology/frames.tsv begins
 * what is told of the ship. */
static uint32_t ends_before_verb(const att_scan *k, uint32_t t, uint32_t last) {
  const att_document *d = k->facts->document;
  bool title = d->paragraphs.items[k->s->paragraph].kind == ATT_PARAGRAPH_TITLE;
  for (; title && t <= last; t++) {
    char lemma[32];
    size_t size = strlen(form(k, t));
    if (size < 4 || size >= sizeof lemma || form(k, t)[size - 1] != 's')
      continue;
    memcpy(lemma, form(k, t), size);
    lemma[size - 1] = '\0';
    lemma[0] = (char)tolower((unsigned char)lemma[0]);
    if (att_lexicon_frame(k->facts->lexicon, lemma, true, NULL) != NULL)
      return t - 1;
  }
  return last;
}

/* The end of a ship's name, with particles: "Independencia del Mar". */
static uint32_t ship_end(const att_scan *k, uint32_t last) {
  uint32_t first = last;
  last = att_scan_right(k, last);
  if (is_capital(k, last + 1) && k->taken[last + 1] == FREE && !att_scan_calendar(k, last + 1) &&
      (k->entity[last + 1] != ATT_ENTITY_PERSON || k->entity[last] == ATT_ENTITY_PERSON) &&
      k->s->tokens[last].space_after &&
      k->facts->document->paragraphs.items[k->s->paragraph].kind == ATT_PARAGRAPH_BODY)
    last = att_scan_right(k, last + 1);                            /* USS George Washington */
  while (last + 2 < k->s->token_count && is_hyphen(k, last + 1) && /* Saint-Malo */
         !k->s->tokens[last].space_after && !k->s->tokens[last + 1].space_after &&
         is_capital(k, last + 2) && k->taken[last + 2] != NAME)
    last = att_scan_right(k, last + 2);
  uint32_t nickname = att_scan_nickname(k, last + 1); /* USS Hershel "Woody" Williams */
  if (nickname > last + 1)
    last = att_scan_right(k, nickname);
  if (is(k, last + 1, "the") && last + 2 < k->s->token_count && is_capital(k, last + 2) &&
      k->s->tokens[last + 2].upos != ATT_NOUN && k->taken[last + 2] == FREE)
    last += 2; /* ROKS X the Great */
  while (last + 2 < k->s->token_count && islower((unsigned char)form(k, last + 1)[0]) &&
         att_lexicon_word(k->facts->lexicon, ATT_WORD_PARTICLE, form(k, last + 1)) &&
         att_scan_free(k, last + 2))
    last = att_scan_right(k, last + 2);
  for (uint32_t t = first + 1; t <= last; t++)
    if (strstr(k->s->tokens[t].feats, "VerbForm=Fin") != NULL)
      return t - 1; /* USS X | Arrives in Y */
  return last;
}

/* "the United States Coast Guard | cutter X", "a German | frigate": the state named before the type
 * of the ship at `t`; NULL. */
static const char *state_before_type(const att_scan *k, uint32_t t) {
  for (uint32_t i = t; i-- > 0 && i + 6 > t;) {
    uint32_t m = k->facts->owner[k->number][i];
    uint8_t upos = k->s->tokens[i].upos;
    if (m != 0 && k->taken[i] == STATE)
      return k->facts->nodes.items[k->facts->mentions.items[m - 1].node].iso3;
    if (m != 0 || (upos != ATT_NOUN && upos != ATT_PROPN && upos != ATT_ADJ && !is(k, i, "'s")))
      return NULL;
  }
  return NULL;
}

static uint32_t add_ship(att_scan *k, uint32_t first, uint32_t last, const char *iso3) {
  att_facts *f = k->facts;
  att_scan_name(k, first, last, ATT_NODE_ORG, "MilitaryUnit", NULL, NULL);
  att_node *ship = &f->nodes.items[f->mentions.items[f->mentions.count - 1].node];
  ship->ship = true;
  ship->iso3 = ship->iso3 != NULL ? ship->iso3 : iso3;
  return last;
}

/* "INS 'A'", "the frigate 'A'", "French Navy Ship 'A'": a ship's name in quotation marks from `t`
 * on, behind the prefix at `prefix` where that is before it; its closing mark, `t` for none. */
static uint32_t scan_quoted_ship(att_scan *k, uint32_t prefix, uint32_t t, const char *iso3) {
  uint32_t close = t + 2;
  if (!is_quote(k, t) || k->s->tokens[t].space_after || !is_capital(k, t + 1) ||
      k->taken[t + 1] == NAME)
    return t;
  while (close < k->s->token_count && close < t + 5 && !is_quote(k, close) && is_capital(k, close))
    close++;
  if (!is_quote(k, close))
    return t;
  const char *bare = att_facts_text(k->facts, k->number, t + 1, close - 1);
  const char *name =
      prefix < t ? att_arena_format(k->facts->arena, "%s %s", form(k, prefix), bare) : bare;
  att_scan_name(k, t + 1, close - 1, ATT_NODE_ORG, "MilitaryUnit", name, iso3);
  att_scan_take(k, prefix, close, NAME);
  uint32_t ship = k->facts->mentions.items[k->facts->mentions.count - 1].node;
  k->facts->nodes.items[ship].ship = true;
  if (prefix < t)
    att_facts_alias(k->facts, ship, bare);
  return close;
}

/* "Indian Naval Ships A and B", "Pakistan Navy Ship A": their names; the last token read, `t` for
 * none. */
static uint32_t scan_naval_ships(att_scan *k, uint32_t t) {
  bool several = is(k, t, "ships");
  if (t == 0 || !is_capital(k, t) || !(several || is(k, t, "ship")) ||
      !(is(k, t - 1, "naval") || is(k, t - 1, "navy") || is(k, t - 1, "guard")))
    return t;
  uint32_t last = t;
  for (uint32_t next = t + 1;
       att_scan_free(k, next) && (!all_capitals(form(k, next)) || att_scan_free(k, next + 1));) {
    uint32_t first = last == t ? t - 1 : next, end = ship_end(k, next), head;
    for (uint32_t i = next; i <= end + 1 && i < k->s->token_count; i++)
      if (att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, i, &head) != NULL ||
          att_lexicon_match(k->facts->lexicon, ATT_LEX_SITE, k->s, i, &head) != NULL ||
          att_lexicon_word(k->facts->lexicon, ATT_WORD_SITE_NOUN, form(k, i)))
        return last; /* the Naval Ship Repair Facility */
    last = end;
    att_scan_name(k, first, last, ATT_NODE_ORG, "MilitaryUnit",
                  att_facts_text(k->facts, k->number, next, last),
                  t > 1 ? att_scan_state_in(k, t - 2, t - 2) : NULL);
    k->facts->nodes.items[k->facts->mentions.items[k->facts->mentions.count - 1].node].ship = true;
    next = last + 1 + is(k, last + 1, ",");
    next += is(k, next, "and");
    if (next == last + 1 || !several)
      break;
  }
  return last;
}

static bool begins_ship(const att_scan *k, uint32_t t) {
  uint32_t title;
  return att_scan_free(k, t) && !all_capitals(form(k, t)) && !att_scan_calendar(k, t) &&
         !att_scan_title(k, t, &title);
}

/* "the destroyers A and B", "X Navy vessels A, B and C": the ships of a list behind their common
 * noun in the plural at `t`; the last token read, `t` for none. */
static uint32_t scan_listed_ships(att_scan *k, uint32_t t) {
  const att_token *noun = &k->s->tokens[t];
  uint32_t first = t + 1, names = 0, last = t;
  if (strcmp(noun->xpos, "NNS") != 0 || is_capital(k, t) || !begins_ship(k, first) ||
      !att_lexicon_word(k->facts->lexicon, ATT_WORD_SHIP, noun->lemma))
    return t;
  uint32_t end = ship_end(k, first), behind = end + 1;
  if (!is(k, behind, "and") && !is(k, behind, ","))
    return t; /* "the ships X visited" */
  behind += is(k, behind, ",");
  behind += is(k, behind, "and");
  if (!begins_ship(k, behind))
    return t;
  const char *iso3 = state_before_type(k, t);
  uint32_t navy = t > 0 ? k->facts->owner[k->number][t - 1] : 0;
  if (iso3 == NULL && navy != 0)
    iso3 = k->facts->nodes.items[k->facts->mentions.items[navy - 1].node].iso3;
  for (bool ends = false; names < 8 && begins_ship(k, first); names++) {
    last = add_ship(k, first, ship_end(k, first), iso3);
    first = last + 1 + is(k, last + 1, ",");
    if (ends || (first == last + 1 && !is(k, first, "and")))
      break;
    ends = is(k, first, "and");
    first += ends;
  }
  return last;
}

/* "HMAS Ballarat": a prefix of ships and what follows it. */
void att_scan_ships(att_scan *k) {
  for (uint32_t t = 0; t + 1 < k->s->token_count; t++) {
    uint32_t named = scan_naval_ships(k, t);
    named = named > t ? named : scan_listed_ships(k, t);
    if (named > t) {
      t = named;
      continue;
    }
    uint32_t last, base;
    const att_lex_entry *e = att_lexicon_match(k->facts->lexicon, ATT_LEX_SHIP, k->s, t, &last);
    bool prefix = e != NULL && last == t && all_capitals(form(k, t));
    if (prefix || is(k, t, "ship") ||
        att_lexicon_match(k->facts->lexicon, ATT_LEX_SHIP_TYPE, k->s, t, &last) != NULL) {
      named = prefix ? t + 1 : is(k, t, "ship") ? t + 1 : last + 1;
      uint32_t close = scan_quoted_ship(k, prefix ? t : named, named, prefix ? e->iso3 : NULL);
      if (close > named) {
        t = close;
        continue;
      }
    }
    uint32_t type_last, title;
    const att_lex_entry *site = att_lexicon_match(k->facts->lexicon, ATT_LEX_PLACE, k->s, t, &base);
    if (site != NULL && base > t && site->type != NULL && strcmp(site->type, "base") == 0) {
      t = base; /* HMAS Stirling */
      continue;
    }
    if (att_lexicon_match(k->facts->lexicon, ATT_LEX_SHIP_TYPE, k->s, t, &type_last) != NULL &&
        !is_capital(k, t)) {
      uint32_t first = type_last + 1; /* the frigate Almirante Condell, the ship Admiral Lazov */
      if (first + 2 < k->s->token_count && isdigit((unsigned char)form(k, first)[0]) &&
          is_hyphen(k, first + 1) && !k->s->tokens[first].space_after)
        first += 2; /* the frigate 016-Quang Trung */
      bool ranked = first + 1 < k->s->token_count && k->taken[first] == RANK &&
                    is_capital(k, first) &&
                    (k->entity[first + 1] != ATT_ENTITY_PERSON || !att_scan_free(k, first + 2));
      uint32_t own = ranked ? first + 1 : first;
      if (att_scan_free(k, own) && !all_capitals(form(k, own)) && !att_scan_calendar(k, own) &&
          !att_scan_title(k, own, &title)) {
        t = add_ship(k, first, ship_end(k, own), state_before_type(k, t));
        continue;
      }
    }
    if (e == NULL && t > 0 && is_unknown_prefix(k, t)) {
      t = add_ship(k, t, ship_end(k, t + 1), NULL);
      continue;
    }
    if (e == NULL || last != t || !all_capitals(form(k, t)) || !att_scan_namey(k, t + 1) ||
        k->taken[t] == NAME || k->taken[t + 1] == NAME)
      continue;
    last = ship_end(k, t + 1); /* a city's name, too: USS Austin */
    last = ends_before_verb(k, t + 2, last);
    while (last + 2 < k->s->token_count && is(k, last + 1, "of") &&
           (att_scan_namey(k, last + 2) || is(k, last + 2, "the")))
      last = att_scan_right(k, is(k, last + 2, "the") ? last + 3 : last + 2);
    bool aboard = false; /* a ship that one goes aboard is a place */
    for (uint32_t i = t > 8 ? t - 8 : 0; i < t; i++)
      aboard = aboard || att_lexicon_word(k->facts->lexicon, ATT_WORD_ABOARD, form(k, i));
    if (aboard)
      att_scan_name(k, t, last, ATT_NODE_PLACE, NULL, NULL, NULL);
    else
      att_scan_name(k, t, last, ATT_NODE_ORG, e->type, NULL, NULL);
    uint32_t ship = k->facts->mentions.items[k->facts->mentions.count - 1].node;
    if (k->facts->nodes.items[ship].iso3 == NULL)
      k->facts->nodes.items[ship].iso3 = e->iso3;
    att_facts_alias(k->facts, ship,
                    att_facts_text(k->facts, k->number, t + 1, last)); /* "the Ballarat" */
    t = skip_hull_number(k, last);
  }
}
