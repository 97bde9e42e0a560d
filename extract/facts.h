/* SPDX-License-Identifier: Apache-2.0
 *
 * What a document says, as facts: entities and their mentions, posts, events, statements, moves of
 * initiatives. Filled by the modules in order (mention, role, event, statement), written as quads
 * by emit. All memory is the document's arena; entities are named by their index. Knows no RDF.
 */
#ifndef ATT_EXTRACT_FACTS_H
#define ATT_EXTRACT_FACTS_H

#include "extract/lexicon.h"
#include "text/model.h"

#define ATT_NO_ENTITY ((uint32_t)-1)

typedef enum {
  ATT_NODE_PERSON,
  ATT_NODE_ORG,
  ATT_NODE_STATE,
  ATT_NODE_PLACE,
  ATT_NODE_INITIATIVE
} att_node_kind;

typedef struct {
  uint32_t *items;
  size_t count, capacity;
} att_indexes;
typedef struct {
  const char **items;
  size_t count, capacity;
} att_strings;

/* Other names of an entity: att_facts_alias() alone adds to them. */
typedef struct {
  const char **items;
  size_t count, capacity;
} att_aliases;

/* An entity of the document. */
typedef struct {
  uint8_t kind;           /* att_node_kind */
  bool mentioned;         /* false for what is only implied (the state of a minister) */
  bool male, female;      /* a pronoun or courtesy title said so */
  bool ship;              /* named behind a word for a ship, without a prefix */
  bool forum;             /* an organization whose sessions make a forum: a joint committee */
  bool mission;           /* an organization that is set up and ended like an operation */
  const char *name;       /* canonical: a person without rank, an organization without article */
  const char *key;        /* path of its IRI behind id/: "person/hun-manet", "state/KHM" */
  const char *class_name; /* of an organization or initiative: the model's class, else NULL */
  const char *iso3;       /* its state, NULL if unknown */
  const char *accredited; /* the state where a mission is: ISO 3166 alpha-3, or NULL */
  uint32_t part_of;       /* the organization that it belongs to, a node + 1; 0 for none */
  const char *rank, *rank_id; /* a row of ontology/ranks.tsv */
  const char *rank_written;   /* as the article has it: "Navy Capt." */
  att_aliases aliases;
} att_node;

/* Tokens of one sentence that name an entity. */
typedef struct {
  uint32_t sentence, first, last; /* last one included */
  uint32_t title_first;           /* person: where the rank and titles before the name begin */
  uint32_t node;
  bool adjective; /* a demonym, or a state inside another name */
  bool common;    /* a common noun that stands for a name: "the embassy" */
} att_mention;

/* Where something is said: evidence for a fact. */
typedef struct {
  uint32_t sentence, begin, end; /* bytes of the text */
  uint32_t first, last;          /* the sentence's tokens that tell it: a verb, noun, title */
  const char *rule;              /* a row of ontology/rules.tsv */
  float confidence;              /* set by att_facts_weigh() */
} att_evidence;

/* A word that stands for an entity which it does not name: "he", "both ministers". */
typedef struct {
  uint32_t token, node;
} att_reference;
/* How a sentence begins: as the author's words, within a quotation, or as somebody's words without
 * any marks. */
typedef enum { ATT_SPOKEN_NOT, ATT_SPOKEN_OPEN, ATT_SPOKEN_WHOLE } att_spoken;

typedef struct {
  att_reference *items;
  size_t count, capacity;
} att_references;

typedef struct {
  uint32_t person, organization; /* organization may be ATT_NO_ENTITY */
  const char *title;             /* as written, without the organization */
  const char *role_id, *role_label;
  const char *role_hint;   /* what the office implies: "state", "ministry-of-defence"; or NULL */
  const char *start, *end; /* xsd:date, "2024-07", "2019" or "--02-24"; NULL if not said */
  bool former;
  bool implied;                        /* no organization is named; a state may be inferred */
  const char *state_rule, *state_from; /* by which rule and from what name or words; or NULL */
  att_evidence evidence;
} att_tenure;

typedef enum {
  ATT_HELD,
  ATT_ONGOING,
  ATT_PLANNED,
  ATT_PROPOSED,
  ATT_CANCELLED,
  ATT_HYPOTHETICAL
} att_event_status;

typedef struct {
  const char *class_name; /* "Meeting", "Visit", … */
  att_event_status status;
  att_indexes participants, others; /* the two sides of a meeting; visitors and hosts of a visit */
  bool sides;                       /* pairs are between the sides; else among participants */
  bool withdrawn;                   /* a deployment that the troops have left */
  bool gone;                        /* told by another one, as settle.c found */
  const char *office; /* the role of somebody unnamed who is met, "the president of X"; or NULL */
  bool troops;        /* its others are troops or staff */
  bool another;       /* a meeting said to be none of those told of before: "met again" */
  uint32_t place, initiative; /* or ATT_NO_ENTITY */
  uint32_t part_of;           /* the visit that it belongs to, an event; or ATT_NO_ENTITY */
  const char *name;           /* "handover ceremony"; NULL */
  const char *start, *end;    /* xsd:date or "--02-24", NULL if not said */
  const char *characterized;  /* "constructive"; NULL */
  att_indexes organizers;
  bool within;        /* some time between the start and the end */
  att_strings topics; /* "short name\nlonger one" */
  att_evidence evidence;
} att_event;

