/* SPDX-License-Identifier: Apache-2.0
 *
 * The domain's words: phrases of ontology/'s tables (states, ranks, roles, organizations, ...)
 * found in running tokens. Read once, then shared by threads. Knows the tables' columns, no syntax.
 */
#ifndef ATT_EXTRACT_LEXICON_H
#define ATT_EXTRACT_LEXICON_H

#include "base/arena.h"
#include "base/status.h"
#include "text/document.h"

typedef enum {
  ATT_LEX_STATE,           /* id: ISO alpha-3 */
  ATT_LEX_DEMONYM,         /* id: ISO alpha-3 */
  ATT_LEX_CAPITAL,         /* id: ISO alpha-3 */
  ATT_LEX_RANK,            /* id, label */
  ATT_LEX_ROLE,            /* id, label; type: orgHint */
  ATT_LEX_ORG_HEAD,        /* type: class */
  ATT_LEX_ORG,             /* id, label, type: class, iso3 */
  ATT_LEX_INITIATIVE,      /* id, label, type: class */
  ATT_LEX_PLACE,           /* label, iso3 */
  ATT_LEX_TOPIC,           /* id, label */
  ATT_LEX_CITY,            /* iso3; a name that is a city's, among other things */
  ATT_LEX_COURTESY,        /* type: gender m, f or - */
  ATT_LEX_SITE,            /* type: before or after the name of a place ("Camp", "Air Base") */
  ATT_LEX_SHIP_TYPE,       /* a common noun before a ship's name: "frigate" */
  ATT_LEX_SHIP,            /* what begins a ship's name: "HMAS", "USS" */
  ATT_LEX_INITIATIVE_HEAD, /* type: class */
  ATT_LEX_TITLE_STATE,     /* iso3: whose office the title is where no state is named */
  ATT_LEX_GIVEN_NAME,      /* type: gender m, f or -; without accents */
  ATT_LEX_KINDS
} att_lex_kind;

