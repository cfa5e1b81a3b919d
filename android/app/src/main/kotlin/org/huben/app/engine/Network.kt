package org.huben.app.engine

import android.content.Context
import android.net.ConnectivityManager
import android.net.NetworkCapabilities
import android.net.NetworkRequest
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import org.huben.core.Connectivity

/** Is there a network? The core asks before a run; the screens say it; a network that comes back wakes the sync. */
interface Network : Connectivity {
    val online: StateFlow<Boolean>
    override fun isOnline(): Boolean = online.value
}

/** What Android says of it. */
class PhoneNetwork(context: Context) : Network {
    private val manager = checkNotNull(context.getSystemService(ConnectivityManager::class.java))
    override val online = MutableStateFlow(now())

    init {
        val wanted = NetworkRequest.Builder().addCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET).build()
        manager.registerNetworkCallback(wanted, object : ConnectivityManager.NetworkCallback() {
            override fun onAvailable(network: android.net.Network) {
                online.value = true
            }

            override fun onLost(network: android.net.Network) {
                online.value = now()
            }
        })
    }

    private fun now(): Boolean {
        val network = manager.activeNetwork ?: return false
        return manager.getNetworkCapabilities(network)?.hasCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET) == true
    }
}
