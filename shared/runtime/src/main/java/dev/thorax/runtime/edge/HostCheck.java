package dev.thorax.runtime.edge;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.thorax.runtime.http.Problem;

/** Finds requests that name no host, several, or one that is not allowed. */
final class HostCheck {
    private static final String ANY = "*";
    private static final Problem UNCLEAR = Problem.ofStatus(
            400,
            "Bad Request",
            "The request does not name exactly one host; send it again with one in its header Host.");
    private static final Problem FOREIGN = Problem.ofStatus(
            421,
            "Misdirected Request",
            "The service does not answer to the host name of the request; use one of its names, or let the operator add"
                    + " this one to thorax.http.hosts.");

    private final AllowedHosts allowed;

    HostCheck(AllowedHosts allowed) {
        this.allowed = allowed;
    }

    /**
     * Returns why a request is refused, or empty. HTTP/2 may have both an authority and a header.
     *
     * @param headers values of {@code Host}
     * @param authority value of {@code :authority}, or the header as the server understood it, or null
     * @param target the request's target as it came
     * @param local address of this end of the connection
     */
    Optional<Problem> problem(List<String> headers, @Nullable String authority, String target, String local) {
        List<String> named = Stream.of(headers.stream(), Stream.ofNullable(authority), absolute(target))
                .flatMap(each -> each)
                .toList();
        List<String> hosts =
                named.stream().map(HostName::of).flatMap(Optional::stream).toList();
        if (headers.size() > 1 || named.isEmpty() || hosts.size() < named.size()) {
            return Optional.of(UNCLEAR);
        }
        return hosts.stream().allMatch(host -> allowed.contains(host, local)) ? Optional.empty() : Optional.of(FOREIGN);
    }

    /** Returns the authority of a target in absolute form, which counts more than the header. */
    private static Stream<String> absolute(String target) {
        return target.startsWith("/") || target.equals(ANY)
                ? Stream.empty()
                : Stream.of(
                        target.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "").replaceFirst("[/?#].*$", ""));
    }
}
