/* SPDX-License-Identifier: Apache-2.0
 *
 * REGEX and REPLACE (17.4.3.14 and 17.4.3.15): XPath's regular expressions (XQuery and XPath
 * Functions 3.1, section 5.6) by PCRE2. What PCRE2 writes in another way is rewritten; what it has
 * beyond XPath (look-around, \b) works too.
 */
#include "config.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "queries/functions.h"

enum { MATCH_LIMIT = 1000000, HEAP_LIMIT = 64 << 10 /* KiB */, CLASS_DEPTH = 20 };

struct att_regex {
  att_buffer source; /* flags, a slash, the pattern */
  pcre2_code *code;  /* NULL: the pattern is wrong */
  pcre2_match_data *data;
  pcre2_match_context *context;
};

void att_regex_free(struct att_regex *regex) {
  if (!regex)
    return;
  att_buffer_clear(&regex->source);
  pcre2_match_data_free(regex->data);
  pcre2_match_context_free(regex->context);
  pcre2_code_free(regex->code);
  free(regex);
}

/* A pattern on its way to PCRE2's syntax. */
typedef struct {
  att_view from;
  size_t at;
  bool spaces_go; /* flag x */
  bool fine;
  att_buffer *to;
} rewriting;

static void put(rewriting *to, const char *text, size_t size) {
  if (att_buffer_append(to->to, text, size))
    to->fine = false;
}

static void say(rewriting *to, const char *text) {
  put(to, text, strlen(text));
}

/* \i and \c are XML's name characters; the other escapes are PCRE2's as they are. */
static void rewrite_escape(rewriting *to, bool inside) {
  char next = to->at + 1 < to->from.size ? to->from.data[to->at + 1] : 0;
  const char *set = next == 'i' ? "_:\\p{L}" : next == 'c' ? "-._:\\p{L}\\p{N}\\p{M}"
                    : next == 'I' ? "^_:\\p{L}" : next == 'C' ? "^-._:\\p{L}\\p{N}\\p{M}" : NULL;
  bool negated = set && *set == '^';
  if (!set || (inside && negated)) {
    put(to, to->from.data + to->at, next ? 2 : 1);
    to->at += next ? 2 : 1;
    to->fine = to->fine && !set; /* [\I] is not rewritten: an error, as PCRE2 has no such escape */
    return;
  }
  if (!inside)
    say(to, "[");
  say(to, set);
  if (!inside)
    say(to, "]");
  to->at += 2;
}

/* [a-z-[aeiou]] becomes (?![aeiou])[a-z]: what is taken away is looked at first. */
static void rewrite_class(rewriting *to, unsigned depth) {
  size_t open = to->to->size, first = ++to->at;
  say(to, "[");
  for (; to->fine && to->at < to->from.size; ) {
    const char *now = to->from.data + to->at;
    bool nested = *now == '-' && to->at + 1 < to->from.size && now[1] == '[' && to->at > first;
    if (*now == ']' && to->at > first) {
      to->at++;
      say(to, "]");
      return;
    }
    if (*now == '\\') {
      rewrite_escape(to, true);
    } else if (nested && depth < CLASS_DEPTH) {
      att_buffer kept = ATT_BUFFER_INIT;
      if (att_buffer_append(&kept, to->to->data + open, to->to->size - open))
        to->fine = false;
      to->to->size = open;
      say(to, "(?:(?!");
      to->at++;
      rewrite_class(to, depth + 1);
      say(to, ")");
      put(to, (const char *)kept.data, kept.size);
      att_buffer_clear(&kept);
      to->fine = to->fine && to->at < to->from.size && to->from.data[to->at] == ']';
      to->at++;
      say(to, "])");
      return;
    } else if (*now == '[') { /* PCRE2 would see POSIX classes */
      say(to, "\\[");
      to->at++;
    } else {
      put(to, now, 1);
      to->at++;
    }
  }
  to->fine = false;
}

static bool rewrite(rewriting *to) {
  to->fine = true;
  while (to->fine && to->at < to->from.size) {
    char now = to->from.data[to->at];
    if (now == '\\') {
      rewrite_escape(to, false);
    } else if (now == '[') {
      rewrite_class(to, 0);
    } else {
      if (!to->spaces_go || !strchr(" \t\r\n", now))
        put(to, &now, 1);
      to->at++;
    }
  }
  return to->fine;
}

