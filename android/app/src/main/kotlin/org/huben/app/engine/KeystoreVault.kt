package org.huben.app.engine

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import android.util.AtomicFile
import org.huben.core.KeyVault
import org.huben.core.VaultException
import java.io.File
import java.io.FileNotFoundException
import java.security.KeyStore
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * The book's key, sealed by a key that never leaves Android Keystore. What lies on the disk opens nothing without this
 * phone. Not bound to the screen lock: a background sync must open the book, and a changed fingerprint must not lose it.
 * So it is never `Unavailable`: until the phone's first unlocking this app is not started.
 */
class KeystoreVault(directory: File, book: String) : KeyVault {
    private val file = AtomicFile(File(directory, "book-$book.key"))

    override fun load(): ByteArray? {
        val sealed = try {
            file.readFully()
        } catch (_: FileNotFoundException) {
            return null
        }
        return told {
            // A file cut short opens nothing, whatever key there is.
            val key = sealing()?.takeIf { sealed.size > NONCE_BYTES } ?: throw VaultException.Lost()
            val nonce = sealed.copyOfRange(0, NONCE_BYTES)
            val cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(128, nonce)) }
            cipher.doFinal(sealed, NONCE_BYTES, sealed.size - NONCE_BYTES)
        }
    }

    override fun store(key: ByteArray) = told {
        val cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.ENCRYPT_MODE, sealing() ?: made()) }
        val sealed = cipher.iv + cipher.doFinal(key)
        val out = file.startWrite()
        try {
            out.write(sealed)
            file.finishWrite(out)
        } catch (error: Exception) {
            file.failWrite(out)
            throw error
        }
        // `finishWrite` says nothing where the disk did not take it, and the book is written under this key next.
        if (load()?.contentEquals(key) != true) throw VaultException.Failed("the key was not kept")
    }

    private fun sealing(): SecretKey? =
        KeyStore.getInstance(STORE).apply { load(null) }.getKey(ALIAS, null) as SecretKey?

    private fun made(): SecretKey {
        val spec = KeyGenParameterSpec.Builder(ALIAS, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(256)
            .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE).apply { init(spec) }.generateKey()
    }

    private inline fun <T> told(act: () -> T): T = try {
        act()
    } catch (error: VaultException) {
        throw error
    } catch (_: KeyPermanentlyInvalidatedException) {
        throw VaultException.Lost()
    } catch (_: AEADBadTagException) {
        throw VaultException.Lost()
    } catch (error: Exception) {
        throw VaultException.Failed(error.javaClass.simpleName)
    }

    private companion object {
        const val STORE = "AndroidKeyStore"
        const val ALIAS = "huben-book"
        const val CIPHER = "AES/GCM/NoPadding"
        const val NONCE_BYTES = 12
    }
}
