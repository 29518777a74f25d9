# The words of this repository. `make help` lists them.

# A variable PYTHON overrules the search; 3.11 is what we test on, anything newer is tried when it is not there.
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python3.14 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
BIN := .venv/bin

# A stamp carries the checksum of its lock: a changed lock installs once more, an unchanged one never.
stamp = .venv/.$(1)-$(firstword $(shell cksum $(2)))
RUNTIME := $(call stamp,runtime,requirements.txt)
DEV := $(call stamp,dev,requirements-dev.txt)

# Every commit of a test waits for the disk; in memory, where there is room, that takes no time.
ROOMY := $(shell df --output=avail -B1M /dev/shm 2>/dev/null | awk 'NR == 2 && $$1 > 2000 { print "/dev/shm" }')
PYTEST := $(if $(ROOMY),PYTEST_DEBUG_TEMPROOT=$(ROOMY) )$(BIN)/pytest
# One more than the two cores we count on: tests of processes and terms wait a good deal.
SPREAD := -n 3 --dist loadgroup

.DEFAULT_GOAL := help
.PHONY: help meaning run reset test check faults bench lint types imports messages picture
.SILENT:

help:  ## list these words
	awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUNTIME)  ## start Mandaat with the sample municipality on http://127.0.0.1:8000
	exec $(BIN)/python -m bot run --demo

meaning: $(RUNTIME)  ## install the optional model that knows meanings (90 MB)
	$(call install,requirements-meaning.txt)

reset: $(RUNTIME)  ## throw the sample away and lay it out afresh
	$(BIN)/python -m bot reset --demo

test: $(DEV)  ## run all tests (ARGS="-k words" picks some)
	$(PYTEST) $(SPREAD) $(ARGS)

check: lint types imports $(DEV)  ## all that continuous integration does
	$(BIN)/coverage erase
	$(PYTEST) $(SPREAD) --cov --cov-report=term $(ARGS)

faults: $(DEV)  ## kill the program 200 times, in every way, and count what was lost (20 minutes)
	MANDAAT_FAULTS=full $(BIN)/pytest --timeout 0 tests/faults $(ARGS)

bench: $(DEV)  ## measure speed and the quality of the answers
	for measure in $$(grep -l __main__ benchmarks/*.py); do \
		echo "== $$measure"; $(BIN)/python -m benchmarks.$$(basename $$measure .py) || exit 1; done

lint: $(DEV)  ## style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV)  ## mypy, strict
	$(BIN)/mypy

imports: $(DEV)  ## the import rules between the rooms
	$(BIN)/lint-imports --no-logo

messages: $(DEV)  ## add new sentences to the Dutch catalogues and say what is missing
	$(BIN)/python -m tests.house.messages

picture: $(DEV)  ## make the README's pictures, while "make run" runs (needs Chromium)
	$(BIN)/python -m tests.browser.picture "http://127.0.0.1:$${PORT:-8000}"

$(BIN)/python:
	test -n "$(PYTHON)" || { echo "Mandaat needs Python 3.11 or newer; none was found." >&2; exit 2; }
	"$(PYTHON)" -m venv .venv || { rm -rf .venv; \
		echo "Python could not make .venv; on Debian and Ubuntu install python3-venv first." >&2; exit 2; }

$(RUNTIME): | $(BIN)/python
	echo "Installing what Mandaat needs, once ..."
	$(call install,requirements.txt)
	rm -f .venv/.runtime-* && touch $@

# The developers' lock holds the same versions of all that runs, so it counts for both.
$(DEV): | $(BIN)/python
	echo "Installing what the tests need, once ..."
	$(call install,requirements-dev.txt)
	rm -f .venv/.runtime-* .venv/.dev-* && touch $@ $(RUNTIME)

# The lock is complete, so nothing is resolved: pip would look at releases that came after it and stumble on their hashes.
install = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(1) || \
	{ echo "Not everything in $(1) could be installed; the reason stands above." >&2; exit 2; }
