"""Ways in and out, one file or folder a provider. Each turns the wire into events and back."""
