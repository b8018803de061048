"""The same requests to all web servers: the same answers.

    alike.py WORK PROGRAM CONFIG

The first server that is here is the measure of the others. Prints TAP.
"""
import re
import sys

import servers

GZIP = {"Accept-Encoding": "gzip"}
# What is asked: (query, method, headers). {etag}: of the first reply.
REQUESTS = [
    ("q=Khazraji+coup", "GET", {}),
    ("q=Khazraji+coup", "HEAD", {}),
    ("q=Khazraji+coup", "GET", {"If-None-Match": "{etag}"}),
    ("q=Khazraji+coup", "GET", {"If-None-Match": "\"other\""}),
    ("q=Khazraji+coup", "GET", GZIP),
    ("q=Khazraji+coup", "POST", {"Content-Type": "text/plain"}),
    ("q=Khazraji+coup", "PUT", {}), ("q=Khazraji+coup", "DELETE", {}),
    ("q=Khazraji+coup", "OPTIONS", {}),
    ("q=%D8%A7%D9%84%D8%AE%D8%B2%D8%B1%D8%AC%D9%8A", "GET", {}),
    ("q=Khazraji&format=json", "GET", {}),
    ("q=Khazraji&format=atom", "GET", {}),
    ("q=khaz&format=suggest", "GET", {}),
    ("format=opensearch", "GET", {}), ("format=css", "GET", {}),
    ("format=js", "GET", {}), ("", "GET", {}), ("", "HEAD", {}),
    ("q=the&page=2&sort=newest", "GET", {}), ("q=the&page=101", "GET", {}),
    ("q=the&from=2006-06&to=2007", "GET", {}), ("q=the&tag=iraq", "GET", {}),
    ("q=%zz", "GET", {}), ("q=%00", "GET", {}), ("q=%ff", "GET", {}),
    ("q=a%0d%0aX-Y:%20z", "GET", {}), ("q=" + "x" * 3000, "GET", {}),
    ("q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "GET", {}),
    ("q=a%26b%3Dc%2Bd%25", "GET", {}), ("--version", "GET", {}),
    ("-d+a", "GET", {}), ("a+b", "GET", {}), ("nothing=1&q=coup", "GET", {}),
    ("q=coup", "GET", {"Proxy": "x", "Nisba-Db": "/etc", "Cookie": "a=b"}),
    ("q=coup", "GET", {"Nisba-Config": "/etc/passwd"}),
]
# lighttpd mends what is not percent-encoded, and refuses control characters
# and what is not UTF-8, before anybody else looks at it.
NOT_BY_LIGHTTPD = {"q=%zz", "q=%00", "q=%ff", "q=a%0d%0aX-Y:%20z"}
# Headers that a server has of its own; some send a body in pieces.
OTHERS = {"date", "server", "connection", "keep-alive", "transfer-encoding",
          "vary", "accept-ranges", "content-length"}


def essence(reply, server):
    """What must be alike."""
    headers = {name: value for name, value in reply.headers.items()
               if name not in OTHERS}
    body = reply.body.replace(b":%d/" % server.port, b":80/")
    body = re.sub(rb'("took_ms": )[\d.]+', rb"\1 0", body)
    return reply.status, headers, body


def answers(server):
    etag = server.ask(REQUESTS[0][0]).headers["etag"]
    out = []
    for query, method, headers in REQUESTS:
        headers = {n: v.format(etag=etag) for n, v in headers.items()}
        out.append(essence(server.ask(query, method, headers), server))
    return out


def difference(ours, theirs):
    """A line that says in what two answers differ; or nothing."""
    if ours[0] != theirs[0]:
        return f"status {theirs[0]}, not {ours[0]}"
    for name in ours[1].keys() | theirs[1].keys():
        if ours[1].get(name) != theirs[1].get(name):
            return f"{name}: {theirs[1].get(name)}, not {ours[1].get(name)}"
    return "" if ours[2] == theirs[2] else "the body"


def wrongs(name, measure, found):
    """A line for each answer that is not what others gave."""
    out = []
    for (query, method, headers), ours, theirs in zip(REQUESTS, measure, found):
        if name.startswith("lighttpd") and query in NOT_BY_LIGHTTPD:
            continue
        how = difference(ours, theirs)
        if how:
            out.append(f"{method} {query[:60]} {headers}: {how}")
    return out


def sane(found):
    """The answers are what was asked for, not only alike."""
    status = [answer[0] for answer in found]
    page = found[0][2]
    return (status[:9] == [200, 200, 304, 200, 200] + [405] * 4
            and b"<mark>al-Khazraji</mark>" in page
            and found[4][2] == page and not found[1][2] and not found[2][2]
            and found[1][1]["etag"] == found[0][1]["etag"]
            and status[19] == 400 and status[23:25] == [400] * 2
            and set(status) == {200, 304, 400, 405})


def main():
    work, program, config = sys.argv[1:]
    measure, failed = None, False
    for number, name in enumerate(servers.SERVERS, 1):
        lacking = servers.missing(name)
        if lacking:
            print(f"ok {number} - {name} # SKIP no {' '.join(lacking)}")
            continue
        with servers.start(name, work, program, config) as server:
            found = answers(server)
            wrong = wrongs(name, measure or found, found)
            if not sane(found):
                wrong.append(str([(a[0], len(a[2])) for a in found]))
            if wrong:
                wrong.append(server.told()[-2000:])
        print(f"{'not ' if wrong else ''}ok {number} - {name}")
        print("".join(f"# {line}\n" for text in wrong
                      for line in text.splitlines()), end="")
        failed, measure = failed or bool(wrong), measure or found
    print(f"1..{len(servers.SERVERS)}")
    if not measure:
        sys.exit(77)
    sys.exit(failed)


main()
