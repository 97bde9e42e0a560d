/* SPDX-License-Identifier: Apache-2.0 */
#include "queries/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const type_names[] = {ATT_XSD "integer", ATT_XSD "decimal", ATT_XSD "float",
                                         ATT_XSD "double"};

bool att_number_of_id(att_id id, att_number *ret_number) {
  if (id >> 60 != 8)
    return false;
  int64_t value = (int64_t)(id & (((att_id)1 << 60) - 1)) - ((int64_t)1 << 59);
  *ret_number = (att_number){.type = ATT_NUMBER_INTEGER, .mantissa = value};
  return true;
}

static bool parse_exact(att_view text, bool point, att_number *ret_number) {
  att_number number = {.type = point ? ATT_NUMBER_DECIMAL : ATT_NUMBER_INTEGER};
  bool negative = text.size && text.data[0] == '-', seen = false, digits = false;
  for (size_t i = negative || (text.size && text.data[0] == '+'); i < text.size; i++) {
    char c = text.data[i];
    if (c == '.' && point && !seen) {
      seen = true;
      continue;
    }
    if (c < '0' || c > '9')
      return false;
    digits = true;
    if (__builtin_mul_overflow(number.mantissa, 10, &number.mantissa) ||
        __builtin_add_overflow(number.mantissa, c - '0', &number.mantissa))
      return false;
    number.scale += seen;
  }
  if (negative)
    number.mantissa = -number.mantissa;
  *ret_number = number;
  return digits;
}

static bool parse_real(att_view text, att_number_type type, att_number *ret_number) {
  char copy[128], *end;
  if (text.size == 0 || text.size >= sizeof copy)
    return false;
  memcpy(copy, text.data, text.size);
  copy[text.size] = '\0';
  *ret_number = (att_number){.type = type};
  if (strcmp(copy, "INF") == 0 || strcmp(copy, "+INF") == 0 || strcmp(copy, "-INF") == 0) {
    ret_number->real = copy[0] == '-' ? -INFINITY : INFINITY;
    return true;
  }
  ret_number->real = NAN;
  if (strcmp(copy, "NaN") == 0)
    return true;
  if (strspn(copy, "0123456789+-.eE") != text.size)
    return false;
  ret_number->real = type == ATT_NUMBER_FLOAT ? (double)strtof(copy, &end) : strtod(copy, &end);
  return *end == '\0' && end != copy;
}

static att_view trimmed(att_view text) {
  while (text.size && strchr(" \t\r\n", text.data[0]) && text.data[0])
    text = (att_view){text.data + 1, text.size - 1};
  while (text.size && strchr(" \t\r\n", text.data[text.size - 1]) && text.data[text.size - 1])
    text.size--;
  return text;
}

bool att_number_parse(att_view text, att_number_type type, att_number *ret_number) {
  text = trimmed(text);
  if (type >= ATT_NUMBER_FLOAT)
    return parse_real(text, type, ret_number);
  return parse_exact(text, type == ATT_NUMBER_DECIMAL, ret_number);
}

/* Of the types derived from xsd:integer, in XML Schema 1.1 part 2, section 3.4. */
static bool in_range(att_view type, __int128 value) {
  static const struct {
    const char *name;
    bool low, high; /* is there such a bound */
    int64_t least;
    uint64_t most;
  } bounds[] = {{"integer", false, false, 0, 0},
                {"long", true, true, INT64_MIN, INT64_MAX},
                {"int", true, true, INT32_MIN, INT32_MAX},
                {"short", true, true, INT16_MIN, INT16_MAX},
                {"byte", true, true, INT8_MIN, INT8_MAX},
                {"nonPositiveInteger", false, true, 0, 0},
                {"nonNegativeInteger", true, false, 0, 0},
                {"positiveInteger", true, false, 1, 0},
                {"unsignedLong", true, true, 0, UINT64_MAX},
                {"unsignedInt", true, true, 0, UINT32_MAX},
                {"unsignedShort", true, true, 0, UINT16_MAX},
                {"unsignedByte", true, true, 0, UINT8_MAX}};
  for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
    if (att_view_equal(type, att_view_of(bounds[i].name)))
      return (!bounds[i].low || value >= bounds[i].least) &&
             (!bounds[i].high || value <= (__int128)bounds[i].most);
  return att_view_equal(type, att_view_of("negativeInteger")) && value < 0;
}

