/* SPDX-License-Identifier: Apache-2.0 */
#include "text/lemma.h"

#include <string.h>

/* Irregular forms of English verbs and nouns, and what they are forms of. */
static const char *const IRREGULAR[][2] = {
    {"was", "be"},
    {"were", "be"},
    {"been", "be"},
    {"is", "be"},
    {"are", "be"},
    {"am", "be"},
    {"had", "have"},
    {"has", "have"},
    {"did", "do"},
    {"done", "do"},
    {"does", "do"},
    {"went", "go"},
    {"gone", "go"},
    {"met", "meet"},
    {"held", "hold"},
    {"led", "lead"},
    {"said", "say"},
    {"told", "tell"},
    {"spoke", "speak"},
    {"spoken", "speak"},
    {"took", "take"},
    {"taken", "take"},
    {"gave", "give"},
    {"given", "give"},
    {"made", "make"},
    {"paid", "pay"},
    {"flew", "fly"},
    {"flown", "fly"},
    {"came", "come"},
    {"saw", "see"},
    {"seen", "see"},
    {"began", "begin"},
    {"begun", "begin"},
    {"brought", "bring"},
    {"sat", "sit"},
    {"stood", "stand"},
    {"understood", "understand"},
    {"undertook", "undertake"},
    {"undertaken", "undertake"},
    {"wrote", "write"},
    {"written", "write"},
    {"sent", "send"},
    {"built", "build"},
    {"kept", "keep"},
    {"left", "leave"},
    {"lost", "lose"},
    {"won", "win"},
    {"drew", "draw"},
    {"drawn", "draw"},
    {"grew", "grow"},
    {"grown", "grow"},
    {"knew", "know"},
    {"known", "know"},
    {"became", "become"},
    {"chose", "choose"},
    {"chosen", "choose"},
    {"drove", "drive"},
    {"driven", "drive"},
    {"fell", "fall"},
    {"fallen", "fall"},
    {"fought", "fight"},
    {"found", "find"},
    {"got", "get"},
    {"gotten", "get"},
    {"heard", "hear"},
    {"laid", "lay"},
    {"meant", "mean"},
    {"ran", "run"},
    {"sought", "seek"},
    {"sold", "sell"},
    {"bought", "buy"},
    {"shook", "shake"},
    {"shaken", "shake"},
    {"shown", "show"},
    {"spent", "spend"},
    {"taught", "teach"},
    {"thought", "think"},
    {"threw", "throw"},
    {"thrown", "throw"},
    {"wore", "wear"},
    {"worn", "wear"},
    {"rose", "rise"},
    {"risen", "rise"},
    {"dealt", "deal"},
    {"felt", "feel"},
    {"bade", "bid"},
    {"swore", "swear"},
    {"sworn", "swear"},
    {"men", "man"},
    {"people", "people"},
    {"children", "child"},
    {"talks", "talk"},
    {"forces", "force"},
    {"visited", "visit"},
    {"agreed", "agree"},
    {"agendas", "agenda"},
    {"annexes", "annex"},
    {"bosses", "boss"},
    {"buses", "bus"},
    {"classes", "class"},
    {"diplomas", "diploma"},
    {"homologues", "homologue"},
    {"marches", "march"},
    {"mechanics", "mechanic"},
    {"menus", "menu"},
    {"midshipmen", "midshipman"},
};

/* Forms of verbs alone, which the model at times cuts wrong: a noun "closing" is its own lemma. */
static const char *const VERBS[][2] = {
    {"set", "set"},
    {"put", "put"},
    {"cut", "cut"},
    {"let", "let"},
    {"hit", "hit"},
    {"bid", "bid"},
    {"shut", "shut"},
    {"committed", "commit"},
    {"committing", "commit"},
    {"aiming", "aim"},
    {"berthing", "berth"},
    {"closing", "close"},
    {"closed", "close"},
    {"commanding", "command"},
    {"concluding", "conclude"},
    {"detailed", "detail"},
    {"donating", "donate"},
    {"eyeing", "eye"},
    {"eyed", "eye"},
    {"honoring", "honor"},
    {"honouring", "honour"},
    {"moored", "moor"},
    {"mooring", "moor"},
    {"naming", "name"},
    {"noting", "note"},
    {"oversaw", "oversee"},
    {"overseen", "oversee"},
    {"pausing", "pause"},
    {"phoned", "phone"},
    {"phoning", "phone"},
    {"pressing", "press"},
    {"ruling", "rule"},
    {"saluting", "salute"},
    {"slated", "slate"},
    {"slating", "slate"},
    {"struck", "strike"},
    {"stricken", "strike"},
    {"studied", "study"},
    {"waylaid", "waylay"},
    {"withdrew", "withdraw"},
    {"withdrawn", "withdraw"},
};

/* Names of months cut short, with or without a full stop: the treebanks' lemma is the whole name.
 * Those that are also persons' names need the full stop. */
static const struct {
  const char *form, *lemma;
  bool name;
} MONTHS[] = {
    {"Jan", "January", true},  {"Feb", "February", false},   {"Mar", "March", true},
    {"Apr", "April", false},   {"Jun", "June", true},        {"Jul", "July", false},
    {"Aug", "August", false},  {"Sept", "September", false}, {"Sep", "September", false},
    {"Oct", "October", false}, {"Nov", "November", false},   {"Dec", "December", false},
};

