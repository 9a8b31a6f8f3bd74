"""SQLite through SQLCipher: the practice's file is encrypted and each page authenticated."""
