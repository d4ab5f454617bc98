package dev.thorax.runtime.http;

/** What browsers and proxies may keep of an answer. All answers have {@link #NOTHING} unless they set another. */
public final class CacheControls {
    /**
     * They keep nothing: no answer about a patient lies on the disk of a browser, is shown after its user has left, or is seen
     * without a record in the audit.
     */
    public static final String NOTHING = "no-store";

    /** The browser keeps what never changes and shows no patient. A cache that several callers share keeps nothing. */
    public static final String FOREVER = "private, max-age=86400, immutable";

    private CacheControls() {}
}
