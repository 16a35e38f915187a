"""Charts: one module per subject, frame to Altair chart with its title sentence and alt text."""
