import Foundation
import HubenCore

/// What is written and not yet handed in. A draft holds it as JSON; a field that cannot be read any more stays as a new
/// form has it, so that no words are lost for one bad field.
public protocol Form: Codable, Equatable, Sendable {
    init()
}

extension Form {
    var written: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let json = try? encoder.encode(self) else { return "{}" }
        return String(decoding: json, as: UTF8.self)
    }

    init?(written: String) {
        guard let form = try? JSONDecoder().decode(Self.self, from: Data(written.utf8)) else { return nil }
        self = form
    }
}

extension KeyedDecodingContainer {
    /// The field, or what a new form has.
    func field<T: Decodable>(_ key: Key, else fallback: T) -> T { (try? decode(T.self, forKey: key)) ?? fallback }
    func field<T: Decodable>(_ key: Key) -> T? { try? decode(T.self, forKey: key) }
}

/// A code as a draft has it: its name.
public protocol Coded: Codable, CaseIterable, Sendable {
    /// Values of a newer version: read, never offered.
    static var newer: Self { get }
}

extension Coded {
    public var code: String { String(describing: self) }

    public init?(code: String) {
        guard let value = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = value
    }

    public init(from decoder: any Decoder) throws {
        let code = try decoder.singleValueContainer().decode(String.self)
        guard let value = Self(code: code) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: code))
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}

extension Coded where Self: Equatable {
    /// What a person may choose from.
    public static var choices: [Self] { allCases.filter { $0 != newer } }
}

extension VisitOutcome: Coded { public static var newer: Self { .other } }
extension VisitKind: Coded { public static var newer: Self { .other } }
extension Occupancy: Coded { public static var newer: Self { .other } }
extension HouseholdKind: Coded { public static var newer: Self { .other } }
extension Sex: Coded { public static var newer: Self { .other } }
extension Residence: Coded { public static var newer: Self { .other } }
extension CheckResult: Coded { public static var newer: Self { .other } }
extension StepKind: Coded { public static var newer: Self { .other } }
