package dev.thorax.faults.proxy;

/** Lists what a proxy does with connections. */
public enum ProxyMode {
    /** Everything passes. */
    PASS,
    /** Connections are cut and refused. */
    REFUSE,
    /** Connections are accepted, but nothing passes. What was sent passes when the mode ends. */
    BLACK_HOLE,
    /** Answers pass in small pieces with pauses. */
    SLOW,
    /** Every HTTP request is answered with 503. */
    UNAVAILABLE,
    /** Every second HTTP exchange ends in the middle: the request of a write, or the answer. */
    CUT,
    /** Every HTTP request that writes is answered with 507. */
    FULL;

    /** Returns whether the proxy looks at HTTP requests. */
    boolean readsHttp() {
        return compareTo(UNAVAILABLE) >= 0;
    }
}
