/* SPDX-License-Identifier: Apache-2.0
 *
 * Topics: the names of what a noun phrase, and the list that it begins, is about. Read along the
 * words, since lists of phrases with modifiers are where trees fail most: phrases between commas
 * and "and", each named by its nouns and their modifiers, and at more length with its first
 * prepositional phrase.
 */
#include <string.h>

#include "extract/argument.h"

typedef struct {
  const att_clause *c;
  att_strings *topics;
  uint32_t end;  /* of the clause: no token from here on */
  uint32_t span; /* "from A to B" as a list: its "from"; ATT_NO_TOKEN */
  size_t *named; /* how many topics were named, those known before too */
} reading;

static inline bool is(const reading *k, uint32_t t, const char *word) {
  return t < k->end && att_token_is(k->c->s, t, word);
}

/* Does the token stand in a person's name, or in the titles before it? */
static bool is_person(const reading *k, uint32_t t) {
  const att_facts *f = k->c->facts;
  for (uint32_t i = t; i < k->c->s->token_count && i < t + 8; i++) {
    uint32_t m = f->owner[k->c->number][i];
    if (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_PERSON)
      return f->mentions.items[m - 1].title_first <= t;
  }
  return false;
}

static bool is_nominal(const reading *k, uint32_t t) {
  const att_token *token = &k->c->s->tokens[t];
  return token->upos == ATT_NOUN || token->upos == ATT_PROPN ||
         strncmp(token->xpos, "NN", 2) == 0; /* "and support to Ukraine", a verb to the tagger */
}

/* May the token stand in a noun phrase's middle? */
static bool is_inside(const reading *k, uint32_t t) {
  if (t >= k->end || is_person(k, t) || (is(k, t, "such") && is(k, t + 1, "as")))
    return false;
  const att_token *token = &k->c->s->tokens[t];
  if (is_nominal(k, t) || token->upos == ATT_ADJ || token->upos == ATT_NUM)
    return true;
  if (k->c->facts->owner[k->c->number][t] != 0 && token->upos != ATT_PUNCT)
    return true;
  if (is(k, t, "-") || is(k, t, "/") || is(k, t, "&") || is(k, t, "'s") ||
      is(k, t, "\xe2\x80\x99s") || is(k, t, "\xe2\x80\x93"))
    return t + 1 < k->end && !k->c->s->tokens[t - (t > 0)].space_after;
  bool participle = (strcmp(token->xpos, "VBG") == 0 && !is(k, t, "including") &&
                     !att_clause_word(k->c, ATT_WORD_LINKING, token->form)) ||
                    strcmp(token->xpos, "VBN") == 0 || token->rel == ATT_AMOD;
  return participle && t + 1 < k->end &&
         (is_nominal(k, t + 1) || k->c->s->tokens[t + 1].upos == ATT_ADJ);
}

/* "$1.2 million" before what it is worth: a sign of money, and the numbers behind one. */
static bool is_amount(const reading *k, uint32_t t) {
  static const char *const SCALES[] = {"million", "billion", "thousand", NULL};
  uint32_t sign = t;
  for (; sign > 0 && sign + 3 > t; sign--)
    if (att_clause_word(k->c, ATT_WORD_CURRENCY, k->c->s->tokens[sign].form))
      break;
  if (!att_clause_word(k->c, ATT_WORD_CURRENCY, k->c->s->tokens[sign].form))
    return false;
  return sign == t || k->c->s->tokens[t].upos == ATT_NUM ||
         att_one_of(k->c->s->tokens[t].form, SCALES);
}

/* "strengthen X, and deepen Y": a verb, whatever the tagger took it for. */
static bool is_bettering(const reading *k, uint32_t t) {
  const att_token *token = &k->c->s->tokens[t];
  bool gerund = strcmp(token->xpos, "VBG") == 0 && t + 2 < k->end &&
                att_clause_word(k->c, ATT_WORD_COOPERATION, token[1].lemma) &&
                att_clause_word(k->c, ATT_WORD_BETTERING, token->lemma);
  return gerund || (t + 1 < k->end && att_clause_word(k->c, ATT_WORD_BETTERING, token->form));
}

static uint32_t skip_determiners(const reading *k, uint32_t t) {
  for (; t < k->end; t++) {
    const att_token *token = &k->c->s->tokens[t];
    bool open = token->upos == ATT_DET || strcmp(token->xpos, "PRP$") == 0 ||
                (att_clause_word(k->c, ATT_WORD_VAGUE, token->form) &&
                 k->c->facts->owner[k->c->number][t] == 0) || /* "the Mutual Defence Treaty" */
                is(k, t, "\"") ||
                is(k, t, "\xe2\x80\x9c") || is(k, t, "also") || is(k, t, "both") ||
                is_amount(k, t) || is_bettering(k, t);
    if (!open)
      return t;
  }
  return t;
}

/* "free and open Indo-Pacific", "bilateral and regional security": an "and" between two
 * adjectives before a noun. */
