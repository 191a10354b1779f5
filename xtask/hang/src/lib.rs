//! Who waits for whom: what the processes of a hanging program are doing, read from /proc.
