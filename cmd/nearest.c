/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "cmd/nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { LONGEST = 63 };

static unsigned least(unsigned a, unsigned b) {
  return a < b ? a : b;
}

/* Letters to add, drop, change, or swap with the next: optimal string alignment distance (Boytsov,
 * "Indexing methods for approximate dictionary searching", 2011, 2.2). */
static unsigned distance(const char *a, const char *b) {
  unsigned rows[3][LONGEST + 2];
  size_t m = strlen(a), n = strlen(b);
  if (m > LONGEST || n > LONGEST)
    return LONGEST;
  for (unsigned j = 0; j <= n; j++)
    rows[0][j] = j;
  for (unsigned i = 1; i <= m; i++) {
    unsigned *row = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
    row[0] = i;
    for (unsigned j = 1; j <= n; j++) {
      row[j] = least(least(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = least(row[j], before[j - 2] + 1);
    }
  }
  return rows[m % 3][n];
}

/* Does the name, hyphens aside, begin with the word? "whomet": "who-met-whom" */
static bool begins(const char *name, const char *word) {
  for (; *word != '\0'; word++) {
    if (*word == '-')
      continue;
    while (*name == '-')
      name++;
    if (tolower((unsigned char)*name++) != tolower((unsigned char)*word))
      return false;
  }
  return true;
}

void cmd_nearest_try(cmd_nearest *nearest, const char *name) {
  unsigned changes = distance(nearest->word, name);
  size_t size = strlen(nearest->word);
  const char *part = size >= 3 ? strcasestr(name, nearest->word) : NULL;
  if (strcasecmp(nearest->word, name) == 0)
    changes = 0;
  else if (((part && part > name && part[-1] == ' ') ||
            (size >= 3 && begins(name, nearest->word))) &&
           changes > 1)
    changes = 1; /* it begins so, or a word in it */
  if (changes > 1 + size / 4 || (nearest->name && changes >= nearest->changes))
    return;
  nearest->name = name;
  nearest->changes = changes;
}
