package dev.thorax.local;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Waits until scans have their outcome, and prints how many have it. */
final class OutcomeAwaiter {
    private final ScanLedger ledger;
    private final TerminalProgress progress;
    private final Runnable checkAllRun;
    private final Duration quiet;

    /**
     * Creates an awaiter.
     *
     * @param checkAllRun throws {@link CannotRunException} if a part of the stack has ended
     * @param quiet after how long without any change to look elsewhere
     */
    OutcomeAwaiter(ScanLedger ledger, TerminalProgress progress, Runnable checkAllRun, Duration quiet) {
        this.ledger = ledger;
        this.progress = progress;
        this.checkAllRun = checkAllRun;
        this.quiet = quiet;
    }

    /**
     * Waits for the scans of {@code sent}.
     *
     * @param state what each must be
     * @param word that state, for people
     * @param elsewhere given the scans that are missing whenever it is quiet; tells the ledger of those of which no event
     *     comes
     */
    void until(List<String> sent, Predicate<ScanLedger.Entry> state, String word, Consumer<List<String>> elsewhere)
            throws InterruptedException {
        long said = -1;
        long before = -1;
        long since = System.nanoTime();
        while (true) {
            long done = ledger.count(sent, state);
            if (done != said && (done == sent.size() || done - Math.max(said, 0) >= Math.max(20, sent.size() / 10))) {
                progress.say(done + " of " + sent.size() + " " + word + ".");
                said = done;
            }
            if (done == sent.size()) {
                return;
            }
            checkAllRun.run();
            if (done != before) {
                before = done;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > quiet.toNanos()) {
                elsewhere.accept(ledger.missing(sent, state));
                since = System.nanoTime();
            }
            ledger.awaitChange();
        }
    }
}
