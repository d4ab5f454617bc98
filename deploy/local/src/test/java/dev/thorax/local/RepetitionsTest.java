package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.local.LeftOut.Reason;

import static org.assertj.core.api.Assertions.assertThat;

class RepetitionsTest {
    @TempDir
    private Path folder;

    private LeftOut leftOut;
    private Repetitions repetitions;

    @Test
    void shouldKeepEachPictureOfOneClassOnce() throws IOException {
        List<ScanFile> kept = remove("", scan("A/a.png", "1"), scan("A/b.png", "2"), scan("A/c.png", "1"));

        assertThat(kept).extracting(ScanFile::name).containsExactly("A/a.png", "A/b.png");
        assertThat(leftOut.count(Reason.REPEATED)).isEqualTo(1);
        assertThat(leftOut.sentences()).singleElement().asString().contains("A/c.png = A/a.png");
    }

    @Test
    void shouldKeepNoneOfAPictureThatIsInTwoClasses() throws IOException {
        List<ScanFile> kept =
                remove("", scan("A/a.png", "1"), scan("A/b.png", "1"), scan("B/c.png", "1"), scan("B/d.png", "2"));

        assertThat(kept).extracting(ScanFile::name).containsExactly("B/d.png");
        assertThat(leftOut.count(Reason.TWO_CLASSES)).isEqualTo(3);
        assertThat(leftOut.count(Reason.REPEATED)).isZero();
    }

    @Test
    void shouldJoinPatientsWhoShareAPictureThroughOthers() throws IOException {
        List<ScanFile> kept = remove(
                "A/a1.png,1\nA/a2.png,2\nA/b2.png,2\nA/b3.png,3\nA/c3.png,3\nA/d4.png,4\n",
                scan("A/a1.png", "x"),
                scan("A/a2.png", "x"),
                scan("A/b2.png", "y"),
                scan("A/b3.png", "y"),
                scan("A/c3.png", "z"),
                scan("A/d4.png", "w"));

        assertThat(kept).extracting(ScanFile::patient).containsExactly("1", "2", "3", "4");
        assertThat(kept.stream().limit(3).map(this::group).distinct()).hasSize(1);
        assertThat(group(kept.get(3))).isEqualTo("4");
    }

    @Test
    void shouldJoinPatientsInACircle() throws IOException {
        List<ScanFile> kept = remove(
                "A/a1.png,1\nA/a2.png,2\nA/b2.png,2\nA/b3.png,3\nA/c3.png,3\nA/c1.png,1\n",
                scan("A/a1.png", "x"),
                scan("A/a2.png", "x"),
                scan("A/b2.png", "y"),
                scan("A/b3.png", "y"),
                scan("A/c3.png", "z"),
                scan("A/c1.png", "z"));

        assertThat(kept).hasSize(3).extracting(this::group).containsOnly("1");
    }

    @Test
    void shouldJoinPatientsWhosePictureIsInTwoClasses() throws IOException {
        List<ScanFile> kept = remove(
                "A/a1.png,1\nB/a2.png,2\nA/b1.png,1\nB/b2.png,2\n",
                scan("A/a1.png", "x"),
                scan("B/a2.png", "x"),
                scan("A/b1.png", "y"),
                scan("B/b2.png", "z"));

        assertThat(kept).extracting(ScanFile::patient).containsExactly("1", "2");
        assertThat(kept).extracting(this::group).containsOnly("1");
    }

    @Test
    void shouldKeepTheCopyWhosePatientIsKnown() throws IOException {
        List<ScanFile> kept = remove("A/b.png,7\n", scan("A/a.png", "x"), scan("A/b.png", "x"));

        assertThat(kept).singleElement().satisfies(scan -> {
            assertThat(scan.name()).isEqualTo("A/b.png");
            assertThat(scan.patient()).isEqualTo("7");
        });
    }

    @Test
    void shouldKeepTheCopyOfTheTestPartAndItsGroupIfTheSplitIsGiven() {
        ScanFile training = scan("A/a.png", "x").with("train/A/a.png", PublishedSplit.TRAINING, "1", null);
        ScanFile test = scan("A/b.png", "x").with("test/A/b.png", PublishedSplit.TEST, "2", null);
        leftOut = new LeftOut(folder);
        repetitions = new Repetitions(leftOut, true);

        assertThat(repetitions.remove(List.of(training, test))).containsExactly(test);
        assertThat(leftOut.count(Reason.IN_TEST_TOO)).isEqualTo(1);
        assertThat(repetitions.group("1")).isEqualTo(repetitions.group("2"));
        assertThat(new Repetitions(leftOut, false).remove(List.of(training, test)))
                .containsExactly(training);
    }

    @Test
    void shouldReturnNothingOfNothing() throws IOException {
        assertThat(remove("")).isEmpty();
        assertThat(leftOut.sentences()).isEmpty();
    }

    private List<ScanFile> remove(String lines, ScanFile... scans) throws IOException {
        leftOut = new LeftOut(folder);
        repetitions = new Repetitions(leftOut, false);
        PatientList patients = lines.isEmpty()
                ? PatientList.unknown()
                : PatientList.read(Files.writeString(folder.resolve("manifest.csv"), "file,patient\n" + lines));
        return repetitions.remove(Stream.of(scans)
                .map(scan -> scan.with(scan.name(), PublishedSplit.ALL, patients.of(scan.name()), null))
                .toList());
    }

    private String group(ScanFile scan) {
        return repetitions.group(scan.patient());
    }

    private ScanFile scan(String name, String content) {
        return new ScanFile(folder.resolve(name), name.substring(0, 1), name, content);
    }
}
