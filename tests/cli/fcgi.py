"""A FastCGI client, to ask nisba.cgi without a web server.

    fcgi.py serve SOCKET PROGRAM        start PROGRAM, listening on SOCKET
    fcgi.py ask SOCKET [NAME=VALUE]...  one request; prints the response

Import ask() to make many.
"""
import os
import socket
import struct
import sys

BEGIN, END, PARAMS, STDIN, STDOUT, STDERR = 1, 3, 4, 5, 6, 7
USUAL = {"GATEWAY_INTERFACE": "CGI/1.1", "REQUEST_METHOD": "GET",
         "SERVER_NAME": "localhost", "SERVER_PORT": "80",
         "SCRIPT_NAME": "/search", "QUERY_STRING": ""}


def record(kind, content=b""):
    return struct.pack("!BBHHBx", 1, kind, 1, len(content), 0) + content


def length(n):
    return bytes([n]) if n < 128 else struct.pack("!I", n | 1 << 31)


def packed(variables):
    pairs = b""
    for name, value in variables.items():
        name, value = os.fsencode(name), os.fsencode(value)
        pairs += length(len(name)) + length(len(value)) + name + value
    return b"".join(record(PARAMS, pairs[i:i + 60000])
                    for i in range(0, len(pairs), 60000)) + record(PARAMS)


def receive(connection, n):
    data = b""
    while len(data) < n:
        more = connection.recv(n - len(data))
        if not more:
            raise EOFError("the program went away")
        data += more
    return data


def ask(path, absent=(), **variables):
    """The response, headers and body; `absent`: variables that are not set."""
    reply = b""
    variables = {name: value for name, value in dict(USUAL, **variables).items()
                 if name not in absent}
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        connection.sendall(record(BEGIN, struct.pack("!HBxxxxx", 1, 0)) +
                           packed(variables) + record(STDIN))
        while True:
            _, kind, _, size, padding = struct.unpack(
                "!BBHHBx", receive(connection, 8))
            content = receive(connection, size + padding)[:size]
            if kind == STDOUT:
                reply += content
            elif kind == STDERR:
                sys.stderr.buffer.write(content)
            elif kind == END:
                return reply


def serve(path, program):
    """Becomes the program."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen(64)
        os.dup2(listening.fileno(), 0)
        for name in USUAL:
            os.environ.pop(name, None)
        os.execvp(program, [program])


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(*sys.argv[2:])
    sys.stdout.buffer.write(ask(sys.argv[2], **dict(
        pair.split("=", 1) for pair in sys.argv[3:])))
