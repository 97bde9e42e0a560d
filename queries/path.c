/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "queries/exec.h"

static att_status push(const att_walk *walk, att_tuples *set, att_id id) {
  size_t at;
  bool fresh;
  return att_tuples_add(walk->exec, set, &id, &at, &fresh);
}

static att_status step_iri(const att_walk *walk, att_id p, att_id from, bool back,
                           att_tuples *out) {
  att_scan scan = {0};
  att_quad quad = {back ? ATT_ID_ANY : from, p, back ? from : ATT_ID_ANY, ATT_ID_ANY};
  bool more = true;
  att_status status = att_scan_start(&scan, walk->exec, quad, walk->reads, walk->row);
  while (status == ATT_OK && (status = att_scan_next(&scan, &quad, &more)) == ATT_OK && more) {
    status = push(walk, out, back ? quad.s : quad.o);
    if (status == ATT_OK)
      status = att_exec_tick(walk->exec);
  }
  att_scan_close(&scan);
  return status;
}

static bool in_set(const att_path *path, att_id p, bool inverse) {
  for (const att_path *part = path->first; part; part = part->next)
    if ((part->kind == ATT_PATH_INVERSE) == inverse && (inverse ? part->first->id : part->id) == p)
      return true;
  return false;
}

static bool has_part(const att_path *path, bool inverse) {
  for (const att_path *part = path->first; part; part = part->next)
    if ((part->kind == ATT_PATH_INVERSE) == inverse)
      return true;
  return false;
}

static att_status not_scan(const att_walk *walk, const att_path *path, att_id s, att_id o,
                           bool inverse, att_batch *pairs) {
  att_scan scan = {0};
  att_quad quad = {inverse ? o : s, ATT_ID_ANY, inverse ? s : o, ATT_ID_ANY};
  bool more = true;
  att_id *row;
  att_status status = att_scan_start(&scan, walk->exec, quad, walk->reads, walk->row);
  while (status == ATT_OK && (status = att_scan_next(&scan, &quad, &more)) == ATT_OK && more) {
    if (!in_set(path, quad.p, inverse))
      for (int i = 0; i < 2 && status == ATT_OK; i++) {
        status = att_batch_add(walk->exec, pairs, NULL, &row);
        if (status == ATT_OK)
          row[0] = (i == 0) != inverse ? quad.s : quad.o;
      }
    if (status == ATT_OK)
      status = att_exec_tick(walk->exec);
  }
  att_scan_close(&scan);
  return status;
}

/* Each pair is two rows, whose first ids count. */
att_status att_path_not(const att_walk *walk, const att_path *path, att_id s, att_id o,
                        att_batch *pairs) {
  if (has_part(path, false) || !has_part(path, true))
    ATT_TRY(not_scan(walk, path, s, o, false, pairs));
  return has_part(path, true) ? not_scan(walk, path, s, o, true, pairs) : ATT_OK;
}

static att_status closure(const att_walk *walk, const att_path *path, att_id from, bool back,
                          att_tuples *out) {
  att_tuples seen = {.size = 1};
  att_status status;
  if (path->kind == ATT_PATH_PLUS)
    status = att_path_walk(walk, path->first, from, back, &seen);
  else
    status = push(walk, &seen, from);
  for (size_t i = 0; i < seen.count && status == ATT_OK; i++)
    status = att_path_walk(walk, path->first, seen.items[i], back, &seen);
  for (size_t i = 0; i < seen.count && status == ATT_OK; i++)
    status = push(walk, out, seen.items[i]);
  att_tuples_clear(walk->exec, &seen);
  return status;
}

static att_status sequence(const att_walk *walk, const att_path *part, size_t left, att_id from,
                           bool back, att_tuples *out) {
  const att_path *now = part;
  for (size_t i = 1; back && i < left; i++)
    now = now->next;
  if (left == 1)
    return att_path_walk(walk, now, from, back, out);
  att_tuples middle = {.size = 1};
  att_status status = att_path_walk(walk, now, from, back, &middle);
  for (size_t i = 0; i < middle.count && status == ATT_OK; i++)
    status = sequence(walk, back ? part : part->next, left - 1, middle.items[i], back, out);
  att_tuples_clear(walk->exec, &middle);
  return status;
}

