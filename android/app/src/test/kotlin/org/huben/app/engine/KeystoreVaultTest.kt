package org.huben.app.engine

import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import org.huben.core.VaultException
import org.junit.After
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import java.io.File
import java.security.KeyStoreException

/** The vault as it is, over a provider in Keystore's place: everything but the phone's own hardware. */
@RunWith(RobolectricTestRunner::class)
class KeystoreVaultTest {
    @get:Rule val disk = TemporaryFolder()
    private val key = ByteArray(32) { it.toByte() }
    private val sealed get() = File(disk.root, "book-1.key")

    @Before fun install() = FakeKeystore.install()

    @After fun remove() = FakeKeystore.remove()

    @Test fun a_key_outlives_the_process_and_lies_on_the_disk_only_sealed() {
        vault().store(key)
        assertArrayEquals(key, vault().load())
        val bytes = sealed.readBytes()
        assertEquals("nonce, key, tag", 12 + 32 + 16, bytes.size)
        assertFalse((0..bytes.size - 8).any { at -> bytes.copyOfRange(at, at + 8).contentEquals(key.copyOf(8)) })
    }

    @Test fun the_sealing_key_is_made_once_for_all_books_and_is_not_bound_to_the_screen_lock() {
        vault().store(key)
        KeystoreVault(disk.root, "2").store(ByteArray(32))
        assertArrayEquals(key, vault().load())
        val spec = FakeKeystore.asked.single()
        assertEquals(256, spec.keySize)
        assertEquals(listOf(KeyProperties.BLOCK_MODE_GCM), spec.blockModes.toList())
        assertEquals(KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT, spec.purposes)
        assertFalse(spec.isUserAuthenticationRequired)
    }

    @Test fun the_same_key_is_never_sealed_into_the_same_bytes() {
        vault().store(key)
        val before = sealed.readBytes()
        vault().store(key)
        assertFalse(before.contentEquals(sealed.readBytes()))
    }

    @Test fun without_a_file_there_is_no_key_yet() = assertNull(vault().load())

    @Test fun a_sealing_key_that_the_phone_threw_away_is_a_lost_key() {
        vault().store(key)
        FakeKeystore.keys.clear()
        assertThrows(VaultException.Lost::class.java) { vault().load() }
        FakeKeystore.install()
        FakeKeystore.trouble = KeyPermanentlyInvalidatedException()
        assertThrows(VaultException.Lost::class.java) { vault().load() }
    }

    @Test fun a_sealed_key_that_was_changed_or_cut_short_is_a_lost_key() {
        vault().store(key)
        val whole = sealed.readBytes()
        for (at in whole.indices) {
            sealed.writeBytes(whole.copyOf().also { it[at] = (it[at].toInt() xor 1).toByte() })
            assertThrows("byte $at", VaultException.Lost::class.java) { vault().load() }
        }
        for (length in whole.indices) {
            sealed.writeBytes(whole.copyOf(length))
            assertThrows("$length bytes", VaultException.Lost::class.java) { vault().load() }
        }
        sealed.writeBytes(whole)
        assertArrayEquals(key, vault().load())
    }

    @Test fun a_keystore_that_fails_says_which_way_and_leaves_the_old_key_where_it_was() {
        vault().store(key)
        FakeKeystore.trouble = KeyStoreException("the daemon died")
        val failed = assertThrows(VaultException.Failed::class.java) { vault().load() }
        assertEquals("KeyStoreException", failed.detail)
        assertThrows(VaultException.Failed::class.java) { vault().store(ByteArray(32)) }
        FakeKeystore.trouble = null
        assertArrayEquals(key, vault().load())
    }

    @Test fun a_key_that_the_disk_did_not_take_is_not_said_to_be_kept() {
        // AtomicFile only logs that it could not put the new file in the old one's place.
        File(sealed, "in-the-way").run { parentFile!!.mkdir() && createNewFile() }
        assertThrows(VaultException.Failed::class.java) { vault().store(key) }
    }

    private fun vault() = KeystoreVault(disk.root, "1")
}
