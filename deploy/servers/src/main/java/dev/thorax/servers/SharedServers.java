package dev.thorax.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds the broker and the S3 server that all tests of one JVM share. Each starts once and ends with the JVM. */
final class SharedServers {
    private static SharedServers running;

    private final KafkaBroker kafka;
    private final S3Server s3;

    private SharedServers(KafkaBroker kafka, S3Server s3) {
        this.kafka = kafka;
        this.s3 = s3;
    }

    /** Returns running servers, and starts those that do not run. */
    static synchronized SharedServers get() {
        if (running == null) {
            running = start(temporaryFolder());
        }
        running.revive();
        return running;
    }

    /** Starts a broker and an S3 server with their data in {@code folder}. */
    static SharedServers start(Path folder) {
        int port = FreePorts.firstOf(3);
        return new SharedServers(
                KafkaBroker.start(
                        folder.resolve("kafka"),
                        BrokerPorts.of(port, port + 1),
                        name -> "only-for-tests-" + name,
                        BrokerTransport.CLEAR),
                S3Server.start(folder.resolve("s3"), port + 2, "thorax-test", "thorax-test-secret"));
    }

    KafkaBroker kafka() {
        return kafka;
    }

    S3Server s3() {
        return s3;
    }

    void stop() {
        kafka.close();
        s3.close();
    }

    private void revive() {
        if (!kafka.jvm().isAlive()) {
            kafka.start();
        }
        if (!s3.jvm().isAlive()) {
            s3.start();
        }
    }

    private static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("thorax-servers");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder), "servers-end"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void end(Path folder) {
        if (running != null) {
            running.stop();
        }
        EmptyFolder.delete(folder);
    }
}
