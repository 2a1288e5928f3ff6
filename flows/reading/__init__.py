"""How typed words are read; `flows.times` and `flows.words` are its two front doors."""
