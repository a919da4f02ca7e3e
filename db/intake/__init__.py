"""Foreign files into acts: one module per source."""
