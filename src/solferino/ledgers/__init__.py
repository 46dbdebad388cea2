"""What is told across documents and belongs to no single account: totals, appeals, services.

All of it is a pure function of a picture, and of each entry it is told on which claims it rests.
"""
