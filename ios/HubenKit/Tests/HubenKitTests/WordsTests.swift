import Foundation
import HubenCore
import Testing

@testable import HubenKit

/// Every word in both languages, and no sentence that is not true.
struct WordsTests {
    @Test("every word stands in both languages, with the same blanks")
    func both() {
        #expect(Set(Catalog.entries.keys) == Set(Word.allCases.map(\.rawValue)))
        for (key, entry) in Catalog.entries {
            let said = Language.allCases.map { entry.localizations[$0.rawValue].map(texts) ?? [] }
            #expect(said.allSatisfy { !$0.isEmpty && $0.allSatisfy { !$0.isEmpty } }, "\(key)")
            #expect(blanks(said[0].last!) == blanks(said[1].last!), "\(key)")
            if said[0].count == 1 { #expect(said[0][0].split(separator: "\n").count == said[1][0].split(separator: "\n").count, "\(key)") }
        }
    }

    private func texts(_ text: Catalog.Entry.Text) -> [String] {
        if let unit = text.stringUnit { return [unit.value] }
        let plural = text.variations?["plural"] ?? [:]
        return ["one", "other"].compactMap { plural[$0]?.stringUnit?.value }
    }

    private func blanks(_ text: String) -> Set<Substring> { Set(text.matches(of: /%\d\$(?:@|lld)/).map(\.output)) }

    @Test("the app's files say nothing that is not a word of the catalog")
    func literals() throws {
        let app = repository.appendingPathComponent("ios/App")
        let files = FileManager.default.enumerator(at: app, includingPropertiesForKeys: nil)!.compactMap { $0 as? URL }
        for file in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for found in text.matches(of: /(?:Text|Button|QuietButton|BigButton|Label|Toggle|Picker|Choice|Mark|navigationTitle|accessibilityLabel|accessibilityHint|Section|hint: |title: |words: |text: )\(?"([^"\\]+)"/) {
                #expect(["中文", "English", "3-2-501", "huben:…"].contains(found.output.1), "\(file.lastPathComponent): \(found.output.1)")
            }
            for height in text.matches(of: /minHeight: (\d+)/) {
                #expect(Int(height.output.1)! >= 48, "\(file.lastPathComponent): too small for a thumb")
            }
            #expect(!text.contains(".system(size:"), "\(file.lastPathComponent): a fixed font size does not grow")
        }
    }

    @Test("the first line says what is most pressing, and never that all is there when it is not", arguments: Language.allCases)
    func line(language: Language) {
        let speech = Catalog.speech(language)
        let now = Date(timeIntervalSince1970: 1_795_000_000)
        let times = Times(speech, now: now, zone: TimeZone(secondsFromGMT: 8 * 3600)!)
        func says(_ zh: String, _ en: String, _ change: (inout Pulse) -> Void) {
            var pulse = Pulse()
            change(&pulse)
            #expect(pulse.line(speech, times) == (language == .chinese ? zh : en))
        }
        says("还没有和社区同步过", "Not yet synced with the office") { _ in }
        says("1 条还在本机", "1 not yet at the office") { $0.saved = 1 }
        says("3 条还在本机，没有网络", "3 not yet at the office; no network") { ($0.saved, $0.online) = (3, false) }
        says("2 条需要处理", "2 things need attention") { ($0.attention, $0.online) = (2, false) }
        says("2 条需要处理 · 1 条还在本机", "2 things need attention · 1 not yet at the office") { ($0.saved, $0.attention) = (1, 2) }
        says("没有网络，照常记录", "No network; recording works as always") { $0.online = false }
        says("都已到社区 · 今天 16:52", "All at the office · today 16:52") { $0.lastContact = now.addingTimeInterval(-7200 - 14 * 60 - 1) }
        var pulse = Pulse()
        pulse.attention = 1
        #expect(pulse.account(speech) != speech(.accountAll), "what came back is not at the office")
    }

    @Test("times as people say them")
    func times() {
        let speech = Catalog.speech(.english)
        let zone = TimeZone(secondsFromGMT: 8 * 3600)!
        let noon = Date(timeIntervalSince1970: 1_795_752_000)  // 2026-11-27 12:00 +08:00
        let times = Times(speech, now: noon, zone: zone)
        #expect(times.day(in: 0) == "2026-11-27" && times.day(in: 7) == "2026-12-04")
        #expect(times.moment(noon.addingTimeInterval(-12 * 3600)) == "today 00:00")
        #expect(times.moment(noon.addingTimeInterval(-12 * 3600 - 60)) == "yesterday 23:59")
        #expect(times.moment(noon.addingTimeInterval(-3 * 86400)) == "11-24 12:00")
        #expect(times.moment(noon.addingTimeInterval(-365 * 86400)) == "2025-11-27")
        #expect(times.lastMet(nil) == "Never met" && times.lastMet(noon.addingTimeInterval(-13 * 3600)) == "Met yesterday")
        #expect(times.due("2026-11-27") == "Today" && times.due("2026-11-25") == "2 days late" && times.due("2026-12-01") == "In 4 days")
        #expect(times.due("soon") == "soon")
    }

    /// The colours of the app's catalogue, in the light and in the dark.
    private func inks(_ name: String) throws -> [[Double]] {
        struct Colours: Decodable {
            struct One: Decodable { let color: Space }
            struct Space: Decodable { let components: [String: String] }
            let colors: [One]
        }
        let assets = repository.appendingPathComponent("ios/App/Resources/Assets.xcassets")
        let data = try Data(contentsOf: assets.appendingPathComponent("\(name).colorset/Contents.json"))
        return try JSONDecoder().decode(Colours.self, from: data).colors.map { one in
            ["red", "green", "blue"].map { Double(Int(one.color.components[$0]!.dropFirst(2), radix: 16)!) / 255 }
        }
    }

    private func contrast(_ ink: [Double], _ ground: [Double]) -> Double {
        let (high, low) = (max(light(ink), light(ground)), min(light(ink), light(ground)))
        return (high + 0.05) / (low + 0.05)
    }

    @Test("every ink stays readable in both shades, on iOS's own grounds, on the tint of a button and on the accent")
    func contrast() throws {
        // Lists and bars, in the light and in the dark.
        let grounds: [[Double]] = [[1.0, 0.95], [0, 0.11]]
        for name in ["OfficeInk", "SavedInk", "AttentionInk", "QuietInk", "AccentColor"] {
            for (ink, grounds) in zip(try inks(name), grounds) {
                for ground in grounds {
                    #expect(contrast(ink, [ground, ground, ground]) >= 4.5, "\(name)")
                    // A bordered button lies on a sixth of its own tint.
                    let tinted = ink.map { ground + ($0 - ground) / 6 }
                    if ["QuietInk", "AccentColor"].contains(name) { #expect(contrast(ink, tinted) >= 4.5, "\(name) on its tint") }
                }
            }
        }
        for (words, accent) in zip(try inks("OnAccent"), try inks("AccentColor")) { #expect(contrast(words, accent) >= 4.5) }
        let app = repository.appendingPathComponent("ios/App")
        let files = FileManager.default.enumerator(at: app, includingPropertiesForKeys: nil)!.compactMap { $0 as? URL }
        for file in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(!text.contains("(.secondary)"), "\(file.lastPathComponent): iOS's second colour has 3.4:1")
        }
    }

    private func light(_ rgb: [Double]) -> Double {
        zip(rgb, [0.2126, 0.7152, 0.0722]).reduce(0) { sum, part in
            sum + part.1 * (part.0 <= 0.03928 ? part.0 / 12.92 : pow((part.0 + 0.055) / 1.055, 2.4))
        }
    }
}
