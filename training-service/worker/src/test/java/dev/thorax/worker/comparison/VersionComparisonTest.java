package dev.thorax.worker.comparison;

import java.nio.file.Path;
import java.time.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.ComparisonResult;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.comparison.ThresholdVersions.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class VersionComparisonTest {
    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final ThresholdVersions versions = new ThresholdVersions(store);

    @Test
    void shouldDeclineAVersionThatIsWorse() {
        versions.store("v-serving", 110, Kind.USUAL);
        versions.store("v-worse", 10, Kind.USUAL.withClasses("DARK", "BRIGHT"));

        ComparisonResult result = compare("v-worse", "v-serving", 5);

        assertThat(result.basis()).isNull();
        assertThat(result.reason())
                .startsWith(
                        "Version v-worse of threshold does not beat version v-serving of threshold in production: balanced"
                                + " accuracy 0.500 against 1.000 on the same 24 scans of 12 patients")
                .contains("(difference -0.500, 95 % interval -0.500 to -0.500), so it is not promoted; ");
    }

    /** One that calls all scans DARK is right about twelve of fourteen. */
    @Test
    void shouldLetARareClassCountAsMuchAsACommonOne() {
        versions.store("v-serving", 10, Kind.USUAL);
        versions.store("v-dark", 250, Kind.USUAL);
        for (int patient = 1; patient < 6; patient++) {
            store.delete(StorageKeys.image("bright-" + patient + "-0"));
            store.delete(StorageKeys.image("bright-" + patient + "-1"));
        }

        ComparisonResult result = compare("v-dark", "v-serving", 1);

        assertThat(result.basis()).isNull();
        assertThat(result.reason())
                .contains("balanced accuracy 0.500 against 0.500 on the same 14 scans of 7 patients");
    }

    @Test
    void shouldNeedOnePatientOfEachClassWhateverItIsTold() {
        versions.store("v-serving", 110, Kind.USUAL);
        versions.store("v-untested", 110, Kind.USUAL.testedOn(0, 0));

        assertThat(compare("v-untested", "v-serving", 0).reason())
                .startsWith("Version v-untested of threshold cannot be compared with version v-serving of threshold in"
                        + " production and is not promoted, because ")
                .contains("0 are of class BRIGHT, and at least 1 of each class are needed");
    }

    @Test
    void shouldNotCompareWithAVersionThatDoesNotSayWhatItLearnedFrom() {
        versions.store("v-silent", 10, Kind.USUAL.testedOn(0, ThresholdVersions.PATIENTS));
        versions.store("v-new", 110, Kind.USUAL);

        assertThat(compare("v-new", "v-silent", 1).reason())
                .contains("the manifest of the latter does not say what it was trained on");
    }

    @Test
    void shouldCountOnlyPatientsWhosePicturesCanBeRead() {
        versions.store("v-serving", 10, Kind.USUAL);
        versions.store("v-new", 110, Kind.USUAL);
        store.delete(StorageKeys.image("dark-2-0"));

        assertThat(compare("v-new", "v-serving", 6).basis()).isEqualTo(Basis.COMPARISON);

        store.delete(StorageKeys.image("dark-2-1"));

        assertThat(compare("v-new", "v-serving", 6))
                .returns(null, ComparisonResult::basis)
                .extracting(ComparisonResult::reason)
                .asString()
                .contains("whose scans can be read, 5 are of class DARK, and at least 6 of each class are needed");
    }

    @Test
    void shouldDeclineIfNoPictureCanBeRead() {
        versions.store("v-serving", 10, Kind.USUAL);
        versions.store("v-new", 110, Kind.USUAL);
        for (int patient = 0; patient < ThresholdVersions.PATIENTS; patient++) {
            for (int scan = 0; scan < 2; scan++) {
                store.delete(StorageKeys.image("dark-" + patient + "-" + scan));
                store.put(StorageKeys.image("bright-" + patient + "-" + scan), new byte[] {1}, "image/png");
            }
        }

        ComparisonResult result = compare("v-new", "v-serving", 1);

        assertThat(result.basis()).isNull();
        assertThat(result.reason()).contains("0 are of class BRIGHT, and at least 1 of each class are needed");
    }

    private ComparisonResult compare(String challenger, String serving, int minPatients) {
        OpenedVersions opened =
                new OpenedVersions(store, TestBundles.KEYS.trusted(), new OnnxSessions(1), folder.resolve("models"));
        try (OpenedVersion first = opened.open(ThresholdVersions.MODEL, challenger);
                OpenedVersion second = opened.open(ThresholdVersions.MODEL, serving)) {
            return new VersionComparison(store, minPatients).between(first, second);
        }
    }
}
