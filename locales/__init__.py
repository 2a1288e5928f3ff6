"""Every sentence that a person can read, in every language, and how it is worded."""
