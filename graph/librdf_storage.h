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
 * that ask a store behind librdf. What is in another storage than attache's is copied into a
 * temporary store first. Good until the program calls the storage again. */
typedef struct {
  att_txn *txn;
  att_store *copy; /* of another storage, or NULL */
  bool own;        /* txn is to be ended */
} att_librdf_reading;
att_status att_librdf_reading_begin(librdf_model *model, att_librdf_reading *ret_reading,
                                    att_error *reterr) ATT_MUST_CHECK;
void att_librdf_reading_end(att_librdf_reading *reading);

#endif
