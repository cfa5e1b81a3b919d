import Foundation

/// What the draft of a change holds: the form, and the record as it was when one began, so that after the app was
/// ended meanwhile still only what was changed is handed in, and a colleague's other changes stand beside it.
public struct Edited<F: Form>: Form {
    public var form = F()
    public var before = F()

    public init() {}

    init(before: F, form: F? = nil) {
        self.before = before
        self.form = form ?? before
    }

    /// The field where it was changed, nothing where it was left alone.
    func changed<T: Equatable>(_ field: KeyPath<F, T>) -> T? {
        form[keyPath: field] == before[keyPath: field] ? nil : form[keyPath: field]
    }

    /// The same change to the record as it is by now: what was left alone is shown as a colleague has left it.
    func over(_ now: F) -> Self {
        let (form, before, fresh) = (form.fields, before.fields, now.fields)
        var merged = fresh
        for field in Set(form.keys).union(before.keys) where form[field] != before[field] { merged[field] = form[field] }
        guard let json = try? JSONSerialization.data(withJSONObject: merged) else { return self }
        return Self(before: now, form: F(written: String(decoding: json, as: UTF8.self)))
    }
}

extension Form {
    /// What is written, by field.
    fileprivate var fields: [String: NSObject] {
        let json = try? JSONSerialization.jsonObject(with: Data(written.utf8))
        return json as? [String: NSObject] ?? [:]
    }
}
