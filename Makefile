# Everything Parley needs lives in .venv; its stamp is renewed when a lock or the project's own description changes.
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test demo bench web lock format
.DELETE_ON_ERROR:

# The web client is built anew when what it is made of has changed.
CLIENT := parley/web/dist/index.html
CLIENT_SOURCES := $(shell find web \( -name node_modules -o -name journeys \) -prune -o -type f -print)

# `make run WORKERS=2`: so many processes serve one address.
run: $(VENV)/installed $(CLIENT)
	@exec $(if $(WORKERS),env PARLEY_WORKERS=$(WORKERS)) parley serve

# One process more than there are cores: many tests wait for processes of their own.
test: $(VENV)/installed-dev web/node_modules/checkable $(CLIENT)
	ruff format --check .
	ruff check .
	mypy --strict
	lint-imports --no-cache
	web/npm run check
	pytest --numprocesses $$(python -c 'import os; print(min(4, os.cpu_count() + 1))') --dist worksteal

demo: $(VENV)/installed
	@exec parley demo

# All of them take about half an hour; `make bench BENCH=send` measures one.
bench: $(VENV)/installed-dev
	@exec python -m bench $(BENCH)

# `web/npm run dev` serves the client as it is edited, beside a Parley that runs.
web: $(CLIENT)

format: $(VENV)/installed-dev web/node_modules/checkable
	ruff format .
	ruff check --fix .
	web/npm run format

# uv compiles the locks; nobody needs it to run or to test Parley.
COMPILE := uv pip compile --quiet pyproject.toml --group build --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --custom-compile-command "make lock"

lock: $(VENV)/installed-dev
	pip install --quiet uv
	$(COMPILE) --upgrade --output-file requirements.txt
	$(COMPILE) --upgrade --group dev --constraint requirements.txt --output-file requirements-dev.txt

$(VENV)/installed: requirements.txt pyproject.toml Makefile | $(BIN)/python
	@echo "Installing what Parley needs into $(VENV) (only when it has changed)"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "Installing what the tests need into $(VENV)"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

$(CLIENT): $(CLIENT_SOURCES) | $(VENV)/installed web/node_modules/buildable
	@echo "Building the web client (only when it has changed)"
	@web/npm run --silent build -- --logLevel warn
	@touch $@

# What checks the client takes the place of the smaller part that builds it.
web/node_modules/buildable: web/package-lock.json | $(VENV)/installed
	@web/npm ci --omit dev > /dev/null
	@touch $@

web/node_modules/checkable: web/package-lock.json | $(VENV)/installed
	@echo "Installing what the web client is checked with"
	@web/npm ci > /dev/null
	@touch $@ web/node_modules/buildable

# Debian packs venv's other half (ensurepip) apart, so the first interpreter that has both is taken.
$(BIN)/python:
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    exec $$python -m venv $(VENV); \
	  fi; \
	done; \
	echo "Parley needs Python 3.11 or newer with its venv module (on Debian and Ubuntu: apt install python3-venv)." >&2; \
	exit 1
