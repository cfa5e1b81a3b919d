import Foundation
import LocalAuthentication

/// Asks the phone's owner to show who they are: face, finger or code.
enum Owner {
    /// Is there anything to ask for?
    @MainActor static var canConfirm: Bool { LAContext().canEvaluatePolicy(.deviceOwnerAuthentication, error: nil) }

    /// False for a refusal, and wherever iOS cannot ask just now. Only a phone that has no code at all any more, says
    /// iOS, lets everybody in: it would lock the owner out for good.
    @MainActor static func confirm(_ reason: String) async -> Bool {
        let context = LAContext()
        var error: NSError?
        guard context.canEvaluatePolicy(.deviceOwnerAuthentication, error: &error) else {
            return error?.code == LAError.Code.passcodeNotSet.rawValue
        }
        return (try? await context.evaluatePolicy(.deviceOwnerAuthentication, localizedReason: reason)) ?? false
    }
}
