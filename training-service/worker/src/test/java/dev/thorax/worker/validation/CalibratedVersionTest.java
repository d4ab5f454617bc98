package dev.thorax.worker.validation;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.report.ClassSets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class CalibratedVersionTest {
    private static final String NEW = "v-calibrated";
    private static final byte[] PAGE =
            """
            <h1>Validation</h1>
            <figure class="case"><img src="data:image/jpeg;base64,AQID"><code>s-1</code></figure>
            """
                    .getBytes(UTF_8);

    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());

    @Test
    void shouldDifferFromTheOtherVersionInItsSetsAndItsReportOnly() {
        TestBundles.storeWithLungs(store, "v-1", 1);
        Manifest before = manifest("v-1");

        CalibratedVersion.write(store, bundle("v-1"), sets(0.9), PAGE);

        Manifest written = manifest(NEW);
        assertThat(written)
                .returns(NEW, Manifest::version)
                .returns("v-1", Manifest::trainedVersion)
                .returns(sets(0.9).sets(), Manifest::conformal)
                .returns(before.lungs(), Manifest::lungs)
                .returns(before.classes(), Manifest::classes)
                .returns(before.input(), Manifest::input)
                .returns(before.trainedAt(), Manifest::trainedAt);
        for (String file : List.of(Manifest.MODEL, Manifest.GRADCAM, Manifest.LUNGS)) {
            assertThat(file(NEW, file)).as(file).isEqualTo(file("v-1", file));
        }
        assertThat(new String(file(NEW, "report.html"), UTF_8))
                .contains("<h1>Validation</h1>", "src=\"scan:s-1/0\"")
                .doesNotContain("base64");
        assertThat(store.get(StorageKeys.reportPicture("s-1", TestBundles.MODEL, NEW, 0)))
                .containsExactly(1, 2, 3);
        assertThat(manifest("v-1")).isEqualTo(before);
    }

    @Test
    void shouldNameTheDigestOfEachFileThatItHas() {
        TestBundles.store(store, "v-1", 1);

        CalibratedVersion.write(store, bundle("v-1"), sets(0.9), PAGE);

        Map<String, String> digests = manifest(NEW).files();
        assertThat(digests).containsOnlyKeys(Manifest.MODEL, Manifest.GRADCAM, "report.html");
        digests.forEach((name, digest) ->
                assertThat(Sha256.of(file(NEW, name))).as(name).isEqualTo(digest));
    }

    /** Another worker may have written it, and a person may have promoted that one. */
    @Test
    void shouldLeaveAVersionThatWasWrittenBefore() {
        TestBundles.store(store, "v-1", 1);
        CalibratedVersion.write(store, bundle("v-1"), sets(0.9), PAGE);
        byte[] first = file(NEW, Manifest.MANIFEST);

        CalibratedVersion.write(store, bundle("v-1"), sets(0.8), "<h1>Another page</h1>".getBytes(UTF_8));

        assertThat(file(NEW, Manifest.MANIFEST)).isEqualTo(first);
        assertThat(new String(file(NEW, "report.html"), UTF_8)).contains("<h1>Validation</h1>");
    }

    private ModelBundle bundle(String version) {
        return ModelBundle.fetch(
                store, TestBundles.KEYS.trusted(), TestBundles.MODEL, version, folder.resolve("models"));
    }

    private Manifest manifest(String version) {
        return Json.read(file(version, Manifest.MANIFEST), Manifest.class);
    }

    private byte[] file(String version, String name) {
        return store.get(StorageKeys.bundleFile(TestBundles.MODEL, version, name));
    }

    private static ClassSets sets(double coverage) {
        return new ClassSets(
                new ConformalSets(
                        coverage,
                        Map.of("COVID-19", 0.2, "NORMAL", 0.3, "PNEUMONIA", 0.1),
                        Map.of("COVID-19", 40, "NORMAL", 50, "PNEUMONIA", 60),
                        new ConformalSets.Site("v-1", "st-anna", List.of("North"), "cd".repeat(32))),
                null,
                NEW);
    }
}
