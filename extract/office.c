/* SPDX-License-Identifier: Apache-2.0
 *
 * What an office is of: "Minister of Defence Production", "Under-Secretary-General for Peace
 * Operations", "Director of Strategy, Plans and Policy". The title goes on over the words of
 * fields that ontology/words.tsv lists, so that a name may follow without a comma.
 */
#include <ctype.h>
#include <string.h>

#include "extract/lexicon.h"

static inline bool is(const att_sentence *s, uint32_t t, const char *word) {
  return att_token_is(s, t, word);
}

static bool is_field(const att_lexicon *lexicon, const att_sentence *s, uint32_t t) {
  uint32_t last; /* "Vice Chief of Defence Force | Air Vice-Marshal A B" */
  return t < s->token_count && isupper((unsigned char)s->tokens[t].form[0]) &&
         att_lexicon_word(lexicon, ATT_WORD_FIELD, s->tokens[t].form) &&
         (att_lexicon_match(lexicon, ATT_LEX_RANK, s, t, &last) == NULL || last == t);
}

/* The last of the words of a field that begins at `t`; `t` - 1 where none begins there. */
static uint32_t field_end(const att_lexicon *lexicon, const att_sentence *s, uint32_t t) {
  while (is_field(lexicon, s, t)) /* Self-Defence, Veterans' Affairs */
    t += (is(s, t + 1, "-") || is(s, t + 1, "'") || is(s, t + 1, "\xe2\x80\x99")) &&
                 is_field(lexicon, s, t + 2)
             ? 2
             : 1;
  return t - 1;
}

static bool is_and(const att_sentence *s, uint32_t t) {
  return is(s, t, "and") || is(s, t, "&");
}

/* "Cooperation and | Mauritanians Abroad, Ms A B": the end of capitalised words before a comma. */
static uint32_t closing_end(const att_sentence *s, uint32_t t) {
  uint32_t end = t;
  while (end < s->token_count && end < t + 4 && isupper((unsigned char)s->tokens[end].form[0]))
    end++;
  return end > t && is(s, end, ",") ? end - 1 : t - 1;
}

/* ", Plans and Policy": the end of a list of fields that goes on behind `last`; `last` for none. */
static uint32_t list_end(const att_lexicon *lexicon, const att_sentence *s, uint32_t last) {
  uint32_t t = last + 1;
  bool commas = false;
  while (is(s, t, ",") && is_field(lexicon, s, t + 1)) {
    t = field_end(lexicon, s, t + 1) + 1;
    commas = true;
  }
  t += is(s, t, ",");
  if (!is_and(s, t))
    return last;
  if (!is_field(lexicon, s, t + 1))
    return commas && closing_end(s, t + 1) > t ? closing_end(s, t + 1) : last;
  uint32_t end = field_end(lexicon, s, t + 1); /* and Veterans of the Homeland */
  uint32_t of = is(s, end + 1, "of") ? end + 2 + is(s, end + 2, "the") : end;
  return of > end && is_field(lexicon, s, of) ? field_end(lexicon, s, of) : end;
}

/* "for Europe and NATO Policy": the last word of a field up to which all are capitalised; `t` - 1
 * where there is none. */
static uint32_t purview_end(const att_lexicon *lexicon, const att_sentence *s, uint32_t t) {
  uint32_t end = t - 1;
  for (uint32_t at = t; at < s->token_count && at < t + 8; at++) {
    if (is_field(lexicon, s, at))
      end = at;
    else if (!isupper((unsigned char)s->tokens[at].form[0]) && !is_and(s, at) && !is(s, at, "-"))
      break;
  }
  return end;
}

/* Does another office begin there: "Minister of Defence and Security Adviser"? */
static bool begins_office(const att_lexicon *lexicon, const att_sentence *s, uint32_t t) {
  uint32_t last;
  for (uint32_t at = t; at < s->token_count && at < t + 4; at++) {
    if (!isupper((unsigned char)s->tokens[at].form[0]))
      return false;
    bool field = is_field(lexicon, s, at);
    if (att_lexicon_title(lexicon, s, at, &last) != NULL &&
        !(field && last == at && /* Veteran Affairs, Veterans of the Homeland */
          (is_field(lexicon, s, at + 1) || is(s, at + 1, "of"))))
      return true;
    if (!field)
      return false;
  }
  return false;
}

