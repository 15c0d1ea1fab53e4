"""What Python tells an audit hook of, and which of it an imported test may do while it works with a
student's answers. Every event in Python's own table is in one of these, which a test holds them to.

Source: docs.python.org, "Audit events table", of Python 3.11 to 3.14.
"""

from __future__ import annotations

RUNS = "runs a text as code while it works with the student's answers"
OPENS = "opens a file that the test doesn't have"
_STARTS = "starts a process"
_ENDS = "ends a process"
_NET = "uses the network"
_LOADS = "loads a library by hand"
_MEMORY = "reads or writes memory by hand"
_MACHINE = "changes this machine's settings"

# No test may, whoever the values are from.
NEVER = {
    **dict.fromkeys(("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"), _STARTS),
    **dict.fromkeys(("os.spawn", "os.fork", "os.forkpty", "os.startfile", "pty.spawn"), _STARTS),
    **dict.fromkeys(("os.startfile/2", "_winapi.CreateProcess", "webbrowser.open"), _STARTS),
    **dict.fromkeys(("os.kill", "os.killpg", "signal.pthread_kill"), _ENDS),
    "_winapi.TerminateProcess": _ENDS,
    "_winapi.OpenProcess": _ENDS,
    "pickle.find_class": "unpickles something that names code",
    "sys.remote_exec": RUNS,
    **dict.fromkeys(("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"), _NET),
    **dict.fromkeys(("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"), _NET),
    **dict.fromkeys(("socket.gethostbyaddr", "socket.getnameinfo"), _NET),
    "socket.sethostname": _MACHINE,
    **dict.fromkeys(("resource.setrlimit", "resource.prlimit"), _MACHINE),
    **dict.fromkeys(("syslog.syslog", "syslog.openlog", "syslog.setlogmask"), _MACHINE),
    **dict.fromkeys(
        (f"winreg.{n}" for n in ("ConnectRegistry", "CreateKey", "DeleteKey")), _MACHINE
    ),
    **dict.fromkeys((f"winreg.{n}" for n in ("DeleteValue", "LoadKey", "SaveKey")), _MACHINE),
    **dict.fromkeys(("winreg.SetValue", "winreg.DisableReflectionKey"), _MACHINE),
    "winreg.EnableReflectionKey": _MACHINE,
    # A text of the student's might attach a file to one that is in memory.
    **dict.fromkeys(("sqlite3.connect", "sqlite3.enable_load_extension"), "uses a database"),
    "sqlite3.load_extension": "uses a database",
    "ensurepip.bootstrap": "installs packages",
}
# Only a module that is imported may, for itself.
LOADING = {
    **dict.fromkeys(("ctypes.dlopen", "ctypes.dlsym", "ctypes.call_function"), _LOADS),
    **dict.fromkeys(("ctypes.dlsym/handle", "os.add_dll_directory"), _LOADS),
    **dict.fromkeys(("ctypes.string_at", "ctypes.wstring_at", "ctypes.memoryview_at"), _MEMORY),
    **dict.fromkeys(("ctypes.cdata", "ctypes.PyObj_FromPtr"), _MEMORY),
    **dict.fromkeys(("marshal.loads", "marshal.load"), RUNS),
}
# Below the case's folder, and what libraries have to read. open: also to write.
READS = ("open", "os.listdir", "os.scandir")
_CHANGES_IT = "changes a file that the test doesn't have"
# Below the case's folder only. How many of its first arguments are paths.
CHANGES = {
    "os.mkdir": (1, "makes a folder outside of the test's own"),
    **dict.fromkeys(("os.chmod", "os.chflags", "os.chown", "os.utime"), (1, _CHANGES_IT)),
    **dict.fromkeys(("os.setxattr", "os.removexattr", "os.truncate"), (1, _CHANGES_IT)),
    # On later Pythons rmtree opens even its own folder by a function for those within.
    **dict.fromkeys(("os.remove", "os.rmdir", "shutil.rmtree"), (1, _CHANGES_IT)),
    **dict.fromkeys(("os.rename", "os.link", "os.symlink"), (2, _CHANGES_IT)),
    "_winapi.CreateFile": (1, OPENS),
    "_winapi.CreateJunction": (2, _CHANGES_IT),
}
# Whether a test's own function does it, or a library's for itself.
CODE = ("compile", "exec")

