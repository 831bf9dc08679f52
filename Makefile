# `make html` and `make test-content` do all their own set-up, in .venv. Bare `make` prints the targets.
# In the repository of an archive, `suites upgrade` replaces this file: its own targets are in local.mk.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

BIN := .venv/bin
RUN := .venv/.run
CONVERT := .venv/.convert
DEV := .venv/.dev
NODE := .venv/.node
FORMAT := text

# As it is written: names that browsers save hold spaces, quotation marks, and dollars, of which
# nothing is to be expanded; names of proposals and of branches are anybody’s.
export SUITES_FROM := $(value FROM)
export SUITES_FOLDER := $(value FOLDER)
export SUITES_ONLY := $(value ONLY)
export SUITES_FILE := $(value FILE)
export SUITES_ID := $(value ID)
export SUITES_BASE := $(value BASE)
export SUITES_HEAD := $(value HEAD)
unexport FROM FOLDER ONLY FILE ID BASE HEAD

# Another archive than the one beside this file: `make html ARCHIVE=examples/python-removals`.
SETTINGS = $(if $(ARCHIVE),--settings $(ARCHIVE)/pelicanconf.py)
CONTENT = $(if $(ARCHIVE),--content $(ARCHIVE)/content)
CAPTURES = $(if $(ARCHIVE),--captures $(ARCHIVE)/captures)
CONTENTS = $(if $(ARCHIVE),$(ARCHIVE)/content,content $(wildcard examples/*/content))

.PHONY: help html serve new convert check accept migrate reanchor verify revisit archived diff stats to-do data release publish test-content sure scope init upgrade clean distclean

# What changes the program needs, where its own tests are; and what an archive adds for itself.
-include tools/develop.mk local.mk

help:     ## these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

html: $(RUN)     ## the site, in output/; with FULL_TEXT=1, a private copy in output-local/
	@$(BIN)/suites build $(SETTINGS)

serve: $(RUN)    ## the site at a local address, built again at each change; PORT=8123 for another port
	@$(BIN)/suites serve $(SETTINGS) $(if $(PORT),--port $(PORT))

new: $(RUN)      ## an article, an announcement, an entity or a theme: asks; KIND=article OPTIONS="--title …" answers
	@$(BIN)/suites new $(CONTENT) $(KIND) $(OPTIONS)

convert: $(CONVERT) ## draft articles from captures: FROM=… names files or folders, OPTIONS=… more
	@$(if $(value FROM),,$(error say which captures: make convert FROM=page.html))$(BIN)/suites convert $(CONTENT) $(CAPTURES) $(OPTIONS)

check: $(RUN)    ## every problem of the content, with its place and its mend
	@$(BIN)/suites check $(CONTENT) --format $(FORMAT)

accept: $(RUN)   ## what is proposed in content/proposals/, written into the records; ONLY= names some
	@set -f; $(BIN)/suites accept $(CONTENT) -- $$SUITES_ONLY

migrate: $(RUN)  ## content of an older model, brought to today's: shows the edits, and asks
	@$(BIN)/suites migrate $(CONTENT) $(OPTIONS)

reanchor: $(RUN) ## quotes that an edit left without a place: shows new words for each, and asks
	@$(BIN)/suites reanchor $(CONTENT) $(OPTIONS)

verify: $(CONVERT) ## the quotations, against the captures that lie in captures/; ARCHIVED=1 fetches archived copies too
	@$(BIN)/suites verify $(CONTENT) $(CAPTURES) $(if $(ARCHIVED),--archived) $(OPTIONS)

archived: $(CONVERT) ## copies of the articles in web archives, proposed: says what it would ask; ASK=1 asks, VISIT=1 finds pages that are gone
	@$(BIN)/suites archived $(CONTENT) $(if $(ASK),--ask) $(if $(VISIT),--visit) $(OPTIONS) \
	  $(if $(filter github,$(FORMAT)),--ask --visit --format markdown >> "$${GITHUB_STEP_SUMMARY:-/dev/stdout}")

revisit: $(CONVERT) ## a new capture of an article, beside its record: FILE=…, ID= where it does not tell which
	@$(if $(value FILE),,$(error say which capture: make revisit FILE=page.html))$(BIN)/suites revisit $(CONTENT) $(CAPTURES) $(OPTIONS) -- "$$SUITES_FILE" $${SUITES_ID:+"$$SUITES_ID"}

# The settings are never those of ARCHIVE, which may be anybody's: OPTIONS="--settings …" names others.
diff: $(RUN)     ## what a change of the content means: BASE= and HEAD= name revisions or folders, PAGES= a folder for the text of pages
	@$(if $(value BASE),,$(error say since when: make diff BASE=origin/main))$(BIN)/suites diff $(CONTENT) --format $(FORMAT) \
	  $(if $(PAGES),--pages $(PAGES)) $(OPTIONS) -- "$$SUITES_BASE" $${SUITES_HEAD:+"$$SUITES_HEAD"} \
	  >> "$${GITHUB_STEP_SUMMARY:-/dev/stdout}"

stats: $(RUN)    ## what the archive holds, counted, and where it is thin
	@$(BIN)/suites stats $(CONTENT)

to-do: $(RUN)    ## what is to be done; FORMAT=markdown in the archive's language, FORMAT=github for a workflow
	@$(BIN)/suites stats $(CONTENT) --to-do --format $(FORMAT) $(if $(filter github,$(FORMAT)),>> $${GITHUB_OUTPUT:-/dev/stdout})

data: $(RUN) $(NODE) ## the site with the files of the whole archive beside it: tables, references, a database
	@DATA_FILES=1 $(BIN)/suites build $(SETTINGS)

release: $(RUN)  ## the whole archive in one file of releases/: its site, read without a server, its data, its sources
	@$(BIN)/suites release $(SETTINGS)

publish: $(RUN) $(NODE) ## the site as it is published, with its own address
	@$(BIN)/suites build --settings publishconf.py

test-content: $(DEV) ## the content: its problems, its links, and a page of each kind in the browser
	@for content in $(CONTENTS); do $(BIN)/suites check --content $$content || exit; done
	@for content in $(CONTENTS); do $(BIN)/pytest --quiet tests/content --content=$$content || exit; done

sure: test-content ## all that a change must pass: of the program, lint and its tests first

scope:           ## what a change needs to be tested: SINCE= names a commit, else the site at SITEURL does
	@tools/scope.sh "$(SINCE)" >> $${GITHUB_OUTPUT:-/dev/stdout}

init: $(RUN)     ## the repository of a new archive, in FOLDER=…; OPTIONS="--language fr …" for what is asked
	@$(if $(value FOLDER),,$(error say where: make init FOLDER=../trams))$(BIN)/suites init $(OPTIONS) -- "$$SUITES_FOLDER"

upgrade: $(RUN)  ## the program, by a later version: FROM= a checkout, a .zip or a .tar.gz; OPTIONS="--keep …"
	@$(if $(value FROM),,$(error say from what: make upgrade FROM=suites.zip))$(BIN)/suites upgrade $(OPTIONS) -- "$$SUITES_FROM"

clean:           ## removes what the build made
	rm -rf output output-local .cache $(wildcard $(foreach made,output output-local .cache,examples/*/$(made)))

distclean: clean ## removes the environment too, and compiled Python: so the workflows begin
	rm -rf .venv
	find . -name __pycache__ -prune -exec rm -rf {} +

$(RUN): pyproject.toml requirements/run.lock tools/setup.sh
	@tools/setup.sh run

$(CONVERT): pyproject.toml requirements/convert.lock tools/setup.sh
	@tools/setup.sh convert

$(DEV): pyproject.toml requirements/dev.lock tools/setup.sh
	@tools/setup.sh dev

# The database engine that the page of questions loads: `make html` needs Python alone.
$(NODE): requirements/package.json requirements/package-lock.json requirements/.npmrc requirements/node.lock tools/setup.sh | $(RUN)
	@tools/setup.sh node