static bool joins_adjectives(const reading *k, uint32_t t, uint32_t first) {
  const att_token *tokens = k->c->s->tokens;
  if (is(k, t, ",") && is(k, t + 1, "and") && t > first)
    return joins_adjectives(k, t + 1, first); /* "military, financial, and humanitarian aid" */
  uint32_t before = t > first ? t - 1 : t;
  before -= before > first && is(k, before, ",");
  if (before == t || tokens[before].upos != ATT_ADJ ||
      k->c->facts->owner[k->c->number][before] != 0)
    return false;
  if (t + 3 < k->end && is(k, t, ",") && tokens[t + 1].upos == ATT_ADJ &&
      (is(k, t + 2, "and") || is(k, t + 2, ",")))
    return joins_adjectives(k, t + 2, first); /* "illegal, unreported and unregulated fishing" */
  uint32_t next = t + 2;                      /* "military and military-technical cooperation" */
  next += next + 2 < k->end && is(k, next, "-") ? 2 : 0;
  return next < k->end && (is(k, t, "and") || is(k, t, "or")) && tokens[t + 1].upos == ATT_ADJ &&
         (is_nominal(k, next) || tokens[next].upos == ATT_ADJ);
}

/* "refugees": people who are a topic of ontology/topics.tsv. */
static bool is_topic_word(const reading *k, uint32_t t) {
  uint32_t end;
  return att_lexicon_match(k->c->facts->lexicon, ATT_LEX_TOPIC, k->c->s, t, &end) != NULL &&
         end == t;
}

/* "defence and security issues", "search and rescue matters", "oil and gas pipelines": an "and"
 * between two nouns that stand before a third one, where the tree has the first one belong to that.
 */
static bool joins_nouns(const reading *k, uint32_t t, uint32_t first) {
  const att_token *tokens = k->c->s->tokens;
  if (t <= first || t + 2 >= k->end || !is(k, t, "and") || tokens[t - 1].upos != ATT_NOUN ||
      tokens[t + 1].upos != ATT_NOUN || tokens[t + 2].upos != ATT_NOUN)
    return false;
  if (!att_clause_word(k->c, ATT_WORD_HOLLOW, tokens[t + 2].lemma) &&
      (t > first + 1 || is_topic_word(k, first)))
    return false; /* "training and weapons exports" */
  bool pair = (is(k, t - 1, "defence") || is(k, t - 1, "defense")) && is(k, t + 1, "security");
  return pair || (tokens[t - 1].rel == ATT_COMPOUND && tokens[t - 1].head == t + 3 &&
                  tokens[t + 1].head == t && k->c->facts->owner[k->c->number][t - 1] == 0);
}

/* The end of a topic known by the words from `t` on ("search and rescue"); `t` where none is. */
static uint32_t known_end(const reading *k, uint32_t t) {
  uint32_t last;
  bool known = att_lexicon_match(k->c->facts->lexicon, ATT_LEX_TOPIC, k->c->s, t, &last) != NULL;
  return known && last < k->end && is_nominal(k, last) ? last : t;
}

/* Is the whole phrase one of ontology/topics.tsv? */
static bool is_known(const reading *k, uint32_t first, uint32_t last) {
  return first < last && known_end(k, first) == last;
}

/* The last noun of the phrase that begins at `first`; ATT_NO_TOKEN if none does. */
static uint32_t head_of(const reading *k, uint32_t first, uint32_t *ret_next) {
  uint32_t head = ATT_NO_TOKEN, t = first;
  for (; (is_inside(k, t) || joins_adjectives(k, t, first) || joins_nouns(k, t, first)) &&
         t < first + 9;
       t++) {
    t = known_end(k, t);
    if (is_nominal(k, t) || k->c->facts->owner[k->c->number][t] != 0)
      head = t;
  }
  if (head == ATT_NO_TOKEN && t > first && k->c->s->tokens[t - 1].upos == ATT_ADJ &&
      !att_clause_word(k->c, ATT_WORD_ORDINAL, k->c->s->tokens[t - 1].form))
    head = t - 1;
  *ret_next = t;
  return head;
}

static bool is_preposition(const reading *k, uint32_t t) {
  static const char *const WORDS[] = {
      "of",      "in",     "on",    "for",     "from",   "with",   "to",   "between", "against",
      "at",      "across", "among", "towards", "toward", "by",     "over", "about",   "under",
      "through", "into",   "along", "around",  "near",   "within", NULL};
  bool joint = is(k, t, "to") && k->span != ATT_NO_TOKEN && t > k->span;
  return t < k->end && att_one_of(k->c->s->tokens[t].form, WORDS) && !joint &&
         k->c->s->tokens[t].upos != ATT_PART;
}

/* "South American Defense Conference": a name, however empty its last word. */
static bool is_named(const reading *k, uint32_t t) {
  uint32_t m = k->c->facts->owner[k->c->number][t];
  return m != 0 && k->c->facts->nodes.items[k->c->facts->mentions.items[m - 1].node].kind ==
                       ATT_NODE_INITIATIVE;
}

/* A title or rank, a ministry, a day: whoever is meant, no matter that is talked about; but for
 * people of a kind ("winter warfare instructors", "observers to X"). */
