"""The shell around the house: settings, wiring, the command line, channels and web pages."""
