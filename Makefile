# Earshot: `make run` starts the app, `make test` proves it. Needs Python 3.11 or newer, nothing else.
# Written for POSIX sh and for GNU make 3.81, which is what macOS ships.

VENV := .venv
PY := $(VENV)/bin/python

# The first Python here that is new enough; `make run PYTHON=/path/to/python3` names another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

# A stamp is named after the checksum of the requirements that it stands for: a changed one
# installs again, an unchanged one costs nothing, whatever git does to the times of files.
TO_RUN := requirements.txt requirements-musicnn.txt
TO_TEST := requirements-dev.txt requirements-optional.txt requirements-mirdata.txt
RUN_READY := $(VENV)/ready-$(shell cat $(TO_RUN) | cksum | cut -d ' ' -f 1)
TEST_READY := $(VENV)/ready-tests-$(shell cat $(TO_RUN) $(TO_TEST) | cksum | cut -d ' ' -f 1)
COMPILED := $(VENV)/ready-reference-$(shell cat $(TO_RUN) | cksum | cut -d ' ' -f 1)

# Of the two gigabytes that are installed a tenth is ever imported: Python compiles that as it goes
# and keeps it, which it must not be forbidden, or each of its processes begins anew.
unexport PYTHONDONTWRITEBYTECODE
PIP_INSTALL := $(PY) -m pip install --disable-pip-version-check --no-compile

# Tests of numbers that hang on how a processor adds: see tests/another_kernel.py.
NUMERIC := $(addprefix tests/,features signals synthesis analysis lessons metrics models test_doubt.py \
	inference/test_predicting.py training/test_batches.py training/test_loop.py training/test_windows.py)

# An environment whose Python is gone (upgraded, or copied from elsewhere) is made anew.
WORKS := $(shell $(PY) -c 'print("yes")' 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help run dev serve install install-scale install-login test tests lint unit numbers chromium browser bench clean anew

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

run: $(RUN_READY) ## Start the app; the first time, install what it needs
	@$(PY) -m pages.shared.serve

dev: $(RUN_READY) ## Start the app and reload it whenever its code changes
	@$(PY) -m pages.shared.serve --server.fileWatcherType=auto --server.runOnSave=true

# For others: see docs/server.md. Each can be set: make serve ADDRESS=127.0.0.1 BASE=earshot
ADDRESS ?= 0.0.0.0
PORT ?= 8501
BASE ?=
UPLOAD_MB ?= 200
DATA ?= $(HOME)/.earshot

serve: $(RUN_READY) ## Serve the app to others: docs/server.md
	@EARSHOT_PUBLIC=1 EARSHOT_HOME='$(DATA)' EARSHOT_MAX_MB=$(UPLOAD_MB) $(PY) -m pages.shared.serve \
		--server.address=$(ADDRESS) --server.port=$(PORT) --server.headless=true \
		--server.baseUrlPath='$(BASE)' --server.maxUploadSize=$(UPLOAD_MB)

install: $(RUN_READY) ## Install what the app needs, and stop there

install-scale: $(RUN_READY) ## Install what only work on several machines needs
	@$(PIP_INSTALL) -r requirements-scale.txt

install-login: $(RUN_READY) ## Install what only a server whose visitors sign in needs
	@$(PIP_INSTALL) -r requirements-login.txt

# The songs, features and networks that `unit` makes are there for `browser`; what `numbers`
# computes, as another processor would, stays apart.
# Installing keeps one processor busy, so that the other can compile meanwhile; style and types are
# checked with what the tests leave of both.
test: $(RUN_READY) ## Run every check and every test
	@$(MAKE) --jobs=2 $(COMPILED) chromium
	@made=$$(mktemp -d) && trap 'rm -rf "$$made"' EXIT && $(MAKE) --jobs=2 lint tests MADE="$$made"

tests:
	@$(MAKE) --jobs=1 unit numbers browser

lint: $(TEST_READY) ## Check style, types, which floor imports which, and licences
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	nice $(PY) -m pyright
	nice $(VENV)/bin/lint-imports
	$(PY) -m tests.packages

unit: $(TEST_READY) $(COMPILED) ## Test the core, and the pages without a browser
	TESTS_CACHE='$(MADE)' $(PY) -m pytest --ignore=tests/browser --numprocesses=2 --dist=worksteal

numbers: $(TEST_READY) $(COMPILED) ## Test what is computed again, as another processor computes it
	env $$($(PY) -m tests.another_kernel) $(PY) -m pytest $(NUMERIC) --numprocesses=2 --dist=worksteal

chromium: $(TEST_READY)
	$(PY) tests/browser/chromium.py

browser: chromium ## Test the app in a real browser
	TESTS_CACHE='$(MADE)' $(PY) -m pytest tests/browser --timeout=300 --numprocesses=2 --dist=worksteal

bench: $(TEST_READY) ## Measure the figures that the README states
	@failed=0; for name in averages features inference library scale scatter training pca recipes; do \
		echo "== $$name"; $(PY) -m benchmarks.$$name || failed=1; done; exit $$failed

clean: ## Remove the environment (runs and caches live in ~/.earshot)
	rm -rf $(VENV)

$(RUN_READY): $(if $(WORKS),,anew)
	@test -n '$(PYTHON)' || { echo 'Earshot needs Python 3.11 or newer, and none was found here.'; \
		echo 'Install it from https://www.python.org, or name yours: make run PYTHON=/path/to/python3'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Earshot needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo '$(PYTHON) lacks its venv module. On Debian or Ubuntu: sudo apt install python3-venv'; exit 1; }
	@echo 'Installing what Earshot needs into .venv; this takes some minutes, once.'
	@$(PYTHON) -m venv $(if $(WORKS),,--clear) $(VENV)
	@$(PIP_INSTALL) -r requirements.txt
	@$(PIP_INSTALL) --no-deps -r requirements-musicnn.txt
	@rm -f $(VENV)/ready-*
	@touch $@

$(TEST_READY): $(RUN_READY)
	@$(PIP_INSTALL) -r requirements-dev.txt -r requirements-optional.txt
	@$(PIP_INSTALL) --no-deps -r requirements-mirdata.txt
	@touch $@

$(COMPILED): $(RUN_READY)
	@echo 'Compiling the reference implementations once, before tests run side by side.'
	@$(PY) tests/compile_reference.py
	@touch $@
