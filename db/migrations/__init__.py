"""The schemas of a logbook, from the first one on."""
