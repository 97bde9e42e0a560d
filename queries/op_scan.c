/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "queries/exec.h"

static bool listed(const att_id *list, size_t count, att_id graph) {
  for (size_t i = 0; i < count; i++)
    if (list[i] == graph)
      return true;
  return false;
}

/* The graphs behind `reads` for a row, in the scan and in the pattern's g. */
static void choose_graphs(att_scan *scan, const att_reads *reads, const att_id *row,
                          att_quad *pattern) {
  const att_dataset *dataset = &scan->exec->dataset;
  scan->named = scan->distinct = scan->empty = scan->any = false;
  scan->list = NULL;
  pattern->g = ATT_ID_ANY;
  if (reads->kind == ATT_READ_DEFAULT) {
    if (dataset->all_default || dataset->default_count > 1)
      scan->distinct = true;
    else if (dataset->default_count == 1)
      pattern->g = dataset->defaults[0];
    else
      scan->empty = true;
    if (!dataset->all_default && dataset->default_count > 1) {
      scan->list = dataset->defaults;
      scan->list_count = dataset->default_count;
    }
    return;
  }
  att_id graph = reads->kind == ATT_READ_GRAPH ? reads->graph : row[reads->slot];
  if (!dataset->all_named) {
    scan->list = dataset->named;
    scan->list_count = dataset->named_count;
  }
  scan->named = true;
  pattern->g = graph;
  if (graph != ATT_ID_ANY)
    scan->empty = graph == ATT_ID_DEFAULT_GRAPH ||
                  (scan->list && !listed(scan->list, scan->list_count, graph));
  else
    scan->empty = scan->list && scan->list_count == 0;
}

att_status att_scan_start(att_scan *scan, att_exec *exec, att_quad pattern, const att_reads *reads,
                          const att_id *row) {
  scan->exec = exec;
  choose_graphs(scan, reads, row, &pattern);
  if (att_id_is_local(pattern.s) || att_id_is_local(pattern.p) || att_id_is_local(pattern.o) ||
      att_id_is_local(pattern.g))
    scan->empty = true;
  if (scan->empty)
    return ATT_OK;
  unsigned flags = scan->distinct && !scan->list ? ATT_SCAN_UNION : 0;
  if (scan->cursor)
    return att_cursor_rescan(scan->cursor, &pattern, flags, exec->error);
  return att_txn_scan(exec->txn, &pattern, flags, &scan->cursor, exec->error);
}

att_status att_scan_next(att_scan *scan, att_quad *ret_quad, bool *ret_more) {
  *ret_more = false;
  while (!scan->empty) {
    ATT_TRY(att_cursor_next(scan->cursor, ret_quad, ret_more, scan->exec->error));
    if (!*ret_more)
      return ATT_OK;
    if (scan->named && ret_quad->g == ATT_ID_DEFAULT_GRAPH)
      continue;
    if (!scan->list)
      return ATT_OK;
    if (!listed(scan->list, scan->list_count, ret_quad->g))
      continue;
    if (scan->distinct && scan->any && scan->last.s == ret_quad->s && scan->last.p == ret_quad->p &&
        scan->last.o == ret_quad->o)
      continue;
    scan->last = *ret_quad;
    scan->any = true;
    return ATT_OK;
  }
  return ATT_OK;
}

void att_scan_close(att_scan *scan) {
  att_cursor_close(scan->cursor);
  scan->cursor = NULL;
}

/* The rows of a source. */
typedef struct {
  att_op op;
  const att_source *source;
  size_t at;
} start_op;

static att_status start_open(att_op *op) {
  ((start_op *)op)->at = 0;
  return ATT_OK;
}

static att_status start_next(att_op *op, att_batch *out) {
  start_op *start = (start_op *)op;
  att_id *row;
  while (start->at < start->source->count && out->count < ATT_BATCH)
    ATT_TRY(
        att_batch_add(op->exec, out, start->source->rows + start->at++ * op->exec->width, &row));
  return ATT_OK;
}

static const att_op_type start_type = {"start", start_open, start_next, NULL};

att_op *att_op_start(att_exec *exec, const att_source *source) {
  start_op *start = ATT_NEW(exec->arena, start_op);
  start->op = (att_op){.type = &start_type, .exec = exec, .estimate = 1};
  start->source = source;
  return &start->op;
}

typedef struct {
  att_op op;
  att_spot s, p, o;
  att_reads reads;
  att_scan scan;
  const att_id *row; /* the input's; NULL: fetch one */
  bool first_only;
} scan_op;

static att_status scan_open(att_op *op) {
  ((scan_op *)op)->row = NULL;
  return ATT_OK;
}

static att_id spot_id(att_spot spot, const att_id *row) {
  return spot.slot == ATT_NO_SLOT ? spot.id : row[spot.slot];
}

static bool put(att_id *row, int slot, att_id id) {
  if (slot == ATT_NO_SLOT)
    return true;
  if (row[slot] != 0)
    return row[slot] == id;
  row[slot] = id;
  return true;
}

