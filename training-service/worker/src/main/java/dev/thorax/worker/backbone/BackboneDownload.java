package dev.thorax.worker.backbone;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.thorax.network.backbone.PublishedFile;
import dev.thorax.worker.MissingInputException;

/** Fetches a published file. */
public final class BackboneDownload {
    /** The first bytes of an HDF5 file (HDF5 File Format Specification 3.0, II.A). */
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private static final int LONGEST = 1 << 29;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Duration patience;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** Allows half an hour for a file. */
    public BackboneDownload() {
        this(Duration.ofMinutes(30));
    }

    BackboneDownload(Duration patience) {
        this.patience = patience;
    }

    /**
     * Returns the bytes at the address.
     *
     * @throws MissingInputException if they cannot be had now
     */
    byte[] fetch(PublishedFile published) throws InterruptedException {
        try {
            HttpResponse<InputStream> response = client.send(
                    HttpRequest.newBuilder(published.address()).timeout(TIMEOUT).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw failure(published, "the answer was " + response.statusCode());
                }
                return checked(published, readAll(body));
            }
        } catch (IOException e) {
            throw failure(published, String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            throw failure(published, "not all of it came within " + patience.toSeconds() + " s");
        }
    }

    /** The client's own timeout ends where the body begins. */
    private byte[] readAll(InputStream body) throws IOException, TimeoutException, InterruptedException {
        FutureTask<byte[]> reading = new FutureTask<>(() -> body.readNBytes(LONGEST));
        Thread reader = new Thread(reading, "download");
        reader.setDaemon(true);
        reader.start();
        try {
            return reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    private static byte[] checked(PublishedFile published, byte[] bytes) {
        if (!Arrays.equals(SIGNATURE, Arrays.copyOf(bytes, SIGNATURE.length))) {
            throw failure(published, "what came is no HDF5 file");
        }
        return bytes;
    }

    private static MissingInputException failure(PublishedFile published, String reason) {
        return new MissingInputException(
                published.address().toString(),
                "The weights file " + published.address() + " could not be downloaded: " + reason
                        + "; open the way to it, or put the file in the folder of backbones.");
    }
}
