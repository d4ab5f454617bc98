package dev.thorax.ingest.remake;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;

/** The command of the packaged service on a bucket with images of the first version. */
class RemakeCommandIT {
    private static final CanonicalVersions CURRENT = new CanonicalVersions(1, CanonicalImage.VERSION);

    @TempDir
    Path folder;

    private TestStack backing;

    @BeforeEach
    void start() {
        backing = TestStack.start(folder);
    }

    @AfterEach
    void stop() {
        backing.close();
    }

    @Test
    void shouldMakeImagesAnewAndReportWhatIsRefused() throws Exception {
        scan("old", TestPictures.png(1));
        scan("broken", "no picture".getBytes(StandardCharsets.UTF_8));
        ScanPointer pointer =
                new ScanPointer("old", "NORMAL", "p1-0", Sha256.of(TestPictures.png(1)), StorageKeys.image("old"));
        put(StorageKeys.pointer("set1", "NORMAL", "old"), Json.write(pointer));
        put(StorageKeys.filing("old", "set1"), Json.write(Map.of("label", "NORMAL", "patient", "p1-0")));

        List<String> first = command(backing.settings());
        List<String> second = command(backing.settings());

        assertThat(first).anySatisfy(line -> assertThat(line)
                .contains("scanId=broken", "reason=not-an-image", "stays as it was"));
        assertThat(first).anySatisfy(line -> assertThat(line)
                .contains("were looked through version=", "made=1 kept=0 refused=1"));
        assertThat(second).anySatisfy(line -> assertThat(line).contains("made=0 kept=1 refused=1"));
        assertThat(first).last().isEqualTo("exit 0");
        byte[] image = backing.store().get(StorageKeys.image("old"));
        assertThat(CanonicalImage.versions(image)).isEqualTo(CURRENT);
        ScanPointer made =
                Json.read(backing.store().get(StorageKeys.pointer("set1", "NORMAL", "old")), ScanPointer.class);
        assertThat(made.metadata().canonical()).isEqualTo(CURRENT);
        assertThat(made.withMetadata(null)).isEqualTo(pointer);
        assertThat(CanonicalImage.versions(backing.store().get(StorageKeys.image("broken"))))
                .isEqualTo(CanonicalVersions.UNRECORDED);
    }

    @Test
    void shouldRefuseAWrongConfigurationWithASentence() throws Exception {
        Map<String, String> wrong = new TreeMap<>(backing.settings());
        wrong.put("thorax.ingest.threads", "0");

        List<String> lines = command(wrong);

        assertThat(lines).anySatisfy(line -> assertThat(line).contains("thorax.ingest.threads=0"));
        assertThat(lines).last().isEqualTo("exit 2");
    }

    private void scan(String id, byte[] original) {
        put(StorageKeys.claim(id), Json.write(Map.of("origin", "thorax.scans-0@1", "sha256", Sha256.of(original))));
        put(StorageKeys.original(id), original);
        put(StorageKeys.image(id), CanonicalImage.toPng(TestPictures.noise(64, 64, 2)));
    }

    private void put(String key, byte[] bytes) {
        backing.store().put(key, bytes, "application/octet-stream");
    }

    private List<String> command(Map<String, String> settings) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", System.getProperty("thorax.service.jar"), RemakeCommand.NAME));
        Path log = folder.resolve("command.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        List<String> lines = new ArrayList<>(Files.readAllLines(log));
        lines.add("exit " + process.exitValue());
        return lines;
    }
}
