#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A treebank's text as a reader gets it: sentences joined by a space, an empty line between paragraphs.

usage: raw_text.py FILE.conllu
"""
import sys


def size(text):
    return len("".join(text.split()))


class Text:
    """A treebank's file as raw text: its paragraphs, and where in its characters they and sentences begin."""

    def __init__(self, path):
        self.paragraphs, self.begins, self.documents, self.ends, at = [], [], [], set(), 0
        document = True
        for line in open(path, encoding="utf-8"):
            if line.startswith("# newdoc"):
                document = True
            if line.startswith(("# newdoc", "# newpar")) and (not self.paragraphs or self.paragraphs[-1]):
                self.paragraphs.append([])
                self.begins.append(at)
                self.documents.append(document)
            if line.startswith("# text = "):
                text = line[9:].rstrip("\n")
                self.paragraphs[-1].append(text)
                at += size(text)
                self.ends.add(at)
                document = False

    def raw(self):
        return "".join(" ".join(p) + "\n\n" for p in self.paragraphs)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    sys.stdout.write(Text(sys.argv[1]).raw())
