package org.huben.app.engine

import android.content.Context
import android.net.ConnectivityManager
import android.net.NetworkCapabilities
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import org.huben.core.Connectivity

/** Is there a network? The core asks before a run; the screens say it; a network that comes back wakes the sync. */
interface Network : Connectivity {
    val online: StateFlow<Boolean>
    override fun isOnline(): Boolean = online.value
}

/**
 * What Android says of the network it would use now. Whether it was found to reach the internet is not asked: the office's
 * box may stand in the same house.
 */
class PhoneNetwork(context: Context) : Network {
    private val manager = checkNotNull(context.getSystemService(ConnectivityManager::class.java))
    override val online = MutableStateFlow(isOnline())

    /** Asked anew: before a run nothing older counts. */
    override fun isOnline(): Boolean = manager.getNetworkCapabilities(manager.activeNetwork).isOne()

    init {
        manager.registerDefaultNetworkCallback(object : ConnectivityManager.NetworkCallback() {
            override fun onCapabilitiesChanged(network: android.net.Network, capabilities: NetworkCapabilities) {
                online.value = capabilities.isOne()
            }

            override fun onLost(network: android.net.Network) {
                online.value = false
            }
        })
    }

    private fun NetworkCapabilities?.isOne() = this != null && hasCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET)
}
