/* SPDX-License-Identifier: Apache-2.0
 *
 * The module that librdf loads by the name of its storage. It brings the query language too.
 */
#include "graph/librdf_storage.h"
#include "queries/librdf_query.h"

/* The entry point by which librdf knows a storage module; the name is librdf's. */
void librdf_storage_module_register_factory(librdf_world *world);

void librdf_storage_module_register_factory(librdf_world *world) {
  att_librdf_storage_register(world);
  att_librdf_query_register(world);
}
