"""Run a command and note the most memory that one of its processes held: ``peak.py FILE COMMAND …``."""

import resource
import subprocess
import sys

if __name__ == "__main__":
    status = subprocess.run(sys.argv[2:], check=False).returncode
    with open(sys.argv[1], "a", encoding="utf-8") as file:
        file.write(f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024}\n")
    sys.exit(status)
