# Two threads hand over 20,000 numbers each, as in the demo lock_or_channel. For Python 2.7 and 3.
import threading
import time

try:
    import queue
except ImportError:
    import Queue as queue

EACH = 20000
total = 0
lock = threading.Lock()
numbers = queue.Queue()


def add():
    global total
    for number in range(EACH):
        with lock:
            total += number


def put():
    for number in range(EACH):
        numbers.put(number)


def measure(what, hand_over, collect):
    threads = [threading.Thread(target=hand_over) for _ in range(2)]
    start = time.time()
    for thread in threads:
        thread.start()
    collect()
    for thread in threads:
        thread.join()
    print("%-24s %.0f ns each" % (what, (time.time() - start) * 1e9 / EACH / 2))


measure("a lock for each number:", add, lambda: None)
measure("a queue without bounds:", put, lambda: sum(numbers.get() for _ in range(2 * EACH)))
