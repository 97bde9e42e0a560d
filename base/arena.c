/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct att_arena_block {
  att_arena_block *older;
  size_t size; /* of the data behind this header */
  _Alignas(max_align_t) uint8_t data[];
};

enum { BLOCK_SIZE = 256 * 1024, WANTED_MOST = 16 * 1024 * 1024, HUGE_PAGE = 2 * 1024 * 1024 };
static const size_t DEFAULT_LIMIT = (size_t)1 << 30;

void att_arena_init(att_arena *arena, size_t limit) {
  memset(arena, 0, sizeof *arena);
  arena->limit = limit > 0 ? limit : DEFAULT_LIMIT;
}

static void free_blocks(att_arena_block *block) {
  while (block != NULL) {
    att_arena_block *older = block->older;
    free(block);
    block = older;
  }
}

void att_arena_clear(att_arena *arena) {
  free_blocks(arena->blocks);
  arena->blocks = NULL;
  arena->next = arena->end = NULL;
  arena->total = 0;
}

void att_arena_reset(att_arena *arena) {
  att_arena_block *kept = arena->blocks;
  if (kept == NULL) return;
  if (kept->older != NULL) {
    arena->wanted = arena->total < WANTED_MOST ? arena->total : WANTED_MOST;
    att_arena_clear(arena);
    return;
  }
  arena->next = kept->data;
  arena->end = kept->data + kept->size;
  arena->total = kept->size;
}

static att_arena_block *new_block(const att_arena *arena, size_t size) {
  size_t bytes = sizeof(att_arena_block) + size;
  if (!arena->huge || bytes < HUGE_PAGE) return malloc(bytes);
  bytes = (bytes + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
  att_arena_block *block = aligned_alloc(HUGE_PAGE, bytes);
#ifdef MADV_HUGEPAGE
  if (block != NULL) madvise(block, bytes, MADV_HUGEPAGE);
#endif
  return block;
}

static void add_block(att_arena *arena, size_t least) {
  size_t size = arena->total > BLOCK_SIZE ? arena->total : BLOCK_SIZE; /* doubles */
  if (size < arena->wanted) size = arena->wanted;
  if (size < least || size > arena->limit - arena->total) size = least;
  if (size > arena->limit || arena->total > arena->limit - size) longjmp(arena->guard, 1);
  att_arena_block *block = new_block(arena, size);
  if (block == NULL) longjmp(arena->guard, 1);
  block->older = arena->blocks;
  block->size = size;
  arena->blocks = block;
  arena->next = block->data;
  arena->end = block->data + size;
  arena->total += size;
  arena->wanted = 0;
}

static void *take(att_arena *arena, size_t size) {
  const size_t align = _Alignof(max_align_t);
  if (size > SIZE_MAX - align - sizeof(att_arena_block)) longjmp(arena->guard, 1);
  size = (size + align - 1) / align * align;
  if ((size_t)(arena->end - arena->next) < size) add_block(arena, size);
  void *memory = arena->next;
  arena->next += size;
  return memory;
}

void *att_arena_alloc(att_arena *arena, size_t size) {
  return memset(take(arena, size), 0, size);
}

void *att_arena_room(att_arena *arena, size_t n, size_t size) {
  if (size > 0 && n > SIZE_MAX / 2 / size) longjmp(arena->guard, 1);
  return take(arena, n * size);
}

void *att_arena_array(att_arena *arena, size_t n, size_t size) {
  if (size > 0 && n > SIZE_MAX / 2 / size) longjmp(arena->guard, 1);
  return att_arena_alloc(arena, n * size);
}

char *att_arena_copy(att_arena *arena, const char *bytes, size_t size) {
  char *copy = att_arena_room(arena, size + 1, 1);
  if (size > 0) memcpy(copy, bytes, size);
  copy[size] = '\0';
  return copy;
}

/* The decimal digits of a number, zeros before it, from `end` backwards: where they begin. */
static char *write_digits(char *end, unsigned number, int least) {
  do {
    *--end = (char)('0' + number % 10);
    number /= 10;
    least--;
  } while (number > 0 || least > 0);
  return end;
}

/* What most formats are: text, %s, %u, %d and %02d of what is not below zero. The size; SIZE_MAX
 * where there is more to it, or no room. */
static size_t format_plainly(char *to, size_t room, const char *format, va_list args) {
  size_t size = 0;
  char digits[16];
  for (const char *at = format; *at != '\0';) {
    const char *part = at;
    while (*at != '\0' && *at != '%')
      at++;
    size_t length = (size_t)(at - part);
    if (length == 0) {
      bool zeros = at[1] == '0' && at[2] > '0' && at[2] <= '9';
      int least = zeros ? at[2] - '0' : 0;
      at += zeros ? 3 : 1;
      if (*at == 'u' || *at == 'd') {
        unsigned number = va_arg(args, unsigned);
        if (*at == 'd' && number > INT_MAX) return SIZE_MAX;
        part = write_digits(digits + sizeof digits, number, least);
        length = (size_t)(digits + sizeof digits - part);
      } else {
        part = *at == 's' && !zeros ? va_arg(args, const char *) : NULL;
        if (part == NULL) return SIZE_MAX;
        length = strlen(part);
      }
      at++;
    }
    if (length >= room - size) return SIZE_MAX;
    memcpy(to + size, part, length);
    size += length;
  }
  to[size] = '\0';
  return size;
}

char *att_arena_format(att_arena *arena, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  char *text = (char *)arena->next; /* where it comes to stand, if there is room */
  size_t room = (size_t)(arena->end - arena->next), size = SIZE_MAX;
  if (room > 2 * _Alignof(max_align_t))
    size = format_plainly(text, room - _Alignof(max_align_t), format, args);
  va_end(args);
  if (size != SIZE_MAX) {
    va_end(again);
    return take(arena, size + 1);
  }
  va_copy(args, again);
  int needed = vsnprintf(NULL, 0, format, args);
  va_end(args);
  text = att_arena_array(arena, needed < 0 ? 1 : (size_t)needed + 1, 1);
  if (needed > 0) vsnprintf(text, (size_t)needed + 1, format, again);
  va_end(again);
  return text;
}

void *att_arena_grow(att_arena *arena, void *items, size_t count, size_t *capacity, size_t size) {
  if (count < *capacity) return items;
  size_t wider = *capacity > 0 ? *capacity * 2 : 8;
  void *copy = att_arena_room(arena, wider, size);
  if (count > 0) memcpy(copy, items, count * size);
  *capacity = wider;
  return copy;
}
