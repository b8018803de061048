# Exports of whole blogs, from a folder of many formats.
# shellcheck disable=SC2016 # meant for the inner shell
. "$(dirname "$0")/lib.sh"

mkdir blogs
cp "$NISBA_SOURCE"/tests/golden/wxr/*.xml "$NISBA_SOURCE"/tests/golden/feed/*.xml \
	blogs
printf '<?xml version="1.0"?><urlset><url>x</url></urlset>' >blogs/sitemap.xml

posts() { # posts N [OPTION...]: dump prints so many from the export
	want=$1
	shift
	nisba-index dump "$@" blogs/one-of-each.xml >posts.jsonl || return 1
	test "$(wc -l <posts.jsonl)" = "$want" && return 0
	cat posts.jsonl
	return 1
}
check 'posts and pages' posts 3
check 'without comments' has_not posts.jsonl Layla
check 'drafts too' posts 5 --drafts
check 'other types too' posts 4 --all-types
check 'comments too' posts 3 --comments
check 'where they belong' has posts.jsonl '"comments":"Layla: I was there."'
check 'as plain RSS, no more' posts 3 --format feed

check 'a note says what is left out' exits 0 nisba-index dump --verbose \
	blogs/one-of-each.xml
check 'and how many' has err '3 of 7 entries are left out: drafts'

check 'an index of all' exits 0 nisba-index rebuild --db db --quiet blogs
check 'a post of an export is found' sh -c \
	'nisba-query search --db db samarra ferry | grep -q "A bridge & a ferry"'
check 'comments are left out' sh -c \
	'nisba-query search --db db comment:layla | grep -q . && exit 1; :'
check 'unless asked for' exits 0 nisba-index rebuild --db with --quiet \
	--comments blogs
check 'a comment is found' sh -c \
	'nisba-query search --db with --format jsonl comment:layla |
	grep -q "A bridge & a ferry"'
check 'as such only' sh -c \
	'! nisba-query search --db with --exact "\"I was there\"" | grep -q ferry'
check 'what is no feed is passed over' sh -c \
	'! nisba-index dump blogs/sitemap.xml | grep .'

# Larger than what is read at once, and than any one post may be.
{
	echo '<rss version="2.0"><channel><title>Long</title>'
	awk 'BEGIN { for (i = 0; i < 20000; i++)
		print "<item><title>" i "</title><description>" \
			"Some words that stand for many words, again and again." \
			"</description></item>" }'
	echo '</channel></rss>'
} >long.xml
check 'many posts' sh -c \
	'test "$(nisba-index dump long.xml | wc -l)" = 20000'

gzip -c long.xml >long.xml.gz
check 'packed ones too' sh -c \
	'test "$(nisba-index dump long.xml.gz | wc -l)" = 20000'
printf 'A title\n\nWords of a packed post.\n' | gzip -c >post.txt.gz
check 'of any format' sh -c 'nisba-index dump post.txt.gz | grep -q "A title"'
head -c 20000 long.xml.gz >cut.xml.gz
check 'a cut one' exits 0 nisba-index dump cut.xml.gz
check 'gives what is there' has actual '"title":"100"'
check 'and says so' has err 'ends too early'
head -c 300000000 /dev/zero | tr '\0' a | gzip -1 >bomb.txt.gz
check 'what swells is given up' exits 0 timeout 10 nisba-index dump bomb.txt.gz
check 'and named' has err bomb.txt.gz

finish
