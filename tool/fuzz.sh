#!/bin/sh
# Run every fuzzer for some seconds: fuzz.sh SECONDS. New inputs stay in build-fuzz, crashes stop it.
set -eu
seconds="$1"
[ -f build-fuzz/build.ninja ] || CC=clang meson setup build-fuzz --buildtype=debugoptimized \
    -Db_sanitize=address,undefined -Db_lundef=false -Dfuzz=true >/dev/null
meson compile -C build-fuzz >/dev/null
for fuzzer in build-fuzz/test/fuzz/*_fuzz; do
    [ -x "$fuzzer" ] || continue
    name=$(basename "$fuzzer" _fuzz)
    mkdir -p "build-fuzz/corpus/$name"
    echo "$name: $seconds s"
    "$fuzzer" -max_total_time="$seconds" -print_final_stats=0 -verbosity=0 \
        "build-fuzz/corpus/$name" "test/fuzz/corpus/$name"
done