static bool names_somebody(const reading *k, uint32_t first, uint32_t last, uint32_t longer) {
  const att_facts *f = k->c->facts;
  uint32_t m = f->owner[k->c->number][last];
  const att_token *before = &k->c->s->tokens[last - (last > first)];
  bool kind = last > first && f->owner[k->c->number][last - 1] == 0 &&
              (before->upos == ATT_NOUN || before->upos == ATT_ADJ) && !is(k, last - 1, "more");
  bool sent = longer > last && (is(k, last + 1, "to") || is(k, last + 1, "for"));
  bool kept = strcmp(k->c->s->tokens[last].xpos, "NNS") == 0 && (kind || sent) &&
              att_clause_word(k->c, ATT_WORD_GROUP, k->c->s->tokens[last].lemma);
  for (uint32_t t = first; t <= last && m == 0; t++) {
    uint32_t end;
    if ((att_lexicon_match(f->lexicon, ATT_LEX_ROLE, k->c->s, t, &end) != NULL && end == last &&
         !kept && !is_topic_word(k, last)) ||
        (att_lexicon_match(f->lexicon, ATT_LEX_RANK, k->c->s, t, &end) != NULL && end == last) ||
        (last - t < 2 && att_clause_word(k->c, ATT_WORD_PLAIN_BODY,
                                         att_facts_text(k->c->facts, k->c->number, t, last))))
      return true; /* the last: "the defense ministry" */
  }
  const char *class_name = m != 0 ? f->nodes.items[f->mentions.items[m - 1].node].class_name : NULL;
  static const char *const BODIES[] = {"DefenceMinistry", "ServiceBranch", "ArmedForces", NULL};
  return class_name != NULL && att_one_of(class_name, BODIES);
}

/* "the French frigate Surcouf", "visited Tripoli for a meeting": a ship by name, and where one goes
 * for something, are no matter. */
static bool names_thing(const reading *k, uint32_t first, uint32_t last) {
  const att_facts *f = k->c->facts;
  for (uint32_t t = first; t < last; t++)
    if (att_clause_word(k->c, ATT_WORD_SHIP, k->c->s->tokens[t].lemma) &&
        k->c->s->tokens[t + 1].upos == ATT_PROPN)
      return true;
  uint32_t m = f->owner[k->c->number][first];
  const att_node *n =
      m != 0 && f->mentions.items[m - 1].first == first && f->mentions.items[m - 1].last == last
          ? &f->nodes.items[f->mentions.items[m - 1].node]
          : NULL;
  return n != NULL && (n->kind == ATT_NODE_STATE || n->kind == ATT_NODE_PLACE) &&
         is(k, last + 1, "for");
}

/* "Eide": a surname that nobody in the article is known by. */
static bool is_surname(const reading *k, uint32_t t) {
  const att_sentence *s = k->c->s;
  for (size_t i = 0; i < s->entities.count; i++)
    if (s->entities.items[i].kind == ATT_ENTITY_PERSON && s->entities.items[i].first <= t &&
        t <= s->entities.items[i].last && k->c->facts->owner[k->c->number][t] == 0)
      return true;
  return false;
}

static bool is_empty(const reading *k, uint32_t first, uint32_t last) {
  const att_token *head = &k->c->s->tokens[last];
  if (is_known(k, first, last))
    return false;
  if (att_clause_word(k->c, ATT_WORD_NO_TOPIC, head->lemma) ||
      (first == last && att_clause_word(k->c, ATT_WORD_BARE, head->lemma)))
    return true;
  return last > first && att_clause_word(k->c, ATT_WORD_NO_TOPIC,
                                         att_facts_text(k->c->facts, k->c->number, last - 1, last));
}

/* The phrase by its nouns, with the first phrase behind them, and whole. */
static void add(const reading *k, uint32_t first, uint32_t last, uint32_t longer, uint32_t whole) {
  att_facts *f = k->c->facts;
  bool scant = first == last && longer == last && !is_known(k, first, last) &&
               att_clause_word(k->c, ATT_WORD_SCANT, k->c->s->tokens[last].lemma);
  bool empty = (scant || is_empty(k, first, last)) && !is_named(k, last);
  if (empty || last - first > 8 || names_somebody(k, first, last, longer) ||
      names_thing(k, first, last) || is_person(k, last + 1) || is_surname(k, last))
    return;
  static const char *const BEHIND[] = {"of", "against", "for", "to", "as", NULL};
  static const char *const WITHIN[] = {"in", "on", NULL};
  bool matter = att_clause_word(k->c, ATT_WORD_COOPERATION, k->c->s->tokens[last].lemma) ||
                att_clause_word(k->c, ATT_WORD_UNREST, k->c->s->tokens[last].lemma);
  bool bare = first == last && longer > last && /* protection of cables, cooperation in training */
              (att_one_of(k->c->s->tokens[last + 1].form, BEHIND) ||
               (is(k, last + 1, "between") && !is_topic_word(k, last)) || /* but friendship */
               (matter && att_one_of(k->c->s->tokens[last + 1].form, WITHIN)));
  const char *text = att_facts_text(f, k->c->number, first, bare ? longer : last);
  if (strlen(text) < 3 || strchr(text, '"') != NULL)
    return;
  ++*k->named;
  whole = whole > longer && whole - first < 13 ? whole : longer;
  att_strings_add(f->arena, k->topics,
                  att_arena_format(f->arena, "%s\n%s\n%s", text,
                                   att_facts_text(f, k->c->number, first, longer),
                                   att_facts_text(f, k->c->number, first, whole)));
}

static bool is_state(const reading *k, uint32_t first, uint32_t last) {
  const att_facts *f = k->c->facts;
  uint32_t m = f->owner[k->c->number][first];
  return m != 0 && m == f->owner[k->c->number][last] && f->mentions.items[m - 1].last == last &&
         f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_STATE;
}

static void add_gerund(const reading *k, uint32_t first, uint32_t last) {
  const char *text = att_facts_text(k->c->facts, k->c->number, first, last);
  ++*k->named;
  att_strings_add(k->c->facts->arena, k->topics,
                  att_arena_format(k->c->facts->arena, "%s\n%s\n%s", text, text, text));
}

