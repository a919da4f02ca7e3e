"""Reports on paper: a content object of plain data, and the layout that sets it as PDF."""
