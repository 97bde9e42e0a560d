/* SPDX-License-Identifier: Apache-2.0
 *
 * Whom the head of an article says it comes from: agencies in datelines, press offices in bylines.
 */
#include "extract/argument.h"
#include "extract/scan.h"

/* "Hanoi (VNA) -": a word in a dateline's brackets that names whom the report comes from, and no
 * state, place or day. */
static bool names_agency(const att_scan *k, uint32_t t) {
  static const att_lex_kind PLACES[] = {ATT_LEX_STATE, ATT_LEX_DEMONYM, ATT_LEX_CAPITAL,
                                        ATT_LEX_PLACE};
  uint32_t last;
  for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++)
    if (att_lexicon_match(k->facts->lexicon, PLACES[i], k->s, t, &last) != NULL)
      return false;
  return is_capital(k, t) && strlen(form(k, t)) > 1 && strchr(form(k, t), '.') == NULL &&
         !att_scan_calendar(k, t) && !att_date_is_weekday(form(k, t)) &&
         att_scan_city(k, t, &last) == NULL;
}

static void scan_agency(att_scan *k, uint32_t first, uint32_t last) {
  if (!k->known_only && names_agency(k, first))
    att_scan_name(k, first, last, ATT_NODE_ORG, "Organization", NULL, NULL);
}

/* "(VNA)", "(Presse-Monde)", "/Agerpres/" in a dateline: the last token of the name between the
 * marks at `t` and behind it; `t` for none. */
static uint32_t agency_end(const att_scan *k, uint32_t t) {
  const att_document *d = k->facts->document;
  if (k->s->tokens[t].begin >= d->paragraphs.items[k->s->paragraph].dateline_end)
    return t;
  uint32_t last = is_hyphen(k, t + 2) && !k->s->tokens[t + 1].space_after ? t + 3 : t + 1;
  bool bracket = is(k, t, "(") && is(k, last + 1, ")");
  return last + 1 < k->s->token_count && (bracket || (is(k, t, "/") && is(k, last + 1, "/"))) ? last
                                                                                              : t;
}

/* "(U.S. Army photo by Staff Sgt. Luis Arce)", "(author: A B, editor: C D)": the closing bracket of
 * the credits that begin at `t`; `t` for none. */
static uint32_t credits_end(const att_scan *k, uint32_t t) {
  static const char *const WORK[] = {"photo",    "photograph", "image", "video",
                                     "courtesy", "author",     "editor"};
  bool work = false, by = false;
  uint32_t end = t + 1;
  if (!is(k, t, "("))
    return t;
  for (; end < k->s->token_count && end < t + 40 && !is(k, end, ")"); end++) {
    for (size_t i = 0; i < sizeof WORK / sizeof *WORK; i++)
      work = work || is(k, end, WORK[i]);
    by = by || is(k, end, "by") || is(k, end, "courtesy") || is(k, end, ":");
  }
  return work && by && end < k->s->token_count ? end : t;
}

void att_scan_credits(att_scan *k) {
  for (uint32_t t = 0; t < k->s->token_count; t++) {
    uint32_t agency = agency_end(k, t), end = agency > t ? agency + 1 : credits_end(k, t);
    if (end == t)
      continue;
    if (agency > t)
      scan_agency(k, t + 1, agency);
    att_scan_take(k, t, end, NAME);
    memset(k->entity + t, 0, end - t + 1);
    t = end;
  }
}

/* '"X," A told Presse': who is told something, and is neither a person nor a city known, is whom
 * a report comes from. */
void att_scan_told(att_scan *k) {
  for (uint32_t t = 1; t + 1 < k->s->token_count; t++) {
    uint32_t first = t + 1 + is(k, t + 1, "the"), last = first, city;
    if (k->s->tokens[t].upos != ATT_VERB || !is(k, t, "told") || first >= k->s->token_count)
      continue;
    while (last < k->s->token_count && last < first + 4 && is_capital(k, last) &&
           k->taken[last] == FREE && k->s->tokens[last].upos == ATT_PROPN &&
           k->entity[last] != ATT_ENTITY_PERSON && !att_scan_calendar(k, last) &&
           !att_date_is_weekday(form(k, last)))
      last++;
    bool more = last < k->s->token_count && (is_capital(k, last) || is_hyphen(k, last));
    if (last == first || more || strlen(form(k, first)) < 3 || att_scan_city(k, first, &city))
      continue;
    att_scan_name(k, first, last - 1, ATT_NODE_ORG, "Organization", NULL, NULL);
  }
}

void att_press_office(att_facts *f) {
  const char *name = f->document->metadata.creator;
  for (const char *word = name; word != NULL && *word != '\0'; word = strchr(word, ' ')) {
    word += *word == ' ';
    if (word == name || strchr(name, ',') != NULL ||
        !att_lexicon_word(f->lexicon, ATT_WORD_PRESS_OFFICE, word))
      continue;
    const char *text = f->document->text, *at = strstr(text, name);
    if (at == NULL)
      return;
    uint32_t begin = (uint32_t)(at - text);
    att_scan_naming(f, name, "GovernmentBody", begin, begin + (uint32_t)strlen(name))->credited =
        true;
    return;
  }
}
