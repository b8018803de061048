#!/bin/sh
# All that CI runs: install what is missing, build with the address and
# undefined behaviour sanitizers, run every test. Arguments go to ctest:
#	./test.sh -R unit/
set -eu
cd "$(dirname "$0")"
# shellcheck source=common/cmake/packages.sh
. common/cmake/packages.sh

# shellcheck disable=SC2086 # lists of words
need_packages $build_packages $test_packages
# shellcheck disable=SC2086
need_servers $server_packages
cmake --preset asan
cmake --build --preset asan -j2
# What takes hours, or kills machines, is run by hand.
exec ctest --preset asan -j2 --timeout 600 -LE '^(crash|scale|longfuzz|slow|package|budget)$' "$@"
