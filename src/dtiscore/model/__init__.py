"""What the files say: frozen models, the binder that gives every problem its place, schemas."""
