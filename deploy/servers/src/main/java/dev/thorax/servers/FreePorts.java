package dev.thorax.servers;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds TCP ports of the loopback address that are free. They are below those from which systems choose the local ports of
 * connections (Linux: 32768), so that no connection takes one before its server does.
 *
 * <p>A port that was given is not given again, neither by this process nor by another that looks for one while this one runs,
 * whether its server has started or is stopped for a while. For this, the process holds the UDP port of the same number,
 * which no server of Thorax uses, until its end.
 */
public final class FreePorts {
    private static final int FIRST = 16_384;
    private static final int LAST = 32_767;
    private static final int TRIES = 1000;

    private static final List<DatagramSocket> HELD = new CopyOnWriteArrayList<>();

    private FreePorts() {}

    /** Returns a free port. */
    public static int one() {
        return firstOf(1);
    }

    /** Returns the first of {@code count} free ports in a row. Throws {@link StartFailedException} if there are none. */
    public static int firstOf(int count) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(FIRST, LAST - count + 2);
            if (take(first, count)) {
                return first;
            }
        }
        throw new StartFailedException("No " + count + " TCP ports in a row are free from " + FIRST + " to " + LAST
                + "; stop programs that listen there.");
    }

    /** Holds {@code count} ports from {@code first} and returns true if all are free, else holds none. */
    static boolean take(int first, int count) {
        List<DatagramSocket> held = new ArrayList<>();
        for (int port = first; port < first + count; port++) {
            Optional<DatagramSocket> holder = hold(port);
            holder.ifPresent(held::add);
            if (holder.isEmpty() || !isFree(port)) {
                held.forEach(DatagramSocket::close);
                return false;
            }
        }
        HELD.addAll(held);
        return true;
    }

    private static Optional<DatagramSocket> hold(int port) {
        try {
            return Optional.of(new DatagramSocket(loopback(port)));
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(loopback(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
