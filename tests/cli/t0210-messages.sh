# An error names the thing, the value and the way out; exit codes tell a
# match, none, and a failure apart.
# shellcheck disable=SC2016 # meant for the inner shell
. "$(dirname "$0")/lib.sh"

mkdir posts
printf 'Milk prices\n\nThe price of milk rose.\n' >posts/milk.txt
nisba-index rebuild --db db posts || exit 99

check 'a match is 0' exits 0 nisba-query search --db db milk
check 'and says no more than that' is_empty err
check 'none is 1' exits 1 nisba-query search --db db penguin
check 'in silence' is_empty actual
check 'nor is it a message' is_empty err
check 'a page behind the last is 0' exits 0 nisba-query search --db db \
	--offset 5 milk
check 'an explanation is 0' exits 0 nisba-query explain --db db penguin

fails() { # fails TEXT... -- ARGUMENT...: exit 2, one line with each TEXT
	: >texts
	while [ "$1" != -- ]; do
		echo "$1" >>texts
		shift
	done
	shift
	exits 2 nisba-query "$@" || return 1
	is_empty actual || return 1
	test "$(wc -l <err)" = 1 || { cat err; return 1; }
	while read -r text; do
		has err "$text" || return 1
	done <texts
}
check 'no command' fails "try 'nisba-query --help'" --
check 'an unknown command' fails serch "'search'" -- serch milk
check 'no query' fails 'no query' --tag -- search
check 'an unknown option' fails "'--limt'" "'--limit'" -- \
	search --limt 3 milk
check 'an unknown order' fails --sort "'size'" 'relevance newest oldest' -- \
	search --sort size milk
check 'an unknown format' fails --format "'xml'" 'text text0 json jsonl atom html' -- \
	search --format xml milk
check 'no number' fails --limit "'x'" '0 to 10000' -- search --limit x milk
check 'too small a number' fails --limit "'-1'" '0 to 10000' -- \
	search --limit -1 milk
check 'too big a number' fails --limit "'99999999999999999999'" -- \
	search --limit 99999999999999999999 milk
check 'no value' fails --limit -- search --limit
check 'no index' fails 'no index at nowhere' \
	'nisba-index update --db nowhere' -- search --db nowhere milk
check 'a folder that is none' fails 'no index at posts' -- \
	search --db posts milk
check 'an empty name' fails '--db wants a value: --db DIR' -- \
	search --db '' milk

damaged() { # damaged FILE COMMAND...: the copy's FILE after COMMAND FILE
	file=$1
	shift
	rm -rf bad
	cp -r db bad
	"$@" bad/"$file"
	fails bad 'damaged' 'nisba-index update --db bad' -- \
		search --db bad milk
}
garbage() { echo garbage >"$1"; }
check 'a current of garbage' damaged current garbage
check 'an empty current' damaged current truncate -s 0
check 'a manifest of garbage' damaged g000001/manifest.json garbage
check 'a missing table' damaged g000001/shard-000/position.glass rm
check 'a short table' damaged g000001/shard-000/postlist.glass truncate -s 100
check 'no tables' damaged g000001/shard-000 rm -r
check 'no vocabulary' damaged g000001/vocab rm -r
remade() {
	rm -rf bad
	exits 0 nisba-index update --db bad posts &&
		exits 0 nisba-query search --db bad milk
}
check 'what the message says helps' remade

notes() { # notes TEXT QUERY...: on standard error, but the answer comes
	text=$1
	shift
	exits 0 nisba-query search --db db "$@" && has err "$text" &&
		has actual 'Milk prices'
}
check 'a repair is a note' notes 'no closing quotation mark' -- 'milk "price'
check 'an unknown field too' notes 'names no field' -- 'milk OR subject:war'
check 'JSON has its notes inside' sh -c '
	nisba-query search --db db --format json "milk \"price" 2>err |
		grep -q "no closing quotation mark" && test ! -s err'

check 'a reader who goes away is no failure of the query' sh -c '
	nisba-query search --db db milk 2>err | true; test ! -s err'
check 'a full disk is one' sh -c '
	test -w /dev/full || exit 0
	nisba-query search --db db milk >/dev/full 2>err; test $? = 2 &&
		grep -q "nisba-query: " err'

colours() { # colours TEST ARGUMENT...: lines with escapes: eq, gt 0
	test=$1
	shift
	exits 0 "$@" && test "$(grep -c "$(printf '\033')" actual)" "-$test" 0
}
check 'no colours into a file' colours eq nisba-query search --db db milk
check 'none with never' colours eq nisba-query search --db db --color never milk
check 'but with always' colours gt nisba-query search --db db --color always \
	milk
check 'even with NO_COLOR' colours gt env NO_COLOR=1 nisba-query search \
	--db db --color always milk

finish
