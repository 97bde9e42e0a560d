/* SPDX-License-Identifier: Apache-2.0
 *
 * What a plan's steps are about, for people: patterns with IRIs cut to their last part. */
#include <stdio.h>
#include <string.h>

#include "queries/plan.h"

static void add(att_op *op, const char *text, size_t size) {
  size_t used = strlen(op->note), left = sizeof op->note - 1 - used;
  size = size < left ? size : left;
  memcpy(op->note + used, text, size);
  op->note[used + size] = '\0';
}

void att_plan_note_slot(att_op *op, int slot) {
  const att_exec *exec = op->exec;
  char text[32];
  add(op, " ?", 2);
  if (exec->names && (size_t)slot < exec->name_count && exec->names[slot].size) {
    add(op, exec->names[slot].data, exec->names[slot].size);
  } else {
    snprintf(text, sizeof text, "_%d", slot);
    add(op, text, strlen(text));
  }
}

static void note_place(att_op *op, const att_place *place) {
  enum { SHOWN = 24 };
  const char *from = place->term.lexical.data;
  size_t size = place->term.lexical.size, at = size;
  if (place->slot != ATT_NO_SLOT) {
    att_plan_note_slot(op, place->slot);
    return;
  }
  add(op, " ", 1);
  if (place->term.kind == ATT_TERM_IRI) {
    while (at > 0 && from[at - 1] != '/' && from[at - 1] != '#')
      at--;
    at = at == size ? 0 : at;
    add(op, from + at, size - at);
    return;
  }
  size_t shown = size < SHOWN ? size : SHOWN;
  while (shown < size && shown > 0 && (from[shown] & 0xc0) == 0x80) /* whole characters */
    shown--;
  add(op, "\"", 1);
  add(op, from, shown);
  add(op, "\"", 1);
}

void att_plan_note_triple(att_op *op, const att_alg *triple) {
  if (op->note[0])
    add(op, " .", 2);
  note_place(op, &triple->s);
  note_place(op, &triple->p);
  note_place(op, &triple->o);
}
