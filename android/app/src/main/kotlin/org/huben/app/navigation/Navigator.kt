package org.huben.app.navigation

import androidx.compose.runtime.Composable
import androidx.compose.runtime.mutableStateListOf
import androidx.compose.runtime.saveable.Saver
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.snapshots.SnapshotStateList

/** The way back: the last route is what is seen. At its bottom lies a tab, and there is never nothing. */
class Navigator(private val stack: SnapshotStateList<Route>) {
    val here: Route get() = stack.last()
    val routes: List<Route> get() = stack
    val canGoBack get() = stack.size > 1 || here != Route.Today

    fun go(route: Route) {
        if (route == here) return
        if (route.isTab) stack.clear()
        stack.add(route)
    }

    /** From one tab back leads to Today, from there out. */
    fun back() {
        if (stack.size > 1) stack.removeAt(stack.lastIndex) else stack[0] = Route.Today
    }

    /** Instead of what is seen: a form that is done gives way to what came of it. */
    fun replace(route: Route) {
        stack.removeAt(stack.lastIndex)
        stack.remove(route)
        stack.add(route)
    }

    /** Back to a place on the way, over everything that was opened from it; else instead of what is seen. */
    fun home(route: Route) {
        val place = stack.lastIndexOf(route)
        if (place < 0) return replace(route)
        while (stack.lastIndex > place) stack.removeAt(stack.lastIndex)
    }

    companion object {
        internal val saver = Saver<Navigator, ArrayList<String>>(
            save = { ArrayList(it.stack.map(Route::written)) },
            restore = { Navigator(mutableStateListOf(*it.map(Route::read).toTypedArray())) },
        )
    }
}

@Composable
fun rememberNavigator(): Navigator =
    rememberSaveable(saver = Navigator.saver) { Navigator(mutableStateListOf(Route.Today)) }