static att_status walk_not(const att_walk *walk, const att_path *path, att_id from, bool back,
                           att_tuples *out) {
  att_batch pairs = {0};
  att_status status = att_path_not(walk, path, back ? 0 : from, back ? from : 0, &pairs);
  for (size_t i = back ? 0 : 1; i < pairs.count && status == ATT_OK; i += 2)
    status = push(walk, out, pairs.rows[i * walk->exec->width]);
  att_batch_clear(walk->exec, &pairs);
  return status;
}

att_status att_path_walk(const att_walk *walk, const att_path *path, att_id from, bool back,
                         att_tuples *out) {
  size_t parts = 0;
  switch (path->kind) {
  case ATT_PATH_IRI:
    return step_iri(walk, path->id, from, back, out);
  case ATT_PATH_INVERSE:
    return att_path_walk(walk, path->first, from, !back, out);
  case ATT_PATH_SEQUENCE:
    for (const att_path *part = path->first; part; part = part->next)
      parts++;
    return sequence(walk, path->first, parts, from, back, out);
  case ATT_PATH_CHOICE:
    for (const att_path *part = path->first; part; part = part->next)
      ATT_TRY(att_path_walk(walk, part, from, back, out));
    return ATT_OK;
  case ATT_PATH_MAYBE:
    ATT_TRY(push(walk, out, from));
    return att_path_walk(walk, path->first, from, back, out);
  case ATT_PATH_NOT:
    return walk_not(walk, path, from, back, out);
  default:
    return closure(walk, path, from, back, out);
  }
}

att_status att_path_nodes(const att_walk *walk, att_tuples *out) {
  att_scan scan = {0};
  att_quad quad = {0};
  bool more = true;
  att_status status = att_scan_start(&scan, walk->exec, quad, walk->reads, walk->row);
  while (status == ATT_OK && (status = att_scan_next(&scan, &quad, &more)) == ATT_OK && more) {
    status = push(walk, out, quad.s);
    if (status == ATT_OK)
      status = push(walk, out, quad.o);
    if (status == ATT_OK)
      status = att_exec_tick(walk->exec);
  }
  att_scan_close(&scan);
  return status;
}

typedef struct {
  att_op op;
  att_spot s, o;
  const att_path *path;
  att_reads reads;
  const att_id *row;
  att_tuples starts, ends; /* of the row at hand; `ends` those of starts[at_start] */
  att_batch pairs;
  size_t at_start, at_end;
  bool back, walked;
} path_op;

static att_status path_open(att_op *op) {
  ((path_op *)op)->row = NULL;
  return ATT_OK;
}

static att_status begin_row(path_op *path) {
  att_exec *exec = path->op.exec;
  att_id s = path->s.slot == ATT_NO_SLOT ? path->s.id : path->row[path->s.slot];
  att_id o = path->o.slot == ATT_NO_SLOT ? path->o.id : path->row[path->o.slot];
  att_walk walk = {exec, &path->reads, path->row};
  path->at_start = path->at_end = 0;
  path->walked = false;
  path->back = s == 0 && o != 0;
  if (path->path->kind == ATT_PATH_NOT) {
    path->pairs.count = 0;
    return att_path_not(&walk, path->path, s, o, &path->pairs);
  }
  att_tuples_clear(exec, &path->starts);
  if (s || o)
    return push(&walk, &path->starts, s ? s : o);
  return att_path_nodes(&walk, &path->starts);
}

