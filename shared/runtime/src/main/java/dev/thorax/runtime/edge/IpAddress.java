package dev.thorax.runtime.edge;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses that are written as numbers. It asks no name server. */
final class IpAddress {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})";
    /** {@link InetAddress} takes all else for a name, numbers over 255 and a dot at the begin too. */
    private static final Pattern NUMBERS =
            Pattern.compile(BYTE + "(\\." + BYTE + "){3}|(?=.*:)[0-9a-fA-F:][0-9a-fA-F:.]*");

    private IpAddress() {}

    /** Returns the address, or empty if the text is not an address in numbers. */
    static Optional<InetAddress> of(String text) {
        if (!NUMBERS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
