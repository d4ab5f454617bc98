package dev.thorax.runtime.edge;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the host of an authority as {@code Host} and {@code :authority} carry it. */
final class HostName {
    /** A name or an IPv4 address, or an IPv6 address in brackets, then an optional port. */
    private static final Pattern AUTHORITY = Pattern.compile("([a-z0-9._-]{1,255}|\\[[0-9a-f:.]{2,45}])(:[0-9]{0,5})?");

    private static final Pattern BRACKETS_AND_ZONE = Pattern.compile("^\\[|]$|%.*$");

    private HostName() {}

    /** Returns the host in lower case, without brackets, port and final dot; empty if it is not an authority of HTTP. */
    static Optional<String> of(String authority) {
        Matcher parts = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
        return parts.matches() ? Optional.of(normal(parts.group(1))) : Optional.empty();
    }

    /** Returns a host in the form of {@link #of}, which the caller knows to be one. */
    static String normal(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.indexOf(':') >= 0) {
            String bare = BRACKETS_AND_ZONE.matcher(lower).replaceAll("");
            return IpAddress.of(bare).map(InetAddress::getHostAddress).orElse(bare);
        }
        return lower.length() > 1 && lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
