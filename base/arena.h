/* SPDX-License-Identifier: Apache-2.0
 *
 * An arena: memory that is given back all at once. One arena serves one document; what the text
 * and extraction layers make of the document lives in it and is never freed by itself.
 *
 * Running out: an arena has a bound in bytes. When it or the system refuses, the arena jumps to
 * its owner's guard, so that code between need not check each allocation:
 *
 *     att_arena arena;
 *     att_arena_init(&arena, limit);
 *     if (setjmp(arena.guard) != 0) { att_arena_clear(&arena); return ATT_ERR_MEMORY; }
 *
 * Code that allocates here must therefore hold nothing that is not in the arena (no files, no
 * locks, no malloc) across an allocation. Not thread-safe: one arena, one thread.
 */
#ifndef ATT_BASE_ARENA_H
#define ATT_BASE_ARENA_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct att_arena_block att_arena_block;

typedef struct {
  att_arena_block *blocks; /* newest first */
  uint8_t *next, *end;     /* what is free in the newest block */
  size_t total, limit;     /* bytes taken from the system, and the most that may be */
  size_t wanted;           /* of the next block, at least */
  bool huge; /* the owner's choice: large blocks in huge pages where the system has them, for what
              * is kept long and read here and there */
  jmp_buf guard;           /* set by the owner before the first allocation */
} att_arena;

/* `limit` 0 means 1 GiB. Takes no memory yet. */
void att_arena_init(att_arena *arena, size_t limit);
void att_arena_clear(att_arena *arena);

/* Empties the arena for the next document. Keeps its memory if that is one block; else the next
 * block is as large as all were, up to 16 MiB. */
void att_arena_reset(att_arena *arena);

/* `size` zeroed bytes aligned for any type. Never NULL: jumps to the guard instead. */
void *att_arena_alloc(att_arena *arena, size_t size);

#define ATT_NEW(arena, type) ((type *)att_arena_alloc((arena), sizeof(type)))
#define ATT_NEW_ARRAY(arena, type, n) ((type *)att_arena_array((arena), (n), sizeof(type)))

/* The same without the zeros, for what is written whole before it is read. */
void *att_arena_room(att_arena *arena, size_t n, size_t size);

#define ATT_ROOM(arena, type, n) ((type *)att_arena_room((arena), (n), sizeof(type)))

/* As calloc: `n` items, an overflow counts as running out. */
void *att_arena_array(att_arena *arena, size_t n, size_t size);

/* A NUL-terminated copy of `size` bytes. */
char *att_arena_copy(att_arena *arena, const char *bytes, size_t size);

/* printf into the arena. */
char *att_arena_format(att_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Room for one more item, not zeroed, in `items` (of `*count`, capacity `*capacity`): returns
 * `items`, or a larger copy of it. Use through ATT_PUSH. */
void *att_arena_grow(att_arena *arena, void *items, size_t count, size_t *capacity, size_t size);

/* Appends and gives a pointer to the new, zeroed item. `list` has members items, count, capacity
 * (both size_t). Pointers into `items` do not outlive the next push. */
#define ATT_PUSH(arena, list)                                                                      \
  ((list)->items = att_arena_grow((arena), (list)->items, (list)->count, &(list)->capacity,        \
                                  sizeof *(list)->items),                                          \
   memset(&(list)->items[(list)->count], 0, sizeof *(list)->items),                                \
   &(list)->items[(list)->count++])

#endif
