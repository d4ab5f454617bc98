package dev.thorax.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.testing.data.SharedData;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads the real data sets. */
class PublishedFoldersTest {
    private final List<String> reported = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"cxr3,898,3,1", "cohen,209,4,0", "figure1,38,3,0", "radio,1060,2,0"})
    void shouldReadARealDataSetAsItIs(String name, int files, int classes, int sentences) {
        LabelledFolders read = LabelledFolders.read(List.of(folder(name)), FolderOptions.NONE, reported::add);

        assertThat(read.scans()).hasSize(files);
        assertThat(read.scans().stream().map(LabelledScan::label).distinct()).hasSize(classes);
        assertThat(read.knowsPatients()).isTrue();
        assertThat(reported).hasSize(sentences).allMatch(sentence -> sentence.startsWith("Copies of a picture"));
    }

    @Test
    void shouldReadTheSourcesOfARealDataSet() {
        LabelledFolders read = LabelledFolders.read(List.of(folder("cohen")), column(), reported::add);

        assertThat(read.scans().stream().map(LabelledScan::source).filter(source -> source != null))
                .allMatch(StorageKeys::isName)
                .contains("Hong_Kong", "Complejo_Hospitalario_de_Navarra_Pamplona_Spain");
        assertThat(sources(read)).hasSize(68);
    }

    @Test
    void shouldReadRealDataSetsTogether() {
        List<Path> folders = Stream.of("cxr3", "cohen", "figure1", "radio")
                .map(PublishedFoldersTest::folder)
                .toList();

        LabelledFolders read = LabelledFolders.read(folders, column(), reported::add);

        assertThat(sources(read)).hasSize(71).contains("cxr3", "figure1", "radio", "Hong_Kong");
        assertThat(read.scans().stream().map(LabelledScan::label).distinct()).hasSize(4);
    }

    private static Stream<String> sources(LabelledFolders read) {
        return read.scans().stream()
                .map(LabelledScan::source)
                .filter(source -> source != null)
                .distinct();
    }

    private static FolderOptions column() {
        return new FolderOptions(Map.of(), false, "location", null);
    }

    /** Returns a data set's folder, or skips the test. */
    private static Path folder(String name) {
        SharedData.files("datasets/" + name);
        return Path.of(System.getProperty("thorax.shared.data"), "datasets", name);
    }
}
