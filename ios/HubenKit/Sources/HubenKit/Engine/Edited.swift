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
}
