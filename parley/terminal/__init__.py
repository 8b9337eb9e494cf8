"""What commands have in common at a terminal: the database they ask, how far they are, and how they end."""
