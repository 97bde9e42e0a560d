/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/pages.h"

#include <errno.h>
#include <lmdb.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  DATA_VERSION = 1,
  HEADER = 16, /* bytes of a page's header */
  NODE = 8,    /* of a node's */
  HEADS = 2,   /* pages 0 and 1 */
  DEPTH_MOST = 32,
  PAGE_SIZE_LEAST = 512,
  PAGE_SIZE_MOST = 32768
};
enum { BRANCH = 1, LEAF = 2, OVERFLOW = 4, META = 8, DIRTY = 16, LEAF2 = 32, SUBPAGE = 64 };
enum { BIG = 1, SUBTREE = 2, DUPLICATES = 4 };
static const uint32_t MAGIC = 0xBEEFC0DE;
static const uint64_t NO_PAGE = UINT64_MAX;

typedef struct {
  uint64_t page;
  uint16_t pad, flags, lower, upper; /* of an overflow page the last two are its page count */
} page_header;

typedef struct {
  uint32_t pad;
  uint16_t flags, depth;
  uint64_t branches, leaves, overflows, entries, root;
} tree_record;

typedef struct {
  uint32_t magic, version;
  uint64_t address, map_size;
  tree_record free_pages, tables;
  uint64_t last_page, txnid;
} head_record;

typedef struct {
  const char *name; /* for messages */
  const uint8_t *bytes;
  uint64_t size; /* of the file */
  uint32_t page_size;
  uint64_t last_page;
  uint8_t *seen;   /* a bit a page */
  uint16_t *sizes; /* of the nodes of one page, by offset / 2; zeros between pages */
  const att_table_shape *shapes;
  att_error *reterr;
} file_walk;

/* The tree that a page is in: what its pages must be like, and what was counted. */
typedef struct {
  enum { FREE_PAGES, TABLES, TABLE, VALUES } kind;
  tree_record record;
  size_t key_size, value_size;
  uint64_t branches, leaves, overflows, entries;
} tree_walk;

static att_status walk_tree(file_walk *walk, tree_walk *tree);

static att_status corrupt(const file_walk *walk, uint64_t page, const char *what) {
  return att_error_set(walk->reterr, ATT_ERR_CORRUPT,
                       "%s: page %llu: %s: bring the store back from 'attache dump'", walk->name,
                       (unsigned long long)page, what);
}

static const uint8_t *page_at(const file_walk *walk, uint64_t page) {
  return walk->bytes + page * walk->page_size;
}

static page_header header_of(const uint8_t *page) {
  page_header header;
  memcpy(&header, page, sizeof header);
  return header;
}

/* Marks `count` pages from `page` as in use: each once, and within the file. */
static att_status claim(file_walk *walk, uint64_t page, uint64_t count, bool in_file) {
  if (page < HEADS || count > walk->last_page || page > walk->last_page - (count - 1))
    return corrupt(walk, page, "is past the last one");
  if (in_file && (page + count) * walk->page_size > walk->size)
    return corrupt(walk, page, "is cut off: the file has been shortened");
  for (; count--; page++) {
    uint8_t bit = (uint8_t)(1 << page % 8);
    if (walk->seen[page / 8] & bit)
      return corrupt(walk, page, "is used twice");
    walk->seen[page / 8] |= bit;
  }
  return ATT_OK;
}

/* A list of free pages: a count, then so many page numbers, falling. */
static att_status check_free_list(file_walk *walk, uint64_t page, const uint8_t *value,
                                  size_t size) {
  uint64_t count, free_page, before = UINT64_MAX;
  if (size < sizeof count)
    return corrupt(walk, page, "a list of free pages is cut off");
  memcpy(&count, value, sizeof count);
  if (size % sizeof count || count != size / sizeof count - 1)
    return corrupt(walk, page, "a list of free pages has another length");
  for (uint64_t i = 1; i <= count; i++, before = free_page) {
    memcpy(&free_page, value + i * sizeof free_page, sizeof free_page);
    if (free_page >= before)
      return corrupt(walk, page, "a list of free pages is out of order");
    att_status status = claim(walk, free_page, 1, false);
    if (status != ATT_OK)
      return status;
  }
  return ATT_OK;
}

