# Python 3.11+ and make are all a machine needs.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed-from-lock

.PHONY: install demo test lint types style contracts templates migrations law lock clean

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

install: $(STAMP)

demo: $(STAMP)
	$(BIN)/limen demo

test: $(STAMP)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

# types take as long as all the rest: with ``-j 2`` beside it
lint: types style contracts templates

types: $(STAMP)
	$(BIN)/mypy

style: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

contracts: $(STAMP)
	$(BIN)/lint-imports

templates: $(STAMP)
	$(BIN)/djlint --check --lint src

migrations: $(STAMP)
	DJANGO_SETTINGS_MODULE=limen.config.settings.test $(BIN)/python -m django makemigrations --check --dry-run

law: $(STAMP)
	$(BIN)/limen law check

# needs uv; the lock holds hashes and no index address
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
