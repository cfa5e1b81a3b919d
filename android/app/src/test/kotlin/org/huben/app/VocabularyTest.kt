package org.huben.app

import android.content.Context
import androidx.test.core.app.ApplicationProvider
import org.huben.app.design.Language
import org.huben.app.design.speaking
import org.huben.app.design.word
import org.huben.core.CheckResult
import org.huben.core.HouseholdKind
import org.huben.core.IssueStage
import org.huben.core.Occupancy
import org.huben.core.Residence
import org.huben.core.Sex
import org.huben.core.StepKind
import org.huben.core.UserRole
import org.huben.core.VisitKind
import org.huben.core.VisitOutcome
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory

/** One vocabulary: the app's Chinese words for the core's codes are the core's own, and both languages say everything. */
@RunWith(RobolectricTestRunner::class)
class VocabularyTest {
    private val root = File(System.getProperty("huben.root") ?: "../..")
    private val chinese: Context = ApplicationProvider.getApplicationContext<Context>().speaking(Language.Chinese)

    @Test fun a_code_has_the_same_chinese_word_here_as_in_the_core() {
        val core = codesOfTheCore()
        val here = mapOf(
            "Outcome" to VisitOutcome.entries.filter { it != VisitOutcome.OTHER }.associate { it.name to it.word },
            "VisitKind" to VisitKind.entries.filter { it != VisitKind.OTHER }.associate { it.name to it.word },
            "Occupancy" to Occupancy.entries.filter { it != Occupancy.OTHER }.associate { it.name to it.word },
            "HouseholdKind" to HouseholdKind.entries.filter { it != HouseholdKind.OTHER }.associate { it.name to it.word },
            "Residence" to Residence.entries.filter { it != Residence.OTHER }.associate { it.name to it.word },
            "Sex" to Sex.entries.filter { it != Sex.OTHER }.associate { it.name to it.word },
            "Stage" to IssueStage.entries.filter { it != IssueStage.OTHER }.associate { it.name to it.word },
            "StepKind" to StepKind.entries.filter { it != StepKind.OTHER }.associate { it.name to it.word },
            "CheckResult" to CheckResult.entries.filter { it != CheckResult.OTHER }.associate { it.name to it.word },
            "Role" to UserRole.entries.filter { it != UserRole.OTHER }.associate { it.name to it.word },
        )
        for ((kind, words) in here) assertEquals(kind, core.getValue(kind), words.mapValues { chinese.getString(it.value) })
    }

    @Test fun both_languages_have_every_text_with_the_same_holes() {
        val english = texts("values")
        val chinese = texts("values-zh")
        assertEquals(english.keys, chinese.keys)
        for ((name, text) in english) assertEquals(name, holes(text), holes(chinese.getValue(name)))
    }

    /** `open_enum!` of core/domain/src/codes.rs: enum, then variant in capitals to Chinese. */
    private fun codesOfTheCore(): Map<String, Map<String, String>> {
        val source = File(root, "core/domain/src/codes.rs").readText()
        val kinds = Regex("""(\w+), "[a-z]+" \{(.*?)\n    }""", RegexOption.DOT_MATCHES_ALL).findAll(source)
        return kinds.associate { kind ->
            val variants = Regex("""(\w+) = "[^"]+" / "([^"]+)"""").findAll(kind.groupValues[2])
            kind.groupValues[1] to variants.associate { it.groupValues[1].replace(Regex("(?<=[a-z])(?=[A-Z])"), "_").uppercase() to it.groupValues[2] }
        }
    }

    private fun texts(folder: String): Map<String, String> {
        val file = File(root, "android/app/src/main/res/$folder/strings.xml")
        val nodes = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).documentElement.childNodes
        return (0 until nodes.length).map(nodes::item).filterIsInstance<org.w3c.dom.Element>().associate { element ->
            // Chinese has one form of the plural, so a plural's last form stands for it.
            val items = element.getElementsByTagName("item")
            val text = if (element.tagName == "plurals") items.item(items.length - 1).textContent else element.textContent
            "${element.tagName} ${element.getAttribute("name")}" to text
        }
    }

    private fun holes(text: String) = Regex("""%\d\$[a-z]""").findAll(text).map { it.value }.sorted().toList()
}
