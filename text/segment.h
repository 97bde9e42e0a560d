/* SPDX-License-Identifier: Apache-2.0
 *
 * Sentences and tokens, by the rules of the UD English treebanks (hyphened words are parted,
 * clitics are words of a multiword token). Words are found by rules; where sentences end, the model
 * says, but never behind a rank or an initial, nor inside a headline that has no mark. Linear in
 * the size of the text.
 */
#ifndef ATT_TEXT_SEGMENT_H
#define ATT_TEXT_SEGMENT_H

#include "text/model.h"

/* A sentence longer than this is cut, so that analysis stays linear in the size of the text. */
enum { ATT_SENTENCE_MOST = 200 };

/* Fills document->sentences from its paragraphs, boilerplate left out; tokens have offsets, forms
 * and space_after, all else is empty. */
void att_segment_document(att_document *document, const att_model *model);

#endif
