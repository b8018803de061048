# An index follows its archives: what is new, changed, moved or gone, and
# nothing else.
. "$(dirname "$0")/lib.sh"
need python3

post() { # post FILE TITLE TEXT
	printf -- '---\ntitle: %s\n---\n%s\n' "$2" "$3" >"$1"
}
mkdir -p a b
i=0
while test $i -lt 30; do
	post a/post$i.md "Post $i" "Number$i tells of common things."
	i=$((i + 1))
done
post b/one.md 'Other blog' 'Khazraji stands here.'
NISBA_DB=db
export NISBA_DB
live() { cut -d/ -f1 db/current | sed 's/auto //' | head -n 1; }
found() { # found QUERY: ids of the posts
	nisba-query search --exact --match all --format jsonl --limit 99 "$1" |
		sed -E 's/.*"id": *"([^"]*)".*/\1/' | sort | tr '\n' ' '
}
finds() { # finds QUERY ID...: these and no others
	query=$1
	shift
	want=$(for id; do echo "$id"; done | sort | tr '\n' ' ')
	test "$(found "$query")" = "$want" || {
		echo "$query: '$(found "$query")', not '$want'"
		return 1
	}
}
counts() { # counts N: posts in stats
	nisba-index stats --json | grep -q "\"posts\": $1,"
}

check 'the first update builds' exits 0 nisba-index update a b
check 'in silence' sh -c 'cat actual err | grep . && exit 1; exit 0'
check 'all posts' counts 31
was=$(live)
check 'the second has nothing to do' exits 0 nisba-index update a b
check 'and touches nothing' test "$(live)" = "$was"

printf 'changed words of Zarqawi\n' >>a/post3.md
check 'a file changed in the same moment is noticed' \
	exits 0 nisba-index update a b
check 'its post is found' finds zarqawi post3.md
check 'under its old words as well' finds number3 post3.md
check 'other posts stay' finds number4 post4.md

touch -r a/post5.md stamp
sed -i 's/Number5/Eleven5/' a/post5.md
touch -r stamp a/post5.md
check 'a change with the old time and size' exits 0 nisba-index update a b
check 'is noticed' finds eleven5 post5.md
check 'old words are gone' finds number5

rm a/post7.md
check 'one post goes' exits 0 nisba-index update a b
check 'and is not found' finds number7
check 'nor counted' counts 30

mv a/post8.md a/renamed.md
check 'a file that moved' exits 0 nisba-index update a b
check 'is found where it is' finds number8 renamed.md

post b/two.md 'Another' 'Khazrachi stands here.'
check 'one source of two may be named' exits 0 nisba-index update b
check 'it has the new post' finds khazrachi two.md
check 'the other one stays' finds number9 post9.md

post a/new.md 'New' 'Newcomer text.'
was=$(live)
dry() {
	exits 0 nisba-index update --dry-run a b || return 1
	has actual 'A new.md' '1 added, 0 changed, 0 deleted' || return 1
	test "$(live)" = "$was"
}
check 'a dry run says what would be and does nothing' dry
check 'and the run does it' exits 0 nisba-index update a b
check 'so that it is found' finds newcomer new.md

cat >a/feed.xml <<'XML'
<rss version="2.0"><channel><title>Feed</title>
<item><title>F1</title><guid>f1</guid><description>feedword one</description></item>
<item><title>F2</title><guid>f2</guid><description>feedword two</description></item>
<item><title>F3</title><guid>f3</guid><description>feedword three</description></item>
</channel></rss>
XML
check 'a feed' exits 0 nisba-index update a b
sed -i '/F2/d; s/three/drei/' a/feed.xml
check 'of which a post went and one changed' exits 0 nisba-index update -v a b
check 'is told' has err 'M feed.xml'
check 'the changed one is found' sh -c '
	nisba-query search --exact drei | grep -q F3'
check 'the lost one is not' sh -c '
	! nisba-query search --exact "feedword two" --match all | grep -q F2'

same_as_rebuilt() {
	nisba-index rebuild --db fresh a b || return 1
	for word in zarqawi eleven5 number8 khazrachi newcomer feedword common; do
		nisba-query search --exact --limit 99 --format jsonl "$word" |
			sed -E 's/"score": *[0-9.]*//' | sort >one
		nisba-query search --exact --limit 99 --format jsonl \
			--db fresh "$word" |
			sed -E 's/"score": *[0-9.]*//' | sort >two
		cmp one two || return 1
	done
	nisba-query names --all >one
	nisba-query names --all --db fresh >two
	cmp one two
}
check 'it is as if built anew' same_as_rebuilt
check 'and sound' exits 0 nisba-index check

