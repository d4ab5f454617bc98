package dev.thorax.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.thorax.storage.FolderTree;

/** Disturbs a local stack under load, and judges whether it lost or doubled a scan. */
@Command(
        name = "deploy/faults/run",
        description =
                "Starts Thorax on this machine, sends scans, kills, freezes, cuts off and starves its parts, waits"
                        + " for recovery after each fault, and judges from the topics whether a scan was lost or doubled.")
public final class Main implements Callable<Integer> {
    @Mixin
    private Options options;

    private final PrintStream out = System.out;
    private final List<String> problems = new ArrayList<>();

    /** Runs the command. It exits with 0 if nothing was lost or doubled and every fault was survived, and with 1 if not. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        Path folder = folder();
        out.printf("Seed %d, folder %s, %s%n", options.seed, folder, load());
        try (FaultRun run =
                new FaultRun(options, folder, Path.of(System.getProperty("thorax.modules")), Clock.systemUTC(), out)) {
            boolean recovered = run.applyFaults();
            out.println(load());
            problems.addAll(new Verdict(run, Duration.ofSeconds(options.recovery), out).problems());
            problems.addAll(run.failedRequests());
            if (!recovered) {
                problems.add("No recovery from the last faults within " + options.recovery + " s");
            }
        }
        boolean passed = problems.isEmpty();
        out.printf(
                "%nSeed %d: %s. The faults are in %s, the logs in %s.%n",
                options.seed, passed ? "passed" : "FAILED", folder.resolve("faults.csv"), folder.resolve("services"));
        if (passed) {
            StoreDisk.unmount(FaultStack.disk(folder));
            delete(folder.resolve("kafka"));
            delete(folder.resolve("s3"));
        } else {
            out.println("The store's data may be in memory; free it by: umount " + FaultStack.disk(folder));
        }
        return passed ? 0 : 1;
    }

    /** Returns a line for each thing that went wrong. */
    List<String> problems() {
        return problems;
    }

    private Path folder() {
        Path folder =
                options.home.resolve("seed-" + options.seed).toAbsolutePath().normalize();
        StoreDisk.unmount(FaultStack.disk(folder));
        delete(folder);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String load() {
        return "%d processors, load %.1f"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
