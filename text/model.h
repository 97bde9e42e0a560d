/* SPDX-License-Identifier: Apache-2.0
 *
 * The trained English model: gives a sentence's tokens their tags, lemmas, features, heads and
 * relations, and the sentence its named entities. Made by train/train.py. One mapped model serves
 * many threads; each call works in the caller's arena.
 *
 * Method: hashed features summed to a vector, beside it a pre-trained vector of the word; layers
 * of long short-term memory in both directions, linear heads, biaffine arcs and labels (Dozat and
 * Manning 2017); the best tree is greedy where that is a tree, else Eisner's (1996) projective one
 * with one root. Weights are 8-bit integers with a scale for each row; activations are rounded to
 * -63..63 (the recurrent layers' states to -31..31) and multiplied as integers, and what is
 * floating point runs in a fixed order, so that every build gives the same analysis.
 *
 * File, little-endian: 64 bytes "ATTMODEL", u32 version (2), u32 sections, u64 size of what
 * follows, its XXH64, zeros; then sections: name[32], u32 kind, rows, columns, bytes, 16 zeros,
 * data padded to 64 bytes. Kind 0: lines of text; 1: float32; 2: float32 scale for each row, then
 * rows of int8; 3: u64, hashes of words in ascending order.
 */
#ifndef ATT_TEXT_MODEL_H
#define ATT_TEXT_MODEL_H

#include "base/status.h"
#include "text/abbreviation.h"
#include "text/document.h"

typedef struct att_model att_model;

/* Maps the file, and beside it sentences.attm (the model of sentences' ends, made by
 * train/sentences.py), and checks them; reads the table of abbreviations. ATT_ERR_NOT_FOUND,
 * ATT_ERR_IO, ATT_ERR_FORMAT (another version, or no model), ATT_ERR_CORRUPT (checksum),
 * ATT_ERR_MEMORY, and the errors of att_abbreviations_open(). */
att_status att_model_open(const char *path, att_model **ret_model,
                          att_error *reterr) ATT_MUST_CHECK;
void att_model_close(att_model *model);

/* The checksum that the file bears: which model made an analysis. */
uint64_t att_model_checksum(const att_model *model);

/* The words that bear a full stop of their own; they live as long as the model. */
const att_abbreviations *att_model_abbreviations(const att_model *model);

/* How likely a sentence ends behind each token, by nothing but the words around: above 0 rather
 * than not. `tokens` are `runs` runs of lengths[] tokens, one after the other, that no sentence
 * crosses (paragraphs); forms are all that is read of them. Linear in their number. */
void att_model_score_ends(const att_model *model, att_arena *arena, const att_token *tokens,
                          const size_t *lengths, size_t runs, float *ret_scores);

/* Analyses every sentence of a document, in place, in scratch memory of its own. Strings that the
 * tokens get live in the model or in the document's arena, whose guard must be set. */
void att_model_analyse_document(const att_model *model, att_document *document);

/* The same for `count` sentences of at least one token; many at a time cost less than each by
 * itself. */
void att_model_analyse(const att_model *model, att_arena *arena, att_sentence *const *sentences,
                       size_t count);

/* The same for sentences some of whose words have become others since they were analysed: finds
 * tags and trees, features and lemmas only where a Penn tag is another than before, no entities. */
void att_model_analyse_again(const att_model *model, att_arena *arena,
                             att_sentence *const *sentences, size_t count);

#endif
