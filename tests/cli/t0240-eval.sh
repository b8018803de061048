# The ranking measured, and queries in a batch.
# shellcheck disable=SC2016 # meant for the inner shell
. "$(dirname "$0")/lib.sh"

mkdir posts
while IFS='|' read -r id text; do
	printf -- '---\nid: %s\ntitle: Note\n---\n%s\n' "$id" "$text" \
		>"posts/$id.md"
done <<'TXT'
milk|The price of milk rose again in the market.
bread|Bread was cheap, and there was no milk.
tea|Tea is drunk in the afternoon.
rice|Rice grows by the river.
wool|Wool is sold by weight in the autumn.
TXT
check 'the posts are indexed' exits 0 nisba-index rebuild --db db posts
printf 'q1\tmilk price\nq2\twool\nq3\tnothing judged\n' >queries
printf 'q1 0 milk 1\nq1 0 wool 0\nq2 0 wool 2\nq2 0 bread 1\n' >qrels

check 'a batch is answered in order' \
	exits 0 nisba-query search --db db --batch queries --format trec
check 'its columns are those of a run' sh -c \
	'awk "NF != 6 { exit 1 }" actual && sed -n 1p actual | grep -q "^q1 Q0 milk 1 "'
check 'scores fall with the rank' sh -c \
	'sort -c -k1,1 -k5,5nr actual'
cp actual run
check 'of standard input, too' sh -c \
	'nisba-query search --db db --batch - --format trec <queries | cmp - run'
check 'one that finds nothing is no failure of the others' sh -c \
	'printf "a\tqqqq\nb\twool\n" | nisba-query search --db db --batch - --format trec | grep -q "^b "'
check 'none found is exit 1' sh -c \
	'printf "a\tqqqq\n" | nisba-query search --db db --batch -; test $? = 1'
check 'a missing file is named' exits 2 nisba-query search --db db --batch none
check 'with its name' has err "'none'"

check 'the ranking is measured' \
	exits 0 nisba-query eval --db db --per-query queries qrels
cat >expected <<'TXT'
query	MAP	nDCG@10	P@10	R@1000	MRR
q1	1.0000	1.0000	0.1000	1.0000	1.0000
q2	0.5000	0.7602	0.1000	0.5000	1.0000
all	0.7500	0.8801	0.1000	0.7500	1.0000
TXT
check 'by hand the same' same
check 'and compared with a run' \
	exits 0 nisba-query eval --db db --against run queries qrels
cat >expected <<'TXT'
query	MAP	nDCG@10	P@10	R@1000	MRR
all	0.7500	0.8801	0.1000	0.7500	1.0000
against	0.7500	0.8801	0.1000	0.7500	1.0000
chance	1.0000	1.0000	1.0000	1.0000	1.0000
TXT
check 'itself is no other' same
echo 'q1 0 milk' >bad
check 'a bad judgement is refused' exits 2 nisba-query eval --db db queries bad
check 'by its line' has err "bad: line 1"
: >none
check 'none relevant is said' exits 2 nisba-query eval --db db queries none

check 'the best posts tell more words' \
	exits 0 nisba-query search --db db --expand --format jsonl price
check 'which the notes name' has err 'ranked also by milk'
check 'and which find more' has actual '"id":"bread"'
check 'but not what is excluded' sh -c \
	'! nisba-query search --db db --expand --format jsonl -- price -bread |
		grep -q "\"id\":\"bread\""'
check 'nor without a word of the query' sh -c \
	'nisba-query search --db db --expand --match all --format jsonl price |
		wc -l | grep -qx 1'
finish
