import LocalAuthentication

/// Asks the phone's owner to show who they are: face, finger or code.
enum Owner {
    /// Is there anything to ask for?
    @MainActor static var canConfirm: Bool { LAContext().canEvaluatePolicy(.deviceOwnerAuthentication, error: nil) }

    /// False for a refusal, and for a phone whose owner has no code any more only after iOS has said so.
    @MainActor static func confirm(_ reason: String) async -> Bool {
        let context = LAContext()
        guard context.canEvaluatePolicy(.deviceOwnerAuthentication, error: nil) else { return true }
        return (try? await context.evaluatePolicy(.deviceOwnerAuthentication, localizedReason: reason)) ?? false
    }
}
