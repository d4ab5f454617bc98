package dev.thorax.ingest.decode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.decode.child.DecoderMain;
import dev.thorax.ingest.decode.child.HostileChild;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** The pool with real child processes, most of which do what the first byte of a file demands. */
class DecoderPoolIT {
    private static final DecodeLimits LIMITS = new DecodeLimits(Duration.ofSeconds(60), 64);
    private static final DecodeLimits SHORT = new DecodeLimits(Duration.ofSeconds(10), 64);

    private final List<DecoderFault> faults = new CopyOnWriteArrayList<>();
    private final Set<Long> others =
            ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    private DecoderPool pool;

    @AfterEach
    void close() {
        if (pool != null) {
            pool.close();
        }
    }

    @Test
    void shouldDecodeInTheProcessOfTheProduct() throws Exception {
        open(DecoderMain.class, 2, LIMITS);

        DecodedScan scan = pool.decode(TestPictures.png(1));

        assertThat(scan.mediaType()).isEqualTo("image/png");
        assertThat(scan.image().pixels()).isNotEmpty();
    }

    @Test
    void shouldPassTheRefusalOfAPictureWithoutLosingTheProcess() {
        open(DecoderMain.class, 1, LIMITS);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> pool.decode(new byte[] {1, 2, 3}))
                    .isInstanceOfSatisfying(UnacceptableScanException.class, why -> assertThat(why.reason())
                            .isEqualTo(RejectionReason.NOT_AN_IMAGE));
        }
        assertThat(refusal(new byte[0]).reason()).isEqualTo(RejectionReason.EMPTY);
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            chars = {
                HostileChild.EXIT,
                HostileChild.CRASH,
                HostileChild.GARBAGE,
                HostileChild.FOR_EVER,
                HostileChild.TOO_LONG,
                HostileChild.WRONG_TICKET,
                HostileChild.NO_IMAGE,
                HostileChild.TWICE,
                HostileChild.CLOSE_PIPE
            })
    void shouldRefuseAPictureWhoseProcessGivesNoAnswerAndServeTheNext(char command) throws Exception {
        open(HostileChild.class, 1, LIMITS);

        UnacceptableScanException why = refusal(file(command));

        assertThat(why.reason()).isEqualTo(RejectionReason.DECODER_CRASHED);
        assertThat(why).hasMessageEndingWith("send it again.");
        assertThat(faults).containsExactly(DecoderFault.CRASH, DecoderFault.CRASH);
        assertThat(pool.decode(file(HostileChild.DECODE)).image().width()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(chars = {HostileChild.FILL_HEAP, HostileChild.FILL_MEMORY})
    void shouldRefuseAPictureThatTakesTooMuchMemoryAndServeTheNext(char command) throws Exception {
        open(HostileChild.class, 1, LIMITS);

        UnacceptableScanException why = refusal(file(command));

        assertThat(why.reason()).isEqualTo(RejectionReason.DECODER_MEMORY);
        assertThat(why).hasMessageContaining("more than 64 MiB");
        assertThat(pool.decode(file(HostileChild.DECODE)).image().width()).isEqualTo(2);
    }

    @Test
    void shouldRefuseAPictureThatTakesTooLongAndServeTheNext() throws Exception {
        open(HostileChild.class, 1, SHORT);

        UnacceptableScanException why = refusal(file(HostileChild.SLEEP));

        assertThat(why.reason()).isEqualTo(RejectionReason.DECODER_DEADLINE);
        assertThat(why).hasMessageContaining("more than 10 s");
        assertThat(faults).containsExactly(DecoderFault.DEADLINE);
        assertThat(pool.decode(file(HostileChild.DECODE)).image().width()).isEqualTo(2);
    }

    @Test
    void shouldRefuseALargePictureThatIsNotRead() throws Exception {
        open(HostileChild.class, 1, SHORT);
        ProcessHandle child = children().findFirst().orElseThrow();
        signal("-STOP", child);

        byte[] large = new byte[16 << 20];
        large[0] = HostileChild.DECODE;

        assertThat(refusal(large).reason()).isEqualTo(RejectionReason.DECODER_DEADLINE);
        assertThat(pool.decode(large).image().width()).isEqualTo(2);
    }

    @Test
    void shouldNotTouchAPictureInAnotherProcess() throws Exception {
        open(HostileChild.class, 2, LIMITS);
        CompletableFuture<RejectionReason> slow = CompletableFuture.supplyAsync(
                () -> refusal(file(HostileChild.SLEEP)).reason());
        await().atMost(Duration.ofMinutes(10)).until(() -> pool.free() == 1);

        assertThat(refusal(file(HostileChild.EXIT)).reason()).isEqualTo(RejectionReason.DECODER_CRASHED);
        assertThat(pool.decode(file(HostileChild.DECODE)).image().width()).isEqualTo(2);

        assertThat(slow).isNotDone();
        children().forEach(ProcessHandle::destroyForcibly);
        await().atMost(Duration.ofMinutes(10)).until(() -> faults.size() == 3);
        children().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void shouldDecodeOnceMoreIfTheProcessEndedForAnotherReason() throws Exception {
        open(HostileChild.class, 1, LIMITS);
        pool.decode(file(HostileChild.DECODE));

        assertThat(pool.decode(file(HostileChild.EXIT_IF_USED)).image().width()).isEqualTo(2);

        assertThat(faults).containsExactly(DecoderFault.CRASH);
    }

    @Test
    void shouldReplaceAProcessThatEndedBetweenTwoPictures() throws Exception {
        open(HostileChild.class, 1, LIMITS);
        ProcessHandle child = children().findFirst().orElseThrow();
        child.destroyForcibly();
        child.onExit().get(60, TimeUnit.SECONDS);

        assertThat(pool.decode(file(HostileChild.DECODE)).image().width()).isEqualTo(2);
    }

    @Test
    void shouldUseAProcessForManyPictures() throws Exception {
        open(HostileChild.class, 1, LIMITS);
        List<Long> before = children().map(ProcessHandle::pid).toList();

        for (int i = 0; i < 100; i++) {
            pool.decode(file(HostileChild.DECODE));
        }

        assertThat(children().map(ProcessHandle::pid)).containsExactlyElementsOf(before);
    }

    @Test
    void shouldReportThatNoProcessStarts() {
        pool = new DecoderPool(new DecoderCommand("none", "none.Main", 64), 1, LIMITS, faults::add);

        assertThatThrownBy(() -> pool.decode(file(HostileChild.DECODE)))
                .isInstanceOf(DecoderUnavailableException.class)
                .hasMessageContaining("does not start");
    }

    @Test
    void shouldEndItsProcessesAndRefuseNothingWhenItIsClosed() throws Exception {
        open(HostileChild.class, 1, LIMITS);
        ProcessHandle child = children().findFirst().orElseThrow();
        CompletableFuture<Throwable> decoding = CompletableFuture.supplyAsync(() ->
                catchThrowableOfType(DecoderUnavailableException.class, () -> pool.decode(file(HostileChild.SLEEP))));
        await().atMost(Duration.ofMinutes(10)).until(() -> pool.free() == 0);

        pool.close();

        assertThat(decoding.get(60, TimeUnit.SECONDS)).isInstanceOf(DecoderUnavailableException.class);
        child.onExit().get(60, TimeUnit.SECONDS);
    }

    @Test
    void shouldGiveItsProcessesNothingOfItsEnvironment() throws Exception {
        open(HostileChild.class, 1, LIMITS);
        pool.decode(file(HostileChild.DECODE));
        ProcessHandle child = children().findFirst().orElseThrow();

        String environment = java.nio.file.Files.readString(Path.of("/proc/" + child.pid() + "/environ"));

        assertThat(environment.split("\0")).allMatch(v -> v.startsWith("OPENCV_LOG_LEVEL=") || v.startsWith("MALLOC_"));
    }

    @Test
    void shouldEndAProcessInTheMiddleOfAPictureIfTheServiceIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SleepingParent.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long pid = Long.parseLong(firstLine(parent));
        ProcessHandle child = ProcessHandle.of(pid).orElseThrow();

        parent.destroyForcibly();

        child.onExit().get(60, TimeUnit.SECONDS);
    }

    private void open(Class<?> mainClass, int size, DecodeLimits limits) {
        DecoderCommand command =
                new DecoderCommand(System.getProperty("java.class.path"), mainClass.getName(), limits.memoryMib());
        pool = new DecoderPool(command, size, limits, faults::add);
        pool.awaitReady();
    }

    private UnacceptableScanException refusal(byte[] file) {
        return catchThrowableOfType(UnacceptableScanException.class, () -> pool.decode(file));
    }

    private static byte[] file(char command) {
        return new byte[] {(byte) command};
    }

    /** The processes of this test, without the servers that other tests of this JVM started. */
    private Stream<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(child -> child.isAlive() && !others.contains(child.pid()));
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private static String firstLine(Process process) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            return lines.readLine();
        }
    }
}
