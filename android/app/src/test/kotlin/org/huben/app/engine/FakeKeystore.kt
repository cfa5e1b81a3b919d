package org.huben.app.engine

import android.security.keystore.KeyGenParameterSpec
import java.io.InputStream
import java.io.OutputStream
import java.security.InvalidAlgorithmParameterException
import java.security.Key
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.SecureRandom
import java.security.Security
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import javax.crypto.KeyGenerator
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey

/**
 * A provider in the place of Android Keystore, which Robolectric does not have: it makes and keeps keys as asked. Whether
 * a phone's hardware does is not for it to say.
 */
object FakeKeystore {
    val keys = mutableMapOf<String, SecretKey>()

    /** What was asked for, key by key. */
    val asked = mutableListOf<KeyGenParameterSpec>()

    /** What the daemon says instead of answering. */
    var trouble: Exception? = null

    fun install() {
        keys.clear()
        asked.clear()
        trouble = null
        Security.removeProvider(NAME)
        Security.addProvider(object : Provider(NAME, "1", "in place of Android's") {
            init {
                put("KeyStore.$NAME", Store::class.java.name)
                put("KeyGenerator.AES", Maker::class.java.name)
            }
        })
    }

    fun remove() = Security.removeProvider(NAME)

    private const val NAME = "AndroidKeyStore"

    class Maker : KeyGeneratorSpi() {
        private lateinit var spec: KeyGenParameterSpec

        override fun engineInit(random: SecureRandom?) = throw InvalidAlgorithmParameterException("say which key")
        override fun engineInit(bits: Int, random: SecureRandom?) = throw InvalidAlgorithmParameterException("say which key")
        override fun engineInit(parameters: AlgorithmParameterSpec?, random: SecureRandom?) {
            spec = parameters as KeyGenParameterSpec
        }

        override fun engineGenerateKey(): SecretKey {
            trouble?.let { throw it }
            asked += spec
            val other = Security.getProviders("KeyGenerator.AES").first { it.name != NAME }
            return KeyGenerator.getInstance("AES", other).apply { init(spec.keySize) }.generateKey().also { keys[spec.keystoreAlias] = it }
        }
    }

    class Store : KeyStoreSpi() {
        override fun engineGetKey(alias: String, password: CharArray?): Key? {
            trouble?.let { throw it }
            return keys[alias]
        }

        override fun engineLoad(stream: InputStream?, password: CharArray?) = Unit
        override fun engineContainsAlias(alias: String) = alias in keys
        override fun engineIsKeyEntry(alias: String) = alias in keys
        override fun engineSize() = keys.size
        override fun engineAliases(): Enumeration<String> = Collections.enumeration(keys.keys)
        override fun engineDeleteEntry(alias: String) {
            keys.remove(alias)
        }

        override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null
        override fun engineGetCertificate(alias: String): Certificate? = null
        override fun engineGetCreationDate(alias: String): Date? = null
        override fun engineSetKeyEntry(alias: String, key: Key?, password: CharArray?, chain: Array<out Certificate>?) = error("not used")
        override fun engineSetKeyEntry(alias: String, key: ByteArray?, chain: Array<out Certificate>?) = error("not used")
        override fun engineSetCertificateEntry(alias: String, certificate: Certificate?) = error("not used")
        override fun engineIsCertificateEntry(alias: String) = false
        override fun engineGetCertificateAlias(certificate: Certificate?): String? = null
        override fun engineStore(stream: OutputStream?, password: CharArray?) = error("not used")
    }
}