/* Classes of words that rules treat alike: rows of ontology/words.tsv, which says what each is. */
typedef enum {
  ATT_WORD_PAIR,
  ATT_WORD_GROUP,
  ATT_WORD_LIST_JOINT,
  ATT_WORD_PLANNING,
  ATT_WORD_PROPOSING,
  ATT_WORD_DOUBTFUL,
  ATT_WORD_HOLLOW,
  ATT_WORD_NO_TOPIC,
  ATT_WORD_VAGUE,
  ATT_WORD_DOCUMENT,
  ATT_WORD_RELEASE,
  ATT_WORD_STATE_SIDE,
  ATT_WORD_PUBLISHING,
  ATT_WORD_PLATFORM,
  ATT_WORD_PRESS,
  ATT_WORD_CHARACTER,
  ATT_WORD_ATMOSPHERE,
  ATT_WORD_ORGANIZING,
  ATT_WORD_TITLE_MODIFIER,
  ATT_WORD_NOT_IN_TITLE,
  ATT_WORD_FORMER,
  ATT_WORD_SIDE,
  ATT_WORD_NAMED,
  ATT_WORD_TAKES,
  ATT_WORD_GIVES,
  ATT_WORD_REPLACES,
  ATT_WORD_TROOPS,
  ATT_WORD_PAPER,
  ATT_WORD_GOODS,
  ATT_WORD_HELP,
  ATT_WORD_AGENDA,
  ATT_WORD_REALM,
  ATT_WORD_SITE_NOUN,
  ATT_WORD_SERVING,
  ATT_WORD_PREMISES,
  ATT_WORD_SITE_TAIL,
  ATT_WORD_ENDING,
  ATT_WORD_BEGINNING,
  ATT_WORD_OPENING,
  ATT_WORD_PHASE,
  ATT_WORD_RECURRENT,
  ATT_WORD_SHIP,
  ATT_WORD_CREW,
  ATT_WORD_WATCHING,
  ATT_WORD_WARM,
  ATT_WORD_GLAD,
  ATT_WORD_PRESS_EVENT,
  ATT_WORD_AUDIENCE,
  ATT_WORD_COUNTRYMAN,
  ATT_WORD_INTENDED,
  ATT_WORD_EXPLORING,
  ATT_WORD_AGREEING,
  ATT_WORD_OFFERING,
  ATT_WORD_WISHING,
  ATT_WORD_SIDELINES,
  ATT_WORD_EDITION,
  ATT_WORD_FORTHCOMING,
  ATT_WORD_TURNS_TO_PARTNER,
  ATT_WORD_TAKES_ADDRESSEE,
  ATT_WORD_NOT_IN_NAME,
  ATT_WORD_CALENDAR,
  ATT_WORD_PARTICLE,
  ATT_WORD_RELATIVE,
  ATT_WORD_POST_NOMINAL,
  ATT_WORD_DIVISION,
  ATT_WORD_SUB_UNIT,
  ATT_WORD_ABOARD,
  ATT_WORD_RETIRED,
  ATT_WORD_DUBBED,
  ATT_WORD_PLAIN_BODY,
  ATT_WORD_DELEGATION,
  ATT_WORD_SHARP_TITLE,
  ATT_WORD_ENVOY,
  ATT_WORD_COMMON_OFFICE,
  ATT_WORD_MOURNED,
  ATT_WORD_QUARTER,
  ATT_WORD_VACANT,
  ATT_WORD_DEED,
  ATT_WORD_OWN_ACT,
  ATT_WORD_PARTICLE_VERB,
  ATT_WORD_PARTAKER,
  ATT_WORD_TAKING_PART,
  ATT_WORD_CALLING_FOR,
  ATT_WORD_EARLIER,
  ATT_WORD_BEGINS_POST,
  ATT_WORD_ENDS_POST,
  ATT_WORD_POST_NOUN,
  ATT_WORD_LEAVING,
  ATT_WORD_SHARED_CAPITAL,
  ATT_WORD_MESSAGE,
  ATT_WORD_ANEW,
  ATT_WORD_APPOINTMENT,
  ATT_WORD_PREDECESSOR,
  ATT_WORD_SUCCESSOR,
  ATT_WORD_OWN_BODY,
  ATT_WORD_WEAK_OFFICE,
  ATT_WORD_NO_INITIATIVE,
  ATT_WORD_NO_BODY,
  ATT_WORD_NEW_POST,
  ATT_WORD_FIELD,
  ATT_WORD_UNIT_NAME,
  ATT_WORD_OFFICIAL,
  ATT_WORD_STREET,
  ATT_WORD_ORDINAL,
  ATT_WORD_BODY_NOUN,
  ATT_WORD_GUEST,
  ATT_WORD_TOWN,
  ATT_WORD_OBJECT_CONTROL,
  ATT_WORD_RITE,
  ATT_WORD_STATIONED,
  ATT_WORD_RANK_NOTE,
  ATT_WORD_MEMORIAL,
  ATT_WORD_CONSISTING,
  ATT_WORD_CONVENING,
  ATT_WORD_NAMING,
  ATT_WORD_GIVING,
  ATT_WORD_JOINT_WORK,
  ATT_WORD_BETTERING,
  ATT_WORD_BERTHING,
  ATT_WORD_ADHERING,
  ATT_WORD_GETTING,
  ATT_WORD_LANE,
  ATT_WORD_UNREST,
  ATT_WORD_DRILL_PART,
  ATT_WORD_DUTY,
  ATT_WORD_COURSE,
  ATT_WORD_INVOLVING,
  ATT_WORD_OTHER_EDITION,
  ATT_WORD_HOLDING,
  ATT_WORD_MEASURE,
  ATT_WORD_COMMENTS,
  ATT_WORD_COOPERATION,
  ATT_WORD_PERFORMED,
  ATT_WORD_BESIDE,
  ATT_WORD_PROGRAMME,
  ATT_WORD_DENYING,
  ATT_WORD_ALLEGING,
  ATT_WORD_UNDONE,
  ATT_WORD_MISSING,
  ATT_WORD_UNSETTLED,
  ATT_WORD_HARDLY,
  ATT_WORD_ALLEGED,
  ATT_WORD_PROOF,
  ATT_WORD_SUPPOSED,
  ATT_WORD_HAPPENING,
  ATT_WORD_UNTRUE,
  ATT_WORD_CANCELLING,
  ATT_WORD_CANCELLATION,
  ATT_WORD_APPROVING,
  ATT_WORD_ENABLING,
  ATT_WORD_HEARSAY,
  ATT_WORD_STAYING_OUT,
  ATT_WORD_SUPPOSING,
  ATT_WORD_REGION_TAIL,
  ATT_WORD_SETTING_OUT,
  ATT_WORD_LEG,
  ATT_WORD_ITINERARY,
  ATT_WORD_SENDING,
  ATT_WORD_GRANTING,
  ATT_WORD_GUIDING,
  ATT_WORD_TELLING,
  ATT_WORD_CHIEF,
  ATT_WORD_ROYAL,
  ATT_WORD_LATER,
  ATT_WORD_ONWARD,
  ATT_WORD_STARTING,
  ATT_WORD_IDEA,
  ATT_WORD_SESSION,
  ATT_WORD_GATHERING,
  ATT_WORD_LANGUAGE_VERB,
  ATT_WORD_LANGUAGE_NOUN,
  ATT_WORD_SWAPPED,
  ATT_WORD_VIEW,
  ATT_WORD_BARE,
  ATT_WORD_SCANT,
  ATT_WORD_DRILL_FORM,
  ATT_WORD_MISSION_BODY,
  ATT_WORD_VISITORS,
  ATT_WORD_SPAN,
  ATT_WORD_INVITING,
  ATT_WORD_GIVEN_NAME,
  ATT_WORD_LEADING,
  ATT_WORD_PURPOSE,
  ATT_WORD_PURCHASE,
  ATT_WORD_MISSION,
  ATT_WORD_HEADS_MISSION,
  ATT_WORD_CONTRIBUTING,
  ATT_WORD_ON_A_MATTER,
  ATT_WORD_ATTENDING,
  ATT_WORD_FOCUS,
  ATT_WORD_LINKING,
  ATT_WORD_STORM,
  ATT_WORD_JOINT_BODY,
  ATT_WORD_NO_OFFICE,
  ATT_WORD_MEAL,
  ATT_WORD_COUNTERPART,
  ATT_WORD_COMING,
  ATT_WORD_NEGOTIATING,
  ATT_WORD_STAFF,
  ATT_WORD_PRESS_OFFICE,
  ATT_WORD_CURRENCY,
  ATT_WORD_RECEIVING,
  ATT_WORD_COUNCIL,
  ATT_WORD_TALKS,
  ATT_WORD_HOSTILE,
  ATT_WORD_JOINTLY,
  ATT_WORD_TREATY,
  ATT_WORD_TRADE,
  ATT_WORD_BALINESE,
  ATT_WORD_SEAT,
  ATT_WORD_STUDENT,
  ATT_WORD_PRESENCE,
  ATT_WORD_SOUVENIR,
  ATT_WORD_LISTENS,
  ATT_WORD_ASKING,
  ATT_WORD_EXPLAINS,
  ATT_WORD_CLASSES
} att_word_class;