/* Keys of one size, one behind the other: `size` bytes in all, header included. */
static att_status check_fixed(file_walk *walk, uint64_t page, const uint8_t *bytes, size_t size,
                              const tree_walk *tree, uint64_t *ret_count) {
  page_header header = header_of(bytes);
  size_t count = (header.lower - (size_t)HEADER) / 2;
  if (header.lower < HEADER + 2 || header.lower % 2 || header.pad != tree->value_size ||
      header.upper < header.lower || HEADER + count * header.pad > size ||
      (size_t)(header.upper - header.lower) != size - HEADER - count * header.pad)
    return corrupt(walk, page, "holds duplicates that do not fit it");
  *ret_count = count;
  return ATT_OK;
}

/* The values of a key with several: in the node itself, or in a tree of their own. */
static att_status check_duplicates(file_walk *walk, uint64_t page, unsigned flags,
                                   const uint8_t *data, size_t size, tree_walk *tree) {
  uint64_t count;
  if (!(tree->record.flags & MDB_DUPFIXED) || !tree->value_size)
    return corrupt(walk, page, "has duplicates where none can be");
  tree_walk values = {.kind = VALUES, .value_size = tree->value_size};
  if (flags & SUBTREE) {
    if (size != sizeof values.record)
      return corrupt(walk, page, "a tree's record has another size");
    memcpy(&values.record, data, sizeof values.record);
    ATT_TRY(walk_tree(walk, &values));
    tree->entries += values.entries;
    return ATT_OK;
  }
  if (size < HEADER || (header_of(data).flags & ~(unsigned)DIRTY) != (LEAF | LEAF2 | SUBPAGE))
    return corrupt(walk, page, "duplicates of another kind");
  ATT_TRY(check_fixed(walk, page, data, size, &values, &count));
  tree->entries += count;
  return ATT_OK;
}

static const att_table_shape *shape_of(const file_walk *walk, const uint8_t *name, size_t size) {
  for (const att_table_shape *shape = walk->shapes; shape->name; shape++)
    if (strlen(shape->name) == size && memcmp(shape->name, name, size) == 0)
      return shape;
  return NULL;
}

/* A named table: its record stands as a value in the tree of tables. */
static att_status check_table(file_walk *walk, uint64_t page, const uint8_t *name, size_t name_size,
                              const uint8_t *data, size_t size) {
  tree_walk table = {.kind = TABLE};
  const att_table_shape *shape = shape_of(walk, name, name_size);
  if (size != sizeof table.record)
    return corrupt(walk, page, "a table's record has another size");
  memcpy(&table.record, data, sizeof table.record);
  if (shape && table.record.flags != shape->flags)
    return corrupt(walk, page, "a table is of another kind");
  if (shape) {
    table.key_size = shape->key_size;
    table.value_size = shape->value_size;
  } else if (table.record.flags & MDB_INTEGERKEY) {
    table.key_size = sizeof(uint64_t);
  }
  return walk_tree(walk, &table);
}

/* A value that stands on pages of its own. */
static att_status check_big(file_walk *walk, uint64_t page, const uint8_t *data, size_t size,
                            tree_walk *tree) {
  uint64_t first;
  uint32_t count;
  memcpy(&first, data, sizeof first);
  ATT_TRY(claim(walk, first, 1, true));
  page_header header = header_of(page_at(walk, first));
  memcpy(&count, page_at(walk, first) + 12, sizeof count);
  uint64_t needed = (HEADER - 1 + (uint64_t)size) / walk->page_size + 1;
  if (header.page != first || header.flags != OVERFLOW || count < needed)
    return corrupt(walk, first, "is no page of a long value");
  if (count > 1)
    ATT_TRY(claim(walk, first + 1, count - 1, true));
  tree->overflows += count;
  return tree->kind == FREE_PAGES ? check_free_list(walk, page, page_at(walk, first) + HEADER, size)
                                  : ATT_OK;
}

