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
        .onChange(of: phase) { _, phase in
            Task { await follow(phase) }
        }
    }

    private func follow(_ phase: ScenePhase) async {
        switch phase {
        case .active:
            parts.schedule.inFront = true
            if parts.desk.door == .open { await parts.sync.waits(.screen) }
        case .background:
            parts.schedule.inFront = false
            await BackgroundTasks.finishWhatIsUrgent(parts)
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

    /// Never below what the phone's owner has set for all apps.
    private var textSize: DynamicTypeSize {
        switch parts.preferences.textSize {
        case .normal: .xSmall
        case .large: .xxLarge
        case .largest: .accessibility3
        }
    }
}
