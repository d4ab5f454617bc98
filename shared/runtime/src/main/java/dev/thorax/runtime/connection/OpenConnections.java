package dev.thorax.runtime.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import dev.thorax.runtime.edge.HttpConfig;

/**
 * Counts the connections of a listener, and chooses those that must end. A connection is idle if no request of it is in work:
 * it may have sent nothing, or the beginning of a request, which takes memory. If there are too many, the address that has the
 * most gives up the one that has been idle for longest. So a stranger's connections make room for those of others, and a
 * request in work is never ended. Safe for use by many threads.
 *
 * @param <C> a connection
 */
final class OpenConnections<C> {
    private final HttpConfig.Connections limits;
    private final LongSupplier nanoTime;
    private final Map<C, Integer> requests = new HashMap<>();
    /** Since when each is idle, the longest first. */
    private final Map<C, Long> idle = new LinkedHashMap<>();

    private final Map<String, Integer> addresses = new HashMap<>();
    private final Function<C, String> addressOf;

    /**
     * Creates a listener's connections, of which there are none yet.
     *
     * @param addressOf returns whose a connection is
     * @param nanoTime the time in nanoseconds, from any start
     */
    OpenConnections(HttpConfig.Connections limits, Function<C, String> addressOf, LongSupplier nanoTime) {
        this.limits = limits;
        this.addressOf = addressOf;
        this.nanoTime = nanoTime;
    }

    /** Adds a connection. Returns those that must end, of which it may be one. */
    synchronized List<C> open(C connection) {
        requests.put(connection, 0);
        idle.put(connection, nanoTime.getAsLong());
        addresses.merge(addressOf.apply(connection), 1, Integer::sum);
        List<C> ended = new ArrayList<>();
        if (addresses.get(addressOf.apply(connection)) > limits.perAddress()) {
            longestIdleOf(addressOf.apply(connection)).ifPresent(each -> end(each, ended));
        }
        if (requests.size() > limits.most() || idle.size() > limits.idle()) {
            longestIdleOf(busiest()).ifPresent(each -> end(each, ended));
        }
        return ended;
    }

    /** Removes a connection that has ended, if it is still there. */
    synchronized void close(C connection) {
        if (requests.remove(connection) != null) {
            idle.remove(connection);
            addresses.computeIfPresent(addressOf.apply(connection), (address, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Counts a request whose head has come. */
    synchronized void begin(C connection) {
        if (requests.computeIfPresent(connection, (each, count) -> count + 1) != null) {
            idle.remove(connection);
        }
    }

    /** Counts a request as answered. Returns those that must end, since there are too many idle ones now. */
    synchronized List<C> finish(C connection) {
        List<C> ended = new ArrayList<>();
        Integer left = requests.computeIfPresent(connection, (each, count) -> count - 1);
        if (left != null && left == 0) {
            idle.put(connection, nanoTime.getAsLong());
            if (idle.size() > limits.idle()) {
                longestIdleOf(busiest()).ifPresent(each -> end(each, ended));
            }
        }
        return ended;
    }

    /** Notes that bytes are leaving. An idle connection counts as idle from now on. */
    synchronized void touch(C connection) {
        if (idle.remove(connection) != null) {
            idle.put(connection, nanoTime.getAsLong());
        }
    }

    /** Returns those that have been idle for too long. */
    synchronized List<C> late() {
        List<C> ended = new ArrayList<>();
        long now = nanoTime.getAsLong();
        for (Map.Entry<C, Long> each : List.copyOf(idle.entrySet())) {
            if (Duration.ofNanos(now - each.getValue()).compareTo(limits.idleTime()) < 0) {
                break;
            }
            end(each.getKey(), ended);
        }
        return ended;
    }

    private void end(C connection, Collection<C> ended) {
        close(connection);
        ended.add(connection);
    }

    private Optional<C> longestIdleOf(String address) {
        return idle.keySet().stream()
                .filter(each -> addressOf.apply(each).equals(address))
                .findFirst();
    }

    /** Returns the address that has the most idle connections. There is one at least. */
    private String busiest() {
        return idle.keySet().stream()
                .collect(Collectors.groupingBy(addressOf, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Comparator.comparing(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
    }
}
