# The shards of an index on three machines and the front on a fourth: network
# namespaces, joined by pairs of virtual cables.
# shellcheck shell=sh disable=SC2154,SC2317 # work is lib.sh's; check() calls functions
. "${0%/*}/lib.sh"
need python3 xapian-tcpsrv ip rsync timeout
[ "$(id -u)" = 0 ] || skip 'not root: no network namespaces'
net=nisba$$
ip netns add "$net-front" 2>/dev/null || skip 'no network namespaces'
lib=$NISBA_SOURCE/tests/cli
clean_up() {
	for space in front 1 2 3; do
		for pid in $(ip netns pids "$net-$space" 2>/dev/null); do
			kill -9 "$pid"
		done
		ip netns del "$net-$space" 2>/dev/null
	done
	rm -rf "$work"
}
trap clean_up EXIT

front() { ip netns exec "$net-front" "$@"; }
plug() { # plug N: machine 10.77.N.2, and the front's end 10.77.N.1
	ip netns add "$net-$1" &&
		ip -n "$net-front" link add "to$1" type veth peer eth0 \
			netns "$net-$1" &&
		ip -n "$net-front" addr add "10.77.$1.1/30" dev "to$1" &&
		ip -n "$net-front" link set "to$1" up &&
		ip -n "$net-$1" addr add "10.77.$1.2/30" dev eth0 &&
		ip -n "$net-$1" link set eth0 up
}
{ plug 1 && plug 2 && plug 3; } 2>err || {
	cat err
	skip 'no virtual cables'
}
# What ssh would be: a shell on the machine of that address.
cat >rsh <<END
#!/bin/sh
n=\${1#10.77.}
shift
exec ip netns exec "$net-\${n%.2}" sh -c "\$*"
END
chmod +x rsh
NISBA_RSH=$work/rsh NISBA_SHARDS=$work/shards
# shellcheck disable=SC2016,SC2089,SC2090 # for the shell of that machine
NISBA_SERVE='xapian-tcpsrv --quiet --port $1 '$NISBA_SHARDS'/$1 \
	>/dev/null 2>&1 </dev/null &
	until grep -q ":$(printf %04X $1) .* 0A " /proc/net/tcp*; do
		sleep .05
	done'
# shellcheck disable=SC2090
export NISBA_RSH NISBA_SHARDS NISBA_SERVE

# As many as are counted exactly: about how many more there are, each shard guesses.
python3 "$NISBA_SOURCE/corpus/generate.py" -n 900 posts || exit 99
nisba-index rebuild -q --db db --shards 3 posts "$NISBA_SOURCE/corpus/posts" ||
	exit 99
ship() {
	"$NISBA_SOURCE/indexer/service/nisba-ship" --db db --front "$work/far" \
		10.77.1.2 10.77.2.2 10.77.3.2
}
check 'shards are shipped and served' ship
check 'the front names them' has far/current '# g000001' \
	'remote 10.77.1.2:7400' 'remote 10.77.3.2:7404'

cat >asked <<'END'
khazraji letter
"the letter"
"Abu Musab al-Zarqawi"
khazraji NEAR/5 letter
zarq*
=Khazraji
the -coup -letter
coup OR letter OR museum
(coup OR letter) author:"Blogger Aamal"
tag:iraq letter
site:example.org coup
lang:en letter
date:2006..2008 letter
title:letter
khzraji leter
wordthatnobodywrote
the of and
الخزرجي
run-up to the elections
musuem
END
cat >ask-all <<'END'
#!/bin/sh
# ask-all DB COMMAND [OPTION]...: the answers to all queries
db=$1
shift
while read -r query; do
	echo "== $query"
	nisba-query "$@" --db "$db" -- "$query" 2>&1 || test $? = 1 ||
		echo 'it failed'
done <asked | sed 's/"took_ms": [0-9.]*/"took_ms": 0/; /"xapian":/d'
END
chmod +x ask-all
alike() { # alike COMMAND [OPTION]...
	./ask-all db "$@" >expected
	front ./ask-all far "$@" >actual
	case $* in
	*--sort*) order=by-date ;;
	*--expand*) order=.1 ;; # other words may be chosen, too
	*) order=.01 ;;
	esac
	python3 "$lib/alike.py" expected actual $order
}
check 'every query finds the same, in the same order' \
	alike search --format json
check 'with counts' alike search --format json --facets --timeline
check 'newest first' alike search --format json --sort newest
check 'oldest first' alike search --format json --sort oldest --offset 7
check 'any of the words' alike search --format json --match any --limit 50
check 'expanded' alike search --format json --expand
check 'with all copies' alike search --no-collapse --format json --limit 100
check 'exact words' alike search --exact --format json
check 'filtered' alike search --format json --from 2005 --to 2010 --tag iraq
check 'queries are understood alike' alike explain --format json
check 'names' alike names
check 'completions' alike suggest
untimed() { sed 's/"took_ms": [0-9.]*//'; }
posts_like_one_are_the_same() {
	nisba-query related --db db --format json p42 | untimed >expected
	front nisba-query related --db far --format json p42 | untimed >actual
	has expected '"results": [' && same
}
check 'related posts are the same' posts_like_one_are_the_same