/* "CRNO" in brackets behind an office: its holder, ATT_NO_ENTITY where that is not told, or of two.
 */
typedef struct {
  const char *letters;
  uint32_t sentence, first, open; /* where the office begins, and the bracket; of things: open */
  uint32_t person;
} att_letters;

/* A name that holds no token: within a title, or in a byline. Bytes of the document's text. */
typedef struct {
  uint32_t begin, end, node;
  bool credited; /* the article comes from it */
} att_naming;

typedef struct {
  uint32_t speaker, addressee; /* addressee may be ATT_NO_ENTITY */
  uint32_t on_behalf;          /* whom the speaker speaks for; or ATT_NO_ENTITY */
  uint32_t said_at;            /* an event; or ATT_NO_ENTITY */
  uint32_t document;           /* the cited document that it stands in; or ATT_NO_ENTITY */
  att_indexes also;            /* further addressees: of "both sides" */
  const char *act;
  att_strings topics;
  att_indexes about; /* entities that its clause is about */
  const char *quotation, *content;
  att_evidence evidence;
} att_statement;

/* A document that the text cites: "said in a press release on 7 June 2024". */
typedef struct {
  const char *class_name; /* the model's: "PressRelease", "SourceDocument" */
  att_indexes publishers;
  uint32_t creator;   /* the spokesperson who wrote it for them; or ATT_NO_ENTITY */
  const char *issued; /* as of events; NULL if not said */
  att_evidence evidence;
} att_cited;

typedef struct {
  uint32_t initiative;
  const char *action, *status;
  uint32_t raised_at;    /* an event; or ATT_NO_ENTITY */
  att_strings countries; /* ISO 3166 alpha-3, on whose part it is */
  att_evidence evidence;
  bool past; /* of an edition before the one that the article is about */
} att_move;

typedef struct att_index att_index; /* index.h */
typedef struct att_names att_names; /* names.c */

/* Which of several rows of a table an article means. */
typedef struct {
  const att_lex_entry *of, *body;
} att_choice;

/* How well a node's posts fit a noun that stands for an office, below zero not at all, and how much
 * it is in view, below zero where that has not been counted; for one noun at a time. */
typedef struct {
  uint32_t noun;
  int title, prominence;
} att_fit;

typedef struct {
  att_document *document;
  att_arena *arena;
  const att_lexicon *lexicon;
  const att_model *model;
  unsigned without;         /* steps of collapse.h that are left out */
  const char *date;         /* "YYYY-MM-DD" of the article, or NULL */
  int head_month, head_day; /* without a date: of the dateline; 0 for none */
  long lede_day;     /* a day, as att_calendar_days() has it, that has these and the weekday of the
                        lede,     where that is an agency's; 0 for none */
  float least;       /* confidence of events, posts, statements, moves that are emitted; 0: all */
  int year;          /* of the latest full date read, 0 for none: for days without a year */
  uint32_t **owner;  /* [sentence][token]: mention index + 1 that the token is in */
  uint32_t dateline; /* the place or state that the dateline names, or ATT_NO_ENTITY */
  att_index *index;
  att_names *names;
  struct {
    att_fit *items;
    size_t count, capacity;
    uint32_t noun;
  } fits;                       /* [node] */
  att_strings defined_acronyms; /* "PA", which the text has in brackets behind its whole name */
  struct {
    att_letters *items;
    size_t count, capacity;
  } letters;                /* in brackets, of no body */
  att_strings states_named; /* ISO 3166 alpha-3, of states, capitals, peoples in the text */
  bool states_listed;
  const char *publishers_state; /* ISO 3166 alpha-3, of who publishes the text; NULL for none */
  struct {
    att_choice *items;
    size_t count, capacity;
  } bodies_chosen; /* of those that share an acronym */
  struct {
    att_node *items;
    size_t count, capacity;
  } nodes;
  struct {
    att_mention *items;
    size_t count, capacity;
  } mentions;
  struct {
    att_naming *items;
    size_t count, capacity;
  } namings;
  struct {
    att_tenure *items;
    size_t count, capacity;
  } tenures;
  struct {
    att_event *items;
    size_t count, capacity;
  } events;
  uint32_t told; /* the event told of last, or again */
  struct {
    att_statement *items;
    size_t count, capacity;
  } statements;
  struct {
    att_move *items;
    size_t count, capacity;
  } moves;
  struct {
    att_cited *items;
    size_t count, capacity;
  } cited;
  att_references *references; /* by sentence */
  uint8_t *spoken;            /* [sentence]: att_spoken */
  uint32_t *speakers;         /* [sentence]: node + 1 whose words it is by the line above, else 0 */
  att_indexes sources;        /* agents that the text credits */
} att_facts;