static const char *month_lemma(const att_token *token) {
  for (size_t i = 0; i < sizeof MONTHS / sizeof *MONTHS; i++) {
    size_t size = strlen(MONTHS[i].form);
    if (strncmp(token->form, MONTHS[i].form, size) == 0 &&
        (strcmp(token->form + size, ".") == 0 || (token->form[size] == '\0' && !MONTHS[i].name)))
      return MONTHS[i].lemma;
  }
  return token->lemma;
}

static bool is_vowel(char c) {
  return strchr("aeiou", c) != NULL;
}

/* One that a verb's last is doubled of: no "w", "x", "y". */
static bool is_consonant(char c) {
  return c >= 'a' && c <= 'z' && strchr("aeiouwxy", c) == NULL;
}

static bool shares_stem(const char *form, const char *lemma) {
  size_t size = strlen(lemma), same = 0;
  while (same < size && form[same] != '\0' && (form[same] | 0x20) == (lemma[same] | 0x20))
    same++;
  return size >= 2 && same + 2 >= size && same >= 2;
}

/* A regular form without its ending: "thanked", "visiting", "reaffirms". */
static const char *strip(att_arena *arena, const char *form) {
  char *lemma = att_arena_copy(arena, form, strlen(form));
  for (char *p = lemma; *p != '\0'; p++)
    *p = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
  size_t size = strlen(lemma), cut = 0;
  if (size > 4 && strcmp(lemma + size - 3, "ing") == 0)
    cut = 3;
  else if (size > 3 && strcmp(lemma + size - 2, "ed") == 0)
    cut = 2;
  else if (size > 3 && lemma[size - 1] == 's' && lemma[size - 2] != 's')
    cut = 1;
  if (cut == 0)
    return lemma;
  lemma[size -= cut] = '\0';
  bool doubled = size > 3 && lemma[size - 1] == lemma[size - 2] && !is_vowel(lemma[size - 1]) &&
                 strchr("lsz", lemma[size - 1]) == NULL;
  if (doubled && cut > 1)
    lemma[size - 1] = '\0';
  else if (lemma[size - 1] == 'i')
    lemma[size - 1] = 'y';
  return lemma;
}

/* "fet" of "feted", "shap" of "shaping": one vowel and one consonant, which a verb that ends so
 * would have twice ("hopped"). */
static bool lacks_e(const char *form, const char *lemma) {
  size_t size = strlen(lemma), first = strcspn(lemma, "aeiouy");
  return size >= 2 && first + 2 == size && is_consonant(lemma[size - 1]) &&
         strncasecmp(form, lemma, size) == 0 &&
         (strcasecmp(form + size, "ed") == 0 || strcasecmp(form + size, "ing") == 0);
}

/* "airmen", "Congressmen": the plural of a noun in "man"; NULL for others. */
static const char *of_men(att_arena *arena, const att_token *token) {
  size_t size = strlen(token->form);
  bool plural = strcmp(token->xpos, "NNS") == 0 || strcmp(token->xpos, "NNPS") == 0;
  if (!plural || size < 5 || strcmp(token->form + size - 3, "men") != 0)
    return NULL;
  char *lemma = att_arena_copy(arena, token->form, size);
  lemma[size - 2] = 'a';
  for (char *p = lemma; *p != '\0' && token->upos == ATT_NOUN; p++)
    *p = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
  return lemma;
}

const char *att_lemma_repair(att_arena *arena, const att_token *token) {
  bool verb = token->upos == ATT_VERB || token->upos == ATT_AUX;
  const char *man = verb ? NULL : of_men(arena, token);
  if (man != NULL)
    return man;
  if (token->upos == ATT_PROPN)
    return month_lemma(token);
  if (!verb && token->upos != ATT_NOUN)
    return token->lemma;
  for (size_t i = 0; i < sizeof IRREGULAR / sizeof *IRREGULAR; i++)
    if (IRREGULAR[i][0][0] == (token->form[0] | 0x20) &&
        strcasecmp(IRREGULAR[i][0], token->form) == 0)
      return IRREGULAR[i][1];
  for (size_t i = 0; i < sizeof VERBS / sizeof *VERBS && verb; i++)
    if (VERBS[i][0][0] == (token->form[0] | 0x20) && strcasecmp(VERBS[i][0], token->form) == 0)
      return VERBS[i][1];
  size_t size = strlen(token->lemma), form = strlen(token->form);
  bool doubled = size > 3 && form > size && token->lemma[size - 1] == token->lemma[size - 2] &&
                 strchr("bdgmnprt", token->lemma[size - 1]) != NULL; /* "conferr" of conferred */
  if (verb && doubled)
    return att_arena_copy(arena, token->lemma, size - 1);
  if (verb && lacks_e(token->form, token->lemma))
    return att_arena_format(arena, "%se", token->lemma);
  if (!verb || shares_stem(token->form, token->lemma) || form < 4)
    return token->lemma;
  return strip(arena, token->form);
}
