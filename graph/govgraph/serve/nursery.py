"""The process that holds the graphs in memory and makes a worker of itself, by fork, whenever one is wanted.

Forked workers share its memory, so a worker costs no second copy of the graphs, and the one that follows a killed one
is there at once, however large they are. The store of a corpus on disk does so too, without memory for the graphs, but
the same queries take it three times as long.
"""

import json
import os
import signal
import socket
import struct
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from pyoxigraph import Store

from govgraph.errors import InputError
from govgraph.serve.report import prepare_pages
from govgraph.serve.store import opened
from govgraph.serve.worker import work

# A message is the process number of a worker to kill, or 0 with the socket of a worker to make.
MESSAGE = struct.Struct("!Q")


def ask_for_worker(control: socket.socket, connection: socket.socket) -> None:
    """Have the nursery make a worker that answers on `connection`, and says its process number there first."""
    socket.send_fds(control, [MESSAGE.pack(0)], [connection.fileno()])


def ask_for_death(control: socket.socket, worker: int) -> None:
    """Have the nursery kill a worker, if it is one of its own and still lives."""
    control.send(MESSAGE.pack(worker))


def main() -> None:
    """Load the graphs, say in one line of JSON what they hold or what is wrong, then make workers until told no more.

    Arguments: the number of the control socket, the limits of `work`, the graph files. All workers end with it.
    """
    descriptor, seconds, answer_size, memory, *paths = sys.argv[1:]
    for name in (signal.SIGINT, signal.SIGTERM):  # they reach the whole group: the server ends its processes itself
        signal.signal(name, signal.SIG_IGN)
    limits = (float(seconds), int(answer_size), int(memory))
    try:
        with opened(map(Path, paths)) as (contents, open_store):
            if contents.corpus:
                prepare_pages()
            print(json.dumps(asdict(contents)), flush=True)
            _make_workers(int(descriptor), open_store, limits)
    except InputError as error:
        print(json.dumps({"error": str(error)}), flush=True)


def _make_workers(descriptor: int, open_store: Callable[[], Store], limits: tuple[float, int, int]) -> None:
    children: set[int] = set()
    with socket.socket(fileno=descriptor) as control:
        while True:
            message, sockets, *_ = socket.recv_fds(control, MESSAGE.size, 1, socket.MSG_WAITALL)
            if len(message) < MESSAGE.size:
                break
            _reap(children)
            if sockets:
                children.add(_fork(open_store, control, sockets[0], limits))
            elif (worker := MESSAGE.unpack(message)[0]) in children:
                os.kill(worker, signal.SIGKILL)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _fork(
    open_store: Callable[[], Store], control: socket.socket, descriptor: int, limits: tuple[float, int, int]
) -> int:
    """Make a worker; gives its process number."""
    child = os.fork()
    if child == 0:
        control.close()
        with socket.socket(fileno=descriptor) as connection:
            work(open_store(), connection, *limits)
        os._exit(0)
    os.close(descriptor)
    return child


def _reap(children: set[int]) -> None:
    """Forget the workers that have ended; only then can their numbers be given to other processes."""
    for child in tuple(children):
        if os.waitpid(child, os.WNOHANG)[0]:
            children.discard(child)


if __name__ == "__main__":
    main()
