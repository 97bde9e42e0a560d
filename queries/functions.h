/* SPDX-License-Identifier: Apache-2.0
 *
 * SPARQL's functions over terms (section 17.4) and the constructors of 17.5. One thread.
 */
#ifndef ATT_QUERIES_FUNCTIONS_H
#define ATT_QUERIES_FUNCTIONS_H

#include <locale.h>

#include "queries/exec.h"
#include "queries/number.h"

/* What functions keep during an execution. */
typedef struct att_functions {
  att_buffer out, aux; /* the result's lexical form; scratch */
  locale_t locale;     /* UTF-8, for the case of letters */
  char now[40];
  uint64_t random;
  struct att_regex *regex; /* the last one compiled (functions_regex.c) */
} att_functions;

typedef struct att_call {
  att_exec *exec;
  att_functions *state;
  const att_term *arguments; /* kind 0: an error there */
  size_t count;
  att_term result; /* views into the arguments or `state->out` */
  bool fine;         /* there is a result: without it the call is an error of the expression */
  att_status status; /* what ends the query: memory, limits (with the execution's error set) */
} att_call;

/* For the functions themselves: appends to the result's text; ends with a literal, that text (with
 * the first argument's language), a boolean, a number. */
void att_call_put(att_call *call, const void *bytes, size_t size);
void att_call_give(att_call *call, att_view lexical, const char *datatype);
void att_call_text(att_call *call, bool like_first);
void att_call_boolean(att_call *call, bool truth);
void att_call_number(att_call *call, const att_number *number);
bool att_call_is_string(const att_term *term); /* xsd:string or with a language */

typedef struct {
  int year, month, day, hours, minutes, zone_minutes;
  att_view seconds, zone;
  bool date;
} att_moment;

/* Of an xsd:dateTime or xsd:date. */
bool att_moment_read(const att_term *term, att_moment *out);

typedef void (*att_function)(att_call *call);

/* functions_regex.c */
void att_call_regex(att_call *call);
void att_call_replace(att_call *call);
void att_regex_free(struct att_regex *regex);

/* NULL for a name that is none. */
att_function att_function_find(att_view name);
/* The XSD constructor with that IRI, or NULL. */
void att_function_cast(att_call *call, att_view type);
bool att_function_is_cast(att_view type);

/* A dateTime's or date's seconds since 1970, UTC where it has a zone. */
bool att_time_parse(const att_term *term, double *ret_seconds, bool *ret_zone, bool *ret_date);
bool att_term_has_type(const att_term *term, const char *name);

#endif
