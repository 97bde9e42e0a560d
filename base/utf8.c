/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

#include <string.h>

/* By its first byte; 0 where no character begins so. */
static size_t character_size(unsigned char first) {
  return first < 0x80   ? 1
         : first < 0xC2 ? 0
         : first < 0xE0 ? 2
         : first < 0xF0 ? 3
         : first < 0xF5 ? 4
                        : 0;
}

uint32_t att_code_point(att_view text, size_t at, size_t *ret_size) {
  const unsigned char *bytes = (const unsigned char *)text.data + at;
  size_t size = character_size(bytes[0]);
  *ret_size = 1;
  if (size == 1)
    return bytes[0];
  if (size == 0 || size > text.size - at)
    return 0xFFFD;
  uint32_t code = bytes[0] & (0xFF >> (size + 1));
  for (size_t i = 1; i < size; i++) {
    if ((bytes[i] & 0xC0) != 0x80)
      return 0xFFFD;
    code = code << 6 | (bytes[i] & 0x3F);
  }
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < least[size] || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF)
    return 0xFFFD;
  *ret_size = size;
  return code;
}

size_t att_utf8_span(const char *bytes, size_t size) {
  const att_view text = {bytes, size};
  for (size_t at = 0, width;; at += width) {
    uint64_t eight;
    for (; size - at >= sizeof eight; at += sizeof eight) {
      memcpy(&eight, bytes + at, sizeof eight);
      if (eight & UINT64_C(0x8080808080808080))
        break;
    }
    if (at == size || (att_code_point(text, at, &width), width == 1 && bytes[at] & 0x80))
      return at;
  }
}

size_t att_utf8_cut(const char *bytes, size_t size) {
  for (size_t back = 1; back <= 3 && back <= size; back++) {
    unsigned char byte = (unsigned char)bytes[size - back];
    if ((byte & 0xC0) != 0x80)
      return character_size(byte) > back ? back : 0;
  }
  return 0;
}

size_t att_utf8_write(char bytes[4], uint32_t code_point) {
  static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
  size_t size = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
  for (size_t i = size - 1; i > 0; i--, code_point >>= 6)
    bytes[i] = (char)(0x80 | (code_point & 0x3F));
  bytes[0] = (char)(lead[size] | code_point);
  return size;
}

typedef struct {
  uint32_t first, last;
} code_range;

static bool in_ranges(uint32_t code, const code_range *ranges, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (code >= ranges[i].first && code <= ranges[i].last)
      return true;
  return false;
}

bool att_is_name_start(uint32_t code_point) {
  static const code_range ranges[] = {
      {'A', 'Z'},       {'_', '_'},       {'a', 'z'},       {0xC0, 0xD6},     {0xD8, 0xF6},
      {0xF8, 0x2FF},    {0x370, 0x37D},   {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F},
      {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFC}, {0x10000, 0xEFFFF},
  };
  return in_ranges(code_point, ranges, sizeof ranges / sizeof *ranges);
}

bool att_is_name_char(uint32_t code_point) {
  static const code_range ranges[] = {
      {'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}};
  return att_is_name_start(code_point) ||
         in_ranges(code_point, ranges, sizeof ranges / sizeof *ranges);
}

bool att_is_capital(uint32_t code_point) {
  static const struct {
    uint16_t first, last, step;
  } CAPITALS[] = {
      {0x41, 0x5a, 1},   {0xc0, 0xd6, 1},   {0xd8, 0xde, 1},     {0x100, 0x136, 2},
      {0x139, 0x147, 2}, {0x14a, 0x178, 2}, {0x179, 0x17d, 2},   {0x181, 0x182, 1},
      {0x184, 0x186, 2}, {0x187, 0x189, 2}, {0x18a, 0x18b, 1},   {0x18e, 0x191, 1},
      {0x193, 0x194, 1}, {0x196, 0x198, 1}, {0x19c, 0x19d, 1},   {0x19f, 0x1a0, 1},
      {0x1a2, 0x1a6, 2}, {0x1a7, 0x1a9, 2}, {0x1ac, 0x1ae, 2},   {0x1af, 0x1b1, 2},
      {0x1b2, 0x1b3, 1}, {0x1b5, 0x1b7, 2}, {0x1b8, 0x1b8, 1},   {0x1bc, 0x1bc, 1},
      {0x1c4, 0x1c4, 1}, {0x1c7, 0x1c7, 1}, {0x1ca, 0x1ca, 1},   {0x1cd, 0x1db, 2},
      {0x1de, 0x1ee, 2}, {0x1f1, 0x1f1, 1}, {0x1f4, 0x1f6, 2},   {0x1f7, 0x1f8, 1},
      {0x1fa, 0x232, 2}, {0x23a, 0x23b, 1}, {0x23d, 0x23e, 1},   {0x241, 0x243, 2},
      {0x244, 0x246, 1}, {0x248, 0x24e, 2}, {0x370, 0x372, 2},   {0x376, 0x376, 1},
      {0x37f, 0x37f, 1}, {0x386, 0x388, 2}, {0x389, 0x38a, 1},   {0x38c, 0x38e, 2},
      {0x38f, 0x391, 2}, {0x392, 0x3a1, 1}, {0x3a3, 0x3ab, 1},   {0x3cf, 0x3cf, 1},
      {0x3d2, 0x3d4, 1}, {0x3d8, 0x3ee, 2}, {0x3f4, 0x3f4, 1},   {0x3f7, 0x3f9, 2},
      {0x3fa, 0x3fa, 1}, {0x3fd, 0x42f, 1}, {0x460, 0x480, 2},   {0x48a, 0x4c0, 2},
      {0x4c1, 0x4cd, 2}, {0x4d0, 0x52e, 2}, {0x1e00, 0x1e94, 2}, {0x1e9e, 0x1efe, 2},
  };
  size_t low = 0, high = sizeof CAPITALS / sizeof *CAPITALS;
  while (low < high) { /* the last run that begins at or before it */
    size_t middle = low + (high - low) / 2;
    if (CAPITALS[middle].first <= code_point)
      low = middle + 1;
    else
      high = middle;
  }
  return low > 0 && code_point <= CAPITALS[low - 1].last &&
         (code_point - CAPITALS[low - 1].first) % CAPITALS[low - 1].step == 0;
}
