package org.huben.app.sync

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.drop
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import org.huben.app.engine.Answer
import org.huben.app.engine.Desk
import org.huben.app.engine.Door
import org.huben.app.engine.Network
import org.huben.app.engine.Problem
import org.huben.app.settings.Preferences
import org.huben.core.IssueFilter
import org.huben.core.IssueId
import org.huben.core.PageRequest
import org.huben.core.ProgressListener
import org.huben.core.ProgressStage
import org.huben.core.SyncAdvice
import org.huben.core.SyncOutcome
import org.huben.core.SyncReason
import org.huben.core.SyncRun
import org.huben.core.WhoWaits

/** Keeps the one job that runs the next sync, and says what people should know while they do not look. */
interface Schedule {
    /** Moves the job to where the core wants it; where it wants none, there is none. */
    fun obey(advice: SyncAdvice)

    /** Says what is unsent, or takes that word back: when all is there, and when somebody looks. */
    fun tell(pulse: Pulse, looked: Boolean)

    /** So many issues more wait for this user. */
    fun handed(more: Int)
}

/** Runs syncs, one at a time, and knows how it stands. When to run is the core's to say; this obeys. */
class Sync(
    private val desk: Desk, private val network: Network, private val schedule: Schedule,
    private val preferences: StateFlow<Preferences>, private val scope: CoroutineScope,
) {
    private val thePulse = MutableStateFlow(Pulse(online = network.online.value))
    private val running = Mutex()
    private val moving = Mutex()
    @Volatile private var run: SyncRun? = null
    @Volatile private var looked = false

    val pulse: StateFlow<Pulse> = thePulse.asStateFlow()

    init {
        scope.launch { desk.news.collect { look(); obey() } }
        scope.launch { desk.door.collect(::bookIs) }
        scope.launch { preferences.drop(1).collect { look(); obey() } }
        scope.launch {
            network.online.drop(1).collect { online ->
                thePulse.update { it.copy(online = online) }
                if (online) obey(networkIsBack = true)
            }
        }
    }

    /** Somebody looks, or nobody does any more. */
    fun looked(now: Boolean) {
        looked = now
        scope.launch { look(); obey() }
    }

    /**
     * One run to its end; a second caller gets nothing, because the first does it all. Cancelled, it stops the run. The book
     * is opened within it: an opening is planned for, too, and a job that is under way must not be replaced by that plan.
     */
    suspend fun now(fetched: (Int) -> Unit = {}): Answer<SyncOutcome>? {
        if (!moving.withLock { running.tryLock() }) return null
        var before: Set<IssueId>? = null
        var problem: Problem? = null
        try {
            val opened = desk.open()
            if (opened is Answer.Not) return opened
            before = waiting()
            return when (val made = desk.ask { SyncRun(it, network, Fetching(fetched)) }) {
                is Answer.Done -> whole(made.value).also { problem = (it as? Answer.Done)?.value?.failure?.let(Problem::of) }
                is Answer.Not -> made
            }
        } finally {
            withContext(NonCancellable) {
                run = null
                thePulse.update { it.copy(running = false, problem = problem) }
                look()
                before?.let { if (!looked) schedule.handed((waiting() - it).size) }
                running.unlock()
                // The very last: a worker that is at its end is replaced by the next job.
                obey()
            }
        }
    }

    /** One run that nobody waits for. */
    fun start() {
        scope.launch { now() }
    }

    /** Ends the run under way; what was exchanged stays. */
    fun stop() {
        run?.cancel()
    }

    private suspend fun whole(made: SyncRun): Answer<SyncOutcome> = coroutineScope {
        run = made
        thePulse.update { it.copy(running = true) }
        // The call blocks and hears of no cancellation by itself.
        val watch = launch {
            try {
                awaitCancellation()
            } finally {
                made.cancel()
            }
        }
        val outcome = desk.ask { made.start() }
        watch.cancel()
        outcome
    }

    /** Another book, or none: nothing of the last one is said any more. */
    private suspend fun bookIs(door: Door) {
        if (door is Door.Opening) return
        thePulse.update { Pulse(running = it.running, online = network.online.value) }
        if (door is Door.NoBook) {
            stop()
            schedule.obey(NONE)
        }
        look()
        obey()
    }

    private suspend fun look() {
        val seen = desk.ask { book -> book.status() to book.contradictions(PageRequest(limit = 0)).total }
        if (seen is Answer.Done) {
            val (status, contradictions) = seen.value
            thePulse.update {
                it.copy(
                    saved = status.saved, atOffice = status.atOffice, attention = status.needsAttention + contradictions,
                    lastContact = status.lastContactAt, online = network.online.value,
                )
            }
        }
        // What is unsent in a book that is not open, nobody knows.
        if (seen is Answer.Done || looked) schedule.tell(thePulse.value, looked)
    }

    /** The issues that wait for this user. */
    private suspend fun waiting(): Set<IssueId> {
        val mine = desk.ask { it.issues(IssueFilter(waitingForMe = true), PageRequest()) }
        return if (mine is Answer.Done) mine.value.items.mapTo(mutableSetOf()) { it.id } else emptySet()
    }

    /** Not while a run is under way, which would be replaced: it does this itself at its end. */
    private suspend fun obey(networkIsBack: Boolean = false) = moving.withLock {
        if (running.isLocked) return@withLock
        val who = if (looked) WhoWaits.SCREEN else if (preferences.value.notices) WhoWaits.NOTICES else WhoWaits.NOBODY
        val advice = desk.ask { it.syncAdvice(who, networkIsBack) }
        if (advice is Answer.Done) schedule.obey(advice.value)
    }

    private class Fetching(val fetched: (Int) -> Unit) : ProgressListener {
        override fun progressed(stage: ProgressStage, done: Int, total: Int?) {
            if (stage == ProgressStage.FETCHING) fetched(done)
        }
    }

    private companion object {
        val NONE = SyncAdvice(null, SyncReason.NOTHING)
    }
}
