"""What people and programs see: pages and JSON from findings; nothing is added up here."""
