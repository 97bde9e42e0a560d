/* SPDX-License-Identifier: Apache-2.0
 *
 * A picture in Graphviz's DOT language: people, organizations, states, posts, events and
 * initiatives with what joins them. A statement is an arrow from its speaker to its addressee, a
 * move of an initiative one from a state to the initiative. What the picture says already is not
 * drawn twice: a shortcut (dr:metWith …) between two that share an event, a general role beside a
 * special one, a country that stands in a label. A graph that has nothing of these, as a query may
 * make it, is drawn as it is: each resource, and what joins them.
 */
#include <stdlib.h>
#include <string.h>

#include "graph/writer_internal.h"

typedef struct {
  const char *class, *style;
} look;

/* The first class that a node has decides. */
static const look looks[] = {
    {ATT_DR "Statement", NULL},
    {ATT_DR "InitiativeMove", NULL},
    {ATT_FOAF "Person", "shape=ellipse, fillcolor=\"#dbe9f6\""},
    {ATT_DR "State", "shape=box, style=\"filled,bold\", fillcolor=\"#fdf3d0\""},
    {ATT_ORG "Post", "shape=note, fillcolor=\"#ffffff\""},
    {ATT_DR "Event", "shape=box, style=\"filled,rounded\", fillcolor=\"#f9dcd6\""},
    {ATT_DR "Initiative", "shape=folder, fillcolor=\"#e6def2\""},
    {ATT_ORG "Organization", "shape=box, fillcolor=\"#dff0dc\""},
    {"", "shape=ellipse, fillcolor=\"#eeeeee\""}, /* anything else */
};
enum { LOOKS = sizeof looks / sizeof *looks };
enum { STATEMENT = 0, MOVE = 1, FIRST_DRAWN = 2, ANYTHING = LOOKS - 1, NO_LOOK = 255 };

typedef enum { LINK_PLAIN, LINK_GENERAL, LINK_SHORTCUT, LINK_HIDDEN } link_kind;

static const struct {
  const char *predicate;
  link_kind kind;
} kinds[] = {
    {ATT_DR "participant", LINK_GENERAL}, {ATT_DR "participantCountry", LINK_GENERAL},
    {ATT_DR "metWith", LINK_SHORTCUT},    {ATT_DR "visited", LINK_SHORTCUT},
    {ATT_DR "thanked", LINK_SHORTCUT},    {ATT_DR "praised", LINK_SHORTCUT},
    {ATT_DR "memberOf", LINK_SHORTCUT},   {ATT_DR "takesPartIn", LINK_SHORTCUT},
    {ATT_DR "country", LINK_HIDDEN},      {ATT_SEM "hasPlace", LINK_HIDDEN},
};

typedef struct {
  uint32_t from, to, predicate;
  uint32_t by; /* the statement or move that the arrow stands for, or 0 */
  link_kind kind;
} edge;

typedef struct {
  att_out *out;
  const att_quad_set *set;
  uint8_t *look; /* by term number */
  bool *linked;
  edge *edges;
  size_t count, capacity;
} picture;

static uint8_t find_look(const picture *to, uint32_t s, const uint32_t classes[LOOKS]) {
  size_t count;
  const att_set_quad *types = att_quad_set_find(to->set, s, to->set->type, &count);
  for (uint8_t i = 0; i < LOOKS; i++)
    for (size_t j = 0; classes[i] && j < count; j++)
      if (types[j].o == classes[i])
        return i;
  return NO_LOOK;
}

static void add_edge(picture *to, edge made) {
  if (to->count == to->capacity) {
    size_t more = to->capacity ? to->capacity * 2 : 256;
    edge *larger = realloc(to->edges, more * sizeof *larger);
    if (!larger) {
      att_out_fail(to->out, ATT_ERR_MEMORY, "out of memory");
      return;
    }
    to->edges = larger;
    to->capacity = more;
  }
  to->edges[to->count++] = made;
}

static bool drawn(const picture *to, uint32_t number) {
  return to->look[number] >= FIRST_DRAWN && to->look[number] != NO_LOOK;
}

