/* SPDX-License-Identifier: Apache-2.0
 *
 * Further places of a visit: "travelled to the Philippines, Malaysia and Fiji", "toured the X
 * headquarters and a plant in Y".
 */
#include <ctype.h>
#include <string.h>

#include "extract/event.h"
#include "extract/is.h"

/* Does a title begin behind the name: "Manila, Marine Corps Commandant A B"? */
static bool is_of_title(const att_clause *c, const att_mention *m) {
  uint32_t last, t = m->last + 1;
  if (t >= c->s->token_count)
    return false;
  return att_lexicon_match(c->facts->lexicon, ATT_LEX_ROLE, c->s, t, &last) != NULL ||
         att_lexicon_match(c->facts->lexicon, ATT_LEX_RANK, c->s, t, &last) != NULL;
}

/* "soldiers of the 1st Division and NATO | allies": does the name say whose people are meant? */
static bool are_people_of(const att_clause *c, const att_mention *m) {
  uint32_t t = m->last + 1;
  return t < c->s->token_count && c->s->tokens[t].upos == ATT_NOUN &&
         (att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[t].lemma) ||
          att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[t].form) || is(c, t, "allies") ||
          is(c, t, "partners"));
}

/* Is the place behind the comma a further one of a list, not what the one before lies in ("Fort
 * Hood, Texas")? */
static bool is_further(const att_clause *c, const att_mention *m, uint32_t before, uint32_t place) {
  const att_node *a = &c->facts->nodes.items[before], *b = &c->facts->nodes.items[place];
  bool joined = false;
  for (uint32_t t = m->first; t <= m->last; t++)
    joined = joined || att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_CONJ;
  joined = joined || (m->first > 1 && is(c, m->first - 1, "the") && is(c, m->first - 2, ","));
  bool around = b->kind == ATT_NODE_STATE && a->iso3 != NULL && strcmp(a->iso3, b->iso3) == 0;
  return !around && (joined || (a->kind == ATT_NODE_STATE && b->kind == ATT_NODE_STATE));
}

static bool is_place(const att_facts *f, uint32_t node) {
  return node < f->nodes.count && f->nodes.items[node].kind == ATT_NODE_PLACE;
}

/* Is the name before `t` the last thing said: "and the 4th Regional Command at X."? */
static bool ends_list(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  if (is(c, t, "in") || is(c, t, "at")) {
    uint32_t next = is(c, t + 1, "the") ? t + 2 : t + 1;
    uint32_t m = next < c->s->token_count ? f->owner[c->number][next] : 0;
    t = m != 0 ? f->mentions.items[m - 1].last + 1 : t;
  }
  return is(c, t, ".") || is(c, t, ";");
}

/* "to Oeiras, where she is briefed, and | to the academy": where the list goes on behind a relative
 * clause, at its "and" before a name that the tree joins to the first place, or before the same
 * preposition; `t`, the comma, for nowhere. */
static uint32_t behind_clause(const att_clause *c, uint32_t t, uint32_t first) {
  bool clause = is(c, t + 1, "where") || is(c, t + 1, "which") || is(c, t + 1, "home");
  for (uint32_t i = t + 2; clause && i + 2 < c->s->token_count; i++) {
    if (!is(c, i, ",") || !is(c, i + 1, "and"))
      continue;
    uint32_t to = att_clause_child(c, first, ATT_CASE, ATT_NO_TOKEN), next = i + 2;
    bool same = to != ATT_NO_TOKEN && is(c, next, c->s->tokens[to].form);
    next += same;
    next += is(c, next, "the");
    uint32_t m = next < c->s->token_count ? c->facts->owner[c->number][next] : 0;
    for (uint32_t k = next; m != 0 && k <= c->facts->mentions.items[m - 1].last && !same; k++)
      same = c->s->tokens[k].head == first + 1 &&
             att_rel_base((att_rel)c->s->tokens[k].rel) == ATT_CONJ;
    bool end = m != 0 && ends_list(c, c->facts->mentions.items[m - 1].last + 1);
    return m != 0 && (same || end) ? i : t;
  }
  return t;
}

