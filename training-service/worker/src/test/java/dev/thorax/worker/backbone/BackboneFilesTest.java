package dev.thorax.worker.backbone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.network.backbone.Backbone;
import dev.thorax.network.backbone.MobileNet;
import dev.thorax.network.backbone.PublishedFile;
import dev.thorax.worker.TrainingException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BackboneFilesTest {
    /** Of the bytes "weights". */
    private static final String MD5 = "63f4f1e9b725370f459720575cd5f953";

    private final Map<String, byte[]> stored = new HashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/weights.h5", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, 7);
            exchange.getResponseBody().write("weights".getBytes(UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldTakeTheFileThatAnOperatorPutThere() throws Exception {
        Path file = Files.writeString(folder.resolve("weights.h5"), "mine");

        assertThat(files(true).find(backbone(MD5))).isEqualTo(file).hasContent("mine");
        assertThat(requests).hasValue(0);
    }

    @Test
    void shouldTakeTheFileFromTheObjectStore() throws Exception {
        stored.put("small", "stored".getBytes(UTF_8));

        assertThat(files(true).find(backbone(MD5))).hasContent("stored");
        assertThat(requests).hasValue(0);
    }

    @Test
    void shouldDownloadOnceForAll() throws Exception {
        assertThat(files(true).find(backbone(MD5))).hasContent("weights");
        assertThat(files(true).find(backbone(MD5))).hasContent("weights");

        assertThat(requests).hasValue(1);
        assertThat(stored.get("small")).asString().isEqualTo("weights");
    }

    @Test
    void shouldKeepNothingOfADownloadThatIsNotWhatWasPublished() {
        assertThatThrownBy(() -> files(true).find(backbone("0".repeat(32))))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("could not be downloaded: its MD5 is " + MD5 + " and not 000");
        assertThat(folder).isEmptyDirectory();
        assertThat(stored).isEmpty();
    }

    @Test
    void shouldKeepNoPageForWeightsThatHaveNoChecksum() {
        assertThatThrownBy(() -> files(true).find(backbone(null)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("could not be downloaded: what came is no HDF5 file");
        assertThat(stored).isEmpty();
    }

    @Test
    void shouldSayThatTheAddressDoesNotAnswer() {
        server.removeContext("/weights.h5");

        assertThatThrownBy(() -> files(true).find(backbone(MD5)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("could not be downloaded: the answer was 404; try again, or put the file in");
    }

    @Test
    void shouldGiveUpADownloadThatStandsStill() {
        CountDownLatch over = new CountDownLatch(1);
        server.createContext("/still.h5", exchange -> {
            exchange.sendResponseHeaders(200, 7);
            exchange.getResponseBody().write('w');
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        PublishedFile still = new PublishedFile(address("/still.h5"), MD5);

        assertThatThrownBy(() -> new BackboneDownload(Duration.ofSeconds(1)).fetch(still))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("could not be downloaded: not all of it came within 1 s; try again, or put");
        over.countDown();
    }

    @Test
    void shouldSayWhereToPutAFile() {
        assertThatThrownBy(() -> files(false).find(backbone(MD5)))
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        "The ImageNet weights of the backbone small are not here; put weights.h5 of Keras Applications"
                                + " in the folder " + folder + " or in the object store as backbones/small,"
                                + " or ask for a training from scratch (\"fromScratch\": true).");
    }

    private BackboneFiles files(boolean download) {
        BackboneStore store = new BackboneStore() {
            @Override
            public boolean get(String name, Path target) {
                byte[] bytes = stored.get(name);
                if (bytes == null) {
                    return false;
                }
                try {
                    Files.write(target, bytes);
                    return true;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void put(String name, byte[] bytes) {
                stored.put(name, bytes);
            }
        };
        return new BackboneFiles(folder, store, download ? Optional.of(new BackboneDownload()) : Optional.empty());
    }

    private Backbone backbone(String md5) {
        return new Backbone(
                "small",
                "weights.h5",
                MobileNet.create(0.25).nodes(),
                Optional.of(new PublishedFile(address("/weights.h5"), md5)));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
