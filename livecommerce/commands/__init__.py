"""What the project can be told to do: ``python -m livecommerce COMMAND``; a module for each, and what they share."""