/* May the token stand in a site that has no name, or none that is known: "a defence plant"? */
static bool is_of_site(const att_clause *c, uint32_t t) {
  uint8_t upos = c->s->tokens[t].upos;
  uint32_t last;
  return (upos == ATT_NOUN || upos == ATT_PROPN || upos == ATT_ADJ || is(c, t, "a") ||
          is(c, t, "an") || is(c, t, "and")) &&
         att_lexicon_match(c->facts->lexicon, ATT_LEX_ROLE, c->s, t, &last) == NULL &&
         att_lexicon_match(c->facts->lexicon, ATT_LEX_RANK, c->s, t, &last) == NULL;
}

/* "and a defence plant | in Changwon": is what ends before `t` a site? */
static bool ends_site(const att_clause *c, uint32_t t) {
  return att_clause_word(c, ATT_WORD_PREMISES, c->s->tokens[t - 1].lemma) ||
         att_clause_word(c, ATT_WORD_SITE_NOUN, c->s->tokens[t - 1].form) ||
         (c->s->tokens[t - 1].upos == ATT_PROPN &&
          isupper((unsigned char)c->s->tokens[t - 1].form[0]));
}

/* Behind the place named last before `t`: what the journey there was for, and the commas and
 * conjunctions before the next: "| for talks, and then". */
static uint32_t next_leg(const att_clause *c, uint32_t t, bool *ret_parted) {
  static const char *const JOINTS[] = {"and", "then", "later", "finally", "subsequently"};
  uint32_t end = t;
  *ret_parted = false;
  if (is(c, t, "for"))
    while (end < c->s->token_count && !is(c, end, ",") && c->s->tokens[end].upos != ATT_VERB)
      end++;
  for (bool more = true; more && end < c->s->token_count;) {
    more = is(c, end, ",");
    for (size_t i = 0; i < sizeof JOINTS / sizeof *JOINTS; i++)
      more = more || is(c, end, JOINTS[i]);
    *ret_parted = *ret_parted || more;
    end += more;
  }
  return end;
}

/* Past ", Lithuania" at `t`, where a place's state stands. */
static uint32_t behind_state(const att_clause *c, uint32_t t) {
  uint32_t m = is(c, t, ",") && t + 1 < c->s->token_count ? c->facts->owner[c->number][t + 1] : 0;
  return m != 0 ? c->facts->mentions.items[m - 1].last + 1 : t;
}

uint32_t att_visit_told_at(const att_clause *c, uint32_t t, bool ahead, const char **start,
                           const char **end) {
  static const char *const WORDS[] = {"in", "on", "last", "next", "this", "early", "late"};
  uint32_t i = t, last, size = att_date_told(c, t, ahead, start, end);
  for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++)
    if (is(c, i, WORDS[k])) {
      i++;
      k = 0;
    }
  if (size > 0 || i == t)
    return size;
  if (is(c, i, "week") || is(c, i, "month") || is(c, i, "year"))
    return i + 1 - t;
  return i < c->s->token_count && att_date_span(c->s, i, &last) ? last + 1 - t : 0;
}

/* "went to Riga in May, to Vilnius, Lithuania, in June and, last month, to Tallinn": a visit each
 * behind the first, with the time told beside it. False where no further place has such. */
static bool visit_dated_legs(const att_clause *c, uint32_t t, uint32_t first,
                             const att_indexes *visitors) {
  att_facts *f = c->facts;
  uint32_t m = f->owner[c->number][first],
           word = att_clause_child(c, first, ATT_CASE, ATT_NO_TOKEN);
  bool any = false, denied, ahead = att_clause_status(c, t, &denied) == ATT_PLANNED;
  if (m == 0 || word == ATT_NO_TOKEN)
    return false;
  for (uint32_t i = f->mentions.items[m - 1].last + 1; i < c->s->token_count;) {
    const char *start = NULL, *end = NULL, *from, *to;
    bool parted;
    i = behind_state(c, i);
    i += is(c, i, ",") && att_visit_told_at(c, i + 1, ahead, &from, &to) > 0;
    i += att_visit_told_at(c, i, ahead, &from, &to);
    i = next_leg(c, i, &parted);
    uint32_t size = att_visit_told_at(c, i, ahead, &start, &end);
    i += size;
    i += is(c, i, ",");
    uint32_t name = i + 1 + is(c, i + 1, "the");
    bool same = name < c->s->token_count && is(c, i, c->s->tokens[word].form);
    uint32_t n = same ? f->owner[c->number][name] : 0;
    uint32_t place = n != 0 ? att_event_place(c, name) : ATT_NO_ENTITY;
    if (place >= f->nodes.count || (!parted && size == 0))
      break;
    i = f->mentions.items[n - 1].last + 1;
    uint32_t behind = behind_state(c, i);
    if (size == 0)
      size = att_visit_told_at(c, behind + is(c, behind, ","), ahead, &start, &end);
    if (size == 0)
      continue;
    att_indexes copy = {0};
    for (size_t k = 0; k < visitors->count; k++)
      att_indexes_add(f->arena, &copy, visitors->items[k]);
    size_t before = f->events.count;
    att_visit_add(c, t, &copy, place, "visit-list");
    for (size_t k = before; k < f->events.count; k++) {
      f->events.items[k].start = start;
      f->events.items[k].end = end;
    }
    any = true;
  }
  return any;
}

