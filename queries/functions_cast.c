/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "queries/functions.h"
#include "queries/number.h"

static const char *const casts[] = {"integer", "decimal", "float",    "double",
                                    "string",  "boolean", "dateTime", "date"};

bool att_function_is_cast(att_view type) {
  for (size_t i = 0; i < sizeof casts / sizeof *casts; i++) {
    const size_t base = sizeof ATT_XSD - 1;
    if (type.size == base + strlen(casts[i]) && memcmp(type.data, ATT_XSD, base) == 0 &&
        memcmp(type.data + base, casts[i], strlen(casts[i])) == 0)
      return true;
  }
  return false;
}

static void cast_number(att_call *call, att_number_type type) {
  const att_term *a = call->arguments;
  att_number number = {.type = ATT_NUMBER_INTEGER};
  bool read = att_number_of(a, &number);
  if (!read && att_term_has_type(a, "boolean")) {
    number.mantissa = att_view_equal(a->lexical, att_view_of("true")) ||
                      att_view_equal(a->lexical, att_view_of("1"));
    read = true;
  }
  if (read ? att_number_convert(&number, type, &number)
           : att_call_is_string(a) && !a->language.size &&
                 att_number_parse(a->lexical, type, &number))
    att_call_number(call, &number);
}

static void cast_boolean(att_call *call) {
  const att_term *a = call->arguments;
  att_number number;
  if (att_number_of(a, &number)) {
    double real = att_number_real(&number);
    att_call_boolean(call, real != 0 && real == real);
  } else if (att_call_is_string(a) || att_term_has_type(a, "boolean")) {
    bool truth = att_view_equal(a->lexical, att_view_of("true")) ||
                 att_view_equal(a->lexical, att_view_of("1"));
    if (truth || att_view_equal(a->lexical, att_view_of("false")) ||
        att_view_equal(a->lexical, att_view_of("0")))
      att_call_boolean(call, truth);
  }
}

/* A float or double as the decimal with the fewest digits that reads back. */
static void shorten_real(att_number *number) {
  char text[64];
  bool single = number->type == ATT_NUMBER_FLOAT;
  for (int digits = 0; digits < 24; digits++) {
    snprintf(text, sizeof text, "%.*f", digits, number->real);
    if (single ? strtof(text, NULL) == (float)number->real : strtod(text, NULL) == number->real)
      break;
  }
  att_number decimal;
  if (att_number_parse(att_view_of(text), ATT_NUMBER_DECIMAL, &decimal))
    *number = decimal;
}

/* A number's canonical form; other literals and IRIs as they are. */
static void cast_string(att_call *call) {
  att_number number;
  const att_term *a = call->arguments;
  if (a->kind == ATT_TERM_BLANK)
    return;
  if (!att_number_of(a, &number)) {
    bool boolean = att_term_has_type(a, "boolean") && a->lexical.size == 1;
    bool truth = boolean && a->lexical.data[0] == '1';
    att_call_give(call, boolean ? att_view_of(truth ? "true" : "false") : a->lexical, NULL);
    return;
  }
  double size = fabs(number.real);
  if (number.type >= ATT_NUMBER_FLOAT && (size == 0 || (size >= 1e-6 && size < 1e6)))
    shorten_real(&number);
  while (number.type == ATT_NUMBER_DECIMAL && number.scale > 0 && number.mantissa % 10 == 0) {
    number.mantissa /= 10;
    number.scale--;
  }
  if (number.type == ATT_NUMBER_DECIMAL && number.scale == 0)
    number.type = ATT_NUMBER_INTEGER;
  att_call_number(call, &number);
  call->result.datatype = (att_view){NULL, 0};
}

void att_function_cast(att_call *call, att_view type) {
  const char *name = type.data + sizeof ATT_XSD - 1;
  att_term as = call->arguments[0];
  att_moment at;
  switch (name[0]) {
  case 'i':
    cast_number(call, ATT_NUMBER_INTEGER);
    return;
  case 'f':
    cast_number(call, ATT_NUMBER_FLOAT);
    return;
  case 's':
    cast_string(call);
    return;
  case 'b':
    cast_boolean(call);
    return;
  default:
    break;
  }
  if (strncmp(name, "decimal", 7) == 0 || strncmp(name, "double", 6) == 0) {
    cast_number(call, name[1] == 'e' ? ATT_NUMBER_DECIMAL : ATT_NUMBER_DOUBLE);
    return;
  }
  bool string = att_call_is_string(&as) && !as.language.size;
  if (string)
    as.datatype = type;
  if (as.kind == ATT_TERM_LITERAL && att_moment_read(&as, &at) &&
      att_view_equal(as.datatype, type)) {
    att_call_give(call, as.lexical, NULL);
    call->result.datatype = type;
  } else if (!string && strncmp(name, "date", 4) == 0 && type.size == sizeof ATT_XSD + 3 &&
             as.kind == ATT_TERM_LITERAL && att_moment_read(&as, &at)) {
    att_call_put(call, as.lexical.data, 10);
    att_call_put(call, at.zone.data, at.zone.size);
    att_call_text(call, false);
    call->result.datatype = type;
  }
}
