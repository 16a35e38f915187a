"""Reading what is stored: one module per subject, one select each, frames with declared columns."""
