"""Words for what a student reads: values, calls, failed assertions, verdicts. Knows no colours."""
