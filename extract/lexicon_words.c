/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/lexicon_words.h"

#include <stdio.h>
#include <string.h>

#include "base/table.h"

enum { STEM_LEAST = 4, SLOTS_FIRST = 1024, NUMBER_BITS = 16, NUMBER = (1 << NUMBER_BITS) - 1 };

static const char *const WORD_CLASS_NAMES[] = {
    [ATT_WORD_PAIR] = "pair",
    [ATT_WORD_GROUP] = "group",
    [ATT_WORD_LIST_JOINT] = "list-joint",
    [ATT_WORD_PLANNING] = "planning",
    [ATT_WORD_PROPOSING] = "proposing",
    [ATT_WORD_DOUBTFUL] = "doubtful",
    [ATT_WORD_HOLLOW] = "hollow",
    [ATT_WORD_NO_TOPIC] = "no-topic",
    [ATT_WORD_VAGUE] = "vague",
    [ATT_WORD_DOCUMENT] = "document",
    [ATT_WORD_RELEASE] = "release",
    [ATT_WORD_STATE_SIDE] = "state-side",
    [ATT_WORD_PUBLISHING] = "publishing",
    [ATT_WORD_PLATFORM] = "platform",
    [ATT_WORD_PRESS] = "press",
    [ATT_WORD_CHARACTER] = "character",
    [ATT_WORD_ATMOSPHERE] = "atmosphere",
    [ATT_WORD_ORGANIZING] = "organizing",
    [ATT_WORD_TITLE_MODIFIER] = "title-modifier",
    [ATT_WORD_NOT_IN_TITLE] = "not-in-title",
    [ATT_WORD_FORMER] = "former",
    [ATT_WORD_SIDE] = "side",
    [ATT_WORD_NAMED] = "named",
    [ATT_WORD_TAKES] = "takes-command",
    [ATT_WORD_REPLACES] = "replaces",
    [ATT_WORD_GIVES] = "gives-command",
    [ATT_WORD_TROOPS] = "troops",
    [ATT_WORD_PAPER] = "paper",
    [ATT_WORD_GOODS] = "goods",
    [ATT_WORD_HELP] = "help",
    [ATT_WORD_AGENDA] = "agenda",
    [ATT_WORD_REALM] = "realm",
    [ATT_WORD_SITE_NOUN] = "site-noun",
    [ATT_WORD_SERVING] = "serving",
    [ATT_WORD_PREMISES] = "premises",
    [ATT_WORD_SITE_TAIL] = "site-tail",
    [ATT_WORD_ENDING] = "ending",
    [ATT_WORD_BEGINNING] = "beginning",
    [ATT_WORD_OPENING] = "opening",
    [ATT_WORD_PHASE] = "phase",
    [ATT_WORD_RECURRENT] = "recurrent",
    [ATT_WORD_SHIP] = "ship",
    [ATT_WORD_CREW] = "crew",
    [ATT_WORD_WATCHING] = "watching",
    [ATT_WORD_WARM] = "warm",
    [ATT_WORD_GLAD] = "glad",
    [ATT_WORD_PRESS_EVENT] = "press-event",
    [ATT_WORD_AUDIENCE] = "audience",
    [ATT_WORD_COUNTRYMAN] = "countryman",
    [ATT_WORD_INTENDED] = "intended",
    [ATT_WORD_EXPLORING] = "exploring",
    [ATT_WORD_AGREEING] = "agreeing",
    [ATT_WORD_OFFERING] = "offering",
    [ATT_WORD_WISHING] = "wishing",
    [ATT_WORD_SIDELINES] = "sidelines",
    [ATT_WORD_EDITION] = "edition",
    [ATT_WORD_FORTHCOMING] = "forthcoming",
    [ATT_WORD_TURNS_TO_PARTNER] = "turns-to-partner",
    [ATT_WORD_TAKES_ADDRESSEE] = "takes-addressee",
    [ATT_WORD_NOT_IN_NAME] = "not-in-name",
    [ATT_WORD_CALENDAR] = "calendar",
    [ATT_WORD_PARTICLE] = "particle",
    [ATT_WORD_RELATIVE] = "relative",
    [ATT_WORD_POST_NOMINAL] = "post-nominal",
    [ATT_WORD_DIVISION] = "division",
    [ATT_WORD_SUB_UNIT] = "sub-unit",
    [ATT_WORD_ABOARD] = "aboard",
    [ATT_WORD_RETIRED] = "retired",
    [ATT_WORD_DUBBED] = "dubbed",
    [ATT_WORD_PLAIN_BODY] = "plain-body",
    [ATT_WORD_GUEST] = "guest",
    [ATT_WORD_TOWN] = "town",
    [ATT_WORD_OBJECT_CONTROL] = "object-control",
    [ATT_WORD_RITE] = "rite",
    [ATT_WORD_STATIONED] = "stationed",
    [ATT_WORD_RANK_NOTE] = "rank-note",
    [ATT_WORD_MEMORIAL] = "memorial",
    [ATT_WORD_CONSISTING] = "consisting",
    [ATT_WORD_CONVENING] = "convening",
    [ATT_WORD_NAMING] = "naming",
    [ATT_WORD_GIVING] = "giving",
    [ATT_WORD_JOINT_WORK] = "joint-work",
    [ATT_WORD_BETTERING] = "bettering",
    [ATT_WORD_BERTHING] = "berthing",
    [ATT_WORD_ADHERING] = "adhering",
    [ATT_WORD_GETTING] = "getting",
    [ATT_WORD_LANE] = "lane",
    [ATT_WORD_UNREST] = "unrest",
    [ATT_WORD_DRILL_PART] = "drill-part",
    [ATT_WORD_DUTY] = "duty",
    [ATT_WORD_COURSE] = "course",
    [ATT_WORD_INVOLVING] = "involving",
    [ATT_WORD_OTHER_EDITION] = "other-edition",
    [ATT_WORD_HOLDING] = "holding",
    [ATT_WORD_MEASURE] = "measure",
    [ATT_WORD_COMMENTS] = "comments",
    [ATT_WORD_COOPERATION] = "cooperation",
    [ATT_WORD_PERFORMED] = "performed",
    [ATT_WORD_BESIDE] = "beside",
    [ATT_WORD_PROGRAMME] = "programme",
    [ATT_WORD_DENYING] = "denying",
    [ATT_WORD_ALLEGING] = "alleging",
    [ATT_WORD_UNTRUE] = "untrue",
    [ATT_WORD_UNDONE] = "undone",
    [ATT_WORD_MISSING] = "missing",
    [ATT_WORD_UNSETTLED] = "unsettled",
    [ATT_WORD_HARDLY] = "hardly",
    [ATT_WORD_ALLEGED] = "alleged",
    [ATT_WORD_PROOF] = "proof",
    [ATT_WORD_SUPPOSED] = "supposed",
    [ATT_WORD_HAPPENING] = "happening",
    [ATT_WORD_CANCELLING] = "cancelling",
    [ATT_WORD_CANCELLATION] = "cancellation",
    [ATT_WORD_APPROVING] = "approving",
    [ATT_WORD_ENABLING] = "enabling",
    [ATT_WORD_HEARSAY] = "hearsay",
    [ATT_WORD_STAYING_OUT] = "staying-out",
    [ATT_WORD_SUPPOSING] = "supposing",
    [ATT_WORD_REGION_TAIL] = "region-tail",
    [ATT_WORD_SETTING_OUT] = "setting-out",
    [ATT_WORD_LEG] = "leg",
    [ATT_WORD_ITINERARY] = "itinerary",
    [ATT_WORD_SENDING] = "sending",
    [ATT_WORD_GRANTING] = "granting",
    [ATT_WORD_GUIDING] = "guiding",
    [ATT_WORD_TELLING] = "telling",
    [ATT_WORD_CHIEF] = "chief",
    [ATT_WORD_ROYAL] = "royal",
    [ATT_WORD_LATER] = "later",
    [ATT_WORD_ONWARD] = "onward",
    [ATT_WORD_STARTING] = "starting",
    [ATT_WORD_IDEA] = "idea",
    [ATT_WORD_SESSION] = "session",
    [ATT_WORD_GATHERING] = "gathering",
    [ATT_WORD_LANGUAGE_VERB] = "language-verb",
    [ATT_WORD_LANGUAGE_NOUN] = "language-noun",
    [ATT_WORD_SWAPPED] = "swapped",
    [ATT_WORD_VIEW] = "view",
    [ATT_WORD_BARE] = "bare",
    [ATT_WORD_SCANT] = "scant",
    [ATT_WORD_DRILL_FORM] = "drill-form",
    [ATT_WORD_MISSION_BODY] = "mission-body",
    [ATT_WORD_VISITORS] = "visitors",
    [ATT_WORD_SPAN] = "span",
    [ATT_WORD_INVITING] = "inviting",
    [ATT_WORD_GIVEN_NAME] = "given-name",
    [ATT_WORD_LEADING] = "leading",
    [ATT_WORD_PURPOSE] = "purpose",
    [ATT_WORD_PURCHASE] = "purchase",
    [ATT_WORD_MISSION] = "mission",
    [ATT_WORD_HEADS_MISSION] = "heads-mission",
    [ATT_WORD_CONTRIBUTING] = "contributing",
    [ATT_WORD_ON_A_MATTER] = "on-a-matter",
    [ATT_WORD_ATTENDING] = "attending",
    [ATT_WORD_FOCUS] = "focus",
    [ATT_WORD_LINKING] = "linking",
    [ATT_WORD_STORM] = "storm",
    [ATT_WORD_JOINT_BODY] = "joint-body",
    [ATT_WORD_NO_OFFICE] = "no-office",
    [ATT_WORD_MEAL] = "meal",
    [ATT_WORD_COUNTERPART] = "counterpart",
    [ATT_WORD_COMING] = "coming",
    [ATT_WORD_NEGOTIATING] = "negotiating",
    [ATT_WORD_STAFF] = "staff",
    [ATT_WORD_PRESS_OFFICE] = "press-office",
    [ATT_WORD_CURRENCY] = "currency",
    [ATT_WORD_RECEIVING] = "receiving",
    [ATT_WORD_COUNCIL] = "council",
    [ATT_WORD_TALKS] = "talks",
    [ATT_WORD_HOSTILE] = "hostile",
    [ATT_WORD_JOINTLY] = "jointly",
    [ATT_WORD_TREATY] = "treaty",
    [ATT_WORD_TRADE] = "trade",
    [ATT_WORD_BALINESE] = "balinese",
    [ATT_WORD_SEAT] = "seat",
    [ATT_WORD_STUDENT] = "student",
    [ATT_WORD_PRESENCE] = "presence",
    [ATT_WORD_SOUVENIR] = "souvenir",
    [ATT_WORD_LISTENS] = "listens",
    [ATT_WORD_ASKING] = "asking",
    [ATT_WORD_EXPLAINS] = "explains",
    [ATT_WORD_BODY_NOUN] = "body-noun",
    [ATT_WORD_ORDINAL] = "ordinal",
    [ATT_WORD_SHARP_TITLE] = "sharp-title",
    [ATT_WORD_ENVOY] = "envoy",
    [ATT_WORD_COMMON_OFFICE] = "common-office",
    [ATT_WORD_MOURNED] = "mourned",
    [ATT_WORD_QUARTER] = "quarter",
    [ATT_WORD_VACANT] = "vacant",
    [ATT_WORD_DEED] = "deed",
    [ATT_WORD_OWN_ACT] = "own-act",
    [ATT_WORD_PARTICLE_VERB] = "particle-verb",
    [ATT_WORD_PARTAKER] = "partaker",
    [ATT_WORD_TAKING_PART] = "taking-part",
    [ATT_WORD_CALLING_FOR] = "calling-for",
    [ATT_WORD_DELEGATION] = "delegation",
    [ATT_WORD_EARLIER] = "earlier",
    [ATT_WORD_BEGINS_POST] = "begins-post",
    [ATT_WORD_ENDS_POST] = "ends-post",
    [ATT_WORD_POST_NOUN] = "post-noun",
    [ATT_WORD_LEAVING] = "leaving",
    [ATT_WORD_SHARED_CAPITAL] = "shared-capital",
    [ATT_WORD_MESSAGE] = "message",
    [ATT_WORD_ANEW] = "anew",
    [ATT_WORD_APPOINTMENT] = "appointment",
    [ATT_WORD_PREDECESSOR] = "predecessor",
    [ATT_WORD_SUCCESSOR] = "successor",
    [ATT_WORD_OWN_BODY] = "own-body",
    [ATT_WORD_WEAK_OFFICE] = "weak-office",
    [ATT_WORD_NO_INITIATIVE] = "no-initiative",
    [ATT_WORD_NO_BODY] = "no-body",
    [ATT_WORD_NEW_POST] = "new-post",
    [ATT_WORD_FIELD] = "field",
    [ATT_WORD_UNIT_NAME] = "unit-name",
    [ATT_WORD_OFFICIAL] = "official",
    [ATT_WORD_STREET] = "street",
};

