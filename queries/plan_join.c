/* SPDX-License-Identifier: Apache-2.0
 *
 * The order of joins and how each is done, by cost: dynamic programming over sets of up to ten
 * patterns, bushy plans included (Moerkotte and Neumann's DPsub, VLDB 2006), greedy beyond. Rows of
 * a set: the product of its patterns' rows, divided for each shared variable by the numbers of its
 * values but the least. Look-ups of one subject right behind one another become a star. */
#include <math.h>

#include "queries/plan.h"

enum { UNITS_MOST = 64, EXACT_MOST = 10, VARIABLES_MOST = 192 };

/* Nanoseconds, about: what makes one plan better than another is all that counts. */
static const double SEEK = 300, SEEK_FAR = 220, SEEK_NEAR = 300, SEEK_AGAIN = 25, READ = 8,
                    ROW = 15, HASH = 45, PROBE = 30, SWEEP = 6, MERGE = 7, SIEVE = 3, REQUEST = 1e7,
                    NOWHERE = 1e18;

typedef struct {
  att_alg *node;
  double rows;
  double distinct[VARIABLES_MOST]; /* values of the join's variables; 0: not in it */
  att_spans spans;
  att_slots vars, certain;
  bool triple, fixed; /* fixed: a triple pattern of a constant predicate and object */
} unit;

typedef enum { FIRST, LOOK_UP, HASHED, MERGED, SWEPT } method;

typedef struct step {
  method how;
  double cost, rows;
  uint64_t units;
  int unit;    /* the one that comes to `left`, but for HASHED and SWEPT */
  int sorted;  /* slot by which the rows ascend, or ATT_NO_SLOT */
  int subject; /* of the last look-up, or ATT_NO_SLOT */
  const struct step *left, *right;
} step;

typedef struct {
  att_plan_at at; /* at the input */
  unit *units;
  size_t count;
  int variables[VARIABLES_MOST];
  size_t variable_count;
  uint64_t services; /* units that ask an endpoint: with the bindings of the rows before them */
  const att_exprs *filters;
  bool *done, base, slot; /* base: the input has bound variables; slot: in GRAPH ?g */
  double base_rows, quads, seek;
  att_slots all; /* every slot */
} joining;

static bool has(uint64_t set, size_t u) {
  return set >> u & 1;
}

static double least(double a, double b) {
  return a < b ? a : b;
}

static void note_variables(joining *join, const att_slots *set) {
  for (int slot = 0; slot < ATT_SLOTS_MOST && join->variable_count < VARIABLES_MOST; slot++) {
    bool known = !att_slots_has(set, slot);
    for (size_t i = 0; i < join->variable_count && !known; i++)
      known = join->variables[i] == slot;
    if (!known)
      join->variables[join->variable_count++] = slot;
  }
}

static void measure(joining *join, unit *it) {
  att_estimate estimate = {0, 0, 0, 0};
  const att_alg *node = it->node;
  if (it->triple) {
    it->spans = att_plan_spans(join->at.exec, join->filters, node->o.slot);
    if (node->o.slot == ATT_NO_SLOT || node->p.slot != ATT_NO_SLOT)
      it->spans.count = 0;
    estimate = att_plan_triple_rows(&join->at, node, &it->spans);
    it->rows = estimate.rows;
  } else {
    it->rows = att_plan_rows(&join->at, it->node);
  }
  for (size_t v = 0; v < join->variable_count; v++) {
    int slot = join->variables[v];
    if (!att_slots_has(&it->vars, slot))
      continue;
    double d = !it->triple            ? it->rows
               : slot == node->s.slot ? estimate.s
               : slot == node->o.slot ? estimate.o
                                      : estimate.p;
    it->distinct[v] = d > 1 ? d : 1;
  }
}

/* A look-up anywhere in an index: the larger it is, the less of its way the caches hold. */
static double seek_cost(double quads) {
  enum { CACHED = 100000 };
  return SEEK + (quads > CACHED ? SEEK_FAR * log2(quads / CACHED) : 0);
}

