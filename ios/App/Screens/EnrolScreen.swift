import HubenKit
import SwiftUI
import UIKit

/// From an invitation to a book. A camera app reads the office's code and opens the app by its `huben:` link; who
/// cannot scan pastes the text.
struct EnrolScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @Bindable var model: EnrolModel

    var body: some View {
        NavigationStack {
            Form {
                if model.busy {
                    Waiting(words: model.fetched.map { speech(.enrolFetched, $0) } ?? speech(.enrolAsking))
                } else {
                    Text(speech(.enrolWelcome))
                    if let problem = model.problem { ProblemNotice(problem: problem) }
                    if model.byLink && model.problem == nil {
                        Notice(title: speech(.enrolLinkTitle), words: speech(.enrolLinkWords), tone: .office)
                    } else {
                        steps
                    }
                    Section {
                        WrittenField(.enrolField, text: $model.invitation, hint: "huben:…", lines: 3, error: fieldError)
                            .autocorrectionDisabled()
                            .textInputAutocapitalization(.never)
                        QuietButton(title: speech(.enrolPaste), symbol: "doc.on.clipboard") {
                            model.invitation = UIPasteboard.general.string ?? model.invitation
                        }
                    }
                }
            }
            .navigationTitle(speech(.enrolTitle))
            .foot {
                BigButton(
                    title: speech(model.busy ? .enrolJoining : .enrolJoin), symbol: "person.badge.key", busy: model.busy,
                    enabled: model.canJoin
                ) { Task { await model.join() } }
                .accessibilityIdentifier("join")
                if parts.desk.canGoBack && !model.busy {
                    QuietButton(title: speech(.back), symbol: "arrow.uturn.backward") { Task { await parts.desk.goBack() } }
                }
            }
        }
    }

    private var fieldError: String? { model.problem?.field == "invitation" ? speech(.enrolFieldError) : nil }

    private var steps: some View {
        Section {
            Label(speech(.enrolStep1), systemImage: "1.circle.fill")
            Label(speech(.enrolStep2), systemImage: "2.circle.fill")
            Label(speech(.enrolStep3), systemImage: "3.circle.fill")
        }
    }
}

/// The book is locked until its owner has shown who they are. They are asked once each time the app comes to the front:
/// iOS cannot ask behind the screen, and its own question takes the app out of the front for a moment.
struct UnlockScreen: View {
    @Environment(\.speech) private var speech
    @Environment(\.scenePhase) private var phase
    @State private var asked = false
    let unlock: @MainActor () async -> Void

    var body: some View {
        ScrollView { Empty(symbol: "lock.fill", title: speech(.unlockTitle), words: speech(.unlockWords)) }
            .foot { BigButton(title: speech(.unlock), symbol: "lock.open") { Task { await unlock() } } }
            .onChange(of: phase, initial: true) { _, phase in
                if phase == .background { asked = false }
                guard phase == .active, !asked else { return }
                asked = true
                Task { await unlock() }
            }
    }
}

/// The book could not be opened: what was found, and what can be done. Nothing is thrown away without being asked.
struct ClosedScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    let problem: Problem
    @State private var joining = false

    var body: some View {
        NavigationStack {
            Form {
                ProblemNotice(problem: problem)
                Empty(symbol: "iphone", title: speech(.closedTitle), words: speech(.closedWords))
            }
            .navigationTitle(speech(.appName))
            .foot {
                BigButton(title: speech(.again), symbol: "arrow.clockwise") { Task { await parts.desk.open() } }
                if parts.desk.canBeginAnew {
                    QuietButton(title: speech(.joinAgain), symbol: "person.badge.key") { joining = true }
                }
                if parts.desk.canGoBack {
                    QuietButton(title: speech(.back), symbol: "arrow.uturn.backward") { Task { await parts.desk.goBack() } }
                }
                DiagnosticsLink()
            }
            .joinsAgain($joining)
        }
    }
}

extension View {
    /// Asks whether to join anew, and says what becomes of the book that is there.
    func joinsAgain(
        _ asking: Binding<Bool>, _ title: Word = .joinAgain, stayed: @escaping @MainActor () -> Void = {}
    ) -> some View {
        JoinsAgain(asking: asking, title: title, stayed: stayed, content: self)
    }
}

private struct JoinsAgain<Content: View>: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @Binding var asking: Bool
    let title: Word
    let stayed: @MainActor () -> Void
    let content: Content

    var body: some View {
        content.confirmationDialog(speech(title), isPresented: $asking, titleVisibility: .visible) {
            Button(speech(.joinAgain)) { Task { await parts.beginAnew() } }
            Button(speech(.invitedStay), role: .cancel, action: stayed)
        } message: {
            Text(parts.sync.pulse.saved > 0 ? speech(.joinAgainWords) + "\n" + speech(.invitedUnsent) : speech(.joinAgainWords))
        }
    }
}
