import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "Ischia"
author = "The Ischia developers"
copyright = "2026, The Ischia developers"
extensions = ["myst_parser", "body_pages", "knowledge_pages"]
exclude_patterns = ["_build", "README.md"]
html_theme = "furo"
html_title = "Ischia"
myst_heading_anchors = 3
html_static_path = []
