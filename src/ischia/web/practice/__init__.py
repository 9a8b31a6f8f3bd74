"""The practice itself: name, place in the world, what it has switched on."""
