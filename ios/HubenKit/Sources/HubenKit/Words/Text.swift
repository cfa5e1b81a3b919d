import Foundation

extension String {
    /// Without white space at both ends.
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
    /// Nothing, where there is nothing but white space.
    var filled: String? { trimmed.isEmpty ? nil : self }
}