att_word_class att_lex_words_class(att_view name) {
  unsigned class = 0;
  while (class < ATT_WORD_CLASSES && !att_view_is(name, WORD_CLASS_NAMES[class]))
    class ++;
  return (att_word_class) class;
}

/* Of the size and of the first and last eight bytes, or four, or three, with the bit that parts
 * capitals from small letters set in each. */
static uint32_t hash_of(const char *word, size_t size) {
  uint64_t first = 0, last = 0;
  if (size >= sizeof first) {
    memcpy(&first, word, sizeof first);
    memcpy(&last, word + size - sizeof last, sizeof last);
  } else if (size >= sizeof(uint32_t)) {
    memcpy(&first, word, sizeof(uint32_t));
    memcpy(&last, word + size - sizeof(uint32_t), sizeof(uint32_t));
  } else if (size > 0) {
    first = (unsigned char)word[0] | (unsigned)(unsigned char)word[size / 2] << 8 |
            (unsigned)(unsigned char)word[size - 1] << 16;
  }
  first |= 0x2020202020202020u;
  last |= 0x2020202020202020u;
  uint64_t hash = (first ^ (last << 29 | last >> 35) ^ size) * 0x9e3779b97f4a7c15u;
  return (uint32_t)(hash >> 32 ^ hash >> 11);
}

