"""Runs a command whose standard error is a terminal; prints what it showed.

usage: terminal.py [--signal-at TEXT] COMMAND...

With --signal-at the command gets SIGINT once TEXT was shown. Exits as the
command did.
"""
import fcntl
import os
import pty
import signal
import struct
import sys
import termios


def main():
    command, at = sys.argv[1:], None
    if command[0] == "--signal-at":
        at, command = command[1].encode(), command[2:]
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 25, 80, 0, 0))
    pid = os.fork()
    if not pid:
        os.dup2(theirs, 2)
        os.execvp(command[0], command)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        shown += piece
        if at and at in shown:
            os.kill(pid, signal.SIGINT)
            at = None
    sys.stdout.write(shown.decode())
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


main()
