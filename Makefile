# Wraps only; the start without make is `pipx install .` and `watchdog demo`. Every step leaves a stamp and is not repeated.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: setup demo test lint lock clean

setup: $(STAMPS)/browser

demo: setup
	$(BIN)/watchdog demo

# All tests, those with a real browser included. ARGS="-k settings" passes anything on to pytest.
test: setup
	$(BIN)/python -m pytest $(ARGS)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports
	$(BIN)/watchdog packs check

# Writes the pinned versions with hashes, for every system, without an index address. Needs nothing but this.
lock:
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/pip install --quiet uv
	$(VENV)/lock/bin/uv pip compile --quiet --generate-hashes --universal --no-emit-index-url --no-header \
		--python-version 3.11 pyproject.toml -o requirements.txt
	$(VENV)/lock/bin/uv pip compile --quiet --generate-hashes --universal --no-emit-index-url --no-header \
		--python-version 3.11 --extra dev --extra bench -c requirements.txt pyproject.toml -o requirements-dev.txt
	rm -rf $(VENV)/lock

clean:
	rm -rf $(VENV) demo

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(STAMPS)/requirements: requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/package: pyproject.toml $(STAMPS)/requirements
	$(BIN)/python -m pip install --quiet --no-deps -e .
	@touch $@

$(STAMPS)/browser: $(STAMPS)/package .ci/browser.sh
	bash .ci/browser.sh $(BIN)
	@touch $@
