#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
command -v python3 >/dev/null || { echo "python3 is missing"; exit 77; }
python3 "$top_srcdir/ontology/vocab.py" --check && python3 "$top_srcdir/tests/ontology.py"
