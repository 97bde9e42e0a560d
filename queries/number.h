/* SPDX-License-Identifier: Apache-2.0
 *
 * XSD's numeric types and their promotion (SPARQL 1.1, section 17.3): integers and decimals exact
 * up to 38 digits, float and double. No state.
 */
#ifndef ATT_QUERIES_NUMBER_H
#define ATT_QUERIES_NUMBER_H

#include "graph/store.h"

typedef enum {
  ATT_NUMBER_INTEGER,
  ATT_NUMBER_DECIMAL,
  ATT_NUMBER_FLOAT,
  ATT_NUMBER_DOUBLE
} att_number_type;

typedef struct {
  att_number_type type;
  __int128 mantissa; /* of integers and decimals: mantissa / 10^scale */
  int scale;
  double real; /* of floats and doubles */
} att_number;

enum { ATT_NUMBER_SIZE = 64 };

/* False where the term is no number or its lexical form is wrong. */
bool att_number_of(const att_term *term, att_number *ret_number);
bool att_number_of_id(att_id id, att_number *ret_number); /* an inline integer's */
/* As above for a lexical form of the type. */
bool att_number_parse(att_view text, att_number_type type, att_number *ret_number);
/* + - * / on two numbers; false for division by zero (integers, decimals) and overflow. */
bool att_number_compute(char op, const att_number *a, const att_number *b, att_number *ret_number);
/* -1, 0, 1; 2 where one is NaN. */
int att_number_compare(const att_number *a, const att_number *b);
double att_number_real(const att_number *number);
/* The number in another type: decimals are cut for integers; false where it does not fit. */
bool att_number_convert(const att_number *from, att_number_type type, att_number *ret_number);
/* 'a'bs, 'c'eil, 'f'loor, 'r'ound. */
void att_number_round(char how, att_number *number);
/* The term, its lexical form in `text`. */
att_term att_number_term(const att_number *number, char text[ATT_NUMBER_SIZE]);

#endif