/* Finds all facts of an analysed document, whose trees are made anew over whole names. `date`
 * ("YYYY-MM-DD") may be NULL; `without`: bits of att_collapse_step, 0 as it should be. The arena is
 * the document's. */
void att_facts_find(att_facts *facts, att_document *document, const att_lexicon *lexicon,
                    const att_model *model, const char *date, unsigned without);

/* The same by hand: att_facts_begin(), then each stage in order; the last has no name. */
void att_facts_begin(att_facts *facts, att_document *document, const att_lexicon *lexicon,
                     const att_model *model, const char *date, unsigned without);
typedef struct {
  const char *name;
  void (*run)(att_facts *facts);
} att_facts_stage;
extern const att_facts_stage att_facts_stages[];

/* The stages' modules, in order. */
void att_mention_find(att_facts *facts);
void att_role_find(att_facts *facts);
void att_role_imply(att_facts *facts); /* states of offices named without one, behind events */
bool att_role_is_diplomat(const att_tenure *tenure); /* an ambassador's post, or the like */

/* "on behalf of the Government of X by Minister A B": the state whose government the body is, as
 * good as that; any other body as it is. */
uint32_t att_role_state_of_government(att_facts *facts, uint32_t body);

/* Are the acronym's letters the first ones of the name's capitalised words? */
bool att_facts_has_initials(const char *name, const char *acronym);

/* Is the person an ambassador and nothing else, who is at home where he or she is received? */
bool att_facts_is_envoy(const att_facts *facts, uint32_t person);

/* Which sentences begin within a quotation that one before has opened: facts->spoken, and which
 * tokens are in one: their notes; and which paragraphs are the words of whoever speaks by the line
 * above: facts->spoken and ->speakers. */
void att_spoken_marks(att_facts *facts);
void att_spoken_find(att_facts *facts);
/* Whose the answers of a transcript are: facts->speakers. */
void att_transcript_find(att_facts *facts);

void att_event_find(att_facts *facts);
void att_occasion_find(att_facts *facts);
void att_statement_find(att_facts *facts);
void att_move_find(att_facts *facts);
void att_facts_settle(att_facts *facts);
void att_facts_nest(att_facts *facts);  /* what belongs to a visit */
void att_cited_find(att_facts *facts);  /* documents that the text cites */
void att_facts_tie(att_facts *facts);   /* what facts have to do with each other, behind nesting */
void att_facts_weigh(att_facts *facts); /* confidence, by rule and by what the fact lacks */

/* Shared by the modules. */
bool att_event_is_meeting(const att_event *event); /* a meeting, talks or call */
uint32_t att_facts_state(att_facts *facts, const char *iso3);

/* A new entity, whose IRI's path is "folder/slug"; the one of that kind and name, or with such an
 * alias, ATT_NO_ENTITY if none is. */
uint32_t att_facts_node(att_facts *facts, att_node_kind kind, const char *name, const char *folder);
uint32_t att_facts_named(const att_facts *facts, att_node_kind kind, const char *name);

/* Gives the entity another name besides; a better one. */
void att_facts_alias(att_facts *facts, uint32_t node, const char *name);
void att_facts_rename(att_facts *facts, uint32_t node, const char *name);

/* Is the node a ship, named with its prefix ("USS Halloran")? */
bool att_facts_is_ship(const att_facts *facts, const att_node *node);

/* Does the name stand in a dateline, or alone before a colon where the text begins? */
bool att_facts_is_dateline(const att_facts *facts, const att_mention *mention);
bool att_indexes_has(const att_indexes *list, uint32_t index);
bool att_indexes_add(att_arena *arena, att_indexes *list, uint32_t index); /* false if there */
bool att_facts_hold_person(const att_facts *f, const att_indexes *agents); /* any of the nodes */
void att_facts_keep_persons(const att_facts *f, att_indexes *agents);      /* and nothing else */
bool att_strings_add(att_arena *arena, att_strings *list, const char *string);

/* "Royal Cambodian Army" -> "royal-cambodian-army"; Latin letters lose their accents. */
const char *att_facts_slug(att_arena *arena, const char *name);

/* Text of tokens first..last, white space collapsed. */
const char *att_facts_text(att_facts *facts, uint32_t sentence, uint32_t first, uint32_t last);

/* Is the word a number in Roman letters, of at least two: "LXIV"? */
bool att_is_roman(const char *word);

#endif
