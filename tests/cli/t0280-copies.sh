# shellcheck shell=sh
# Posts of the same text are shown once, with how many there are.
. "${0%/*}/lib.sh"

mkdir posts
text='The general came back to the lobby of the same hotel, and nobody asked
him where he had been since the spring.'
for day in 1 2 3; do
	printf -- '---\ntitle: Copy %s\ndate: 2006-06-0%s\n---\n%s\n' \
		"$day" "$day" "$text" >"posts/copy$day.md"
done
printf -- '---\ntitle: Not quoted\n---\n%s Yes.\n' "$text" >posts/longer.md
printf -- '---\ntitle: Short\n---\nA hotel.\n' >posts/short1.md
printf -- '---\ntitle: Short\n---\nA hotel.\n' >posts/short2.md
check 'six posts' nisba-index rebuild -q --db db posts

count() { # count TOTAL RESULTS ARGUMENT...
	total=$1 results=$2
	shift 2
	nisba-query search --db db --format json "$@" >actual 2>err || return
	has actual "\"total\": $total," '"exact_total": true' &&
		test "$(grep -c '"id":' actual)" = "$results"
}
check 'three of them are one' count 4 4 hotel
check 'which says so' has actual '"copies": 3' '"copies": 1'
check 'newest first too' count 4 4 --sort newest hotel
check 'the newest copy' has actual 'Copy 3'
check 'pages go on behind them' count 4 1 --offset 3 hotel
check 'all on request' count 6 6 --no-collapse hotel
check 'people are told' exits 0 nisba-query search --db db lobby
check 'in a line of facts' has actual '3 copies'
check 'HTML too' exits 0 nisba-query search --db db --format html lobby
check 'says it' has actual '3 copies'
# shellcheck disable=SC2016 # meant for the inner shell
check 'runs have all posts' sh -c '
	test "$(nisba-query search --db db --format trec hotel | wc -l)" = 6'
finish
