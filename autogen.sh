#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes ./configure from a checkout.
set -e
cd "$(dirname "$0")"
command -v autoreconf >/dev/null || {
  echo "autogen.sh: autoreconf is missing: 'apt-get install autoconf automake libtool pkg-config'" >&2
  exit 1
}
exec autoreconf --force --install
