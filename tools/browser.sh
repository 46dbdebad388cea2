#!/usr/bin/env bash
# Finds Chromium for the tests of the desk, or installs Debian's with apt-get where this is root.
# Prints its path. Ends with 1, and says what to do, where there is none. Nothing else is fetched.
set -u

find_browser() {
  if [ -n "${SOLFERINO_BROWSER:-}" ]; then
    command -v "$SOLFERINO_BROWSER"
    return
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return
  done
  return 1
}

find_browser && exit 0
if [ -n "${SOLFERINO_BROWSER:-}" ]; then
  echo "SOLFERINO_BROWSER names $SOLFERINO_BROWSER, which is not there." >&2
  exit 1
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium with apt-get for the tests of the desk ..." >&2
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium; } >&2
  find_browser && exit 0
fi
cat >&2 <<'SAY'
There is no Chromium, so the desk's tests in a browser are skipped.
What to do: install it (Debian, Ubuntu: sudo apt-get install chromium; Fedora: sudo dnf install
chromium; macOS: brew install --cask chromium), or name one: SOLFERINO_BROWSER=/path/to/chrome
SAY
exit 1