static bool read_flags(att_view flags, uint32_t *options, bool *spaces_go) {
  *options = PCRE2_UTF | PCRE2_UCP | PCRE2_DOLLAR_ENDONLY;
  for (size_t i = 0; i < flags.size; i++)
    switch (flags.data[i]) {
    case 'i':
      *options |= PCRE2_CASELESS;
      break;
    case 's':
      *options |= PCRE2_DOTALL;
      break;
    case 'm':
      *options |= PCRE2_MULTILINE;
      break;
    case 'x':
      *spaces_go = true;
      break;
    case 'q':
      *options |= PCRE2_LITERAL;
      break;
    default:
      return false;
    }
  if (*options & PCRE2_LITERAL) /* the only flags that mean something beside it */
    *options &= PCRE2_LITERAL | PCRE2_CASELESS | PCRE2_UTF;
  return true;
}

static void compile(att_call *call, struct att_regex *regex, att_view pattern, att_view flags) {
  uint32_t options;
  int code;
  PCRE2_SIZE where;
  bool spaces_go = false;
  att_buffer text = ATT_BUFFER_INIT;
  if (!read_flags(flags, &options, &spaces_go))
    return;
  rewriting to = {.from = pattern, .spaces_go = spaces_go, .to = &text};
  bool literal = options & PCRE2_LITERAL;
  if (literal || rewrite(&to)) {
    att_view now = literal ? pattern : (att_view){(char *)text.data, text.size};
    regex->code = pcre2_compile((PCRE2_SPTR)(now.size ? now.data : ""), now.size, options, &code,
                                &where, NULL);
  }
  att_buffer_clear(&text);
  if (!regex->code)
    return;
  pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE); /* where it cannot, it interprets */
  regex->data = pcre2_match_data_create_from_pattern(regex->code, NULL);
  regex->context = pcre2_match_context_create(NULL);
  if (!regex->data || !regex->context) {
    call->status = att_error_set(call->exec->error, ATT_ERR_MEMORY, "out of memory");
    return;
  }
  pcre2_set_match_limit(regex->context, MATCH_LIMIT);
  pcre2_set_heap_limit(regex->context, HEAP_LIMIT);
}

/* The pattern compiled, or the last one again; NULL where it is none. */
static struct att_regex *compiled(att_call *call, att_view pattern, att_view flags) {
  att_functions *state = call->state;
  struct att_regex *regex = state->regex;
  state->aux.size = 0;
  if (att_buffer_append(&state->aux, flags.data, flags.size) ||
      att_buffer_append(&state->aux, "/", 1) ||
      att_buffer_append(&state->aux, pattern.data, pattern.size)) {
    call->status = att_error_set(call->exec->error, ATT_ERR_MEMORY, "out of memory");
    return NULL;
  }
  if (!regex || state->aux.size != regex->source.size ||
      memcmp(state->aux.data, regex->source.data, state->aux.size) != 0) {
    att_regex_free(regex);
    state->regex = regex = calloc(1, sizeof *regex);
    if (!regex || att_buffer_append(&regex->source, state->aux.data, state->aux.size)) {
      call->status = att_error_set(call->exec->error, ATT_ERR_MEMORY, "out of memory");
      return NULL;
    }
    compile(call, regex, pattern, flags);
  }
  return regex->code && call->status == ATT_OK ? regex : NULL;
}

/* Whether it matches from `from` on. A match that takes too long ends the query, for the answer
 * without it would be wrong; the clock is looked at, as one match may take a while. */
