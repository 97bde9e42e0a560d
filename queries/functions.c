/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "queries/functions.h"

#include <ctype.h>
#include <limits.h>
#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <raptor2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>
#include <wctype.h>

#include "queries/number.h"

#define RDF_LANG_STRING "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

bool att_term_has_type(const att_term *term, const char *name) {
  const size_t base = sizeof ATT_XSD - 1;
  return term->kind == ATT_TERM_LITERAL && term->datatype.size == base + strlen(name) &&
         memcmp(term->datatype.data, ATT_XSD, base) == 0 &&
         memcmp(term->datatype.data + base, name, strlen(name)) == 0;
}

/* A string may take a part of the query's memory, and its bytes count as work, so that time and
 * Ctrl-C are looked at while strings double. */
void att_call_put(att_call *call, const void *bytes, size_t size) {
  enum { PARTS = 16, BYTES_A_TICK = 256 };
  att_exec *exec = call->exec;
  if (call->status == ATT_OK && size >= BYTES_A_TICK)
    call->status = att_exec_work(exec, size / BYTES_A_TICK);
  if (call->status != ATT_OK)
    return;
  if (call->state->out.size + size > exec->memory_most / PARTS)
    call->status = att_error_set(exec->error, ATT_ERR_LIMIT,
                                 "a string is longer than %zu KiB, a %dth of the query's memory: "
                                 "raise it with --memory",
                                 (exec->memory_most / PARTS) >> 10, PARTS);
  else if (att_buffer_append(&call->state->out, bytes, size))
    call->status = att_error_set(exec->error, ATT_ERR_MEMORY, "out of memory");
}

void att_call_give(att_call *call, att_view lexical, const char *datatype) {
  call->result = (att_term){.kind = ATT_TERM_LITERAL, .lexical = lexical};
  if (datatype)
    call->result.datatype = att_view_of(datatype);
  call->fine = true;
}

/* The text gathered, with the first argument's language. */
void att_call_text(att_call *call, bool like_first) {
  att_call_give(call, (att_view){(const char *)call->state->out.data, call->state->out.size}, NULL);
  if (like_first)
    call->result.language = call->arguments[0].language;
}

void att_call_boolean(att_call *call, bool truth) {
  att_call_give(call, att_view_of(truth ? "true" : "false"), ATT_XSD "boolean");
}

void att_call_number(att_call *call, const att_number *number) {
  char text[ATT_NUMBER_SIZE];
  att_term term = att_number_term(number, text);
  att_call_put(call, text, strlen(text));
  att_call_give(call, (att_view){(const char *)call->state->out.data, call->state->out.size}, NULL);
  call->result.datatype = term.datatype;
}

static void give_integer(att_call *call, int64_t value) {
  att_number number = {.type = ATT_NUMBER_INTEGER, .mantissa = value};
  att_call_number(call, &number);
}

bool att_call_is_string(const att_term *term) {
  return term->kind == ATT_TERM_LITERAL && term->datatype.size == 0;
}

static bool is_plain(const att_term *term) {
  return att_call_is_string(term) && !term->language.size;
}

/* No character that an IRI reference cannot have (rule 139 of the grammar). */
static bool can_be_iri(att_view text) {
  for (size_t i = 0; i < text.size; i++)
    if ((unsigned char)text.data[i] <= ' ' || strchr("<>\"{}|^`\\", text.data[i]))
      return false;
  return true;
}

static bool same_case_free(att_view a, att_view b) {
  return a.size == b.size && strncasecmp(a.data ? a.data : "", b.data ? b.data : "", a.size) == 0;
}

/* Argument compatibility (17.4.3.1.2). */
static bool fit(const att_call *call) {
  const att_term *a = call->arguments;
  return att_call_is_string(&a[0]) && att_call_is_string(&a[1]) &&
         (a[1].language.size == 0 || same_case_free(a[0].language, a[1].language));
}

static void f_str(att_call *call) {
  if (call->arguments[0].kind != ATT_TERM_BLANK)
    att_call_give(call, call->arguments[0].lexical, NULL);
}

