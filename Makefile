# Everything a fresh clone needs is Python 3.11 or later, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := demo

.PHONY: demo test check verify recordings dist docs bench gpu windows versions lowest newest clean

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

# A wrong answer and a right one, graded as a student would see it.
demo: $(STAMP)
	rm -rf $(DEMO) && mkdir $(DEMO)
	cd $(DEMO) && $(BIN)/kata next
	cd $(DEMO) && $(BIN)/kata check || true
	cp solutions/convolution/output_size/wrong/rounds_up.py $(DEMO)/output_size/output_size.py
	cd $(DEMO) && $(BIN)/kata check || true
	cp solutions/convolution/output_size/solution.py $(DEMO)/output_size/output_size.py
	cd $(DEMO) && $(BIN)/kata check && $(BIN)/kata next

# Everything CI runs.
test check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict grader/
	$(BIN)/python -m pytest -n 2 --dist loadfile
	$(BIN)/kata verify

# The longer proof: mutants of every reference too.
verify: $(STAMP)
	$(BIN)/kata verify --mutants

# Anew, what every student's machine would work out otherwise: to be committed.
recordings: $(STAMP)
	$(BIN)/kata record

# The engine's wheel, and each set's two, with the indexes that students and graders add them from.
dist: $(STAMP)
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir $@ .
	for set in convolution pooling tour; do $(BIN)/kata publish $$set --to $@ || exit 1; done

docs: $(STAMP)
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/kinds.py

bench: $(STAMP)
	$(BIN)/python benchmarks/check_against_pytest.py

# What only a real GPU can tell; without one it says so.
gpu: $(STAMP)
	$(BIN)/python tests/gpu.py

# What every Python that is found here says, with the newest packages, and this one with the lowest
# that pyproject.toml declares, against what is said here. `lowest` and `newest` are jobs of their own.
versions: $(STAMP)
	$(BIN)/python tests/versions.py

lowest newest: $(STAMP)
	$(BIN)/python tests/versions.py $@

# kata under a Windows Python, where wine is installed; without it, it says so.
windows: $(STAMP)
	$(BIN)/python tests/windows.py --reports

clean:
	rm -rf $(VENV) $(DEMO) dist .mypy_cache .ruff_cache .hypothesis
