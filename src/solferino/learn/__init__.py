"""Room kept for learning: reviewers' decisions retrain the local models, on this machine only."""
