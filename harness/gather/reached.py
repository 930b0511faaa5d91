"""Notes which functions and lines of the files around it are run, without a say in how. Python 3.8 and later."""


def _start():
    import atexit
    import json
    import os
    import sys

    folder = os.path.dirname(os.path.abspath(__file__))
    root = os.path.dirname(os.path.dirname(folder)) + os.sep
    functions, lines, own = {}, {}, {}
    most = 20000

    def path_of(name):
        if name not in own:
            full = name if name.startswith("<") else os.path.realpath(name)
            below = full[len(root):] if full.startswith(root) else ""
            own[name] = below if below and "site-packages" not in below and not below.startswith(".cache") else None
        return own[name]

    def enter(code):
        path = path_of(code.co_filename)
        if path is not None and len(functions) < most:
            functions[(path, code.co_firstlineno, code.co_name)] = True
        return path

    def pass_by(path, line):
        if len(lines) < most * 5:
            lines[(path, line)] = True

    def watch(monitoring):
        tool = next((one for one in (4, 3, 5) if monitoring.get_tool(one) is None), None)
        if tool is None:
            return
        events = monitoring.events

        def started(code, _):
            if enter(code) is not None:
                monitoring.set_local_events(tool, code, events.LINE)
            return monitoring.DISABLE

        def line(code, number):
            path = path_of(code.co_filename)
            if path is not None:
                pass_by(path, number)
            return monitoring.DISABLE

        monitoring.use_tool_id(tool, "reached")
        monitoring.register_callback(tool, events.PY_START, started)
        monitoring.register_callback(tool, events.LINE, line)
        monitoring.set_events(tool, events.PY_START)

    def trace(frame, event, _):
        path = enter(frame.f_code)
        if path is None:
            return None

        def local(inner, what, _):
            if what == "line":
                pass_by(path, inner.f_lineno)
            return local

        return local

    def write():
        if not functions:
            return
        told = {
            "functions": [list(one) for one in functions],
            "lines": [list(one) for one in lines],
        }
        data = (json.dumps(told) + "\n").encode()
        file = os.open(os.path.join(folder, "told"), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        os.write(file, data)
        os.close(file)

    def safely():
        try:
            write()
        except Exception:
            pass

    atexit.register(safely)
    if hasattr(sys, "monitoring"):
        watch(sys.monitoring)
    else:
        import threading

        threading.settrace(trace)
        sys.settrace(trace)


try:
    _start()
except Exception:
    pass
