# Everything from nothing but Python 3.11 or newer, make and git.
.DEFAULT_GOAL := help
.PHONY: help demo test lint bench locales coverage requirements clean

PYTHON ?= python3
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
# Stamps: what was installed, and from which pins.
RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
export PIP_ROOT_USER_ACTION := ignore

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(RUN) ## Watch a simulated scheme: a missed check-out, chased until a person takes it
	@$(BIN)/porchlight demo $(ARGS)

test: $(DEV) ## Run the tests; ARGS="-k word" chooses
	@$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

lint: $(DEV) ## Check style, types, the direction of imports and the catalogues
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m locales check

bench: $(DEV) ## Measure speed against peers, on this machine
	@$(BIN)/python -m tests.bench $(ARGS)

locales: $(DEV) ## Bring every catalogue up to date with the sentences
	@$(BIN)/python -m locales update

coverage: $(DEV) ## Run the tests and show what they leave out
	@$(BIN)/python -m pytest --cov --cov-report=term $(ARGS)

requirements: ## Pin the newest allowed versions again, with hashes (needs uv)
	@uv pip compile --quiet --upgrade --extra dev pyproject.toml -o requirements-dev.txt $(COMPILE)
	@uv pip compile --quiet -c requirements-dev.txt pyproject.toml -o requirements.txt $(COMPILE)

COMPILE := --generate-hashes --no-header --no-annotate --no-emit-index-url --universal \
	--python-version 3.11 --group build

clean: ## Remove what was installed and built
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Porchlight needs Python 3.11 or newer. Try: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUN): requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Porchlight needs, once (about a minute)…"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements-dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Porchlight and its tests need, once (about two minutes)…"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(RUN) $@
