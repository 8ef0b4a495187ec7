#!/usr/bin/env bash
# Installs what building and testing need beside Go: a C compiler, Z3's headers
# and library, and the z3 program for the test of `fencepost smt2`.
# Prints nothing when everything is there.
set -euo pipefail

# builds says whether a C program with the given header and library can be built.
# It honours the flags that cgo is given, so that a Z3 in another place counts.
builds() {
	# shellcheck disable=SC2086
	printf '#include <%s>\nint main(void) { return 0; }\n' "$1" |
		"${CC:-cc}" ${CGO_CFLAGS:-} -x c - -o /dev/null ${CGO_LDFLAGS:-} ${2:-} >/dev/null 2>&1
}

packages=()
builds stdlib.h || packages+=(gcc libc6-dev)
# Without a compiler the library can't be tried; installing it twice is harmless.
builds z3.h -lz3 || packages+=(libz3-dev)
command -v z3 >/dev/null || packages+=(z3)

"$(dirname "$0")/debian.sh" "Install a C compiler and Z3 with its headers by hand, then run this again." ${packages[@]+"${packages[@]}"}

if ! command -v "${GO:-go}" >/dev/null; then
	echo "missing: Go (go.mod names the version); see https://go.dev/doc/install" >&2
	exit 1
fi
