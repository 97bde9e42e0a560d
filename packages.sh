# SPDX-License-Identifier: Apache-2.0
# Debian packages that quickstart and run-tests install; sourced by both.
build_packages="gcc make autoconf automake libtool pkg-config librdf0-dev libraptor2-dev liblmdb-dev libxxhash-dev libcsv-dev zlib1g-dev nettle-dev libpcre2-dev libcurl4-gnutls-dev libxml2-dev libyajl-dev libjansson-dev"
test_packages="libcmocka-dev redland-utils python3-librdf python3-rdflib python3-numpy graphviz mandoc"

# Installs those that are missing, and says so; nothing to do makes no noise.
install_packages() {
  local missing="" package as_root=""
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  echo "installing:$missing"
  [ "$(id -u)" = 0 ] || as_root=sudo
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
}
