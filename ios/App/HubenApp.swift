import HubenKit
import SwiftUI

/// 户本: one household, one book, one card.
@main
struct HubenApp: App {
    @State private var parts: Parts
    @Environment(\.scenePhase) private var phase

    init() {
        let parts = Parts()
        _parts = State(initialValue: parts)
        // The system wants its tasks registered before the app has finished launching.
        BackgroundTasks.register(parts)
    }

    var body: some Scene {
        WindowGroup {
            RootView()
                .environment(parts)
                .environment(\.speech, Speech.catalog(parts.language))
                .environment(\.locale, Locale(identifier: parts.language.rawValue))
                .preferredColorScheme(shade)
                .dynamicTypeSize(textSize...)
        }
        .onChange(of: phase, initial: true) { _, phase in follow(phase) }
    }

    /// The system starts the app in the background too: only who was in front has left it.
    private func follow(_ phase: ScenePhase) {
        switch phase {
        case .active:
            parts.schedule.inFront = true
            parts.desk.lookAgain()
            Task { await parts.sync.waits(.screen) }
        case .background where parts.schedule.inFront:
            parts.schedule.inFront = false
            BackgroundTasks.leave(parts)
        default: break
        }
    }

    private var shade: ColorScheme? {
        switch parts.preferences.shade {
        case .system: nil
        case .light: .light
        case .dark: .dark
        }
    }

    /// Never below what the phone's owner has set for all apps, nor below body text of 19, 23 and 28 points.
    private var textSize: DynamicTypeSize {
        switch parts.preferences.textSize {
        case .normal: .xLarge
        case .large: .xxxLarge
        case .largest: .accessibility1
        }
    }
}
