package org.huben.app

import org.json.JSONObject
import java.io.File
import java.nio.file.Files
import java.util.concurrent.TimeUnit

/** A real office: `huben-server` with a directory of its own, served on loopback. */
class Office : AutoCloseable {
    private val directory: File = Files.createTempDirectory("office").toFile()
    private val data = File(directory, "data")
    private var serving: Process? = null
    private var port = 0

    init {
        says("init", "--name", "振兴路社区", "--area", COMMUNITY)
        says("area", "add", "--code", GRID, "--name", "第1网格")
    }

    /** A user of this role; gives the id. */
    fun user(name: String, role: String, area: String = GRID, unit: String? = null): String =
        says("user", "add", "--name", name, "--role", role, "--area", area, *listOfNotNull(unit).flatMap { listOf("--unit", it) }.toTypedArray()).getString("user")

    fun invite(user: String): String = says("user", "invite", "--user", user).getString("invitation")

    /** Opens the doors; the address stays the same over closing and opening. */
    fun serve() {
        val process = start("serve", "--listen", "127.0.0.1:$port")
        serving = process
        val line = process.inputStream.bufferedReader().readLine() ?: error("the office did not open: ${errors().readText()}")
        port = JSONObject(line).getString("listening").substringAfterLast(':').toInt()
    }

    /** Closes the doors: no phone reaches it. */
    fun shut() {
        val process = serving ?: return
        process.destroy()
        check(process.waitFor(10, TimeUnit.SECONDS)) { "the office did not close" }
        serving = null
    }

    /** What the office says of a question, as JSON. */
    fun says(vararg words: String): JSONObject {
        val process = start(*words)
        val said = process.inputStream.bufferedReader().readText()
        check(process.waitFor() == 0) { "huben-server ${words.joinToString(" ")}: ${errors().readText()}" }
        return JSONObject(said)
    }

    override fun close() {
        shut()
        directory.deleteRecursively()
    }

    private fun start(vararg words: String): Process {
        val program = File(programs, "huben-server")
        return ProcessBuilder(program.path, "--data", data.path, "--json", *words).redirectError(errors()).start()
    }

    private fun errors() = File(directory, "errors")

    companion object {
        const val COMMUNITY = "321181001025"
        const val GRID = "321181001025001"

        /** Where the programs of this repository are. */
        val programs: File = File(System.getProperty("huben.programs") ?: "${System.getProperty("huben.root", "..")}/target/debug")
    }
}
