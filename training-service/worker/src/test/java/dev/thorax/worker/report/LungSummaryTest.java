package dev.thorax.worker.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.imaging.mask.SquareBox;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.dataset.SeenLungs;
import dev.thorax.worker.dataset.SeenScans;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.report.LungSummary.SourcePatients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LungSummaryTest {
    private static final LungSummary.Finder FINDER =
            new LungSummary.Finder("lungs", "t-7", "ab".repeat(32), List.of("s0", "s1", "s12"));
    private static final Split SPLIT = new Split(
            IntStream.range(0, 12).toArray(),
            new int[] {12, 13, 14},
            IntStream.range(15, 20).toArray());

    @Test
    void shouldCountScansWithoutLungsAndPatientsOfTheLungFinderByClassAndSource() {
        Dataset all = dataset(3, 12, 15, 17);
        SeenScans seen = SeenScans.of(all, List.of(SPLIT));

        LungSummary summary = LungSummary.of(FINDER, all, seen.dataset(), 3, seen.without());

        assertThat(summary.all()).isEqualTo(new LungCount("all", 20, 4));
        assertThat(summary.heldOut()).isEqualTo(new LungCount("held out", 5, 2));
        assertThat(summary.byClass()).containsExactly(new LungCount("A", 10, 1), new LungCount("B", 10, 3));
        assertThat(summary.bySource())
                .containsExactly(
                        new LungCount("st-anna", 10, 1), new LungCount("st-beda", 5, 1), new LungCount(null, 5, 2));
        assertThat(summary.learnedScans()).isEqualTo(3);
        assertThat(summary.learnedBySource())
                .containsExactly(new SourcePatients("st-anna", 2), new SourcePatients("st-beda", 1));
        assertThat(summary.withoutLungs()).containsExactly("s3", "s12", "s15", "s17");
        assertThat(summary.differs()).isTrue();
    }

    @Test
    void shouldShowNoNetworkAScanWithoutLungs() {
        Dataset all = dataset(3, 12, 15, 17);

        SeenScans seen = SeenScans.of(all, List.of(SPLIT));

        assertThat(seen.dataset().scans()).extracting(LabelledScan::scanId).doesNotContain("s3", "s12", "s15", "s17");
        Split split = seen.splits().get(0);
        assertThat(split.scanIds(seen.dataset()).get("test")).containsExactly("s16", "s18", "s19");
        assertThat(split.training()).hasSize(11);
        for (int i = 0; i < seen.dataset().scans().size(); i++) {
            assertThat("s" + seen.dataset().pixels().get(i)[0])
                    .isEqualTo(seen.dataset().scans().get(i).scanId());
        }
        assertThat(seen.without().get(0).training())
                .extracting(LabelledScan::scanId)
                .containsExactly("s3");
        assertThat(seen.without().get(0).test())
                .extracting(LabelledScan::scanId)
                .containsExactly("s15", "s17");
    }

    @Test
    void shouldRefuseAClassOrATestPartThatIsLostWithTheScansWithoutLungs() {
        assertThatThrownBy(() -> SeenScans.of(dataset(13), List.of(SPLIT)))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("Class B of data set d has too few scans in which the lung finder finds lungs");
        assertThatThrownBy(() -> SeenScans.of(dataset(15, 16, 17, 18, 19), List.of(SPLIT)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("nothing can be scored");
    }

    /** Twenty scans, each of a patient of its own and with its number as its only pixel. */
    private static Dataset dataset(int... blank) {
        List<LabelledScan> scans = new ArrayList<>();
        List<byte[]> pixels = new ArrayList<>();
        List<SeenLungs> lungs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            ScanMetadata metadata = new ScanMetadata("image/png", 9, 8, 8);
            scans.add(new LabelledScan(
                    "s" + i,
                    "p" + i,
                    i % 2,
                    "",
                    i < 10 ? metadata.withSource("st-anna") : i < 15 ? metadata.withSource("st-beda") : metadata));
            pixels.add(new byte[] {(byte) i});
            boolean missed = IntStream.of(blank).anyMatch(scan -> scan == number);
            lungs.add(missed ? null : new SeenLungs(new SquareBox(0, 0, 8), 8, 8));
        }
        return new Dataset(
                "d",
                List.of("A", "B"),
                new InputSpec(1, 1, InputSpec.Interpolation.AREA, InputSpec.Fit.LUNGS),
                scans,
                ScanPixels.of(pixels),
                lungs);
    }
}
