# Set up, build, run, test. Meson does the building; this file names the common jobs.
#
#   make run     install what is missing, build, code the sample articles, print the record
#   make test    the same set-up, then all tests
#   make bench   speed and memory of each room and of the whole
#   make fuzz    every fuzzer for FUZZ_SECONDS (60)
#   make format  lay the C files out;  make check  clang-tidy, cppcheck, layout
#   make install PREFIX=/usr/local
#   make accuracy  score the tree against annotated articles (test/gold)

BUILD ?= build
PREFIX ?= /usr/local
FUZZ_SECONDS ?= 60
SAMPLES := test/gold/articles.jsonl
DRAGOMAN := $(BUILD)/dragoman
C_FILES = $(shell git ls-files '*.c' '*.h' 2>/dev/null)

.PHONY: all run test sanitize bench fuzz format check install accuracy setup clean
.DEFAULT_GOAL := all

all: $(BUILD)/build.ninja
	@meson compile -C $(BUILD)

setup:
	@sh tool/setup.sh build

$(BUILD)/build.ninja: | setup
	@meson setup $(BUILD) --prefix=$(PREFIX) >$(BUILD).log 2>&1 || { cat $(BUILD).log; exit 1; }

run: all
	@$(DRAGOMAN) code --format report $(SAMPLES)
	@$(DRAGOMAN) read -o dragoman.db $(SAMPLES)
	@echo "The record file is dragoman.db; ask it: $(DRAGOMAN) events --db dragoman.db --event ASSAULT"

test:
	@sh tool/setup.sh test
	@sh tool/test.sh $(BUILD)

bench: all
	@sh bench/run.sh $(DRAGOMAN)

fuzz:
	@sh tool/setup.sh check
	@sh tool/fuzz.sh $(FUZZ_SECONDS)

format:
	@sh tool/setup.sh check
	@clang-format -i $(C_FILES)

check:
	@sh tool/setup.sh check
	@sh tool/check.sh $(BUILD)

install: all
	@meson install -C $(BUILD)

accuracy: all
	@sh test/accuracy.sh $(DRAGOMAN)

clean:
	@rm -rf $(BUILD) build-asan build-tsan build-fuzz build.log
