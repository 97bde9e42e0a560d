/* SPDX-License-Identifier: Apache-2.0
 *
 * Cells of the lexicon's tables whose values are a closed set: what is none of it is a fault, with
 * its file and line, before anything is read wrongly for it.
 */
#include <string.h>

#include "extract/lexicon_words.h"

/* Each is a list, '|' between its values. */
#define ORGANIZATIONS                                                                              \
  "GovernmentBody|DefenceMinistry|DiplomaticMission|ArmedForces|ServiceBranch|"                    \
  "MilitaryCommand|MilitaryUnit|InternationalOrganization|ArmedGroup|Organization"
#define INITIATIVES "ExerciseSeries|Forum|Programme|AgreementText|OperationName|Initiative"
#define EVENTS                                                                                     \
  "Visit|Meeting|Talks|PhoneCall|Conference|Exercise|TrainingActivity|Ceremony|"                   \
  "Transfer|Agreement|Deployment|PostChange|Operation"
#define ACTS                                                                                       \
  "say|thank|praise|pledge|propose|request|invite|welcome|affirm|criticize|announce|"              \
  "congratulate|condemn|offer|encourage"
#define MOVES "launch|host|coHost|hold|resume|expand|sign|suspend|cancel|plan"

#define GRADES                                                                                     \
  "OF-1|OF-2|OF-3|OF-4|OF-5|OF-6|OF-7|OF-8|OF-9|OF-10|OF-D|WO-1|WO-2|WO-3|WO-4|WO-5|"              \
  "OR-1|OR-2|OR-3|OR-4|OR-5|OR-6|OR-7|OR-8|OR-9"

/* Slots of frames: what the program asks for, and prepositions. */
static const char SLOTS[] =
    "!|aboard|about|abroad|after|against|ahead|alone|anchor|around|arrival|arrived|as|"
    "ashore|asked|at|back|between|boarded|body|bound|by|call-in|carried|carrier|ccomp|"
    "clause|close|command|counted|courtesy|deed|delegation|direct|done|down|due|duty|edition|end|"
    "ended|"
    "exercise|farewell|finite|fled|foe|force|for|forum|from|gift|given|goods|guest|highly|hold|"
    "holding|"
    "host|in|"
    "into|itself|jointly|kind|land|lane|leads|lesson|matter|memorial|mission|mourning|new|"
    "nowhere|obj|of|"
    "off|office|on|onward|open|out|over|pair|paper|part|passive|pen|person|phase|place|placed|"
    "present|"
    "progress|pupils|put-in|recipient|rite|round|seat|session|sight|signature|site|somebody|stay|"
    "sold|stock|subj|successor|thing|through|to|together|told|troops|under|up|vacated|views|way|"
    "whom|"
    "with";

static const char RULES[] =
    "title-before-name|apposition-after-name|apposition-before-name|title-in-lede|"
    "state-of-person|state-of-company|state-of-title|state-of-place|state-of-news|"
    "role-is-name|predicate|post-verb|command|counterpart|succession|replacement|"
    "meet-verb|meet-noun|caption|joint-deed|talks-abroad|discuss-with|"
    "discuss-together|talk-topics|agenda|visit-verb|visit-noun|visit-list|"
    "guest-of-host|named-event|event-noun|event-verb|rite|edition|thanks-for-help|"
    "speech-verb|quotation-goes-on|cited-document|move";

typedef enum { ONE, MANY, STATE, STATES } shape;

