# Caspian: make run · make test · make bench · make lint · make install · make uninstall
#
# Every target installs what it needs of Debian's packages, says what it does, and can be run again.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# How many compilers run at once.
JOBS ?= $(shell nproc)
# Where `make install` puts things; DESTDIR comes before it.
PREFIX ?= /usr/local
DESTDIR ?=

# What the build needs: the YAML reader and the stemmer.
BUILD_PACKAGES := libyaml-dev libstemmer-dev
# The editors that are set up as docs/editors says, and what runs the extension for VS Code.
EDITOR_PACKAGES := neovim emacs-nox elpa-eglot vim-nox kakoune fzf nodejs
# What the tests need besides: a language for example plugins, programs that read PDF and office formats, the shells that
# words are completed in, what reads manual pages, the languages and editors that have clients, and a browser.
TEST_PACKAGES := $(BUILD_PACKAGES) python3 poppler-utils pandoc zsh fish mandoc man-db socat netcat-openbsd lua5.4 lua-socket \
	chromium $(EDITOR_PACKAGES)
BENCH_PACKAGES := $(BUILD_PACKAGES) gcc libc6-dev make python3 python3-venv ripgrep
# Peers of search in the long run; Lucene takes part where there is a JDK.
PEER_PACKAGES := $(BENCH_PACKAGES) python3-xapian

# What processors the release is for: those of this machine's level, as its dynamic linker tells it, or with
# LEVEL=x86-64 all. Blocks of postings are unpacked with shifts and counts that the oldest ones don't have.
LEVEL ?= $(shell /lib64/ld-linux-x86-64.so.2 --help 2>/dev/null | awk '$$1 == "x86-64-v3" && /supported/ { print $$1 }')
# Access to a variable is checked in the debug build, which all tests run in; here that is some percent of a query. The last
# flag has types of generic types made by their accessors, not by name at the first use, for which every conformance in the
# program is looked at: a twentieth of the daemon's time to start.
RELEASE := swift build --configuration release --jobs $(JOBS) --static-swift-stdlib \
	$(if $(LEVEL),-Xcc -march=$(LEVEL) -Xswiftc -Xcc -Xswiftc -march=$(LEVEL)) -Xswiftc -enforce-exclusivity=unchecked \
	-Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors
STRICT := --explicit-target-dependency-import-check error

say = @printf '\033[1m==>\033[0m %s\n' $(1)