static void f_lang(att_call *call) {
  if (call->arguments[0].kind == ATT_TERM_LITERAL)
    att_call_give(call, call->arguments[0].language, NULL);
}

static void f_datatype(att_call *call) {
  const att_term *a = call->arguments;
  if (a->kind != ATT_TERM_LITERAL)
    return;
  call->result = (att_term){.kind = ATT_TERM_IRI, .lexical = a->datatype};
  if (a->language.size)
    call->result.lexical = att_view_of(RDF_LANG_STRING);
  else if (!a->datatype.size)
    call->result.lexical = att_view_of(ATT_XSD "string");
  call->fine = true;
}

static void f_iri(att_call *call) {
  const att_term *a = call->arguments;
  if (a->kind != ATT_TERM_IRI && !(is_plain(a) && can_be_iri(a->lexical)))
    return;
  call->result = (att_term){.kind = ATT_TERM_IRI, .lexical = a->lexical};
  call->fine = true;
  if (!call->exec->base || a->kind == ATT_TERM_IRI)
    return;
  size_t room = strlen(call->exec->base) + a->lexical.size + 16;
  att_call_put(call, a->lexical.data, a->lexical.size);
  att_call_put(call, "", 1);
  size_t from = call->state->out.size;
  if (call->status != ATT_OK || att_buffer_reserve(&call->state->out, room))
    return;
  char *out = (char *)call->state->out.data;
  size_t size = raptor_uri_resolve_uri_reference((const unsigned char *)call->exec->base,
                                                 (const unsigned char *)out,
                                                 (unsigned char *)out + from, room);
  call->result.lexical = (att_view){out + from, size};
}

static void f_is_iri(att_call *call) {
  att_call_boolean(call, call->arguments[0].kind == ATT_TERM_IRI);
}
static void f_is_blank(att_call *call) {
  att_call_boolean(call, call->arguments[0].kind == ATT_TERM_BLANK);
}
static void f_is_literal(att_call *call) {
  att_call_boolean(call, call->arguments[0].kind == ATT_TERM_LITERAL);
}
static void f_is_numeric(att_call *call) {
  att_number number;
  att_call_boolean(call, att_number_of(&call->arguments[0], &number));
}
static void f_same_term(att_call *call) {
  att_call_boolean(call, att_term_equal(&call->arguments[0], &call->arguments[1]));
}

static void f_lang_matches(att_call *call) {
  att_view tag = call->arguments[0].lexical, range = call->arguments[1].lexical;
  if (!is_plain(&call->arguments[0]) || !is_plain(&call->arguments[1]))
    return;
  if (range.size == 1 && range.data[0] == '*')
    att_call_boolean(call, tag.size > 0);
  else
    att_call_boolean(call,
                     tag.size >= range.size && strncasecmp(tag.data, range.data, range.size) == 0 &&
                         (tag.size == range.size || tag.data[range.size] == '-') && range.size);
}

static size_t code_points(att_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size; i++)
    count += (text.data[i] & 0xc0) != 0x80;
  return count;
}

static void f_strlen(att_call *call) {
  if (att_call_is_string(call->arguments))
    give_integer(call, (int64_t)code_points(call->arguments[0].lexical));
}

static void f_substr(att_call *call) {
  att_number start, length;
  const att_term *a = call->arguments;
  if (!att_call_is_string(a) || !att_number_of(&a[1], &start) ||
      (call->count > 2 && !att_number_of(&a[2], &length)))
    return;
  att_number_round('r', &start);
  double from = att_number_real(&start), to = 1e18;
  if (call->count > 2) {
    att_number_round('r', &length);
    to = from + att_number_real(&length);
  }
  double at = 0;
  for (size_t i = 0; i < a->lexical.size; i++) {
    at += (a->lexical.data[i] & 0xc0) != 0x80;
    if (at >= from && at < to)
      att_call_put(call, a->lexical.data + i, 1);
  }
  att_call_text(call, true);
}

