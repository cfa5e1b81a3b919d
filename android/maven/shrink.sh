#!/usr/bin/env bash
# shrink.sh R8.jar PLATFORM.jar OUT MIN RULES… -- JARS…: R8 with the app's and its libraries' keep rules into OUT/dex.
set -euo pipefail
r8=$1 platform=$2 out=$3 min=$4
shift 4
arguments=()
while [ "$1" != -- ]; do arguments+=(--pg-conf "$1"); shift; done
shift
# The platform's jar has no java.* of its own: those of this machine's Java stand in for it.
java_home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p')
java -Xmx2g -cp "$r8" com.android.tools.r8.R8 --release --min-api "$min" --lib "$platform" --lib "$java_home" "${arguments[@]}" \
  --output "$out/dex" "$@" >"$out/r8.log" 2>&1 || { tail -20 "$out/r8.log" >&2; exit 1; }
