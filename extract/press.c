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

void att_scan_agency(att_scan *k, uint32_t t) {
  if (!k->known_only && names_agency(k, t))
    att_scan_name(k, t, t, ATT_NODE_ORG, "Organization", NULL, NULL);
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
