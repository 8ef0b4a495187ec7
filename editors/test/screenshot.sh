#!/usr/bin/env bash
# screenshot.sh PICTURE COMMAND...: runs the command in a terminal on a virtual
# screen and saves a picture of it. The command says that all is drawn by making
# the file that $FENCEPOST_READY names; the picture is then taken as soon as two
# in a row are the same.
set -euo pipefail

picture=$1
shift
columns=${COLUMNS_WIDE:-104} rows=${ROWS_HIGH:-36}
scratch=$(mktemp -d)
screen='' terminal=''

finish() {
	[ -z "$terminal" ] || kill "$terminal" 2>/dev/null || true
	[ -z "$screen" ] || kill "$screen" 2>/dev/null || true
	wait 2>/dev/null || true
	rm -rf "$scratch"
}
trap finish EXIT

# until_ready WHAT SECONDS TEST...: waits until the test succeeds.
until_ready() {
	local what=$1 deadline=$((SECONDS + $2))
	shift 2
	until "$@"; do
		if [ $SECONDS -ge $deadline ]; then
			echo "screenshot: no $what in time" >&2
			[ ! -s "$scratch/log" ] || cat "$scratch/log" >&2
			exit 1
		fi
		read -r -t 0.05 <> <(:) || true
	done
}

same() {
	import -window root "$scratch/now.png" 2>/dev/null || return 1
	convert "$scratch/now.png" "$scratch/now.rgb"
	cmp -s "$scratch/before.rgb" "$scratch/now.rgb" && return 0
	mv "$scratch/now.rgb" "$scratch/before.rgb"
	return 1
}

# Xvfb chooses a free number and writes it down.
Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp 3>"$scratch/display" 2>"$scratch/log" &
screen=$!
until_ready "virtual screen" 20 test -s "$scratch/display"
DISPLAY=:$(cat "$scratch/display")
export DISPLAY
export FENCEPOST_READY=$scratch/ready

xterm -fa 'DejaVu Sans Mono' -fs 10 -bg '#fdfdfb' -fg '#222222' -cr '#222222' +sb -b 6 -bw 0 \
	-geometry "${columns}x${rows}+0+0" -tn xterm-256color -e "$@" >>"$scratch/log" 2>&1 &
terminal=$!
until_ready "file from the command" 60 test -e "$FENCEPOST_READY"
until_ready "quiet screen" 20 same

mkdir -p "$(dirname "$picture")"
# The rest of the screen is black; 128 colours are more than a terminal shows.
convert "$scratch/now.png" -trim +repage -strip +dither -colors 128 -define png:compression-level=9 "$picture"
