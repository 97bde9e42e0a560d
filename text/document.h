/* SPDX-License-Identifier: Apache-2.0
 *
 * A document and its analysis: text, metadata, paragraphs, sentences, tokens, entity spans. The
 * one structure that passes between the text modules (reader, segment, token, model) and from
 * there to extract/. Knows nothing of RDF.
 *
 * Offsets named `begin`, `end` are BYTES into `text` (UTF-8, checked once by the reader), half
 * open. att_document_code_point() turns them into code points, which is what the graph says.
 * Everything lives in the document's arena, strings NUL-terminated; nothing is freed by itself.
 */
#ifndef ATT_TEXT_DOCUMENT_H
#define ATT_TEXT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"

/* Universal POS tags, https://universaldependencies.org/u/pos/ in alphabetical order. */
typedef enum {
  ATT_UPOS_NONE,
  ATT_ADJ,
  ATT_ADP,
  ATT_ADV,
  ATT_AUX,
  ATT_CCONJ,
  ATT_DET,
  ATT_INTJ,
  ATT_NOUN,
  ATT_NUM,
  ATT_PART,
  ATT_PRON,
  ATT_PROPN,
  ATT_PUNCT,
  ATT_SCONJ,
  ATT_SYM,
  ATT_VERB,
  ATT_X,
  ATT_UPOS_COUNT
} att_upos;

/* Universal dependency relations with the subtypes of English,
 * https://universaldependencies.org/en/dep/ . One table, names in document.c. */
typedef enum {
  ATT_REL_NONE,
  ATT_ACL,
  ATT_ACL_RELCL,
  ATT_ADVCL,
  ATT_ADVCL_RELCL,
  ATT_ADVMOD,
  ATT_AMOD,
  ATT_APPOS,
  ATT_AUX_REL,
  ATT_AUX_PASS,
  ATT_CASE,
  ATT_CC,
  ATT_CC_PRECONJ,
  ATT_CCOMP,
  ATT_COMPOUND,
  ATT_COMPOUND_PRT,
  ATT_CONJ,
  ATT_COP,
  ATT_CSUBJ,
  ATT_CSUBJ_OUTER,
  ATT_CSUBJ_PASS,
  ATT_DEP,
  ATT_DET_REL,
  ATT_DET_PREDET,
  ATT_DISCOURSE,
  ATT_DISLOCATED,
  ATT_EXPL,
  ATT_FIXED,
  ATT_FLAT,
  ATT_GOESWITH,
  ATT_IOBJ,
  ATT_LIST,
  ATT_MARK,
  ATT_NMOD,
  ATT_NMOD_DESC,
  ATT_NMOD_POSS,
  ATT_NMOD_UNMARKED,
  ATT_NSUBJ,
  ATT_NSUBJ_OUTER,
  ATT_NSUBJ_PASS,
  ATT_NUMMOD,
  ATT_OBJ,
  ATT_OBL,
  ATT_OBL_AGENT,
  ATT_OBL_UNMARKED,
  ATT_ORPHAN,
  ATT_PARATAXIS,
  ATT_PUNCT_REL,
  ATT_REPARANDUM,
  ATT_ROOT,
  ATT_VOCATIVE,
  ATT_XCOMP,
  ATT_REL_COUNT
} att_rel;

/* Named-entity kinds. STATE is a state's name or demonym, as actor or place ("Cambodia",
 * "Cambodian"); EVENT a named event, exercise, forum, programme or initiative. */
typedef enum {
  ATT_ENTITY_NONE,
  ATT_ENTITY_PERSON,
  ATT_ENTITY_ORG,
  ATT_ENTITY_PLACE,
  ATT_ENTITY_STATE,
  ATT_ENTITY_EVENT,
  ATT_ENTITY_DATE,
  ATT_ENTITY_MISC,
  ATT_ENTITY_COUNT
} att_entity_kind;

