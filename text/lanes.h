/* SPDX-License-Identifier: Apache-2.0
 *
 * Eight floats at a time, in the compilers' portable vectors: every lane has the same IEEE result
 * on any machine. Functions made of these are compiled three times, for AVX-512, for AVX2 and for
 * whatever the build is for; att_has_vnni() and att_has_avx2() say which may run. Inlined always,
 * so that each becomes part of all.
 */
#ifndef ATT_TEXT_LANES_H
#define ATT_TEXT_LANES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { LANES = 8 };

typedef float floats __attribute__((vector_size(4 * LANES)));
typedef int32_t wholes __attribute__((vector_size(4 * LANES)));
typedef uint8_t bytes __attribute__((vector_size(LANES)));

#define LANES_INLINE static inline __attribute__((always_inline))

#if defined __x86_64__ && defined __GNUC__ && !defined ATT_NO_AVX2
#define ATT_AVX2 __attribute__((target("avx2")))
static inline bool att_has_avx2(void) {
  return __builtin_cpu_supports("avx2");
}
#ifndef ATT_NO_VNNI
#define ATT_VNNI __attribute__((target("avx2,avx512f,avx512bw,avx512vl,avx512vnni")))
static inline bool att_has_vnni(void) {
  return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl");
}
#endif
#endif

LANES_INLINE floats lanes_all(float x) {
  return (floats){x, x, x, x, x, x, x, x};
}

LANES_INLINE floats lanes_load(const float *from) {
  floats x;
  memcpy(&x, from, sizeof x);
  return x;
}

LANES_INLINE void lanes_store(float *to, floats x) {
  memcpy(to, &x, sizeof x);
}

LANES_INLINE floats lanes_choose(wholes mask, floats yes, floats no) {
  return (floats)((mask & (wholes)yes) | (~mask & (wholes)no));
}

/* To the nearest whole number, halves to the even one, for |x| < 2^22. */
LANES_INLINE wholes lanes_nearest(floats x) {
  return (wholes)(x + lanes_all(12582912.0f)) - 0x4b400000;
}

#endif
