# What only a change of the program needs; the repository of an archive has neither this nor the tests.

PROVE := .venv/.prove

# One process more than there are processors: a test of the browser or of a command waits for another
# process. One that has nothing left to do takes tests from another.
PARALLEL = --numprocesses $$(($$($(BIN)/python -c "import os; print(os.cpu_count())") + 1)) --maxprocesses 8 --dist worksteal

.PHONY: pictures test prove firefox golden bench bench-search bench-convert bench-pages bench-warc lint lock

sure: lint test

# Without the engine of the database, the tests that need it say so and are skipped.
test: $(DEV)     ## the program, in a real browser too; ONLY=tests/test_dates.py names some of the tests
	@$(MAKE) --silent --no-print-directory $(NODE) || true
	@$(BIN)/pytest --quiet $(or $(ONLY),$(PARALLEL))

prove: $(PROVE)    ## the property tests at length, and every case of those that are sampled; ONLY= as above
	@$(BIN)/pytest --quiet $(PARALLEL) -m "hypothesis or prove" --hypothesis-profile=prove $(ONLY)

firefox: $(DEV)  ## the tests of the browser, in Firefox; ONLY= as above, OPTIONS=--hypothesis-profile=prove
	@$(BIN)/pytest --quiet --browser=firefox $(OPTIONS) $(or $(ONLY),tests/browser $(PARALLEL))

golden: $(DEV)   ## whether this tree makes the same sites as another: BEFORE= names a commit or a folder
	@$(BIN)/python bench/golden.py $(BEFORE) $(OPTIONS)

bench: $(DEV)    ## how fast the site is made, beside Hugo and Pelican, or BEFORE= a commit; N= sizes, OPTIONS="--pairs 5", --kinds or --profile
	@$(BIN)/python bench/speed.py $(or $(N),1000) $(if $(BEFORE),--before $(BEFORE)) $(OPTIONS)

bench-search: $(DEV) ## what the search costs at 10,000 articles: bytes, time, disk and memory
	@PYTHONPATH=tests $(BIN)/python bench/search.py

bench-convert: $(DEV) ## how well dumps are converted; DIR= names a folder of dumps with its gold.json
	@$(BIN)/python bench/dumps.py $(or $(DIR),tests/cases/dumps)

bench-pages: $(DEV) ## how well pages are converted; DIR= names folders with a gold.jsonl each
	@$(BIN)/python bench/pages.py $(DIR)

bench-warc: $(DEV) ## how fast a web archive is converted, and in how much memory
	@$(BIN)/python bench/warc.py

lint: $(DEV)     ## format, rules, types and layers; the workflows too
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --strict plugins/suites
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache
	@$(BIN)/jactionlint --no-online --shellcheck= --strict-exit .github/workflows/*.yml .github/dependabot.yml
	@$(BIN)/zizmor --offline --pedantic --quiet .github

pictures: $(DEV) ## the pictures of the site that README and the guide for contributors show; ONLY=guide takes the latter
	@test "$(ONLY)" = guide || PYTHONPATH=tests $(BIN)/python tools/pictures.py
	@PYTHONPATH=tests $(BIN)/python tools/guide_pictures.py

$(PROVE): pyproject.toml requirements/prove.lock tools/setup.sh
	@tools/setup.sh prove

lock:            ## requirements/*.lock, anew from pyproject.toml, and package-lock.json (needs uv and npm)
	@for name in prove dev convert run node; do \
	  case $$name in \
	    prove) parts="pyproject.toml --group prove --extra conversion --extra distributed" ;; \
	    dev) parts="pyproject.toml --group dev --extra conversion --extra distributed -c requirements/prove.lock" ;; \
	    convert) parts="pyproject.toml --group build --extra conversion -c requirements/dev.lock" ;; \
	    run) parts="pyproject.toml --group build -c requirements/dev.lock" ;; \
	    node) parts="--group node" ;; \
	  esac; \
	  uv pip compile $$parts --quiet --upgrade --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" \
	    --output-file requirements/$$name.lock; \
	done
	@cd requirements && npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error
