/* SPDX-License-Identifier: Apache-2.0
 *
 * Star joins: patterns with one subject and fixed predicates. The triples of a subject stand
 * together in the order spog, so that one pass over them serves all the patterns; a whole sweep is
 * the merge join of RDF-3X (Neumann and Weikum, VLDB 2008) on one index instead of one a pattern.
 */
#include "queries/exec.h"

enum { STAR_MANY = 256, STAR_IDLE = 48 /* triples read in vain before a new look-up */ };

typedef struct {
  att_id *items; /* objects that the subject has */
  size_t count, capacity, at;
} objects;

typedef struct {
  att_op op;
  att_spot s;
  const att_ray *rays;
  objects *found; /* of each ray */
  size_t count;
  att_reads reads;
  att_scan scan;
  att_keep keeps[2]; /* of a sweep: the rays' predicates, the subjects that are wanted */
  bool sieved;
  const att_id *row; /* the input's; NULL: fetch one */
  att_id subject;
  bool sweep, checked, giving;
  att_quad quads[STAR_MANY];
  size_t at, held;
} star_op;

static att_status star_open(att_op *op) {
  star_op *star = (star_op *)op;
  star->row = NULL;
  star->giving = false;
  star->at = star->held = 0;
  return ATT_OK;
}

static att_status start_at(star_op *star, size_t ray) {
  att_quad pattern = {.s = att_spot_id(star->s, star->row)};
  star->at = star->held = 0;
  star->sweep = pattern.s == ATT_ID_ANY;
  bool many = star->keeps[0].count > ATT_KEEP_IDS;
  star->scan.keeps = star->keeps + many;
  star->scan.keep_count = star->sweep ? (size_t)!many + star->sieved : 0;
  return att_scan_start_range(&star->scan, star->op.exec, pattern, &star->reads, star->row,
                              star->sweep ? 0 : star->rays[ray].p,
                              star->sweep ? UINT64_MAX : star->rays[star->count - 1].p);
}

/* The quad comes next, or there is none. */
static att_status peek(star_op *star, const att_quad **ret_quad) {
  *ret_quad = NULL;
  if (star->at == star->held) {
    star->at = 0;
    ATT_TRY(att_scan_many(&star->scan, star->quads, STAR_MANY, &star->held));
    ATT_TRY(att_exec_work(star->op.exec, star->held + 1));
  }
  if (star->held)
    *ret_quad = &star->quads[star->at];
  return ATT_OK;
}

static att_status take(star_op *star, size_t ray, att_id object) {
  att_id wanted = att_spot_id(star->rays[ray].o, star->row);
  objects *found = &star->found[ray];
  if ((wanted && wanted != object) || !att_spans_have(&star->rays[ray].spans, object))
    return ATT_OK;
  if (found->count == found->capacity)
    ATT_TRY(att_exec_reserve(star->op.exec, &found->items, &found->capacity, found->count + 1,
                             sizeof *found->items));
  found->items[found->count++] = object;
  return ATT_OK;
}

/* The objects of the next subject; *ret_whole: each ray has one. `subject` 0: there is none. */
static att_status gather(star_op *star, bool *ret_whole) {
  const att_quad *quad;
  size_t ray = 0, idle = 0;
  bool lacks = false;
  *ret_whole = false;
  star->subject = 0;
  for (size_t i = 0; i < star->count; i++)
    star->found[i].count = star->found[i].at = 0;
  for (;;) {
    ATT_TRY(peek(star, &quad));
    if (!quad || (star->subject && quad->s != star->subject))
      break;
    star->at++;
    star->subject = quad->s;
    for (; ray < star->count && star->rays[ray].p < quad->p; ray++)
      lacks = lacks || star->found[ray].count == 0;
    if (lacks && !star->sweep)
      return ATT_OK;
    if (lacks || ray == star->count || star->rays[ray].p != quad->p) {
      if (!star->sweep && ++idle == STAR_IDLE) {
        if (ray == star->count)
          break;
        ATT_TRY(start_at(star, ray));
        idle = 0;
      }
      continue;
    }
    for (size_t i = ray; i < star->count && star->rays[i].p == quad->p; i++)
      ATT_TRY(take(star, i, quad->o));
  }
  for (size_t i = 0; i < star->count; i++)
    lacks = lacks || star->found[i].count == 0;
  *ret_whole = !lacks;
  return ATT_OK;
}

/* The next choice of one object a ray; false after the last. */
static bool advance(star_op *star) {
  for (size_t i = star->count; i-- > 0;) {
    if (++star->found[i].at < star->found[i].count)
      return true;
    star->found[i].at = 0;
  }
  return false;
}