typedef struct att_lex_entry att_lex_entry;
struct att_lex_entry {
  const char *key; /* lower case, no punctuation, words parted by one space */
  uint8_t kind;
  uint8_t words;
  bool capitals; /* must be written all in capitals ("US", not "us") */
  bool capital;  /* must begin with a capital */
  unsigned line; /* of its table */
  const char *id, *label, *type, *iso3;
  const att_lex_entry *next; /* another entry with this hash */
};

/* A trigger of the frames table: what a verb or noun tells of. */
typedef struct att_frame att_frame;
struct att_frame {
  const char *lemma;
  bool verb;
  const char *frame; /* meet, visit, say, move, ... */
  const char *value; /* class, speech act or action; "" for none */
  const char *slots; /* which arguments, see ontology/frames.tsv; "" for none */
  uint32_t letters;  /* these begin with: bits */
  unsigned line;     /* of that table */
  att_frame *next;   /* of the same word, in the table's order */
};

/* A rule of ontology/rules.tsv, and how often what it says is right. */
typedef struct {
  const char *name;
  float confidence, partial; /* partial: of facts that lack a part */
  unsigned line;
} att_rule;

/* How PLOVER and CAMEO code an event. */
typedef struct {
  const char *class_name, *form;     /* "-" for whatever form */
  const char *plover, *mode, *cameo; /* NULL for none */
} att_code;

typedef struct att_lexicon att_lexicon;

/* Reads the tables. Errors name file and line. */
att_status att_lexicon_open(att_lexicon **ret_lexicon, att_error *reterr) ATT_MUST_CHECK;
void att_lexicon_close(att_lexicon *lexicon);

/* Notes the phrases that begin at each token, so that att_lexicon_match() need not look for
 * them: in a sentence whose words do not change any more. `arena`: the document's. */
void att_lexicon_mark(const att_lexicon *lexicon, att_sentence *sentence, att_arena *arena);

/* Can a phrase of the kind begin at the token, by the notes? */
static inline bool att_lexicon_may_match(att_lex_kind kind, const att_sentence *s, uint32_t first) {
  return first < s->token_count && (s->notes == NULL || (s->notes[first].kinds >> kind & 1) != 0);
}

/* The longest phrase of `kind` that begins at token `first`; NULL if none. *ret_last is its last
 * token; a role's goes on over the field that it names ("Minister" "of Defence Production"). */
