"""What leaves the logbook: one module per format."""
