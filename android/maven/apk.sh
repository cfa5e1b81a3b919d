#!/usr/bin/env bash
# apk.sh TARGET [--shrink]: a signed debug APK of what Maven has compiled: resources, dex, native libraries, signature;
# then it is looked at again: does it install, are the classes and the intent filter in it?
set -euo pipefail
target=$1 shrink=${2:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
maven=$target/maven out=$target/apk
app=$here/../app/src/main
m2=${M2:-$HOME/.m2/repository}
version() { python3 -c 'import sys, tomllib; print(tomllib.load(open(sys.argv[1], "rb"))["versions"][sys.argv[2]])' "$here/../gradle/libs.versions.toml" "$1"; }

rm -rf "$out"; mkdir -p "$out/dex" "$out/lib"
for tool in "com.android.tools:r8:$(version r8)" "net.java.dev.jna:jna:$(version jna):aar"; do
  mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get -Dartifact="$tool" -Dtransitive=false
done
r8=$m2/com/android/tools/r8/$(version r8)/r8-$(version r8).jar
platform=$m2/org/robolectric/android-all/$(version androidAll)/android-all-$(version androidAll).jar

# Without what only tests need.
python3 "$here/pom.py" --main "$target/main.txt"
mapfile -t main <"$target/main.txt"
jars=() rules=("$here/../app/proguard-rules.pro")
for line in "${main[@]}"; do
  read -r group artifact version kind <<<"$line"
  if [ "$kind" = aar ]; then
    folder=$maven/aar/$group-$artifact-$version
    jars+=("$folder/classes.jar")
    for inner in "$folder"/libs/*.jar; do [ ! -f "$inner" ] || jars+=("$inner"); done
    [ ! -f "$folder/proguard.txt" ] || rules+=("$folder/proguard.txt")
  else
    jars+=("$m2/${group//.//}/$artifact/$version/$artifact-$version.jar")
  fi
done
jar cf "$out/app.jar" -C "$maven/classes" .
bash "$here/resources.sh" "$maven" "$platform" "$out/resources.ap_" "$target/main.txt"

if [ "$shrink" = --shrink ]; then
  # What the manifest names is named nowhere in the code.
  rules+=("$out/resources.rules")
  bash "$here/shrink.sh" "$r8" "$platform" "$out" "$(version minSdk)" "${rules[@]}" -- "$out/app.jar" "${jars[@]}"
else
  java -Xmx2g -cp "$r8" com.android.tools.r8.D8 --release --min-api "$(version minSdk)" --lib "$platform" --output "$out/dex" "$out/app.jar" "${jars[@]}" 2>"$out/d8.log" || { tail -20 "$out/d8.log" >&2; exit 1; }
fi

# JNA for phones from its archive; our own library where cargo-ndk has put it.
unzip -q -o "$m2/net/java/dev/jna/jna/$(version jna)/jna-$(version jna).aar" 'jni/arm64-v8a/*' 'jni/armeabi-v7a/*' -d "$out"
mv "$out"/jni/* "$out/lib/"
[ ! -d "$app/jniLibs" ] || cp -r "$app/jniLibs/." "$out/lib/"
cp "$out/resources.ap_" "$out/unaligned.apk"
(cd "$out/dex" && zip -q ../unaligned.apk classes*.dex)
(cd "$out" && zip -q -0 -r unaligned.apk lib)
zipalign -p -f 4 "$out/unaligned.apk" "$out/aligned.apk"
key=$target/debug.keystore
[ -f "$key" ] || keytool -genkeypair -keystore "$key" -storepass android -keypass android -alias debug -keyalg RSA -keysize 2048 -validity 10000 -dname CN=debug >"$out/keytool.log" 2>&1 || { cat "$out/keytool.log" >&2; exit 1; }
apk=$target/huben-debug.apk
apksigner sign --ks "$key" --ks-pass pass:android --min-sdk-version "$(version minSdk)" --out "$apk" "$out/aligned.apk" 2>"$out/apksigner.log" || { cat "$out/apksigner.log" >&2; exit 1; }

bash "$here/check_apk.sh" "$apk" "$(version minSdk)" "$(version targetSdk)"