typedef struct {
  uint32_t begin, end; /* bytes of the text; words of one multiword token share it by parts */
  uint32_t head;       /* 1-based number of the head in its sentence; 0 for the root */
  uint8_t upos;        /* att_upos */
  uint8_t rel;         /* att_rel */
  bool space_after;
  uint8_t multiword; /* words in the multiword token that starts here ("don't": 2), else 0 */
  const char *form;  /* as written, except for words of multiword tokens: as UD writes them */
  const char *lemma; /* lower case but for names */
  const char *xpos;  /* Penn tag, a string in the model's or document's memory */
  const char *feats; /* "Number=Sing|Tense=Past", "" for none */
} att_token;

/* What extract/ notes of a token, so that it is found once. */
typedef struct {
  const void *phrases;              /* that begin here, see att_lexicon_mark() */
  uint32_t kinds;                   /* of these, bits */
  uint32_t alone;                   /* kinds of those that the word is by itself, in any case */
  uint32_t first_child, next_child; /* 1-based numbers, 0 for none: of linked sentences */
  uint64_t below;                   /* there: its children's relations, without subtypes, bits */
  bool quoted;                      /* between quotation marks, see att_spoken_marks() */
  uint8_t status;                   /* what att_clause_status() says, 0 for not asked */
  uint8_t date;                     /* can one begin here? for time.c; 0 for not asked */
  uint32_t key;                     /* att_word_key() of the form */
} att_note;

typedef struct {
  uint32_t first, last; /* tokens of the sentence, 0-based, last one included */
  uint8_t kind;         /* att_entity_kind */
  float score; /* below 1: how far the model prefers it to no name, at its weakest word; 1: a
                * table or rule says it. No probability. */
} att_entity;

typedef struct {
  const char *id;      /* as the file has it, where words are given; else NULL */
  uint32_t begin, end; /* bytes of the text */
  uint32_t paragraph;  /* index in the document's paragraphs */
  att_token *tokens;
  uint32_t token_count;
  att_note *notes; /* [token]; NULL for none */
  bool linked;     /* the notes have the tokens' children, see att_clause_link() */
  struct {
    att_entity *items; /* by first token, without overlap */
    size_t count, capacity;
  } entities;
} att_sentence;

/* What a paragraph is, as far as layout tells. */
typedef enum {
  ATT_PARAGRAPH_BODY,
  ATT_PARAGRAPH_TITLE,
  ATT_PARAGRAPH_HEADING,
  ATT_PARAGRAPH_BYLINE,
  ATT_PARAGRAPH_CAPTION,
  ATT_PARAGRAPH_LIST_ITEM,
  ATT_PARAGRAPH_BOILERPLATE
} att_paragraph_kind;

typedef struct {
  uint32_t begin, end;   /* bytes, without the white space around */
  uint8_t kind;          /* att_paragraph_kind */
  uint32_t dateline_end; /* body: end of a dateline "PHNOM PENH, Feb. 25 —", else `begin` */
} att_paragraph;

/* What the reader learned beside the text; NULL where unknown. */
typedef struct {
  const char *title, *url, *publisher, *creator, *language;
  const char *issued;      /* "2025-02-25", or shorter where less is known ("2025-02") */
  const char *unread_date; /* what a field for it holds that is no date */
  uint32_t fields_found;   /* bit N: the reader's field N, as the user named it, is there */
} att_metadata;

typedef struct {
  att_arena *arena; /* borrowed */
  const char *name; /* for messages: the file's name */
  bool words_given; /* read from CoNLL-U: sentences and words are not ours */
  const char *text; /* NUL-terminated; may hold no NUL itself */
  size_t size;      /* bytes */
  att_metadata metadata;
  struct {
    att_paragraph *items;
    size_t count, capacity;
  } paragraphs;
  struct {
    att_sentence *items;
    size_t count, capacity;
  } sentences;
  uint32_t *points; /* code points before each 64th byte, see document.c */
} att_document;

/* Takes `size` bytes of valid UTF-8 as the document's text (copied into the arena). */
void att_document_init(att_document *document, att_arena *arena, const char *name, const char *text,
                       size_t size);

/* Code points before the byte `offset`. O(1). */
uint32_t att_document_code_point(const att_document *document, uint32_t offset);

/* Bytes of the white space at `p`: a blank, tab, line end, no-break space; 0 for anything else. */
uint32_t att_document_space(const char *p);

