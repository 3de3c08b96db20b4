"""What reaches people without their asking: moments that have come, and what others did. Each once, whoever looks for it."""
