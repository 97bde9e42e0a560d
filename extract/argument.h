/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading the dependency tree: arguments of verbs and nouns, whom a phrase refers to (names,
 * pronouns, roles, groups), modality, dates, topics' names. Relations are those of Universal
 * Dependencies.
 */
#ifndef ATT_EXTRACT_ARGUMENT_H
#define ATT_EXTRACT_ARGUMENT_H

#include "extract/facts.h"

#define ATT_NO_TOKEN ((uint32_t)-1)

/* A sentence of the document under work. */
typedef struct {
  att_facts *facts;
  const att_sentence *s;
  uint32_t number;
} att_clause;

const char *att_clause_lemma(const att_clause *c, uint32_t t);

/* ATT_NO_TOKEN for the root. */
static inline uint32_t att_clause_head(const att_clause *c, uint32_t t) {
  uint32_t head = c->s->tokens[t].head;
  return head == 0 ? ATT_NO_TOKEN : head - 1;
}

/* Is it a mark, an article, a preposition, a conjunction? Such words head nothing, and most of what
 * is told is found at the words they belong to. */
static inline bool att_clause_is_small(const att_clause *c, uint32_t t) {
  enum {
    SMALL = 1 << ATT_PUNCT | 1 << ATT_DET | 1 << ATT_ADP | 1 << ATT_CCONJ | 1 << ATT_SCONJ |
            1 << ATT_PART
  };
  return (SMALL >> c->s->tokens[t].upos & 1) != 0;
}

/* Is the word of that class of ontology/words.tsv? */
static inline bool att_clause_word(const att_clause *c, att_word_class class, const char *word) {
  return att_lexicon_word(c->facts->lexicon, class, word);
}

/* Notes each token's children, so that they are found at once: in a sentence that has notes. To be
 * called again where its heads have changed. */
void att_clause_link(att_sentence *sentence);

_Static_assert(ATT_REL_COUNT <= 64, "a relation is a bit");

/* The slow part of att_clause_child(), which is to be called instead. */
uint32_t att_clause_next_child(const att_clause *c, uint32_t t, att_rel rel, uint32_t after);

/* The next child of `t` behind `after` (ATT_NO_TOKEN: the first) whose relation without subtype is
 * `rel`; ATT_NO_TOKEN at the end. */
static inline uint32_t att_clause_child(const att_clause *c, uint32_t t, att_rel rel,
                                        uint32_t after) {
  bool none = c->s->linked && t < c->s->token_count && (c->s->notes[t].below >> rel & 1) == 0;
  return none ? ATT_NO_TOKEN : att_clause_next_child(c, t, rel, after);
}

/* The next obl or nmod child of `t` with the preposition `word`. */
uint32_t att_clause_oblique(const att_clause *c, uint32_t t, const char *word, uint32_t after);

/* The subject that a verb has or shares with the verb that governs it; *ret_passive says that the
 * subject is the one acted on. ATT_NO_TOKEN if none. */
uint32_t att_clause_subject(const att_clause *c, uint32_t t, bool *ret_passive);

/* Adds whom the phrase under `t` refers to, with all that is coordinated with it. */
void att_clause_agents(const att_clause *c, uint32_t t, att_indexes *agents);

/* Adds who accompanies one of them in the sentence: whoever takes part, so do they. */
void att_clause_add_companions(const att_clause *c, att_indexes *agents);

/* Takes out who only accompanies one of them in the sentence. */
void att_clause_drop_companions(const att_clause *c, att_indexes *agents);

/* "Accompanied by B, A toured X": adds B, who goes along but takes no part in A's talks. */
void att_clause_add_escort(const att_clause *c, att_indexes *visitors);

/* A new event that the token tells of, with its status and evidence; the arena's, good until the
 * next one is added. */
att_event *att_clause_event(const att_clause *c, const char *class_name, uint32_t t,
                            const char *rule);

/* Adds the two who last met, else the two persons named so far where there are just two. */
void att_clause_pair(const att_clause *c, att_indexes *agents);

/* Leaves persons only, else organizations, else states. */
void att_facts_prefer(att_facts *facts, att_indexes *agents);

/* Held, planned, hypothetical …; *ret_denied for a negated one. */
att_event_status att_clause_status(const att_clause *c, uint32_t t, bool *ret_denied);

/* Do the words around it make it unreal: "left without meeting B", "was unable to attend", "Had A
 * visited X"? What they make of it. */
