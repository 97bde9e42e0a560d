/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading SPARQL given as text or as a file, and checking its syntax for `query` and `update`.
 */
#ifndef ATT_CMD_SYNTAX_H
#define ATT_CMD_SYNTAX_H

#include <stdbool.h>

#include "base/buffer.h"

/* The text of a file named *.rq or *.ru, or the argument itself, and a NUL behind it, which
 * `text->size` counts. */
att_status cmd_read_sparql(const char *argument, att_buffer *text,
                           att_error *reterr) ATT_MUST_CHECK;

/* CMD_FINE where it parses. Else CMD_NO after a message on standard error, with the line and what
 * was found in it underlined. */
int cmd_check_sparql(const char *command, const char *argument, bool update, bool no_prefixes);

#endif
