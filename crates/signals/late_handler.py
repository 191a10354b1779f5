"""How late Python runs a handler, in Python 2 and 3: python3 crates/signals/late_handler.py"""
from __future__ import print_function
import random
import re
import signal
import time

try:
    range = xrange  # Python 2's range makes a list, which takes its time
except NameError:
    pass

ALARM_MS = 50
ran_at = [0.0]


def note_the_time(number, frame):
    ran_at[0] = time.time()


def small_steps():
    total = 0
    for n in range(3 * 10 ** 6):
        total += n


def one_match():
    re.match("(a*)*b", "a" * 24)


numbers = [random.random() for _ in range(10 ** 6)]
signal.signal(signal.SIGALRM, note_the_time)
for name, work in [
    ("a loop of small steps", small_steps),
    ("one sum", lambda: sum(range(2 * 10 ** 7))),
    ("one sorted", lambda: sorted(numbers)),
    ("one match of a bad pattern", one_match),
]:
    signal.setitimer(signal.ITIMER_REAL, ALARM_MS / 1000.0)
    since = time.time()
    work()
    took_ms, ran_ms = [1000 * (at - since) for at in (time.time(), ran_at[0])]
    print("%-27s set to %d ms, ran after %4.0f ms, the work took %4.0f ms" % (name, ALARM_MS, ran_ms, took_ms))
