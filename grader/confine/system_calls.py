"""The system calls that a worker may make, by their numbers; `seccomp.py` makes a filter of them.

Source: the Linux kernel's arch/x86/entry/syscalls/syscall_64.tbl and
include/uapi/asm-generic/unistd.h.
"""

from __future__ import annotations

# Of each call: on x86_64 and on aarch64, None where it never existed.
Numbers = dict[str, tuple[int | None, int | None]]

# fmt: off
# Calls allowed whatever their arguments.
FREE: Numbers = {
    # Memory. PROT_EXEC must stay: loading a library needs it, and so do oneDNN's own kernels.
    # No mincore: it tells what another process has read.
    "brk": (12, 214), "mmap": (9, 222), "munmap": (11, 215), "mremap": (25, 216),
    "mprotect": (10, 226), "madvise": (28, 233), "msync": (26, 227), "membarrier": (324, 283),
    "get_mempolicy": (239, 236),
    # Bytes through descriptors already open. No splice family, no sendfile: nothing needs them.
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "pread64": (17, 67),
    "pwrite64": (18, 68), "preadv": (295, 69), "preadv2": (327, 286), "pwritev": (296, 70),
    "lseek": (8, 62), "close": (3, 57), "close_range": (436, 436), "dup": (32, 23),
    "dup2": (33, None), "dup3": (292, 24), "pipe": (22, None), "pipe2": (293, 59),
    "poll": (7, None), "ppoll": (271, 73), "select": (23, None), "pselect6": (270, 72),
    "epoll_create": (213, None), "epoll_create1": (291, 20), "epoll_ctl": (233, 21),
    "epoll_wait": (232, None), "epoll_pwait": (281, 22), "epoll_pwait2": (441, 441),
    "eventfd2": (290, 19),
    # The wire may be a socket: receive and end. No recvmsg and no sendmsg, which carry descriptors
    # and credentials, so that a pair of sockets is a pair of pipes. No setsockopt: it can attach
    # programs.
    "recvfrom": (45, 207), "shutdown": (48, 210), "getsockname": (51, 204),
    "getpeername": (52, 205),
    # Looking at the file system; Landlock decides what can be opened.
    "stat": (4, None), "lstat": (6, None), "fstat": (5, 80), "newfstatat": (262, 79),
    "statx": (332, 291), "statfs": (137, 43), "fstatfs": (138, 44), "access": (21, None),
    "faccessat": (269, 48), "faccessat2": (439, 439), "readlink": (89, None),
    "readlinkat": (267, 78), "getdents": (78, None), "getdents64": (217, 61), "getcwd": (79, 17),
    "chdir": (80, 49), "fchdir": (81, 50), "fadvise64": (221, 223),
    # Changing it: Landlock decides where, since its first version for these. No truncate, which it
    # knows since its third (ftruncate takes a file that was opened for writing), no renameat2,
    # which can leave a device behind, and no link: nothing needs them.
    "mkdir": (83, None), "mkdirat": (258, 34), "rename": (82, None), "renameat": (264, 38),
    "rmdir": (84, None), "unlink": (87, None), "unlinkat": (263, 35), "ftruncate": (77, 46),
    "fsync": (74, 82), "fdatasync": (75, 83), "umask": (95, 166),
    # Threads of our own and how they wait for each other.
    "futex": (202, 98), "futex_waitv": (449, 449), "set_robust_list": (273, 99),
    "set_tid_address": (218, 96), "rseq": (334, 293), "gettid": (186, 178), "exit": (60, 93),
    "exit_group": (231, 94), "getcpu": (309, 168), "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123), "sched_getparam": (143, 121), "sched_getscheduler": (145, 120),
    "sched_get_priority_max": (146, 125), "sched_get_priority_min": (147, 126),
    # Signals to ourselves. setitimer and alarm can only ring our own bell.
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "rt_sigpending": (127, 136), "rt_sigtimedwait": (128, 137), "rt_sigsuspend": (130, 133),
    "sigaltstack": (131, 132), "restart_syscall": (219, 128), "pause": (34, None),
    "alarm": (37, None), "getitimer": (36, 102), "setitimer": (38, 103),
    # Time.
    "nanosleep": (35, 101), "clock_nanosleep": (230, 115), "clock_gettime": (228, 113),
    "clock_getres": (229, 114), "gettimeofday": (96, 169), "time": (201, None), "times": (100, 153),
    # Who and where am I. arch_prctl acts on the caller only; oneDNN asks it for AMX.
    "getpid": (39, 172), "getppid": (110, 173), "getpgid": (121, 155), "getpgrp": (111, None),
    "getsid": (124, 156), "getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176),
    "getegid": (108, 177), "getresuid": (118, 148), "getresgid": (120, 150),
    "getgroups": (115, 158), "getpriority": (140, 141), "getrlimit": (97, 163),
    "getrusage": (98, 165), "capget": (125, 90), "uname": (63, 160), "sysinfo": (99, 179),
    "getrandom": (318, 278), "arch_prctl": (158, None),
}

# Calls allowed with some arguments only; seccomp.py says with which.
CONDITIONAL: Numbers = {
    "clone": (56, 220), "fcntl": (72, 25), "getsockopt": (55, 209), "ioctl": (16, 29),
    "kill": (62, 129), "open": (2, None), "openat": (257, 56), "prctl": (157, 167),
    "prlimit64": (302, 261), "sched_setaffinity": (203, 122), "sendto": (44, 206),
    "socket": (41, 198), "socketpair": (53, 199), "tgkill": (234, 131),
}

# Allowed to a worker for CUDA alone: its driver's library shares memory with the GPU through files
# that have no name, seals them, and keeps pages from being swapped out.
FOR_DEVICES: Numbers = {
    "memfd_create": (319, 279), "fallocate": (285, 47), "mlock": (149, 228), "munlock": (150, 229),
    # It also listens at a socket of its own, to which others' processes could hand memory: without
    # one it doesn't start. No connect and no accept: nobody is reached, and nobody let in.
    "bind": (49, 200), "listen": (50, 201),
}

# Answered as done, and not done, as the locks of fcntl: flock.
PRETEND_DONE = {"flock": (73, 32)}

# Answered as if the kernel were too old. Both put their flags behind a pointer, where a filter
# can't look: glibc then falls back to clone and openat, whose flags it can.
PRETEND_MISSING = {"clone3": (435, 435), "openat2": (437, 437)}

# The last call the table was checked against (set_mempolicy_home_node, Linux 5.17).
NEWEST_KNOWN = 450
# fmt: on
