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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RepetitionsTest {
    @TempDir
    private Path folder;

    private LeftOut leftOut;

    @Test
    void shouldKeepEachPictureOfOneClassOnce() throws IOException {
        List<LabelledScan> kept = remove("", scan("A/a.png", "1"), scan("A/b.png", "2"), scan("A/c.png", "1"));

        assertThat(kept).extracting(LabelledScan::name).containsExactly("a.png", "b.png");
        assertThat(leftOut.count(Reason.REPEATED)).isEqualTo(1);
        assertThat(leftOut.sentences()).singleElement().asString().contains("A/c.png = A/a.png");
    }

    @Test
    void shouldKeepNoneOfAPictureThatIsInTwoClasses() throws IOException {
        List<LabelledScan> kept =
                remove("", scan("A/a.png", "1"), scan("A/b.png", "1"), scan("B/c.png", "1"), scan("B/d.png", "2"));

        assertThat(kept).extracting(LabelledScan::name).containsExactly("d.png");
        assertThat(leftOut.count(Reason.TWO_CLASSES)).isEqualTo(3);
        assertThat(leftOut.count(Reason.REPEATED)).isZero();
    }

    @Test
    void shouldJoinPatientsWhoShareAPictureThroughOthers() throws IOException {
        List<LabelledScan> kept = remove(
                "A/a1.png,1\nA/a2.png,2\nA/b2.png,2\nA/b3.png,3\nA/c3.png,3\nA/d4.png,4\n",
                scan("A/a1.png", "x"),
                scan("A/a2.png", "x"),
                scan("A/b2.png", "y"),
                scan("A/b3.png", "y"),
                scan("A/c3.png", "z"),
                scan("A/d4.png", "w"));

        assertThat(kept).extracting(LabelledScan::patient).containsExactly("1", "2", "3", "4");
        assertThat(kept.stream().limit(3).map(LabelledScan::group).distinct()).hasSize(1);
        assertThat(kept.get(3).group()).isEqualTo("4");
    }

    @Test
    void shouldJoinPatientsInACircle() throws IOException {
        List<LabelledScan> kept = remove(
                "A/a1.png,1\nA/a2.png,2\nA/b2.png,2\nA/b3.png,3\nA/c3.png,3\nA/c1.png,1\n",
                scan("A/a1.png", "x"),
                scan("A/a2.png", "x"),
                scan("A/b2.png", "y"),
                scan("A/b3.png", "y"),
                scan("A/c3.png", "z"),
                scan("A/c1.png", "z"));

        assertThat(kept).hasSize(3).extracting(LabelledScan::group).containsOnly("1");
    }

    @Test
    void shouldJoinPatientsWhosePictureIsInTwoClasses() throws IOException {
        List<LabelledScan> kept = remove(
                "A/a1.png,1\nB/a2.png,2\nA/b1.png,1\nB/b2.png,2\n",
                scan("A/a1.png", "x"),
                scan("B/a2.png", "x"),
                scan("A/b1.png", "y"),
                scan("B/b2.png", "z"));

        assertThat(kept).extracting(LabelledScan::patient).containsExactly("1", "2");
        assertThat(kept).extracting(LabelledScan::group).containsOnly("1");
    }

    @Test
    void shouldKeepTheCopyWhosePatientIsKnown() throws IOException {
        List<LabelledScan> kept = remove("A/b.png,7\n", scan("A/a.png", "x"), scan("A/b.png", "x"));

        assertThat(kept).singleElement().satisfies(scan -> {
            assertThat(scan.name()).isEqualTo("b.png");
            assertThat(scan.patient()).isEqualTo("7");
        });
    }

    @Test
    void shouldRefuseAPictureWithoutAPatient() {
        assertThatThrownBy(() -> remove("A/a.png,7\n", scan("A/a.png", "x"), scan("A/b.png", "y")))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("names no patient for A/b.png (1 of 2");
    }

    @Test
    void shouldReturnNothingOfNothing() throws IOException {
        assertThat(remove("")).isEmpty();
        assertThat(leftOut.sentences()).isEmpty();
    }

    private List<LabelledScan> remove(String lines, ScanFile... scans) throws IOException {
        leftOut = new LeftOut(folder);
        PatientList patients = PatientList.unknown();
        if (!lines.isEmpty()) {
            patients = PatientList.read(Files.writeString(folder.resolve("manifest.csv"), "file,patient\n" + lines));
        }
        return new Repetitions(patients, leftOut).remove(Stream.of(scans).toList());
    }

    private ScanFile scan(String name, String content) {
        return new ScanFile(folder.resolve(name), name.substring(0, 1), name, content);
    }
}
