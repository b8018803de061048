# What a keeper meets one night or the other: another indexer at work, an index
# of an older program, a run stopped twice.
# Called by check.
# shellcheck disable=SC2317
. "$(dirname "$0")/lib.sh"
need python3

mkdir posts
for i in 1 2 3 4 5; do
	printf 'Post %s\n\nThe word is common%s.\n' $i $i >posts/$i.txt
done
nisba-index update --db db posts || exit 99
live() { sed 's/auto //; s,/.*,,; q' "$1/current"; }

hold() { # hold SECONDS: as another indexer, on another machine say
	python3 - "$1" <<'PY' &
import fcntl, os, struct, sys, time
lock = os.open('db/lock', os.O_RDWR)
fcntl.fcntl(lock, 37, struct.pack('hhqqi', fcntl.F_WRLCK, 0, 0, 0, 0))
os.truncate('db/lock', 0)
os.write(lock, b'4711 archive 2026-03-01T03:23:00Z\n')
open('held', 'w').close()
time.sleep(float(sys.argv[1]))
PY
	holder=$!
	while test ! -e held; do sleep 0.05; done
	rm held
}
is_locked() {
	hold 20
	exits 75 nisba-index update --db db posts
	code=$?
	kill $holder
	wait $holder 2>/dev/null
	test $code = 0 && is_empty actual &&
		has err 'is being updated by pid 4711 on archive since 2026-03-01T03:23:00Z'
}
check 'another indexer is named' is_locked
waits() {
	hold 0.5
	exits 0 nisba-index update --lock-timeout 20 --db db posts &&
		is_empty err && wait $holder
}
check 'or waited for' waits

looks_only() {
	hold 20
	exits 0 nisba-index update --dry-run --db db posts && is_empty err
	code=$?
	kill $holder
	wait $holder 2>/dev/null
	test $code = 0 && exits 0 nisba-index update -n --db nowhere posts &&
		has actual 'all would be built anew' && test ! -e nowhere
}
check 'a dry run needs no lock and makes nothing' looks_only

older_index() {
	cp -R db older &&
		sed -i '1s/"schema":[0-9]*/"schema":1/' "older/$(live older)/manifest.json"
}
is_rebuilt() {
	older_index && was=$(live older) &&
		exits 2 nisba-query search --db older common3 &&
		has err 'nisba-index rebuild' &&
		exits 0 nisba-index update --db older posts && is_empty err &&
		test "$(live older)" != "$was" &&
		exits 0 nisba-query search --db older common3 &&
		exits 0 nisba-index check --db older
}
check 'an older index is built anew' is_rebuilt
is_searched() {
	cp -R db known &&
		sed -i '1s/"schema":[0-9]*/"schema":4/' "known/$(live known)/manifest.json" &&
		was=$(live known) &&
		exits 0 nisba-query search --db known common3 && is_empty err &&
		exits 0 nisba-index update --db known posts &&
		test "$(live known)" != "$was"
}
check 'one that lacks little is searched until then' is_searched
is_guarded() {
	rm -rf older
	older_index && mkdir gone && mv posts/1.txt gone &&
		exits 4 nisba-index update --db older posts &&
		has err 'refused: 1 of 5 posts' && mv gone/1.txt posts
}
check 'but no post is lost thereby' is_guarded

stopped_twice() { # both signals come at once
	python3 - <<'PY'
import os, signal, subprocess, sys, time
os.mkdir('fifo')
for i in range(3000):
    with open(f'fifo/{i}.txt', 'w') as f:
        print(f'Post {i}\n\n' + 'many words ' * 300, file=f)
run = subprocess.Popen(['nisba-index', 'rebuild', '--db', 'twice', 'fifo'],
                       stderr=subprocess.PIPE)
while not os.path.isdir('twice/g000001'):
    time.sleep(.01)
for number in (signal.SIGSTOP, signal.SIGINT, signal.SIGTERM, signal.SIGCONT):
    run.send_signal(number)
said = run.communicate()[1]
print(run.returncode, said)
sys.exit(run.returncode not in (130, 143) or said != b'')
PY
}
check 'a second signal ends a run at once' stopped_twice
check 'and the next one does its work' exits 0 nisba-index update --db twice fifo
check 'with nothing left of the other' test "$(find twice -maxdepth 1 -name 'g*' | wc -l)" = 1
finish
