"""What a failed assertion claimed: its two sides, read off while it ran. Loaded on both sides."""