/* How many of a pattern's rows are of the values of a list, the first of them looked up: what is in
 * demand in a query is often so in the data too. */
static void measure_values(const joining *join, const att_alg *list, unit *it) {
  enum { LOOKED_UP = 64 };
  att_exec *exec = join->at.exec;
  int slot = list->columns.items[0];
  const att_alg *node = it->node;
  size_t count = (size_t)list->limit < LOOKED_UP ? (size_t)list->limit : LOOKED_UP;
  bool subject = node->s.slot == slot, object = node->o.slot == slot;
  if (!it->triple || node->p.slot != ATT_NO_SLOT || subject == object || it->fixed || !count ||
      (subject ? node->o.slot : node->s.slot) == ATT_NO_SLOT)
    return;
  double sum = 0;
  for (size_t i = 0; i < count; i++) {
    uint64_t some = 0;
    if (!list->rows.items[i].term.kind)
      return;
    att_id id = att_plan_term(exec, &list->rows.items[i].term);
    att_quad pattern = {subject ? id : 0, att_plan_term(exec, &node->p.term), object ? id : 0, 0};
    if (!att_id_is_local(id) && !att_id_is_local(pattern.p))
      att_plan_must(exec, att_txn_estimate(exec->txn, &pattern, &some, exec->error));
    sum += (double)some;
  }
  for (size_t v = 0; v < join->variable_count && it->rows > 0; v++)
    if (join->variables[v] == slot)
      it->distinct[v] = sum > 0 && sum < it->rows ? (double)count * it->rows / sum : it->rows;
}

static joining *begin(const att_plan_at *at, att_alg **nodes, size_t count,
                      const att_exprs *filters, bool *done, const att_op *op) {
  joining *join = ATT_NEW(at->exec->arena, joining);
  att_predicate_stats stats;
  join->at = *at;
  join->filters = filters;
  join->slot = at->reads.kind == ATT_READ_SLOT;
  join->done = done;
  join->units = ATT_NEW_ARRAY(at->exec->arena, unit, count + 1);
  join->base = !att_slots_inside(&at->maybe, &(att_slots){{0}}) || op->type != at->exec->start_type;
  join->base_rows = op->estimate > 1 ? op->estimate : 1;
  att_plan_must(at->exec, att_txn_predicate_stats(at->exec->txn, 0, &stats, at->exec->error));
  join->quads = (double)stats.quads;
  join->seek = seek_cost(join->quads);
  for (size_t i = 0; i < ATT_SLOTS_MOST / 64; i++)
    join->all.words[i] = UINT64_MAX;
  for (size_t i = 0; i < count; i++)
    join->units[join->count++].node = nodes[i];
  for (size_t i = 0; i < join->count; i++)
    note_variables(join, &join->units[i].node->vars);
  for (size_t i = 0; i < join->count; i++) {
    unit *it = &join->units[i];
    it->triple = it->node->kind == ATT_ALG_TRIPLE;
    it->fixed = it->triple && it->node->p.slot == ATT_NO_SLOT && it->node->o.slot == ATT_NO_SLOT &&
                it->node->s.slot != ATT_NO_SLOT;
    if (it->node->kind == ATT_ALG_SERVICE)
      join->services |= (uint64_t)1 << i;
    it->vars = it->node->vars;
    it->certain = it->node->certain;
    measure(join, it);
  }
  for (size_t v = 0; v < join->count; v++)
    for (size_t i = 0; i < join->count; i++)
      if (join->units[v].node->kind == ATT_ALG_VALUES && join->units[v].node->columns.count == 1)
        measure_values(join, join->units[v].node, &join->units[i]);
  return join;
}

