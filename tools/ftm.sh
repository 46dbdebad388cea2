#!/usr/bin/env bash
# Finds a Python with the followthemoney package for the test of that export, or puts it into .ftm
# (versions and hashes: tools/ftm.lock). It stands apart from the program's own environment, since it
# builds a library of the system (ICU). Prints the Python's path. Ends with 1, and says what to do,
# where there is none.
set -u
cd "$(dirname "$0")/.."

has() { "$1" -c 'import followthemoney' 2>/dev/null; }

if [ -n "${SOLFERINO_FTM:-}" ]; then
  has "$SOLFERINO_FTM" && echo "$SOLFERINO_FTM" && exit 0
  echo "SOLFERINO_FTM names $SOLFERINO_FTM, which has no followthemoney." >&2
  exit 1
fi
own="$PWD/.ftm/bin/python"
[ -x "$own" ] && has "$own" && echo "$own" && exit 0
if command -v pkg-config >/dev/null && pkg-config --exists icu-i18n; then
  echo "Installing followthemoney into .ftm for the test of that export ..." >&2
  if "${PYTHON:-python3}" -m venv .ftm >&2 &&
    timeout 600 "$own" -m pip install --quiet --disable-pip-version-check --require-hashes \
      -r tools/ftm.lock >&2 && has "$own"; then
    echo "$own"
    exit 0
  fi
  rm -rf .ftm
fi
cat >&2 <<'SAY'
There is no followthemoney, so the test that reads its export with the real package is skipped.
What to do: install the headers of ICU and a compiler (Debian, Ubuntu: sudo apt-get install
libicu-dev pkg-config g++), then run `make ftm`; or name a Python that has it: SOLFERINO_FTM=PATH
SAY
exit 1