static att_status scan_next(att_op *op, att_batch *out) {
  scan_op *scan = (scan_op *)op;
  att_quad quad;
  bool more;
  att_id *row;
  int graph = scan->reads.kind == ATT_READ_SLOT ? scan->reads.slot : ATT_NO_SLOT;
  while (out->count < ATT_BATCH) {
    if (!scan->row) {
      ATT_TRY(att_op_row(op, &scan->row));
      if (!scan->row)
        return ATT_OK;
      quad = (att_quad){spot_id(scan->s, scan->row), spot_id(scan->p, scan->row),
                        spot_id(scan->o, scan->row), ATT_ID_ANY};
      ATT_TRY(att_scan_start(&scan->scan, op->exec, quad, &scan->reads, scan->row));
    }
    ATT_TRY(att_exec_tick(op->exec));
    ATT_TRY(att_scan_next(&scan->scan, &quad, &more));
    if (!more) {
      scan->row = NULL;
      continue;
    }
    ATT_TRY(att_batch_add(op->exec, out, scan->row, &row));
    if (!put(row, scan->s.slot, quad.s) || !put(row, scan->p.slot, quad.p) ||
        !put(row, scan->o.slot, quad.o) || !put(row, graph, quad.g))
      out->count--;
    else if (scan->first_only)
      scan->row = NULL;
  }
  return ATT_OK;
}

static void scan_close(att_op *op) {
  att_scan_close(&((scan_op *)op)->scan);
}

static const att_op_type scan_type = {"scan", scan_open, scan_next, scan_close};

att_op *att_op_scan(att_exec *exec, att_op *input, att_spot s, att_spot p, att_spot o,
                    att_reads reads) {
  scan_op *scan = ATT_NEW(exec->arena, scan_op);
  scan->op = (att_op){.type = &scan_type, .exec = exec, .input = input};
  scan->s = s;
  scan->p = p;
  scan->o = o;
  scan->reads = reads;
  return &scan->op;
}

bool att_op_is_scan(const att_op *op) {
  return op->type == &scan_type;
}

void att_op_scan_first_only(att_op *op) {
  ((scan_op *)op)->first_only = true;
}

/* The named graphs, into a slot. */
typedef struct {
  att_op op;
  int slot;
  const att_id *row;
  att_id after;
  size_t at;
} graphs_op;

static att_status graphs_open(att_op *op) {
  ((graphs_op *)op)->row = NULL;
  return ATT_OK;
}

static att_status next_graph(graphs_op *graphs, att_id *ret_graph) {
  const att_dataset *dataset = &graphs->op.exec->dataset;
  *ret_graph = ATT_ID_ANY;
  if (!dataset->all_named) {
    if (graphs->at < dataset->named_count)
      *ret_graph = dataset->named[graphs->at++];
    return ATT_OK;
  }
  att_exec *exec = graphs->op.exec;
  ATT_TRY(att_txn_next_graph(exec->txn, graphs->after, ret_graph, exec->error));
  if (*ret_graph == ATT_ID_DEFAULT_GRAPH)
    *ret_graph = ATT_ID_ANY;
  graphs->after = *ret_graph;
  return ATT_OK;
}

static att_status graphs_next(att_op *op, att_batch *out) {
  graphs_op *graphs = (graphs_op *)op;
  att_id graph, *row;
  while (out->count < ATT_BATCH) {
    if (!graphs->row) {
      ATT_TRY(att_op_row(op, &graphs->row));
      if (!graphs->row)
        return ATT_OK;
      graphs->after = ATT_ID_ANY;
      graphs->at = 0;
    }
    ATT_TRY(next_graph(graphs, &graph));
    if (graph == ATT_ID_ANY) {
      graphs->row = NULL;
      continue;
    }
    ATT_TRY(att_batch_add(op->exec, out, graphs->row, &row));
    if (!put(row, graphs->slot, graph))
      out->count--;
  }
  return ATT_OK;
}

static const att_op_type graphs_type = {"graphs", graphs_open, graphs_next, NULL};

att_op *att_op_graphs(att_exec *exec, att_op *input, int slot) {
  graphs_op *graphs = ATT_NEW(exec->arena, graphs_op);
  graphs->op = (att_op){.type = &graphs_type, .exec = exec, .input = input};
  graphs->slot = slot;
  return &graphs->op;
}

typedef struct {
  att_op op;
  att_columns columns;
  const att_id *cells;
  size_t rows, at_row;
  const att_id *row;
} values_op;

static att_status values_open(att_op *op) {
  ((values_op *)op)->row = NULL;
  return ATT_OK;
}

static att_status values_next(att_op *op, att_batch *out) {
  values_op *values = (values_op *)op;
  att_id *row;
  while (out->count < ATT_BATCH) {
    if (!values->row) {
      ATT_TRY(att_op_row(op, &values->row));
      if (!values->row)
        return ATT_OK;
      values->at_row = 0;
    }
    if (values->at_row == values->rows) {
      values->row = NULL;
      continue;
    }
    ATT_TRY(att_exec_tick(op->exec));
    const att_id *cells = values->cells + values->at_row++ * values->columns.count;
    ATT_TRY(att_batch_add(op->exec, out, values->row, &row));
    for (size_t c = 0; c < values->columns.count; c++)
      if (cells[c] != 0 && !put(row, values->columns.items[c], cells[c])) {
        out->count--;
        break;
      }
  }
  return ATT_OK;
}

static const att_op_type values_type = {"values", values_open, values_next, NULL};

att_op *att_op_values(att_exec *exec, att_op *input, const att_columns *columns,
                      const att_id *cells, size_t rows) {
  values_op *values = ATT_NEW(exec->arena, values_op);
  values->op = (att_op){.type = &values_type, .exec = exec, .input = input};
  values->columns = *columns;
  values->cells = cells;
  values->rows = rows;
  return &values->op;
}
