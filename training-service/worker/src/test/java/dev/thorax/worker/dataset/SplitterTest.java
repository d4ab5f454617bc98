package dev.thorax.worker.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.worker.TrainingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SplitterTest {
    @Property(tries = 200)
    void shouldKeepEveryPatientInOnePartAndEveryClassInEach(
            @ForAll long seed, @ForAll @IntRange(min = 30, max = 300) int scans) {
        Dataset dataset = dataset(scans, seed);

        Split split = Splitter.split(dataset, seed);

        Set<String> seen = new HashSet<>();
        int total = 0;
        for (int[] part : List.of(split.training(), split.validation(), split.test())) {
            Set<String> patients = new HashSet<>();
            for (int i : part) {
                patients.add(dataset.scans().get(i).patient());
            }
            assertThat(Collections.disjoint(patients, seen)).isTrue();
            assertThat(dataset.counts(part)).doesNotContain(0);
            seen.addAll(patients);
            total += part.length;
        }
        assertThat(total).isEqualTo(scans);
        assertThat(Splitter.split(dataset, seed).test()).isEqualTo(split.test());
    }

    @Test
    void shouldSayWhichClassHasTooFewPatients() {
        Dataset whole = dataset(60, 1);
        List<LabelledScan> few = new ArrayList<>(whole.scans());
        few.removeIf(scan -> scan.label() == 1);
        few.add(new LabelledScan("x", "x", 1, ""));

        assertThatThrownBy(
                        () -> Splitter.split(new Dataset("d", whole.classes(), whole.input(), few, whole.pixels()), 1))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("Class B of data set d has 1 patient, but");
    }

    @Property(tries = 100)
    void shouldTestEveryScanInExactlyOneFoldAndKeepPatientsApartInEach(
            @ForAll long seed,
            @ForAll @IntRange(min = 100, max = 300) int scans,
            @ForAll @IntRange(min = 2, max = 6) int k) {
        Dataset dataset = dataset(scans, seed);

        List<Split> folds = Splitter.folds(dataset, k, seed);

        assertThat(folds).hasSize(k);
        assertThat(folds.stream()
                        .flatMapToInt(fold -> IntStream.of(fold.test()))
                        .sorted())
                .containsExactlyElementsOf(IntStream.range(0, scans).boxed().toList());
        for (Split fold : folds) {
            Set<String> test = patients(dataset, fold.test());
            Set<String> validation = patients(dataset, fold.validation());
            Set<String> training = patients(dataset, fold.training());
            assertThat(test).doesNotContainAnyElementsOf(validation).doesNotContainAnyElementsOf(training);
            assertThat(validation).doesNotContainAnyElementsOf(training);
            assertThat(fold.test().length + fold.validation().length + fold.training().length)
                    .isEqualTo(scans);
            assertThat(fold.test().length).isBetween(scans / k - 6, scans / k + 6);
        }
    }

    @Property(tries = 50)
    void shouldKeepSomePatientsInTraining(@ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int k) {
        Dataset dataset = dataset(300, seed);
        Set<String> known = dataset.scans().stream()
                .map(LabelledScan::patient)
                .filter(patient -> patient.hashCode() % 3 == 0)
                .collect(Collectors.toSet());

        Split split = Splitter.split(dataset, known, seed);
        List<Split> folds = Splitter.folds(dataset, k, known, seed);

        assertThat(patients(dataset, split.training())).containsAll(known);
        assertThat(split.test().length).isBetween(40, 80);
        assertThat(folds).allSatisfy(fold -> assertThat(patients(dataset, fold.training()))
                .containsAll(known)
                .doesNotContainAnyElementsOf(patients(dataset, fold.test())));
        assertThat(folds.stream().mapToInt(fold -> fold.test().length).sum()).isEqualTo((int) dataset.scans().stream()
                .filter(scan -> !known.contains(scan.patient()))
                .count());
    }

    private static Set<String> patients(Dataset dataset, int[] part) {
        return IntStream.of(part)
                .mapToObj(i -> dataset.scans().get(i).patient())
                .collect(Collectors.toSet());
    }

    /** Two classes; most patients have one scan, some two or three, and some of those are in both classes. */
    private static Dataset dataset(int scans, long seed) {
        Random random = new Random(seed);
        List<LabelledScan> all = new ArrayList<>();
        int patient = 0;
        for (int i = 0; i < scans; i++) {
            patient += random.nextInt(10) < 8 ? 1 : 0;
            all.add(new LabelledScan("s" + i, "p" + patient, i % 2, ""));
        }
        return new Dataset(
                "d",
                List.of("A", "B"),
                new InputSpec(1, 1, InputSpec.Interpolation.AREA),
                all,
                ScanPixels.of(List.of(new byte[1])));
    }
}
