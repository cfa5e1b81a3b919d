// swift-tools-version: 6.0
// The app without its screens: models over the core's bindings. No UIKit, no SwiftUI, so that it runs and is tested
// wherever Swift is. `Generated` is written by `ios/check` (Linux) or `ios/xcframework` (Mac), and never committed.
import PackageDescription

#if os(Linux)
let ffi: Target = .systemLibrary(name: "HubenCoreFFI", path: "Generated/HubenCoreFFI")
#else
let ffi: Target = .binaryTarget(name: "HubenCoreFFI", path: "Generated/HubenCoreFFI.xcframework")
#endif

let package = Package(
    name: "HubenKit",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [.library(name: "HubenKit", targets: ["HubenKit"])],
    targets: [
        ffi,
        .target(name: "HubenCore", dependencies: ["HubenCoreFFI"], path: "Generated/HubenCore"),
        .target(name: "HubenKit", dependencies: ["HubenCore"]),
        .executableTarget(name: "figures", dependencies: ["HubenKit", "HubenCoreFFI"]),
        .testTarget(name: "HubenKitTests", dependencies: ["HubenKit"]),
    ],
    swiftLanguageModes: [.v6]
)