bool att_number_of(const att_term *term, att_number *ret_number) {
  const size_t base = sizeof ATT_XSD - 1;
  if (term->kind != ATT_TERM_LITERAL || term->datatype.size <= base ||
      memcmp(term->datatype.data, ATT_XSD, base) != 0)
    return false;
  att_view name = {term->datatype.data + base, term->datatype.size - base};
  if (att_view_equal(name, att_view_of("decimal")))
    return att_number_parse(term->lexical, ATT_NUMBER_DECIMAL, ret_number);
  if (att_view_equal(name, att_view_of("double")))
    return att_number_parse(term->lexical, ATT_NUMBER_DOUBLE, ret_number);
  if (att_view_equal(name, att_view_of("float")))
    return att_number_parse(term->lexical, ATT_NUMBER_FLOAT, ret_number);
  att_number number;
  if (!att_number_parse(term->lexical, ATT_NUMBER_INTEGER, &number) ||
      !in_range(name, number.mantissa))
    return false;
  *ret_number = number;
  return true;
}

double att_number_real(const att_number *number) {
  if (number->type >= ATT_NUMBER_FLOAT)
    return number->real;
  return (double)((long double)number->mantissa / powl(10, number->scale));
}

static void shorten(att_number *number) {
  while (number->scale > 0 && number->mantissa % 10 == 0) {
    number->mantissa /= 10;
    number->scale--;
  }
}

static bool scale_up(att_number *number, int scale) {
  for (; number->scale < scale; number->scale++)
    if (__builtin_mul_overflow(number->mantissa, 10, &number->mantissa))
      return false;
  return true;
}

static bool divide(att_number a, att_number b, att_number *ret_number) {
  if (b.mantissa == 0)
    return false;
  shorten(&a);
  shorten(&b);
  att_number wide = a;
  while (wide.scale < b.scale + 18 && scale_up(&wide, wide.scale + 1))
    a = wide;
  if (a.scale < b.scale && !scale_up(&a, b.scale))
    return false;
  *ret_number = (att_number){
      .type = ATT_NUMBER_DECIMAL, .mantissa = a.mantissa / b.mantissa, .scale = a.scale - b.scale};
  shorten(ret_number);
  return true;
}

static bool compute_exact(char op, att_number a, att_number b, att_number *ret_number) {
  att_number result = {.type = a.type > b.type ? a.type : b.type};
  bool over;
  if (op == '/')
    return divide(a, b, ret_number);
  if (op == '*') {
    result.scale = a.scale + b.scale;
    over = __builtin_mul_overflow(a.mantissa, b.mantissa, &result.mantissa);
  } else {
    if (!scale_up(&a, b.scale) || !scale_up(&b, a.scale))
      return false;
    result.scale = a.scale;
    over = op == '+' ? __builtin_add_overflow(a.mantissa, b.mantissa, &result.mantissa)
                     : __builtin_sub_overflow(a.mantissa, b.mantissa, &result.mantissa);
  }
  if (result.scale > 18)
    shorten(&result);
  *ret_number = result;
  return !over;
}

bool att_number_compute(char op, const att_number *a, const att_number *b, att_number *ret_number) {
  if (a->type < ATT_NUMBER_FLOAT && b->type < ATT_NUMBER_FLOAT)
    return compute_exact(op, *a, *b, ret_number);
  double x = att_number_real(a), y = att_number_real(b);
  double value = op == '+' ? x + y : op == '-' ? x - y : op == '*' ? x * y : x / y;
  att_number_type type = a->type > b->type ? a->type : b->type;
  *ret_number =
      (att_number){.type = type, .real = type == ATT_NUMBER_FLOAT ? (double)(float)value : value};
  return true;
}

