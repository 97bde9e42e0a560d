/* SPDX-License-Identifier: Apache-2.0
 *
 * Which texts a run has read, so that of two articles with the same text the same one stays,
 * whichever came first. One thread at a time.
 */
#ifndef ATT_CMD_DUPLICATES_H
#define ATT_CMD_DUPLICATES_H

#include <stdbool.h>

#include "base/status.h"

typedef struct cmd_duplicates cmd_duplicates;

enum { CMD_DUPLICATE_FIELDS = 5 };

att_status cmd_duplicates_new(cmd_duplicates **ret_set, att_error *reterr) ATT_MUST_CHECK;
void cmd_duplicates_free(cmd_duplicates *set);

/* Notes the text `key` with its article's name and metadata (NULL where unknown). True where one
 * with that text is there whose metadata says more or comes first in the order of bytes; *ret_first
 * is its name, the set's. Without memory: false, and `reterr` is set. */
bool cmd_duplicates_add(cmd_duplicates *set, const char *key, const char *name,
                        const char *const fields[CMD_DUPLICATE_FIELDS], const char **ret_first,
                        att_error *reterr);

#endif
