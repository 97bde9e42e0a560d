/* SPDX-License-Identifier: Apache-2.0
 *
 * librdf's storage "attache". A Redland program gets it from the module librdf_storage_attache.so;
 * one that links this registers it itself, and then needs no module.
 */
#ifndef ATT_GRAPH_LIBRDF_STORAGE_H
#define ATT_GRAPH_LIBRDF_STORAGE_H

#include <librdf.h>

/* The entry point by which librdf knows a storage module; the name is librdf's. */
void librdf_storage_module_register_factory(librdf_world *world);

#endif