static const att_set_quad *find(const picture *to, uint32_t s, const char *p, size_t *ret_count) {
  uint32_t predicate = att_quad_set_number(to->set, p);
  *ret_count = 0;
  return predicate ? att_quad_set_find(to->set, s, predicate, ret_count) : NULL;
}

/* The arrows of a statement or a move: each of `from` to each of `target`. */
static void add_arrows(picture *to, uint32_t by, const char *from, const char *target) {
  size_t sources, targets;
  const att_set_quad *source = find(to, by, from, &sources);
  const att_set_quad *end = find(to, by, target, &targets);
  for (size_t i = 0; i < sources; i++)
    for (size_t j = 0; j < targets; j++)
      if (drawn(to, source[i].o) && drawn(to, end[j].o) && source[i].o != end[j].o)
        add_edge(to, (edge){source[i].o, end[j].o, 0, by, LINK_PLAIN});
}

static void gather(picture *to) {
  enum { KINDS = sizeof kinds / sizeof *kinds };
  uint32_t numbers[KINDS];
  for (size_t i = 0; i < KINDS; i++)
    numbers[i] = att_quad_set_number(to->set, kinds[i].predicate);
  for (size_t i = 0; i < to->set->count; i++) {
    const att_set_quad *quad = &to->set->quads[i];
    bool first = i == 0 || to->set->quads[i - 1].s != quad->s;
    if (first && to->look[quad->s] == STATEMENT)
      add_arrows(to, quad->s, ATT_DR "speaker", ATT_DR "addressee");
    else if (first && to->look[quad->s] == MOVE)
      add_arrows(to, quad->s, ATT_DR "participantCountry", ATT_DR "initiative");
    if (!drawn(to, quad->s) || !drawn(to, quad->o) || quad->s == quad->o)
      continue;
    link_kind kind = LINK_PLAIN;
    for (size_t j = 0; j < KINDS; j++)
      kind = numbers[j] == quad->p ? kinds[j].kind : kind;
    if (kind != LINK_HIDDEN)
      add_edge(to, (edge){quad->s, quad->o, quad->p, 0, kind});
  }
}

static int by_ends(const void *a, const void *b) {
  const edge *x = a, *y = b;
  uint32_t left[] = {x->from, x->to, x->kind, x->predicate, x->by};
  uint32_t right[] = {y->from, y->to, y->kind, y->predicate, y->by};
  for (int i = 0; i < 5; i++)
    if (left[i] != right[i])
      return left[i] < right[i] ? -1 : 1;
  return 0;
}

