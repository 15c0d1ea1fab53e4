"""Where exercises come from: finding sets, reading them, writing new ones, publishing them."""
