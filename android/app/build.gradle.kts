plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.android)
    alias(libs.plugins.kotlin.compose)
}

// The core: Kotlin generated from the Rust library, and the library itself for each kind of phone.
val repository = rootDir.parentFile
val generated = layout.buildDirectory.dir("generated/bindings")
val jniLibs = layout.projectDirectory.dir("src/main/jniLibs")

val generateBindings by tasks.registering(Exec::class) {
    description = "Writes the Kotlin face of the Rust core."
    workingDir = repository
    commandLine("bindings/generate", "kotlin", generated.get().asFile.path)
    outputs.dir(generated)
    outputs.upToDateWhen { false }
}

val cargoNdk by tasks.registering(Exec::class) {
    description = "Builds the Rust core for phones with cargo-ndk; needs the NDK."
    workingDir = repository
    commandLine(
        "cargo", "ndk", "--platform", libs.versions.minSdk.get(), "-t", "arm64-v8a", "-t", "armeabi-v7a",
        "-o", jniLibs.asFile.path, "build", "--locked", "--profile", "phone", "-p", "huben-bindings",
    )
    outputs.dir(jniLibs)
    outputs.upToDateWhen { false }
}

// What the tests run against on this machine, as without-sdk builds it.
val cargoHere by tasks.registering(Exec::class) {
    description = "Builds the Rust core and the office's server for this machine."
    workingDir = repository
    commandLine("cargo", "build", "--locked", "--workspace", "--lib", "--example", "bindgen", "--bin", "huben-server")
    outputs.upToDateWhen { false }
}

kotlin { compilerOptions { jvmTarget = org.jetbrains.kotlin.gradle.dsl.JvmTarget.JVM_17 } }

android {
    namespace = "org.huben.app"
    compileSdk = libs.versions.compileSdk.get().toInt()

    defaultConfig {
        applicationId = "org.huben.app"
        minSdk = libs.versions.minSdk.get().toInt()
        targetSdk = libs.versions.targetSdk.get().toInt()
        versionCode = libs.versions.versionCode.get().toInt()
        versionName = libs.versions.versionName.get()
    }
    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "proguard-rules.pro")
        }
    }
    buildFeatures { compose = true }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    sourceSets["main"].kotlin.srcDir(generated)
    testOptions.unitTests {
        isIncludeAndroidResources = true
        all {
            val programs = System.getenv("CARGO_TARGET_DIR") ?: "$repository/target"
            it.dependsOn(cargoHere)
            it.systemProperty("huben.root", repository.path)
            it.systemProperty("huben.programs", "$programs/debug")
            it.systemProperty("jna.library.path", "$programs/debug")
            it.systemProperty("huben.pictures", layout.buildDirectory.dir("pictures").get().asFile.path)
        }
    }
}

tasks.matching { it.name.startsWith("compile") && it.name.endsWith("Kotlin") }.configureEach { dependsOn(generateBindings) }
tasks.matching { it.name.startsWith("merge") && it.name.endsWith("JniLibFolders") }.configureEach { dependsOn(cargoNdk) }

dependencies {
    implementation(libs.compose.ui)
    implementation(libs.compose.foundation)
    implementation(libs.compose.icons)
    implementation(libs.compose.material3)
    implementation(libs.compose.ripple)
    implementation(libs.activity.compose)
    implementation(libs.lifecycle.viewmodel)
    implementation(libs.lifecycle.runtime.compose)
    implementation(libs.core.ktx)
    implementation(libs.work.runtime)
    implementation(libs.coroutines.android)
    implementation(libs.jna) { artifact { type = "aar" } }

    testImplementation(libs.junit)
    testImplementation(libs.robolectric)
    testImplementation(libs.compose.ui.test.junit4)
    testImplementation(libs.compose.ui.test.manifest)
    testImplementation(libs.jna)
}
