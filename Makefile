# Everything Parley needs lives in .venv; its stamp is renewed when a lock or the project's own description changes.
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test demo bench lock format
.DELETE_ON_ERROR:

# `make run WORKERS=2`: so many processes serve one address.
run: $(VENV)/installed
	@exec $(if $(WORKERS),env PARLEY_WORKERS=$(WORKERS)) parley serve

test: $(VENV)/installed-dev
	ruff format --check .
	ruff check .
	mypy --strict
	lint-imports --no-cache
	pytest

demo: $(VENV)/installed
	@exec parley demo

# All of them take about half an hour; `make bench BENCH=send` measures one.
bench: $(VENV)/installed-dev
	@exec python -m bench $(BENCH)

format: $(VENV)/installed-dev
	ruff format .
	ruff check --fix .

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

# Debian packs venv's other half (ensurepip) apart, so the first interpreter that has both is taken.
$(BIN)/python:
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    exec $$python -m venv $(VENV); \
	  fi; \
	done; \
	echo "Parley needs Python 3.11 or newer with its venv module (on Debian and Ubuntu: apt install python3-venv)." >&2; \
	exit 1
