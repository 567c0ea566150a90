.DEFAULT_GOAL := help
.PHONY: help run test check bench soak screenshots

SECONDS ?= 60
PYTHON_BIN := .venv/bin

help: ## show these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## start the portal (bin/run)
	@bin/run

test: ## run the whole suite (bin/test)
	@bin/test

check: ## lint, format, types, import contracts, the lessons and questions
	@bin/setup dev
	$(PYTHON_BIN)/ruff check
	$(PYTHON_BIN)/ruff format --check
	$(PYTHON_BIN)/mypy
	$(PYTHON_BIN)/lint-imports
	env -u DATABASE_URL $(PYTHON_BIN)/flask --app wsgi content check

bench: ## print the timings of bench/ as ratios
	@bin/setup dev
	@$(PYTHON_BIN)/python -m bench

soak: ## load with faults: make soak SECONDS=600
	@bin/setup dev
	@$(PYTHON_BIN)/python -m bench.soak $(SECONDS)

screenshots: ## take the pictures of the documentation again
	@bin/setup dev
	@$(PYTHON_BIN)/python -m bench.screenshots