/* Rows of a set of units behind the input. */
static double rows_of(const joining *join, uint64_t set) {
  long double rows = join->base_rows; /* long: the product of 64 units may be 10^400 */
  att_slots certain = join->at.certain;
  for (size_t i = 0; i < join->count; i++)
    if (has(set, i)) {
      rows *= join->units[i].rows;
      att_slots_join(&certain, &join->units[i].certain);
    }
  for (size_t v = 0; v < join->variable_count; v++) {
    bool bound = att_slots_has(&join->at.certain, join->variables[v]);
    double fewest = bound ? join->base_rows : 0;
    for (size_t i = 0; i < join->count; i++) {
      double d = has(set, i) ? join->units[i].distinct[v] : 0;
      if (d == 0)
        continue;
      if (fewest > 0)
        rows /= d > fewest ? d : fewest;
      fewest = fewest > 0 ? least(fewest, d) : d;
    }
  }
  for (size_t i = 0; join->filters && i < join->filters->count; i++)
    if (!join->done[i] && att_slots_inside(&join->filters->items[i]->uses, &certain))
      rows *= att_plan_selectivity(join->filters->items[i]);
  return (double)rows;
}

static void bound_by(const joining *join, uint64_t set, att_slots *certain, att_slots *maybe) {
  *certain = join->at.certain;
  *maybe = join->at.maybe;
  att_slots_join(maybe, certain);
  for (size_t i = 0; i < join->count; i++)
    if (has(set, i)) {
      att_slots_join(certain, &join->units[i].certain);
      att_slots_join(maybe, &join->units[i].vars);
    }
}

static bool is_bound(const att_place *place, const att_slots *certain) {
  return place->slot == ATT_NO_SLOT || att_slots_has(certain, place->slot);
}

static void offer(step *best, const step *other) {
  if (best->cost < 0 || other->cost < best->cost)
    *best = *other;
}

/* What the rows of a scan by itself ascend by, as the store's orders say. */
static int sorted_by(const unit *it) {
  const att_alg *node = it->node;
  if (!it->triple)
    return ATT_NO_SLOT;
  if (node->p.slot != ATT_NO_SLOT)
    return node->o.slot == ATT_NO_SLOT || node->s.slot != ATT_NO_SLOT ? node->s.slot : ATT_NO_SLOT;
  return node->o.slot == ATT_NO_SLOT ? node->s.slot : node->o.slot;
}

/* A request for many rows; in vain where the endpoint is not known yet. */
static double service_cost(const unit *it, const att_slots *certain, double from) {
  return REQUEST * (1 + from / 200) + (is_bound(&it->node->s, certain) ? 0 : NOWHERE);
}

static step first_step(const joining *join, int u) {
  const unit *it = &join->units[u];
  double each = it->triple ? READ : 4 * READ;
  step made = {.how = FIRST, .units = (uint64_t)1 << u, .unit = u, .sorted = sorted_by(it)};
  made.rows = join->base ? it->rows : rows_of(join, made.units);
  made.subject = ATT_NO_SLOT;
  if (it->spans.count)
    made.sorted = ATT_NO_SLOT;
  made.cost = SEEK + it->rows * each + made.rows * ROW;
  if (has(join->services, (size_t)u))
    made.cost += service_cost(it, &join->at.certain, 1);
  return made;
}

/* A unit looked up for each row of `left`; `left` NULL: of the input. */
static step look_up(const joining *join, const step *left, int u, double rows) {
  const unit *it = &join->units[u];
  att_slots certain, maybe;
  double from = left ? left->rows : join->base_rows, seek = join->seek, read = rows;
  step made = {.how = LOOK_UP, .unit = u, .left = left, .rows = rows, .cost = -1};
  made.units = (left ? left->units : 0) | (uint64_t)1 << u;
  made.sorted = left ? left->sorted : ATT_NO_SLOT;
  made.subject = ATT_NO_SLOT;
  bound_by(join, left ? left->units : 0, &certain, &maybe);
  if ((left || join->base) && !att_plan_is_safe(it->node, &maybe))
    return made;
  if (it->triple) {
    bool s = is_bound(&it->node->s, &certain), o = is_bound(&it->node->o, &certain);
    if (s)
      made.subject = it->node->s.slot;
    int by = s ? it->node->s.slot : o ? it->node->o.slot : ATT_NO_SLOT;
    if (made.sorted != ATT_NO_SLOT && by == made.sorted)
      seek = SEEK_NEAR;
    if (s && left && left->subject == it->node->s.slot && it->node->p.slot == ATT_NO_SLOT &&
        left->subject != ATT_NO_SLOT && !join->slot)
      seek = SEEK_AGAIN;
    if (!s && !o)
      read = from * it->rows;
  } else if (has(join->services, (size_t)u)) {
    seek = service_cost(it, &certain, from) / from;
  } else {
    seek = 2 * join->seek;
  }
  made.cost =
      (left ? left->cost : 0) + from * seek + (read > rows ? read : rows) * READ + rows * ROW;
  return made;
}

