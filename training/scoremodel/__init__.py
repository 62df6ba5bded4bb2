"""Score models: from note events to a package that writes parts for a bar.

The commands are listed by `python3 -m scoremodel --help`.
"""

VERSION = "1.1.0"
