#!/usr/bin/env python3
"""Surefire's reports, counted: reports.py DIRECTORY prints `passed failed`. What was skipped has not passed."""

import pathlib
import sys
from xml.etree import ElementTree

passed = failed = 0
for report in pathlib.Path(sys.argv[1]).glob("*.xml"):
    suite = ElementTree.parse(report).getroot()
    wrong = int(suite.get("errors")) + int(suite.get("failures"))
    passed += int(suite.get("tests")) - wrong - int(suite.get("skipped"))
    failed += wrong
print(passed, failed)
