package dev.thorax.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Finds TCP ports of the loopback address that are free at this moment. They are below those from which systems choose the
 * local ports of connections (Linux: 32768), so that no connection takes one before its server does.
 */
public final class FreePorts {
    private static final int FIRST = 16_384;
    private static final int LAST = 32_767;
    private static final int TRIES = 1000;

    private FreePorts() {}

    /** Returns a free port. */
    public static int one() {
        return firstOf(1);
    }

    /** Returns the first of {@code count} free ports in a row. Throws {@link StartFailedException} if there are none. */
    public static int firstOf(int count) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(FIRST, LAST - count + 2);
            if (IntStream.range(first, first + count).allMatch(FreePorts::isFree)) {
                return first;
            }
        }
        throw new StartFailedException("No " + count + " TCP ports in a row are free from " + FIRST + " to " + LAST
                + "; stop programs that listen there.");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
