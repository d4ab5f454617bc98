package dev.thorax.training.catalog;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ReportPictures.Reference;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ReportRewriteTest {
    private static final String REPORT = "<html>" + figure("stored") + figure("gone") + "</html>";
    private static final String KEY = StorageKeys.bundleFile("m", "v1", ReportReader.PAGE);

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final ReportRewrite rewrite = new ReportRewrite(store, new ModelCatalog(store), Clock.systemUTC());

    @BeforeEach
    void storeAReportOfAnEarlierRelease() {
        byte[] manifest = Json.write(new Manifest(
                "m",
                "v1",
                List.of("A", "B"),
                new InputSpec(8, 8, InputSpec.Interpolation.AREA),
                Map.of(),
                "none",
                1,
                Instant.EPOCH,
                new Manifest.Data("d", "0".repeat(64), Map.of(), Map.of()),
                Map.of(),
                Map.of(ReportReader.PAGE, Sha256.of(REPORT))));
        store.put(StorageKeys.bundleFile("m", "v1", Manifest.MANIFEST), manifest, "application/json");
        store.put(KEY, REPORT.getBytes(UTF_8), "text/html");
        store.put(StorageKeys.image("stored"), new byte[1], "image/png");
    }

    @Test
    void shouldMoveThePicturesToTheirScansAndNoteBothDigests() {
        byte[] manifest = store.get(StorageKeys.bundleFile("m", "v1", Manifest.MANIFEST));

        rewrite.rewrite();

        assertThat(text(KEY)).doesNotContain("image/jpeg");
        assertThat(store.get(new Reference("stored", 1).key("m", "v1"))).isNotEmpty();
        assertThat(store.list("scans/gone/")).isEmpty();
        assertThat(store.get(StorageKeys.bundleFile("m", "v1", Manifest.MANIFEST)))
                .isEqualTo(manifest);
        assertThat(text(StorageKeys.bundleFile("m", "v1", "report-pictures.json")))
                .contains(Sha256.of(REPORT), Sha256.of(store.get(KEY)));
        assertThat(read()).contains(figure("stored")).contains("data:image/svg");
    }

    @Test
    void shouldShowNothingOfAScanThatIsErasedAfterwards() {
        rewrite.rewrite();

        store.list("scans/stored/").forEach(store::delete);

        assertThat(read()).doesNotContain("image/jpeg");
    }

    @Test
    void shouldKeepNoPictureOfAnErasedScan() {
        store.put(StorageKeys.claim("stored"), Json.write(new ErasedScan(Instant.EPOCH)), "application/json");

        rewrite.rewrite();

        assertThat(store.list("scans/stored/reports/")).isEmpty();
    }

    @Test
    void shouldDoItOnce() {
        rewrite.rewrite();
        store.put(KEY, REPORT.getBytes(UTF_8), "text/html");

        rewrite.rewrite();

        assertThat(text(KEY)).isEqualTo(REPORT);
    }

    private String read() {
        return new String(new ReportReader(store).read("m", "v1"), UTF_8);
    }

    private String text(String key) {
        return new String(store.get(key), UTF_8);
    }

    private static String figure(String scanId) {
        return "<figure class=\"case\"><img src=\"data:image/jpeg;base64,AAAA\"><img"
                + " src=\"data:image/jpeg;base64,BBBB\"><code>" + scanId + "</code></figure>";
    }
}
