/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/paths.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEPTH_MOST = 64 };

void cmd_paths_clear(cmd_paths *paths) {
  for (size_t i = 0; i < paths->count; i++)
    free(paths->items[i]);
  free(paths->items);
  *paths = (cmd_paths){0};
}

static att_status add(cmd_paths *paths, const char *path, att_error *reterr) {
  if (paths->count == paths->capacity) {
    size_t capacity = paths->capacity > 0 ? 2 * paths->capacity : 64;
    char **items = realloc(paths->items, capacity * sizeof *items);
    if (items == NULL)
      return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the names of files");
    paths->items = items;
    paths->capacity = capacity;
  }
  char *copy = strdup(path);
  if (copy == NULL)
    return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the names of files");
  paths->items[paths->count++] = copy;
  return ATT_OK;
}

static bool ends_with(const char *name, size_t size, const char *ending) {
  size_t length = strlen(ending);
  return size > length && strncasecmp(name + size - length, ending, length) == 0;
}

static bool is_wanted(const char *name, const char *const *endings) {
  size_t size = strlen(name);
  if (ends_with(name, size, ".gz"))
    size -= 3;
  for (; *endings != NULL; endings++)
    if (ends_with(name, size, *endings))
      return true;
  return false;
}

static int is_shown(const struct dirent *entry) {
  return entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static att_status walk(cmd_paths *paths, const char *path, const char *const *endings, int depth,
                       att_error *reterr);

static att_status add_entry(cmd_paths *paths, const char *folder, const char *name,
                            const char *const *endings, int depth, att_error *reterr) {
  size_t size = strlen(folder) + strlen(name) + 2;
  char *path = malloc(size);
  struct stat about;
  if (path == NULL)
    return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the names of files");
  snprintf(path, size, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", name);
  att_status status = ATT_OK;
  bool link = lstat(path, &about) == 0 && S_ISLNK(about.st_mode);
  if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
    status = link ? ATT_OK : walk(paths, path, endings, depth + 1, reterr);
  else if (is_wanted(name, endings))
    status = add(paths, path, reterr);
  else
    paths->passed++;
  free(path);
  return status;
}

static att_status walk(cmd_paths *paths, const char *path, const char *const *endings, int depth,
                       att_error *reterr) {
  struct dirent **entries;
  if (depth > DEPTH_MOST)
    return att_error_set(reterr, ATT_ERR_LIMIT, "%s: folders more than %d deep", path, DEPTH_MOST);
  int count = scandir(path, &entries, is_shown, by_bytes);
  if (count < 0)
    return att_error_set(reterr, ATT_ERR_IO, "%s: %s", path, strerror(errno));
  att_status status = ATT_OK;
  for (int i = 0; i < count; i++) {
    if (status == ATT_OK)
      status = add_entry(paths, path, entries[i]->d_name, endings, depth, reterr);
    free(entries[i]);
  }
  free(entries);
  return status;
}

att_status cmd_paths_add(cmd_paths *paths, const char *path, const char *const *endings,
                         att_error *reterr) {
  struct stat about;
  if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
    return walk(paths, path, endings, 0, reterr);
  return add(paths, path, reterr);
}
