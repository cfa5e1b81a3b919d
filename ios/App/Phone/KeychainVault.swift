import Foundation
import HubenKit
import Security

/// The book's key in the Keychain: on this device only, in no backup, readable once the phone was unlocked after its
/// start, so that a sync in the background finds it.
final class KeychainVault: KeyVault {
    private static var place: [String: Any] {
        [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: "org.huben.book",
            kSecAttrAccount as String: "key",
        ]
    }

    func load() throws -> Data? {
        var question = Self.place
        question[kSecReturnData as String] = true
        var found: CFTypeRef?
        switch SecItemCopyMatching(question as CFDictionary, &found) {
        case errSecSuccess:
            guard let key = found as? Data else { throw VaultError.Failed(detail: "the Keychain gave no data") }
            return key
        case errSecItemNotFound:
            // A book without its key came from a backup of another phone, or the Keychain was reset.
            if BookPlace.holdsBook { throw VaultError.Lost }
            return nil
        case errSecInteractionNotAllowed: throw VaultError.Unavailable
        case let status: throw VaultError.Failed(detail: "SecItemCopyMatching \(status)")
        }
    }

    func store(key: Data) throws {
        let value: [String: Any] = [
            kSecValueData as String: key,
            kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
        ]
        var status = SecItemAdd(Self.place.merging(value) { $1 } as CFDictionary, nil)
        if status == errSecDuplicateItem { status = SecItemUpdate(Self.place as CFDictionary, value as CFDictionary) }
        switch status {
        case errSecSuccess: return
        case errSecInteractionNotAllowed: throw VaultError.Unavailable
        default: throw VaultError.Failed(detail: "SecItemAdd \(status)")
        }
    }
}
