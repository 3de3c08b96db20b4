# Each target does its own set-up: a .venv made by uv if it is there, else by Python's own venv and pip.
# Needs Python 3.11 or newer, git and make, nothing else.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
INSTALL := install --quiet -c constraints.txt -e '.[postgres]' --group dev
SIZE ?= 400

.DEFAULT_GOAL := help
.PHONY: help demo test check proof bench docs catalogue clean

help: ## say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "servicedesk needs Python 3.11 or newer" >&2; exit 1; }
	@echo "Setting up $(VENV) (once) ..."
	@if command -v uv >/dev/null; then \
		test -x $(BIN)/python || uv venv --quiet --python "$(PYTHON)" $(VENV); \
		uv pip $(INSTALL) --python $(BIN)/python; \
	else \
		test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV); \
		$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'; \
		$(BIN)/python -m pip $(INSTALL); \
	fi
	@touch $@

demo: $(READY) ## open the desk on sample data (SIZE=400)
	@$(BIN)/servicedesk demo --size $(SIZE)

test: $(READY) ## run the tests (PostgreSQL's half when its programs are found)
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n 3 -m "not proof"

proof: $(READY) ## run the long seeded proofs
	$(BIN)/python -m pytest -n 2 -m proof

check: $(READY) ## style, types, layers, generated documents, translations
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.documents --check
	$(BIN)/python -m tools.catalogue check

bench: $(READY) ## measure against the budgets (sizes by BENCH_SIZES, BENCH_SECONDS)
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m bench

docs: $(READY) ## write the generated documents again
	$(BIN)/python -m tools.documents

catalogue: $(READY) ## collect texts to translate and compile what is translated
	$(BIN)/python -m tools.catalogue update

clean: ## remove what was built, but not the environment
	rm -rf build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
