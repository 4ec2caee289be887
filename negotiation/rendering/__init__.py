"""Views as documents, and documents as text for people and programs."""
