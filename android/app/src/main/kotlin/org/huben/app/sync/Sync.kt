package org.huben.app.sync

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.drop
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import org.huben.app.engine.Answer
import org.huben.app.engine.Desk
import org.huben.app.engine.Door
import org.huben.app.engine.Network
import org.huben.app.engine.Problem
import org.huben.core.ProgressListener
import org.huben.core.ProgressStage
import org.huben.core.PageRequest
import org.huben.core.SyncAdvice
import org.huben.core.SyncOutcome
import org.huben.core.SyncRun
import org.huben.core.WhoWaits

/** Keeps the one job that runs the next sync, and the account of what is unsent. */
interface Schedule {
    /** Moves the job to where the core wants it; where it wants none, there is none. */
    fun obey(advice: SyncAdvice)

    /** Says what is unsent, or takes that word back. */
    fun tell(pulse: Pulse)
}

/** Runs syncs, one at a time, and knows how it stands. When to run is the core's to say; this obeys. */
class Sync(private val desk: Desk, private val network: Network, private val schedule: Schedule, private val scope: CoroutineScope) {
    private val thePulse = MutableStateFlow(Pulse(online = network.isOnline()))
    private val running = Mutex()
    @Volatile private var run: SyncRun? = null
    @Volatile private var who = WhoWaits.NOBODY

    val pulse: StateFlow<Pulse> = thePulse.asStateFlow()

    init {
        scope.launch { desk.news.collect { look(); if (!running.isLocked) obey() } }
        scope.launch {
            desk.door.first { it == Door.Open }
            look()
            obey()
        }
        scope.launch {
            network.online.drop(1).collect { online ->
                thePulse.update { it.copy(online = online) }
                if (online) obey(networkIsBack = true)
            }
        }
    }

    /** Somebody looks, or nobody does any more. */
    suspend fun waits(waiting: WhoWaits) {
        who = waiting
        if (desk.door.value == Door.Open) obey()
    }

    /** One run to its end; a second caller gets nothing, because the first does it all. */
    suspend fun now(fetched: (Int) -> Unit = {}): SyncOutcome? {
        if (!running.tryLock()) return null
        thePulse.update { it.copy(running = true) }
        val outcome = try {
            val done = desk.ask { book ->
                val progress = object : ProgressListener {
                    override fun progressed(stage: ProgressStage, done: Int, total: Int?) {
                        if (stage == ProgressStage.FETCHING) fetched(done)
                    }
                }
                SyncRun(book, network, progress).also { run = it }.start()
            }
            (done as? Answer.Done)?.value
        } finally {
            run = null
            running.unlock()
        }
        val problem = outcome?.failure?.let(Problem::of)
        thePulse.update { it.copy(running = false, problem = problem) }
        look()
        obey()
        return outcome
    }

    /** One run that nobody waits for. */
    fun start() {
        scope.launch { now() }
    }

    /** Ends the run after the exchange under way. */
    fun stop() {
        run?.cancel()
    }

    private suspend fun look() {
        val seen = desk.ask { book -> book.status() to book.contradictions(PageRequest(limit = 0)).total }
        if (seen !is Answer.Done) return
        val (status, contradictions) = seen.value
        thePulse.update {
            it.copy(
                saved = status.saved, atOffice = status.atOffice, attention = status.needsAttention + contradictions,
                lastContact = status.lastContactAt, online = network.isOnline(),
            )
        }
        schedule.tell(thePulse.value)
    }

    private suspend fun obey(networkIsBack: Boolean = false) {
        val advice = desk.ask { it.syncAdvice(who, networkIsBack) }
        if (advice is Answer.Done) schedule.obey(advice.value)
    }
}
