"""What `porchlight` does, one command or family a file; imported only when it is asked for."""