int att_number_compare(const att_number *a, const att_number *b) {
  att_number x = *a, y = *b;
  if (x.type < ATT_NUMBER_FLOAT && y.type < ATT_NUMBER_FLOAT && scale_up(&x, y.scale) &&
      scale_up(&y, x.scale))
    return (x.mantissa > y.mantissa) - (x.mantissa < y.mantissa);
  double c = att_number_real(a), d = att_number_real(b);
  return isnan(c) || isnan(d) ? 2 : (c > d) - (c < d);
}

bool att_number_convert(const att_number *from, att_number_type type, att_number *ret_number) {
  att_number number = *from;
  if (type >= ATT_NUMBER_FLOAT) {
    number.real = att_number_real(from);
    if (type == ATT_NUMBER_FLOAT)
      number.real = (double)(float)number.real;
  } else if (from->type >= ATT_NUMBER_FLOAT) {
    char text[400];
    if (!isfinite(from->real) || fabs(from->real) > 1e30)
      return false;
    snprintf(text, sizeof text, "%.*f", fabs(from->real) > 1e15 ? 1 : 15, from->real);
    if (!parse_exact(att_view_of(text), true, &number))
      return false;
  }
  if (type == ATT_NUMBER_INTEGER)
    for (; number.scale > 0; number.scale--)
      number.mantissa /= 10;
  number.type = type;
  if (type == ATT_NUMBER_DECIMAL)
    shorten(&number);
  *ret_number = number;
  return true;
}

void att_number_round(char how, att_number *number) {
  if (number->type >= ATT_NUMBER_FLOAT) {
    double x = number->real;
    number->real = how == 'a'   ? fabs(x)
                   : how == 'c' ? ceil(x)
                   : how == 'f' ? floor(x)
                                : floor(x + 0.5);
    return;
  }
  if (how == 'a') {
    number->mantissa = number->mantissa < 0 ? -number->mantissa : number->mantissa;
    return;
  }
  __int128 unit = 1;
  for (int i = 0; i < number->scale; i++)
    unit *= 10;
  __int128 rest = number->mantissa % unit;
  if (rest < 0)
    rest += unit;
  __int128 down = (number->mantissa - rest) / unit;
  bool up = how == 'c' ? rest != 0 : how == 'r' && rest * 2 >= unit && rest != 0;
  number->mantissa = down + up;
  number->scale = 0;
}

static void write_exact(const att_number *number, char *text) {
  char digits[48];
  int count = 0;
  att_number n = *number;
  if (n.type == ATT_NUMBER_DECIMAL)
    shorten(&n);
  bool negative = n.mantissa < 0;
  for (; count < 46 && (n.mantissa != 0 || count <= n.scale); n.mantissa /= 10)
    digits[count++] = (char)('0' + (int)(negative ? -(n.mantissa % 10) : n.mantissa % 10));
  if (negative)
    *text++ = '-';
  while (count > 0) {
    *text++ = digits[--count];
    if (count == n.scale && n.scale > 0)
      *text++ = '.';
  }
  if (n.type == ATT_NUMBER_DECIMAL && n.scale == 0)
    text = stpcpy(text, ".0");
  *text = '\0';
}

/* The shortest digits that read back, as 1.0E0. */
static void write_real(const att_number *number, char *text) {
  double x = number->real;
  char plain[48];
  if (!isfinite(x)) {
    strcpy(text, isnan(x) ? "NaN" : x < 0 ? "-INF" : "INF");
    return;
  }
  bool single = number->type == ATT_NUMBER_FLOAT;
  for (int digits = 1; digits <= 17; digits++) {
    snprintf(plain, sizeof plain, "%.*e", digits - 1, x);
    if (single ? strtof(plain, NULL) == (float)x : strtod(plain, NULL) == x)
      break;
  }
  char *exponent = strchr(plain, 'e');
  *exponent = '\0';
  sprintf(text, "%s%sE%ld", plain, strchr(plain, '.') ? "" : ".0", strtol(exponent + 1, NULL, 10));
}

att_term att_number_term(const att_number *number, char text[ATT_NUMBER_SIZE]) {
  if (number->type >= ATT_NUMBER_FLOAT)
    write_real(number, text);
  else
    write_exact(number, text);
  return att_term_typed(text, type_names[number->type]);
}
