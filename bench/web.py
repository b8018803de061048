#!/usr/bin/python3
"""The web page beside Omega: requests a second, by CGI and by FastCGI.

usage: web.py [--nisba DIR] [--work DIR] [-n POSTS] [-s SECONDS] [SOURCE]...

The posts are those of the SOURCEs, or POSTS that corpus/generate.py writes.
Posts and indexes are made under --work (a temporary folder if not given; what
is there is used again).

lighttpd serves nisba.cgi by CGI and by FastCGI, as its snippets say, and
Omega's CGI; wrk asks each the same queries in turn, by 1 and by 8 connections.
Queries are drawn from the posts as queries.py draws them, one or two words,
middle and common alike, and those kept that find ten posts or more. A page of
nisba's is the whole page (ten posts, snippets, spellings, facets, timeline);
Omega prints titles and ten snippets.

The table has the median of ROUNDS runs: requests a second, latency in ms at
the median and at 99 %, the same beside Omega's, and whether that is what is
wanted: 2 x by CGI, 5 x by FastCGI, a 99 % below Omega's median. Exits 1 if not.

Needs lighttpd, wrk and xapian-omega.
"""
import argparse
import contextlib
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import urllib.parse

import peers
import queries

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tests/web"))
import servers  # noqa: E402

HERE = pathlib.Path(__file__).parent
ROUNDS = 3
EACH = 30   # queries of each kind and band
CONNECTIONS = (1, 8)
WANTED = {"cgi": 2, "fastcgi": 5}   # times Omega's requests a second

OMEGA = """server.modules += ( "mod_alias", "mod_cgi", "mod_setenv" )
alias.url += ( "/search" => "%s" )
cgi.assign = ( "" => "" )
setenv.set-environment = ( "OMEGA_CONFIG_FILE" => "%s" )
"""
# wrk's: the next of all paths; what is printed at the end.
LUA = """local paths, at = {}, 0
for line in io.lines("%s") do paths[#paths + 1] = line end
function request()
	at = at %% #paths + 1
	return wrk.format("GET", paths[at])
end
function done(summary, latency)
	local e = summary.errors
	print(string.format(
		'{"requests": %%d, "us": %%d, "p50": %%d, "p99": %%d, "failed": %%d}',
		summary.requests, summary.duration, latency:percentile(50),
		latency:percentile(99), e.connect + e.read + e.write + e.status +
		e.timeout))
end
"""


class OmegaServer(servers.Server):
    """lighttpd with Omega's CGI; `program` is a peers.Omega."""

    def __init__(self, work, omega):
        super().__init__(work, omega.program, omega.folder / "conf")

    def run(self):
        text = servers.LIGHTTPD.format(port=self.port, folder=self.folder)
        self.spawn(["lighttpd", "-D", "-f", self.write(
            "conf", text + OMEGA % (self.program, self.config))])


def nisba_path(words):
    return "/search?" + urllib.parse.urlencode({"q": " ".join(words)})


def omega_path(words):
    return "/search?" + urllib.parse.urlencode(
        {"P": " ".join(words), "DB": "default", "FMT": "bench",
         "HITSPERPAGE": peers.HITS, "DEFAULTOP": "and"})


def draw(dump, nisba):
    counts, posts = queries.count_posts(dump)
    step = max(1, posts // 5000)
    sample = [post for number, post in enumerate(peers.read_dump(dump))
              if number % step == 0]
    drawer = queries.Drawer(counts, posts, sample)
    out = [drawer.query(size, "and", band) for size in (1, 2)
           for band in queries.BANDS[1:] for _ in range(EACH)]
    out = [words for words in out
           if words and nisba.matches(words, "and") >= peers.HITS]
    drawer.random.shuffle(out)
    return out


def wrk(server, script, connections, seconds):
    out = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script,
         f"http://127.0.0.1:{server.port}/"], check=True, capture_output=True,
        text=True).stdout
    run = json.loads(re.search(r"^\{.*\}$", out, re.M)[0])
    if run["failed"]:
        sys.exit(f"{server.url}: {run['failed']} requests failed\n"
                 f"{out}{server.told()[-2000:]}")
    return (1e6 * run["requests"] / run["us"], run["p50"] / 1e3,
            run["p99"] / 1e3)


