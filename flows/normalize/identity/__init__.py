"""Which names mean the same: keys to compare by, pairs with a certainty, clusters, decisions of a person."""