const att_lex_entry *att_lexicon_read(const att_lexicon *lexicon, att_lex_kind kind,
                                      const att_sentence *sentence, uint32_t first,
                                      uint32_t *ret_last);
static inline const att_lex_entry *att_lexicon_match(const att_lexicon *lexicon, att_lex_kind kind,
                                                     const att_sentence *sentence, uint32_t first,
                                                     uint32_t *ret_last) {
  return att_lexicon_may_match(kind, sentence, first)
             ? att_lexicon_read(lexicon, kind, sentence, first, ret_last)
             : NULL;
}

/* A role as its table has it, without what att_office_end() adds. */
const att_lex_entry *att_lexicon_title(const att_lexicon *lexicon, const att_sentence *sentence,
                                       uint32_t first, uint32_t *ret_last);

/* The last token of the title that begins at `first` and of which the table has first..last. */
uint32_t att_office_end(const att_lexicon *lexicon, const att_sentence *sentence, uint32_t first,
                        uint32_t last);

/* The entry for a whole string, any case; NULL if none. Of several bodies with one form ("AFP") the
 * first of the table, here and in att_lexicon_match(). */
const att_lex_entry *att_lexicon_find(const att_lexicon *lexicon, att_lex_kind kind,
                                      const char *phrase);

/* att_lexicon_find() of a token's form. */
static inline const att_lex_entry *att_lexicon_at(const att_lexicon *lexicon, att_lex_kind kind,
                                                  const att_sentence *s, uint32_t t) {
  return s->notes == NULL || (s->notes[t].alone >> kind & 1) != 0
             ? att_lexicon_find(lexicon, kind, s->tokens[t].form)
             : NULL;
}

/* The next entry of the kind with the same form ("AFP"); NULL behind the last. */
const att_lex_entry *att_lexicon_next(const att_lex_entry *entry);

/* Bits: by their first three letters, words of a class. Few classes have many, so that nearly all
 * words that are not of it are known by one bit. */
typedef struct {
  uint64_t bits[4];
} att_lex_sieve;

static inline unsigned att_lex_sieve_bit(const char *word) {
  uint32_t a = (unsigned char)word[0], b = a != 0 ? (unsigned char)word[1] : 0,
           c = b != 0 ? (unsigned char)word[2] : 0;
  return ((a & 31) | (b & 31) << 5 | (c & 31) << 10) * 2654435761u >> 24;
}

/* The slow part of att_lexicon_word(), which is to be called instead. */
bool att_lexicon_has_word(const att_lexicon *lexicon, att_word_class class, const char *word);

/* Is the word of that class? Any case. A lexicon begins with the sieves of all classes. */
static inline bool att_lexicon_word(const att_lexicon *lexicon, att_word_class class,
                                    const char *word) {
  const att_lex_sieve *sieve = (const att_lex_sieve *)(const void *)lexicon + class;
  unsigned bit = att_lex_sieve_bit(word);
  return (sieve->bits[bit / 64] >> bit % 64 & 1) != 0 && att_lexicon_has_word(lexicon, class, word);
}

/* Has the lemma a row of that frame ("talk", "visit") among the verbs, or else the nouns? */
bool att_lexicon_tells(const att_lexicon *lexicon, const char *lemma, bool verb, const char *frame);

/* The frame of a lemma, NULL if it is no trigger. `after` NULL, or the one found before. */
const att_frame *att_lexicon_frame(const att_lexicon *lexicon, const char *lemma, bool verb,
                                   const att_frame *after);

/* The rule of that name, NULL if the table has none. */
const att_rule *att_lexicon_rule(const att_lexicon *lexicon, const char *name);

/* "Cambodia" for "KHM"; NULL if there is no such state. */
const char *att_lexicon_state_name(const att_lexicon *lexicon, const char *iso3);

/* The first code for a class ("Visit") whose form is `form` ("planned"); NULL if none. */
const att_code *att_lexicon_code(const att_lexicon *lexicon, const char *class_name,
                                 const char *form);

/* Does the frame take the argument `slot` ("obj", "with")? */
bool att_frame_has_slot(const att_frame *frame, const char *slot);
static inline bool att_frame_takes(const att_frame *frame, const char *slot) {
  return att_begins_with(slot, frame->letters) && att_frame_has_slot(frame, slot);
}

/* Is the office, by what it is of (a role's orgHint), one of a part of a state or of a town? Does
 * such an office begin at the token, "deputy" and the like before it? */
bool att_lexicon_is_local(const char *hint);
bool att_lexicon_local_office(const att_lexicon *lexicon, const att_sentence *s, uint32_t t);

#endif
