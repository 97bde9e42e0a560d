# SPDX-License-Identifier: Apache-2.0
"""Writes model files; the format is in text/model.h. (train/reference.py reads them.)"""
import os, struct
import numpy as np
import xxhash


def to_bytes(a):
    """float rows -> a scale for each row, and int8."""
    scale = np.maximum(np.abs(a).max(1), 1e-8).astype("<f4") / np.float32(127)
    return scale.astype("<f4"), np.clip(np.rint(a / scale[:, None]), -127, 127).astype("i1")


class Writer:
    def __init__(self):
        self.body, self.count = b"", 0

    def add(self, name, kind, rows, cols, data):
        head = struct.pack("<32sIIII16x", name.encode(), kind, rows, cols, len(data))
        self.body += head + data + b"\0" * (-len(data) % 64)
        self.count += 1

    def text(self, name, lines):
        self.add(name, 0, len(lines), 0, "\n".join(lines).encode() + b"\n")

    def floats(self, name, t):
        a = t.detach().numpy().astype("<f4").reshape(1, -1)
        self.add(name, 1, a.shape[0], a.shape[1], a.tobytes())

    def bytes8(self, name, t):
        self.rows8(name, *to_bytes(t.detach().numpy()))

    def rows8(self, name, scale, rows):
        self.add(name, 2, *rows.shape, scale.tobytes() + rows.tobytes())

    def keys(self, name, hashes):
        self.add(name, 3, len(hashes), 1, hashes.tobytes())

    def linear(self, name, m):
        self.bytes8(name + ".weight", m.weight)
        self.floats(name + ".bias", m.bias)

    def write(self, path):
        head = struct.pack("<8sIIQQ32x", b"ATTMODEL", 2, self.count, len(self.body), xxhash.xxh64(self.body).intdigest())
        with open(path + ".new", "wb") as f:
            f.write(head + self.body)
        os.replace(path + ".new", path)