/* What a place in a table of so many rows costs more when the caches do not hold them. */
static double misses(double rows) {
  enum { CACHED = 100000, MISS = 120 };
  return rows > CACHED ? MISS * log2(rows / CACHED) : 0;
}

static bool connected(const joining *join, uint64_t a, uint64_t b) {
  att_slots of_a, of_b, maybe;
  bound_by(join, a, &of_a, &maybe);
  bound_by(join, b, &of_b, &maybe);
  return !att_slots_apart(&of_a, &of_b);
}

/* How many variables the rows of `right` have, and how many of them those of `left` have too. */
static size_t count_shared(const joining *join, const step *left, const step *right,
                           size_t *ret_all) {
  att_slots certain, vars;
  size_t shared = 0;
  *ret_all = 0;
  bound_by(join, left->units, &certain, &vars);
  for (size_t v = 0; v < join->variable_count; v++) {
    bool in_right = false;
    for (size_t i = 0; i < join->count && !in_right; i++)
      in_right = has(right->units, i) && join->units[i].distinct[v] > 0;
    *ret_all += in_right;
    shared += in_right && att_slots_has(&certain, join->variables[v]);
  }
  return shared;
}

/* Of one key: the keys as a set leave out what a scan would give in vain. */
static double sieved_cost(const joining *join, const step *left, const step *right, double rows,
                          bool only_key) {
  double passed = least(left->rows, rows), missed = misses(right->rows);
  double read = left->how == FIRST && join->units[left->unit].triple
                    ? SEEK + join->units[left->unit].rows * SIEVE + passed * ROW
                : left->how == SWEPT ? join->quads * SWEEP + passed * ROW
                                     : left->cost + left->rows * SIEVE;
  return read + right->cost + right->rows * (only_key ? ROW : HASH + missed) +
         passed * (only_key ? 0 : PROBE + missed) + rows * ROW;
}

/* `left` NULL: the input. */
static step hashed(const joining *join, const step *left, const step *right, double rows) {
  step made = {.how = HASHED, .left = left, .right = right, .rows = rows};
  made.units = (left ? left->units : 0) | right->units;
  made.sorted = left ? left->sorted : ATT_NO_SLOT;
  made.subject = ATT_NO_SLOT;
  double missed = misses(right->rows);
  size_t all = 0, shared = left ? count_shared(join, left, right, &all) : 0;
  if (shared == 1)
    made.cost = sieved_cost(join, left, right, rows, all == 1);
  else
    made.cost = (left ? left->cost : 0) + right->cost + right->rows * (HASH + missed) +
                (left ? left->rows : join->base_rows) * (PROBE + missed) + rows * ROW;
  return made;
}

/* Rows that ascend by the subject of a pattern that has no other variable. */
static step merged(const joining *join, const step *left, int u, double rows) {
  const unit *it = &join->units[u];
  step made = {.how = MERGED, .unit = u, .left = left, .rows = rows, .cost = -1};
  made.units = left->units | (uint64_t)1 << u;
  made.sorted = left->sorted;
  made.subject = left->subject;
  if (it->fixed && left->sorted == it->node->s.slot && !join->slot)
    made.cost = left->cost + SEEK + least(it->rows, left->rows * 70) * MERGE + left->rows * MERGE +
                rows * ROW;
  return made;
}