milliseconds() { # milliseconds COMMAND...: output in actual and err
	began=$(date +%s%N)
	"$@" >actual 2>err
	code=$?
	took=$((($(date +%s%N) - began) / 1000000))
	echo "$took ms, exit $code"
	return $code
}
within() { # within MS COMMAND...
	limit=$1
	shift
	milliseconds "$@" && test $took -lt "$limit"
}
search() { front nisba-query search --db far --format json "$@"; }
page() { # page QUERY_STRING: from nisba.cgi, into actual
	front env GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET \
		SERVER_NAME=localhost SERVER_PORT=80 SCRIPT_NAME=/search \
		NISBA_DB="$work/far" NISBA_CONFIG=/dev/null \
		ASAN_OPTIONS=detect_leaks=0 QUERY_STRING="$1" nisba.cgi
}
the_page_is_whole() {
	page 'q=khazraji+letter&format=json' >actual 2>err && is_empty err &&
		has actual 'Status: 200' 'ETag:' && has_not actual 'did not'
}
check 'the page, which has locked itself in, is whole' the_page_is_whole

# Long cables: a round trip takes 40 ms.
long_cables() {
	for i in 1 2 3; do
		ip -n "$net-$i" link set lo up || return
		port=$((7398 + 2 * i))
		ip netns exec "$net-$i" python3 "$lib/delay.py" 20 $port &
		until ip netns exec "$net-$i" grep -q \
			":$(printf %04X $((port + 1000))) .* 0A " \
			/proc/net/tcp; do
			sleep .05
		done
	done
	mkdir -p slow && cp -R far/g000001 slow &&
		sed 's/:74/:84/' far/current >slow/current
}
# A greeting from each machine in turn, two for a search, one for each of the 15
# posts that are looked at: 20, 800 ms, and what a busy machine adds.
few_trips() {
	within 1300 front nisba-query search --db slow --format json \
		khazraji letter && untimed <actual >far.json &&
		nisba-query search --db db --format json khazraji letter |
		untimed >near.json && same near.json far.json
}
check 'long cables' long_cables
check 'a search makes few round trips' few_trips

tell() { ip netns pids "$net-$2" | xargs -r kill "-$1"; }
hang() { tell STOP "$1"; }
go_on() { tell CONT "$1"; }
missing() { has actual "$1 of 3 parts of the archive did not answer"; }
dropped() { # dropped N MS: N shards are missing, known within MS
	within "$2" search --shard-timeout 300 khazraji letter &&
		has actual '"results": [' && missing "$1"
}
hang 2
check 'a shard that hangs is left out' dropped 1 1000
page_without_it() {
	within 4000 page 'q=khazraji+letter&format=json' && missing 1 &&
		has actual 'Status: 200' && has_not actual ETag
}
check 'and so it is on the page, which is not kept' page_without_it
suggest() { front nisba-query suggest --db far --shard-timeout 300 khaz; }
check 'completions come without it' suggest
go_on 2
whole() { search khazraji letter >actual 2>err && has_not actual 'did not'; }
check 'and the answer is whole again' whole

# In the middle of a search: the connection is made, then it hangs.
slow_answer() {
	printf '1\tkhazraji\n' >first
	{
		cat first
		sleep 1
		printf '2\tletter\n'
		sleep 1
	} | search --shard-timeout 300 --batch - >actual 2>err &
	sleep .5
	hang 3
	wait $!
	code=$?
	go_on 3
	test $code = 0 && missing 1 && test "$(grep -c '"total":' actual)" = 2
}
check 'a shard that begins to hang is left out of the rest' slow_answer

# A page that stays: it connects anew when a shard is back.
front env NISBA_DB="$work/far" NISBA_CONFIG=/dev/null \
	ASAN_OPTIONS=detect_leaks=0 \
	python3 "$lib/fcgi.py" serve "$work/socket" nisba.cgi 2>told &
tries=0
until [ -S socket ] || [ $tries = 50 ]; do
	sleep .1
	tries=$((tries + 1))
done
ask() { # ask QUERY
	python3 "$lib/fcgi.py" ask socket "QUERY_STRING=q=$1&format=json" >actual
}
the_page_that_stays_recovers() {
	ask letter && has_not actual 'did not' || return
	hang 1
	ask khazraji && missing 1
	status=$?
	go_on 1
	test $status = 0 && ask coup && has_not actual 'did not' &&
		ask letter && has_not actual 'did not'
}
check 'the page that stays connects anew' the_page_that_stays_recovers

# The next generation, while the old one is asked.
printf -- '---\ntitle: Brand new\n---\nA xyzzyword letter.\n' >posts/new.md
next() {
	nisba-index update -q --db db posts "$NISBA_SOURCE/corpus/posts" &&
		ship && has far/current '# g000002' 'remote 10.77.1.2:7401' &&
		search xyzzyword >actual && has actual '"total": 1,'
}
check 'the next generation is shipped to other ports' next
seen_by_the_page() {
	ask xyzzyword # by the one that has the old generation, perhaps
	ask xyzzyword && has actual '"total": 1,'
}
check 'and seen by the page' seen_by_the_page

tell KILL 1
check 'a shard whose server was killed is left out' dropped 1 800
ip -n "$net-front" link set to3 down
check 'one that cannot be reached, too' dropped 2 1500
ip -n "$net-front" link set to2 down
nobody() {
	exits 2 search --shard-timeout 200 letter && has err 'no shard answers'
}
check 'without any it is an error' nobody

check 'the front cannot be changed' exits 64 nisba-index update -q --db far \
	posts
check 'which says why' has err 'on other machines'
check 'nor rolled back' exits 64 nisba-index rollback --db far
wrong() {
	sed 's/7401/7403/' far/current >current && mv current far/current &&
		exits 2 search --shard-timeout 200 letter
}
check 'a shard that is not the one is not taken' wrong
finish
