# --keep 0: what was removed from the archive is nowhere in the index's files,
# neither in tables nor in blocks that they have free.
. "$(dirname "$0")/lib.sh"
need python3

post() { # post FILE WORD
	printf -- '---\ntitle: Post of %s\n---\nIn the midst stands %s, not alone.\n' \
		"$2" "$2" >"$1"
}
mkdir posts
# Enough of them that a change leaves no such slack as would be packed anyway.
python3 -c "
import random
rng = random.Random(1)
for i in range(1000):
    words = ' '.join(f'word{rng.randrange(700)}' for _ in range(80))
    with open(f'posts/{i}.md', 'w') as f:
        print(f'---\ntitle: Post {i}\n---\nIn the midst stands {words}.', file=f)"
post posts/secret.md qalamdan
post posts/other.md mirwaha
nisba-index rebuild --db db posts || exit 99

# Raw, and in whatever can be inflated from any byte on.
holds() { # holds DIR WORD
	python3 - "$@" <<'PY'
import os, sys, zlib
folder, word = sys.argv[1], sys.argv[2].encode()
for where, _, names in os.walk(folder):
    for name in names:
        data = open(os.path.join(where, name), 'rb').read()
        if word in data:
            sys.exit(print(name, 'has it') or 0)
        for at in range(len(data)):
            # The only block of what is deflated begins with one of these.
            if data[at] & 7 not in (3, 5):
                continue
            try:
                if word in zlib.decompressobj(-15).decompress(data[at:at + 8192]):
                    sys.exit(print(name, 'has it, deflated, at', at) or 0)
            except zlib.error:
                pass
sys.exit(1)
PY
}
holds_not() { ! holds "$@"; }
older_goes() { # by hand, so that only the live state is left
	live=$(sed 's/auto //; s,/.*,,; q' db/current)
	find db -maxdepth 1 -name 'g*' ! -name "$live" -exec rm -rf {} +
}

check 'what is there is found' holds db qalamdan
rm posts/secret.md
check 'it goes' exits 0 nisba-index update --db db posts
older_goes
check 'and its bytes stay' holds db qalamdan
check 'until all of it has to go' exits 0 nisba-index update --db db --keep 0 posts
check 'though nothing had changed' is_empty err
check 'as it has then' holds_not db qalamdan
check 'and the others are there' exits 0 nisba-query search --db db mirwaha
was=$(cat db/current)
check 'once more' exits 0 nisba-index update --db db --keep 0 posts
check 'has nothing to do' test "$(cat db/current)" = "$was"

post posts/other.md misbaha
check 'a post that changed' exits 0 nisba-index update --db db --keep 0 posts
check 'is as it is now' exits 0 nisba-query search --db db misbaha
check 'and nothing tells how it was' holds_not db mirwaha
check 'there is one state' test "$(find db -maxdepth 1 -name 'g*' | wc -l)" = 1
check 'which is sound' exits 0 nisba-index check --db db
finish
