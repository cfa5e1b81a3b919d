#!/usr/bin/env python3
"""Do the two roads take the same artifacts? Gradle takes, of every artifact that anything asks for, the highest version;
here that is worked out from the poms in the local Maven repository and compared with flat.txt, which Maven takes."""

import os
import pathlib
import re
import sys
import xml.etree.ElementTree as tree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import pom
import tomllib

ANDROID = pathlib.Path(__file__).resolve().parent.parent
REPOSITORY = pathlib.Path(os.environ.get("M2") or pathlib.Path.home() / ".m2/repository")
NS = "{http://maven.apache.org/POM/4.0.0}"
# The names under which Gradle's module files lead to the platform's own variant.
VARIANTS = ("-android", "-jvm")
# Never in an app: markers for platforms, and what Robolectric's own pom brings (Maven resolves that by itself).
NOT_OURS = re.compile(r"org\.jetbrains:annotations|org\.jetbrains\.kotlin:kotlin-stdlib-.*|.*-bom|org\.robolectric:.*|com\.google\.(errorprone|code\.findbugs):.*|androidx\.lifecycle:lifecycle-common-java8-.*")


def plain(name):
    for variant in VARIANTS:
        name = name.removesuffix(variant)
    return name


def number(version):
    return [int(part) if part.isdigit() else -1 for part in re.split(r"[.-]", version)]


def wanted_by(group, artifact, version, where):
    """What a pom asks for (`dependencies`), or how it aligns what somebody else asks for (`dependencyManagement`)."""
    file = REPOSITORY / group.replace(".", "/") / artifact / version / f"{artifact}-{version}.pom"
    if not file.exists():
        return
    for need in tree.parse(file).getroot().iterfind(f"{where}/{NS}dependency"):
        said = {part.tag.removeprefix(NS): (part.text or "").strip() for part in need}
        if said.get("scope", "compile") in ("compile", "runtime") and said.get("optional") != "true" and "version" in said:
            yield f"{said['groupId']}:{plain(said['artifactId'])}", said["version"].strip("[]").split(",")[0]


def main():
    problems = []
    taken = {}
    for _, group, artifact, _, version in pom.flat():
        taken[f"{group}:{plain(artifact)}"] = version
    catalogue = tomllib.loads((ANDROID / "gradle/libs.versions.toml").read_text())
    used = set(re.findall(r"mplementation\(libs\.([a-z0-9.]+)\)", (ANDROID / "app/build.gradle.kts").read_text()))
    highest = {}
    for alias, library in catalogue["libraries"].items():
        version = catalogue["versions"][library["version"]["ref"]]
        if alias.replace("-", ".") not in used:
            problems.append(f"{alias} stands in the catalogue, and app/build.gradle.kts does not use it")
        if library["module"] == "org.robolectric:robolectric":
            continue
        highest[plain(library["module"])] = version
    for name in used - {alias.replace("-", ".") for alias in catalogue["libraries"]}:
        problems.append(f"libs.{name} is used and not in the catalogue")
    # The Kotlin plugin brings its own version of the library; kotlinx-coroutines-bom aligns its group.
    highest["org.jetbrains.kotlin:kotlin-stdlib"] = catalogue["versions"]["kotlin"]
    highest["org.jetbrains.kotlinx:kotlinx-coroutines-test"] = catalogue["versions"]["coroutines"]
    for where in (f"{NS}dependencies", f"{NS}dependencyManagement/{NS}dependencies"):
        for _, group, artifact, _, version in pom.flat():
            for name, needed in wanted_by(group, artifact, version, where):
                asked = name in highest or where == f"{NS}dependencies"
                if asked and not NOT_OURS.fullmatch(name) and number(needed) > number(highest.get(name, "0")):
                    highest[name] = needed
    for name, version in sorted(highest.items()):
        if name not in taken:
            problems.append(f"{name}:{version} is needed, and flat.txt does not have it")
        elif taken[name] != version:
            problems.append(f"{name}: Gradle would take {version}, flat.txt has {taken[name]}")
    for name in sorted(taken.keys() - highest.keys()):
        problems.append(f"{name} stands in flat.txt, and nothing needs it")
    for problem in problems:
        print(problem)
    print(f"{len(taken)} artifacts, {len(problems)} differences")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
