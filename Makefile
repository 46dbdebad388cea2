# Every verb below sets up what it needs. Nothing is installed outside .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
CASE   ?= demo-case

.PHONY: setup demo test browser ftm check bench lock clean help

help:            ## What each verb does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY)  ## Virtual environment with locked versions, and the command .venv/bin/solferino

$(READY): requirements.lock tools/readers.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Solferino needs Python 3.11 or newer; give it as: make PYTHON=/path/to/python3 $(MAKECMDGOALS)"; exit 2; }
	@echo "Installing what requirements.lock names into $(VENV): once, some minutes, from the package index."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r tools/readers.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)   ## The practice case: results, dossier, then the desk (NO_DESK=1 ends after the dossier)
	$(BIN)/solferino demo --case $(CASE) $(if $(NO_DESK),--no-desk)

test: $(READY)   ## All tests; those that need Chromium or followthemoney are skipped, visibly, without it
	@tools/browser.sh >/dev/null || true
	@PYTHON=$(PYTHON) tools/ftm.sh >/dev/null || true
	$(BIN)/python -m pytest -n auto

browser:         ## Chromium for the tests of the desk: found, or installed where this is root
	@tools/browser.sh

ftm:             ## The followthemoney package for the test of that export, in .ftm, where ICU's headers are
	@PYTHON=$(PYTHON) tools/ftm.sh

check: $(READY)  ## The gate: format, lint, types, arrows, limits
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/shape

bench: $(READY)  ## Speed and accuracy, measured side by side (DOCUMENTS=100000: the desk with so many)
	$(BIN)/python -m bench $(DOCUMENTS)

lock:            ## Renew requirements.lock (maintainers; needs uv)
	uv pip compile pyproject.toml --group dev --generate-hashes --universal --python-version 3.11 --output-file requirements.lock

clean:           ## Remove what was built
	rm -rf $(VENV) .ftm demo-case .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
