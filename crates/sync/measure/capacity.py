# The queues of the demo queue_capacity: 4,000 items from one thread to another. For Python 2.7 and 3.
import threading
import time

try:
    import queue
except ImportError:
    import Queue as queue

ITEMS = 4000


def measure(what, room):
    items = queue.Queue(room)
    producer = threading.Thread(target=lambda: [items.put(item) for item in range(ITEMS)])
    start = time.time()
    producer.start()
    for _ in range(ITEMS):
        items.get()
    producer.join()
    print("%-15s %.1f ms" % (what, (time.time() - start) * 1e3))


for room in (1, 64, 2000):
    measure("room for %5d:" % room, room)
measure("no bounds:", 0)
