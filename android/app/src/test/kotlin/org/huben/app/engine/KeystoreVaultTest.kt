package org.huben.app.engine

import org.huben.core.VaultException
import org.junit.After
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import java.io.File
import java.io.InputStream
import java.io.OutputStream
import java.nio.file.Files
import java.security.Key
import java.security.KeyStoreException
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
 * The vault over a stand-in for Android's Keystore, which Robolectric does not have: the file, the sealing, what is told of
 * each fault. That the real one keeps its key in hardware and makes it from this specification, only a phone proves.
 */
@RunWith(RobolectricTestRunner::class)
class KeystoreVaultTest {
    private val directory: File = Files.createTempDirectory("keys").toFile()
    private val vault = KeystoreVault(directory, "1")
    private val key = ByteArray(32) { it.toByte() }

    @Before fun keystore() {
        Sealing.key = null
        Sealing.fault = null
        Security.addProvider(Standin())
    }

    @After fun away() {
        Security.removeProvider("AndroidKeyStore")
        directory.deleteRecursively()
    }

    @Test fun where_no_key_was_ever_kept_there_is_none() = assertNull(vault.load())

    @Test fun a_key_that_was_kept_is_there_in_the_next_process_and_lies_sealed_on_the_disk() {
        vault.store(key)
        assertArrayEquals(key, KeystoreVault(directory, "1").load())
        assertNull("each book has its own", KeystoreVault(directory, "2").load())
        val written = directory.listFiles()!!.single().readBytes()
        assertFalse(Collections.indexOfSubList(written.toList(), key.toList()) >= 0)
    }

    @Test fun a_key_that_the_phone_has_thrown_away_is_lost() {
        vault.store(key)
        Sealing.key = null
        assertThrows(VaultException.Lost::class.java) { vault.load() }
    }

    @Test fun what_was_sealed_by_another_key_or_changed_on_the_disk_is_lost() {
        vault.store(key)
        Sealing.key = KeyGenerator.getInstance("AES").generateKey()
        assertThrows(VaultException.Lost::class.java) { vault.load() }
    }

    @Test fun a_keystore_that_does_not_answer_is_to_be_asked_again() {
        vault.store(key)
        Sealing.fault = KeyStoreException("the service is not up yet")
        assertThrows(VaultException.Unavailable::class.java) { vault.load() }
        Sealing.fault = null
        assertArrayEquals(key, vault.load())
    }

    @Test fun a_key_that_the_disk_did_not_take_is_not_said_to_be_kept() {
        // AtomicFile only logs that it could not put the new file in the old one's place.
        File(directory, "book-1.key").mkdir()
        File(directory, "book-1.key/in-the-way").createNewFile()
        assertThrows(VaultException.Failed::class.java) { vault.store(key) }
    }

    /** What the stand-in holds: over all its instances, as the phone's. */
    private object Sealing {
        var key: SecretKey? = null
        var fault: KeyStoreException? = null
    }

    private class Standin : Provider("AndroidKeyStore", "1", "a stand-in") {
        init {
            put("KeyStore.AndroidKeyStore", Store::class.java.name)
            put("KeyGenerator.AES", Maker::class.java.name)
        }
    }

    class Maker : KeyGeneratorSpi() {
        override fun engineInit(random: SecureRandom?) = Unit
        override fun engineInit(params: AlgorithmParameterSpec?, random: SecureRandom?) = Unit
        override fun engineInit(keysize: Int, random: SecureRandom?) = Unit
        override fun engineGenerateKey(): SecretKey = KeyGenerator.getInstance("AES", "SunJCE").generateKey().also { Sealing.key = it }
    }

    class Store : KeyStoreSpi() {
        override fun engineGetKey(alias: String?, password: CharArray?): Key? {
            Sealing.fault?.let { throw it }
            return Sealing.key
        }

        override fun engineLoad(stream: InputStream?, password: CharArray?) = Unit
        override fun engineContainsAlias(alias: String?) = Sealing.key != null
        override fun engineIsKeyEntry(alias: String?) = true
        override fun engineSize() = 1
        override fun engineAliases(): Enumeration<String> = Collections.emptyEnumeration()
        override fun engineGetCertificateChain(alias: String?): Array<Certificate>? = null
        override fun engineGetCertificate(alias: String?): Certificate? = null
        override fun engineGetCreationDate(alias: String?): Date? = null
        override fun engineIsCertificateEntry(alias: String?) = false
        override fun engineGetCertificateAlias(cert: Certificate?): String? = null
        override fun engineSetKeyEntry(alias: String?, key: Key?, password: CharArray?, chain: Array<out Certificate>?) = Unit
        override fun engineSetKeyEntry(alias: String?, key: ByteArray?, chain: Array<out Certificate>?) = Unit
        override fun engineSetCertificateEntry(alias: String?, cert: Certificate?) = Unit
        override fun engineDeleteEntry(alias: String?) = Unit
        override fun engineStore(stream: OutputStream?, password: CharArray?) = Unit
    }
}
