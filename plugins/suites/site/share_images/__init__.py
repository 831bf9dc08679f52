"""Share images: the pictures that links to pages show elsewhere."""
