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
class OutcomeAwaiterTest {
    private final ScanLedger ledger = new ScanLedger();
    private final TerminalProgress progress = new TerminalProgress(new PrintStream(OutputStream.nullOutputStream()));

    @Test
    void shouldLookElsewhereForScansOfWhichNoEventComes() throws InterruptedException {
        List<String> missing = new ArrayList<>();
        ledger.sent("event", "a.png", "A", "d");
        ledger.sent("no event", "b.png", "B", "d");
        ledger.stored("event", "d");

        waiting(Duration.ZERO).until(List.of("event", "no event"), ScanLedger.Entry::stored, "stored", scans -> {
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
        OutcomeAwaiter waiting = new OutcomeAwaiter(
                ledger,
                progress,
                () -> {
                    throw new CannotRunException("Kafka has ended.");
                },
                Duration.ZERO);

        assertThatThrownBy(() -> waiting.until(List.of("scan"), ScanLedger.Entry::stored, "stored", missing -> {}))
                .isInstanceOf(CannotRunException.class);
    }

    private OutcomeAwaiter waiting(Duration quiet) {
        return new OutcomeAwaiter(ledger, progress, () -> {}, quiet);
    }
}