/* Past "on June 24-25," behind the comma at `t`; the same token where no day stands there. */
static uint32_t skip_day(const reading *k, uint32_t t) {
  uint32_t at = t + 1;
  if (!is(k, t, ",") || !(is(k, at, "on") || is(k, at, "in")))
    return t;
  for (at++; at < k->end && at < t + 8 && !is(k, at, ","); at++) {
    const att_token *token = &k->c->s->tokens[at];
    if (token->upos != ATT_NUM && token->upos != ATT_SYM && token->upos != ATT_PUNCT &&
        !att_clause_word(k->c, ATT_WORD_CALENDAR, token->form))
      return t;
  }
  return is(k, at, ",") ? at : t;
}

static bool is_place(const reading *k, uint32_t t) {
  uint32_t m = k->c->facts->owner[k->c->number][t];
  uint8_t kind =
      m != 0 ? k->c->facts->nodes.items[k->c->facts->mentions.items[m - 1].node].kind : UINT8_MAX;
  return kind == ATT_NODE_PLACE || kind == ATT_NODE_STATE;
}

/* Behind a comma or "and": does the list go on at `t`? */
static bool goes_on(const reading *k, uint32_t t) {
  static const char *const AT[] = {"in", "at", "near", "off", NULL};
  bool placed = t > 2 && is(k, t - 1, ",") && is_place(k, t - 2);
  uint32_t before = t; /* the name's own first word */
  if (placed)
    before = k->c->facts->mentions.items[k->c->facts->owner[k->c->number][t - 2] - 1].first;
  placed = placed && before > 0 && att_one_of(k->c->s->tokens[before - 1].form, AT);
  t = skip_determiners(k, t);
  if (t >= k->end || is_person(k, t) || (placed && is_place(k, t)))
    return false; /* "first aid in Agadez, | Niger" */
  uint32_t next, head = head_of(k, t, &next);
  if (head != ATT_NO_TOKEN && next == k->end &&
      att_rel_base((att_rel)k->c->s->tokens[head].rel) == ATT_NSUBJ)
    return false; /* "…, his office | said" */
  const att_token *token = &k->c->s->tokens[t];
  bool gerund = strcmp(token->xpos, "VBG") == 0; /* not "…, noting that" */
  return is_inside(k, t) ||
         (gerund && !att_lexicon_tells(k->c->facts->lexicon, token->lemma, true, "say"));
}

/* Past "with a particular focus on", "focusing on"; the same token where nothing such stands. */
static uint32_t skip_focus(const reading *k, uint32_t t) {
  uint32_t noun = t + 1;
  while (noun < k->end && noun < t + 4 &&
         !att_clause_word(k->c, ATT_WORD_FOCUS, k->c->s->tokens[noun].lemma))
    noun++;
  if ((is(k, t, "focusing") || is(k, t, "centering") || is(k, t, "concentrating")) &&
      is(k, t + 1, "on"))
    return t + 2;
  return is(k, t, "with") && noun < t + 4 && is(k, noun + 1, "on") ? noun + 2 : t;
}

/* Behind a hollow head, past what ties it to its matter: "issues related to", "the challenges
 * posed by", "concerning"; the same token where nothing such stands. */
static uint32_t skip_link(const reading *k, uint32_t t) {
  if (t >= k->end || !att_clause_word(k->c, ATT_WORD_LINKING, k->c->s->tokens[t].form))
    return t;
  return is_preposition(k, t + 1) ? t + 2 : t + 1;
}

/* "commitment to X and | to Y", "help in clearing mines and in rebuilding schools": before no verb
 * of its own, place or day. */
static bool is_repeated_of_list(const reading *k, uint32_t t) {
  if (t == 0 || t + 1 >= k->end || !is(k, t - 1, "and") || !(is(k, t, "to") || is(k, t, "in")))
    return false;
  bool owned = strcmp(k->c->s->tokens[t + 1].xpos, "PRP$") == 0 && t + 2 < k->end;
  const att_token *next = &k->c->s->tokens[t + 1 + owned]; /* "and to its role as host" */
  return next->upos != ATT_NUM && k->c->facts->owner[k->c->number][t + 1] == 0 &&
         !att_clause_word(k->c, ATT_WORD_CALENDAR, next->form) &&
         (next->upos == ATT_NOUN || next->upos == ATT_ADJ ||
          (is(k, t, "in") && strcmp(next->xpos, "VBG") == 0));
}

/* Past a comma, "and", "as well as", "including"; the same token where no separator stands. */
static uint32_t skip_separator(const reading *k, uint32_t t) {
  uint32_t from = t;
  t = skip_day(k, t);
  if (is(k, t, ",") || is(k, t, ";"))
    t++;
  if (is(k, t, "ranging"))
    t++;
  if (k->span != ATT_NO_TOKEN && (t == k->span || (is(k, t, "to") && t > k->span)))
    t++;
  if (is(k, t, "and") || is(k, t, "or") || is(k, t, "plus") || is(k, t, "including") ||
      is(k, t, ":") || is(k, t, "namely"))
    t++;
  else if (is(k, t, "as") && is(k, t + 1, "well") && is(k, t + 2, "as"))
    t += 3;
  else if (is(k, t, "such") && is(k, t + 1, "as"))
    t += 2;
  else if (is(k, t, "along") && is(k, t + 1, "with"))
    t += 2;
  bool repeated = is(k, t, "on") || is(k, t, "about") ||
                  ((is(k, t, "of") || is(k, t, "with")) && is(k, t - 1, "and")) ||
                  is_repeated_of_list(k, t);
  if (t > from && repeated && !is(k, from, "on"))
    t++; /* "on the agenda, and on the purchase" */
  static const char *const FOREMOST[] = {"foremost", "chief", "first", "notably", NULL};
  uint32_t among = t < k->end && att_one_of(k->c->s->tokens[t].form, FOREMOST) ? t + 1 : t;
  if (t > from && is(k, among, "among") && (is(k, among + 1, "them") || is(k, among + 1, "others")))
    t = among + 2;
  if (is(k, t, "including") || is(k, t, "notably") || is(k, t, "particularly") ||
      is(k, t, "especially") || is(k, t, "specifically") || is(k, t, "primarily") ||
      is(k, t, "mainly"))
    t += is(k, t + 1, "in") || is(k, t + 1, "on") ? 2 : 1;
  else if (is(k, t, "in") && is(k, t + 1, "particular"))
    t += 2;
  else
    t = skip_focus(k, t);
  return t > from && goes_on(k, t) ? t : from;
}

