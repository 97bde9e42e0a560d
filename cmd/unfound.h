/* SPDX-License-Identifier: Apache-2.0
 *
 * What to say when a listed query found nothing: its parameters with their meanings, whether the
 * store has such a name or code at all, and which one may have been meant.
 */
#ifndef ATT_CMD_UNFOUND_H
#define ATT_CMD_UNFOUND_H

#include "graph/store.h"

/* One line on standard error; `params` ("NAME=VALUE") are those of the query `name`. It looks at
 * 100,000 names, and for a second, at most, and says less where that is too little. */
void cmd_unfound_say(att_txn *txn, const char *name, const char *const *params, size_t count);

#endif
