#!/bin/sh
# Builds nisba, indexes the sample archive and asks it three questions.
set -eu
cd "$(dirname "$0")"
# shellcheck source=common/cmake/packages.sh
. common/cmake/packages.sh

bold='' faint='' normal=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
	bold=$(printf '\033[1m') faint=$(printf '\033[2m')
	normal=$(printf '\033[m')
fi

build() { # its output is worth reading only when it fails
	cmake --preset release -DBUILD_TESTING=OFF &&
		cmake --build --preset release -j2
}
say() { printf '%s%s%s\n' "$faint" "$*" "$normal"; }
run() { # run SHOWN COMMAND...: the command as one would type it, then do it
	printf '\n%s$ %s%s\n' "$bold" "$1" "$normal"
	shift
	"$@"
}
search() { # search WHY QUERY
	printf '\n'
	say "$1"
	run "nisba-query search --db build/demo --limit 3 '$2'" \
		nisba-query search --db build/demo --limit 3 "$2"
}

# shellcheck disable=SC2086 # a list of words
need_packages $build_packages
mkdir -p build
say "Building; the log is in build/demo.log."
build >build/demo.log 2>&1 || {
	cat build/demo.log
	exit 1
}
PATH=$PWD/build/release/indexer:$PWD/build/release/query:$PATH

run "nisba-index rebuild --db build/demo corpus/posts" \
	nisba-index rebuild --db build/demo corpus/posts
search "A name, as one reader spells it." 'Khazraji'
search "Words that inflect, and one that must be there." 'militia =Basra'
search "A query in Arabic." 'القذافي'
