"""Where the nouns are kept: engines, transactions, migrations, the feed, backups."""
