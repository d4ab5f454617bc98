package dev.thorax.worker.backbone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.network.backbone.Backbone;
import dev.thorax.network.backbone.Backbones;
import dev.thorax.network.backbone.MobileNet;
import dev.thorax.network.backbone.PublishedFile;
import dev.thorax.testing.data.SharedData;
import dev.thorax.worker.MissingInputException;
import dev.thorax.worker.TrainingException;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BackboneFilesTest {
    /** Begin as an HDF5 file does. */
    private static final byte[] WEIGHTS = "\u0089HDF\r\n\u001a\nweights".getBytes(ISO_8859_1);

    private static final String SHA256 = Sha256.of(WEIGHTS);
    private static final String OTHER = "0".repeat(64);

    private final Map<String, byte[]> stored = new HashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private byte[] served = WEIGHTS;
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/weights.h5", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, served.length);
            exchange.getResponseBody().write(served);
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
        Path file = Files.write(folder.resolve("weights.h5"), WEIGHTS);

        assertThat(files(true).find(backbone(SHA256))).isEqualTo(new BackboneFile(file, SHA256));
        assertThat(requests).hasValue(0);
    }

    @Test
    void shouldTakeTheFileFromTheObjectStore() throws Exception {
        stored.put("small", WEIGHTS);

        assertThat(files(true).find(backbone(SHA256)).path()).hasBinaryContent(WEIGHTS);
        assertThat(requests).hasValue(0);
    }

    @Test
    void shouldDownloadOnceForAll() throws Exception {
        assertThat(files(true).find(backbone(SHA256)).path()).hasBinaryContent(WEIGHTS);
        assertThat(files(true).find(backbone(SHA256)).sha256()).isEqualTo(SHA256);

        assertThat(requests).hasValue(1);
        assertThat(stored).containsEntry("small", WEIGHTS);
    }

    @Test
    void shouldRefuseWeightsThatNobodyTrustsByTheirDigest() throws Exception {
        assertRefused("http://127.0.0.1:");
        assertThat(folder).isEmptyDirectory();
        assertThat(stored).isEmpty();

        stored.put("small", WEIGHTS);
        assertRefused("the object store (backbones/small)");
        assertThat(folder).isEmptyDirectory();

        Files.write(folder.resolve("weights.h5"), WEIGHTS);
        assertRefused("the folder " + folder);
    }

    private void assertRefused(String place) {
        assertThatThrownBy(() -> files(true).find(backbone(OTHER)))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("The weights of the backbone small from " + place)
                .hasMessageContaining("have the SHA-256 " + SHA256 + ", which is not known")
                .hasMessageEndingWith("or add the digest to thorax.training.backbone-sha256 if you trust them.");
    }

    @Test
    void shouldTrustWhatIsConfigured() throws Exception {
        Files.write(folder.resolve("weights.h5"), WEIGHTS);
        TrustedWeights configured = new TrustedWeights(Set.of(SHA256.toUpperCase(Locale.ROOT)));

        assertThat(files(false, configured).find(backbone(OTHER)).sha256()).isEqualTo(SHA256);
    }

    @Test
    void shouldNotTrustAnMd5ButCompareIt() throws Exception {
        Files.write(folder.resolve("weights.h5"), WEIGHTS);
        String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(WEIGHTS));

        assertThatThrownBy(() -> files(false).find(backbone(md5, Set.of())))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(
                        "which is not known (their MD5 is the one that Keras publishes), so they are not");
        assertThatThrownBy(() -> files(false).find(backbone("0".repeat(32), Set.of(OTHER))))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("which is not known (their MD5 is not the one that Keras publishes), so they");
    }

    @Test
    void shouldPinTheFilesThatWereChecked() {
        assertThat(pins("mobilenet-1.0"))
                .containsExactly("5430e44e48a0361b8c17423a2e6838371f2658ca16f9f2a07f61d06af31bb99b");
        assertThat(pins("mobilenet-0.75"))
                .containsExactly("84ac8ee86fc8ffc8a22dc88f271ad5e1a19603b1334be65880b1034c07dad7c9");
    }

    @Test
    void shouldPinTheFilesThatAreHere() {
        for (String name : List.of("mobilenet-1.0", "mobilenet-0.75")) {
            byte[] file = SharedData.bytes("backbones/" + Backbones.named(name).file());

            assertThat(pins(name)).containsExactly(Sha256.of(file));
        }
    }

    private static Set<String> pins(String name) {
        return Backbones.named(name).published().orElseThrow().sha256();
    }

    @Test
    void shouldWaitForAnAddressThatDoesNotAnswerOrGivesAPage() {
        served = "<html>".getBytes(UTF_8);
        assertMissing("could not be downloaded: what came is no HDF5 file; open the way to it, or put the file in");

        server.removeContext("/weights.h5");
        assertMissing("could not be downloaded: the answer was 404; open the way to it, or put the file in");
        assertThat(stored).isEmpty();
    }

    private void assertMissing(String sentence) {
        assertThatThrownBy(() -> files(true).find(backbone(SHA256)))
                .isInstanceOfSatisfying(MissingInputException.class, missing -> assertThat(missing.name())
                        .endsWith("/weights.h5"))
                .hasMessageContaining(sentence);
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
        PublishedFile still = new PublishedFile(address("/still.h5"), null, Set.of());

        assertThatThrownBy(() -> new BackboneDownload(Duration.ofSeconds(1)).fetch(still))
                .isInstanceOf(MissingInputException.class)
                .hasMessageContaining("could not be downloaded: not all of it came within 1 s; open the way to it");
        over.countDown();
    }

    @Test
    void shouldSayWhereToPutAFile() {
        assertThatThrownBy(() -> files(false).find(backbone(SHA256)))
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        "The ImageNet weights of the backbone small are not here; put weights.h5 of Keras Applications"
                                + " in the folder " + folder + " or in the object store as backbones/small,"
                                + " or ask for a training from scratch (\"fromScratch\": true).");
    }

    private BackboneFiles files(boolean download) {
        return files(download, new TrustedWeights(Set.of()));
    }

    private BackboneFiles files(boolean download, TrustedWeights trusted) {
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
        return new BackboneFiles(
                folder, store, download ? Optional.of(new BackboneDownload()) : Optional.empty(), trusted);
    }

    private Backbone backbone(String sha256) {
        return backbone(null, Set.of(sha256));
    }

    private Backbone backbone(String md5, Set<String> sha256) {
        return new Backbone(
                "small",
                "weights.h5",
                MobileNet.create(0.25).nodes(),
                Optional.of(new PublishedFile(address("/weights.h5"), md5, sha256)));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
