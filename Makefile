# make demo   shows what fencepost does
# make test   runs every test
# make check  what a change must pass: test, static checks, race detector
#
# Nothing is generated: what is in the tree is what is built.

GO      ?= go
BIN     := bin/fencepost
OUT     := out
# Where the reference verdicts lie, for `make corpus`. Not needed otherwise.
SHARED  ?= ../shared
FUZZTIME ?= 10m
# The race detector makes the solver's own C code no slower but all Go code ten
# times, so it runs the short form of the tests.
RACE_PACKAGES ?= ./model/... ./server/... ./smt/...

.PHONY: vsix test-vscode test-vscode-reload test-nvim test-emacs test-editors demo build test check static race tree corpus fuzz bench bench-lsp soak-lsp nightly prerequisites clean $(BIN)

demo: build
	$(BIN) verify testdata/litmus
	@echo
	@echo "One test by itself, with the execution that answers it:"
	$(BIN) verify testdata/litmus/mp-relaxed.litmus

build: prerequisites $(BIN)

$(BIN):
	$(GO) build -o $@ ./cmd/fencepost

test: prerequisites
	$(GO) test ./...

check: test static race tree

static:
	@unformatted=$$(gofmt -l architecture_test.go tidy_test.go cmd model server smt); \
	if [ -n "$$unformatted" ]; then echo "not formatted by gofmt:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	@for script in $$(git ls-files '.ci/*' '*.sh'); do bash -n "$$script"; done

race: prerequisites
	$(GO) test -race -short $(RACE_PACKAGES)

# A test that rewrites a golden file or leaves one behind makes the tree dirty.
tree:
	@if [ -n "$$(git status --porcelain)" ]; then echo "the tree is not clean:"; git status --short; exit 1; fi

# The reference corpus, once with each engine and once with states and counts.
corpus: build
	@if [ ! -d $(SHARED)/corpus ]; then echo "no corpus in $(SHARED): skipped"; exit 0; fi; \
	.ci/corpus "$(BIN)" "$(SHARED)" "$(OUT)"

# Every fuzz target, one after the other.
fuzz: prerequisites
	@set -e; for package in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "$$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$package; \
		done; \
	done

# How the time grows with the size of a test, family by family.
bench: prerequisites
	@mkdir -p $(OUT)
	$(GO) test ./smt/verify -run '^TestGrowth$$' -v -timeout 60m -growth $(abspath $(OUT))/growth.json -growth.table $(abspath $(OUT))/growth.md

# How long a person waits for the language server: keystroke to verdict, keystroke
# to the end of the old work, hover. The corpus's tests of the kernel tree serve if
# they are there, else our own.
bench-lsp: build
	@tests="$(SHARED)/corpus/litmus/tree"; [ -d "$$tests" ] || tests=testdata/litmus; \
	$(GO) test ./server/lsp/lsptest -run '^TestLatency$$' -count 1 -v -server "$(abspath $(BIN))" -latency.tests "$$(realpath "$$tests")"

# Many edits on many documents, some of them broken: nothing stale is told, no
# goroutine stays behind, memory stays where it is.
SOAK_EDITS ?= 10000
soak-lsp: build
	$(GO) test ./server/lsp/lsptest -run '^TestSoak$$' -count 1 -v -timeout 60m -server "$(abspath $(BIN))" -soak.edits $(SOAK_EDITS)

# Random programs against the brute-force enumerator: most under the built-in
# model, fewer where the engines do not know that the model is coherent.
nightly: prerequisites
	$(GO) test ./smt/verify -run '^TestRandomPrograms(WithoutMistakes)?$$' -timeout 120m -rapid.checks 20000
	$(GO) test ./smt/verify -run '^TestRandomIR$$' -timeout 120m -rapid.checks 20000
	$(GO) test ./smt/verify -run '^TestRandomPrograms(Plainly|OfUserModel)$$' -timeout 120m -rapid.checks 5000

# The VS Code extension as one file to install, and its tests: types, units,
# grammars, then everything in the real workbench.
VSCODE := editors/vscode
VSCODE_PACKAGES := $(VSCODE)/node_modules/.package-lock.json

$(VSCODE_PACKAGES): $(VSCODE)/package-lock.json
	cd $(VSCODE) && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

vsix: $(VSCODE_PACKAGES)
	@mkdir -p $(OUT)
	cd $(VSCODE) && npm run --silent check && npm run --silent package -- --out $(abspath $(OUT))

test-vscode: vsix build
	.ci/editors.sh
	cd $(VSCODE) && npm run --silent test && npm run --silent workbench

# Further steps: themes, the README's picture, a server that is killed. They load the
# window anew, which a headless browser does not always survive in time.
test-vscode-reload: export FENCEPOST_RELOAD = 1
test-vscode-reload: test-vscode

# The Neovim plugin in a Neovim without a screen, and the Emacs mode in batch;
# then each in a terminal for its picture. NVIM=... tries another Neovim.
test-nvim: build
	.ci/editors-terminal.sh
	FENCEPOST=$(abspath $(BIN)) editors/test/nvim/run.sh
	FENCEPOST=$(abspath $(BIN)) editors/test/nvim/scene.sh $(OUT)/screenshots/nvim.png

test-emacs: build
	.ci/editors-terminal.sh
	FENCEPOST=$(abspath $(BIN)) editors/test/emacs/run.sh
	FENCEPOST=$(abspath $(BIN)) editors/test/emacs/scene.sh $(OUT)/screenshots/emacs.png

# Every editor's tests. They need a browser and a workbench, which are installed
# outside the tree.
test-editors: test-nvim test-emacs test-vscode

prerequisites:
	@GO="$(GO)" .ci/prerequisites.sh

clean:
	rm -rf bin $(OUT)