/* One entry of a leaf. `value` has `room` bytes; a value on pages of its own has its number there.
 */
static att_status check_entry(file_walk *walk, uint64_t page, unsigned flags, const uint8_t *key,
                              size_t key_size, const uint8_t *value, size_t size, tree_walk *tree) {
  if ((tree->key_size && key_size != tree->key_size) || key_size == 0)
    return corrupt(walk, page, "a key has another size");
  if (flags & DUPLICATES)
    return check_duplicates(walk, page, flags, value, size, tree);
  tree->entries++;
  if (flags == SUBTREE)
    return tree->kind == TABLES ? check_table(walk, page, key, key_size, value, size)
                                : corrupt(walk, page, "a table within a table");
  if (tree->kind == TABLES)
    return corrupt(walk, page, "a value among the tables");
  if (tree->value_size && size != tree->value_size)
    return corrupt(walk, page, "a value has another size");
  if (flags == BIG)
    return check_big(walk, page, value, size, tree);
  return tree->kind == FREE_PAGES ? check_free_list(walk, page, value, size) : ATT_OK;
}

typedef struct {
  size_t offset, key_size, data_size, whole; /* `whole`: bytes that it takes of the page */
  uint64_t child;                            /* of a branch */
  unsigned flags;
} page_node;

static att_status read_node(file_walk *walk, uint64_t page, const uint8_t *bytes, bool branch,
                            size_t i, page_node *ret_node) {
  uint16_t offset, fields[4]; /* low and high half of the size, flags, size of the key */
  memcpy(&offset, bytes + HEADER + 2 * i, sizeof offset);
  if (offset % 2 || offset < header_of(bytes).upper || (uint32_t)offset + NODE > walk->page_size)
    return corrupt(walk, page, "a node stands outside");
  memcpy(fields, bytes + offset, sizeof fields);
  uint64_t size = fields[0] | (uint64_t)fields[1] << 16;
  page_node node = {.offset = offset, .key_size = fields[3], .flags = fields[2]};
  if (branch)
    node.child = size | (uint64_t)fields[2] << 32;
  else
    node.data_size = size;
  size_t here = branch ? 0 : fields[2] == BIG ? sizeof(uint64_t) : node.data_size;
  node.whole = (NODE + node.key_size + here + 1) & ~(size_t)1;
  if (node.whole > walk->page_size - offset)
    return corrupt(walk, page, "a node leaves it");
  if (walk->sizes[offset / 2])
    return corrupt(walk, page, "two nodes stand in one place");
  walk->sizes[offset / 2] = (uint16_t)node.whole;
  *ret_node = node;
  return ATT_OK;
}

/* Whether the nodes that read_node() has noted fill the page from `upper` to its end. LMDB moves
 * them by their sizes: a gap or an overlap would make it write past the page. */
static att_status check_packing(file_walk *walk, uint64_t page, size_t upper, size_t count) {
  size_t at = upper;
  for (; count && at < walk->page_size && walk->sizes[at / 2]; count--) {
    size_t size = walk->sizes[at / 2];
    walk->sizes[at / 2] = 0;
    at += size;
  }
  if (!count && at == walk->page_size)
    return ATT_OK;
  return corrupt(walk, page, "nodes overlap or leave gaps");
}

static att_status walk_page(file_walk *walk, uint64_t page, unsigned depth, tree_walk *tree);

static att_status check_node(file_walk *walk, uint64_t page, const uint8_t *bytes,
                             const page_node *node, size_t i, unsigned depth, tree_walk *tree) {
  const uint8_t *key = bytes + node->offset + NODE;
  if (depth == tree->record.depth)
    return check_entry(walk, page, node->flags, key, node->key_size, key + node->key_size,
                       node->data_size, tree);
  size_t wanted = tree->kind == VALUES ? tree->value_size : tree->key_size;
  if (i > 0 && wanted && node->key_size != wanted)
    return corrupt(walk, page, "a key has another size");
  return walk_page(walk, node->child, depth + 1, tree);
}

