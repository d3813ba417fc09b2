#!/bin/sh
# Install what a job needs from Debian's packages and is not there yet: setup.sh build|test|check.
# Needs root or sudo only when something is missing.
set -eu
build="gcc libc6-dev meson ninja-build pkg-config libsqlite3-dev zlib1g-dev libzstd-dev libxml2-dev libjansson-dev libutf8proc-dev libxxhash-dev"
case "${1:-build}" in
build) wanted="$build" ;;
test) wanted="$build clang llvm libclang-rt-14-dev libcmocka-dev python3 mandoc" ;;
check) wanted="$build clang llvm libclang-rt-14-dev libcmocka-dev python3 mandoc clang-tidy clang-format cppcheck" ;;
*) echo "setup.sh: build, test or check" >&2; exit 2 ;;
esac
missing=""
for package in $wanted; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then as=""; elif command -v sudo >/dev/null; then as=sudo; else
    echo "These Debian packages are missing:$missing" >&2
    echo "Install them as root: apt-get install$missing" >&2
    exit 1
fi
echo "Installing$missing" >&2
$as apt-get update -qq >&2
DEBIAN_FRONTEND=noninteractive $as apt-get install -y -qq --no-install-recommends $missing >/dev/null
