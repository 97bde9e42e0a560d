/* SPDX-License-Identifier: Apache-2.0
 *
 * librdf's storage "attache". A Redland program gets it from the module librdf_storage_attache.so;
 * one that links this registers it itself, and then needs no module.
 */
#ifndef ATT_GRAPH_LIBRDF_STORAGE_H
#define ATT_GRAPH_LIBRDF_STORAGE_H

#include <librdf.h>

#include "graph/store.h"

void att_librdf_storage_register(librdf_world *world);

/* A transaction to read what the model has, changes that are not committed included, for others
 * that ask a store behind librdf. *ret_own: the caller's to abort; else the storage's, good until
 * the program calls the storage again. ATT_ERR_USAGE where the model has another storage. */
att_status att_librdf_storage_begin_read(librdf_model *model, att_txn **ret_txn, bool *ret_own,
                                         att_error *reterr) ATT_MUST_CHECK;

#endif
