import HubenKit
import SwiftUI

/// Language, text size, light or dark, data use, the lock, and who this phone belongs to.
struct SettingsScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: SettingsModel

    init(model: SettingsModel) { _model = State(initialValue: model) }

    var body: some View {
        @Bindable var parts = parts
        Form {
            Picker(speech(.language), selection: $parts.preferences.language) {
                Text(speech(.languageSystem)).tag(String?.none)
                Text("中文").tag(String?.some(Language.chinese.rawValue))
                Text("English").tag(String?.some(Language.english.rawValue))
            }
            Section {
                Picker(speech(.textSize), selection: $parts.preferences.textSize) {
                    Text(speech(.textNormal)).tag(Preferences.TextSize.normal)
                    Text(speech(.textLarge)).tag(Preferences.TextSize.large)
                    Text(speech(.textLargest)).tag(Preferences.TextSize.largest)
                }
                Text(speech(.textSizeSample))
            }
            Picker(speech(.shade), selection: $parts.preferences.shade) {
                Text(speech(.shadeSystem)).tag(Preferences.Shade.system)
                Text(speech(.shadeLight)).tag(Preferences.Shade.light)
                Text(speech(.shadeDark)).tag(Preferences.Shade.dark)
            }
            Section(speech(.dataUse)) {
                toggle(.unmetered, .unmeteredWords, $parts.preferences.unmeteredOnly)
                toggle(.notices, .noticesWords, $parts.preferences.notices)
                if Owner.canConfirm { toggle(.lock, .lockWords, $parts.preferences.locked) }
            }
            Section(speech(.about)) { about }
            OldBooks(model: OldBooksModel(parts.desk))
        }
        .navigationTitle(speech(.settingsTitle))
        .task { await model.load() }
        .onChange(of: parts.preferences.notices) { _, wanted in
            if wanted { Task { await parts.board.ask() } }
        }
    }

    private func toggle(_ title: Word, _ words: Word, _ on: Binding<Bool>) -> some View {
        Toggle(isOn: on) {
            Text(speech(title))
            Text(speech(words)).font(.subheadline).foregroundStyle(.quiet)
        }
        .frame(minHeight: 48)
    }

    @ViewBuilder private var about: some View {
        if let problem = model.problem { ProblemNotice(problem: problem, again: { Task { await model.load() } }) }
        if let me = model.me {
            Text(me.user.name).font(.headline)
            ForEach(model.roles, id: \.self) { Text(speech($0.word)) }
            Text(model.places.joined(separator: " · "))
            Text(speech(.aboutDevice, model.device)).font(.subheadline).foregroundStyle(.quiet)
        }
        Text(speech(.aboutVersion, model.version)).font(.subheadline).foregroundStyle(.quiet)
        Text(speech(.aboutLicence)).font(.subheadline).foregroundStyle(.quiet)
        Text(speech(.diagnosticsWords)).font(.subheadline).foregroundStyle(.quiet)
        DiagnosticsLink()
    }
}

/// Books from before one joined again: what of them never reached the office, and the way to be rid of them.
private struct OldBooks: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: OldBooksModel
    @State private var removing: OldBook?
    @State private var asking = false

    init(model: OldBooksModel) { _model = State(initialValue: model) }

    var body: some View {
        Group {
            if let problem = model.problem { ProblemNotice(problem: problem, again: { Task { await model.load() } }) }
            if !model.books.isEmpty {
                Section(speech(.oldBooks, model.books.count)) {
                    Text(speech(.oldBooksWords)).foregroundStyle(.quiet)
                    ForEach(model.books) { book in
                        if let at = book.lastUsed { Text(speech(.oldBooksLast, Times(speech).moment(at))) }
                        Text(standing(book))
                        if book.unsent != nil {
                            QuietButton(title: speech(.oldBooksOpen), symbol: "book") {
                                parts.navigator.beginAnew()
                                Task { await model.open(book) }
                            }
                        }
                        QuietButton(title: speech(.oldBooksRemove), symbol: "trash") { (removing, asking) = (book, true) }
                    }
                }
            }
        }
        .task { await model.load() }
        .confirmationDialog(speech(.oldBooksSure), isPresented: $asking, titleVisibility: .visible) {
            if let book = removing {
                Button(speech(.oldBooksYes), role: .destructive) { Task { await model.remove(book) } }
            }
            Button(speech(.dropNo), role: .cancel) {}
        } message: {
            Text(removing.map { standing($0) } ?? "")
        }
    }

    private func standing(_ book: OldBook) -> String {
        guard let unsent = book.unsent else { return speech(.oldBooksUnknown) }
        return unsent == 0 ? speech(.oldBooksAllThere) : speech(.oldBooksUnsent, unsent)
    }
}

/// Shares counts, versions and times, and nothing of any resident.
struct DiagnosticsLink: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var text: String?

    var body: some View {
        Group {
            if let text {
                ShareLink(item: text) {
                    Label(speech(.diagnosticsShare), systemImage: "square.and.arrow.up").frame(minHeight: 48)
                }
            } else {
                ProgressView().frame(minHeight: 48)
            }
        }
        .task { text = await SettingsModel(parts.desk).diagnostics() }
    }
}
