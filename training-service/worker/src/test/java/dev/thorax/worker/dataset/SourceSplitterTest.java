package dev.thorax.worker.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.worker.TrainingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SourceSplitterTest {
    @Test
    void shouldTestNoPatientWhoIsForTrainingOnlyAndNoSourceOfOnlySuchPatients() {
        Dataset dataset = dataset(120, i -> "p" + i, i -> "s" + i / 30, i -> i % 2);
        Set<String> known = IntStream.range(20, 60).mapToObj(i -> "p" + i).collect(Collectors.toSet());

        List<Split> folds = SourceSplitter.splits(dataset, 3, known, 1);

        assertThat(folds).hasSize(3).allSatisfy(fold -> {
            assertThat(fold.test()).isNotEmpty();
            assertThat(values(dataset, fold.test(), LabelledScan::patient)).doesNotContainAnyElementsOf(known);
            // All of the source s1 are for training only.
            assertThat(values(dataset, fold.training(), LabelledScan::source)).contains("s1");
        });
        assertThat(folds).anySatisfy(fold -> {
            assertThat(values(dataset, fold.test(), LabelledScan::source)).containsExactly("s0");
            assertThat(fold.test()).hasSize(20);
            int[] rest = IntStream.concat(Arrays.stream(fold.training()), Arrays.stream(fold.validation()))
                    .toArray();
            assertThat(values(dataset, rest, LabelledScan::source)).doesNotContain("s0");
        });
        assertThatThrownBy(() -> SourceSplitter.splits(dataset, 4, known, 1))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(
                        "has 3 sources that share no patient and have patients from whom the lung finder");
    }

    @Property(tries = 100)
    void shouldTestEveryScanOnceAndKeepSourcesAndPatientsApartInEachFold(
            @ForAll long seed,
            @ForAll @IntRange(min = 120, max = 300) int scans,
            @ForAll @IntRange(min = 2, max = 5) int k) {
        Random random = new Random(seed);
        Dataset dataset = dataset(scans, i -> "p" + i / 2, i -> "s" + random.nextInt(12), i -> random.nextInt(2));
        // Patients who were at two sources join these, so that as many as one source may be left.
        Dataset apart = dataset(
                scans, i -> "p" + i / 2, i -> dataset.scans().get(i / 2 * 2).source(), i -> label(dataset, i));

        List<Split> folds = SourceSplitter.splits(apart, k, seed);

        assertThat(folds).hasSize(k);
        assertThat(folds.stream()
                        .flatMapToInt(fold -> Arrays.stream(fold.test()))
                        .sorted())
                .containsExactlyElementsOf(IntStream.range(0, scans).boxed().toList());
        for (Split fold : folds) {
            assertThat(fold.test()).isNotEmpty();
            int[] rest = IntStream.concat(Arrays.stream(fold.training()), Arrays.stream(fold.validation()))
                    .toArray();
            assertThat(values(apart, fold.test(), LabelledScan::source))
                    .doesNotContainAnyElementsOf(values(apart, rest, LabelledScan::source));
            assertThat(values(apart, fold.test(), LabelledScan::patient))
                    .doesNotContainAnyElementsOf(values(apart, rest, LabelledScan::patient));
            assertThat(values(apart, fold.training(), LabelledScan::patient))
                    .doesNotContainAnyElementsOf(values(apart, fold.validation(), LabelledScan::patient));
            assertThat(rest).hasSize(scans - fold.test().length);
        }
        assertThat(SourceSplitter.splits(apart, k, seed).get(0).test())
                .isEqualTo(folds.get(0).test());
    }

    @Test
    void shouldLeaveOutEachSourceOnceIfThereAreAsManyFolds() {
        Dataset dataset = dataset(100, i -> "p" + i, i -> i < 70 ? "large" : i < 90 ? "mid" : "small", i -> i % 2);

        List<Split> folds = SourceSplitter.splits(dataset, 3, 1);

        assertThat(folds.stream().map(fold -> values(dataset, fold.test(), LabelledScan::source)))
                .containsExactlyInAnyOrder(Set.of("large"), Set.of("mid"), Set.of("small"));
    }

    @Test
    void shouldGiveFoldsOfEqualSizeIfTheSourcesAllowIt() {
        Dataset dataset = dataset(200, i -> "p" + i, i -> "s" + i / 10, i -> i % 2);

        assertThat(SourceSplitter.splits(dataset, 4, 1))
                .extracting(fold -> fold.test().length)
                .containsOnly(50);
    }

    @Test
    void shouldHoldOutAFifthIfOneSplitIsAskedFor() {
        Dataset many = dataset(200, i -> "p" + i, i -> "s" + i / 10, i -> i % 2);
        Dataset uneven = dataset(200, i -> "p" + i, i -> i < 150 ? "large" : i < 195 ? "mid" : "small", i -> i % 2);

        assertThat(SourceSplitter.splits(many, null, 1)).singleElement().satisfies(split -> assertThat(split.test())
                .hasSize(40));
        assertThat(SourceSplitter.splits(uneven, null, 1)).singleElement().satisfies(split -> assertThat(
                        values(uneven, split.test(), LabelledScan::source))
                .containsExactly("mid"));
    }

    @Test
    void shouldHoldOutTogetherWhatSharesAPatientAndWhatHasNoSource() {
        Dataset dataset = dataset(
                120,
                i -> i == 0 || i == 50 ? "both" : "p" + i,
                i -> i < 40 ? "one" : i < 60 ? "two" : i < 90 ? null : "four",
                i -> i % 2);

        List<Split> folds = SourceSplitter.splits(dataset, 3, 1);

        assertThat(folds.stream().map(fold -> fold.test().length)).containsExactlyInAnyOrder(60, 30, 30);
        assertThatThrownBy(() -> SourceSplitter.splits(dataset, 4, 1))
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        "Data set d has 3 sources that share no patient, but to hold out sources a training needs at least"
                                + " 4: ask for at most 3 folds, or hold out patients.");
    }

    @Test
    void shouldSayThatThereIsNothingToHoldOut() {
        assertThatThrownBy(() -> SourceSplitter.splits(dataset(40, i -> "p" + i, i -> null, i -> i % 2), 2, 1))
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        "Data set d has 1 source, but to hold out sources a training needs at least 2: publish scans"
                                + " with their source, or hold out patients.");
    }

    @Test
    void shouldTestOnASourceOfOneClassAndRefuseAClassThatIsNowhereElse() {
        Dataset oneClass = dataset(90, i -> "p" + i, i -> i < 30 ? "a" : i < 60 ? "b" : "c", i -> i < 30 ? 0 : i % 2);
        Dataset nowhereElse = dataset(60, i -> "p" + i, i -> i < 30 ? "a" : "b", i -> i < 30 ? 0 : 1);

        assertThat(SourceSplitter.splits(oneClass, 3, 1)).hasSize(3);
        assertThatThrownBy(() -> SourceSplitter.splits(nowhereElse, 2, 1))
                .isInstanceOf(TrainingException.class)
                .hasMessageMatching(
                        "Class (A|B) of data set d has too few patients outside the sources held out \\((a|b)\\)"
                                + " to learn it from; publish scans of it from other sources, or hold out patients\\.");
    }

    private static int label(Dataset dataset, int scan) {
        return dataset.scans().get(scan).label();
    }

    private static Set<String> values(Dataset dataset, int[] part, Function<LabelledScan, String> value) {
        return Arrays.stream(part)
                .mapToObj(i -> value.apply(dataset.scans().get(i)))
                .collect(Collectors.toSet());
    }

    private static Dataset dataset(
            int scans, IntFunction<String> patient, IntFunction<String> source, IntFunction<Integer> label) {
        List<LabelledScan> all = new ArrayList<>();
        for (int i = 0; i < scans; i++) {
            ScanMetadata metadata = new ScanMetadata("image/png", 9, 8, 8).withSource(source.apply(i));
            all.add(new LabelledScan("s" + i, patient.apply(i), label.apply(i), "", metadata));
        }
        return new Dataset(
                "d",
                List.of("A", "B"),
                new InputSpec(1, 1, InputSpec.Interpolation.AREA),
                all,
                ScanPixels.of(List.of(new byte[1])));
    }
}
