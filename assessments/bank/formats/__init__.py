"""The formats in which questions come and go. A new one is a file here with its FORMAT, and a line below."""