static bool match(att_call *call, struct att_regex *regex, att_view text, size_t from,
                  bool *ret_match) {
  PCRE2_SPTR bytes = (PCRE2_SPTR)(text.size ? text.data : "");
  uint32_t checked = from > 0 ? PCRE2_NO_UTF_CHECK : 0;
  int found = pcre2_match(regex->code, bytes, text.size, from, checked, regex->data,
                          regex->context);
  if (found == PCRE2_ERROR_JIT_STACKLIMIT)
    found = pcre2_match(regex->code, bytes, text.size, from, checked | PCRE2_NO_JIT, regex->data,
                        regex->context);
  *ret_match = found >= 0;
  bool limit = found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_HEAPLIMIT ||
               found == PCRE2_ERROR_DEPTHLIMIT || found == PCRE2_ERROR_NOMEMORY;
  if (found < 0 && found != PCRE2_ERROR_NOMATCH && !limit)
    return false; /* no UTF-8 */
  if (limit)
    call->status = att_error_set(
        call->exec->error, ATT_ERR_LIMIT,
        "the regular expression '%.*s' takes too long on a text of %zu bytes: make it simpler",
        (int)(call->arguments[1].lexical.size > 80 ? 80 : call->arguments[1].lexical.size),
        call->arguments[1].lexical.data, text.size);
  else
    call->status = att_exec_check(call->exec);
  return call->status == ATT_OK;
}

static bool is_plain(const att_term *term) {
  return att_call_is_string(term) && !term->language.size;
}

void att_call_regex(att_call *call) {
  const att_term *a = call->arguments;
  bool found;
  if (!att_call_is_string(a) || !is_plain(&a[1]) || (call->count > 2 && !is_plain(&a[2])))
    return;
  struct att_regex *regex =
      compiled(call, a[1].lexical, call->count > 2 ? a[2].lexical : (att_view){NULL, 0});
  if (regex && match(call, regex, a->lexical, 0, &found))
    att_call_boolean(call, found);
}

/* The replacement has "$" with a digit behind it, "\$" and "\\", and no other $ or \ (err:FORX0004
 * of fn:replace). */
static bool can_replace(att_view by) {
  for (size_t i = 0; i < by.size; i++) {
    char next = i + 1 < by.size ? by.data[i + 1] : 0;
    if (by.data[i] == '\\' && next != '\\' && next != '$')
      return false;
    if (by.data[i] == '$' && (next < '0' || next > '9'))
      return false;
    i += by.data[i] == '\\';
  }
  return true;
}

/* The longest number that is a group's counts. A group that took no part is nothing. */
static void expand(att_call *call, att_view by, att_view text, const PCRE2_SIZE *groups,
                   uint32_t count) {
  for (size_t i = 0; i < by.size; i++) {
    if (by.data[i] == '$') {
      uint32_t group = (uint32_t)(by.data[++i] - '0');
      while (i + 1 < by.size && by.data[i + 1] >= '0' && by.data[i + 1] <= '9' &&
             group * 10 + (uint32_t)(by.data[i + 1] - '0') < count)
        group = group * 10 + (uint32_t)(by.data[++i] - '0');
      if (group < count && groups[2 * group] != PCRE2_UNSET)
        att_call_put(call, text.data + groups[2 * group],
                     groups[2 * group + 1] - groups[2 * group]);
    } else {
      i += by.data[i] == '\\';
      att_call_put(call, by.data + i, 1);
    }
  }
}

void att_call_replace(att_call *call) {
  const att_term *a = call->arguments;
  if (!att_call_is_string(a) || !is_plain(&a[1]) || !is_plain(&a[2]) ||
      (call->count > 3 && !is_plain(&a[3])))
    return;
  att_view flags = call->count > 3 ? a[3].lexical : (att_view){NULL, 0}, by = a[2].lexical;
  bool literal = flags.size && memchr(flags.data, 'q', flags.size);
  struct att_regex *regex = literal || can_replace(by) ? compiled(call, a[1].lexical, flags) : NULL;
  if (!regex)
    return;
  const PCRE2_SIZE *groups = pcre2_get_ovector_pointer(regex->data);
  size_t from = 0;
  bool found;
  while (match(call, regex, a->lexical, from, &found) && found) {
    if (groups[1] <= groups[0]) /* a match of nothing is an error (err:FORX0003) */
      return;
    att_call_put(call, a->lexical.data + from, groups[0] - from);
    if (literal)
      att_call_put(call, by.data, by.size);
    else
      expand(call, by, a->lexical, groups, pcre2_get_ovector_count(regex->data));
    from = groups[1];
  }
  if (call->status != ATT_OK)
    return;
  att_call_put(call, a->lexical.data + from, a->lexical.size - from);
  att_call_text(call, true);
}