static att_status check_nodes(file_walk *walk, uint64_t page, const uint8_t *bytes, size_t count,
                              unsigned depth, tree_walk *tree) {
  bool branch = depth < tree->record.depth;
  page_node node;
  att_status status = ATT_OK;
  for (size_t i = 0; i < count && status == ATT_OK; i++)
    status = read_node(walk, page, bytes, branch, i, &node);
  if (status == ATT_OK)
    status = check_packing(walk, page, header_of(bytes).upper, count);
  if (status != ATT_OK)
    return status;
  for (size_t i = 0; i < count && status == ATT_OK; i++) {
    status = read_node(walk, page, bytes, branch, i, &node);
    walk->sizes[node.offset / 2] = 0;
    if (status == ATT_OK)
      status = check_node(walk, page, bytes, &node, i, depth, tree);
  }
  return status;
}

static att_status walk_page(file_walk *walk, uint64_t page, unsigned depth, tree_walk *tree) {
  ATT_TRY(claim(walk, page, 1, true));
  const uint8_t *bytes = page_at(walk, page);
  page_header header = header_of(bytes);
  bool leaf = depth == tree->record.depth;
  unsigned wanted = !leaf ? BRANCH : tree->kind == VALUES ? LEAF | LEAF2 : LEAF;
  if (header.page != page || header.flags != wanted)
    return corrupt(walk, page, "is not of the kind that its place asks for");
  tree->branches += !leaf;
  tree->leaves += leaf;
  if (leaf && tree->kind == VALUES) {
    uint64_t count;
    ATT_TRY(check_fixed(walk, page, bytes, walk->page_size, tree, &count));
    tree->entries += count;
    return ATT_OK;
  }
  /* LMDB takes it for granted that a branch has two children, but in its own list of free pages. */
  size_t count = (header.lower - (size_t)HEADER) / 2;
  if (header.lower < HEADER || header.lower % 2 || header.lower > header.upper ||
      header.upper > walk->page_size || count < (leaf || tree->kind == FREE_PAGES ? 1 : 2))
    return corrupt(walk, page, "has a header that cannot be");
  return check_nodes(walk, page, bytes, count, depth, tree);
}

static att_status walk_tree(file_walk *walk, tree_walk *tree) {
  const tree_record *record = &tree->record;
  if (record->root == NO_PAGE)
    return record->entries || record->depth ? corrupt(walk, 0, "a tree without a root has entries")
                                            : ATT_OK;
  if (record->depth < 1 || record->depth > DEPTH_MOST)
    return corrupt(walk, record->root, "a tree of impossible depth");
  if (tree->kind == VALUES && record->pad != tree->value_size)
    return corrupt(walk, record->root, "duplicates of another size");
  ATT_TRY(walk_page(walk, record->root, 1, tree));
  if (tree->entries != record->entries || tree->branches != record->branches ||
      tree->leaves != record->leaves || tree->overflows != record->overflows)
    return corrupt(walk, record->root, "a tree's counts are not those of its record");
  return ATT_OK;
}

static att_status check_head(const uint8_t *bytes, uint64_t page, const char *name,
                             head_record *ret_head, att_error *reterr) {
  page_header header = header_of(bytes);
  head_record head;
  memcpy(&head, bytes + HEADER, sizeof head);
  if (header.flags != META || head.magic != MAGIC)
    return att_error_set(reterr, page ? ATT_ERR_CORRUPT : ATT_ERR_FORMAT,
                         page ? "%s: the second head is damaged: bring the store back from "
                                "'attache dump'"
                              : "%s: no attache store",
                         name);
  if (head.version != DATA_VERSION)
    return att_error_set(reterr, ATT_ERR_FORMAT, "%s: LMDB's format %u, not %d", name, head.version,
                         DATA_VERSION);
  uint32_t size = head.free_pages.pad;
  if (header.page != page || size < PAGE_SIZE_LEAST || size > PAGE_SIZE_MOST || size & (size - 1) ||
      head.free_pages.flags != MDB_INTEGERKEY || head.tables.flags != 0 ||
      head.last_page >= (uint64_t)1 << 48)
    return att_error_set(reterr, ATT_ERR_CORRUPT,
                         "%s: head %llu is damaged: bring the store back from 'attache dump'", name,
                         (unsigned long long)page);
  *ret_head = head;
  return ATT_OK;
}