static void change_case(att_call *call, bool upper) {
  att_view text = call->arguments[0].lexical;
  if (!att_call_is_string(call->arguments))
    return;
  locale_t saved = call->state->locale ? uselocale(call->state->locale) : (locale_t)0;
  mbstate_t in = {0}, out = {0};
  wchar_t wide;
  char narrow[MB_LEN_MAX + 16];
  for (size_t i = 0; i < text.size;) {
    size_t size = mbrtowc(&wide, text.data + i, text.size - i, &in);
    if (size == 0 || size > text.size) {
      att_call_put(call, text.data + i++, 1);
      in = (mbstate_t){0};
      continue;
    }
    wide = upper ? (wchar_t)towupper((wint_t)wide) : (wchar_t)towlower((wint_t)wide);
    att_call_put(call, narrow, wcrtomb(narrow, wide, &out));
    i += size;
  }
  if (saved)
    uselocale(saved);
  att_call_text(call, true);
}
static void f_ucase(att_call *call) {
  change_case(call, true);
}
static void f_lcase(att_call *call) {
  change_case(call, false);
}

static void f_encode(att_call *call) {
  att_view text = call->arguments[0].lexical;
  char code[4];
  if (!att_call_is_string(call->arguments))
    return;
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if (isalnum(c) || strchr("-_.~", c)) {
      att_call_put(call, &c, 1);
    } else {
      snprintf(code, sizeof code, "%%%02X", c);
      att_call_put(call, code, 3);
    }
  }
  att_call_text(call, false);
}

static const char *find(att_view in, att_view what) {
  return what.size ? memmem(in.data, in.size, what.data, what.size) : in.data ? in.data : "";
}

static void f_contains(att_call *call) {
  if (fit(call))
    att_call_boolean(call, find(call->arguments[0].lexical, call->arguments[1].lexical) != NULL);
}
static void f_strstarts(att_call *call) {
  att_view a = call->arguments[0].lexical, b = call->arguments[1].lexical;
  if (fit(call))
    att_call_boolean(call, a.size >= b.size && (!b.size || memcmp(a.data, b.data, b.size) == 0));
}
static void f_strends(att_call *call) {
  att_view a = call->arguments[0].lexical, b = call->arguments[1].lexical;
  if (fit(call))
    att_call_boolean(call, a.size >= b.size &&
                               (!b.size || memcmp(a.data + a.size - b.size, b.data, b.size) == 0));
}

static void cut(att_call *call, bool after) {
  att_view a = call->arguments[0].lexical, b = call->arguments[1].lexical;
  if (!fit(call))
    return;
  const char *at = find(a, b);
  if (!at) {
    att_call_give(call, att_view_of(""), NULL);
    return;
  }
  size_t before = a.size ? (size_t)(at - a.data) : 0;
  att_call_give(
      call, after ? (att_view){at + b.size, a.size - before - b.size} : (att_view){a.data, before},
      NULL);
  call->result.language = call->arguments[0].language;
}
static void f_strbefore(att_call *call) {
  cut(call, false);
}
static void f_strafter(att_call *call) {
  cut(call, true);
}

static void f_concat(att_call *call) {
  bool same = true;
  for (size_t i = 0; i < call->count; i++) {
    const att_term *a = &call->arguments[i];
    if (!att_call_is_string(a))
      return;
    same = same && same_case_free(a->language, call->arguments[0].language);
    att_call_put(call, a->lexical.data, a->lexical.size);
  }
  att_call_text(call, same && call->count);
}

static void f_strdt(att_call *call) {
  const att_term *a = call->arguments;
  if (!is_plain(a) || a[1].kind != ATT_TERM_IRI)
    return;
  att_call_give(call, a->lexical, NULL);
  if (!att_view_equal(a[1].lexical, att_view_of(ATT_XSD "string")))
    call->result.datatype = a[1].lexical;
}

/* As LANGTAG of the grammar, rule 145. */
static bool is_tag(att_view text) {
  bool first = true;
  size_t part = 0;
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if (c == '-' && part > 0) {
      first = false;
      part = 0;
    } else if (c < 0x80 && (first ? isalpha(c) : isalnum(c))) {
      part++;
    } else {
      return false;
    }
  }
  return part > 0;
}

