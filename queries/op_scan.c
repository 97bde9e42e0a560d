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
  return att_scan_start_range(scan, exec, pattern, reads, row, 0, UINT64_MAX);
}

att_status att_scan_start_range(att_scan *scan, att_exec *exec, att_quad pattern,
                                const att_reads *reads, const att_id *row, att_id low,
                                att_id high) {
  scan->exec = exec;
  choose_graphs(scan, reads, row, &pattern);
  if (att_id_is_local(pattern.s) || att_id_is_local(pattern.p) || att_id_is_local(pattern.o) ||
      att_id_is_local(pattern.g))
    scan->empty = true;
  if (scan->empty)
    return ATT_OK;
  unsigned flags = scan->distinct && !scan->list ? ATT_SCAN_UNION : 0;
  if (!scan->cursor)
    ATT_TRY(att_txn_scan(exec->txn, &pattern, flags, &scan->cursor, exec->error));
  att_cursor_keep(scan->cursor, scan->keeps, scan->keep_count);
  if (scan->from || scan->to)
    return att_cursor_rescan_between(scan->cursor, &pattern, flags, scan->from, scan->to,
                                     exec->error);
  return att_cursor_rescan_range(scan->cursor, &pattern, flags, low, high, exec->error);
}

/* Whether a quad that the cursor gave is of the graphs that are read, and no repetition. */
static bool is_read(att_scan *scan, const att_quad *quad) {
  if (scan->named && quad->g == ATT_ID_DEFAULT_GRAPH)
    return false;
  if (!scan->list)
    return true;
  if (!listed(scan->list, scan->list_count, quad->g))
    return false;
  if (scan->distinct && scan->any && scan->last.s == quad->s && scan->last.p == quad->p &&
      scan->last.o == quad->o)
    return false;
  scan->last = *quad;
  scan->any = true;
  return true;
}

att_status att_scan_next(att_scan *scan, att_quad *ret_quad, bool *ret_more) {
  *ret_more = false;
  while (!scan->empty) {
    ATT_TRY(att_cursor_next(scan->cursor, ret_quad, ret_more, scan->exec->error));
    if (!*ret_more || is_read(scan, ret_quad))
      return ATT_OK;
  }
  return ATT_OK;
}

