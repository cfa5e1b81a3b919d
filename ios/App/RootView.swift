import HubenKit
import SwiftUI

/// Which of the app's faces is seen: the lock, the door, or the rooms behind it.
struct RootView: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @Environment(\.scenePhase) private var phase
    @SceneStorage("way") private var way = ""
    @State private var unlocked = false
    /// An invitation came while a book is open: nothing is put aside without being asked.
    @State private var invited = false

    var body: some View {
        Group {
            if parts.preferences.locked && !unlocked {
                UnlockScreen { await unlock() }
            } else {
                door
            }
        }
        .overlay { if covered { Cover() } }
        .task { await parts.desk.open() }
        .task(id: parts.desk.door) {
            guard parts.desk.canBeginAnew else { return }
            invited = parts.enrol.waits
            await parts.sync.waits(parts.schedule.inFront ? .screen : .nobody)
        }
        .onAppear { parts.navigator.restore(way) }
        .onChange(of: parts.navigator.written) { _, written in way = written }
        .onChange(of: phase) { _, phase in
            if phase == .background { unlocked = false }
        }
        .onOpenURL { url in
            parts.enrol.invited(url.absoluteString)
            invited = parts.desk.canBeginAnew && parts.enrol.waits
        }
        .joinsAgain($invited, .enrolLinkTitle) { parts.enrol.invitation = "" }
    }

    /// iOS takes a picture for the app switcher: it shows nothing of anybody.
    private var covered: Bool { phase == .background || phase == .inactive && parts.preferences.locked }

    @ViewBuilder private var door: some View {
        switch parts.desk.door {
        case .opening: Waiting(words: speech(.opening))
        case .noBook: EnrolScreen(model: parts.enrol)
        case .open where parts.enrol.busy: EnrolScreen(model: parts.enrol)
        case .open: Rooms()
        case .shut(let problem): ClosedScreen(problem: problem)
        }
    }

    private func unlock() async {
        unlocked = await Owner.confirm(speech(.unlockWords))
    }
}

/// What stands over everything while nobody should read it.
private struct Cover: View {
    var body: some View {
        ZStack {
            Rectangle().fill(.background)
            Image(systemName: "book.closed.fill").font(.largeTitle).foregroundStyle(.quiet)
        }
        .ignoresSafeArea()
        .accessibilityHidden(true)
    }
}

/// The three tabs, each with its own way back.
private struct Rooms: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech

    var body: some View {
        @Bindable var navigator = parts.navigator
        TabView(selection: $navigator.tab) {
            room(.today, .tabToday, "sun.max") { TodayScreen(model: TodayModel(parts.desk)) }
            room(.households, .tabHouseholds, "house") { HouseholdsScreen(model: HouseholdsModel(parts.desk)) }
            room(.issues, .tabIssues, "exclamationmark.bubble") { IssuesScreen(model: IssuesModel(parts.desk)) }
        }
    }

    private func room<Content: View>(
        _ tab: Navigator.Tab, _ word: Word, _ symbol: String, @ViewBuilder _ content: () -> Content
    ) -> some View {
        @Bindable var navigator = parts.navigator
        return NavigationStack(path: $navigator[way: tab]) {
            content().navigationDestination(for: Route.self) { place($0).id($0) }
        }
        .tabItem { Label(speech(word), systemImage: symbol) }
        .tag(tab)
    }

    @ViewBuilder private func place(_ route: Route) -> some View {
        let desk = parts.desk
        switch route {
        case .attention: AttentionScreen(model: AttentionModel(desk))
        case .sync: SyncScreen(model: ReceiptsModel(desk))
        case .settings: SettingsScreen(model: SettingsModel(desk))
        case .household(let id): HouseholdScreen(model: HouseholdModel(desk, id))
        case .card(let id): CardScreen(model: CardModel(desk, id))
        case .move(let id): MoveScreen(model: MoveModel(desk, id))
        case .end(let id): EndScreen(model: EndModel(desk, id))
        case .resident(let home, let id): ResidentScreen(model: ResidentModel(desk, home, id))
        case .endResident(let home, let id): EndScreen(model: EndModel(desk, home, id))
        case .visit(let id): VisitScreen(model: VisitModel(desk, id))
        case .amend(let id): AmendScreen(model: AmendModel(desk, id))
        case .hazard(let id): HazardScreen(model: HazardModel(desk, id))
        case .issue(let id): IssueScreen(model: IssueModel(desk, id))
        case .step(let id, let code):
            if let step = StepKind(code: code) {
                StepScreen(model: StepModel(desk, id, step))
            } else {
                StepGone()
            }
        }
    }
}
