#!/usr/bin/env bash
# check_apk.sh APK MIN TARGET: looks at a finished APK with Android's own tools and says what is wrong.
set -euo pipefail
apk=$1 min=$2 target=$3
failed=0
must() { local what=$1; shift; if "$@"; then printf '  ✓ %s\n' "$what"; else printf '  ✗ %s\n' "$what"; failed=1; fi; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
# Debian's aapt warns of what it does not know on stderr: told only where it fails.
dump() { aapt dump "$@" 2>"$work/errors" || { cat "$work/errors" >&2; exit 1; }; }
dump badging "$apk" >"$work/badging"
dump xmltree "$apk" AndroidManifest.xml >"$work/manifest"
dump permissions "$apk" >"$work/permissions"
unzip -l "$apk" >"$work/files"
unzip -q -o "$apk" 'classes*.dex' -d "$work"
for dex in "$work"/classes*.dex; do dexdump "$dex" 2>/dev/null | grep -o "Class descriptor  : '[^']*'" || true; done >"$work/classes"

must "signed, and the signature holds" bash -c "apksigner verify --min-sdk-version $min '$apk' 2>/dev/null"
must "aligned" zipalign -c -p 4 "$apk"
must "is org.huben.app" grep -q "package: name='org.huben.app'" "$work/badging"
must "runs on Android $min and up" grep -q "sdkVersion:'$min'" "$work/badging"
must "made for Android $target" grep -q "targetSdkVersion:'$target'" "$work/badging"
must "is called 户本 in Chinese" grep -q "application-label-zh:'户本'" "$work/badging"
must "starts with MainActivity" grep -q "launchable-activity: name='org.huben.app.MainActivity'" "$work/badging"
must "opens huben: links" grep -q 'android:scheme.*="huben"' "$work/manifest"
must "is not backed up" grep -q 'android:allowBackup.*=(type 0x12)0x0' "$work/manifest"
must "carries no activity of the tests" bash -c "! grep -q 'androidx.activity.ComponentActivity' '$work/manifest'"
must "asks for nothing but network, notices and WorkManager's own" bash -c \
  "! grep -o \"name='[^']*'\" '$work/permissions' | grep -vE 'INTERNET|NETWORK_STATE|POST_NOTIFICATIONS|WAKE_LOCK|RECEIVE_BOOT|FOREGROUND_SERVICE|org.huben.app.DYNAMIC'"
must "holds MainActivity, the worker and the core's face" bash -c \
  "grep -q 'Lorg/huben/app/MainActivity;' '$work/classes' && grep -q 'Lorg/huben/app/background/SyncWorker;' '$work/classes' && grep -q 'Lorg/huben/core/Book;' '$work/classes'"
must "holds JNA for arm64" grep -q 'lib/arm64-v8a/libjnidispatch.so' "$work/files"
if grep -q 'lib/arm64-v8a/libhuben_bindings.so' "$work/files"; then printf '  ✓ holds the Rust core for arm64\n'
else printf '  – without the Rust core for arm64: cargo-ndk puts it into app/src/main/jniLibs (README.md)\n'; fi
printf '  %s bytes, %s classes: %s\n' "$(stat -c %s "$apk")" "$(wc -l <"$work/classes")" "$apk"
exit $failed