static bool fill(const star_op *star, att_id *row) {
  if (!star->checked) {
    if (star->s.slot != ATT_NO_SLOT)
      row[star->s.slot] = star->subject;
    for (size_t i = 0; i < star->count; i++)
      if (star->rays[i].o.slot != ATT_NO_SLOT)
        row[star->rays[i].o.slot] = star->found[i].items[star->found[i].at];
    return true;
  }
  bool fine = att_put(row, star->s.slot, star->subject);
  for (size_t i = 0; i < star->count && fine; i++)
    fine = att_put(row, star->rays[i].o.slot, star->found[i].items[star->found[i].at]);
  return fine;
}

static att_status give(star_op *star, att_batch *out) {
  size_t width = star->op.exec->width, room = 2 * star->op.exec->batch;
  ATT_TRY(att_batch_reserve(star->op.exec, out, room));
  while (star->giving && out->count < room) {
    att_id *row = out->rows + out->count * width;
    for (size_t i = 0; i < width; i++)
      row[i] = star->row[i];
    out->count += fill(star, row);
    star->giving = advance(star);
  }
  return ATT_OK;
}

static att_status star_next(att_op *op, att_batch *out) {
  star_op *star = (star_op *)op;
  while (out->count < op->exec->batch) {
    if (star->giving) {
      ATT_TRY(give(star, out));
      if (!star->giving && !star->sweep)
        star->row = NULL;
      continue;
    }
    if (!star->row) {
      ATT_TRY(att_op_row(op, &star->row));
      if (!star->row)
        return ATT_OK;
      ATT_TRY(start_at(star, 0));
    }
    ATT_TRY(gather(star, &star->giving));
    if (!star->giving && (!star->sweep || !star->subject))
      star->row = NULL;
  }
  return ATT_OK;
}

static void star_close(att_op *op) {
  star_op *star = (star_op *)op;
  for (size_t i = 0; i < star->count; i++)
    att_exec_release(op->exec, &star->found[i].items, &star->found[i].capacity,
                     sizeof *star->found[i].items);
  att_scan_close(&star->scan);
}

static bool star_sieve(att_op *op, int slot, const att_keep *set) {
  star_op *star = (star_op *)op;
  if (slot != star->s.slot)
    return false;
  star->sieved = set != NULL;
  if (set) {
    star->keeps[1] = *set;
    star->keeps[1].part = 0;
    att_op_note(op, " (sieved)");
  }
  return false; /* rows that come with the subject are its input's matter */
}

static bool star_copied(att_op *copy) {
  star_op *star = (star_op *)copy;
  star->found = ATT_NEW_ARRAY(copy->exec->arena, objects, star->count);
  return true;
}

static void star_share(att_op *copy, const att_op *op) {
  star_op *star = (star_op *)copy;
  star->keeps[1] = ((const star_op *)op)->keeps[1];
  star->sieved = ((const star_op *)op)->sieved;
}

static att_scan *star_leaf(att_op *op, att_quad *ret_pattern, const att_reads **ret_reads,
                           unsigned *ret_components) {
  star_op *star = (star_op *)op;
  *ret_pattern = (att_quad){0};
  *ret_reads = &star->reads;
  *ret_components = 1; /* whole subjects */
  return star->s.slot != ATT_NO_SLOT && star->reads.kind != ATT_READ_SLOT ? &star->scan : NULL;
}

static const att_op_type star_type = {.name = "star",
                                      .open = star_open,
                                      .next = star_next,
                                      .close = star_close,
                                      .alone = true,
                                      .sieve = star_sieve,
                                      .size = sizeof(star_op),
                                      .copied = star_copied,
                                      .share = star_share,
                                      .leaf = star_leaf};

att_op *att_op_star(att_exec *exec, att_op *input, att_spot s, const att_ray *rays, size_t count,
                    att_reads reads) {
  star_op *star = ATT_NEW(exec->arena, star_op);
  star->op = (att_op){.type = &star_type, .exec = exec, .input = input};
  star->s = s;
  star->rays = rays;
  star->count = count;
  star->reads = reads;
  star->found = ATT_NEW_ARRAY(exec->arena, objects, count);
  att_id *predicates = ATT_NEW_ARRAY(exec->arena, att_id, count);
  star->keeps[0] = (att_keep){.part = 1, .ids = predicates};
  for (size_t i = 0; i < count; i++)
    if (i == 0 || rays[i - 1].p != rays[i].p)
      predicates[star->keeps[0].count++] = rays[i].p;
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k <= i; k++) {
      int other = k ? rays[k - 1].o.slot : s.slot;
      star->checked = star->checked || (rays[i].o.slot != ATT_NO_SLOT && rays[i].o.slot == other);
    }
  return &star->op;
}
