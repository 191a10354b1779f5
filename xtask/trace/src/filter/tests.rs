use super::*;

/// What the filter answers, by the rules of BPF.
fn ask(program: &[libc::sock_filter], arch: u32, number: i64, arguments: [u64; 6]) -> u32 {
    let mut at = 0;
    let mut accumulator = 0;
    loop {
        let step = program[at];
        at += 1;
        let skip = |yes: bool| usize::from(if yes { step.jt } else { step.jf });
        match u32::from(step.code) {
            code if code == libc::BPF_LD | libc::BPF_W | libc::BPF_ABS => {
                accumulator = match step.k {
                    NUMBER => number as u32,
                    ARCH => arch,
                    offset => {
                        let word = arguments[(offset - ARGUMENTS) as usize / 8];
                        if offset % 8 == 0 { word as u32 } else { (word >> 32) as u32 }
                    }
                }
            }
            code if code == libc::BPF_ALU | libc::BPF_AND | libc::BPF_K => accumulator &= step.k,
            code if code == libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K => at += skip(accumulator == step.k),
            code if code == libc::BPF_JMP | libc::BPF_JGE | libc::BPF_K => at += skip(accumulator >= step.k),
            code if code == libc::BPF_JMP | libc::BPF_JA => at += step.k as usize,
            code => {
                assert_eq!(code, libc::BPF_RET | libc::BPF_K);
                return step.k;
            }
        }
    }
}

fn all() -> Options {
    Options { futexes: Futexes::Recorded, reads: Reads::Ends, ..Options::default() }
}

/// The answer for a call with this in one of its arguments and rubbish in the others.
fn with(options: &Options, call: libc::c_long, argument: usize, value: u64) -> u32 {
    let mut arguments = [0x1234_5678_9abc_def0; 6];
    arguments[argument] = value;
    ask(&program(options), NATIVE, call, arguments)
}

#[test]
fn what_matters_is_stopped_at_and_nothing_else() {
    for options in [Options::default(), all()] {
        let program = program(&options);
        for call in [CALLS, OLD_CALLS].concat() {
            assert_eq!(ask(&program, NATIVE, call, [7; 6]), TRACE, "{call}");
            assert_eq!(ask(&program, 0x4000_0003, call, [7; 6]), ALLOW, "{call} of another machine");
        }
        for call in [libc::SYS_getppid, libc::SYS_pread64, libc::SYS_execve, libc::SYS_exit_group, libc::SYS_mmap] {
            assert_eq!(ask(&program, NATIVE, call, [0; 6]), ALLOW, "{call}");
        }
    }
}

#[test]
fn for_moments_the_sleeps_are_stopped_at_too_and_told_apart() {
    for base in [Options::default(), all()] {
        let plain = program(&base);
        let moments = program(&Options { moments: Moments::Seen, ..base.clone() });
        let calls = [CALLS, OLD_CALLS, READS, FOR_MOMENTS_ONLY, OLD_FOR_MOMENTS_ONLY].concat();
        let others = [libc::SYS_getppid, libc::SYS_mmap, libc::SYS_fcntl, libc::SYS_openat, libc::SYS_rt_sigaction];
        for call in calls.into_iter().chain(others) {
            let is_sleep = FOR_MOMENTS_ONLY.contains(&call) || OLD_FOR_MOMENTS_ONLY.contains(&call);
            for arguments in [[0; 6], [7; 6], [u64::MAX; 6], [libc::FUTEX_WAIT as u64; 6]] {
                let expected = match ask(&plain, NATIVE, call, arguments) {
                    ALLOW if is_sleep => TRACE | UNOBSERVED,
                    same => same,
                };
                assert_eq!(ask(&moments, NATIVE, call, arguments), expected, "{call} {arguments:?}");
                assert_eq!(ask(&moments, 0x4000_0003, call, arguments), ALLOW, "{call} of another machine");
            }
        }
    }
}

#[test]
fn some_are_told_apart_by_an_argument() {
    let fcntl = |command: i32| with(&all(), libc::SYS_fcntl, 1, command as u64);
    assert_eq!([libc::F_DUPFD, libc::F_DUPFD_CLOEXEC].map(fcntl), [TRACE; 2]);
    assert_eq!([libc::F_GETFD, libc::F_SETFL].map(fcntl), [ALLOW; 2]);
    let futex = |operation: i32| with(&all(), libc::SYS_futex, 1, operation as u64);
    assert_eq!([libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG, libc::FUTEX_WAIT_BITSET].map(futex), [TRACE; 2]);
    assert_eq!([libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG, libc::FUTEX_REQUEUE].map(futex), [ALLOW; 2]);
}

#[test]
fn a_wait_with_a_time_limit_is_seen_and_one_without_goes_its_way() {
    let futex = |options: &Options, operation: i32, limit: u64| {
        ask(&program(options), NATIVE, libc::SYS_futex, [0x7000, operation as u64, 1, limit, 0, 0])
    };
    let private = libc::FUTEX_WAIT_BITSET | libc::FUTEX_PRIVATE_FLAG;
    for options in [Options::default(), Options { futexes: Futexes::Joins, ..Options::default() }, all()] {
        assert_eq!([1, 1 << 32, u64::MAX].map(|limit| futex(&options, private, limit)), [TRACE; 3]);
        assert_eq!(futex(&options, libc::FUTEX_WAIT, 0x7fff_0000), TRACE);
        assert_eq!(futex(&options, libc::FUTEX_WAKE, 0x7fff_0000), ALLOW);
    }
    let joins = Options { futexes: Futexes::Joins, ..Options::default() };
    assert_eq!([futex(&joins, JOIN, 0), futex(&joins, private, 0)], [TRACE, ALLOW]);
}

#[test]
fn who_only_asks_or_waits_for_ever_is_not_stopped_at() {
    let options = Options::default();
    for one in SOMETIMES.iter().filter(|one| one.call != libc::SYS_rt_sigaction) {
        let [(argument, when)] = one.when else { panic!("{}", one.call) };
        let ask = |value| with(&options, one.call, *argument as usize, value);
        match when {
            When::OneOf { .. } => {}
            // A pointer may have its only bits in either half.
            When::Given => assert_eq!([0, 1, 1 << 32, u64::MAX].map(ask), [ALLOW, TRACE, TRACE, TRACE], "{}", one.call),
            // The upper half of an int's register may hold anything.
            When::Finite => {
                let endless = [-1i32 as u32 as u64, -1i64 as u64, i32::MIN as u32 as u64];
                assert_eq!(endless.map(ask), [ALLOW; 3], "{}", one.call);
                assert_eq!([0, 1, i32::MAX as u64, 7 << 32].map(ask), [TRACE; 4], "{}", one.call);
            }
        }
    }
}

#[test]
fn what_was_not_asked_for_runs_at_full_speed() {
    for call in [READS, &[WAITING.call]].concat() {
        // A futex without a time limit.
        let answer = |options: &Options| ask(&program(options), NATIVE, call, [0; 6]);
        assert_eq!((answer(&all()), answer(&Options::default())), (TRACE, ALLOW), "{call}");
    }
}

#[test]
fn handlers_are_seen_for_what_programs_handle() {
    let program = program(&Options::default());
    let set = |signal: i32, action| ask(&program, NATIVE, libc::SYS_rt_sigaction, [signal as u64, action, 0, 8, 0, 0]);
    for signal in 1..=64 {
        let expected = if HANDLED.contains(&signal) { TRACE } else { ALLOW };
        assert_eq!((set(signal, 0x7fff_0000_0000), set(signal, 0)), (expected, ALLOW), "{signal}");
    }
}