bool att_clause_is_unreal(const att_clause *c, uint32_t t, att_event_status *ret_status,
                          bool *ret_denied);

/* Is it what a paper that is signed is to bring: "a letter of intent to extend the deployment"? */
bool att_clause_is_contracted(const att_clause *c, uint32_t t);

/* "exchanged letters": does the verb tell of mail that goes to and fro? *ret_agree: that is an
 * agreement, "letters of intent", "letters on the status of forces". */
bool att_clause_exchanges_mail(const att_clause *c, uint32_t verb, bool *ret_agree);

/* Does the verb say that what it acts on does not take place: "cancelled", "called off"? */
bool att_clause_calls_off(const att_clause *c, uint32_t verb);

/* Is the noun what its verb acts on: its object, or the subject of its passive? */
bool att_clause_is_acted_on(const att_clause *c, uint32_t t);

/* Is it only wished for: a gerund, infinitive or noun under "support for", "readiness to"? */
bool att_clause_is_wished(const att_clause *c, uint32_t t);

/* Is the token between quotation marks, or in words that are somebody's without them? */
bool att_clause_is_quoted(const att_clause *c, uint32_t t);

/* Is the name part of what somebody says? Its own quotation marks do not count. */
bool att_clause_is_said(const att_clause *c, const att_mention *m);

/* The date or range named nearest to `t`, in xsd lexical forms; where the sentence has no day, the
 * month ("in June") or year of the clause. False if it has none. */
bool att_clause_date(const att_clause *c, uint32_t t, const char **ret_start, const char **ret_end);

/* The year or month behind "since" in the token's clause; NULL. */
const char *att_clause_since(const att_clause *c, uint32_t t);

/* The day, month or year behind a verb, or behind a name that ends at `t`, past its place: "taking
 * office in June", "X in Vilnius in July", "the Y exercise next year"; `ahead`: it is still to
 * come. NULL for none. */
const char *att_clause_date_behind(const att_clause *c, uint32_t t, bool ahead);

/* The date that begins at token `t`, told as one of the past: "3 June 2023", "June 2023", "2019";
 * *ret_last is its last token then. NULL for none. */
const char *att_date_at(const att_clause *c, uint32_t t, uint32_t *ret_last);

/* The day, month or year, or days, that begin at token `t`, a preposition before it perhaps: "in
 * June", "last month", "on 3 June"; its length in tokens, 0 for none. `ahead`: it is to come. */
uint32_t att_date_told(const att_clause *c, uint32_t t, bool ahead, const char **ret_start,
                       const char **ret_end);

/* Does a date as written begin at token `first`: "Feb. 24-25", "Wednesday, May 7", "June 2024"?
 * *ret_last is its last token then. */
bool att_date_span(const att_sentence *sentence, uint32_t first, uint32_t *ret_last);

/* "demanded that X be scrapped": a verb with a "be" of no tense before it. */
bool att_clause_is_demanded(const att_clause *c, uint32_t t);

/* Is the word a weekday in full, capitalised? */
bool att_date_is_weekday(const char *word);

/* "are looking into holding X", "mull": a verb of thinking what to do; neither "look forward to"
 * nor "look on". */
bool att_clause_explores(const att_clause *c, uint32_t t);

/* Is the first day of the calendar behind the token, up to the next verb, after the article's? */
bool att_clause_day_ahead(const att_clause *c, uint32_t t);

/* Is the date no day, but a month ("2024-06"), a year, or NULL? */
bool att_date_is_coarse(const char *day);

/* The day ("YYYY-MM-DD") so many days before; `day` itself where it has no year. */
const char *att_date_before(att_arena *arena, const char *day, int days);

/* Adds the names of what the noun phrases under `t` are about. */
void att_clause_topics(const att_clause *c, uint32_t t, att_strings *topics);

/* Adds what the sentence begins with: "Regarding X, the ministers". */
void att_clause_fronted(const att_clause *c, att_strings *topics);

/* Adds the topics that nouns and verbs of the class cooperation have behind "in", "on" or "of"
 * among the tokens first..last: "cooperation in cyber security and training", "in the areas of". */
void att_clause_fields(const att_clause *c, uint32_t first, uint32_t last, att_strings *topics);

/* The sentence, told by the word at `t` as the rule of ontology/rules.tsv says. */
att_evidence att_clause_evidence(const att_clause *c, uint32_t t, const char *rule);

/* Corrects heads that the words themselves show to be wrong; behind att_collapse_parse(). */
void att_mend_trees(att_facts *facts);

#endif
