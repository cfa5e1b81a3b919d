#!/usr/bin/env bash
# resources.sh TARGET PLATFORM.jar [OUT LIST]: aapt2 over the app's and its libraries' resources: R.java in
# TARGET/generated-r, TARGET/resources.ap_, and for Robolectric TARGET/test-classes/com/android/tools/test_config.properties.
# With OUT and LIST (of pom.py --main): only that resource file, of the app without what its tests need.
set -euo pipefail
target=$1 platform=$2 out=${3:-$1/resources.ap_} list=${4:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
app=$here/../app/src
mkdir -p "$target/flat" "$target/generated-r" "$target/test-classes/com/android/tools"

aapt2=$target/tools/aapt2
[ -x "$aapt2" ] || { unzip -p "$target"/tools/apktool-lib-*.jar prebuilt/linux/aapt2_64 >"$aapt2"; chmod +x "$aapt2"; }

resources=() packages=() manifests=()
for folder in "$target"/aar/*/; do
  folder=${folder%/} name=$(basename "$folder")
  [ -z "$list" ] || awk -v name="$name" '$1 "-" $2 "-" $3 == name { found = 1 } END { exit !found }' "$list" || continue
  manifests+=("$folder/AndroidManifest.xml")
  [ -s "$folder/R.txt" ] && packages+=(--extra-packages "$(grep -o 'package="[^"]*"' "$folder/AndroidManifest.xml" | head -1 | cut -d'"' -f2)")
  if [ -d "$folder/res" ] && [ -n "$(find "$folder/res" -type f -print -quit)" ]; then
    [ -f "$target/flat/$name.zip" ] || "$aapt2" compile --dir "$folder/res" -o "$target/flat/$name.zip"
    resources+=(-R "$target/flat/$name.zip")
  fi
done
"$aapt2" compile --dir "$app/main/res" -o "$target/flat/app.zip"
resources+=(-R "$target/flat/app.zip")

version() { python3 -c 'import sys, tomllib; print(tomllib.load(open(sys.argv[1], "rb"))["versions"][sys.argv[2]])' "$here/../gradle/libs.versions.toml" "$1"; }
manifest=${out%.ap_}.xml java=$target/generated-r
ids=(--emit-ids "$target/ids.txt")
# The classes are compiled with the ids of the first link.
[ -z "$list" ] || { java=$(dirname "$out")/r ids=(--stable-ids "$target/ids.txt"); }
mkdir -p "$java"
python3 "$here/manifest.py" "$app/main/AndroidManifest.xml" "$manifest" "${manifests[@]}"
"$aapt2" link --auto-add-overlay -I "$platform" --manifest "$manifest" "${resources[@]}" "${packages[@]}" "${ids[@]}" \
  --java "$java" --proguard "${out%.ap_}.rules" --min-sdk-version "$(version minSdk)" --target-sdk-version "$(version targetSdk)" \
  --version-code "$(version versionCode)" --version-name "$(version versionName)" --debug-mode -o "$out"
[ -n "$list" ] || printf '%s\n' "android_merged_manifest=$manifest" "android_resource_apk=$out" \
  "android_custom_package=org.huben.app" >"$target/test-classes/com/android/tools/test_config.properties"
