/* SPDX-License-Identifier: Apache-2.0
 *
 * Quotation marks of all kinds as one kind. Internal to extract/.
 */
#ifndef ATT_EXTRACT_MARKS_H
#define ATT_EXTRACT_MARKS_H

#include "text/document.h"

/* Writes “ and ” as the forms of marks that enclose quotations in another way:
 * ‘…’, «…», „…“. Straight double marks stay. Before att_lexicon_mark(). */
void att_marks_normalise(att_document *document);

#endif
