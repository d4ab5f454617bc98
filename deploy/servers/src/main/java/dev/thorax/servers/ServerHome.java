package dev.thorax.servers;

import java.nio.file.Files;
import java.nio.file.Path;

/** Locates the jars of the broker and the S3 server, as deploy/server-jars lays them out. */
public final class ServerHome {
    private ServerHome() {}

    /** Returns the folder that the system property {@code thorax.embedded.home} names. */
    public static Path path() {
        String home = System.getProperty("thorax.embedded.home");
        if (home == null || !Files.isDirectory(Path.of(home))) {
            throw new StartFailedException("The jars of the Kafka broker are not in " + home
                    + "; build them with: mvn -pl deploy/server-jars package.");
        }
        return Path.of(home);
    }
}
