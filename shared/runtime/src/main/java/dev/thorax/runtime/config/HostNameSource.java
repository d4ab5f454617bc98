package dev.thorax.runtime.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Gives the name of this machine as {@code HOSTNAME} if no environment variable does. Containers export that variable, but
 * most shells and systemd do not.
 */
public final class HostNameSource implements ConfigSource {
    private static final String HOSTNAME = "HOSTNAME";
    private static final String UNKNOWN = "local";
    private static final int ORDINAL = 50;

    private final String host;

    /** Reads the name of this machine. */
    public HostNameSource() {
        this.host = host();
    }

    private static String host() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name == null || name.isBlank() ? UNKNOWN : name;
        } catch (UnknownHostException e) {
            // The machine's name has no address. The message begins with the name.
            String name = e.getMessage() == null
                    ? ""
                    : e.getMessage().split(":", 2)[0].strip();
            return name.isEmpty() ? UNKNOWN : name;
        }
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(HOSTNAME);
    }

    @Override
    public String getValue(String name) {
        return HOSTNAME.equals(name) ? host : null;
    }

    @Override
    public String getName() {
        return "the name of this machine";
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
