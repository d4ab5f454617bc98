package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HoldoutTest {
    @TempDir
    private Path folder;

    @Test
    void shouldHoldBackWholePatientsOfEveryClass() {
        List<LabelledScan> scans = scans(400);

        Holdout parts = Holdout.split(scans, 20);

        assertThat(parts.training().size() + parts.fresh().size()).isEqualTo(400);
        assertThat(parts.fresh().size()).isBetween(40, 120);
        assertThat(patients(parts.training())).doesNotContainAnyElementsOf(patients(parts.fresh()));
        assertThat(parts.fresh()).extracting(LabelledScan::label).contains("A", "B");
        assertThat(Holdout.split(scans, 20)).isEqualTo(parts);
    }

    @Test
    void shouldNeverHoldBackAPatientWhoWasTrainedOnInASmallerFolder() {
        for (int more = 40; more <= 400; more += 20) {
            Holdout small = Holdout.split(scans(more - 20), 10);
            Holdout larger = Holdout.split(scans(more), 10);

            assertThat(patients(larger.fresh())).doesNotContainAnyElementsOf(patients(small.training()));
        }
    }

    @Test
    void shouldHoldBackOnePatientOfEachClassOfATinyFolder() {
        List<LabelledScan> scans = List.of(
                new LabelledScan(Path.of("a"), "A", "1"),
                new LabelledScan(Path.of("b"), "A", "2"),
                new LabelledScan(Path.of("c"), "B", "3"),
                new LabelledScan(Path.of("d"), "B", "4"),
                new LabelledScan(Path.of("e"), "C", "5"));

        assertThat(Holdout.split(scans, 1).fresh())
                .extracting(LabelledScan::label)
                .containsExactly("A", "B");
        assertThat(Holdout.split(scans, 0).fresh()).isEmpty();
    }

    @Test
    void shouldKeepPatientsOfOneGroupInOnePart() {
        for (int other = 0; other < 100; other++) {
            List<LabelledScan> scans = new ArrayList<>(scans(40));
            scans.add(new LabelledScan(Path.of("x"), "A", "patient-1", "patient-1"));
            scans.add(new LabelledScan(Path.of("y"), "A", "other-" + other, "patient-1"));

            Holdout parts = Holdout.split(scans, 50);

            assertThat(parts.fresh().stream().map(LabelledScan::group))
                    .doesNotContainAnyElementsOf(
                            parts.training().stream().map(LabelledScan::group).toList());
        }
    }

    @Test
    void shouldLeaveOutAllScansOfAPatientWhoIsInTheDataSet() throws IOException {
        LabelledScan published = scan("published", "1");
        LabelledScan samePatient = scan("same patient", "1");
        LabelledScan other = scan("other", "2");
        Holdout parts = new Holdout(List.of(), List.of(published, samePatient, other));

        Holdout unknown = parts.withoutFreshIn(Set.of(ScanId.of(published.file())));

        assertThat(unknown.fresh()).containsExactly(other);
    }

    @Test
    void shouldNameADataSetByItsFolderAndAHashOfItsPath() throws IOException {
        assertThat(name("a/train")).matches("train-[0-9a-f]{6}").isEqualTo(name("a/train"));
        assertThat(name("a/.my scans!")).matches("my-scans--[0-9a-f]{6}");
        assertThat(name("a/phantoms")).isNotEqualTo(DatasetName.PHANTOMS);
        assertThat(name("x".repeat(200))).hasSize(107);
        assertThat(DatasetName.of(Path.of("/"))).matches("scans-[0-9a-f]{6}");
    }

    @Test
    void shouldNameTwoFoldersOfOneNameDifferentlyAndALinkAsItsFolder() throws IOException {
        Path link =
                Files.createSymbolicLink(folder.resolve("link"), Files.createDirectories(folder.resolve("a/train")));

        assertThat(name("a/train")).isNotEqualTo(name("b/train"));
        assertThat(DatasetName.of(link)).isEqualTo(name("a/train"));
    }

    @Test
    void shouldNameADataSetOfSeveralFoldersInAnyOrderAndOfOtherSettingsDifferently() throws IOException {
        Path first = Files.createDirectories(folder.resolve("cohen"));
        Path second = Files.createDirectories(folder.resolve("radio"));

        String both = DatasetName.of(List.of(first, second), "");

        assertThat(both).matches("cohen-radio-[0-9a-f]{6}").isEqualTo(DatasetName.of(List.of(second, first), ""));
        assertThat(DatasetName.of(List.of(first), "")).isEqualTo(DatasetName.of(first));
        assertThat(DatasetName.of(List.of(first), "x"))
                .matches("cohen-[0-9a-f]{6}")
                .isNotEqualTo(DatasetName.of(first));
        assertThat(DatasetName.of(List.of(first, second), "x")).isNotEqualTo(both);
    }

    @Test
    void shouldTakeThePublishedTestAndTrainOnNobodyWhoIsInIt() {
        List<String> reported = new ArrayList<>();
        List<LabelledScan> scans = List.of(
                published("a", "A", "1", PublishedSplit.TRAINING),
                published("b", "B", "2", PublishedSplit.VALIDATION),
                published("c", "B", "3", PublishedSplit.TRAINING),
                published("d", "B", "3", PublishedSplit.TEST),
                published("e", "A", "4", PublishedSplit.ALL));

        Holdout parts = Holdout.given(scans, reported::add);

        assertThat(parts.training()).extracting(LabelledScan::name).containsExactly("a", "b", "e");
        assertThat(parts.fresh()).extracting(LabelledScan::name).containsExactly("d");
        assertThat(reported)
                .containsExactly(
                        "Scans of the training part whose patient is also in the test part are left out (1, e.g."
                                + " c), so that nobody is tested on who was trained.");
    }

    @Test
    void shouldRefuseAPublishedTestThatLeavesOneClassToTrainOn() {
        List<LabelledScan> scans = List.of(
                published("a", "A", "1", PublishedSplit.TRAINING),
                published("b", "B", "2", PublishedSplit.TRAINING),
                published("c", "B", "2", PublishedSplit.TEST));

        assertThatThrownBy(() -> Holdout.given(scans, sentence -> {}))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("leave out --given-split");
    }

    private static LabelledScan published(String name, String label, String patient, PublishedSplit part) {
        return new LabelledScan(Path.of(name), label, patient, patient, null, part);
    }

    private String name(String path) throws IOException {
        return DatasetName.of(Files.createDirectories(folder.resolve(path)));
    }

    private LabelledScan scan(String name, String patient) throws IOException {
        return new LabelledScan(Files.writeString(folder.resolve(name), name), "A", patient);
    }

    /** Four scans a patient, of two classes. */
    private static List<LabelledScan> scans(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new LabelledScan(Path.of("f" + i), i % 3 == 0 ? "A" : "B", "patient-" + i / 4))
                .toList();
    }

    private static Set<String> patients(List<LabelledScan> scans) {
        return scans.stream().map(LabelledScan::patient).collect(Collectors.toSet());
    }
}
