package dev.thorax.faults;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.storage.ObjectStore;

/** Waits for the answers that are still to come, judges all of them, and prints the table. */
final class Verdict {
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final int MOST_NAMES = 50;

    private final FaultRun run;
    private final Duration patience;
    private final PrintStream out;

    /**
     * Creates a verdict.
     *
     * @param patience how long no answer may come before those that are missing count as lost
     */
    Verdict(FaultRun run, Duration patience, PrintStream out) {
        this.run = run;
        this.patience = patience;
        this.out = out;
    }

    /** Prints the table, and returns a line for each scan that was lost, doubled or answered wrongly. */
    List<String> problems() throws InterruptedException {
        out.println("Waiting for the last answers.");
        long unacknowledged = awaitAnswers();
        Thread.sleep(LATE.toMillis());
        Outcomes outcomes = OutcomeFollower.readAll(run.stack().directKafka());
        Judgement judgement = Judgement.of(run.ledger(), outcomes);
        judgement.lost().addAll(unarchived(outcomes));
        table(judgement, outcomes);
        List<String> problems = new ArrayList<>();
        names("Lost", judgement.lost(), problems);
        names("Doubled", judgement.doubled(), problems);
        names("Wrong", judgement.wrong(), problems);
        if (unacknowledged > 0) {
            problems.add("Taken by no broker or service: " + unacknowledged);
        }
        problems.forEach(out::println);
        return problems;
    }

    /** Returns how many scans no broker or service took. */
    private long awaitAnswers() throws InterruptedException {
        int missing = Integer.MAX_VALUE;
        long since = System.nanoTime();
        while (FaultRun.since(since).compareTo(patience) < 0) {
            int now = Judgement.of(run.ledger(), run.outcomes()).lost().size() + (int) unacknowledged();
            if (now == 0) {
                break;
            }
            if (now < missing) {
                missing = now;
                since = System.nanoTime();
            }
            Thread.sleep(1000);
        }
        return unacknowledged();
    }

    private long unacknowledged() {
        return run.ledger().scans().values().stream()
                .filter(entry -> !entry.acknowledged() && entry.refusals().isEmpty())
                .count();
    }

    /** Returns the diagnosed scans whose diagnosis is not in the store within the patience. */
    private List<String> unarchived(Outcomes outcomes) throws InterruptedException {
        ObjectStore store = run.stack().store();
        List<String> missing = new ArrayList<>(outcomes.scanIds());
        missing.removeIf(id -> outcomes.diagnosed(id) == 0);
        long since = System.nanoTime();
        while (true) {
            missing.removeIf(id -> store.exists(StorageKeys.diagnosis(id)));
            if (missing.isEmpty() || FaultRun.since(since).compareTo(patience) > 0) {
                return missing.stream().map(id -> id + " (no diagnosis object)").toList();
            }
            Thread.sleep(1000);
        }
    }

    private void table(Judgement judgement, Outcomes outcomes) {
        ScanLedger ledger = run.ledger();
        FaultReport report = run.report();
        int sent = ledger.sentCount();
        out.printf("%n| sent | of these repeated | bad | acknowledged | stored | diagnosed | rejected | failed |%n");
        out.printf("|---|---|---|---|---|---|---|---|%n");
        out.printf(
                "| %d | %d | %d | %d | %d | %d | %d | %d |%n",
                sent,
                sent - ledger.scanCount(),
                ledger.badCount(),
                ledger.acknowledgedCount(),
                outcomes.total(Topics.SCANS_STORED),
                outcomes.total(Topics.DIAGNOSES),
                outcomes.total(Topics.SCANS_REJECTED),
                outcomes.total(Topics.DIAGNOSES_FAILED));
        out.printf("%n| lost | doubled | wrong | requests | faults | survived | longest recovery | scans a second |%n");
        out.printf("|---|---|---|---|---|---|---|---|%n");
        out.printf(
                "| %d | %d | %d | %d | %d | %d | %s s | %.1f |%n",
                judgement.lost().size(),
                judgement.doubled().size(),
                judgement.wrong().size(),
                ledger.requests().size(),
                report.faults(),
                report.survived(),
                FaultReport.seconds(report.longest()),
                sent / Math.max(1, run.time().toMillis() / 1000.0));
        out.printf("%n| fault | times | longest recovery | longest recovery alone |%n|---|---|---|---|%n");
        report.byKind().forEach(out::println);
        if (!run.stack().ends().isEmpty()) {
            out.println("Ended without being killed, and started again: "
                    + run.stack().ends());
        }
    }

    private static void names(String what, List<String> names, List<String> lines) {
        names.stream().limit(MOST_NAMES).forEach(name -> lines.add(what + ": " + name));
        if (names.size() > MOST_NAMES) {
            lines.add(what + ": " + (names.size() - MOST_NAMES) + " more");
        }
    }
}
