/* SPDX-License-Identifier: Apache-2.0
 *
 * Single words and what the lexicon's tables say of each: its classes (ontology/words.tsv) and
 * frames. A hash table with open addressing, small enough for the processor's caches: most words
 * of a text are not in it, and are known not to be by one slot. Case of ASCII letters is no
 * difference. All memory is an arena's. Internal to lexicon.c.
 */
#ifndef ATT_EXTRACT_LEXICON_WORDS_H
#define ATT_EXTRACT_LEXICON_WORDS_H

#include "base/table.h"
#include "base/view.h"
#include "extract/lexicon.h"

enum { ATT_LEX_WORD_MOST = 33 /* bytes of a word */, ATT_LEX_KNOWN_BITS = 1 << 16 };

typedef struct {
  char word[ATT_LEX_WORD_MOST + 1];
  uint8_t size;                                   /* bytes of it */
  uint64_t classes[(ATT_WORD_CLASSES + 63) / 64]; /* bits */
  att_frame *frames[2];                           /* the first as a noun, as a verb; NULL if none */
} att_lex_word;

typedef struct {
  att_lex_sieve sieves[ATT_WORD_CLASSES]; /* at the beginning: see att_lexicon_word() */
  struct {
    att_lex_word *items;
    size_t count, capacity;
  } words;
  uint64_t known[ATT_LEX_KNOWN_BITS / 64]; /* by hash: slots are far more memory, and most of what
                                            * is looked up has none */
  uint32_t *slots;   /* high bits of the hash, and a word's number + 1; 0 for none */
  size_t slot_count; /* a power of two; at most half of them are taken */
} att_lex_words;

/* Which codes are states', for checking other tables' cells. */
typedef struct {
  uint8_t states[26 * 26 * 26 / 8 + 1]; /* bits */
} att_lex_check;

void att_lex_check_state(att_lex_check *check, const char *iso3);

/* Are all cells of closed sets (classes, positions, states, slots) one of their set? `file`: the
 * table's name without its folder. */
att_status att_lex_check_table(const att_lex_check *check, const char *file, const att_table *table,
                               att_error *reterr) ATT_MUST_CHECK;

/* Does each key stand in one row, and is there a row of each key that others refer to? */
att_status att_lex_check_keys(const char *file, const att_table *table,
                              att_error *reterr) ATT_MUST_CHECK;

/* NULL if there is none. */
const att_lex_word *att_lex_words_find(const att_lex_words *words, const char *word);

/* The same, added if need be, of ATT_LEX_WORD_MOST bytes at most; good until the next is added. */
att_lex_word *att_lex_words_add(att_lex_words *words, att_arena *arena, const char *word);

/* The class that ontology/words.tsv calls so; ATT_WORD_CLASSES for none. */
att_word_class att_lex_words_class(att_view name);

/* Makes the word one of the class; is it one? */
void att_lex_words_add_class(att_lex_words *words, att_arena *arena, att_word_class class,
                             const char *word);
bool att_lex_words_has(const att_lex_words *words, att_word_class class, const char *word);

/* Adds a frame behind the others of its lemma; a verb's also for what lemmas are taken for: with a
 * last letter too many ("travell"), without an "e" ("welcom"). */
void att_lex_words_add_frame(att_lex_words *words, att_arena *arena, att_frame frame);

/* The word's first frame; NULL for none. */
const att_frame *att_lex_words_frame(const att_lex_words *words, const char *lemma, bool verb);

#endif
