import Foundation
import HubenKit
import Security

/// The book's key in the Keychain: on this device only, in no backup, readable once the phone was unlocked after its
/// start, so that a sync in the background finds it.
final class KeychainVault: KeyVault {
    private let name: Place.Name

    init(_ name: Place.Name) { self.name = name }

    private var place: [String: Any] {
        [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: "org.huben.book",
            kSecAttrAccount as String: name.key,
        ]
    }

    func load() throws -> Data? {
        var question = place
        question[kSecReturnData as String] = true
        var found: CFTypeRef?
        switch SecItemCopyMatching(question as CFDictionary, &found) {
        case errSecSuccess:
            guard let key = found as? Data else { throw VaultError.Failed(detail: "the Keychain gave no data") }
            return key
        case errSecItemNotFound:
            // A book without its key came from another phone, or the Keychain was reset.
            if holdsBook(directory: name.directory) { throw VaultError.Lost }
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
        var status = SecItemAdd(place.merging(value) { $1 } as CFDictionary, nil)
        if status == errSecDuplicateItem { status = SecItemUpdate(place as CFDictionary, value as CFDictionary) }
        switch status {
        case errSecSuccess: return
        case errSecInteractionNotAllowed: throw VaultError.Unavailable
        default: throw VaultError.Failed(detail: "SecItemAdd \(status)")
        }
    }
}
