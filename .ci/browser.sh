#!/usr/bin/env bash
# Makes sure of a browser: the setting, Playwright's own, an installed one; else downloads, else installs one.
# Usage: browser.sh FOLDER_WITH_python
set -u
bin="$1"

usable() {
  "$bin/python" - <<'PY'
import os, sys
from watchdog.adapters.browser import which_browser
found = which_browser(os.environ.get("WATCHDOG_BROWSER__EXECUTABLE") or os.environ.get("WATCHDOG_BROWSER__CHANNEL") or "")
print(f"browser: {found.executable or found.channel} ({found.kind})" if found.usable else "no browser yet")
sys.exit(not found.usable)
PY
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
  else return 1
  fi
}

apt_install() {
  command -v apt-get >/dev/null || return 1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

if ! usable; then
  echo "Downloading Playwright's Chromium ..."
  # The download alone first: it fails quickly where it is not to be had. Then the libraries it needs.
  if timeout 600 "$bin/playwright" install chromium >/dev/null 2>&1; then
    timeout 900 "$bin/playwright" install-deps chromium >/dev/null 2>&1 || echo "(system libraries were not installed)"
  else
    echo "Not to be had; installing the distribution's chromium ..."
    apt_install chromium fonts-noto-cjk
  fi
  usable || {
    echo "No browser. Install Chrome, Edge or Chromium, or set WATCHDOG_BROWSER__EXECUTABLE to one, then run this again." >&2
    exit 1
  }
fi

# Without a Chinese font pictures show boxes. Told, never fatal.
if command -v fc-list >/dev/null && [ -z "$(fc-list :lang=zh family)" ]; then
  apt_install fonts-noto-cjk || echo "No Chinese font: install one (Debian: fonts-noto-cjk), or pictures show boxes."
fi
