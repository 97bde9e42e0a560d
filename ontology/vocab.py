#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes ontology/vocab.h from ontology/defrel.ttl; with --check, says whether it is in step."""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
HEAD = """/* SPDX-License-Identifier: Apache-2.0
 *
 * The IRIs of defrel.ttl as string constants. Made by ontology/vocab.py: change defrel.ttl only.
 */
#ifndef ATT_ONTOLOGY_VOCAB_H
#define ATT_ONTOLOGY_VOCAB_H

#include "graph/vocabulary.h"

"""


def constant(term):
    """Visit (a class) -> ATT_DR_CLASS_VISIT, metWith -> ATT_DR_MET_WITH."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", term).upper()
    return ("ATT_DR_CLASS_" if term[0].isupper() else "ATT_DR_") + words


def header():
    with open(os.path.join(HERE, "defrel.ttl"), encoding="utf-8") as file:
        terms = re.findall(r"^dr:(\w+) a ", file.read(), re.M)
    lines = [f'#define {constant(term)} ATT_DR "{term}"\n' for term in sorted(set(terms))]
    return HEAD + "".join(lines) + "\n#endif\n"


def main():
    path = os.path.join(HERE, "vocab.h")
    text = header()
    if "--check" not in sys.argv[1:]:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return 0
    with open(path, encoding="utf-8") as file:
        if file.read() == text:
            return 0
    print(f"{path}: not what defrel.ttl says: run ontology/vocab.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
