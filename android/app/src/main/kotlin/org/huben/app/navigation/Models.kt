package org.huben.app.navigation

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.remember
import androidx.lifecycle.ViewModel
import androidx.lifecycle.ViewModelProvider
import androidx.lifecycle.ViewModelStore
import androidx.lifecycle.ViewModelStoreOwner

/** The models of the screens on the way back: each lives as long as its route is on it, through rotation too. */
class Models : ViewModel() {
    private val stores = mutableMapOf<String, ViewModelStore>()

    fun storeOf(route: Route): ViewModelStore = stores.getOrPut(route.written()) { ViewModelStore() }

    /** Lets go of whatever no route leads to any more. */
    fun keepOnly(routes: List<Route>) {
        val kept = routes.map(Route::written).toSet()
        val gone = stores.keys - kept
        for (route in gone) stores.remove(route)?.clear()
    }

    override fun onCleared() = stores.values.forEach(ViewModelStore::clear)
}

/** The model of this route's screen. */
@Composable
inline fun <reified M : ViewModel> model(models: Models, route: Route, crossinline make: () -> M): M = remember(route) {
    val owner = object : ViewModelStoreOwner {
        override val viewModelStore = models.storeOf(route)
    }
    val factory = object : ViewModelProvider.Factory {
        @Suppress("UNCHECKED_CAST")
        override fun <T : ViewModel> create(modelClass: Class<T>): T = make() as T
    }
    ViewModelProvider(owner, factory)[M::class.java]
}

@Composable
fun LetGo(models: Models, navigator: Navigator) {
    val routes = navigator.routes.toList()
    LaunchedEffect(routes) { models.keepOnly(routes) }
}
