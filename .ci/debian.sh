#!/usr/bin/env bash
# Installs Debian packages: debian.sh "what to do by hand elsewhere" PACKAGE...
# Without packages there is nothing to do.
set -euo pipefail

advice=$1
shift
[ $# -gt 0 ] || exit 0
if ! command -v apt-get >/dev/null; then
	echo "missing: $* (Debian's names), and there is no apt-get to install them." >&2
	echo "$advice" >&2
	exit 1
fi
root=()
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "missing: $*; run as root: apt-get install $*" >&2
		exit 1
	fi
	root=(sudo)
fi
echo "installing $*" >&2
"${root[@]}" apt-get update -qq
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