/* A past participle, if the tagger took it for a finite verb: no subject of its own. */
static bool is_reduced(const att_clause *c, uint32_t t) {
  const att_token *token = &c->s->tokens[t];
  att_rel rel = att_rel_base((att_rel)token->rel);
  bool past = strcmp(token->xpos, "VBN") == 0 || strcmp(token->xpos, "VBD") == 0;
  return past && (rel == ATT_ACL || rel == ATT_XCOMP) &&
         att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN) == ATT_NO_TOKEN;
}

/* "the ceasefire announced this week, the situation", "women serving in X and": past a participle's
 * clause; the same token where none stands. */
static uint32_t skip_participle(const reading *k, uint32_t t, uint32_t head) {
  if (t >= k->end)
    return t;
  const att_token *token = &k->c->s->tokens[t];
  bool active = strcmp(token->xpos, "VBG") == 0 && att_clause_head(k->c, t) == head &&
                att_rel_base((att_rel)token->rel) == ATT_ACL && !is(k, t, "including") &&
                !att_clause_word(k->c, ATT_WORD_LINKING, token->form);
  if (!active && !is_reduced(k->c, t))
    return t;
  uint32_t end = t + 1;
  while (end < k->end && end < t + 9 && !is(k, end, ",") && !is(k, end, "and"))
    end++;
  return end < k->end && end < t + 9 ? end : t;
}

/* "at Bien Hoa airport" */
static bool is_at_place(const reading *k, uint32_t preposition, uint32_t inner) {
  const att_facts *f = k->c->facts;
  uint32_t m = inner < k->end ? f->owner[k->c->number][inner] : 0;
  return m != 0 && (is(k, preposition, "at") || is(k, preposition, "near")) &&
         f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_PLACE;
}

/* Behind "the importance X attaches to", what it is attached to; the same token where no such
 * clause stands. */
static uint32_t skip_attached(const reading *k, uint32_t t) {
  if (t >= k->end || !att_clause_word(k->c, ATT_WORD_HOLLOW, k->c->s->tokens[t].lemma))
    return t;
  const att_sentence *s = k->c->s;
  for (uint32_t i = t + 1; i + 1 < s->token_count && i < t + 7; i++) {
    bool attaches = strncmp(s->tokens[i].form, "attach", 6) == 0; /* whatever the lemma is */
    if (s->tokens[i].upos == ATT_VERB && (attaches || att_is_word(s->tokens[i].lemma, "place")))
      return i > t + 1 && (att_is_word(s->tokens[i + 1].form, "to") ||
                           att_is_word(s->tokens[i + 1].form, "on"))
                 ? i + 2
                 : t;
    if (s->tokens[i].upos == ATT_ADP || s->tokens[i].upos == ATT_PUNCT)
      break;
  }
  return t;
}

/* "its leadership | as an exporter of security" */
static bool is_capacity(const reading *k, uint32_t t) {
  return is(k, t, "as") && (is(k, t + 1, "a") || is(k, t + 1, "an"));
}

/* "the state | and prospects of X": another hollow noun with what both are of. */
static bool is_paired(const reading *k, uint32_t t) {
  uint32_t first = is(k, t, "and") ? skip_determiners(k, t + 1) : k->end, next = first;
  uint32_t head = first < k->end ? head_of(k, first, &next) : ATT_NO_TOKEN;
  return head != ATT_NO_TOKEN && (is(k, next, "of") || is(k, next, "for")) &&
         att_clause_word(k->c, ATT_WORD_HOLLOW, k->c->s->tokens[head].lemma);
}

/* "attempts to change the status quo", "a group to fight piracy": the last noun of an infinitive
 * that belongs to the noun before it; ATT_NO_TOKEN. */
static uint32_t infinitive_end(const reading *k, uint32_t t, uint32_t head, uint32_t *ret_next) {
  if (!is(k, t, "to") || t + 2 >= k->end || strcmp(k->c->s->tokens[t + 1].xpos, "VB") != 0 ||
      att_clause_head(k->c, t + 1) != head || k->c->s->tokens[t + 1].rel != ATT_ACL)
    return ATT_NO_TOKEN;
  return head_of(k, skip_determiners(k, t + 2), ret_next);
}

/* Behind "the need for", "opportunities for": "Allies to keep strengthening | X", "cadets to attend
 * | Y"; ATT_NO_TOKEN where nobody is to do anything. */
