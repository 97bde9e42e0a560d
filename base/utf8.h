/* SPDX-License-Identifier: Apache-2.0
 *
 * UTF-8 (RFC 3629), and which characters names are made of. Thread-safe: no state.
 */
#ifndef ATT_BASE_UTF8_H
#define ATT_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/view.h"

/* How many bytes at the start are whole, well-formed characters: `size` for UTF-8. */
size_t att_utf8_span(const char *bytes, size_t size);

/* How many bytes at the end may be the beginning of a character that goes on behind them: 0 to 3.
 */
size_t att_utf8_cut(const char *bytes, size_t size);

/* The code point at `at` < text.size, its bytes in *ret_size; broken UTF-8 is U+FFFD, one byte. */
uint32_t att_code_point(att_view text, size_t at, size_t *ret_size);

/* Writes a code point up to U+10FFFF; says how many bytes that took. */
size_t att_utf8_write(char bytes[4], uint32_t code_point);

/* Is it a capital letter of the Latin, Greek or Cyrillic script (Unicode's Lu, in the blocks up to
 * U+052F and Latin Extended Additional)? */
bool att_is_capital(uint32_t code_point);

/* Names in the sense of XML 1.0 (NameStartChar and NameChar without ':'), which are Turtle's
 * PN_CHARS_U and PN_CHARS with '.' besides. */
bool att_is_name_start(uint32_t code_point);
bool att_is_name_char(uint32_t code_point);

#endif
