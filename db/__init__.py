"""What is recorded, asked and kept safe. Knows neither Qt nor ReportLab."""
