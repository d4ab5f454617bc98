package dev.thorax.runtime.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;

/** Names the caller of a request for its limits. */
public final class CallerName {
    /** A site has 64 bits of addresses of its own in IPv6. */
    private static final int NETWORK_BYTES = 8;

    private CallerName() {}

    /** Returns the name of who was authenticated, else the address that the request comes from. */
    static String of(RoutingContext exchange) {
        if (exchange.user() instanceof QuarkusHttpUser user
                && !user.getSecurityIdentity().isAnonymous()) {
            return "name " + user.getSecurityIdentity().getPrincipal().getName();
        }
        return "address " + network(exchange.request().remoteAddress().hostAddress());
    }

    /** Returns an IPv4 address, or the network of an IPv6 address. */
    public static String network(String address) {
        return IpAddress.of(HostName.normal(address)).map(CallerName::network).orElse(address);
    }

    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }
}
