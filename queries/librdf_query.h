/* SPDX-License-Identifier: Apache-2.0
 *
 * librdf's query language "attache": SPARQL 1.1 by att_query_send(), for Redland programs whose
 * model has the storage "attache": librdf_new_query(world, "attache", NULL, TEXT, NULL). What
 * librdf's own "sparql" does by rasqal, with the same calls. The default graph is the union of the
 * store's graphs, prefixes that attache knows need no declaration. An answer is held in memory from
 * librdf_query_execute() on, 1 GiB at the most, so the program may change the store as it reads.
 */
#ifndef ATT_QUERIES_LIBRDF_QUERY_H
#define ATT_QUERIES_LIBRDF_QUERY_H

#include <librdf.h>

/* Does nothing for a librdf whose query factory has another shape than the one known here. */
void att_librdf_query_register(librdf_world *world);

#endif