static bool is_ray(const unit *it) {
  return it->triple && it->node->p.slot == ATT_NO_SLOT;
}

/* All patterns of a subject in one sweep through all subjects. */
static step swept(const joining *join, uint64_t set, double rows) {
  step made = {.how = SWEPT, .units = set, .rows = rows, .cost = -1, .sorted = ATT_NO_SLOT};
  for (size_t i = 0; i < join->count; i++) {
    if (!has(set, i))
      continue;
    int subject = join->units[i].node->s.slot;
    if (!is_ray(&join->units[i]) || subject == ATT_NO_SLOT ||
        (made.sorted != ATT_NO_SLOT && subject != made.sorted))
      return made;
    made.sorted = made.subject = subject;
  }
  made.cost = join->quads * SWEEP + rows * ROW;
  return made;
}

/* One unit more, or the first. */
static void offer_units(const joining *join, step *best, const step *table, const step *alone,
                        uint64_t set, double rows) {
  for (size_t u = 0; u < join->count; u++) {
    uint64_t rest = set & ~((uint64_t)1 << u);
    if (!has(set, u))
      continue;
    step other;
    if (rest == 0) {
      other = join->base ? look_up(join, NULL, (int)u, rows) : first_step(join, (int)u);
      if (other.cost >= 0)
        offer(best, &other);
      if (join->base && !has(join->services, u) && !(join->slot && join->units[u].triple)) {
        other = hashed(join, NULL, &alone[u], rows);
        offer(best, &other);
      }
      continue;
    }
    if (table[rest].cost < 0)
      continue;
    other = look_up(join, &table[rest], (int)u, rows);
    if (other.cost >= 0)
      offer(best, &other);
    other = merged(join, &table[rest], (int)u, rows);
    if (other.cost >= 0)
      offer(best, &other);
  }
}

static void offer_hashes(const joining *join, step *best, const step *table, const step *alone,
                         uint64_t set, double rows) {
  for (uint64_t right = (set - 1) & set; right; right = (right - 1) & set) {
    uint64_t left = set & ~right;
    bool single = !(right & (right - 1));
    const step *build = single ? &alone[__builtin_ctzll(right)] : &table[right];
    if (table[left].cost < 0 || build->cost < 0 || (right & join->services) ||
        (!single && join->base) || (join->slot && join->units[build->unit].triple))
      continue;
    if (!connected(join, left, right) &&
        att_plan_is_safe(join->units[build->unit].node, &join->all))
      continue;
    step other = hashed(join, &table[left], build, rows);
    offer(best, &other);
  }
}

static const step *order_exactly(const joining *join) {
  size_t sets = (size_t)1 << join->count;
  step *table = ATT_NEW_ARRAY(join->at.exec->arena, step, sets);
  step *alone = ATT_NEW_ARRAY(join->at.exec->arena, step, join->count);
  for (size_t u = 0; u < join->count; u++)
    alone[u] = first_step(join, (int)u);
  for (uint64_t set = 1; set < sets; set++) {
    double rows = rows_of(join, set);
    table[set].cost = -1;
    offer_units(join, &table[set], table, alone, set, rows);
    if (set & (set - 1)) {
      offer_hashes(join, &table[set], table, alone, set, rows);
      step sweep = swept(join, set, rows);
      if (sweep.cost >= 0 && !join->base && !join->slot)
        offer(&table[set], &sweep);
    }
  }
  return &table[sets - 1];
}

