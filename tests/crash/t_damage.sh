# What a disk can do to an index: missing, cut off and swapped tables are
# refused by every reader; flipped bits are found by check, no search crashes
# over them, and no update builds upon them.
. "$NISBA_SOURCE/tests/cli/lib.sh"
. "$NISBA_SOURCE/tests/crash/lib.sh"

make_archive
live=$(sed 's/auto //; s,/.*,,; q' old/current)
files=$(cd "old/$live" && find . -type f ! -name flintlock | sed 's,^./,,')

# shellcheck disable=SC2317 # likewise
refused() { # by searches and updates
	nisba-query search --db db common >answer 2>&1
	test $? = 2 || return 1
	grep -q "${1%/*}" answer || {
		cat answer
		return 1
	}
	nisba-index update --db db before >answer 2>&1
	test $? = 65
}
bad=0
for file in $files; do
	rm -rf db
	cp -R old db
	rm "db/$live/$file"
	refused "$file" || { echo "# missing: $file"; bad=1; }
	rm -rf db
	cp -R old db
	truncate -s -1 "db/$live/$file"
	refused "$file" || { echo "# cut off: $file"; bad=1; }
done
check 'missing and cut off files are refused' test $bad = 0

# shellcheck disable=SC2317 # check calls it
swapped() {
	rm -rf db
	cp -R old db
	cp "db/$live/vocab/postlist.glass" "db/$live/shard-000/postlist.glass"
	refused shard-000/postlist.glass
}
check 'so are swapped ones' swapped

check '200 flipped bytes' python3 - "$live" <<'PY'
import os, random, shutil, subprocess, sys
rng = random.Random(5)
live = sys.argv[1]
files = [os.path.join(folder, name)
         for folder, _, names in os.walk(os.path.join('old', live))
         for name in names if name != 'flintlock']
files = [f for f in files if os.path.getsize(f)]
bad = 0
for i in range(200):
    victim = rng.choice(files)
    shutil.rmtree('db', ignore_errors=True)
    shutil.copytree('old', 'db')
    path = 'db' + victim[3:]
    with open(path, 'r+b') as f:
        at = rng.randrange(os.path.getsize(path))
        f.seek(at)
        byte = f.read(1)[0]
        f.seek(at)
        f.write(bytes([byte ^ (1 << rng.randrange(8))]))
    run = subprocess.run(['nisba-index', 'check', '--db', 'db'],
                         capture_output=True, text=True, errors='replace')
    # What the manifest says of a table is then blamed on the table.
    name = os.path.basename(path)
    if run.returncode != 65 or name not in run.stderr and \
            name != 'manifest.json':
        bad += 1
        print(path, at, 'not found:', run.returncode, run.stderr)
    for query in ('common', '"the word"', 'old3', 'wor*', 'changd'):
        run = subprocess.run(['nisba-query', 'search', '--db', 'db', query],
                             capture_output=True, text=True, errors='strict',
                             timeout=60)
        if run.returncode not in (0, 1, 2):
            bad += 1
            print(path, at, query, run.returncode, run.stderr[-2000:])
    # Never a new state that vouches for what was damaged.
    run = subprocess.run(['nisba-index', 'update', '--db', 'db', 'after'],
                         capture_output=True, text=True, errors='replace')
    check = subprocess.run(['nisba-index', 'check', '--db', 'db'],
                           capture_output=True)
    if (run.returncode, check.returncode) not in ((65, 65), (0, 0)) or \
            run.returncode == 0 and name.endswith('.glass'):
        bad += 1
        print(path, at, 'updated:', run.returncode, run.stderr)
sys.exit(bad != 0)
PY
finish
