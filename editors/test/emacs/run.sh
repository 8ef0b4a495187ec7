#!/usr/bin/env bash
# run.sh: compiles the Emacs mode without a warning and runs its tests in batch.
# The program that is tested is $FENCEPOST, the editor $EMACS.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
emacs=${EMACS:-emacs}
: "${FENCEPOST:?names the program to test}"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/bin" "$scratch/mode"
ln -s "$(realpath "$FENCEPOST")" "$scratch/bin/fencepost"
cp "$here/../../emacs/fencepost-mode.el" "$scratch/mode"

"$emacs" --version | head -n 1
# -q, not -Q: Debian's packages, Eglot among them, are put into the load path by
# the files of the site.
in_batch() {
	env HOME="$scratch" PATH="$scratch/bin:$PATH" timeout 180 "$emacs" -q --batch -L "$scratch/mode" "$@" 2>"$scratch/stderr"
}

if ! in_batch --eval '(setq byte-compile-error-on-warn t)' -f batch-byte-compile "$scratch/mode/fencepost-mode.el"; then
	echo "FAILED fencepost-mode.el compiles without a warning"
	cat "$scratch/stderr"
	exit 1
fi
echo "ok     fencepost-mode.el compiles without a warning"

if ! in_batch -l "$here/fencepost-test.el"; then
	echo "what Emacs said:"
	tail -n 40 "$scratch/stderr"
	exit 1
fi
