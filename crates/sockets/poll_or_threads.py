"""What the demo poll_or_threads measures, in Python 2 and 3: python3 crates/sockets/poll_or_threads.py"""
from __future__ import print_function
import select
import socket
import threading
import time

CLIENTS, ROUNDS = 20, 50


def tcp_pair():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(1)
    ours = socket.create_connection(listener.getsockname())
    return ours, listener.accept()[0]


def echo_once(client):
    block = client.recv(64)
    client.sendall(block)
    return block


def echo_to_the_end(client):
    while echo_once(client):
        pass


def echo_by_select(clients):
    while clients:
        for client in select.select(clients, [], [])[0]:
            if not echo_once(client):
                clients.remove(client)


def report(name, start):
    pairs = [tcp_pair() for _ in range(CLIENTS)]
    servers = start([theirs for _, theirs in pairs])
    for server in servers:
        server.start()
    since = time.time()
    for _ in range(ROUNDS):
        for client, _ in pairs:
            client.sendall(b"?")
        for client, _ in pairs:
            client.recv(1)
    took = time.time() - since
    for client, _ in pairs:
        client.shutdown(socket.SHUT_WR)
    for server in servers:
        server.join()
    print("%s: %.1f us for an answer, %d clients" % (name, took * 1e6 / CLIENTS / ROUNDS, CLIENTS))


report("one thread and select", lambda clients: [threading.Thread(target=echo_by_select, args=(clients,))])
report("a thread a client", lambda clients: [threading.Thread(target=echo_to_the_end, args=(c,)) for c in clients])