static bool is_word(const att_lex_word *known, const char *word, size_t size) {
  return known->size == size &&
         (memcmp(known->word, word, size) == 0 || att_same_letters(known->word, word));
}

/* The slot where the word is, or the free one where it would be. */
static uint32_t *find_slot(const att_lex_words *words, uint32_t hash, const char *word,
                           size_t size) {
  size_t at = hash & (words->slot_count - 1);
  for (uint32_t slot; (slot = words->slots[at]) != 0; at = (at + 1) & (words->slot_count - 1))
    if (slot >> NUMBER_BITS == hash >> NUMBER_BITS &&
        is_word(&words->words.items[(slot & NUMBER) - 1], word, size))
      break;
  return &words->slots[at];
}

const att_lex_word *att_lex_words_find(const att_lex_words *words, const char *word) {
  size_t size = strlen(word);
  uint32_t hash = hash_of(word, size), bit = hash % ATT_LEX_KNOWN_BITS;
  if ((words->known[bit / 64] >> bit % 64 & 1) == 0)
    return NULL;
  uint32_t slot = *find_slot(words, hash, word, size);
  return slot == 0 ? NULL : &words->words.items[(slot & NUMBER) - 1];
}

bool att_lex_words_has(const att_lex_words *words, att_word_class class, const char *word) {
  const att_lex_word *known = att_lex_words_find(words, word);
  return known != NULL && (known->classes[class / 64] >> class % 64 & 1) != 0;
}

