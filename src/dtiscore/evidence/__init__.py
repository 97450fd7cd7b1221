"""The only reader of ``evidence/``: what lies there, and what each paper can prove."""