static uint32_t behind_doer(const reading *k, uint32_t t) {
  uint32_t next, head = head_of(k, skip_determiners(k, t), &next);
  if (head == ATT_NO_TOKEN || !is(k, next, "to") || next + 2 >= k->end ||
      k->c->s->tokens[next + 1].upos != ATT_VERB)
    return ATT_NO_TOKEN;
  next += 2;
  return next + 1 < k->end && strcmp(k->c->s->tokens[next].xpos, "VBG") == 0 ? next + 1 : next;
}

static bool is_without_head(const reading *k, uint32_t t) {
  uint32_t next;
  return head_of(k, t, &next) == ATT_NO_TOKEN;
}

/* "consolidating | and developing its friendship": the last of the gerunds that begin the phrase.
 */
static uint32_t last_gerund(const reading *k, uint32_t t) {
  const att_token *tokens = k->c->s->tokens;
  bool two = t + 3 < k->end && is(k, t + 1, "and") && strcmp(tokens[t + 2].xpos, "VBG") == 0 &&
             (tokens[t + 3].upos == ATT_DET || tokens[t + 3].upos == ATT_PRON ||
              tokens[t + 3].upos == ATT_ADJ);
  return two ? t + 2 : t;
}

/* One phrase of the list; the token behind it. */
static uint32_t read_phrase(const reading *k, uint32_t t, unsigned depth) {
  uint32_t first = skip_determiners(k, t), next = first, start = first;
  if (first < k->end && strcmp(k->c->s->tokens[first].xpos, "VBG") == 0 && !is_inside(k, first))
    first = skip_determiners(k, last_gerund(k, first) + 1); /* "improving border security" */
  uint32_t head = head_of(k, first, &next);
  bool gerund = start < first && first == start + 1;
  bool alone = first >= k->end || is(k, first, ",") || is(k, first, "and");
  if (head == ATT_NO_TOKEN && gerund && (alone || is_preposition(k, first))) {
    uint32_t inner = alone ? first : skip_determiners(k, first + 1), behind = first;
    uint32_t last = alone ? start : head_of(k, inner, &behind);
    last = last != ATT_NO_TOKEN ? last : start;
    add(k, start, start, last, last); /* "patrolling", "training at X" */
    return behind;
  }
  if (head == ATT_NO_TOKEN || depth > 6)
    return t;
  bool hollow = att_clause_word(k->c, ATT_WORD_HOLLOW, k->c->s->tokens[head].lemma) &&
                !is_known(k, first, head) && !is(k, head, "developments");
  if ((is(k, next, "such") && is(k, next + 1, "as")) || (hollow && is(k, next, "including")))
    return next; /* "challenges such as illegal fishing": what is listed alone */
  uint32_t longer = head, whole = head, after = head + 1 > next ? head + 1 : next;
  after += hollow && is(k, after, "up"); /* the setting up of X */
  if (is(k, after, "("))                 /* an acronym */
    while (after < k->end && !is(k, after++, ")"))
      ;
  uint32_t verb = after + 1; /* ways to enhance X, to further enhance it */
  verb += verb + 1 < k->end && k->c->s->tokens[verb].upos == ATT_ADV;
  if (hollow && is(k, after, "to") && verb < k->end && k->c->s->tokens[verb].upos == ATT_VERB) {
    uint32_t deeper = read_phrase(k, verb + 1, depth + 1);
    return deeper > verb + 1 ? deeper : after;
  }
  uint32_t doing = hollow && is(k, after, "for") ? behind_doer(k, after + 1) : ATT_NO_TOKEN;
  if (doing != ATT_NO_TOKEN) {
    uint32_t deeper = read_phrase(k, doing, depth + 1);
    return deeper > doing ? deeper : after;
  }
  if ((hollow || is(k, head, "state")) && is_paired(k, after))
    return after;
  uint32_t linked = hollow ? skip_link(k, after) : after;
  if (linked > after)
    return read_phrase(k, linked, depth + 1);
  if (hollow && is(k, after, "as")) { /* "its role as an exporter of security" */
    uint32_t deeper = read_phrase(k, after + 1, depth + 1);
    return deeper > after + 1 ? deeper : after;
  }
  bool reduced = after + 1 < k->end && strcmp(k->c->s->tokens[after].xpos, "VBN") == 0 &&
                 is_preposition(k, after + 1);
  after += reduced; /* "hostages held by Hamas, the need for" */
  after = reduced ? after : skip_participle(k, after, head);
  size_t known = *k->named;
  bool vacant = att_clause_word(k->c, ATT_WORD_VACANT, k->c->s->tokens[head].lemma) &&
                !(is(k, after, "of") && is(k, after + 2, "interest"));
  uint32_t behind = after;
  uint32_t infinitive = hollow || reduced ? ATT_NO_TOKEN : infinitive_end(k, after, head, &behind);
  if (infinitive != ATT_NO_TOKEN) {
    longer = whole = infinitive;
    after = behind;
  }
  unsigned phrases = infinitive != ATT_NO_TOKEN;
  for (; (is_preposition(k, after) || is_capacity(k, after)) && phrases < 3; phrases++) {
    uint32_t inner = skip_determiners(k, after + 1), inner_next;
    if (skip_focus(k, after) != after)
      break; /* "security issues | with an emphasis on X" */
    if (hollow && first < head && is_at_place(k, after, inner))
      hollow = false; /* "the remediation project at X Airport" */
    bool year = inner < k->end && k->c->s->tokens[inner].upos == ATT_NUM && is(k, after, "for");
    if (hollow && year && is_without_head(k, inner))
      return inner + 1; /* "plans for 2026, including X" */
    if (hollow && is(k, inner + 1, "including") && is(k, inner, "cooperation"))
      return inner + 1; /* "areas of cooperation including X and Y" */
    if (hollow) {
      uint32_t deeper = read_phrase(k, after + 1, depth + 1);
      if (*k->named > known || deeper == after + 1 || vacant)
        return deeper;
      hollow = false; /* "its role in NATO": it says all that is said */
    }
    uint32_t inner_head = head_of(k, inner, &inner_next);
    if (inner_head == ATT_NO_TOKEN)
      break;
    if (is(k, inner_next, "as") && inner > 0 && is(k, inner - 1, "such"))
      return read_phrase(k, inner_next + 1, depth + 1); /* "in such fields as demining" */
    if (is(k, after, "in") && (is(k, inner_next, "of") || is(k, inner_next, "like")) &&
        att_clause_word(k->c, ATT_WORD_HOLLOW, k->c->s->tokens[inner_head].lemma)) {
      add(k, first, head, longer, whole); /* "cooperation in the fields of demining and" */
      return read_phrase(k, inner_next + 1, depth + 1);
    }
    if (is(k, after, "in") && is(k, inner_next, "such") && is(k, inner_next + 1, "as") &&
        att_clause_word(k->c, ATT_WORD_HOLLOW, k->c->s->tokens[inner_head].lemma))
      return read_phrase(k, inner_next + 2, depth + 1); /* "cooperation in areas such as" */
    if (phrases == 0 && !reduced)
      longer = inner_head;
    whole = inner_head;
    bool of = is(k, after, "of") || is(k, after, "between") || is(k, after, "among");
    after = inner_next;
    uint32_t next_head, other = ATT_NO_TOKEN;
    if (of && is(k, after, "and"))
      other = head_of(k, skip_determiners(k, after + 1), &next_head);
    if (other != ATT_NO_TOKEN && k->c->s->tokens[other].head == inner_head + 1 &&
        !is_preposition(k, next_head)) {
      after = next_head; /* "the deployment of ships and aircraft" */
      longer = longer == inner_head ? other : longer;
      whole = other;
    }
  }
  bool named = k->c->facts->owner[k->c->number][head] != 0;
  if (hollow && head > first && is_nominal(k, head - 1))
    named = true; /* "training opportunities" */
  if (gerund && is_state(k, first, head))
    add_gerund(k, start, head); /* "supporting Ukraine" */
  else if (!hollow || named || (!vacant && depth > 0 && (longer > head || first < head)))
    add(k, start < first ? first : start, head, longer, whole);
  if (after + 1 < k->end && is(k, after + 1, "on") &&
      (is(k, after, "focused") || is(k, after, "centered"))) {
    uint32_t deeper = read_phrase(k, after + 2, depth + 1);
    return deeper > after + 2 ? deeper : after;
  }
  return after;
}