/* The text of a span, NUL-terminated, in the arena. */
char *att_document_slice(const att_document *document, uint32_t begin, uint32_t end);

/* The standard's name ("PROPN", "nsubj:pass"), or "_" for none; and back, NONE for unknown ones.
 * att_rel_parse drops a subtype that the table does not have. */
const char *att_upos_name(att_upos upos);
const char *att_rel_name(att_rel rel);
const char *att_entity_kind_name(att_entity_kind kind);
att_upos att_upos_parse(const char *name);
att_rel att_rel_parse(const char *name);
att_entity_kind att_entity_kind_parse(const char *name);

/* The relation without its subtype: ATT_NSUBJ for nsubj:pass. */
static inline att_rel att_rel_base(att_rel rel) {
  static const uint8_t BASES[ATT_REL_COUNT] = {
      [ATT_ACL_RELCL] = ATT_ACL,         [ATT_ADVCL_RELCL] = ATT_ADVCL,
      [ATT_AUX_PASS] = ATT_AUX_REL,      [ATT_CC_PRECONJ] = ATT_CC,
      [ATT_COMPOUND_PRT] = ATT_COMPOUND, [ATT_CSUBJ_OUTER] = ATT_CSUBJ,
      [ATT_CSUBJ_PASS] = ATT_CSUBJ,      [ATT_DET_PREDET] = ATT_DET_REL,
      [ATT_NMOD_DESC] = ATT_NMOD,        [ATT_NMOD_POSS] = ATT_NMOD,
      [ATT_NMOD_UNMARKED] = ATT_NMOD,    [ATT_NSUBJ_OUTER] = ATT_NSUBJ,
      [ATT_NSUBJ_PASS] = ATT_NSUBJ,      [ATT_OBL_AGENT] = ATT_OBL,
      [ATT_OBL_UNMARKED] = ATT_OBL,
  };
  return BASES[rel] != ATT_REL_NONE ? (att_rel)BASES[rel] : rel;
}

/* Are the words equal but for the case of ASCII letters? Most are told apart by their first byte.
 */
bool att_same_letters(const char *a, const char *b);
static inline bool att_same_word(const char *a, const char *b) {
  return ((*a ^ *b) & ~0x20) == 0 && att_same_letters(a, b);
}

/* A word's first four bytes, with the bit that parts capitals from small letters set in each: equal
 * words have equal keys. That of a literal is a constant. */
static inline __attribute__((always_inline)) uint32_t att_word_key(const char *word) {
  uint32_t a = (unsigned char)word[0], b = a != 0 ? (unsigned char)word[1] : 0,
           c = b != 0 ? (unsigned char)word[2] : 0, d = c != 0 ? (unsigned char)word[3] : 0;
  return (a | b << 8 | c << 16 | d << 24) | 0x20202020;
}

/* att_same_word() of a token's form, false beyond the last token. */
static inline __attribute__((always_inline)) bool att_token_is(const att_sentence *s, uint32_t t,
                                                               const char *word) {
  if (t >= s->token_count)
    return false;
  if (__builtin_constant_p(*word) && s->notes != NULL)
    return s->notes[t].key == att_word_key(word) && att_same_letters(s->tokens[t].form, word);
  return att_same_word(s->tokens[t].form, word);
}

/* Letters in any case, bits. */
#define ATT_LETTER(c) (1u << ((c) & 31))

/* Is the first letter one of them? Some other characters pass, too: this is asked before more
 * is. */
static inline bool att_begins_with(const char *word, uint32_t letters) {
  return (letters >> (*word & 31) & 1) != 0;
}

/* Is it one of the words up to the NULL? */
static inline bool att_one_of(const char *word, const char *const *list) {
  for (; *list != NULL; list++)
    if (att_same_word(*list, word))
      return true;
  return false;
}

/* att_same_word() with the case. */
static inline bool att_is_word(const char *a, const char *b) {
  return a[0] == b[0] && strcmp(a, b) == 0;
}

/* The value of one feature ("Number") in a token's feats as view, or NULL; *ret_size its bytes. */
const char *att_token_feature(const att_token *token, const char *feature, size_t *ret_size);

#endif
