/* SPDX-License-Identifier: Apache-2.0
 *
 * raptor's terms (and so librdf's nodes, which are the same) to and from ours. No state.
 */
#ifndef ATT_GRAPH_RAPTOR_TERM_H
#define ATT_GRAPH_RAPTOR_TERM_H

#include <raptor2.h>

#include "graph/term.h"

/* A term that borrows from `from`. */
att_term att_term_from_raptor(const raptor_term *from);

/* A new raptor term, the caller's to free with raptor_free_term(); NULL when out of memory. */
raptor_term *att_term_to_raptor(raptor_world *world, const att_term *term);

#endif
