/* SPDX-License-Identifier: Apache-2.0
 *
 * Stores of older formats (docs/store-format.md). Private to graph/.
 */
#ifndef ATT_GRAPH_UPGRADE_H
#define ATT_GRAPH_UPGRADE_H

#include "graph/store.h"

/* The oldest format that can be brought up to date. */
enum { ATT_FORMAT_LEAST = 2 };

/* Brings a store of ATT_FORMAT_LEAST or above up to date, in one transaction. */
att_status att_store_upgrade(att_store *store, att_error *reterr) ATT_MUST_CHECK;

#endif