mkdir hidden
mv a/post1?.md hidden
was=$(live)
refuses() {
	exits 4 nisba-index update a b || return 1
	has err 'refused: 10 of 32 posts of' 'would vanish' '--allow-mass-delete' ||
		return 1
	test "$(live)" = "$was"
}
check 'a third of a source does not vanish' refuses
check 'the posts are still found' finds number11 post11.md
check 'unless told so' exits 0 nisba-index update --allow-mass-delete a b
check 'then they go' finds number11
check 'a way back' exits 0 nisba-index rollback
check 'has them again' finds number11 post11.md
check 'a limit of ones own' exits 0 nisba-index update --max-delete 50 a b

hidden_losses() { # as many posts come as go
	mkdir -p g
	for i in 1 2 3 4; do post g/$i.md "G$i" "Text $i."; done
	nisba-index update --db g.db g || return
	rm g/1.md g/2.md
	for i in 5 6 7 8; do post g/$i.md "G$i" "Text $i."; done
	exits 4 nisba-index update --db g.db g && has err 'refused: 2 of 4 posts'
}
check 'new posts do not hide lost ones' hidden_losses
moves() {
	post g/1.md G1 'Text 1.'
	post g/2.md G2 'Text 2.'
	nisba-index update --db g.db g || return
	mkdir g/old && mv g/?.md g/old && exits 0 nisba-index update --db g.db g &&
		is_empty err && nisba-query search --db g.db G3 >actual &&
		has actual old/3.md
}
check 'a folder that moved loses none' moves
new_ids() {
	for i in 1 2 3 4 5 6 7 8; do
		sed -i "s,^title,permalink: /p/$i/\ntitle," g/old/$i.md
	done
	exits 0 nisba-index update --db g.db g && is_empty err &&
		nisba-query search --db g.db G3 >actual && has actual /p/3/
}
check 'nor do posts that change their ids' new_ids

mv b c
check 'a source that is not there' exits 66 nisba-index update a b
check 'is named' has err "no such source: 'b'"
mkdir b
check 'one that is empty' exits 4 nisba-index update a b
rmdir b
mv c b

newer_schema() {
	cp -R db newer
	sed -i '1s/"schema":[0-9]*/"schema":900/' "newer/$(live)/manifest.json"
	exits 65 nisba-index update --db newer a b && has err 'upgrade nisba' &&
		exits 2 nisba-query search --db newer zarqawi &&
		has err 'upgrade nisba' && has_not err damaged
}
check 'an index of a newer program is let be' newer_schema
follows_a_link() { # to another folder tomorrow
	mkdir r1 && post r1/x.md X 'Link text one.' && ln -s r1 link &&
		nisba-index update --db l.db "$PWD/link" && cp -R r1 r2 &&
		post r2/y.md Y 'Link text two.' && ln -sfn r2 link && rm -r r1 &&
		exits 0 nisba-index update --db l.db ./link/ && is_empty err &&
		nisba-index stats --db l.db --json >actual &&
		has actual '"posts": 2,' && has_not actual r1 r2
}
check 'a source that is a link may lead elsewhere' follows_a_link
other_names() {
	exits 0 nisba-index update --db l.db r2 link/../r2 && is_empty err &&
		nisba-index stats --db l.db --json >actual && has actual '"posts": 2,'
}
check 'other names of it are the same source' other_names
moved_source() {
	mv r2 r3 && rm link && exits 0 nisba-index update --db l.db r3 &&
		has err 'link: is neither named nor there' 'until nisba-index rebuild' &&
		exits 0 nisba-index rebuild --db l.db r3 &&
		exits 0 nisba-index update --db l.db r3 && is_empty err
}
check 'one that moved is told of' moved_source
check 'it can be packed' exits 0 nisba-index compact
check 'and is sound' exits 0 nisba-index check
check 'and goes on' exits 0 nisba-index update a b
printf x >>"db/$(live)/state"
check 'a damaged state' exits 65 nisba-index update a b
check 'is named' has err /state
check 'by check as well' exits 65 nisba-index check
check 'a rebuild helps' exits 0 nisba-index rebuild a b
check 'for good' exits 0 nisba-index update a b
finish