/* The unit that costs least comes next. */
static const step *order_greedily(const joining *join) {
  att_arena *arena = join->at.exec->arena;
  const step *left = NULL;
  for (size_t n = 0; n < join->count; n++) {
    step *best = ATT_NEW(arena, step);
    double best_rank = 0;
    for (size_t u = 0; u < join->count; u++) {
      uint64_t set = (left ? left->units : 0) | (uint64_t)1 << u;
      if (left && has(left->units, u))
        continue;
      double rows = rows_of(join, set);
      step *alone = ATT_NEW(arena, step);
      *alone = first_step(join, (int)u);
      step offers[3] = {left || join->base ? look_up(join, left, (int)u, rows) : *alone,
                        {.cost = -1},
                        {.cost = -1}};
      if (left)
        offers[1] = merged(join, left, (int)u, rows);
      if ((left || join->base) && !has(join->services, u) && !(join->slot && join->units[u].triple))
        offers[2] = hashed(join, left, alone, rows);
      for (int i = 0; i < 3; i++) {
        double rank = offers[i].cost + rows * SEEK;
        if (offers[i].cost < 0 || (best->units && rank >= best_rank))
          continue;
        *best = offers[i];
        best_rank = rank;
      }
    }
    left = best;
  }
  return left;
}

typedef struct {
  joining *join;
  att_slots certain, maybe; /* of the rows so far */
} making;

static void bind(making *now, uint64_t set) {
  for (size_t i = 0; i < now->join->count; i++)
    if (has(set, i)) {
      att_slots_join(&now->certain, &now->join->units[i].certain);
      att_slots_join(&now->maybe, &now->join->units[i].vars);
    }
  if (now->join->slot)
    att_slots_add(&now->certain, now->join->at.reads.slot);
}

static att_plan_at place(const making *now) {
  att_plan_at at = now->join->at;
  at.certain = now->certain;
  at.maybe = now->maybe;
  return at;
}

static att_op *filter_ready(const making *now, att_op *op) {
  att_plan_at at = place(now);
  return att_plan_filters(&at, now->join->filters, now->join->done, false, op);
}

static void fill_ray(const joining *join, size_t u, att_ray *ray) {
  const att_alg *node = join->units[u].node;
  ray->p = att_plan_spot(join->at.exec, &node->p).id;
  ray->o = att_plan_spot(join->at.exec, &node->o);
  ray->spans = join->units[u].spans;
}

static att_op *make_star(const making *now, uint64_t set, att_op *input) {
  const joining *join = now->join;
  att_ray *rays = ATT_NEW_ARRAY(join->at.exec->arena, att_ray, join->count);
  size_t count = 0;
  const att_alg *any = NULL;
  for (size_t i = 0; i < join->count; i++) {
    if (!has(set, i))
      continue;
    att_ray ray;
    size_t k = count++;
    any = join->units[i].node;
    fill_ray(join, i, &ray);
    for (; k > 0 && rays[k - 1].p > ray.p; k--)
      rays[k] = rays[k - 1];
    rays[k] = ray;
  }
  att_op *op = att_op_star(join->at.exec, input, att_plan_spot(join->at.exec, &any->s), rays, count,
                           join->at.reads);
  for (size_t i = 0; i < join->count; i++)
    if (has(set, i))
      att_plan_note_triple(op, join->units[i].node);
  return op;
}

static att_op *make(making *now, const step *it, att_op *input);

static att_op *make_hash(making *now, const step *it, att_op *input) {
  joining *join = now->join;
  making beside = {join, {{0}}, {{0}}};
  const att_source *root = join->at.exec->top;
  if (it->right->how == FIRST)
    root = att_plan_beside(&join->at, join->units[it->right->unit].node);
  att_op *right = att_op_start(join->at.exec, root);
  if (join->slot) {
    right = att_op_graphs(join->at.exec, right, join->at.reads.slot);
    att_slots_add(&beside.certain, join->at.reads.slot);
    att_slots_add(&beside.maybe, join->at.reads.slot);
  }
  att_op *left = it->left ? make(now, it->left, input) : input;
  right = make(&beside, it->right, right);
  att_plan_at at = place(now);
  att_slots left_vars = now->maybe;
  att_slots_join(&left_vars, &now->certain);
  att_op *op = att_plan_hash(&at, ATT_JOIN_INNER, left, right, &beside.maybe, &beside.certain,
                             &left_vars, &now->certain, NULL);
  att_slots_join(&now->maybe, &beside.maybe);
  return op;
}