/* The head that belongs to a transaction. */
static att_status read_head(int fd, const char *name, uint64_t txnid, head_record *ret_head,
                            att_error *reterr) {
  uint8_t bytes[HEADER + sizeof *ret_head];
  head_record first;
  uint64_t at = 0;
  for (uint64_t page = 0; page < HEADS; page++) {
    ssize_t got = pread(fd, bytes, sizeof bytes, (off_t)at);
    if (got < 0)
      return att_error_set(reterr, ATT_ERR_IO, "%s: %s", name, strerror(errno));
    if ((size_t)got < sizeof bytes)
      return att_error_set(reterr, ATT_ERR_FORMAT, "%s: no attache store, or one cut off", name);
    ATT_TRY(check_head(bytes, page, name, ret_head, reterr));
    if (page == (txnid & 1))
      first = *ret_head;
    at = ret_head->free_pages.pad;
  }
  if (first.free_pages.pad != ret_head->free_pages.pad)
    return att_error_set(reterr, ATT_ERR_CORRUPT, "%s: the two heads do not agree", name);
  *ret_head = first;
  return ATT_OK;
}

att_status att_pages_check_head(int fd, const char *name, att_error *reterr) {
  head_record head;
  return read_head(fd, name, 0, &head, reterr);
}

static att_status walk_file(file_walk *walk, const head_record *head) {
  tree_walk free_pages = {
      .kind = FREE_PAGES, .record = head->free_pages, .key_size = sizeof(uint64_t)};
  tree_walk tables = {.kind = TABLES, .record = head->tables};
  walk->seen = calloc(1, head->last_page / 8 + 1);
  walk->sizes = calloc(walk->page_size / 2, sizeof *walk->sizes);
  if (!walk->seen || !walk->sizes)
    return att_error_set(walk->reterr, ATT_ERR_MEMORY, "out of memory");
  ATT_TRY(walk_tree(walk, &free_pages));
  return walk_tree(walk, &tables);
}

att_status att_pages_check(int fd, const char *name, uint64_t txnid, const att_table_shape *shapes,
                           att_error *reterr) {
  head_record head;
  struct stat info;
  ATT_TRY(read_head(fd, name, txnid, &head, reterr));
  if (head.txnid != txnid)
    return att_error_set(reterr, ATT_ERR_BUSY, "%s: the store is being written", name);
  if (fstat(fd, &info) != 0)
    return att_error_set(reterr, ATT_ERR_IO, "%s: %s", name, strerror(errno));
  file_walk walk = {.name = name,
                    .size = (uint64_t)info.st_size,
                    .page_size = head.free_pages.pad,
                    .last_page = head.last_page,
                    .shapes = shapes,
                    .reterr = reterr};
  /* More pages than the file has can only be free ones at its end; no map is so large. */
  if (head.last_page / 1024 > walk.size / walk.page_size + 1024)
    return att_error_set(reterr, ATT_ERR_CORRUPT, "%s: the file has been cut off", name);
  void *map = mmap(NULL, walk.size, PROT_READ, MAP_SHARED, fd, 0);
  if (map == MAP_FAILED)
    return att_error_set(reterr, ATT_ERR_IO, "%s: %s", name, strerror(errno));
  walk.bytes = map;
  att_status status = walk_file(&walk, &head);
  munmap(map, walk.size);
  free(walk.seen);
  free(walk.sizes);
  return status;
}
