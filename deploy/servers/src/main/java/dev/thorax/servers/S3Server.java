package dev.thorax.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import dev.thorax.storage.S3ObjectStore;
import dev.thorax.storage.S3Settings;

/** Runs S3Proxy, an S3 API over a folder that listens on the loopback address only. */
public final class S3Server implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(10);

    private final Path folder;
    private final int port;
    private final String accessKey;
    private final String secretKey;
    private volatile ChildJvm jvm;

    private S3Server(Path folder, int port, String accessKey, String secretKey) {
        this.folder = folder;
        this.port = port;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /** Starts a server over {@code folder}, which also serves what is there from an earlier run. */
    public static S3Server start(Path folder, int port, String accessKey, String secretKey) {
        S3Server server = new S3Server(folder, port, accessKey, secretKey);
        server.start();
        return server;
    }

    /** Starts it again after {@link #stop} on the same port with the same data. */
    public void start() {
        Path config = folder.resolve("s3proxy.conf");
        try {
            Files.createDirectories(folder.resolve("data"));
            Files.deleteIfExists(config);
            Files.createFile(
                    config, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var out = Files.newOutputStream(config)) {
                properties().store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        jvm = ChildJvm.start(
                "S3Proxy",
                folder.resolve("s3proxy.log"),
                ClassArchive.of(ServerHome.path().resolve("s3proxy.jar")),
                List.of(
                        "-Xmx256m",
                        "-Xms32m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:MaxDirectMemorySize=64m",
                        "-DLOG_LEVEL=warn",
                        "-Djava.io.tmpdir=" + EmptyFolder.emptied(folder.resolve("tmp")),
                        "-jar",
                        ServerHome.path().resolve("s3proxy.jar").toString(),
                        "--properties",
                        config.toString()),
                Map.of());
        jvm.awaitReady(this::answers, START);
    }

    /** Returns the address of the S3 API. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Returns the settings of a client of {@code bucket}. */
    public S3Settings settings(String bucket) {
        return new S3Settings(endpoint(), "us-east-1", accessKey, secretKey, bucket);
    }

    /** Creates a bucket if it does not exist. */
    public void createBucket(String bucket) {
        try (S3ObjectStore store = new S3ObjectStore(settings(bucket))) {
            store.createBucket();
        }
    }

    public String accessKey() {
        return accessKey;
    }

    public String secretKey() {
        return secretKey;
    }

    /** Ends it by SIGTERM. */
    public void stop() {
        jvm.close();
    }

    public ChildJvm jvm() {
        return jvm;
    }

    @Override
    public void close() {
        stop();
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "s3proxy.endpoint",
                endpoint().toString(),
                "s3proxy.authorization",
                "aws-v2-or-v4",
                "s3proxy.identity",
                accessKey,
                "s3proxy.credential",
                secretKey,
                "s3proxy.v4-max-non-chunked-request-size",
                "67108864",
                "jclouds.provider",
                "filesystem-nio2",
                "jclouds.filesystem.basedir",
                folder.resolve("data").toAbsolutePath().toString()));
        return properties;
    }

    private boolean answers() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) endpoint().toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(2000);
            return connection.getResponseCode() > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
