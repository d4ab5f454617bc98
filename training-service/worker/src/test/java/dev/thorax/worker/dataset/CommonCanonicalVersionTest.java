package dev.thorax.worker.dataset;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.worker.TrainingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommonCanonicalVersionTest {
    @ParameterizedTest
    @CsvSource({"1-3,2-5,3", "2-5,1-3,3", "1-1,1-9,1", "4-4,4-4,4", "1-9,9-12,9", "2-3,3-3,3"})
    void shouldBeTheLatestThatGivesEveryImage(String first, String second, int common) {
        assertThat(of(scan("a", versions(first)), scan("b", versions(second)))).isEqualTo(common);
    }

    @Test
    void shouldBeTheFirstForNoScans() {
        assertThat(CommonCanonicalVersion.of("hospital", List.of())).isEqualTo(1);
    }

    @Test
    void shouldTakeAnImageOfUnknownVersionForTheFirst() {
        LabelledScan withoutMetadata = new LabelledScan("a", "p", 0, "00");
        LabelledScan withoutVersions = scan("b", null);

        assertThat(CommonCanonicalVersion.versions(withoutMetadata)).isEqualTo(CanonicalVersions.UNRECORDED);
        assertThat(of(withoutMetadata, withoutVersions, scan("c", versions("1-2"))))
                .isEqualTo(1);
    }

    @Test
    void shouldNameOneScanOfEachVersionIfThereIsNoneInCommon() {
        assertThatThrownBy(() ->
                        of(scan("middle", versions("1-4")), scan("old", versions("1-2")), scan("new", versions("3-4"))))
                .isInstanceOf(TrainingException.class)
                .hasMessage("Data set hospital mixes canonical images of different versions: that of scan old is of"
                        + " version 1 to 2 and that of scan new of version 3 to 4; make the canonical images anew"
                        + " (docs/operations.md) and take out the scans that are refused.");
    }

    @Test
    void shouldRefuseAScanOfUnknownVersionBesideALaterOneInAnyOrder() {
        LabelledScan unknown = new LabelledScan("unknown", "p", 0, "00");
        LabelledScan later = scan("later", versions("2-2"));

        for (LabelledScan[] scans : new LabelledScan[][] {{unknown, later}, {later, unknown}}) {
            assertThatThrownBy(() -> of(scans))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("scan unknown is of version 1 and that of scan later of version 2;");
        }
    }

    private static int of(LabelledScan... scans) {
        return CommonCanonicalVersion.of("hospital", Arrays.asList(scans));
    }

    private static LabelledScan scan(String id, CanonicalVersions versions) {
        return new LabelledScan(id, "patient", 0, "00", new ScanMetadata("image/png", 9, 8, 8, versions, null, null));
    }

    private static CanonicalVersions versions(String range) {
        String[] ends = range.split("-");
        return new CanonicalVersions(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    }
}
