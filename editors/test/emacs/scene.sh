#!/usr/bin/env bash
# scene.sh PICTURE: a picture of Emacs with the scene of scene.el.
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
env HOME="$scratch" PATH="$scratch/bin:$PATH" COLUMNS_WIDE=92 ROWS_HIGH=42 \
	"$here/../screenshot.sh" "$picture" \
	"${EMACS:-emacs}" -nw -q -L "$here/../../emacs" -l "$here/scene.el"
