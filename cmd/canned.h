/* SPDX-License-Identifier: Apache-2.0
 *
 * Queries that come with attache: queries/canned/NAME.rq. Its first line is a comment with its
 * title; lines "# param NAME: meaning" name its parameters, which stand in the text as variables
 * ($NAME), so that a query without its parameters asks for all.
 */
#ifndef ATT_CMD_CANNED_H
#define ATT_CMD_CANNED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"

/* A name as canned queries have: lower case and hyphens. */
bool cmd_canned_is_name(const char *text);

/* The text of the query `name`, each parameter ("NAME=VALUE") put in: a number as it is, an IRI in
 * angle brackets, anything else as a string. ATT_ERR_NOT_FOUND, ATT_ERR_USAGE for a parameter that
 * the query does not have. `out` is NUL-terminated. */
att_status cmd_canned_read(const char *name, const char *const *params, size_t count,
                           att_buffer *out, att_error *reterr) ATT_MUST_CHECK;

/* What a parameter ("NAME" or "NAME=VALUE") of the query means, by its line; NUL-terminated. */
att_status cmd_canned_meaning(const char *name, const char *param, att_buffer *out,
                              att_error *reterr) ATT_MUST_CHECK;

#endif
