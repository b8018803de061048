# shellcheck shell=sh
# Every header compiles on its own: it includes what it uses.
cd "$1" || exit 99
flags=$(pkg-config --cflags xapian-core libcmark libxml-2.0 yaml-0.1 jansson \
	uchardet libxxhash) || exit 99
status=0
# shellcheck disable=SC2044 # our file names have no spaces
for f in $(find common indexer query tests -name '*.h' -o -name '*.hh'); do
	case $f in
	*.hh) compiler="${CXX:-c++} -std=c++17 -x c++" ;;
	*) compiler="${CC:-cc} -std=c11 -x c" ;;
	esac
	# shellcheck disable=SC2086 # words
	$compiler -fsyntax-only -D_GNU_SOURCE -DNISBA_VERSION='""' -I. $flags \
		-Wall -include "$f" /dev/null || {
		echo "$f does not compile on its own"
		status=1
	}
done
exit $status