static void f_strlang(att_call *call) {
  const att_term *a = call->arguments;
  if (!is_plain(a) || !is_plain(&a[1]) || !is_tag(a[1].lexical))
    return;
  att_call_give(call, a->lexical, NULL);
  call->result.language = a[1].lexical;
}

static void hex(att_call *call, const uint8_t *digest, size_t size) {
  char text[4];
  for (size_t i = 0; i < size; i++) {
    snprintf(text, sizeof text, "%02x", digest[i]);
    att_call_put(call, text, 2);
  }
  att_call_text(call, false);
}

#define HASH(function, name, SIZE)                                                                 \
  static void function(att_call *call) {                                                           \
    struct name##_ctx context;                                                                     \
    uint8_t digest[SIZE];                                                                          \
    if (!is_plain(call->arguments))                                                                \
      return;                                                                                      \
    name##_init(&context);                                                                         \
    name##_update(&context, call->arguments[0].lexical.size,                                       \
                  (const uint8_t *)call->arguments[0].lexical.data);                               \
    name##_digest(&context, SIZE, digest);                                                         \
    hex(call, digest, SIZE);                                                                       \
  }
HASH(f_md5, md5, MD5_DIGEST_SIZE)
HASH(f_sha1, sha1, SHA1_DIGEST_SIZE)
HASH(f_sha256, sha256, SHA256_DIGEST_SIZE)
HASH(f_sha384, sha384, SHA384_DIGEST_SIZE)
HASH(f_sha512, sha512, SHA512_DIGEST_SIZE)

static void rounded(att_call *call, char how) {
  att_number number;
  if (!att_number_of(call->arguments, &number))
    return;
  att_number_round(how, &number);
  att_call_number(call, &number);
}
static void f_abs(att_call *call) {
  rounded(call, 'a');
}
static void f_ceil(att_call *call) {
  rounded(call, 'c');
}
static void f_floor(att_call *call) {
  rounded(call, 'f');
}
static void f_round(att_call *call) {
  rounded(call, 'r');
}

static uint64_t draw(att_call *call) {
  uint64_t z = call->state->random += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
  return z ^ z >> 31;
}

static void f_rand(att_call *call) {
  att_number number = {.type = ATT_NUMBER_DOUBLE, .real = (double)(draw(call) >> 11) / 0x1p53};
  att_call_number(call, &number);
}

static void make_uuid(att_call *call, const char *prefix) {
  char text[64];
  uint64_t a = draw(call), b = draw(call);
  snprintf(text, sizeof text, "%s%08x-%04x-4%03x-%04x-%012llx", prefix, (unsigned)(a >> 32),
           (unsigned)(a >> 16 & 0xffff), (unsigned)(a & 0xfff),
           (unsigned)(b >> 48 & 0x3fff) | 0x8000, (unsigned long long)(b & 0xffffffffffff));
  att_call_put(call, text, strlen(text));
  att_call_text(call, false);
}
static void f_struuid(att_call *call) {
  make_uuid(call, "");
}
static void f_uuid(att_call *call) {
  make_uuid(call, "urn:uuid:");
  call->result.kind = ATT_TERM_IRI;
}

static void f_now(att_call *call) {
  att_call_give(call, att_view_of(call->state->now), ATT_XSD "dateTime");
}

static bool digits(const char *text, size_t size, int *ret_value) {
  *ret_value = 0;
  for (size_t i = 0; i < size; i++) {
    if (text[i] < '0' || text[i] > '9')
      return false;
    *ret_value = *ret_value * 10 + (text[i] - '0');
  }
  return size > 0;
}

static bool read_zone(att_view text, att_moment *out) {
  int hours, minutes;
  out->zone = text;
  if (text.size == 0 || (text.size == 1 && text.data[0] == 'Z'))
    return true;
  if (text.size != 6 || !strchr("+-", text.data[0]) || text.data[3] != ':' ||
      !digits(text.data + 1, 2, &hours) || !digits(text.data + 4, 2, &minutes))
    return false;
  out->zone_minutes = (hours * 60 + minutes) * (text.data[0] == '-' ? -1 : 1);
  return hours * 60 + minutes <= 14 * 60 && minutes < 60;
}

