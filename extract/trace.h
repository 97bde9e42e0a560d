/* SPDX-License-Identifier: Apache-2.0
 *
 * What each sentence gave, and why one gave nothing: for those who write rules.
 */
#ifndef ATT_EXTRACT_TRACE_H
#define ATT_EXTRACT_TRACE_H

#include "base/buffer.h"
#include "extract/facts.h"

/* Appends, for each sentence, its number and text, and a line for each fact that it gave; for one
 * that gave none, a line for each word of ontology/frames.tsv with what kept it from being one.
 * Strings of the arena are used up. ATT_ERR_MEMORY. */
att_status att_trace_write(att_facts *facts, att_buffer *out) ATT_MUST_CHECK;

#endif