/* `when`: only in rows whose column so named has that value, "column=value"; NULL for all. */
static const struct {
  const char *file, *column;
  shape form;
  const char *values, *when;
} SETS[] = {
    {"frames.tsv", "pos", ONE, "VERB|NOUN", NULL},
    {"frames.tsv", "frame", ONE,
     "agree|convey|event|joint|light|meet|move|office|post|say|talk|topic|visit", NULL},
    {"frames.tsv", "value", ONE, EVENTS, "frame=meet"},
    {"frames.tsv", "value", ONE, EVENTS, "frame=visit"},
    {"frames.tsv", "value", ONE, EVENTS, "frame=event"},
    {"frames.tsv", "value", ONE, EVENTS, "frame=joint"},
    {"frames.tsv", "value", ONE, ACTS, "frame=say"},
    {"frames.tsv", "value", ONE, MOVES, "frame=move"},
    {"frames.tsv", "value", ONE, "active|passive", "frame=office"},
    {"frames.tsv", "slots", MANY, SLOTS, NULL},
    {"rules.tsv", "rule", ONE, RULES, NULL},
    {"rules.tsv", "fact", ONE, "post|event|statement|move|document", NULL},
    {"ranks.tsv", "services", MANY, "air-force|army|coast-guard|marines|navy|police|space-force",
     NULL},
    {"ranks.tsv", "countries", STATES, NULL, NULL},
    {"ranks.tsv", "natoGrade", MANY, GRADES, NULL},
    {"roles.tsv", "kind", ONE,
     "diplomat|head-of-government|head-of-state|legislator|military-commander|minister|official|"
     "other|spokesperson",
     NULL},
    {"roles.tsv", "takesOf", ONE, "yes|no", NULL},
    {"organizations.tsv", "class", ONE, ORGANIZATIONS, NULL},
    {"organizations.tsv", "iso3", STATE, NULL, NULL},
    {"initiatives.tsv", "class", ONE, INITIATIVES, NULL},
    {"initiatives.tsv", "states", STATES, NULL, NULL},
    {"initiative-heads.tsv", "class", ONE, INITIATIVES, NULL},
    {"topics.tsv", "ploverContext", MANY,
     "diplomatic|humanitarian|intelligence|legal|military|peacekeeping|terrorism|wmd", NULL},
    {"places.tsv", "iso3", STATE, NULL, NULL},
    {"places-extra.tsv", "iso3", STATE, NULL, NULL},
    {"places-extra.tsv", "kind", ONE, "area|base|building|ocean|region|sea|strait|subdivision",
     NULL},
    {"place-heads.tsv", "position", ONE, "before|after", NULL},
    {"org-kinds.tsv", "class", ONE, ORGANIZATIONS, NULL},
    {"org-kinds.tsv", "position", ONE, "head|prefix|suffix|any|type", NULL},
    {"org-kinds.tsv", "state", STATE, NULL, NULL},
    {"courtesies.tsv", "gender", ONE, "m|f|-", NULL},
    {"names-given.tsv", "gender", ONE, "m|f|-", NULL},
    {"title-states.tsv", "iso3", STATE, NULL, NULL},
    {"title-states.tsv", "others", STATES, NULL, NULL},
    {"plover.tsv", "class", ONE, EVENTS "|Statement", NULL},
    {"plover.tsv", "form", ONE,
     "-|planned|proposed|cancelled|hypothetical|third-place|withdrawn|peacekeeping|"
     "humanitarian|humanitarian-planned|economic|intelligence",
     "class!=Statement"},
    {"plover.tsv", "form", ONE, ACTS, "class=Statement"},
    {"plover.tsv", "plover", ONE,
     "AGREE|CONSULT|SUPPORT|CONCEDE|COOPERATE|AID|RETREAT|REQUEST|ACCUSE|REJECT|THREATEN|PROTEST|"
     "SANCTION|MOBILIZE|COERCE|ASSAULT",
     NULL},
};

/* Is it a code of a row of states.tsv? */
static bool is_state(const att_lex_check *check, att_view code) {
  uint32_t number = 0;
  if (code.size != 3)
    return false;
  for (size_t i = 0; i < 3; i++) {
    if (code.data[i] < 'A' || code.data[i] > 'Z')
      return false;
    number = number * 26 + (uint32_t)(code.data[i] - 'A');
  }
  return (check->states[number / 8] >> number % 8 & 1) != 0;
}

void att_lex_check_state(att_lex_check *check, const char *iso3) {
  uint32_t number = 0;
  for (size_t i = 0; i < 3; i++) {
    if (iso3[i] < 'A' || iso3[i] > 'Z')
      return;
    number = number * 26 + (uint32_t)(iso3[i] - 'A');
  }
  check->states[number / 8] |= (uint8_t)(1u << number % 8);
}

static bool is_listed(const char *values, att_view value) {
  att_view rest = {values, strlen(values)}, item;
  while (att_list_next(&rest, &item))
    if (item.size == value.size && memcmp(item.data, value.data, value.size) == 0)
      return true;
  return false;
}

/* Has the row the value that the set's condition names, "class=Statement", or not, "!="? */
static bool applies(const att_table *table, size_t row, const char *when) {
  if (when == NULL)
    return true;
  size_t name = strcspn(when, "!=");
  bool other = when[name] == '!';
  const char *value = when + name + (other ? 2 : 1);
  char column[16] = "";
  memcpy(column, when, name < sizeof column ? name : 0);
  att_view cell = att_table_cell(table, row, att_table_column(table, column));
  return att_view_is(cell, value) != other;
}

static att_status check_row(const att_lex_check *check, const att_table *table, size_t row,
                            size_t set, size_t column, att_error *reterr) {
  shape form = SETS[set].form;
  att_view rest = att_table_cell(table, row, column), item = rest;
  bool one = form == ONE, needed = one && rest.size == 0 && strcmp(SETS[set].column, "value") != 0;
  if (needed)
    return att_table_error(table, row, reterr, "no %s", SETS[set].column);
  while (one ? rest.size > 0 : att_list_next(&rest, &item)) {
    bool state = form == STATE || form == STATES;
    if (state ? !is_state(check, item) : !is_listed(SETS[set].values, item))
      return att_table_error(table, row, reterr, "no such %s as '%.*s'", SETS[set].column,
                             (int)item.size, item.data);
    rest.size = one ? 0 : rest.size;
  }
  return ATT_OK;
}

att_status att_lex_check_table(const att_lex_check *check, const char *file, const att_table *table,
                               att_error *reterr) {
  for (size_t set = 0; set < sizeof SETS / sizeof *SETS; set++) {
    size_t column = att_table_column(table, SETS[set].column);
    if (strcmp(file, SETS[set].file) != 0 || column == ATT_TABLE_NONE)
      continue;
    for (size_t row = 0; row < att_table_rows(table); row++) {
      att_status status = applies(table, row, SETS[set].when)
                              ? check_row(check, table, row, set, column, reterr)
                              : ATT_OK;
      if (status != ATT_OK)
        return status;
    }
  }
  return ATT_OK;
}