/* The first edge that leaves `from`. */
static size_t edges_of(const picture *to, uint32_t from) {
  size_t low = 0, high = to->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (to->edges[middle].from < from)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool joined(const picture *to, uint32_t from, uint32_t end) {
  for (size_t i = edges_of(to, from); i < to->count && to->edges[i].from == from; i++)
    if (to->edges[i].to == end)
      return true;
  return false;
}

/* Whether an event leads to both ends of a shortcut. */
static bool share_event(const picture *to, uint32_t a, uint32_t b) {
  for (size_t i = 0; i < to->count; i++)
    if (to->edges[i].to == a && to->edges[i].kind != LINK_SHORTCUT &&
        strstr(looks[to->look[to->edges[i].from]].class, "Event") &&
        joined(to, to->edges[i].from, b))
      return true;
  return false;
}

/* Whether another participant of the event comes from this country. */
static bool represented(const picture *to, uint32_t event, uint32_t state) {
  uint32_t country = att_quad_set_number(to->set, ATT_DR "country");
  for (size_t i = edges_of(to, event); i < to->count && to->edges[i].from == event; i++) {
    size_t count = 0;
    const att_set_quad *of = NULL;
    if (country)
      of = att_quad_set_find(to->set, to->edges[i].to, country, &count);
    for (size_t j = 0; j < count; j++)
      if (of[j].o == state)
        return true;
  }
  return false;
}

static void write_quoted(att_out *out, att_view text) {
  for (size_t i = 0; i < text.size; i++) {
    char c = text.data[i];
    if (c == '"' || c == '\\')
      att_out_bytes(out, "\\", 1);
    att_out_bytes(out, (unsigned char)c < 0x20 ? " " : &text.data[i], 1);
  }
}

/* "PhoneCall" as "phone call". */
static void write_words(att_out *out, att_view name) {
  for (size_t i = 0; i < name.size; i++) {
    char c = name.data[i];
    bool upper = c >= 'A' && c <= 'Z';
    char lower = upper ? (char)(c + 32) : c;
    if (upper && i)
      att_out_bytes(out, " ", 1);
    write_quoted(out, (att_view){&lower, 1});
  }
}

static bool name_of(const picture *to, uint32_t number, att_view *ret_name) {
  static const char *const names[] = {ATT_FOAF "name", ATT_SKOS "prefLabel",
                                      "http://www.w3.org/2000/01/rdf-schema#label"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t count;
    const att_set_quad *found = find(to, number, names[i], &count);
    if (count) {
      *ret_name = att_quad_set_term(to->set, found->o).lexical;
      return true;
    }
  }
  *ret_name = att_local_name(att_quad_set_term(to->set, number).lexical);
  return false;
}

/* An event is called by its class; superclasses say no more. */
static void write_class(const picture *to, uint32_t number) {
  size_t count;
  const att_set_quad *types = att_quad_set_find(to->set, number, to->set->type, &count);
  for (size_t i = 0; i < count; i++) {
    att_view class = att_quad_set_term(to->set, types[i].o).lexical;
    att_view local = att_local_name(class);
    if (att_prefix_find(class) >= 0 && class.size > strlen(ATT_DR) &&
        memcmp(class.data, ATT_DR, strlen(ATT_DR)) == 0 &&
        !att_view_equal(local, att_view_of("Event")) &&
        !att_view_equal(local, att_view_of("Initiative"))) {
      write_words(to->out, local);
      return;
    }
  }
  att_out_text(to->out, "event");
}

static void write_detail(const picture *to, uint32_t number, const char *predicate,
                         const char *before) {
  size_t count;
  const att_set_quad *found = find(to, number, predicate, &count);
  for (size_t i = 0; i < count; i++) {
    att_term term = att_quad_set_term(to->set, found[i].o);
    att_view text = term.lexical;
    if (term.kind != ATT_TERM_LITERAL)
      name_of(to, found[i].o, &text);
    att_out_text(to->out, i ? ", " : before);
    write_quoted(to->out, text);
  }
}

static void write_node(const picture *to, uint32_t number) {
  const look *as = &looks[to->look[number]];
  att_term term = att_quad_set_term(to->set, number);
  att_view name;
  bool event = strcmp(as->class, ATT_DR "Event") == 0;
  att_out_format(to->out, "  n%u [label=\"", number);
  if (name_of(to, number, &name) || !event)
    write_quoted(to->out, name);
  else
    write_class(to, number);
  if (event) {
    write_detail(to, number, ATT_SCHEMA "startDate", "\\n");
    write_detail(to, number, ATT_SCHEMA "endDate", " to ");
    write_detail(to, number, ATT_SEM "hasPlace", "\\nin ");
    write_detail(to, number, ATT_DR "status", "\\n");
  } else {
    write_detail(to, number, ATT_DR "country", "\\n");
  }
  att_out_format(to->out, "\", %s", as->style);
  if (term.kind == ATT_TERM_IRI) {
    att_out_text(to->out, ", URL=\"");
    write_quoted(to->out, term.lexical);
    att_out_bytes(to->out, "\"", 1);
  }
  att_out_text(to->out, "];\n");
}

static void write_edge_label(const picture *to, const edge *of) {
  if (!of->by) {
    write_words(to->out, att_local_name(att_quad_set_term(to->set, of->predicate).lexical));
    return;
  }
  bool statement = to->look[of->by] == STATEMENT;
  write_detail(to, of->by, statement ? ATT_DR "speechAct" : ATT_DR "action", "");
  if (!statement)
    write_detail(to, of->by, ATT_DR "status", ": ");
}

/* Whether the edge says what is in the picture already; `first` is the first with its ends. */
static bool redundant(const picture *to, const edge *first, const edge *of) {
  if (of->kind == LINK_GENERAL) {
    att_view name = att_local_name(att_quad_set_term(to->set, of->predicate).lexical);
    return first != of || (att_view_equal(name, att_view_of("participantCountry")) &&
                           represented(to, of->from, of->to));
  }
  if (of->kind != LINK_SHORTCUT)
    return false;
  att_view name = att_local_name(att_quad_set_term(to->set, of->predicate).lexical);
  bool mirrored = att_view_equal(name, att_view_of("metWith")) && of->from > of->to &&
                  joined(to, of->to, of->from);
  return first->kind != LINK_SHORTCUT || mirrored || share_event(to, of->from, of->to);
}

/* One arrow for all edges between the same two. */
static size_t write_edges(const picture *to, size_t at, bool write) {
  const edge *first = &to->edges[at];
  size_t end = at, kept = 0;
  for (; end < to->count && to->edges[end].from == first->from && to->edges[end].to == first->to;
       end++) {
    const edge *of = &to->edges[end];
    if (redundant(to, first, of))
      continue;
    to->linked[of->from] = to->linked[of->to] = true;
    if (!write)
      continue;
    if (!kept++)
      att_out_format(to->out, "  n%u -> n%u [label=\"", of->from, of->to);
    else
      att_out_text(to->out, "\\n");
    write_edge_label(to, of);
  }
  if (kept)
    att_out_text(to->out, first->by                      ? "\", style=dashed];\n"
                          : first->kind == LINK_SHORTCUT ? "\", style=dotted];\n"
                                                         : "\"];\n");
  return end;
}

static void draw(picture *to) {
  if (to->count)
    qsort(to->edges, to->count, sizeof *to->edges, by_ends);
  for (size_t i = 0; i < to->count;)
    i = write_edges(to, i, false);
  att_out_text(to->out,
               "digraph attache {\n"
               "  graph [rankdir=LR, nodesep=0.25, ranksep=0.9, fontname=\"Helvetica\"];\n"
               "  node [style=filled, fontname=\"Helvetica\", fontsize=11, margin=\"0.12,0.06\"];\n"
               "  edge [fontname=\"Helvetica\", fontsize=9, color=\"#666666\"];\n");
  for (uint32_t i = 1; i <= to->set->term_count; i++)
    if (drawn(to, i) && (to->linked[i] || strcmp(looks[to->look[i]].class, ATT_DR "State") != 0))
      write_node(to, i);
  for (size_t i = 0; i < to->count;)
    i = write_edges(to, i, true);
  att_out_text(to->out, "}\n");
}

static void find_looks(picture *to) {
  const att_quad_set *set = to->set;
  uint32_t classes[LOOKS] = {0};
  bool any = false;
  for (int i = 0; i < ANYTHING; i++)
    classes[i] = att_quad_set_number(set, looks[i].class);
  for (size_t i = 0; i < set->count; i = att_quad_set_run(set, i, false)) {
    if (set->type)
      to->look[set->quads[i].s] = find_look(to, set->quads[i].s, classes);
    any = any || to->look[set->quads[i].s] != NO_LOOK;
  }
  for (size_t i = 0; i < set->count && !any; i++) {
    const att_set_quad *quad = &set->quads[i];
    to->look[quad->s] = ANYTHING;
    if (quad->p != set->type && att_quad_set_term(set, quad->o).kind != ATT_TERM_LITERAL)
      to->look[quad->o] = ANYTHING;
  }
}

static att_status write_set(att_out *out, const att_quad_set *set) {
  picture to = {.out = out, .set = set};
  to.look = malloc(set->term_count + 1);
  to.linked = calloc(set->term_count + 1, sizeof *to.linked);
  if (!to.look || !to.linked) {
    free(to.look);
    free(to.linked);
    return ATT_ERR_MEMORY;
  }
  memset(to.look, NO_LOOK, set->term_count + 1);
  find_looks(&to);
  gather(&to);
  draw(&to);
  free(to.edges);
  free(to.look);
  free(to.linked);
  return ATT_OK;
}

const att_format att_format_dot = {.name = "dot", .set = write_set};
