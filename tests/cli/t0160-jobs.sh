# A rebuild by several processes: the same index whatever their number, nothing
# published when one of them dies or the user stops it; and several shards
# answer as one.
. "${0%/*}/lib.sh"
need python3

# Several batches (batch.h) of posts that share words, dates, tags and names.
make_posts() {
	python3 - <<'EOF'
import os
names = ["Khazraji", "al-Khazrachi", "Ja'fari", "Jaafari", "الخزرجي"]
words = ("militia militias council garden coup river bread border election "
         "letter market night").split()
rest = [f"rest{i}" for i in range(400)]
seed = 7
def pick(these):
    global seed
    seed = (seed * 1103515245 + 12345) % (1 << 31)
    return these[(seed >> 8) % len(these)]
for source in "ab":
    os.mkdir(source)
    for i in range(300):
        text = " ".join(pick(rest if j % 50 else words) for j in range(300))
        with open(f"{source}/{i:04}.md", "w") as f:
            f.write(f"---\ntitle: {pick(words)} {i % 9}\n"
                    f"date: 20{i % 7 + 10}-0{i % 8 + 1}-11\n"
                    f"author: author{i % 5}\ntags: [tag{i % 3}]\n"
                    f"id: {i // 2}\n---\n"
                    f"{pick(names) if i % 6 == 0 else 'Nobody'} {text}.\n")
EOF
}
build() { # build DB OPTION...
	db=$1
	shift
	rm -rf "$db"
	nisba-index rebuild --db "$db" -q "$@" a b
}
# What an index holds, without the moments at which it was made.
content() { # content DB
	for file in "$1"/g000001/*/*.glass; do
		cksum <"$file"
	done
	grep -v '^[te]	' "$1/g000001/state"
	nisba-index stats --db "$1" | grep -v '^created\|^index'
}
alike() { # alike DB DB
	content "$1" >expected
	content "$2" >actual
	same
}

make_posts
check 'one process builds' build one --jobs 1
check 'two processes build' build two --jobs 2
check 'five processes build' build five --jobs 5
check 'two build the same index' alike one two
check 'five build the same index' alike one five
check 'nothing else is left there' \
	test "$(find five/g000001 | wc -l)" = "$(find one/g000001 | wc -l)"
check 'it is sound' nisba-index check --db five

# Shards: one index in three parts, and after an update of each. Posts of equal
# weight may change places. (Xapian rounds its estimate of how many posts have
# one of three words or more, in each shard in another order; so the weight of
# a name of several spellings differs by a percent, with so few posts.)
in_order() {
	python3 -c '
import json, sys
answer = json.load(sys.stdin)
print(answer["query"], answer["total"], answer["exact_total"], answer["notes"],
      answer["facets"], answer["timeline"])
key = "date" if sys.argv[1] == "date" else "score"
scores = [r[key] for r in answer["results"]]
print("in order:", scores == sorted(scores, reverse=sys.argv[2] == "down"))
names = {"Khazraji", "Jafari"} & set(answer["query"].replace("\"", "").split())
for r in answer["results"]:
    if names:
        del r["score"]
for line in sorted(json.dumps(r) for r in answer["results"]):
    print(line)' "$@"
}
answers() { # answers DB
	while IFS= read -r query; do
		set -- "$1" score down
		case $query in
		*newest*) set -- "$1" date down ;;
		*oldest*) set -- "$1" date up ;;
		esac
		# shellcheck disable=SC2086 # options stand in it
		nisba-query search --db "$1" --limit 600 --facets --timeline \
			--format json $query 2>query.err | in_order "$2" "$3"
		cat query.err
	done <<'EOF'
militia
--exact militia
Khazraji
Khazraji coup
--match=any Jafari bread
"garden river"
"Khazraji garden"
bread NEAR/3 night
mil*
militia -coup
election OR border
--author author2 market
--tag tag1 --from 2012 --to 2014 letter
--sort newest council
--sort oldest council
river
title:market
date:2013
nosuchword
(coup OR letter) =militia night
EOF
}
one_or_three() {
	answers one >expected
	answers three >actual
	same
}
change() {
	for i in 0003 0005 0200 0290; do
		printf 'More militia came to the garden.\n' >>"a/$i.md"
		rm "b/$i.md"
	done
	printf -- '---\ntitle: last\n---\nkhazraji militia coup\n' >b/new.md
	nisba-index update -q --db one a b &&
		nisba-index update -q --db three a b
}
check 'three shards are built' build three --shards 3
check 'there are three' test -d three/g000001/shard-002
check 'no fourth' test ! -e three/g000001/shard-003
check 'they answer as one' one_or_three
check 'and are updated' change
check 'and still answer as one' one_or_three
check 'the same posts have changed' nisba-index check --db three
same_ids() {
	for db in one three; do
		sed -n 's/^p	[0-9]*	[0-9]*	//p' $db/g000002/state >ids.$db
	done
	same ids.one ids.three
}
check 'and their ids' same_ids

# A process that dies: no file may grow beyond four kilobytes, half a block.
cp -R one before
mkdir c
cp a/0001.md c
dies() (
	ulimit -f 8
	exits 70 nisba-index rebuild --db one -q --jobs 2 c
)
check 'a dying process ends the run' dies
check 'and is told' has err 'an indexing process died'
check 'the index is as it was' diff -r before one --exclude=lock

# Stopped: at whatever moment, nothing is half done and nobody is left.
stopped() { # stopped SIGNAL SECONDS
	nisba-index rebuild --db "$HOME/one" -q --jobs 3 a b &
	pid=$!
	sleep "$2"
	kill "-$1" $pid
	wait $pid
	case $? in
	0) rm -rf one && cp -R before one ;;
	esac
	diff -r before one --exclude=lock || return 1
	sleep 0.2
	! pgrep -f "rebuild --db $HOME/one"
}
for moment in 0.1 0.3; do
	check "SIGTERM after $moment s" stopped TERM $moment
	check "SIGINT after $moment s" stopped INT $moment
done
finish
