#!/usr/bin/env bash
# scene.sh PICTURE: a picture of Neovim with the scene of scene.lua.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${FENCEPOST:?names the program to show}"
picture=$(realpath -m "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/bin" "$scratch/litmus"
ln -s "$(realpath "$FENCEPOST")" "$scratch/bin/fencepost"
cp "$here/../scene/publish.litmus" "$scratch/litmus"
cd "$scratch/litmus"
env HOME="$scratch" XDG_CONFIG_HOME="$scratch/config" XDG_DATA_HOME="$scratch/data" \
	XDG_STATE_HOME="$scratch/state" XDG_CACHE_HOME="$scratch/cache" PATH="$scratch/bin:$PATH" \
	COLUMNS_WIDE=92 ROWS_HIGH=42 "$here/../screenshot.sh" "$picture" \
	"${NVIM:-nvim}" --clean --cmd "set runtimepath^=$here/../../nvim" --cmd 'set noswapfile shortmess+=I' \
	publish.litmus -c "luafile $here/scene.lua"