.PHONY: help
help: ## show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# packages(list): installs those that are missing, with sudo only where needed.
define packages
	@missing=(); \
	for package in $(1); do \
	    dpkg-query -W -f '$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$$package"); \
	done; \
	if [ $${#missing[@]} -gt 0 ]; then \
	    printf '\033[1m==>\033[0m installing %s\n' "$${missing[*]}"; \
	    root=; [ "$$(id -u)" = 0 ] || root=sudo; \
	    $$root apt-get update -q && \
	    $$root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$${missing[@]}"; \
	fi
endef

.PHONY: toolchain
toolchain:
	@command -v swift >/dev/null || { \
	    echo 'make: no swift found; install a Swift 6.2 (or later) toolchain from https://www.swift.org/install/linux/' >&2; \
	    exit 1; }

.PHONY: build
build: toolchain ## build the release
	$(call packages,$(BUILD_PACKAGES))
	$(call say,'building the release (a first build takes some minutes)')
	@mkdir -p .build/static
	@clang="$$(dirname "$$(readlink -f "$$(command -v swift)")")/clang"; \
	for library in libstdc++.a libstemmer.a libyaml.a; do \
	    ln -sf "$$("$$clang" -print-file-name=$$library)" .build/static/$$library; \
	done
	@$(RELEASE)

.PHONY: run
run: build ## build, start the daemon on config/caspian.yaml, and ask it about seeds/
	@folder=$$(mktemp -d); export CASPIAN_SOCKET="$$folder/caspiand.sock" XDG_CACHE_HOME="$$folder/cache" PATH="$$PWD/.build/release:$$PATH"; \
	stop() { caspianctl --no-spawn shutdown >/dev/null 2>&1 || true; rm -rf "$$folder"; }; \
	trap stop EXIT; \
	printf '\033[1m==>\033[0m starting caspiand --config config/caspian.yaml\n'; \
	export CASPIAN_CONFIG=config/caspian.yaml; \
	caspianctl ping >/dev/null; \
	ask() { printf '\n\033[1m$$ caspianctl %s\033[0m\n' "$$1"; eval "caspianctl --no-pager $$1"; }; \
	ask "search 'who wants to divide the sea by the length of the coastline?' --limit 2"; \
	ask "summary --sentences 2"; \
	ask "division"; \
	ask "query 'What would each state get if the sea is divided by coastline?'"; \
	printf '\n\033[1m==>\033[0m done; to go on: export PATH=%q:$$PATH; caspianctl help\n' "$$PWD/.build/release"

.PHONY: test
test: toolchain ## build everything and run every test
	$(call packages,$(TEST_PACKAGES))
	$(call say,'building both programs and the tests')
	@swift build --build-tests --jobs $(JOBS) $(STRICT)
	@$(MAKE) --no-print-directory .build/pytest-lsp/ready agents
	$(call say,'running every test')
	@swift test --skip-build --parallel

# The official SDK of the Model Context Protocol, whose clients the tests drive; both versions are in use. Without a network
# its tests are skipped.
AGENT_SDK_1 := mcp==1.30.0
AGENT_SDK_2 := mcp==2.3.0

.PHONY: agents
agents: .build/agents/1/ready .build/agents/2/ready

.build/agents/%/ready:
	$(call packages,python3-venv)
	$(call say,'installing version $* of the SDK for agents below .build/agents')
	@python3 -m venv .build/agents/$* && \
	    .build/agents/$*/bin/pip --quiet --disable-pip-version-check install '$(AGENT_SDK_$*)' && \
	    touch $@ || { \
	        rm -rf .build/agents/$*; \
	        echo 'make: it could not be installed, so the tests with it are skipped'; }

# A client of the Language Server Protocol that reads every message by the protocol's own specification, and knows what
# several editors say that they can do. Without a network its test is skipped.
PYTEST_LSP := pytest-lsp==1.0.1

.build/pytest-lsp/ready:
	$(call packages,python3-venv)
	$(call say,'installing $(PYTEST_LSP) below .build/pytest-lsp')
	@python3 -m venv .build/pytest-lsp && \
	    .build/pytest-lsp/bin/pip --quiet --disable-pip-version-check install '$(PYTEST_LSP)' && \
	    touch $@ || { \
	        rm -rf .build/pytest-lsp; \
	        echo 'make: it could not be installed, so its test is skipped'; }

.PHONY: lint
lint: toolchain ## check the layout of the code
	$(call say,'checking the layout of the code')
	@swift format lint --strict --recursive --parallel Sources Tests Package.swift

.PHONY: bench
bench: build ## measure against the floor and search beside other engines
	$(call packages,$(BENCH_PACKAGES))
	$(call say,'measuring against the floor')
	@python3 Benchmarks/bench.py
	$(call say,'measuring search beside other engines on some thousand pages; make bench-search takes all')
	@python3 Benchmarks/search/bench.py --quick
	$(call say,'measuring summaries beside gensim and others')
	@python3 Benchmarks/summary/bench.py
	$(call say,'measuring lines of equal distance beside a Voronoi diagram by shapely')
	@python3 Benchmarks/division/bench.py

.PHONY: bench-search
bench-search: build ## measure search beside other engines on whole corpora (an hour, some GB)
	$(call packages,$(PEER_PACKAGES))
	@python3 Benchmarks/search/bench.py
	@python3 Benchmarks/search/bench.py --corpus mixed
	@python3 Benchmarks/search/bench.py --corpus mixed --growth

.PHONY: manual
manual: toolchain ## make docs/methods.md, the manual pages and the picture anew
	$(call packages,$(BUILD_PACKAGES))
	@swift build --product caspiand && swift build --product caspianctl
	@.build/debug/caspiand --print-reference >docs/methods.md
	@.build/debug/caspianctl ---manual >docs/man/caspianctl.1
	@.build/debug/caspiand --print-manual caspiand >docs/man/caspiand.8
	@.build/debug/caspiand --print-manual caspian.yaml >docs/man/caspian.yaml.5
	@.build/debug/caspiand --print-manual caspian-protocol >docs/man/caspian-protocol.7
	@folder=$$(mktemp -d); export CASPIAN_SOCKET="$$folder/caspiand.sock" XDG_CACHE_HOME="$$folder"; \
	export PATH="$$PWD/.build/debug:$$PATH" CASPIAN_CONFIG=config/caspian.yaml; \
	caspianctl division median --svg docs/pictures/caspian-median.svg >/dev/null; \
	caspianctl shutdown >/dev/null; rm -rf "$$folder"

.PHONY: clients
clients: toolchain ## write into the clients what the daemon declares
	$(call packages,$(BUILD_PACKAGES) python3)
	@swift build --product caspiand
	@.build/debug/caspiand --print-methods | python3 clients/generate.py

.PHONY: install
install: build ## install programs, manual pages, completions, configuration and units below PREFIX
	$(call say,'installing below $(DESTDIR)$(PREFIX)')
	@install -D -m 755 -t '$(DESTDIR)$(PREFIX)/bin' .build/release/caspiand .build/release/caspianctl
	@install -D -m 644 -t '$(DESTDIR)$(PREFIX)/share/caspian/seeds' seeds/*
	@install -D -m 644 -t '$(DESTDIR)$(PREFIX)/share/caspian/config' config/caspian.yaml config/aliases.txt
	@install -D -m 644 -t '$(DESTDIR)$(PREFIX)/share/caspian/config/data' config/data/*
	@install -D -m 644 -t '$(DESTDIR)$(PREFIX)/share/doc/caspian' README.md LICENSE
	@install -D -m 644 -t '$(DESTDIR)$(PREFIX)/share/doc/caspian/docs' docs/*.md
	@install -D -m 644 -t '$(DESTDIR)$(PREFIX)/share/doc/caspian/docs/editors' docs/editors/*
	@install -D -m 644 -t '$(DESTDIR)$(PREFIX)/share/doc/caspian/docs/pictures' docs/pictures/*
	@for file in $$(find editors clients/python/caspian.py clients/python/pyproject.toml clients/python/README.md \
	    clients/lua clients/emacs -type f); do \
	    install -D -m "$$([ -x "$$file" ] && echo 755 || echo 644)" "$$file" '$(DESTDIR)$(PREFIX)/share/caspian/'"$$file"; done
	@for page in docs/man/*; do \
	    install -D -m 644 -t '$(DESTDIR)$(PREFIX)/share/man/man'"$${page##*.}" "$$page"; done
	@complete() { install -d '$(DESTDIR)$(PREFIX)/share/'"$${2%/*}" && \
	    .build/release/caspianctl completion "$$1" >'$(DESTDIR)$(PREFIX)/share/'"$$2"; }; \
	complete bash bash-completion/completions/caspianctl; \
	complete zsh zsh/site-functions/_caspianctl; \
	complete fish fish/vendor_completions.d/caspianctl.fish
	@install -D -m 644 -t '$(DESTDIR)$(PREFIX)/lib/systemd/user' config/systemd/caspiand.service config/systemd/caspiand.socket

.PHONY: uninstall
uninstall: ## remove what `make install` put below PREFIX
	$(call say,'removing what is installed below $(DESTDIR)$(PREFIX)')
	@cd '$(DESTDIR)$(PREFIX)' && rm -rf bin/caspiand bin/caspianctl share/caspian share/doc/caspian \
	    $(foreach page,$(wildcard docs/man/*),share/man/man$(subst .,,$(suffix $(page)))/$(notdir $(page))) \
	    share/bash-completion/completions/caspianctl share/zsh/site-functions/_caspianctl \
	    share/fish/vendor_completions.d/caspianctl.fish lib/systemd/user/caspiand.service lib/systemd/user/caspiand.socket

.PHONY: clean
clean: ## remove what was built
	@swift package clean
