"""What the officer sees."""
