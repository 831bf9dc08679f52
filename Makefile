# `make html` and `make test` do all their own set-up, in .venv. Bare `make` prints the targets.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

BIN := .venv/bin
RUN := .venv/.run
CONVERT := .venv/.convert
DEV := .venv/.dev
FORMAT := text
# One process more than there are processors: a test of the browser or of a command waits for another
# process. One that has nothing left to do takes tests from another.
PARALLEL = --numprocesses $$(($$($(BIN)/python -c "import os; print(os.cpu_count())") + 1)) --maxprocesses 8 --dist worksteal

# As it is written: names that browsers save hold spaces, quotation marks, and dollars, of which
# nothing is to be expanded.
export SUITES_FROM := $(value FROM)
unexport FROM

.PHONY: help html serve convert check migrate verify stats pictures publish test test-content prove golden bench bench-search bench-warc bench-convert lint sure lock scope clean distclean

help:     ## these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

html: $(RUN)     ## the site, in output/; with FULL_TEXT=1, a private copy in output-local/
	@$(BIN)/suites build

serve: $(RUN)    ## the site at a local address, built again at each change; PORT=8123 for another port
	@$(BIN)/suites serve $(if $(PORT),--port $(PORT))

convert: $(CONVERT) ## draft articles from captures: FROM=… names files or folders, OPTIONS=… more
	@$(if $(value FROM),,$(error say which captures: make convert FROM=page.html))$(BIN)/suites convert $(OPTIONS)

check: $(RUN)    ## every problem of the content, with its place and its mend
	@$(BIN)/suites check --format $(FORMAT)

migrate: $(RUN)  ## content of an older model, brought to today's: shows the edits, and asks
	@$(BIN)/suites migrate $(OPTIONS)

verify: $(CONVERT) ## the quotations, against the captures that lie in captures/
	@$(BIN)/suites verify

stats: $(RUN)    ## what the archive holds, counted, and where it is thin
	@$(BIN)/suites stats

pictures: $(DEV) ## the pictures of the site that README shows, in docs/pictures/
	@PYTHONPATH=tests $(BIN)/python tools/pictures.py

publish: $(RUN)  ## the site as it is published, with its own address
	@$(BIN)/suites build --settings publishconf.py

test: $(DEV)     ## the program, in a real browser too; ONLY=tests/test_dates.py names some of the tests
	@$(BIN)/pytest --quiet $(or $(ONLY),$(PARALLEL))

test-content: $(DEV) ## the content: its problems, its links, and a page of each kind in the browser
	@$(BIN)/pytest --quiet tests/content

prove: $(DEV)    ## the property tests at length, and every case of those that are sampled; ONLY= as above
	@$(BIN)/pytest --quiet $(PARALLEL) -m "hypothesis or prove" --hypothesis-profile=prove $(ONLY)

golden: $(DEV)   ## whether this tree makes the same sites as another: BEFORE= names a commit or a folder
	@$(BIN)/python bench/golden.py $(BEFORE) $(OPTIONS)

bench: $(DEV)    ## how fast the site is made, beside Hugo and Pelican, or BEFORE= a commit; N= sizes, OPTIONS="--pairs 5", --kinds or --profile
	@$(BIN)/python bench/speed.py $(or $(N),1000) $(if $(BEFORE),--before $(BEFORE)) $(OPTIONS)

bench-search: $(DEV) ## what the search costs at 10,000 articles: bytes, time, disk and memory
	@PYTHONPATH=tests $(BIN)/python bench/search.py

bench-convert: $(DEV) ## how well dumps are converted; DIR= names a folder of dumps with its gold.json
	@$(BIN)/python bench/dumps.py $(or $(DIR),tests/cases/dumps)

bench-warc: $(DEV) ## how fast a web archive is converted, and in how much memory
	@$(BIN)/python bench/warc.py

lint: $(DEV)     ## format, rules, types and layers; the workflows too
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --strict plugins/suites
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache
	@$(BIN)/jactionlint --no-online --shellcheck= --strict-exit .github/workflows/*.yml .github/dependabot.yml
	@$(BIN)/zizmor --offline --pedantic --quiet .github

sure: lint test test-content ## lint, then both tests: what a change must pass

lock:            ## requirements/*.lock, anew from pyproject.toml (needs uv)
	@for name in dev convert run; do \
	  case $$name in \
	    dev) parts="--group dev --extra conversion --extra distributed" ;; \
	    convert) parts="--group build --extra conversion -c requirements/dev.lock" ;; \
	    run) parts="--group build -c requirements/dev.lock" ;; \
	  esac; \
	  uv pip compile pyproject.toml $$parts --quiet --upgrade --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" \
	    --output-file requirements/$$name.lock; \
	done

scope:           ## what a change needs to be tested: SINCE= names a commit, else the site at SITEURL does
	@tools/scope.sh "$(SINCE)" >> $${GITHUB_OUTPUT:-/dev/stdout}

clean:           ## removes what the build made
	rm -rf output output-local .cache

distclean: clean ## removes the environment too, and compiled Python: so the workflows begin
	rm -rf .venv
	find . -name __pycache__ -prune -exec rm -rf {} +

$(RUN): pyproject.toml requirements/run.lock tools/setup.sh
	@tools/setup.sh run

$(CONVERT): pyproject.toml requirements/convert.lock tools/setup.sh
	@tools/setup.sh convert

$(DEV): pyproject.toml requirements/dev.lock tools/setup.sh
	@tools/setup.sh dev
