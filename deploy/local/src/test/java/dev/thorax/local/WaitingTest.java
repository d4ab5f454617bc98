package dev.thorax.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(20)
class WaitingTest {
    private final Ledger ledger = new Ledger();
    private final Progress progress = new Progress(new PrintStream(OutputStream.nullOutputStream()));

    @Test
    void shouldLookElsewhereForScansOfWhichNoEventComes() throws InterruptedException {
        List<String> missing = new ArrayList<>();
        ledger.sent("event", "a.png", "A", "d");
        ledger.sent("no event", "b.png", "B", "d");
        ledger.stored("event", "d");

        waiting(Duration.ZERO).until(List.of("event", "no event"), Ledger.Entry::stored, "stored", scans -> {
            missing.addAll(scans);
            scans.forEach(id -> ledger.stored(id, "d"));
        });

        assertThat(missing).containsExactly("no event");
    }

    @Test
    void shouldNotTakeAScanForStoredThatIsSoForAnotherDataSet() {
        ledger.sent("scan", "a.png", "A", "new");

        ledger.stored("scan", "old");
        assertThat(ledger.entry("scan").stored()).isFalse();

        ledger.stored("scan", "new");
        ledger.stored("scan", "old");
        assertThat(ledger.entry("scan").stored()).isTrue();
    }

    @Test
    void shouldEndWhenAPartOfTheStackEnds() {
        ledger.sent("scan", "a.png", "A", "d");
        Waiting waiting = new Waiting(
                ledger,
                progress,
                () -> {
                    throw new CannotRun("Kafka has ended.");
                },
                Duration.ZERO);

        assertThatThrownBy(() -> waiting.until(List.of("scan"), Ledger.Entry::stored, "stored", missing -> {}))
                .isInstanceOf(CannotRun.class);
    }

    private Waiting waiting(Duration quiet) {
        return new Waiting(ledger, progress, () -> {}, quiet);
    }
}
