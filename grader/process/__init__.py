"""The student's process: main.py starts it, executor.py runs the code. host.py: our end."""
