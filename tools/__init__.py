"""What the project's own upkeep needs: translations and generated documents. Not part of the program."""
