#!/bin/sh
# All tests: the release build, then the same tests under address+undefined and thread sanitizers.
# Ends with one line "N passed, N failed".
set -u
build="$1"
passed=0
failed=0

# run DIR: build and test one build folder; counts go to passed and failed.
run() {
    dir="$1"
    if ! meson compile -C "$dir" >"$dir.log" 2>&1; then
        grep -E 'error|FAILED' "$dir.log" | head -40
        echo "$dir: does not build"
        failed=$((failed + 1))
        return
    fi
    meson test -C "$dir" --print-errorlogs --timeout-multiplier 10 2>&1 | tee "$dir.test"
    passed=$((passed + $(sed -n 's/^Ok: *\([0-9]*\).*/\1/p' "$dir.test")))
    for kind in Fail Timeout 'Unexpected Pass'; do
        failed=$((failed + $(sed -n "s/^$kind: *\([0-9]*\).*/\1/p" "$dir.test")))
    done
    rm -f "$dir.test" "$dir.log"
}

# setup DIR OPTIONS...: configure once.
setup() {
    dir="$1"
    shift
    [ -f "$dir/build.ninja" ] || meson setup "$dir" "$@" >"$dir.log" 2>&1 || { cat "$dir.log"; failed=$((failed + 1)); }
}

setup "$build"
run "$build"
CC=clang setup build-asan --buildtype=debugoptimized -Db_sanitize=address,undefined -Db_lundef=false \
    -Dc_args=-fno-sanitize-recover=undefined
run build-asan
CC=clang setup build-tsan --buildtype=debugoptimized -Db_sanitize=thread -Db_lundef=false
run build-tsan
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