def measure(running, seconds):
    """{(name, connections): (requests a second, p50, p99)}"""
    runs = {}
    for _ in range(ROUNDS):
        for connections in CONNECTIONS:
            for name, (server, script) in running.items():
                runs.setdefault((name, connections), []).append(
                    wrk(server, script, connections, seconds))
    return {key: tuple(map(statistics.median, zip(*found)))
            for key, found in runs.items()}


def report(found):
    """1: something is not as wanted."""
    missed = 0
    print("server\tconnections\tper second\tp50 ms\tp99 ms\tx omega\twanted")
    for (name, connections), (rate, p50, p99) in sorted(
            found.items(), key=lambda row: row[0][1]):
        omega_rate, omega_p50, _ = found["omega", connections]
        verdict = ""
        if name in WANTED:
            right = (rate >= WANTED[name] * omega_rate, p99 <= omega_p50)
            missed |= not all(right)
            verdict = (f">= {WANTED[name]} x: {'yes' if right[0] else 'NO'}, "
                       f"p99 <= {omega_p50:.1f}: {'yes' if right[1] else 'NO'}")
        print(f"{name}\t{connections}\t{rate:.0f}\t{p50:.2f}\t{p99:.2f}\t"
              f"{rate / omega_rate:.2f}\t{verdict}")
    return missed


def prepare(programs, work, sources, posts):
    """The indexes, and what is asked: nisba's, Omega's, queries."""
    dump, nisba, omega = (work / "posts.jsonl", queries.Nisba(programs, work),
                          peers.Omega(work))
    if not sources:
        sources = [work / "posts"]
        if not sources[0].exists():
            subprocess.run([sys.executable, HERE.parent / "corpus/generate.py",
                            "-n", str(posts), sources[0]], check=True)
    if not dump.exists():
        with open(dump, "wb") as out:
            subprocess.run([nisba.indexer, "dump", "-q", *sources], check=True,
                           stdout=out)
    nisba.build(sources)
    omega.build(dump)
    return nisba, omega, draw(dump, nisba)


def run(programs, work, sources, posts, seconds):
    nisba, omega, asked = prepare(programs, work, sources, posts)
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(
            tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        (folder / "nisba.conf").write_text(f"db = {nisba.db}\n")
        running = {}
        for name, server, path in (
                ("omega", OmegaServer(folder, omega), omega_path),
                ("cgi", servers.Lighttpd(folder, programs /
                 "query/cgi/nisba.cgi", folder / "nisba.conf"), nisba_path),
                ("fastcgi", servers.LighttpdFastcgi(folder, programs /
                 "query/cgi/nisba.cgi", folder / "nisba.conf"), nisba_path)):
            stack.callback(server.stop)
            server.start()
            paths = server.write("paths", "\n".join(map(path, asked)) + "\n")
            script = server.write("wrk.lua", LUA % paths)
            running[name] = (server, script)
        return report(measure(running, seconds))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nisba", type=pathlib.Path, metavar="DIR",
                        default=pathlib.Path("build/release"),
                        help="the build; default build/release")
    parser.add_argument("--work", type=pathlib.Path, metavar="DIR")
    parser.add_argument("-n", type=int, default=10_000, metavar="POSTS")
    parser.add_argument("-s", type=int, default=5, metavar="SECONDS",
                        help="of each run")
    parser.add_argument("source", nargs="*", metavar="SOURCE")
    args = parser.parse_args()
    programs = args.nisba.resolve()
    if args.work:
        args.work.mkdir(parents=True, exist_ok=True)
        return run(programs, args.work.resolve(), args.source, args.n, args.s)
    with tempfile.TemporaryDirectory() as work:
        pathlib.Path(work).chmod(0o755)
        return run(programs, pathlib.Path(work), args.source, args.n, args.s)


if __name__ == "__main__":
    sys.exit(main())
