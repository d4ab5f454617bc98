package dev.thorax.servers;

/**
 * Lists the ports of the loopback address on which a broker listens.
 *
 * @param clients where clients connect
 * @param controller where the broker talks to itself
 * @param proxied where a proxy connects, or 0 if there is none
 * @param proxy where clients of the proxy connect
 */
public record BrokerPorts(int clients, int controller, int proxied, int proxy) {
    /** Lists the ports of a broker without a proxy. */
    public static BrokerPorts of(int clients, int controller) {
        return new BrokerPorts(clients, controller, 0, 0);
    }

    boolean isProxied() {
        return proxied != 0;
    }
}