_BY_PARTS = "what it does is told of by itself: files opened, folders made, connections"
_READS_ONLY = "changes nothing"
_WITHIN = "concerns this process alone, and is over with the case or the fork"
_OPENED = "of a descriptor, which was opened"
_NOT_OURS = "Python's own start and end"
# What nobody need look at, and why.
LEFT = {
    **dict.fromkeys((f"shutil.{n}" for n in ("chown", "copyfile", "copymode")), _BY_PARTS),
    **dict.fromkeys((f"shutil.{n}" for n in ("copystat", "copytree", "make_archive")), _BY_PARTS),
    **dict.fromkeys((f"shutil.{n}" for n in ("move", "unpack_archive")), _BY_PARTS),
    **dict.fromkeys(("tempfile.mkdtemp", "tempfile.mkstemp", "import"), _BY_PARTS),
    **dict.fromkeys(("glob.glob", "glob.glob/2", "os.walk", "os.fwalk"), _BY_PARTS),
    **dict.fromkeys(("pathlib.Path.glob", "pathlib.Path.rglob"), _BY_PARTS),
    **dict.fromkeys((f"ftplib.{n}" for n in ("connect", "sendcmd")), _BY_PARTS),
    **dict.fromkeys((f"http.client.{n}" for n in ("connect", "send")), _BY_PARTS),
    **dict.fromkeys((f"imaplib.{n}" for n in ("open", "send")), _BY_PARTS),
    **dict.fromkeys((f"poplib.{n}" for n in ("connect", "putline")), _BY_PARTS),
    **dict.fromkeys((f"nntplib.{n}" for n in ("connect", "putline")), _BY_PARTS),
    **dict.fromkeys((f"smtplib.{n}" for n in ("connect", "send")), _BY_PARTS),
    **dict.fromkeys((f"telnetlib.Telnet.{n}" for n in ("open", "write")), _BY_PARTS),
    **dict.fromkeys(("sqlite3.connect/handle", "socket.__new__"), _BY_PARTS),
    **dict.fromkeys(("function.__new__", "code.__new__"), "its text was compiled or unmarshalled"),
    **dict.fromkeys(("os.getxattr", "os.listxattr", "os.listdrives"), _READS_ONLY),
    **dict.fromkeys(("os.listmounts", "os.listvolumes", "marshal.dumps"), _READS_ONLY),
    **dict.fromkeys((f"gc.get_{n}" for n in ("objects", "referents", "referrers")), _READS_ONLY),
    **dict.fromkeys((f"socket.{n}" for n in ("gethostname", "getservbyname")), _READS_ONLY),
    **dict.fromkeys(("socket.getservbyport", "builtins.id", "array.__new__"), _READS_ONLY),
    **dict.fromkeys((f"sys.{n}" for n in ("_current_exceptions", "_getframe")), _READS_ONLY),
    **dict.fromkeys((f"sys.{n}" for n in ("_current_frames", "_getframemodulename")), _READS_ONLY),
    **dict.fromkeys((f"winreg.{n}" for n in ("EnumKey", "EnumValue", "OpenKey")), _READS_ONLY),
    **dict.fromkeys((f"winreg.{n}" for n in ("QueryInfoKey", "QueryValue")), _READS_ONLY),
    **dict.fromkeys(("winreg.OpenKey/result", "winreg.PyHKEY.Detach"), _READS_ONLY),
    **dict.fromkeys(("winreg.ExpandEnvironmentStrings",), _READS_ONLY),
    "winreg.QueryReflectionKey": _READS_ONLY,
    **dict.fromkeys(("_thread.start_new_thread", "time.sleep", "syslog.closelog"), _WITHIN),
    **dict.fromkeys((f"object.__{n}attr__" for n in ("get", "set", "del")), _WITHIN),
    **dict.fromkeys((f"sys.{n}" for n in ("addaudithook", "excepthook", "setprofile")), _WITHIN),
    **dict.fromkeys((f"sys.{n}" for n in ("settrace", "unraisablehook")), _WITHIN),
    **dict.fromkeys((f"sys.set_asyncgen_hooks_{n}" for n in ("firstiter", "finalizer")), _WITHIN),
    **dict.fromkeys(("sys.monitoring.register_callback", "setopencodehook"), _WITHIN),
    **dict.fromkeys(("builtins.breakpoint", "builtins.input", "pdb.Pdb"), _WITHIN),
    **dict.fromkeys(("builtins.input/result", "os.chdir", "os.putenv", "os.unsetenv"), _WITHIN),
    **dict.fromkeys((f"ctypes.{n}" for n in ("addressof", "cdata/buffer")), _WITHIN),
    **dict.fromkeys((f"ctypes.create_{n}_buffer" for n in ("string", "unicode")), _WITHIN),
    **dict.fromkeys((f"ctypes.{n}" for n in ("get_errno", "set_errno")), _WITHIN),
    **dict.fromkeys((f"ctypes.{n}_last_error" for n in ("get", "set")), _WITHIN),
    "ctypes.seh_exception": _WITHIN,
    **dict.fromkeys((f"fcntl.{n}" for n in ("fcntl", "flock", "ioctl", "lockf")), _OPENED),
    **dict.fromkeys(("mmap.__new__", "os.lockf", "msvcrt.locking"), _OPENED),
    **dict.fromkeys(("msvcrt.get_osfhandle", "msvcrt.open_osfhandle"), _OPENED),
    **dict.fromkeys(("_winapi.CreateNamedPipe", "_winapi.CreatePipe"), _WITHIN),
    **dict.fromkeys((f"cpython.run_{n}" for n in ("command", "file", "module")), _NOT_OURS),
    **dict.fromkeys((f"cpython.run_{n}" for n in ("interactivehook", "startup")), _NOT_OURS),
    **dict.fromkeys(("cpython.run_stdin", "cpython._PySys_ClearAuditHooks"), _NOT_OURS),
    **dict.fromkeys(("cpython.PyInterpreterState_Clear",), _NOT_OURS),
    "cpython.PyInterpreterState_New": _NOT_OURS,
}
