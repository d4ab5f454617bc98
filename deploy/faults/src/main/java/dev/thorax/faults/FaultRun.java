package dev.thorax.faults;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Runs a stack under load, applies the faults of a schedule one step after the other, and awaits recovery after each. */
final class FaultRun implements AutoCloseable {
    private static final Duration FIRST_DIAGNOSIS = Duration.ofMinutes(5);
    /** Id of the first scan. Its heat map is shown before the faults begin. */
    private static final String FIRST = "first";

    private static final long LOOK_MILLIS = 200;
    private static final int TRAINING_STEP = 2;

    private final Options options;
    private final PrintStream out;
    private final FaultStack stack;
    private final ScanLedger ledger = new ScanLedger();
    private final FaultReport report;
    private final OutcomeFollower follower;
    private final Sender sender;
    private final Operator operator;
    private final Devices devices;
    private final FaultInjector injector;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> failedRequests = new ArrayList<>();
    private Duration time = Duration.ZERO;

    /** Starts everything and waits for a first diagnosis. */
    FaultRun(Options options, Path folder, Path modules, Clock clock, PrintStream out) throws InterruptedException {
        this.options = options;
        this.out = out;
        this.report = new FaultReport(folder.resolve("faults.csv"));
        ScanSource source = new ScanSource(options.seed, options.bad / Devices.KAFKA_SHARE, options.repeated);
        ScanSource goodSource = new ScanSource(options.seed, 0, options.repeated);
        this.stack = FaultStack.start(folder, modules);
        this.follower = new OutcomeFollower(stack.directKafka());
        this.sender = new Sender(stack.proxiedKafka());
        this.operator = new Operator(stack, sender, ledger, clock);
        this.injector = new FaultInjector(stack, operator);
        this.devices = new Devices(
                source,
                goodSource,
                ledger,
                sender,
                stack.url(Target.INGEST).resolve("/scans"),
                options.rate,
                () -> ledger.scanCount() - outcomes().answeredScans() < options.waiting,
                clock);
        operator.promote("v1");
        if (recovery(FIRST, FIRST_DIAGNOSIS) == null) {
            throw new IllegalStateException("No scan was diagnosed within " + FIRST_DIAGNOSIS.toMinutes()
                    + " minutes of the start; look at the logs in " + folder.resolve("services") + ".");
        }
    }

    /** Applies the faults. Returns false at the first from which the stack does not recover in time. */
    boolean applyFaults() throws InterruptedException {
        FaultSchedule schedule = new FaultSchedule(options.seed, options.kinds(), options.pairs, options.longest);
        long start = System.nanoTime();
        devices.start();
        boolean recovered = true;
        for (int step = 1; recovered && since(start).toMillis() < options.minutes * 60_000; step++) {
            int left = options.faults - report.faults();
            if (left <= 0) {
                break;
            }
            recovered = applyStep(step, schedule.next(left), start);
            time = since(start);
        }
        if (recovered && options.rollingRestart) {
            restartAll();
            time = since(start);
        }
        devices.stop();
        return recovered;
    }

    private void restartAll() throws InterruptedException {
        try (RollingRestart restart =
                new RollingRestart(stack, outcomes(), Duration.ofSeconds(options.recovery), out)) {
            failedRequests.addAll(restart.run(FIRST, devices::uploadOnce));
        }
    }

    private boolean applyStep(int step, FaultStep faults, long start) throws InterruptedException {
        Thread.sleep(faults.pause().toMillis());
        Duration begin = since(start);
        out.printf(
                "%3d  at %s s: %s%n",
                step,
                FaultReport.seconds(begin),
                faults.faults().stream()
                        .map(fault -> fault.name() + " for " + fault.length().toSeconds() + " s")
                        .collect(Collectors.joining(" and ")));
        if (step == TRAINING_STEP) {
            operator.train("t-" + options.seed);
        }
        apply(faults.faults());
        Duration recovery = recovery("probe-" + options.seed + "-" + step, Duration.ofSeconds(options.recovery));
        report.add(step, begin, faults, recovery);
        if (recovery == null) {
            out.printf("     no recovery within %d s; not ready: %s%n", options.recovery, stack.notReady());
            stack.printThreads();
        } else {
            out.printf(
                    "     recovered after %s s; %d scans wait%n",
                    FaultReport.seconds(recovery),
                    ledger.scanCount() - outcomes().answeredScans());
        }
        return recovery != null;
    }

    /** Applies faults at the same time, and requests a heat map in the middle. */
    private void apply(List<Fault> faults) throws InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        for (Fault fault : faults) {
            running.add(threads.submit(() -> {
                Thread.sleep(fault.delay().toMillis());
                injector.apply(fault);
                return null;
            }));
        }
        outcomes().someDiagnosed(ledger.requests().keySet()).ifPresent(operator::explain);
        for (Future<?> fault : running) {
            try {
                fault.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A fault could not be applied.", e.getCause());
            }
        }
    }

    /**
     * Waits until all parts are ready and a scan that is sent now is diagnosed. Then waits for a heat map of it.
     *
     * @return how long it took until the diagnosis, or null if it or the heat map took longer than {@code atMost}
     */
    private Duration recovery(String probe, Duration atMost) throws InterruptedException {
        long start = System.nanoTime();
        threads.execute(() -> devices.probe(probe));
        Duration recovery = null;
        while (since(start).compareTo(atMost) < 0) {
            if (recovery == null
                    && outcomes().diagnosed(probe) > 0
                    && stack.notReady().isEmpty()) {
                recovery = since(start);
            }
            if (recovery != null && operator.showsHeatMap(probe)) {
                return recovery;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return null;
    }

    /** Returns a line for each request that failed during the rolling restart. */
    List<String> failedRequests() {
        return failedRequests;
    }

    ScanLedger ledger() {
        return ledger;
    }

    FaultReport report() {
        return report;
    }

    FaultStack stack() {
        return stack;
    }

    /** Returns the answers that were seen until now. */
    Outcomes outcomes() {
        return follower.outcomes();
    }

    /** Returns how long faults were applied. */
    Duration time() {
        return time;
    }

    static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        devices.close();
        threads.shutdownNow();
        sender.close();
        follower.close();
        stack.close();
    }
}
