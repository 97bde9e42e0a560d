/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates of posts, where the text states them: "commander since 2021", "ambassador from 2015 to
 * 2018", "took office in 2019 as", "was appointed chief on 3 June 2023", "retired as chief in
 * 2022".
 */
#include "extract/role.h"

enum { BEHIND = 24 }; /* how many words behind a title may belong to it: what it is of */

/* The date at `t` behind "in" or "on"; NULL. */
static const char *dated_at(const att_seat *k, uint32_t t, uint32_t *ret_last) {
  if (!is(k, t, "in") && !is(k, t, "on"))
    return NULL;
  return t + 1 < k->c.s->token_count ? att_date_at(&k->c, t + 1, ret_last) : NULL;
}

/* "since 2021", "from 2015 to 2018", "until June 2024", "between 2015 and 2018", "(2015-2018)" at
 * the token. */
static bool read_span(const att_seat *k, uint32_t t, att_tenure *tenure) {
  uint32_t last;
  bool open = is(k, t, "("), between = is(k, t, "between"),
       from = is(k, t, "from") || is(k, t, "since"), until = is(k, t, "until") || is(k, t, "till");
  if (open && is(k, t + 1, "since"))
    t++;
  if (!open && !between && !from && !until)
    return false;
  const char *date = t + 1 < k->c.s->token_count ? att_date_at(&k->c, t + 1, &last) : NULL;
  if (date == NULL || (open && !isdigit((unsigned char)form(k, t + 1)[0])))
    return false;
  if (until) {
    tenure->end = date;
    return true;
  }
  uint32_t to = last + 1;
  bool joint = between ? is(k, to, "and")
                       : is(k, to, "to") || is(k, to, "until") || is(k, to, "till") ||
                             is(k, to, "through") || is(k, to, "-") || is(k, to, "\xe2\x80\x93");
  const char *end =
      joint && to + 1 < k->c.s->token_count ? att_date_at(&k->c, to + 1, &last) : NULL;
  if ((between || (open && is(k, t, "("))) && end == NULL)
    return false;
  tenure->start = date;
  tenure->end = end;
  return true;
}

/* Does the title's phrase end at the token, which is no part of what the office is of? */
static bool ends_post(const att_seat *k, uint32_t t) {
  uint8_t upos = k->c.s->tokens[t].upos;
  uint32_t last;
  bool more = is(k, t, "and") && mention_at(k, t) == NULL;
  bool dates = is(k, t + 1, "since") || is(k, t + 1, "from") || is(k, t + 1, "until");
  return upos == ATT_VERB || upos == ATT_AUX || upos == ATT_SCONJ || upos == ATT_PRON ||
         is(k, t, ";") || is(k, t, ":") || (is(k, t, ",") && !dates) || att_seat_other(k, t) ||
         node_at(k, t) == k->person->node || /* "the visit of Minister A B to X from 3 June" */
         (more && (is(k, t + 1, "as") || role_at(k, t + 1, &last) != NULL));
}

/* The date of the verb: between it and the title, or where the sentence opens. */
static const char *date_before(const att_seat *k, uint32_t title) {
  uint32_t verb = k->by - 1, last;
  const char *date = NULL;
  for (uint32_t t = verb + 1; t < title && date == NULL; t++)
    date = dated_at(k, t, &last);
  if (date != NULL || (date = dated_at(k, 0, &last)) == NULL)
    return date;
  for (uint32_t t = last + 1; t < verb; t++)
    if (k->c.s->tokens[t].upos == ATT_VERB || is(k, t, "who") || is(k, t, ";"))
      return NULL;
  return date;
}

void att_seat_when(const att_seat *k, uint32_t last, att_tenure *tenure) {
  const char *lemma = k->by > 0 ? k->c.s->tokens[k->by - 1].lemma : "";
  bool begins = has(k, ATT_WORD_BEGINS_POST, lemma), ends = has(k, ATT_WORD_ENDS_POST, lemma);
  if (tenure->start != NULL || tenure->end != NULL)
    return;
  const char *date = begins || ends ? date_before(k, last) : NULL;
  for (uint32_t t = last + 1, at; t < k->c.s->token_count && t < last + BEHIND; t++) {
    const att_mention *m = mention_at(k, t);
    if (m != NULL && m->node == k->person->node && is(k, m->last + 1, "(")) {
      t = m->last + 1; /* "Minister A B (2019-2023)" */
      (void)read_span(k, t, tenure);
      return;
    }
    if (read_span(k, t, tenure))
      return;
    if (ends_post(k, t))
      break;
    const char *told = date == NULL && (begins || ends) ? dated_at(k, t, &at) : NULL;
    date = told != NULL ? told : date;
  }
  if (begins)
    tenure->start = date;
  else if (ends)
    tenure->end = date;
}
