#!/bin/sh
# Builds nisba, indexes the sample archive and asks it a few questions.
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

printf '\n'
say "Two of its posts are meant to be wrong; they are reported, and indexed."
run "nisba-index rebuild --db build/demo corpus/posts" \
	nisba-index rebuild --db build/demo corpus/posts
search "A name, as one reader spells it." 'Khazraji'
search "Words that inflect, and one that must be there." 'militia =Basra'
search "A query in Arabic." 'القذافي'
printf '\n'
say "How this archive spells a name, how often, and why each is taken for it."
run "nisba-query names --db build/demo Qaddafi" \
	nisba-query names --db build/demo Qaddafi
printf '\n'
say "Your turn:"
say "  PATH=$PWD/build/release/indexer:$PWD/build/release/query:\$PATH"
say "  nisba-query search --db build/demo Zarkawi"
say "  nisba-index update --db build/blogs FOLDER    # your own archive"
