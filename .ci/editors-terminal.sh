#!/usr/bin/env bash
# Installs what the tests of the terminal editors need: Neovim, Emacs with Eglot,
# and a terminal on a virtual screen for their pictures.
# Prints nothing when everything is there.
set -euo pipefail

# eglot says whether this Emacs has Eglot, built in or as a package.
eglot() {
	emacs -q --batch --eval "(require 'eglot)" >/dev/null 2>&1
}

packages=()
command -v "${NVIM:-nvim}" >/dev/null || packages+=(neovim)
command -v emacs >/dev/null || packages+=(emacs-nox)
eglot || packages+=(elpa-eglot)
command -v xterm >/dev/null || packages+=(xterm)
command -v Xvfb >/dev/null || packages+=(xvfb)
command -v import >/dev/null || packages+=(imagemagick)
[ -e /usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf ] || packages+=(fonts-dejavu-core)

"$(dirname "$0")/debian.sh" "Install Neovim 0.7 or later, Emacs 28 or later with Eglot, xterm, Xvfb and ImageMagick by hand." ${packages[@]+"${packages[@]}"}
