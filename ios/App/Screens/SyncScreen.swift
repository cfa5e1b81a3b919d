import HubenKit
import SwiftUI

/// In large words: is my work at the office? And record by record below.
struct SyncScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: ReceiptsModel
    @State private var joining = false

    init(model: ReceiptsModel) { _model = State(initialValue: model) }

    var body: some View {
        let pulse = parts.sync.pulse
        List {
            Section { account(pulse) }
            if let problem = pulse.problem {
                if problem.kind == .signInAgain {
                    ProblemNotice(problem: problem, elsewhere: Way(speech(.joinAgain)) { joining = true })
                } else {
                    ProblemNotice(problem: problem, again: start, elsewhere: attention(pulse))
                }
            }
            if pulse.problem == nil, let open = attention(pulse) {
                Notice(title: speech(.todayAttention, pulse.attention), words: speech(.todayAttentionWords), actions: [open])
            }
            Section(speech(.receipts)) {
                if let problem = model.problem { ProblemNotice(problem: problem, again: { Task { await model.load() } }) }
                if model.loading {
                    Waiting(words: speech(.loadingReceipts))
                } else if model.receipts.isEmpty {
                    Text(speech(.receiptsEmpty)).foregroundStyle(.quiet)
                }
                ForEach(model.receipts, id: \.record) { ReceiptRow(receipt: $0) }
                if model.hasMore { QuietButton(title: speech(.more)) { Task { await model.more() } } }
            }
        }
        .navigationTitle(speech(.syncTitle))
        .foot {
            BigButton(
                title: speech(pulse.running ? .lineRunning : .syncNow), symbol: "arrow.triangle.2.circlepath",
                busy: pulse.running, act: start
            )
            .accessibilityIdentifier("sync-now")
            if pulse.running { QuietButton(title: speech(.syncStop), symbol: "stop") { parts.sync.stop() } }
        }
        .joinsAgain($joining)
        .task(id: Looked(edition: parts.desk.edition, running: pulse.running)) { await model.load() }
    }

    private struct Looked: Equatable {
        let edition: Int
        let running: Bool
    }

    private func start() { Task { await parts.sync.now() } }

    private func attention(_ pulse: Pulse) -> Way? {
        pulse.attention > 0 ? Way(speech(.todayAttentionOpen)) { parts.navigator.go(.attention) } : nil
    }

    @ViewBuilder private func account(_ pulse: Pulse) -> some View {
        Label(pulse.account(speech), systemImage: Tone(accountOf: pulse).symbol).font(.title2)
        Text(speech(.accountOffice, pulse.atOffice))
        Text(pulse.lastContact.map { speech(.accountContact, Times(speech).moment($0)) } ?? speech(.accountNoContact))
        Text(speech(pulse.online ? .accountOnline : .accountOffline))
    }
}

/// One record, and whether the office has it. It leads to the record, where there is one.
private struct ReceiptRow: View {
    @Environment(\.speech) private var speech
    let receipt: Receipt

    var body: some View {
        if !receipt.title.isEmpty, let route = Route(receipt.record) {
            NavigationLink(value: route) { row }
        } else {
            row
        }
    }

    private var row: some View {
        Row(title: receipt.title(speech), words: receipt.about(speech, Times(speech))) { StateMark(state: receipt.state) }
    }
}
