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

/* "Capt. A B, SETAF-AF Public Affairs": the press office with which the line ends. */
static void name_office(att_facts *f, const char *line) {
  const char *comma = line != NULL ? strrchr(line, ',') : NULL;
  const char *name = comma != NULL ? comma + 1 + strspn(comma + 1, " ") : line;
  for (const char *word = name; word != NULL && *word != '\0'; word = strchr(word, ' ')) {
    word += *word == ' ';
    if (word == name || !att_lexicon_word(f->lexicon, ATT_WORD_PRESS_OFFICE, word))
      continue;
    if (att_scan_named(f, ATT_NODE_ORG, name) == ATT_NO_ENTITY) {
      uint32_t node = att_scan_node(f, ATT_NODE_ORG, name, "org");
      f->nodes.items[node].class_name = "GovernmentBody";
    }
    return;
  }
}

void att_press_offices(att_facts *facts) {
  name_office(facts, facts->document->metadata.publisher);
  name_office(facts, facts->document->metadata.creator);
}