static void put(att_lex_words *words, size_t number) {
  const att_lex_word *w = &words->words.items[number];
  uint32_t hash = hash_of(w->word, w->size), bit = hash % ATT_LEX_KNOWN_BITS;
  words->known[bit / 64] |= (uint64_t)1 << bit % 64;
  *find_slot(words, hash, w->word, w->size) = (hash & ~(uint32_t)NUMBER) | (uint32_t)(number + 1);
}

static void widen(att_lex_words *words, att_arena *arena) {
  words->slot_count = words->slot_count > 0 ? 2 * words->slot_count : SLOTS_FIRST;
  words->slots = ATT_NEW_ARRAY(arena, uint32_t, words->slot_count);
  for (size_t i = 0; i < words->words.count; i++)
    put(words, i);
}

att_lex_word *att_lex_words_add(att_lex_words *words, att_arena *arena, const char *word) {
  att_lex_word *known = (att_lex_word *)att_lex_words_find(words, word);
  if (known != NULL)
    return known;
  size_t size = strlen(word);
  if (words->words.count >= NUMBER || size > ATT_LEX_WORD_MOST)
    longjmp(arena->guard, 1);
  if (2 * words->words.count >= words->slot_count)
    widen(words, arena);
  att_lex_word *w = ATT_PUSH(arena, &words->words);
  memcpy(w->word, word, size + 1);
  w->size = (uint8_t)size;
  put(words, words->words.count - 1);
  return w;
}

