#!/usr/bin/env python3
"""Writes the pom of the build without Gradle: pom.py OUT/pom.xml. Versions come from gradle/libs.versions.toml,
the flat list from flat.txt, the rest from pom.xml beside this file, where @NAME@ stands for a version.
pom.py --main OUT: the artifacts that go into the app, a line each."""

import pathlib
import re
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent


def versions():
    return tomllib.loads((HERE.parent / "gradle/libs.versions.toml").read_text())["versions"]


def flat():
    """(scope, group, artifact, type, version), each."""
    known = versions()
    for line in (HERE / "flat.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            scope, name, kind, version = line.split()
            group, artifact = name.split(":")
            yield scope, group, artifact, kind, known.get(version, version)


def dependency(scope, group, artifact, kind, version):
    scope = {"main": "compile"}.get(scope, scope)
    everything = "<exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion>"
    return (
        f"<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>"
        f"<type>{kind}</type><scope>{scope}</scope><exclusions>{everything}</exclusions></dependency>"
    )


def main(out):
    known = versions()
    text = (HERE / "pom.xml").read_text()
    text = text.replace("@FLAT@", "\n".join(dependency(*row) for row in flat()))
    text = re.sub(r"@([a-zA-Z]+)@", lambda hole: known[hole[1]], text)
    out = pathlib.Path(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    if not out.exists() or out.read_text() != text:
        out.write_text(text)


if __name__ == "__main__":
    if sys.argv[1] == "--main":
        rows = (f"{group} {artifact} {version} {kind}" for scope, group, artifact, kind, version in flat() if scope == "main")
        pathlib.Path(sys.argv[2]).write_text("\n".join(rows) + "\n")
    else:
        main(sys.argv[1])
