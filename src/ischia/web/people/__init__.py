"""The people of the practice: who they are, what they may do, how they prove it."""