void att_lex_words_add_class(att_lex_words *words, att_arena *arena, att_word_class class,
                             const char *word) {
  unsigned bit = att_lex_sieve_bit(word);
  words->sieves[class].bits[bit / 64] |= (uint64_t)1 << bit % 64;
  att_lex_words_add(words, arena, word)->classes[class / 64] |= (uint64_t)1 << class % 64;
}

/* Adds the frame behind the others of the word. */
static void add_frame(att_lex_words *words, att_arena *arena, const char *word,
                      const att_frame *frame) {
  att_frame *copy = ATT_NEW(arena, att_frame);
  *copy = *frame;
  att_frame **at = &att_lex_words_add(words, arena, word)->frames[frame->verb];
  while (*at != NULL)
    at = &(*at)->next;
  *at = copy;
}

void att_lex_words_add_frame(att_lex_words *words, att_arena *arena, att_frame frame) {
  size_t size = strlen(frame.lemma);
  char word[ATT_LEX_WORD_MOST + 1];
  for (const char *at = frame.slots; *at != '\0'; at += strcspn(at, "|"), at += *at == '|')
    frame.letters |= ATT_LETTER(*at);
  add_frame(words, arena, frame.lemma, &frame);
  if (!frame.verb || size < STEM_LEAST || size == ATT_LEX_WORD_MOST)
    return;
  snprintf(word, sizeof word, "%s%c", frame.lemma, frame.lemma[size - 1]);
  add_frame(words, arena, word, &frame);
  if (size > STEM_LEAST && word[size] == 'e') {
    word[size - 1] = '\0';
    add_frame(words, arena, word, &frame);
  }
}

const att_frame *att_lex_words_frame(const att_lex_words *words, const char *lemma, bool verb) {
  const att_lex_word *word = att_lex_words_find(words, lemma);
  return word != NULL ? word->frames[verb] : NULL;
}

bool att_frame_has_slot(const att_frame *frame, const char *slot) {
  size_t size = strlen(slot);
  for (const char *at = frame->slots; *at != '\0'; at += *at == '|') {
    size_t length = strcspn(at, "|");
    if (length == size && memcmp(at, slot, size) == 0)
      return true;
    at += length;
  }
  return false;
}
