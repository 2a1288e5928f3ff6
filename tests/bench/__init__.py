"""Speed and size against peers, as ratios from one run: `python -m tests.bench`."""
