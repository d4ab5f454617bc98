package dev.thorax.servers;

/**
 * Chooses whether clients of a broker on the loopback address connect by TLS. Who may connect, and with which rights, is the same. The
 * JVM of the broker is tuned to start quickly, and encrypts slowly for that (docs/decisions/0027).
 */
public enum BrokerTransport {
    /** Without TLS, for the loopback address only. */
    CLEAR("SASL_PLAINTEXT"),
    /** With TLS, as between machines. */
    TLS("SASL_SSL");

    private final String protocol;

    BrokerTransport(String protocol) {
        this.protocol = protocol;
    }

    /** Returns Kafka's name of it. */
    String protocol() {
        return protocol;
    }
}
