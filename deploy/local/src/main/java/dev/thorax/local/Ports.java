package dev.thorax.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thorax.servers.FreePorts;

/**
 * Lists the TCP ports of the loopback address on which the parts listen.
 *
 * @param managementStep how far the management port of a service is above its HTTP port
 */
record Ports(
        int kafka, int controller, int s3, int ingest, int training, int inference, int explain, int managementStep) {
    private static final int COUNT = 11;
    private static final Ports USUAL = new Ports(9092, 9093, 9000, 8081, 8082, 8083, 8084, 1000);

    /** Returns the usual ports, or eleven in a row from {@code first} on. */
    static Ports from(Integer first) {
        return first == null
                ? USUAL
                : new Ports(first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6, 4);
    }

    /** Returns ports that are free at this moment. */
    static Ports free() {
        return from(FreePorts.firstOf(COUNT));
    }

    /** Returns the management port of the service whose HTTP port is {@code service}. */
    int management(int service) {
        return service + managementStep;
    }

    /** Checks that all ports are free. Throws {@link CannotRunException} with the first that another program holds. */
    void checkFree() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("Kafka", kafka);
        all.put("Kafka's controller", controller);
        all.put("the S3 server", s3);
        all.put("ingest-service", ingest);
        all.put("training-service", training);
        all.put("inference-service", inference);
        all.put("explain-service", explain);
        List.of(ingest, training, inference, explain)
                .forEach(service -> all.put("the management of port " + service, management(service)));
        all.forEach(Ports::checkFree);
    }

    private static void checkFree(String user, int port) {
        if (port < 1 || port > 65_535) {
            throw new CannotRunException(
                    "Port " + port + " for " + user + " does not exist; choose a --first-port from 1024 to 65525.");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new CannotRunException("Port " + port + ", which " + user
                    + " needs, is taken by another program (perhaps another run of this command);"
                    + " stop that one, or choose other ports with --first-port 19000.");
        }
    }
}