/* Look-ups from this one downwards that have its subject, which is bound before each of them;
 * *ret_below: what comes before. No set where there are less than two. */
static uint64_t star_of(const joining *join, const step *it, const step **ret_below) {
  uint64_t set = 0;
  const step *at = it;
  int subject = it->how == LOOK_UP ? join->units[it->unit].node->s.slot : ATT_NO_SLOT;
  while (subject != ATT_NO_SLOT && !join->slot && at && at->how == LOOK_UP &&
         is_ray(&join->units[at->unit]) && join->units[at->unit].node->s.slot == subject) {
    att_slots certain, maybe;
    bound_by(join, at->left ? at->left->units : 0, &certain, &maybe);
    if (!att_slots_has(&certain, subject))
      break;
    set |= (uint64_t)1 << at->unit;
    at = at->left;
  }
  *ret_below = at;
  return set & (set - 1) ? set : 0;
}

static att_op *make_unit(making *now, const step *it, att_op *op) {
  joining *join = now->join;
  const unit *u = &join->units[it->unit];
  if (it->how == MERGED) {
    op = att_op_merge(join->at.exec, op, u->node->s.slot,
                      att_plan_term(join->at.exec, &u->node->p.term),
                      att_plan_term(join->at.exec, &u->node->o.term), join->at.reads);
    att_plan_note_triple(op, u->node);
    return op;
  }
  att_plan_at at = place(now);
  op = att_plan_build(&at, u->node, op);
  if (u->triple && u->spans.count)
    att_op_scan_spans(op, &u->spans);
  return op;
}

static att_op *make(making *now, const step *it, att_op *input) {
  const step *below;
  uint64_t set = it->how == SWEPT ? it->units : star_of(now->join, it, &below);
  att_op *op = input;
  if (it->how == HASHED) {
    op = make_hash(now, it, input);
    set = it->units;
  } else if (it->how == SWEPT) {
    op = make_star(now, set, input);
  } else if (set) {
    op = below ? make(now, below, input) : input;
    op = make_star(now, set, op);
  } else {
    op = it->left ? make(now, it->left, input) : input;
    op = make_unit(now, it, op);
    set = (uint64_t)1 << it->unit;
  }
  bind(now, set);
  op->estimate = it->rows;
  return filter_ready(now, op);
}

/* Filters that are equations with IRIs become units. */
static size_t as_units(const att_plan_at *at, const att_alg *node, const att_exprs *filters,
                       att_alg **extra, bool *done) {
  size_t count = 0;
  for (size_t i = 0; filters && i < filters->count; i++) {
    att_alg *values = att_plan_as_values(at->exec, filters->items[i]);
    if (!values || !att_slots_inside(&values->vars, &node->certain))
      continue;
    extra[count++] = values;
    done[i] = true;
  }
  return count;
}

att_op *att_plan_join(const att_plan_at *at, att_alg *node, const att_exprs *filters, att_op *op) {
  att_arena *arena = at->exec->arena;
  size_t filter_count = filters ? filters->count : 0, count = 0;
  bool *done = ATT_NEW_ARRAY(arena, bool, filter_count + 1);
  att_alg **units = NULL;
  for (att_alg *child = node->first; child; child = child->next)
    count++;
  units = ATT_NEW_ARRAY(arena, att_alg *, count + filter_count + 1);
  count = as_units(at, node, filters, units, done);
  for (att_alg *child = node->first; child; child = child->next)
    units[count++] = child;
  making now = {.certain = at->certain, .maybe = at->maybe};
  att_plan_at here = *at;
  for (size_t from = 0; from < count; from += UNITS_MOST) { /* in bites that a word has bits for */
    size_t most = count - from < UNITS_MOST ? count - from : UNITS_MOST;
    now.join = begin(&here, units + from, most, filters, done, op);
    op = make(&now, most <= EXACT_MOST ? order_exactly(now.join) : order_greedily(now.join), op);
    here.certain = now.certain;
    here.maybe = now.maybe;
  }
  return att_plan_filters(&here, filters, done, true, op);
}
