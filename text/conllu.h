/* SPDX-License-Identifier: Apache-2.0
 *
 * CoNLL-U, https://universaldependencies.org/format.html : analysed sentences out, and sentences in
 * that are to be analysed (gold tokens). Entities stand in MISC as Entity=B-ORG, Entity=I-ORG; a
 * token's code points in the document as TokenRange=12:19, half open (as UDPipe writes them).
 */
#ifndef ATT_TEXT_CONLLU_H
#define ATT_TEXT_CONLLU_H

#include "base/buffer.h"
#include "text/document.h"

/* Appends the whole document, with newdoc, newpar, sent_id and text comments. ATT_ERR_MEMORY. */
att_status att_conllu_write(const att_document *document, att_buffer *buffer) ATT_MUST_CHECK;

/* Reads words and SpaceAfter into a document whose text is the sentences, one paragraph; other
 * columns are dropped, and empty nodes. ATT_ERR_SYNTAX names the line: no UTF-8, no word line,
 * words that are not numbered from 1; or no words at all. */
att_status att_conllu_read(att_document *document, att_arena *arena, const char *name,
                           const char *bytes, size_t size, att_error *reterr) ATT_MUST_CHECK;

#endif
