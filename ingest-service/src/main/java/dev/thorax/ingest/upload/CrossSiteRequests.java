package dev.thorax.ingest.upload;

import io.vertx.core.http.HttpServerRequest;

/**
 * Tells requests that a page of another site makes a browser send, which any page that is open on this machine could.
 * Browsers mark them; devices send no such mark.
 */
final class CrossSiteRequests {
    private CrossSiteRequests() {}

    static boolean isOfAnotherSite(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return "cross-site".equalsIgnoreCase(site)
                || "same-site".equalsIgnoreCase(site)
                || isElsewhere(request.getHeader("Origin"), request);
    }

    /** Whether {@code origin} names another host or port than the request does; {@code null} in text does. */
    private static boolean isElsewhere(String origin, HttpServerRequest request) {
        if (origin == null) {
            return false;
        }
        String host = origin.substring(origin.indexOf("://") < 0 ? 0 : origin.indexOf("://") + "://".length());
        return request.authority() == null
                || !host.equalsIgnoreCase(request.authority().toString());
    }
}
