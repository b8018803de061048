"""What a disk may hold after a power cut, by the log of log_syncs.c.

usage: after_cut.py LOG BEFORE EVENT synced|named INTO

BEFORE is the folder as the run found it, all of it on the disk. `synced`: what
was not synced by EVENT is not there, neither bytes nor names. `named`: names
are all there, but bytes that were not synced are not.
"""
import os
import pathlib
import sys


def read_event(path):
    with open(path, encoding="utf-8", errors="surrogateescape") as lines:
        what, _, key = lines.readline().rstrip("\n").partition(" ")
        names = [line.rstrip("\n").split(" ", 2) for line in lines]
    return what, key, names


def entries(names, folder):
    """The names in a folder, of which a listing tells the path."""
    return {path[len(folder) + 1:]: (kind, key) for kind, key, path in names
            if path.rpartition("/")[0] == folder and path}


def path_of(names, wanted):
    return next((path for _, key, path in names if key == wanted), None)


def replay(log, before, last):
    bytes_of, names_in = {}, {}
    _, _, names = read_event(log / "0.txt")
    root = names[0][1]
    for kind, key, path in names:
        if kind == "dir":
            names_in[key] = entries(names, path)
        else:
            bytes_of[key] = pathlib.Path(f"{before}{path}").read_bytes()
    for event in range(1, last + 1):
        what, key, names = read_event(log / f"{event}.txt")
        if what == "sync-file":
            bytes_of[key] = (log / f"{event}.data").read_bytes()
        elif what == "sync-dir" and path_of(names, key) is not None:
            names_in[key] = entries(names, path_of(names, key))
    return root, bytes_of, names_in, names


def put(path, key, bytes_of, names_in, done):
    os.mkdir(path)
    for name, (kind, inner) in names_in.get(key, {}).items():
        if kind == "dir":
            put(f"{path}/{name}", inner, bytes_of, names_in, done)
        elif inner in done:
            os.link(done[inner], f"{path}/{name}")
        else:
            pathlib.Path(f"{path}/{name}").write_bytes(
                bytes_of.get(inner, b""))
            done[inner] = f"{path}/{name}"


def main():
    log, before, event, mode, into = sys.argv[1:]
    root, bytes_of, names_in, names = replay(pathlib.Path(log), before,
                                             int(event))
    if mode == "named":
        names_in = {key: entries(names, path) for kind, key, path in names
                    if kind == "dir"}
    put(into, root, bytes_of, names_in, {})


main()