/* May an office that ends before `t` be followed by that: "of", a comma, a bracket, a rank? */
static bool may_follow(const att_lexicon *lexicon, const att_sentence *s, uint32_t t) {
  uint32_t last; /* the sentence is read up to the rank at times */
  return t >= s->token_count || is(s, t, ",") || is(s, t, "of") || is(s, t, "at") ||
         is(s, t, "(") || att_lexicon_match(lexicon, ATT_LEX_RANK, s, t, &last) != NULL ||
         att_lexicon_match(lexicon, ATT_LEX_COURTESY, s, t, &last) != NULL;
}

/* "Commander | Joint Operations of", "Director General | Military Training, Brig A B", "Chief |
 * Training and Operations": the end of the field of an office without "of", as the forces of the
 * Commonwealth and the Gulf write it; `last` for none. */
static uint32_t beside_end(const att_lexicon *lexicon, const att_sentence *s, uint32_t first,
                           uint32_t last) {
  static const char *const HEADS[] = {"commander",  "director", "general",  "chief",
                                      "commandant", "staff",    "inspector"};
  bool head = isupper((unsigned char)s->tokens[first].form[0]) &&
              isupper((unsigned char)s->tokens[last].form[0]),
       known = false;
  for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++)
    known = known || is(s, last, HEADS[i]);
  uint32_t t = last + 1, rank, end, joint = is(s, t, "joint") || is(s, t, "combined");
  if (!head || !known || !is_field(lexicon, s, t + joint) ||
      (first == last && att_lexicon_match(lexicon, ATT_LEX_RANK, s, first, &rank) != NULL &&
       rank > last)) /* General */
    return last;
  end = field_end(lexicon, s, t + joint);
  if (is_and(s, end + 1) && is_field(lexicon, s, end + 2))
    end = field_end(lexicon, s, end + 2);
  return may_follow(lexicon, s, end + 1) ? end : last;
}

uint32_t att_office_end(const att_lexicon *lexicon, const att_sentence *s, uint32_t first,
                        uint32_t last) {
  bool open = false; /* has the title an "of" or "for", so that words may follow it? */
  uint32_t head_last;
  bool body = last > first && att_lexicon_match(lexicon, ATT_LEX_ORG_HEAD, s, last, &head_last);
  bool lower = !isupper((unsigned char)s->tokens[first].form[0]);
  if ((lower && !isupper((unsigned char)s->tokens[last].form[0])) || body)
    return last; /* the Department of Political Affairs has a name of its own */
  last = beside_end(lexicon, s, first, last);
  for (uint32_t t = first + 1; t < last; t++)
    open = open || is(s, t, "of") || is(s, t, "for");
  for (;;) {
    uint32_t t = last + 1, to = last;
    t += open && is_and(s, t) && (is(s, t + 1, "of") || is(s, t + 1, "for")); /* and of Defence */
    bool of = is(s, t, "of") || is(s, t, "for") || is(s, t, "on");
    uint32_t next = of && is(s, t + 1, "the") ? t + 2 : t + of;
    uint32_t purview = is(s, t, "for") ? purview_end(lexicon, s, next) : t;
    if (is(s, t, "for") && purview >= next && !is_field(lexicon, s, next)) {
      to = purview;
    } else if ((of || open) && is_field(lexicon, s, next) && !begins_office(lexicon, s, next)) {
      to = field_end(lexicon, s, next);
    } else if (open) {
      to = list_end(lexicon, s, last);
      for (uint32_t i = last + 1; i <= to; i++)
        if (isupper((unsigned char)s->tokens[i].form[0]) && begins_office(lexicon, s, i))
          to = last;
    }
    if (to == last)
      return last;
    open = true;
    last = to;
  }
}
