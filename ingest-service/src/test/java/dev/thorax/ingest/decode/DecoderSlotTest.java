package dev.thorax.ingest.decode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.ingest.decode.child.HostileChild;
import dev.thorax.ingest.decode.child.RequestKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Tests {@link DecoderProcess} and {@link DecoderWatch}, too, with real processes. */
class DecoderSlotTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path empty;

    private final DecoderWatch watch = new DecoderWatch();
    private final AtomicReference<DecoderSlot> slot = new AtomicReference<>();

    @AfterEach
    void close() {
        if (slot.get() != null) {
            slot.get().kill();
        }
        watch.close();
    }

    @Test
    void shouldKeepAProcessThatLives() {
        open();

        DecoderProcess process = slot.get().process();

        assertThat(process.isAlive()).isTrue();
        assertThat(slot.get().process()).isSameAs(process);
        assertThat(slot.get().fault()).isNull();
    }

    @Test
    void shouldReplaceAProcessThatHasEnded() throws Exception {
        open();
        DecoderProcess first = slot.get().process();
        first.kill();
        await().atMost(LONG).until(() -> !first.isAlive());

        DecoderProcess second = slot.get().process();

        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(second.decode(RequestKind.SCAN, new byte[] {HostileChild.DECODE})
                        .image()
                        .width())
                .isEqualTo(2);
    }

    @Test
    void shouldReportWhyNoProcessStartsAndTryAgainTheNextTime() {
        Deque<Runnable> starts = new ArrayDeque<>();
        slot.set(new DecoderSlot(new DecoderCommand(empty.toString(), "no.such.Main", 16), watch, start -> {
            starts.add(start);
            start.run();
        }));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> slot.get().process())
                    .isInstanceOf(DecoderUnavailableException.class)
                    .hasMessageStartingWith("The process that decodes pictures does not start (")
                    .hasMessageContaining("exit 1")
                    .hasMessageContaining("no.such.Main")
                    .hasMessageEndingWith("Scans wait until it starts.");
        }

        assertThat(starts).hasSizeGreaterThan(1);
        int before = starts.size();
        assertThat(slot.get().fault()).contains("no.such.Main");
        assertThat(starts).as("started again by the question").hasSize(before + 1);
    }

    @Test
    void shouldEndAProcessThatTakesTooLong() {
        open();
        DecoderProcess process = slot.get().process();

        DecoderWatch.Watched watched = watch.begin(process, new DecodeLimits(Duration.ofMillis(50), 4096));
        try {
            assertThatThrownBy(() -> process.decode(RequestKind.SCAN, new byte[] {HostileChild.SLEEP}))
                    .isInstanceOf(DecoderDiedException.class);
        } finally {
            watched.close();
        }

        assertThat(process.isCondemned()).isTrue();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void shouldNotEndAProcessWhoseWatchIsClosed() throws Exception {
        open();
        DecoderProcess process = slot.get().process();
        DecoderWatch.Watched watched = watch.begin(process, new DecodeLimits(Duration.ofHours(1), 4096));
        watched.close();
        Thread.sleep(60);
        watched.run();

        assertThat(process.isCondemned()).isFalse();
        assertThat(process.decode(RequestKind.SCAN, new byte[] {HostileChild.DECODE})
                        .image()
                        .width())
                .isEqualTo(2);
    }

    private void open() {
        String classPath = System.getProperty("java.class.path");
        slot.set(
                new DecoderSlot(new DecoderCommand(classPath, HostileChild.class.getName(), 64), watch, Runnable::run));
    }
}
