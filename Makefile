# `make html` and `make test` do all their own set-up, in .venv. Bare `make` prints the targets.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

BIN := .venv/bin
RUN := .venv/.run
DEV := .venv/.dev

.PHONY: help html serve check verify stats publish test prove lint sure lock clean

help:     ## these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

html: $(RUN)     ## the site, in output/
	@$(BIN)/suites build

serve: $(RUN)    ## the site at a local address, built again at each change
	@$(BIN)/suites serve

check: $(RUN)    ## every problem of the content, with its place and its mend
	@$(BIN)/suites check

verify: $(RUN)   ## the quotations, against the captures that lie in captures/
	@$(BIN)/suites verify

stats: $(RUN)    ## what the archive holds, counted, and where it is thin
	@$(BIN)/suites stats

publish: $(RUN)  ## the site as it is published, with its own address
	@$(BIN)/suites build --settings publishconf.py

test: $(DEV)     ## all tests, in a real browser too; a sample of the property tests
	@$(BIN)/pytest --quiet

prove: $(DEV)    ## the property tests, at length
	@$(BIN)/pytest --quiet -m hypothesis --hypothesis-profile=prove

lint: $(DEV)     ## format, rules and types
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --strict plugins/suites

sure: lint test  ## lint, then test: what a change must pass

lock:            ## requirements/*.lock, anew from pyproject.toml (needs uv)
	@for name in dev run; do \
	  groups=$$([ $$name = dev ] && echo "--group dev" || echo "--group build -c requirements/dev.lock"); \
	  uv pip compile pyproject.toml $$groups --quiet --upgrade --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" \
	    --output-file requirements/$$name.lock; \
	done

clean:           ## removes what the build made
	rm -rf output output-local .cache

$(RUN): pyproject.toml requirements/run.lock tools/setup.sh
	@tools/setup.sh run

$(DEV): pyproject.toml requirements/dev.lock tools/setup.sh
	@tools/setup.sh dev
