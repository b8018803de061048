"""A long cable: what comes to PORT + 1000 goes to PORT of this machine, and
back, each way MS milliseconds later.

    delay.py MS PORT
"""
import queue
import socket
import sys
import threading
import time


def receive(source, waiting):
    while True:
        data = source.recv(1 << 16)
        waiting.put((time.monotonic(), data))
        if not data:
            return


def carry(source, sink, delay):
    waiting = queue.Queue()
    threading.Thread(target=receive, args=(source, waiting),
                     daemon=True).start()
    while True:
        came, data = waiting.get()
        time.sleep(max(0, came + delay - time.monotonic()))
        if not data:
            sink.shutdown(socket.SHUT_WR)
            return
        sink.sendall(data)


def main():
    delay, port = int(sys.argv[1]) / 1000, int(sys.argv[2])
    with socket.create_server(("", port + 1000)) as server:
        while True:
            near, _ = server.accept()
            far = socket.create_connection(("127.0.0.1", port))
            for ends in ((near, far), (far, near)):
                for end in ends:
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=carry, args=(*ends, delay),
                                 daemon=True).start()


main()
