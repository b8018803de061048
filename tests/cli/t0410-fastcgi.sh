# The search page as a process that stays: many requests, an index replaced
# and taken away under it, a peer that hangs up.
. "$(dirname "$0")/lib.sh"
need python3 nisba.cgi
lib=$NISBA_SOURCE/tests/cli

mkdir posts
printf -- '---\ntitle: One\ndate: 2006-06-14\n---\nA first khazraji.\n' \
	>posts/one.md
nisba-index update -q --db db posts 2>err || cat err
NISBA_DB=$PWD/db NISBA_CONFIG=/dev/null
ASAN_OPTIONS=detect_leaks=0
export NISBA_DB NISBA_CONFIG ASAN_OPTIONS

python3 "$lib/fcgi.py" serve "$PWD/socket" nisba.cgi 2>told &
server=$!
# shellcheck disable=SC2154 # work is lib.sh's
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
tries=0
until [ -S socket ] || [ $tries = 50 ]; do
	sleep .1
	tries=$((tries + 1))
done

ask() { # ask QUERY [NAME=VALUE]...: into body
	query=$1
	shift
	python3 "$lib/fcgi.py" ask socket "QUERY_STRING=$query" "$@" >body
}
the_page_is_the_cgis() {
	ask 'q=khazraji' && env GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET \
		SERVER_NAME=localhost SERVER_PORT=80 SCRIPT_NAME=/search \
		QUERY_STRING=q=khazraji nisba.cgi >cgi && same cgi body
}
each_request_is_its_own() {
	ask 'q=khazraji&format=json&tag=x' && has body '"total": 0' &&
		ask 'q=%zz' && has body 'Status: 400' &&
		ask 'q=khazraji' REQUEST_METHOD=POST && has body 'Status: 405' &&
		ask 'q=khazraji&format=json' && has body '"total": 1'
}
an_update_is_seen() {
	printf -- '---\ntitle: Two\n---\nA second khazraji.\n' >posts/two.md
	nisba-index update -q posts && ask 'q=khazraji&format=json' &&
		has body '"total": 2'
}
no_request_fails_while_updates_publish() {
	cat >many.py <<-'EOF'
		import os, subprocess, sys, threading
		sys.path.insert(0, sys.argv[1])
		import fcgi
		bad, done, stop = [], [], threading.Event()
		def client():
		    while not stop.is_set():
		        reply = fcgi.ask("socket", QUERY_STRING="q=khazraji")
		        done.append(1)
		        if not reply.startswith(b"Status: 200"):
		            bad.append(reply[:200])
		threads = [threading.Thread(target=client) for _ in range(4)]
		for t in threads:
		    t.start()
		try:
		    for n in range(8):
		        with open(f"posts/n{n}.md", "w") as f:
		            f.write(f"Post {n} of khazraji.\n")
		        subprocess.run(["nisba-index", "update", "-q", "posts"],
		                       check=True)
		finally:
		    stop.set()
		for t in threads:
		    t.join()
		print(len(done), "requests", bad[:3])
		sys.exit(bool(bad) or not done)
	EOF
	python3 many.py "$lib" && ask 'q=khazraji&format=json' &&
		has body '"total": 10'
}
a_peer_may_hang_up() {
	python3 -c '
import socket, sys
sys.path.insert(0, sys.argv[1])
import fcgi
for part in (0, 5, 8, 20, 10 ** 6):
    with socket.socket(socket.AF_UNIX) as s:
        s.connect("socket")
        s.sendall((fcgi.record(fcgi.BEGIN, b"\0\1" + bytes(6)) +
                   fcgi.packed(fcgi.USUAL) + fcgi.record(fcgi.STDIN))[:part])
' "$lib" && ask 'q=khazraji' && has body 'Status: 200'
}
an_index_taken_away_is_503_until_it_is_back() {
	mv db gone && ask 'q=khazraji' && has body 'Status: 503' &&
		has_not body "$PWD" && mv gone db && ask 'q=khazraji' &&
		has body 'Status: 200'
}
hostile_requests_do_nothing() {
	python3 "$lib/cgi_hostile.py" - "${NISBA_HOSTILE_STEP:-19}" socket
}
it_is_still_the_same_process() {
	kill -0 "$server" && has_not told ERROR runtime
}

check "the page is the CGI's" the_page_is_the_cgis
check "each request is its own" each_request_is_its_own
check "an update is seen" an_update_is_seen
check "no request fails while updates publish" \
	no_request_fails_while_updates_publish
check "a peer may hang up" a_peer_may_hang_up
check "no index is 503, until it is back" \
	an_index_taken_away_is_503_until_it_is_back
check "hostile requests" hostile_requests_do_nothing
check "it stays" it_is_still_the_same_process
finish
