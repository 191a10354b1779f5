# What the demo thread_vs_fork measures: start something and wait for its end. For Python 2.7 and 3.
import os
import subprocess
import threading
import time


def average(what, start_and_wait, rounds):
    start = time.time()
    for _ in range(rounds):
        start_and_wait()
    print("%-30s %.0f us" % (what, (time.time() - start) * 1e6 / rounds))


def thread():
    started = threading.Thread(target=len, args=("",))
    started.start()
    started.join()


def fork():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


average("thread, start and join:", thread, 100)
average("child, fork and wait:", fork, 100)
memory = bytearray(b"x") * (32 << 20)
average("the same, with 32 MiB in use:", fork, 20)
del memory
average("program, subprocess.call:", lambda: subprocess.call(["true"]), 20)