/* The token at which the clause ends that `t` stands in. */
static uint32_t clause_end(const att_clause *c, uint32_t t) {
  static const char *const STOPS[] = {".",       "?",      "!",         "which",     "who",
                                      "while",   "that",   "when",      "before",    "after",
                                      "because", "saying", "according", "following", NULL};
  for (; t < c->s->token_count; t++) {
    const att_token *token = &c->s->tokens[t];
    if (token->rel == ATT_AMOD) /* "continued support", taken for a verb */
      continue;
    if (is_reduced(c, t) && c->s->tokens[t - (t > 0)].upos == ATT_NOUN)
      continue;
    bool finite = token->upos == ATT_AUX || strcmp(token->xpos, "VBD") == 0 ||
                  strcmp(token->xpos, "VBZ") == 0 || strcmp(token->xpos, "VBP") == 0 ||
                  strcmp(token->xpos, "MD") == 0;
    bool after = att_token_is(c->s, t, "following") && t > 0 &&
                 !att_token_is(c->s, t - 1, ","); /* "the following" */
    if (finite || (att_one_of(token->form, STOPS) && !after) ||
        strcmp(token->form, "\xe2\x80\x9d") == 0)
      return t;
  }
  return t;
}

/* Does the token before the noun belong to it, by whatever hangs on it: "the Bell 412 helicopters"?
 */
static bool is_under(const att_clause *c, uint32_t token, uint32_t noun) {
  uint32_t up = token;
  for (unsigned depth = 0; depth < 4 && up != noun && up != ATT_NO_TOKEN && up + 8 > noun; depth++)
    up = att_clause_head(c, up);
  return up == noun;
}

/* "talked about AUKUS | and force posture": a noun or adjective that the tree has put into the
 * phrase of the noun behind it. */
static bool is_modifier(const att_clause *c, uint32_t token, uint32_t noun) {
  att_rel rel = att_rel_base((att_rel)c->s->tokens[token].rel);
  return is_under(c, token, noun) && (rel == ATT_COMPOUND || rel == ATT_AMOD) &&
         c->s->tokens[token].upos != ATT_VERB;
}

/* "plans for X, which B will host, and the deployment of Y": the "and" behind a relative clause at
 * the list's end, where the tree has the noun behind it in the list of `noun`; else the same token.
 */
