# The calculation of the demo gil_free: one thread, then two with half of it each. For Python 2.7 and 3.
import threading
import time


def work(low, high):
    total = 0
    for number in range(low, high):
        total += number * number % 10


def timed(parts):
    threads = [threading.Thread(target=work, args=part) for part in parts]
    start = time.time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return "%.0f ms" % ((time.time() - start) * 1e3)


print("1 thread:  " + timed([(0, 2000000)]))
print("2 threads: " + timed([(0, 1000000), (1000000, 2000000)]))
