package dev.thorax.runtime.edge;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The host names and addresses to which a service answers. Others are those of pages that rebound their name to it. */
final class AllowedHosts {
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1");

    private final Set<String> hosts = new HashSet<>();

    /**
     * Creates the list.
     *
     * @param configured names that an operator adds
     * @param page address of explain-service as its users reach it
     * @param bound address on which the service listens
     * @param machine name of this machine, allowed if {@code bound} is not a loopback address
     */
    AllowedHosts(List<String> configured, URI page, String bound, String machine) {
        LOOPBACK.forEach(this::add);
        configured.forEach(this::add);
        add(bound);
        if (page.getHost() != null) {
            add(page.getHost());
        }
        if (!LOOPBACK.contains(HostName.normal(bound))) {
            add(machine);
        }
    }

    /**
     * Returns whether a request for {@code host} is answered.
     *
     * @param host in the form of {@link HostName#of}
     * @param local address of this end of the connection. It is not a name, so no page can have rebound it
     */
    boolean contains(String host, String local) {
        return hosts.contains(host) || host.equals(HostName.normal(local));
    }

    private void add(String host) {
        hosts.add(HostName.of(host.strip()).orElseGet(() -> HostName.normal(host.strip())));
    }
}