static att_status put_pair(path_op *path, att_id s, att_id o, att_batch *out) {
  att_id *row, known;
  ATT_TRY(att_batch_add(path->op.exec, out, path->row, &row));
  const att_spot spots[] = {path->s, path->o};
  const att_id ids[] = {s, o};
  for (int i = 0; i < 2; i++) {
    known = spots[i].slot == ATT_NO_SLOT ? spots[i].id : row[spots[i].slot];
    if (known && known != ids[i]) {
      out->count--;
      return ATT_OK;
    }
    if (spots[i].slot != ATT_NO_SLOT)
      row[spots[i].slot] = ids[i];
  }
  return ATT_OK;
}

static att_status path_pairs(path_op *path, att_batch *out) {
  size_t width = path->op.exec->width;
  if (path->at_start + 1 < path->pairs.count) {
    const att_id *pair = path->pairs.rows + path->at_start * width;
    path->at_start += 2;
    return put_pair(path, pair[0], pair[width], out);
  }
  path->row = NULL;
  return ATT_OK;
}

/* Between two variables, a path of no steps is from a node of the graph (18.4, ZeroLengthPath). */
static att_status is_node(const att_walk *walk, att_id id, bool *ret_there) {
  att_quad quad;
  *ret_there = false;
  for (int i = 0; i < 2 && !*ret_there; i++) {
    att_scan scan = {0};
    quad = (att_quad){i ? 0 : id, 0, i ? id : 0, 0};
    att_status status = att_scan_start(&scan, walk->exec, quad, walk->reads, walk->row);
    if (status == ATT_OK)
      status = att_scan_next(&scan, &quad, ret_there);
    att_scan_close(&scan);
    ATT_TRY(status);
  }
  return ATT_OK;
}

static att_status path_ends(path_op *path, att_batch *out) {
  att_walk walk = {path->op.exec, &path->reads, path->row};
  if (path->at_start >= path->starts.count) {
    path->row = NULL;
    return ATT_OK;
  }
  att_id start = path->starts.items[path->at_start];
  if (!path->walked) {
    att_tuples_clear(path->op.exec, &path->ends);
    ATT_TRY(att_path_walk(&walk, path->path, start, path->back, &path->ends));
    path->walked = true;
    path->at_end = 0;
  }
  if (path->at_end == path->ends.count) {
    path->at_start++;
    path->walked = false;
    return ATT_OK;
  }
  att_id end = path->ends.items[path->at_end++];
  bool there = true;
  if (end == start && path->s.slot != ATT_NO_SLOT && path->o.slot != ATT_NO_SLOT)
    ATT_TRY(is_node(&walk, start, &there));
  if (!there)
    return ATT_OK;
  return put_pair(path, path->back ? end : start, path->back ? start : end, out);
}

static att_status path_next(att_op *op, att_batch *out) {
  path_op *path = (path_op *)op;
  while (out->count < op->exec->batch) {
    if (!path->row) {
      ATT_TRY(att_op_row(op, &path->row));
      if (!path->row)
        return ATT_OK;
      ATT_TRY(begin_row(path));
    }
    ATT_TRY(att_exec_tick(op->exec));
    ATT_TRY(path->path->kind == ATT_PATH_NOT ? path_pairs(path, out) : path_ends(path, out));
  }
  return ATT_OK;
}

static void path_close(att_op *op) {
  path_op *path = (path_op *)op;
  att_tuples_clear(op->exec, &path->starts);
  att_tuples_clear(op->exec, &path->ends);
  att_batch_clear(op->exec, &path->pairs);
}

static const att_op_type path_type = {
    .name = "path", .open = path_open, .next = path_next, .close = path_close};

att_op *att_op_path(att_exec *exec, att_op *input, att_spot s, const att_path *path, att_spot o,
                    att_reads reads) {
  path_op *made = ATT_NEW(exec->arena, path_op);
  made->op = (att_op){.type = &path_type, .exec = exec, .input = input};
  made->s = s;
  made->o = o;
  made->path = path;
  made->reads = reads;
  made->starts.size = made->ends.size = 1;
  return &made->op;
}