/* "travelled to the Philippines, Malaysia and Fiji": a visit each, read along the words. */
void att_visit_rest(const att_clause *c, uint32_t t, uint32_t first, const att_indexes *visitors) {
  const att_facts *f = c->facts;
  uint32_t m = f->owner[c->number][first], before = att_event_place(c, first);
  uint32_t behind = m != 0 ? f->mentions.items[m - 1].last + 1 : c->s->token_count;
  bool comma = false, and = false, ends = false, site = false, inside = false;
  att_indexes places = {0};
  uint32_t day_last;
  if (visit_dated_legs(c, t, first, visitors))
    return;
  while (behind < c->s->token_count && f->owner[c->number][behind] == 0 &&
         (c->s->tokens[behind].upos == ATT_NOUN || c->s->tokens[behind].upos == ATT_ADJ))
    behind++; /* "the X military headquarters | and Y" */
  for (uint32_t i = behind; i < c->s->token_count; i++) {
    m = f->owner[c->number][i];
    bool joined = comma || and;
    if (m != 0) {
      const att_mention *named = &f->mentions.items[m - 1];
      uint32_t place = att_event_place(c, i), own = named->last + 1;
      own += is(c, own, "(") && is(c, own + 2, ")") ? 3 : 0;
      if (joined && is(c, own, "'s") && own + 1 < c->s->token_count &&
          f->owner[c->number][own + 1] != 0) {
        i = own; /* "A and the X Army (XA)'s | B" */
        continue;
      }
      if (ends && comma && !and&&is_place(f, before) && is_place(f, place))
        break; /* "visited A and B, X": the part of a state that B lies in */
      if ((!joined && !inside) || place >= f->nodes.count || is_of_title(c, named) ||
          are_people_of(c, named))
        break;
      if (joined && (and || (before < f->nodes.count && is_further(c, named, before, place)))) {
        att_indexes_add(f->arena, &places, place);
        before = place;
        ends = and;
      }
      comma = and = site = inside = false;
      i = named->last;
    } else if ((is(c, i, "on") || is(c, i, ",")) && i + 1 < c->s->token_count &&
               att_date_span(c->s, is(c, i + 1, "on") ? i + 2 : i + 1, &day_last)) {
      i = day_last; /* "visits to X, on 17 August, and Y, on 19 August" */
    } else if (is(c, i, ",")) {
      uint32_t end = behind_clause(c, i, first);
      if (site)
        break;
      comma = true;
      i = end;
    } else if (is(c, i, "and") && !site) {
      and = true;
      i += is(c, i + 1, "then") || is(c, i + 1, "finally");
    } else if ((is(c, i, "in") || is(c, i, "at")) && (!joined || (site && ends_site(c, i)))) {
      inside = true; /* the place's town, or a nameless site's */
    } else if (inside && !joined && c->s->tokens[i].upos == ATT_PROPN) {
      inside = true; /* a town that is not known */
    } else if (joined && is_of_site(c, i)) {
      site = true;
    } else if (is(c, i, "(") && is(c, i + 2, ")")) {
      i += 2;
    } else if (!is(c, i, "the") && !is(c, i, "of") && !is(c, i, "to")) {
      break;
    }
  }
  for (size_t i = 0; i < places.count && ends; i++) {
    att_indexes copy = {0};
    for (size_t k = 0; k < visitors->count; k++)
      att_indexes_add(f->arena, &copy, visitors->items[k]);
    att_visit_add(c, t, &copy, places.items[i], "visit-list");
  }
}
