package dev.thorax.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs {@code engine} on machines that have no engine, or a broken one: on a path with a few programs of this one, and fakes of the
 * others. That it sets up Podman is seen where {@code .ci/run} runs the tests on images.
 */
class EngineIT {
    private static final List<String> PROGRAMS = List.of(
            "bash", "sh", "env", "dirname", "mktemp", "rm", "cat", "tail", "sed", "tr", "sleep", "timeout", "kill");
    private static final String COMMAND = "echo \"engine <${DOCKER_HOST:-}> base <${IMAGES_BASE:-}>\"; exit 7";
    private static final String WITHOUT = "engine <> base <>\n";

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void makePath() throws IOException {
        path = Files.createDirectory(folder.resolve("bin"));
        for (String program : PROGRAMS) {
            Files.createSymbolicLink(path.resolve(program), installed(program));
        }
        fake("id", "echo 0");
        fake("runc", "");
        fake("debootstrap", "");
        fake("df", "printf 'Avail\\n100G\\n'");
    }

    @Test
    void shouldSkipWithoutPodmanAndSomethingToInstallIt() throws Exception {
        assertThatIsSkipped("there is no podman netavark aardvark-dns, and no apt-get to install it.");
    }

    @Test
    void shouldSkipIfPodmanCannotBeInstalled() throws Exception {
        fake("apt-get", "echo 'E: Unable to fetch some archives'; exit 100");

        assertThatIsSkipped("podman netavark aardvark-dns cannot be installed: E: Unable to fetch some archives");
    }

    @Test
    void shouldSkipForOthersThanRoot() throws Exception {
        fake("id", "echo 1000");
        fake("podman", "");

        assertThatIsSkipped("only root can set up Podman for the tests.");
    }

    @Test
    void shouldSkipIfPodmanHasNoStorage() throws Exception {
        fake("podman", "echo 'kernel does not support overlay' >&2; exit 125");

        assertThatIsSkipped("podman does not answer: kernel does not support overlay");
    }

    @Test
    void shouldSkipWithoutDisk() throws Exception {
        fake("podman", podman(""));
        fake("df", "printf 'Avail\\n3G\\n'");

        assertThatIsSkipped("the images need 15 GiB of disk, and " + folder + " has 3 GiB.");
    }

    @Test
    void shouldSkipIfNoBaseImageCanBeMade() throws Exception {
        fake("podman", podman("image) exit 1 ;;"));
        fake("debootstrap", "exit 1");

        assertThatIsSkipped("no base image can be made: ");
    }

    @Test
    void shouldSkipIfPodmanCannotBuild() throws Exception {
        fake("podman", podman("build) echo 'cannot fetch from the mirror'; exit 1 ;;"));

        assertThatIsSkipped("podman cannot build: cannot fetch from the mirror");
    }

    @Test
    void shouldSkipIfPodmanCannotRunAContainer() throws Exception {
        fake("podman", podman("run) echo 'runc: operation not permitted'; exit 126 ;;"));

        assertThatIsSkipped("podman cannot run a container: runc: operation not permitted");
    }

    @Test
    void shouldSkipIfTheSocketEnds() throws Exception {
        fake("podman", podman("--remote) exit 1 ;; system) echo 'address in use'; exit 1 ;;"));

        assertThatIsSkipped("the socket of podman ended: address in use");
    }

    @Test
    void shouldGiveTheCommandTheEngine() throws Exception {
        fake("podman", podman("system) exec sleep 600 ;;"));

        Script.Result result = engine(Map.of());

        assertThat(result.output()).matches("engine <unix:///.*podman\\.sock> base <localhost/thorax-base:bookworm>\n");
        assertThat(result.status()).isEqualTo(7);
    }

    @Test
    void shouldTakeAnEngineThatIsNamed() throws Exception {
        Script.Result result = engine(Map.of("DOCKER_HOST", "unix:///run/docker.sock"));

        assertThat(result).isEqualTo(new Script.Result(7, "engine <unix:///run/docker.sock> base <>\n"));
    }

    private void assertThatIsSkipped(String why) throws Exception {
        Script.Result result = engine(Map.of());

        assertThat(result.output()).startsWith(WITHOUT + "SKIPPED: no image was made or run, because " + why);
        assertThat(result.output().lines()).hasSize(2);
        assertThat(result.status()).isEqualTo(7);
    }

    private Script.Result engine(Map<String, String> more) throws Exception {
        Map<String, String> environment = new TreeMap<>(more);
        environment.put("PATH", path.toString());
        environment.put("TMPDIR", folder.toString());
        return new Script(folder, environment).run("engine", "sh", "-c", COMMAND);
    }

    /** Returns a Podman that does nothing, with success, but what {@code other} says. */
    private String podman(String other) {
        return "case $1 in\n" + other + "\ninfo) echo " + folder + " ;;\nesac";
    }

    private void fake(String program, String script) throws IOException {
        Path file = path.resolve(program);
        Files.deleteIfExists(file);
        Files.writeString(file, "#!" + installed("sh") + "\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path installed(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(entry -> Path.of(entry, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no " + program + " on the PATH."));
    }
}
