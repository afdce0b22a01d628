# `make release` and `make test` need Python 3.11 and make; everything else comes from requirements.lock into .venv.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: help release test check benchmarks lock clean

help:
	@echo "make release     build a release of the demo archive in raw/"
	@echo "make test        run the tests"
	@echo "make check       ruff, mypy --strict and the tests"
	@echo "make benchmarks  measure quality and speed (needs the evaluation sets beside the checkout)"
	@echo "make lock        resolve the dependencies of pyproject.toml anew into requirements.lock"
	@echo "make clean       delete everything derived (build/)"

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tearsheet needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the locked dependencies into .venv (a minute or two, once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock \
		--constraint requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

release: $(READY)
	@$(BIN)/tearsheet build --dataset demo

test: $(READY)
	@$(BIN)/python -m pytest

check: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest

benchmarks: $(READY)
	@$(BIN)/python -m tests.benchmarks.cleaning
	@$(BIN)/python -m tests.benchmarks.normalization
	@$(BIN)/python -m tests.benchmarks.ingestion
	@$(BIN)/python -m tests.benchmarks.incremental
	@$(BIN)/python -m tests.benchmarks.kills
	@$(BIN)/python -m tests.benchmarks.linear_time

lock:
	@$(PYTHON) -m venv build/lock-env
	@build/lock-env/bin/pip install --quiet --upgrade pip pip-tools
	@build/lock-env/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --extra dev \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml

clean:
	@rm -rf build/* && echo "build/ is empty."