att_status att_scan_many(att_scan *scan, att_quad *quads, size_t most, size_t *ret_count) {
  *ret_count = 0;
  while (!scan->empty && *ret_count == 0) {
    size_t count, kept = 0;
    ATT_TRY(att_cursor_next_many(scan->cursor, quads, most, &count, scan->exec->error));
    if (count == 0 && !att_cursor_is_done(scan->cursor)) {
      ATT_TRY(att_exec_check(scan->exec));
      continue;
    }
    if (count == 0 || (!scan->named && !scan->list)) {
      *ret_count = count;
      return ATT_OK;
    }
    for (size_t i = 0; i < count; i++)
      if (is_read(scan, &quads[i]))
        quads[kept++] = quads[i];
    *ret_count = kept;
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
  while (start->at < start->source->count && out->count < op->exec->batch)
    ATT_TRY(
        att_batch_add(op->exec, out, start->source->rows + start->at++ * op->exec->width, &row));
  return ATT_OK;
}

static const att_op_type start_type = {.name = "start",
                                       .open = start_open,
                                       .next = start_next,
                                       .alone = true,
                                       .size = sizeof(start_op)};

att_op *att_op_start(att_exec *exec, const att_source *source) {
  start_op *start = ATT_NEW(exec->arena, start_op);
  start->op = (att_op){.type = &start_type, .exec = exec, .estimate = 1};
  start->source = source;
  return &start->op;
}

enum { SCAN_MANY = 256, SIEVES = 3 };

bool att_op_begins_at(const att_op *op, const att_source *source) {
  return op->type == &start_type && ((const start_op *)op)->source == source;
}

typedef struct {
  att_op op;
  att_spot s, p, o;
  att_reads reads;
  att_scan scan;
  const att_id *row;        /* the input's; NULL: fetch one */
  bool first_only, checked; /* checked: a variable stands twice, or is bound */
  att_spans spans;
  size_t span;
  struct {
    int slot, part;
  } puts[4]; /* what the row at hand gets of a quad */
  size_t put_count;
  att_keep sieves[SIEVES];
  att_quad quads[SCAN_MANY];
  size_t at, count;
} scan_op;

static att_status scan_open(att_op *op) {
  ((scan_op *)op)->row = NULL;
  ((scan_op *)op)->at = ((scan_op *)op)->count = 0;
  return ATT_OK;
}

static void choose_puts(scan_op *scan) {
  const int slots[] = {scan->s.slot, scan->p.slot, scan->o.slot,
                       scan->reads.kind == ATT_READ_SLOT ? scan->reads.slot : ATT_NO_SLOT};
  scan->put_count = 0;
  scan->checked = false;
  for (int part = 0; part < 4; part++) {
    if (slots[part] == ATT_NO_SLOT || scan->row[slots[part]])
      continue;
    for (size_t i = 0; i < scan->put_count; i++)
      scan->checked = scan->checked || scan->puts[i].slot == slots[part];
    scan->puts[scan->put_count].slot = slots[part];
    scan->puts[scan->put_count++].part = part;
  }
}

/* The quads of the row at hand in the span at hand. */
static att_status start_span(scan_op *scan) {
  att_quad pattern = {att_spot_id(scan->s, scan->row), att_spot_id(scan->p, scan->row),
                      att_spot_id(scan->o, scan->row), ATT_ID_ANY};
  att_id low = 0, high = UINT64_MAX;
  if (scan->spans.count && pattern.p && !pattern.o) {
    low = scan->spans.items[scan->span].low;
    high = scan->spans.items[scan->span].high;
  } else {
    scan->span = scan->spans.count;
  }
  return att_scan_start_range(&scan->scan, scan->op.exec, pattern, &scan->reads, scan->row, low,
                              high);
}

/* Quads at hand, or no row any more. */
static att_status fetch(scan_op *scan, size_t most) {
  for (;;) {
    if (!scan->row) {
      ATT_TRY(att_op_row(&scan->op, &scan->row));
      if (!scan->row)
        return ATT_OK;
      choose_puts(scan);
      scan->span = 0;
      ATT_TRY(start_span(scan));
    }
    scan->at = 0;
    ATT_TRY(att_scan_many(&scan->scan, scan->quads, most, &scan->count));
    ATT_TRY(att_exec_work(scan->op.exec, scan->count + 1));
    if (scan->count)
      return ATT_OK;
    if (scan->span + 1 < scan->spans.count) {
      scan->span++;
      ATT_TRY(start_span(scan));
    } else {
      scan->row = NULL;
    }
  }
}

static bool fits(const scan_op *scan, att_id *row, const att_quad *quad) {
  const att_id *parts = (const att_id *)quad;
  for (size_t i = 0; i < scan->put_count; i++)
    if (!att_put(row, scan->puts[i].slot, parts[scan->puts[i].part]))
      return false;
  return true;
}

static att_status scan_next(att_op *op, att_batch *out) {
  scan_op *scan = (scan_op *)op;
  size_t width = op->exec->width;
  while (out->count < op->exec->batch) {
    if (scan->at == scan->count)
      ATT_TRY(fetch(scan, scan->first_only ? 1 : SCAN_MANY));
    if (!scan->row)
      return ATT_OK;
    ATT_TRY(att_batch_reserve(op->exec, out, out->count + scan->count - scan->at));
    for (; scan->at < scan->count; scan->at++) {
      const att_id *parts = (const att_id *)&scan->quads[scan->at];
      att_id *row = out->rows + out->count * width;
      for (size_t i = 0; i < width; i++)
        row[i] = scan->row[i];
      if (!scan->checked)
        for (size_t i = 0; i < scan->put_count; i++)
          row[scan->puts[i].slot] = parts[scan->puts[i].part];
      else if (!fits(scan, row, &scan->quads[scan->at]))
        continue;
      out->count++;
      if (scan->first_only) {
        scan->row = NULL;
        scan->at = scan->count;
        break;
      }
    }
  }
  return ATT_OK;
}

static void scan_close(att_op *op) {
  att_scan_close(&((scan_op *)op)->scan);
}

static bool scan_sieve(att_op *op, int slot, const att_keep *set) {
  scan_op *scan = (scan_op *)op;
  const int slots[] = {scan->s.slot, scan->p.slot, scan->o.slot};
  for (int part = 0; part < 3; part++) {
    size_t i = 0;
    if (slots[part] != slot)
      continue;
    while (i < scan->scan.keep_count && scan->sieves[i].part != part)
      i++;
    if (set && i < SIEVES) { /* a new one for the same slot takes the old one's place */
      scan->sieves[i] = *set;
      scan->sieves[i].part = part;
      scan->scan.keep_count += i == scan->scan.keep_count;
      att_op_note(op, " (sieved)");
    } else if (!set && i < scan->scan.keep_count) {
      scan->sieves[i] = scan->sieves[--scan->scan.keep_count];
    }
    return true;
  }
  return false;
}

static bool scan_copied(att_op *copy) {
  scan_op *scan = (scan_op *)copy;
  scan->scan.keeps = scan->sieves;
  return true;
}

static void scan_share(att_op *copy, const att_op *op) {
  scan_op *scan = (scan_op *)copy;
  const scan_op *from = (const scan_op *)op;
  memcpy(scan->sieves, from->sieves, sizeof scan->sieves);
  scan->scan.keep_count = from->scan.keep_count;
}

static att_scan *scan_leaf(att_op *op, att_quad *ret_pattern, const att_reads **ret_reads,
                           unsigned *ret_components) {
  scan_op *scan = (scan_op *)op;
  *ret_pattern = (att_quad){scan->s.id, scan->p.id, scan->o.id, ATT_ID_ANY};
  *ret_reads = &scan->reads;
  *ret_components = (scan->s.id == 0) + (scan->p.id == 0) + (scan->o.id == 0);
  bool whole = scan->spans.count == 0 && !scan->first_only && *ret_components > 0 &&
               scan->reads.kind != ATT_READ_SLOT;
  return whole ? &scan->scan : NULL;
}

static const att_op_type scan_type = {.name = "scan",
                                      .open = scan_open,
                                      .next = scan_next,
                                      .close = scan_close,
                                      .alone = true,
                                      .sieve = scan_sieve,
                                      .size = sizeof(scan_op),
                                      .copied = scan_copied,
                                      .share = scan_share,
                                      .leaf = scan_leaf};

att_op *att_op_scan(att_exec *exec, att_op *input, att_spot s, att_spot p, att_spot o,
                    att_reads reads) {
  scan_op *scan = ATT_NEW(exec->arena, scan_op);
  scan->op = (att_op){.type = &scan_type, .exec = exec, .input = input};
  scan->s = s;
  scan->p = p;
  scan->o = o;
  scan->reads = reads;
  scan->scan.keeps = scan->sieves;
  return &scan->op;
}

void att_op_scan_spans(att_op *op, const att_spans *spans) {
  ((scan_op *)op)->spans = *spans;
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
  while (out->count < op->exec->batch) {
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
    if (!att_put(row, graphs->slot, graph))
      out->count--;
  }
  return ATT_OK;
}

static const att_op_type graphs_type = {
    .name = "graphs", .open = graphs_open, .next = graphs_next, .alone = true};

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
  while (out->count < op->exec->batch) {
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
      if (cells[c] != 0 && !att_put(row, values->columns.items[c], cells[c])) {
        out->count--;
        break;
      }
  }
  return ATT_OK;
}

static const att_op_type values_type = {
    .name = "values", .open = values_open, .next = values_next, .alone = true};

att_op *att_op_values(att_exec *exec, att_op *input, const att_columns *columns,
                      const att_id *cells, size_t rows) {
  values_op *values = ATT_NEW(exec->arena, values_op);
  values->op = (att_op){.type = &values_type, .exec = exec, .input = input};
  values->columns = *columns;
  values->cells = cells;
  values->rows = rows;
  return &values->op;
}
