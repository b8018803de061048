# The index is built whole or not at all.
# shellcheck disable=SC2016 # meant for the inner shell
. "$(dirname "$0")/lib.sh"

mkdir posts empty
printf 'First post\n\nSome words about Mosul.\n' >posts/a.txt
printf -- '---\ntitle: Second\nauthors: [A, B]\ntags: [x]\n---\nWords.\n' >posts/b.md
printf '\211PNG\r\n\032\n\0\0\0' >posts/c.png

check 'a rebuild' exits 0 nisba-index rebuild --db db posts
check 'says nothing' is_empty err
check 'writes what Xapian opens' test -f db/current
check 'stats' sh -c 'nisba-index stats --db db | grep -Eq "^posts +2$"'
check 'dump' sh -c 'nisba-index dump posts | wc -l | grep -q 2'
check 'dump has the authors' sh -c \
	'nisba-index dump posts | grep -q "\"authors\":\[\"A\",\"B\"\]"'

check 'a missing source is 66' exits 66 nisba-index rebuild --db db nowhere
check 'and is named' grep -q nowhere err
check 'a source without posts is 65' exits 65 nisba-index rebuild --db db empty
check 'the index is as it was' sh -c \
	'nisba-index stats --db db | grep -Eq "^posts +2$"'
check 'a bad option is 64' exits 64 nisba-index rebuild --limt 3 posts
check 'an unknown format is 64' exits 64 nisba-index dump --format pdf posts
check 'again' exits 0 nisba-index rebuild --db db posts
check 'one older state is kept' sh -c 'test "$(ls -d db/g* | wc -l)" = 2'
check 'none with --keep 0' exits 0 nisba-index update --db db --keep 0 posts
check 'really none' sh -c 'test "$(ls -d db/g* | wc -l)" = 1'

printf -- '---\ntitle: Bad date\ndate: yesterday\n---\nx\n' >posts/d.md
check 'a bad date is a warning' exits 0 nisba-index rebuild --db db \
	--diagnostics d.jsonl posts
check 'with its file' grep -q 'd.md.*yesterday' err
check 'and in the diagnostics' grep -q '"severity":"warning"' d.jsonl

finish
