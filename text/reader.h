/* SPDX-License-Identifier: Apache-2.0
 *
 * From bytes to a document: checks the encoding, finds paragraphs and what layout says of them
 * (title, byline, caption, dateline, boilerplate). Knows no sentences.
 */
#ifndef ATT_TEXT_READER_H
#define ATT_TEXT_READER_H

#include "base/status.h"
#include "text/document.h"

/* Plain text. A byte order mark is dropped, CR LF becomes LF; offsets are into what is kept.
 * Paragraphs are parted by empty lines, or by line ends where a text has no empty line.
 * ATT_ERR_SYNTAX: no UTF-8, or a byte that no text holds; ATT_ERR_LIMIT: over `limit` bytes
 * (0: 16 MiB). The document lives in `arena`, whose guard must be set. */
att_status att_reader_plain(att_document *document, att_arena *arena, const char *name,
                            const char *bytes, size_t size, size_t limit,
                            att_error *reterr) ATT_MUST_CHECK;

#endif
