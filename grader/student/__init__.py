"""The student's folder, and what is recorded of their work."""
