# Each target sets up what it needs in .venv, from the pinned and hashed requirements; PYTHON names the interpreter to start from (3.11 or newer).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
TESTS ?=

LOCK = --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-emit-package planggraph --custom-compile-command 'make lock' $(UPGRADE)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check bench lock clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

run: $(VENV)/run.stamp ## build the graph from data/plans and print its summary
	@$(BIN)/planggraph demo

test: $(VENV)/dev.stamp ## run the tests (TESTS=tests/unit/... runs a part)
	$(BIN)/python -m pytest -n auto $(TESTS)

check: $(VENV)/dev.stamp ## lint, format, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/bench.stamp ## run the benchmarks and print their ratios
	@set -e; for file in benchmarks/[!_]*.py; do echo "== $$file"; $(BIN)/python "$$file"; done

lock: $(VENV)/dev.stamp ## write requirements/*.txt anew from pyproject.toml (UPGRADE=--upgrade moves the pins)
	$(BIN)/uv pip compile $(LOCK) --all-extras --group build --output-file requirements/run.txt pyproject.toml
	$(BIN)/uv pip compile $(LOCK) --all-extras --group dev --constraints requirements/run.txt --output-file requirements/dev.txt pyproject.toml
	$(BIN)/uv pip compile $(LOCK) --group bench --constraints requirements/dev.txt --output-file requirements/bench.txt

clean: ## remove .venv and everything that can be made again; a graph in .planggraph stays
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'planggraph needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …' >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)

$(VENV)/run.stamp $(VENV)/dev.stamp: $(VENV)/%.stamp: requirements/%.txt pyproject.toml $(VENV)/pyvenv.cfg
	$(PIP) install --quiet --require-hashes --requirement $<
	$(PIP) install --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/bench.stamp: requirements/bench.txt $(VENV)/dev.stamp
	$(PIP) install --quiet --require-hashes --requirement $<
	@touch $@
