package dev.thorax.runtime.http;

import org.jspecify.annotations.Nullable;

/**
 * Finds requests that a page of another site makes a browser send. Any page that is open on this machine could do that.
 * Browsers mark such requests; devices and programs send no mark.
 */
public final class CrossSite {
    /** Header in which a browser names the relation of the page to the address (W3C, Fetch Metadata). */
    public static final String FETCH_SITE = "Sec-Fetch-Site";
    /** Header in which a browser names the site of the page. */
    public static final String ORIGIN = "Origin";

    private CrossSite() {}

    /**
     * Returns whether a page of another site sent the request.
     *
     * @param fetchSite value of {@link #FETCH_SITE}, or null
     * @param origin value of {@link #ORIGIN}, or null; the text {@code null} stands for an unknown site
     * @param authority host and port that the request is for, or null if unknown
     */
    public static boolean isForeign(@Nullable String fetchSite, @Nullable String origin, @Nullable String authority) {
        return "cross-site".equalsIgnoreCase(fetchSite)
                || "same-site".equalsIgnoreCase(fetchSite)
                || origin != null && !host(origin).equalsIgnoreCase(authority);
    }

    private static String host(String origin) {
        int scheme = origin.indexOf("://");
        return scheme < 0 ? origin : origin.substring(scheme + "://".length());
    }
}
