"""The log as auditors read it: line by line, as a file, and room by room as it once was."""
