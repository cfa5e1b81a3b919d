#!/usr/bin/env python3
"""manifest.py APP OUT LIBRARY…: the app's manifest with what its libraries' manifests bring, as Gradle would merge them:
permissions, and the parts of <application>; where both name the same part, the app's word goes first."""

import sys
import xml.etree.ElementTree as tree

ANDROID = "http://schemas.android.com/apk/res/android"
TOOLS = "http://schemas.android.com/tools"
NAME = f"{{{ANDROID}}}name"
PACKAGE = "org.huben.app"


def merge(into, other):
    for part in other:
        named = part.tag != "application"
        same = next((old for old in into if old.tag == part.tag and not (named and old.get(NAME) != part.get(NAME))), None)
        if same is None:
            into.append(part)
        elif part.tag in ("provider", "application"):
            merge(same, part)


def without_tools(element):
    removed = []
    for child in list(element):
        if child.get(f"{{{TOOLS}}}node") == "remove":
            removed.append(child)
        without_tools(child)
    for child in removed:
        element.remove(child)
    for key in [key for key in element.attrib if key.startswith(f"{{{TOOLS}}}")]:
        del element.attrib[key]


def main(app, out, *libraries):
    tree.register_namespace("android", ANDROID)
    tree.register_namespace("tools", TOOLS)
    root = tree.parse(app).getroot()
    root.set("package", PACKAGE)
    for library in libraries:
        text = open(library, encoding="utf-8").read().replace("${applicationId}", PACKAGE)
        parts = [part for part in tree.fromstring(text) if part.tag in ("uses-permission", "permission", "application")]
        merge(root, parts)
    without_tools(root)
    tree.indent(root)
    tree.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
