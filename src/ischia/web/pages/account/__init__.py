"""First start, sign-in, second factor, people of the practice."""
