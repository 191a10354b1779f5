# Four threads add 1 to the same global, 200,000 times each, without a lock. For Python 2.7 and 3.
import threading

x = 0


def add():
    global x
    for _ in range(200000):
        x += 1


threads = [threading.Thread(target=add) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("%d of 800000" % x)