static uint32_t behind_relative(const reading *k, uint32_t t, uint32_t noun) {
  static const char *const PRONOUNS[] = {"which", "who", "where", "whose", "that", NULL};
  const att_sentence *s = k->c->s;
  uint32_t pronoun = is(&(reading){k->c, NULL, s->token_count, 0, NULL}, t, ",") ? t + 1 : t;
  if (pronoun + 3 >= s->token_count || !att_one_of(s->tokens[pronoun].form, PRONOUNS))
    return t;
  for (uint32_t i = pronoun + 2; i + 2 < s->token_count && i < pronoun + 24; i++) {
    if (!att_is_word(s->tokens[i].form, "and") && !att_is_word(s->tokens[i].form, ","))
      continue;
    uint32_t head = i + 1;
    while (head + 1 < s->token_count && head < i + 7 && s->tokens[head].rel != ATT_CONJ)
      head++;
    uint32_t up = att_clause_head(k->c, head);
    bool nominal = s->tokens[head].upos == ATT_NOUN || s->tokens[head].upos == ATT_PROPN;
    bool list = att_is_word(s->tokens[i].form, ",") && att_is_word(s->tokens[i + 1].form, "and");
    if (s->tokens[head].rel == ATT_CONJ && nominal && up != ATT_NO_TOKEN && up >= noun &&
        (up < pronoun || list || s->tokens[up].upos == ATT_VERB))
      return i;
  }
  return t;
}

void att_clause_topics(const att_clause *c, uint32_t t, att_strings *topics) {
  uint32_t first = t;
  if (c->s->tokens[t].upos == ATT_VERB || c->s->tokens[t].upos == ATT_AUX) {
    uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
    if (object == ATT_NO_TOKEN)
      object = att_clause_child(c, t, ATT_OBL, ATT_NO_TOKEN);
    if (object == ATT_NO_TOKEN || object < t)
      return;
    t = first = object;
  }
  while (first > 0 && t - first < 8) { /* the phrase's modifiers */
    const att_token *token = &c->s->tokens[first - 1];
    att_rel rel = att_rel_base((att_rel)token->rel);
    if (strcmp(token->form, "-") == 0 && first > 1 && !token->space_after &&
        !c->s->tokens[first - 2].space_after) {
      first -= 2; /* "Saudi-British relations" */
      continue;
    }
    bool under = is_under(c, first - 1, t);
    bool joined = rel == ATT_CC && first > 1 && is_modifier(c, first - 2, t);
    if (!under || rel == ATT_CASE || rel == ATT_COP || (rel == ATT_CC && !joined) ||
        rel == ATT_NSUBJ || rel == ATT_MARK || (token->upos == ATT_VERB && rel != ATT_AMOD))
      break;
    first--;
  }
  size_t named = 0;
  reading k = {c, topics, clause_end(c, t + 1), ATT_NO_TOKEN, &named};
  const reading open = {c, NULL, c->s->token_count, ATT_NO_TOKEN, NULL};
  uint32_t bare = skip_determiners(&open, first), attached = skip_attached(&open, bare);
  if (attached > bare) { /* "the importance X attaches to its ties with Y" */
    first = t = attached;
    k.end = clause_end(c, t);
  }
  for (uint32_t at = t; at + 2 < k.end && k.span == ATT_NO_TOKEN; at++)
    if ((is(&k, at, ",") || is(&k, at, "ranging")) && is(&k, at + 1, "from"))
      k.span = at + 1; /* "22 activities, from leader exchanges to veterinary medicine" */
  unsigned clauses = 0;
  for (uint32_t at = first; at < k.end;) {
    uint32_t next = read_phrase(&k, at, 0);
    if (next == at)
      return;
    at = skip_separator(&k, next);
    if (at != next)
      continue;
    uint32_t behind = clauses++ < 2 ? behind_relative(&k, next, t) : next;
    if (behind == next)
      return;
    k.end = clause_end(c, behind + 1);
    at = skip_separator(&k, behind);
    if (at == behind)
      return;
  }
}

/* "Regarding X, the ministers", "With regard to X and Y, both sides": what the sentence begins
 * with. */
void att_clause_fronted(const att_clause *c, att_strings *topics) {
  static const char *const NOUNS[] = {"regard",    "regards",  "respect",
                                      "reference", "relation", NULL};
  static const char *const OPENERS[] = {"regarding", "concerning", NULL};
  const att_token *tokens = c->s->tokens;
  uint32_t t = 0;
  if (c->s->token_count < 6)
    return;
  if (att_one_of(tokens[0].form, OPENERS))
    t = 1;
  else if (att_one_of(tokens[1].form, NOUNS) && att_same_word(tokens[2].form, "to"))
    t = 3; /* With regard to, in relation to */
  else if (att_same_word(tokens[0].form, "as") && att_same_word(tokens[1].form, "for"))
    t = 2;
  else if (att_same_word(tokens[0].form, "turning") && att_same_word(tokens[1].form, "to"))
    t = 2;
  else
    return;
  uint32_t comma = t + 1;
  while (comma < c->s->token_count && comma < t + 30 && !att_is_word(tokens[comma].form, ","))
    comma++;
  if (comma >= c->s->token_count || comma >= t + 30)
    return;
  size_t named = 0;
  reading k = {c, topics, clause_end(c, t), ATT_NO_TOKEN, &named};
  for (uint32_t at = t; at < k.end;) { /* the list ends where the clause begins: no comma in it */
    uint32_t next = read_phrase(&k, at, 0);
    at = next == at || is(&k, next, ",") ? next : skip_separator(&k, next);
    if (at == next)
      return;
  }
}
