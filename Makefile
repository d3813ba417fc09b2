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
	@head -n 1 $(SAMPLES) | $(DRAGOMAN) code --format report --width 100 -
	@rm -f dragoman.db; $(DRAGOMAN) read -o dragoman.db $(SAMPLES) test/gold/more.jsonl
	@printf '\nAcross all sample articles: who let captives go, withdrew or laid down arms\n\n'
	@$(DRAGOMAN) events --db dragoman.db --event RETREAT --limit 8 --format table --width 140
	@printf '\nThe record file is dragoman.db. Ask it:\n  $(DRAGOMAN) show --db dragoman.db own-04\n'
	@printf '  $(DRAGOMAN) statements --db dragoman.db --actor Netanyahu\n  $(DRAGOMAN) tallies --db dragoman.db --event killed\n'

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
