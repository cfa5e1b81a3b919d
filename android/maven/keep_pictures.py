#!/usr/bin/env python3
"""keep_pictures.py PICTURES DOCS: keeps the pictures that docs/screens.md shows, in 64 colours; others in DOCS go."""

import pathlib
import re
import subprocess
import sys


def main(pictures, docs):
    pictures, docs = pathlib.Path(pictures), pathlib.Path(docs)
    shown = sorted(set(re.findall(r"screens/([a-z0-9-]+\.png)", docs.with_suffix(".md").read_text())))
    docs.mkdir(exist_ok=True)
    for old in docs.glob("*.png"):
        if old.name not in shown:
            old.unlink()
    for name in shown:
        subprocess.run(
            ["pngquant", "--force", "--strip", "--nofs", "--speed", "1", "--output", docs / name, "64", pictures / name], check=True
        )
    print(f"{len(shown)} pictures, {sum(file.stat().st_size for file in docs.glob('*.png'))} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
