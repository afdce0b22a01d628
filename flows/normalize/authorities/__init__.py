"""Authorities: lists of names with ids, those that are shipped and those that a user brings along."""
