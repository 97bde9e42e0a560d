/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/lexicon_words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { SLOTS_FIRST = 1024, NUMBER_BITS = 16, NUMBER = (1 << NUMBER_BITS) - 1 };

/* FNV-1a, with the bit that parts capitals from small letters set in every byte. */
static uint32_t hash_of(const char *word, size_t size) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ ((unsigned char)word[i] | 0x20u)) * 16777619u;
  return hash ^ hash >> 15;
}

static bool is_word(const att_lex_word *w, const char *word, size_t size) {
  return w->size == size && strncasecmp(w->word, word, size) == 0;
}

/* The slot where the word is, or the free one where it would be. */
static size_t find_slot(const att_lex_words *words, uint32_t hash, const char *word, size_t size) {
  size_t at = hash & (words->slot_count - 1);
  for (uint32_t slot; (slot = words->slots[at]) != 0; at = (at + 1) & (words->slot_count - 1))
    if (slot >> NUMBER_BITS == hash >> NUMBER_BITS &&
        is_word(&words->words.items[(slot & NUMBER) - 1], word, size))
      break;
  return at;
}

const att_lex_word *att_lex_words_find(const att_lex_words *words, const char *word, size_t size) {
  if (words->slot_count == 0)
    return NULL;
  uint32_t slot = words->slots[find_slot(words, hash_of(word, size), word, size)];
  return slot == 0 ? NULL : &words->words.items[(slot & NUMBER) - 1];
}

static void put(att_lex_words *words, size_t number) {
  const att_lex_word *w = &words->words.items[number];
  uint32_t hash = hash_of(w->word, w->size);
  words->slots[find_slot(words, hash, w->word, w->size)] =
      (hash & ~(uint32_t)NUMBER) | (uint32_t)(number + 1);
}

static void widen(att_lex_words *words, att_arena *arena) {
  words->slot_count = words->slot_count > 0 ? 2 * words->slot_count : SLOTS_FIRST;
  words->slots = ATT_NEW_ARRAY(arena, uint32_t, words->slot_count);
  for (size_t i = 0; i < words->words.count; i++)
    put(words, i);
}

att_lex_word *att_lex_words_add(att_lex_words *words, att_arena *arena, const char *word,
                                size_t size) {
  att_lex_word *known = (att_lex_word *)att_lex_words_find(words, word, size);
  if (known != NULL)
    return known;
  if (words->words.count >= NUMBER)
    longjmp(arena->guard, 1);
  if (2 * words->words.count >= words->slot_count)
    widen(words, arena);
  att_lex_word *w = ATT_PUSH(arena, &words->words);
  *w = (att_lex_word){.word = att_arena_copy(arena, word, size), .size = (uint32_t)size};
  put(words, words->words.count - 1);
  return w;
}

/* The word without its last letter "e" leads to it: "welcom". */
static void note_stem(att_lex_words *words, att_arena *arena, const char *lemma, size_t size) {
  if (size < 2 || tolower((unsigned char)lemma[size - 1]) != 'e')
    return;
  const att_lex_word *whole = att_lex_words_find(words, lemma, size);
  uint32_t number = (uint32_t)(whole - words->words.items) + 1;
  att_lex_words_add(words, arena, lemma, size - 1)->with_e = number;
}

void att_lex_words_add_frame(att_lex_words *words, att_arena *arena, const att_frame *frame) {
  *ATT_PUSH(arena, &words->frames) = *frame;
  *ATT_PUSH(arena, &words->frame_next) = 0;
  uint32_t number = (uint32_t)words->frames.count;
  size_t size = strlen(frame->lemma);
  att_lex_word *w = att_lex_words_add(words, arena, frame->lemma, size);
  if (w->frame_last == 0)
    w->frame_first = number;
  else
    words->frame_next.items[w->frame_last - 1] = number;
  w->frame_last = number;
  note_stem(words, arena, frame->lemma, size);
}

/* The number + 1 of the word's first frame from `least` on; 0 if none. */
static uint32_t first_frame(const att_lex_words *words, const att_lex_word *word, bool verb,
                            uint32_t least) {
  uint32_t number = word != NULL ? word->frame_first : 0;
  while (number != 0 && (number <= least || words->frames.items[number - 1].verb != verb))
    number = words->frame_next.items[number - 1];
  return number;
}

const att_frame *att_lex_words_frame(const att_lex_words *words, const char *lemma, bool verb,
                                     const att_frame *after) {
  uint32_t least = after == NULL ? 0 : (uint32_t)(after - words->frames.items) + 1;
  size_t size = strlen(lemma);
  const att_lex_word *word = att_lex_words_find(words, lemma, size);
  uint32_t found[3] = {first_frame(words, word, verb, least)}, best = found[0];
  bool doubled = size > 4 && tolower((unsigned char)lemma[size - 1]) ==
                                 tolower((unsigned char)lemma[size - 2]); /* "travell" */
  if (verb && doubled)
    found[1] = first_frame(words, att_lex_words_find(words, lemma, size - 1), verb, least);
  if (verb && size > 3 && word != NULL && word->with_e != 0)
    found[2] = first_frame(words, &words->words.items[word->with_e - 1], verb, least);
  for (int i = 1; i < 3; i++)
    best = best == 0 || (found[i] != 0 && found[i] < best) ? found[i] : best;
  return best == 0 ? NULL : &words->frames.items[best - 1];
}

bool att_frame_takes(const att_frame *frame, const char *slot) {
  for (const char *at = frame->slots != NULL ? frame->slots : ""; *at != '\0';) {
    size_t size = 0;
    while (slot[size] != '\0' && at[size] == slot[size])
      size++;
    if (slot[size] == '\0' && (at[size] == '|' || at[size] == '\0'))
      return true;
    while (*at != '\0' && *at++ != '|')
      ;
  }
  return false;
}
