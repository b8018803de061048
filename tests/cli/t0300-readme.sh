# What README.md and the manuals show works as it stands there.
# shellcheck disable=SC2016 # meant for the inner shell
. "$(dirname "$0")/lib.sh"
ln -s "$NISBA_SOURCE/corpus" corpus
mkdir -p build site/posts/2006
cp corpus/posts/markdown/2006/july-notes.md site/posts/2006
cp corpus/posts/html/omdurman.html old-blog.html

tour() { # the commands of README.md, without the build
	sed -n '/^## A tour/,/^## Read/s/^    //p' "$NISBA_SOURCE/README.md" |
		grep -v -e '^cmake ' -e '^PATH='
}
examples() { # examples PAGE: what its EXAMPLES show
	sed -n '/^\.Sh EXAMPLES/,/^\.Sh SEE/s/^\(\.Dl \)\{0,1\}\$ //p' \
		"$NISBA_SOURCE/$1"
}
run() { # run COMMAND: nothing fails, something is found
	echo "set -e; $1" >shown.sh
	exits 0 sh shown.sh || return 1
	case $1 in
	*'nisba-query '*) test -s actual ;;
	esac
}
run_all() { # run_all FILE: a check for each line
	exec 3<"$1"
	while read -r line <&3; do
		case $line in
		export*) eval "${line%%#*}" ;;
		*jq*) command -v jq >/dev/null && check "$line" run "$line" ;;
		*) check "$line" run "$line" ;;
		esac
	done
}
tour >lines
check 'the tour has its commands' test "$(wc -l <lines)" -ge 6
run_all lines
check 'the index is where the tour says' test -f build/blogs/current
check 'the sample archive has as many posts as its page says' sh -c '
	n=$(nisba-index stats --json | sed -n "s/.*\"posts\": \([0-9]*\).*/\1/p")
	grep -q "an index holds $n posts" corpus/README.md'

found() { # found OPTION... QUERY: the spellings that were found
	nisba-query search --limit 100 --format json "$@" >actual || return 1
	python3 -c '
import json
for result in json.load(open("actual"))["results"]:
    for match in result["matched"]:
        print(match["text"])' | sort -u >spellings
}
this_one_only() {
	found --exact Khazraji && ! grep -v 'Khazraji' spellings
}
other_spellings() {
	found Khazraji && has spellings al-Khazrachi الخزرجي
}
check '--exact finds this spelling only' this_one_only
check "others are found without it" other_spellings

for page in query/man/nisba-query.1 indexer/man/nisba-index.1; do
	examples $page >lines
	check "$page has examples" test -s lines
	run_all lines
done
check 'the first of the newest is newer than the last' sh -c '
	nisba-query search --sort newest --limit 3 --format jsonl \
		-- maliki -sadr >newest
	sed "s/.*\"date\":\"\([^\"]*\).*/\1/" newest >dates
	test "$(wc -l <dates)" = 3 && sort -rc dates'
check 'the update was silent' sh -c '
	nisba-index update --quiet --db blogs site/posts old-blog.html >log 2>&1
	test ! -s log && nisba-index stats --db blogs | grep -Eq "^posts +2$"'
finish
