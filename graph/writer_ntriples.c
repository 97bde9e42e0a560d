/* SPDX-License-Identifier: Apache-2.0
 *
 * N-Triples and N-Quads (W3C Recommendations of 2014): a line a quad.
 */
#include "graph/writer_internal.h"

static void write_triple(att_out *out, const att_term_quad *quad) {
  att_out_term(out, &quad->s);
  att_out_bytes(out, " ", 1);
  att_out_term(out, &quad->p);
  att_out_bytes(out, " ", 1);
  att_out_term(out, &quad->o);
}

static void write_line(att_out *out, const att_term_quad *quad) {
  write_triple(out, quad);
  att_out_bytes(out, " .\n", 3);
}

static void write_quad_line(att_out *out, const att_term_quad *quad) {
  write_triple(out, quad);
  if (quad->g.kind) {
    att_out_bytes(out, " ", 1);
    att_out_term(out, &quad->g);
  }
  att_out_bytes(out, " .\n", 3);
}

const att_format att_format_ntriples = {.name = "ntriples", .quad = write_line};
const att_format att_format_nquads = {.name = "nquads", .graphs = true, .quad = write_quad_line};
