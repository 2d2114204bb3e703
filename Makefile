# The door. `make` lists what there is; each target installs what it needs into .venv on its first run.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STORE  ?= demo.db
SHELL  := /bin/bash

.DEFAULT_GOAL := help
.PHONY: help demo test lint eval floors bench measure docs kb train sbom audit requirements clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Dragoman needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo absent). Name another: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 3; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "'$(PYTHON) -m venv' failed: install your system's venv package (Debian, Ubuntu: python3-venv)" >&2; rm -rf $(VENV); exit 3; }
	@touch $@

# One list at a time: the developers' list holds all of the base list, at the same versions.
$(VENV)/.base: $(VENV)/.made requirements/base.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.base ## read nine example articles and print what they say of Kenya and Türkiye
	@rm -f $(STORE) $(STORE)-wal $(STORE)-shm
	$(BIN)/dragoman --store $(STORE) read examples/*.txt
	$(BIN)/dragoman --store $(STORE) brief KEN TUR
	@echo
	@echo "That was drawn from nine articles in examples/. Go on with the same store:"
	@echo "  $(BIN)/dragoman --store $(STORE) timeline KEN TUR"
	@echo "  $(BIN)/dragoman --store $(STORE) search loan"
	@echo "or look at it in a browser:"
	@echo "  $(BIN)/dragoman --store $(STORE) serve        then open http://127.0.0.1:8300/"
	@echo "  $(BIN)/dragoman --help"

test: $(VENV)/.dev ## all tests, with coverage
	$(BIN)/python -m pytest --cov=dragoman --cov-report=term:skip-covered $(ARGS)

lint: $(VENV)/.dev ## ruff, formatting, types, import contracts
	$(BIN)/ruff check src tests scripts training
	$(BIN)/ruff format --check src tests scripts training
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(VENV)/.dev ## every score whose data are present, held against eval/floors.json
	$(BIN)/dragoman evaluate --floors eval/floors.json

floors: $(VENV)/.dev ## make today's scores the floors (say why in CHANGELOG.md where one falls)
	$(BIN)/dragoman evaluate --set-floors eval/floors.json

bench: $(VENV)/.dev ## time and memory, as ratios to spaCy on the same text, against docs/bench.json
	$(BIN)/python scripts/bench.py

measure: $(VENV)/.dev ## what must hold of store, review and batches, one after the other (an hour on an idle machine; as root)
	@for store in sqlite postgresql; do for what in kills readers disk; do \
	  $(BIN)/python scripts/measure_store.py $$what --store $$store || failed=1; done; \
	  $(BIN)/python scripts/measure_search.py --store $$store || failed=1; done; \
	for what in replay judgements sheet; do $(BIN)/python scripts/measure_review.py $$what || failed=1; done; \
	$(BIN)/python scripts/measure_workers.py || failed=1; \
	$(BIN)/python scripts/soak.py --sentences 2 --workers 2 || failed=1; \
	$(BIN)/python scripts/fuzz_text.py --minutes 15 || failed=1; exit $${failed:-0}

docs: $(VENV)/.dev ## write the command reference and README's figures, then check every example in the docs
	$(BIN)/python scripts/command_reference.py
	$(BIN)/python scripts/readme.py
	$(BIN)/python -m pytest -q tests/docs

kb: $(VENV)/.dev ## build the packaged knowledge base anew from ../shared/kb
	$(BIN)/python scripts/build_kb.py

train: $(VENV)/.dev ## train the learned reader anew on training/text (half an hour on an idle core)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[train]'
	$(BIN)/python -m training.check && $(BIN)/python -m training.guard
	$(BIN)/python -m training.train --out build/reader
	$(BIN)/python -m training.export --model build/reader --out src/dragoman/annotate/learned/data

sbom: $(VENV)/.dev ## the bill of materials: every package at run time, as CycloneDX JSON in build/sbom.json
	$(BIN)/python scripts/sbom.py --out build/sbom.json

audit: $(VENV)/.made ## known weaknesses of every pinned package, asked of PyPI; fails where PyPI cannot be asked
	$(PYTHON) -m venv build/audit
	build/audit/bin/python -m pip install --quiet --disable-pip-version-check 'pip-audit>=2.10,<3'
	build/audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements/base.txt

requirements: $(VENV)/.dev ## pin all dependencies anew, with the hashes of the public artefacts
	$(BIN)/python -m pip install --quiet 'pip-tools>=7.5'
	for extra in base dev; do \
	  PIP_FIND_LINKS= PIP_CONFIG_FILE=/dev/null $(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --no-header --strip-extras --allow-unsafe $$([ $$extra = dev ] && echo --extra dev) \
	    -o requirements/$$extra.txt pyproject.toml requirements/build.in; done

clean: ## remove the environment, caches and the demo's store
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage $(STORE) $(STORE)-wal $(STORE)-shm
