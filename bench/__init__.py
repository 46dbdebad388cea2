"""Speed and accuracy, measured apart from the tests: `make bench`.

Speed is told as a ratio to a floor that is measured in the same run, side by side: absolute
figures say more of the machine than of the program.
"""