static int days_of_month(int year, int month) {
  static const int count[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return count[month - 1] + (month == 2 && leap);
}

/* "-?yyyy-mm-dd", of years of four to eight digits; the bytes that it takes, or 0. */
static size_t read_date(att_view t, att_moment *out) {
  size_t sign = t.size && t.data[0] == '-', year = sign;
  while (year < t.size && t.data[year] >= '0' && t.data[year] <= '9')
    year++;
  if (year - sign < 4 || year - sign > 8 || (year - sign > 4 && t.data[sign] == '0') ||
      t.size < year + 6 || !digits(t.data + sign, year - sign, &out->year) ||
      t.data[year] != '-' || t.data[year + 3] != '-' ||
      !digits(t.data + year + 1, 2, &out->month) || !digits(t.data + year + 4, 2, &out->day) ||
      out->month < 1 || out->month > 12)
    return 0;
  out->year = sign ? -out->year : out->year;
  return out->day >= 1 && out->day <= days_of_month(out->year, out->month) ? year + 6 : 0;
}

/* "hh:mm:ss(.s+)?" at the start of the text; 24:00:00 is the end of the day. The bytes, or 0. */
static size_t read_time(att_view t, att_moment *out) {
  int seconds;
  size_t end = 8, zeros = 0;
  if (t.size < 8 || t.data[2] != ':' || t.data[5] != ':' || !digits(t.data, 2, &out->hours) ||
      !digits(t.data + 3, 2, &out->minutes) || !digits(t.data + 6, 2, &seconds))
    return 0;
  if (t.size > end && t.data[end] == '.') {
    for (end++; end < t.size && t.data[end] >= '0' && t.data[end] <= '9'; end++)
      zeros += t.data[end] == '0';
    if (end == 9)
      return 0;
  }
  out->seconds = (att_view){t.data + 6, end - 6};
  bool midnight = out->hours == 24 && out->minutes == 0 && seconds == 0 &&
                  (end == 8 || zeros == end - 9);
  return (out->hours < 24 && out->minutes < 60 && seconds < 60) || midnight ? end : 0;
}

bool att_moment_read(const att_term *term, att_moment *out) {
  att_view t = term->lexical;
  *out = (att_moment){.date = att_term_has_type(term, "date")};
  if (!out->date && !att_term_has_type(term, "dateTime"))
    return false;
  size_t at = read_date(t, out), time;
  if (at == 0)
    return false;
  if (!out->date) {
    if (at >= t.size || t.data[at] != 'T' ||
        !(time = read_time((att_view){t.data + at + 1, t.size - at - 1}, out)))
      return false;
    at += 1 + time;
  }
  return read_zone((att_view){t.data + at, t.size - at}, out);
}

/* Days since 1970-01-01 of the proleptic Gregorian calendar. */
static double days(int y, int m, int d) {
  y -= m <= 2;
  int era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
  int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097.0 + yoe * 365.0 + yoe / 4 - yoe / 100 + doy - 719468;
}

bool att_time_parse(const att_term *term, double *ret_seconds, bool *ret_zone, bool *ret_date) {
  att_moment at;
  att_number seconds = {0};
  if (!att_moment_read(term, &at) ||
      (!at.date && !att_number_parse(at.seconds, ATT_NUMBER_DECIMAL, &seconds)))
    return false;
  *ret_seconds = days(at.year, at.month, at.day) * 86400 + at.hours * 3600.0 +
                 (at.minutes - at.zone_minutes) * 60.0 + (at.date ? 0 : att_number_real(&seconds));
  *ret_zone = at.zone.size > 0;
  *ret_date = at.date;
  return true;
}

static void part(att_call *call, char which) {
  att_moment at;
  if (!att_moment_read(call->arguments, &at) || (at.date && strchr("hms", which)))
    return;
  give_integer(call, which == 'Y'   ? at.year
                     : which == 'M' ? at.month
                     : which == 'D' ? at.day
                     : which == 'h' ? at.hours
                                    : at.minutes);
}
static void f_year(att_call *call) {
  part(call, 'Y');
}
static void f_month(att_call *call) {
  part(call, 'M');
}
static void f_day(att_call *call) {
  part(call, 'D');
}
static void f_hours(att_call *call) {
  part(call, 'h');
}
static void f_minutes(att_call *call) {
  part(call, 'm');
}

static void f_seconds(att_call *call) {
  att_moment at;
  att_number seconds;
  if (!att_moment_read(call->arguments, &at) || at.date ||
      !att_number_parse(at.seconds, ATT_NUMBER_DECIMAL, &seconds))
    return;
  if (seconds.scale == 0) {
    char text[16];
    snprintf(text, sizeof text, "%d", (int)seconds.mantissa);
    att_call_put(call, text, strlen(text));
    att_call_text(call, false);
    call->result.datatype = att_view_of(ATT_XSD "decimal");
  } else {
    att_call_number(call, &seconds);
  }
}

static void f_tz(att_call *call) {
  att_moment at;
  if (att_moment_read(call->arguments, &at))
    att_call_give(call, at.zone, NULL);
}

static void f_timezone(att_call *call) {
  att_moment at;
  char text[32], *to = text;
  if (!att_moment_read(call->arguments, &at) || !at.zone.size)
    return;
  int minutes = abs(at.zone_minutes);
  to += sprintf(to, "%sPT", at.zone_minutes < 0 ? "-" : "");
  if (minutes / 60)
    to += sprintf(to, "%dH", minutes / 60);
  if (minutes % 60)
    to += sprintf(to, "%dM", minutes % 60);
  if (minutes == 0)
    sprintf(to, "0S");
  att_call_put(call, text, strlen(text));
  att_call_text(call, false);
  call->result.datatype = att_view_of(ATT_XSD "dayTimeDuration");
}

static const struct {
  const char *name;
  att_function function;
} functions[] = {{"STR", f_str},
                 {"LANG", f_lang},
                 {"DATATYPE", f_datatype},
                 {"IRI", f_iri},
                 {"URI", f_iri},
                 {"ISIRI", f_is_iri},
                 {"ISURI", f_is_iri},
                 {"ISBLANK", f_is_blank},
                 {"ISLITERAL", f_is_literal},
                 {"ISNUMERIC", f_is_numeric},
                 {"SAMETERM", f_same_term},
                 {"LANGMATCHES", f_lang_matches},
                 {"STRLEN", f_strlen},
                 {"SUBSTR", f_substr},
                 {"UCASE", f_ucase},
                 {"LCASE", f_lcase},
                 {"ENCODE_FOR_URI", f_encode},
                 {"CONTAINS", f_contains},
                 {"STRSTARTS", f_strstarts},
                 {"STRENDS", f_strends},
                 {"STRBEFORE", f_strbefore},
                 {"STRAFTER", f_strafter},
                 {"CONCAT", f_concat},
                 {"STRDT", f_strdt},
                 {"STRLANG", f_strlang},
                 {"MD5", f_md5},
                 {"SHA1", f_sha1},
                 {"SHA256", f_sha256},
                 {"SHA384", f_sha384},
                 {"SHA512", f_sha512},
                 {"ABS", f_abs},
                 {"CEIL", f_ceil},
                 {"FLOOR", f_floor},
                 {"ROUND", f_round},
                 {"RAND", f_rand},
                 {"UUID", f_uuid},
                 {"STRUUID", f_struuid},
                 {"NOW", f_now},
                 {"YEAR", f_year},
                 {"MONTH", f_month},
                 {"DAY", f_day},
                 {"HOURS", f_hours},
                 {"MINUTES", f_minutes},
                 {"SECONDS", f_seconds},
                 {"TZ", f_tz},
                 {"TIMEZONE", f_timezone},
                 {"REGEX", att_call_regex},
                 {"REPLACE", att_call_replace}};

att_function att_function_find(att_view name) {
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
    if (att_view_equal(name, att_view_of(functions[i].name)))
      return functions[i].function;
  return NULL;
}
