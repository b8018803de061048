"""Clients at the page while an index is published every second.

    publish.py WORK PROGRAM CONFIG INDEXER SECONDS

Each update adds one post, whose number is the generation's. CLIENTS clients
ask by FastCGI and by CGI, without a pause; each answer has to be a whole page,
and to know all posts but those of the last two generations. Prints TAP.
"""
import pathlib
import re
import subprocess
import sys
import threading
import time

import servers

CLIENTS = 8
BEHIND = 2   # generations that an answer may be
ENOUGH = 2   # seconds a generation, at the most, on a machine that is busy


class Archive:
    def __init__(self, work, indexer, config):
        self.posts = pathlib.Path(work) / "posts"
        self.command = [indexer, "update", "-q", "--config", config,
                        str(self.posts)]
        self.posts.mkdir()
        self.published = 0
        for _ in range(20):
            self.write()
        self.update()

    def write(self):
        number = len(list(self.posts.iterdir())) + 1
        (self.posts / f"{number}.md").write_text(
            f"---\ntitle: Post {number}\n---\nNumber {number} of khazraji.\n",
            encoding="utf-8")

    def update(self):
        subprocess.run(self.command, check=True)
        self.published = len(list(self.posts.iterdir()))


class Client(threading.Thread):
    def __init__(self, server, archive, until):
        super().__init__()
        self.server, self.archive, self.until = server, archive, until
        self.asked, self.failed, self.stale, self.worst = 0, [], [], 0.0

    def run(self):
        while time.monotonic() < self.until:
            known = self.archive.published
            began = time.monotonic()
            try:
                reply = self.server.ask("q=khazraji")
            except OSError as e:
                self.failed.append(repr(e))
                continue
            self.worst = max(self.worst, time.monotonic() - began)
            self.asked += 1
            found = re.search(rb"<h1[^>]*>(?:About )?([\d,]+) post", reply.body)
            if reply.status != 200 or not found or \
                    not reply.body.endswith(b"</html>\n"):
                self.failed.append(f"{reply.status} {reply.body[-200:]}")
                continue
            total = int(found[1].replace(b",", b""))
            if total < known - BEHIND:
                self.stale.append(f"{total} of {known} posts")


def publish(archive, until):
    """Every second, as long as there is time for it."""
    times, at = 0, time.monotonic()
    while time.monotonic() < until:
        archive.write()
        archive.update()
        times += 1
        at += 1
        time.sleep(max(0, at - time.monotonic()))
    return times


def run(number, name, work, program, config, archive, seconds):
    with servers.start(name, work, program, config) as server:
        until = time.monotonic() + seconds
        clients = [Client(server, archive, until) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        times = publish(archive, until)
        for client in clients:
            client.join()
        failed = [f for c in clients for f in c.failed]
        stale = [s for c in clients for s in c.stale]
        asked = sum(c.asked for c in clients)
        worst = max(c.worst for c in clients)
        right = not failed and not stale and asked and times * ENOUGH >= seconds
        print(f"{'' if right else 'not '}ok {number} - {name}\n# {asked} "
              f"answers while {times} generations were published: "
              f"{len(failed)} failed, {len(stale)} older than {BEHIND} "
              f"generations; at most {worst * 1000:.0f} ms", flush=True)
        for line in failed[:3] + stale[:3] + (
                [] if right else server.told().splitlines()[-20:]):
            print("#", line)
        return not right


def main():
    work, program, config, indexer, seconds = sys.argv[1:]
    names = [name for name in ("nginx-fastcgi", "lighttpd-fastcgi", "lighttpd")
             if not servers.missing(name)]
    if not names:
        print("1..0 # SKIP no web server")
        sys.exit(77)
    archive = Archive(work, indexer, config)
    failed = 0
    for number, name in enumerate(names, 1):
        failed += run(number, name, work, program, config, archive,
                      int(seconds))
    print(f"1..{len(names)}")
    sys.exit(failed != 0)


main()
