# Every target does its own set-up (tools/setup.sh): Python 3.11+ with pip and venv is all it needs.
# Words after ARGS go to the command: make run ARGS="--port 9000", make test ARGS="tests/hub -k vote".

SHELL = /bin/sh
.SHELLFLAGS = -euc
.DEFAULT_GOAL = help
.PHONY: help run test check texts bench pictures

ARGS =
BIN = .venv/bin
RUNTIME = @sh tools/setup.sh runtime
DEV = @sh tools/setup.sh dev

# Where every test must run (CI=true, or PATOGH_REQUIRE_ALL=1), a skipped test is a failure.
NOSKIP = $(if $(filter true 1,$(CI) $(PATOGH_REQUIRE_ALL)),-p tests.support.noskip)
# worksteal: the long browser stories sit in a few files, so whole files a worker would leave cores idle.
# Two workers a core: half of a journey is waiting.
PARALLEL = -n $$(($$(getconf _NPROCESSORS_ONLN) * 2)) --maxprocesses 8 --dist worksteal

help:  ## show this list
	@sed -n 's/^\([a-z]*\):  *## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

run:  ## start the bot; without BOT_TOKEN, the sandbox: a Telegram of its own in your browser
	$(RUNTIME)
	@exec $(BIN)/python -m bot run $(ARGS)

test:  ## run all tests, in parallel
	$(DEV)
	@$(BIN)/python -m pytest $(PARALLEL) $(NOSKIP) $(ARGS)

check:  ## format, lint, types, import contracts, declared dependencies
	$(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

texts:  ## bring the catalogues in step with the sentences in the code
	$(DEV)
	@$(BIN)/python tools/texts.py

pictures:  ## take the pictures in docs/pictures anew, from the running product
	$(DEV)
	@$(BIN)/python -m tests.browser.take_pictures

bench:  ## measure, and write bench/results.json
	$(DEV)
	@$(BIN)/python -m bench $(ARGS)
