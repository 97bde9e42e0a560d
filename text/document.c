/* SPDX-License-Identifier: Apache-2.0 */
#include "text/document.h"

#include <ctype.h>
#include <string.h>

static const char *const UPOS_NAMES[ATT_UPOS_COUNT] = {
    "_",   "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN",
    "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
};

static const char *const REL_NAMES[ATT_REL_COUNT] = {
    [ATT_REL_NONE] = "_",
    [ATT_ACL] = "acl",
    [ATT_ACL_RELCL] = "acl:relcl",
    [ATT_ADVCL] = "advcl",
    [ATT_ADVCL_RELCL] = "advcl:relcl",
    [ATT_ADVMOD] = "advmod",
    [ATT_AMOD] = "amod",
    [ATT_APPOS] = "appos",
    [ATT_AUX_REL] = "aux",
    [ATT_AUX_PASS] = "aux:pass",
    [ATT_CASE] = "case",
    [ATT_CC] = "cc",
    [ATT_CC_PRECONJ] = "cc:preconj",
    [ATT_CCOMP] = "ccomp",
    [ATT_COMPOUND] = "compound",
    [ATT_COMPOUND_PRT] = "compound:prt",
    [ATT_CONJ] = "conj",
    [ATT_COP] = "cop",
    [ATT_CSUBJ] = "csubj",
    [ATT_CSUBJ_OUTER] = "csubj:outer",
    [ATT_CSUBJ_PASS] = "csubj:pass",
    [ATT_DEP] = "dep",
    [ATT_DET_REL] = "det",
    [ATT_DET_PREDET] = "det:predet",
    [ATT_DISCOURSE] = "discourse",
    [ATT_DISLOCATED] = "dislocated",
    [ATT_EXPL] = "expl",
    [ATT_FIXED] = "fixed",
    [ATT_FLAT] = "flat",
    [ATT_GOESWITH] = "goeswith",
    [ATT_IOBJ] = "iobj",
    [ATT_LIST] = "list",
    [ATT_MARK] = "mark",
    [ATT_NMOD] = "nmod",
    [ATT_NMOD_DESC] = "nmod:desc",
    [ATT_NMOD_POSS] = "nmod:poss",
    [ATT_NMOD_UNMARKED] = "nmod:unmarked",
    [ATT_NSUBJ] = "nsubj",
    [ATT_NSUBJ_OUTER] = "nsubj:outer",
    [ATT_NSUBJ_PASS] = "nsubj:pass",
    [ATT_NUMMOD] = "nummod",
    [ATT_OBJ] = "obj",
    [ATT_OBL] = "obl",
    [ATT_OBL_AGENT] = "obl:agent",
    [ATT_OBL_UNMARKED] = "obl:unmarked",
    [ATT_ORPHAN] = "orphan",
    [ATT_PARATAXIS] = "parataxis",
    [ATT_PUNCT_REL] = "punct",
    [ATT_REPARANDUM] = "reparandum",
    [ATT_ROOT] = "root",
    [ATT_VOCATIVE] = "vocative",
    [ATT_XCOMP] = "xcomp",
};

static const char *const ENTITY_NAMES[ATT_ENTITY_COUNT] = {
    "_", "PERSON", "ORG", "PLACE", "STATE", "EVENT", "DATE", "MISC",
};

enum { POINT_STEP = 64 };

static bool starts_code_point(char byte) {
  return ((unsigned char)byte & 0xc0) != 0x80;
}

void att_document_init(att_document *document, att_arena *arena, const char *name, const char *text,
                       size_t size) {
  memset(document, 0, sizeof *document);
  document->arena = arena;
  document->name = name;
  document->text = att_arena_copy(arena, text, size);
  document->size = size;
  document->points = ATT_NEW_ARRAY(arena, uint32_t, size / POINT_STEP + 1);
  uint32_t points = 0;
  for (size_t i = 0; i < size; i++) {
    if (i % POINT_STEP == 0)
      document->points[i / POINT_STEP] = points;
    points += starts_code_point(document->text[i]);
  }
  if (size % POINT_STEP == 0)
    document->points[size / POINT_STEP] = points;
}

uint32_t att_document_code_point(const att_document *document, uint32_t offset) {
  if (offset > document->size)
    offset = (uint32_t)document->size;
  uint32_t points = document->points[offset / POINT_STEP];
  for (uint32_t i = offset - offset % POINT_STEP; i < offset; i++)
    points += starts_code_point(document->text[i]);
  return points;
}

uint32_t att_document_space(const char *p) {
  static const char *const WIDE[] = {"\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89", "\xe3\x80\x80"};
  if (isspace((unsigned char)*p))
    return 1;
  for (size_t i = 0; i < sizeof WIDE / sizeof *WIDE && (unsigned char)*p >= 0xc2; i++)
    if (strncmp(p, WIDE[i], strlen(WIDE[i])) == 0)
      return (uint32_t)strlen(WIDE[i]);
  return 0;
}

char *att_document_slice(const att_document *document, uint32_t begin, uint32_t end) {
  return att_arena_copy(document->arena, document->text + begin, end - begin);
}

const char *att_upos_name(att_upos upos) {
  return UPOS_NAMES[upos];
}

const char *att_rel_name(att_rel rel) {
  return REL_NAMES[rel];
}

const char *att_entity_kind_name(att_entity_kind kind) {
  return ENTITY_NAMES[kind];
}

static unsigned find_name(const char *const *names, unsigned count, const char *name, size_t size) {
  for (unsigned i = 1; i < count; i++)
    if (strncmp(names[i], name, size) == 0 && names[i][size] == '\0')
      return i;
  return 0;
}

att_upos att_upos_parse(const char *name) {
  return (att_upos)find_name(UPOS_NAMES, ATT_UPOS_COUNT, name, strlen(name));
}

att_rel att_rel_parse(const char *name) {
  unsigned rel = find_name(REL_NAMES, ATT_REL_COUNT, name, strlen(name));
  return (att_rel)(rel != 0 ? rel : find_name(REL_NAMES, ATT_REL_COUNT, name, strcspn(name, ":")));
}

att_entity_kind att_entity_kind_parse(const char *name) {
  return (att_entity_kind)find_name(ENTITY_NAMES, ATT_ENTITY_COUNT, name, strlen(name));
}

bool att_same_letters(const char *a, const char *b) {
  for (;; a++, b++) {
    unsigned letter = ((unsigned char)*a | 0x20u) - 'a';
    if (*a != *b && ((*a ^ *b) != 0x20 || letter >= 26))
      return false;
    if (*a == '\0')
      return true;
  }
}

const char *att_token_feature(const att_token *token, const char *feature, size_t *ret_size) {
  size_t size = strlen(feature);
  for (const char *at = token->feats; at != NULL && *at != '\0';) {
    size_t field = strcspn(at, "|");
    if (field > size && at[size] == '=' && strncmp(at, feature, size) == 0) {
      *ret_size = field - size - 1;
      return at + size + 1;
    }
    at += field + (at[field] == '|');
  }
  return NULL;
}
