//! What a program did: processes, threads, pipes and signals, seen by ptrace at little cost.
