"""What crosses between grader and worker: messages, and values as data. Loaded on both sides."""
