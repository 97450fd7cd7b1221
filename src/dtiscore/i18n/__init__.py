"""The reader's language: catalogues, and numbers and dates in the reader's form."""
