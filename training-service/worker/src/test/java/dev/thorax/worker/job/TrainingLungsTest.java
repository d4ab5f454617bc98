package dev.thorax.worker.job;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.dataset.WithoutLungs;
import dev.thorax.worker.lungs.FetchedLungs;
import dev.thorax.worker.snapshot.FrozenLungs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TrainingLungsTest {
    private static final byte[] MODEL = {1, 2, 3};
    private static final Dataset DATASET = new Dataset(
            "d",
            List.of("A"),
            new InputSpec(1, 1, Interpolation.AREA),
            List.of(
                    new LabelledScan("s0", "ada", 0, ""),
                    new LabelledScan("s1", "ada", 0, ""),
                    new LabelledScan("s2", "grace", 0, ""),
                    new LabelledScan("s3", "mary", 0, "")),
            ScanPixels.of(List.of(new byte[1])));

    /** The ids of a snapshot may name scans that have left the data set. */
    @Test
    void shouldNameThePatientsOfTheScansThatTheFinderLearnedFrom() {
        assertThat(TrainingLungs.learnedFrom(fetched("s1", "s3", "gone"), DATASET))
                .containsExactlyInAnyOrder("ada", "mary");
        assertThat(TrainingLungs.learnedFrom(fetched(), DATASET)).isEmpty();
    }

    @Test
    void shouldKeepTheFirstSplitsWithTheirScansWithoutLungs() {
        WithoutLungs some = new WithoutLungs(List.of(DATASET.scans().get(3)), List.of(), List.of());
        TrainingLungs lungs =
                new TrainingLungs(fetched(), DATASET, List.of(split(0), split(1)), List.of(some, WithoutLungs.NONE));

        TrainingLungs first = lungs.first(1);

        assertThat(first.splits()).singleElement().extracting(Split::test).isEqualTo(new int[] {0});
        assertThat(first.without()).containsExactly(some);
        assertThat(first.all()).isSameAs(DATASET);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> lungs.first(3));
    }

    @Test
    void shouldNotChangeWithTheListsThatItWasMadeOf() {
        List<Split> splits = new ArrayList<>(List.of(split(0)));
        TrainingLungs lungs = new TrainingLungs(fetched(), DATASET, splits, List.of(WithoutLungs.NONE));
        splits.clear();

        assertThat(lungs.splits()).hasSize(1);
    }

    private static Split split(int tested) {
        return new Split(new int[] {2, 3}, new int[0], new int[] {tested});
    }

    private static FetchedLungs fetched(String... learned) {
        return new FetchedLungs(
                new FrozenLungs(
                        "lungs", "l-1", Sha256.of(MODEL), new InputSpec(64, 64, Interpolation.AREA), List.of(learned)),
                MODEL);
    }
}
