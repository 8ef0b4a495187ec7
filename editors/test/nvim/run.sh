#!/usr/bin/env bash
# run.sh [SPEC...]: runs the tests of the Neovim plugin, one Neovim a spec. The
# program that is tested is $FENCEPOST, the editor $NVIM.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
plugin=$here/../../nvim
nvim=${NVIM:-nvim}
: "${FENCEPOST:?names the program to test}"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/bin"
ln -s "$(realpath "$FENCEPOST")" "$scratch/bin/fencepost"

specs=("$@")
[ ${#specs[@]} -gt 0 ] || specs=("$here"/*_spec.lua)
failed=0
"$nvim" --version | head -n 1
for spec in "${specs[@]}"; do
	echo "-- $(basename "$spec")"
	# A home of its own, so that nothing of the person's configuration is read.
	if ! env HOME="$scratch" XDG_CONFIG_HOME="$scratch/config" XDG_DATA_HOME="$scratch/data" \
		XDG_STATE_HOME="$scratch/state" XDG_CACHE_HOME="$scratch/cache" \
		PATH="$scratch/bin:$PATH" SPEC="$(realpath "$spec")" \
		timeout 180 "$nvim" --headless --clean \
		--cmd "set runtimepath^=$plugin" --cmd 'set noswapfile shortmess+=I' -c "luafile $here/run.lua" \
		2>"$scratch/stderr"; then
		failed=1
		echo "what Neovim said:"
		tail -n 40 "$scratch/stderr"
	fi
done
exit $failed
