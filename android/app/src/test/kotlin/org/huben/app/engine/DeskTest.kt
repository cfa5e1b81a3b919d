package org.huben.app.engine

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import org.huben.app.KeptKey
import org.huben.app.Office
import org.huben.app.engine.Problem.Kind
import org.huben.core.InternalException
import org.huben.core.KeyVault
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import java.io.File
import java.nio.file.Files

/** Which book is in use, over the death of the process, and what is told where it cannot be opened. */
@RunWith(RobolectricTestRunner::class)
class DeskTest {
    private val office = Office()
    private val disk: File = Files.createTempDirectory("phone").toFile()
    private val vaults = mutableMapOf<Int, KeyVault>()
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val li = office.user("李红梅", "grid-worker")
    private val wang = office.user("王志强", "grid-worker")
    private var desk = process()

    @Before fun serve() = office.serve()

    @After fun end() {
        scope.cancel()
        office.close()
        disk.deleteRecursively()
    }

    private fun process() = Desk(Shelf(disk) { vaults.getOrPut(it, ::KeptKey) }, Dispatchers.IO, scope)

    private suspend fun name() = (desk.ask { it.me().user.name } as? Answer.Done)?.value

    private fun kind(answer: Answer<*>) = (answer as? Answer.Not)?.problem?.kind

    private suspend fun joined(user: String) = assertEquals(Answer.Done(Unit), desk.enrol(office.invite(user)))

    @Test fun a_book_that_is_there_opens_in_the_next_process() = runBlocking {
        desk.open()
        assertEquals(Door.NoBook, desk.door.value)
        joined(li)
        desk = process()
        desk.open()
        assertEquals(Door.Open(1), desk.door.value)
        assertEquals("李红梅", name())
    }

    @Test fun a_book_whose_key_is_gone_asks_for_a_new_invitation_and_is_left_as_it_is() = runBlocking {
        joined(li)
        vaults[1] = KeptKey()
        desk = process()
        assertEquals(Kind.SignInAgain, kind(desk.open()))
        assertTrue(desk.door.value is Door.Shut)
        desk.leave()
        joined(li)
        assertEquals(listOf(1), desk.aside().map(Place::number))
        assertEquals(Kind.SignInAgain, kind(desk.unsentIn(desk.aside().single())))
    }

    @Test fun a_damaged_book_is_said_to_be_one() = runBlocking {
        joined(li)
        desk = process()
        // Every page of it is spoilt, whatever its files are called.
        File(disk, "1").listFiles()!!.filter { it.length() > 4096 }.forEach { it.writeBytes(ByteArray(it.length().toInt()) { 7 }) }
        assertEquals(Kind.Damaged, kind(desk.open()))
        assertTrue(desk.door.value is Door.Shut)
    }

    @Test fun joining_again_lasts_over_opening_and_over_the_death_of_the_process_until_it_is_done_or_taken_back() = runBlocking {
        joined(li)
        desk.leave()
        assertEquals(Door.NoBook, desk.door.value)
        desk.open()
        assertEquals("an opening by whoever does not bring the old book back", Door.NoBook, desk.door.value)
        desk = process()
        desk.open()
        assertEquals(Door.NoBook, desk.door.value)
        desk.takeUp(desk.aside().first().number)
        assertEquals("李红梅", name())
        desk.leave()
        joined(wang)
        assertEquals("王志强", name())
        desk = process()
        desk.open()
        assertEquals("王志强", name())
        desk.takeUp(1)
        assertEquals("the old one is where it was", "李红梅", name())
    }

    @Test fun an_invitation_is_not_accepted_where_a_book_is_open() = runBlocking {
        joined(li)
        val invitation = office.invite(wang)
        assertEquals(Kind.NotAllowed, kind(desk.enrol(invitation)))
        assertEquals("李红梅", name())
        desk.leave()
        assertEquals("and it was not used up", Answer.Done(Unit), desk.enrol(invitation))
    }

    @Test fun an_enrolment_that_broke_off_is_no_damaged_book() = runBlocking {
        val invitation = office.invite(li)
        office.shut()
        assertEquals(Kind.Offline, kind(desk.enrol(invitation)))
        desk = process()
        desk.open()
        assertEquals(Door.NoBook, desk.door.value)
        office.serve()
        assertEquals(Answer.Done(Unit), desk.enrol(invitation))
    }

    @Test fun a_removed_book_is_gone_and_the_one_in_use_cannot_be_removed() = runBlocking {
        joined(li)
        desk.leave()
        joined(wang)
        desk.remove(1)
        desk.remove(2)
        assertEquals(emptyList<Place>(), desk.aside())
        assertEquals("王志强", name())
    }

    @Test fun a_fault_of_the_core_and_a_book_put_aside_meanwhile_are_problems_and_not_the_end() = runBlocking {
        joined(li)
        assertEquals(Kind.Internal, kind(desk.ask { throw InternalException("a panic in Rust") }))
        assertEquals(
            Kind.NotFound,
            kind(
                desk.ask {
                    it.close()
                    it.status()
                },
            ),
        )
    }
}
