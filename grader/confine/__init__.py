"""What confines a worker: Landlock, seccomp, limits, one scratch folder; and a test of them."""
