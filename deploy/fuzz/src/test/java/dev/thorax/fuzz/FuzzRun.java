package dev.thorax.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Fuzzes targets, each turn in a JVM of its own.
 *
 * @param targets the targets
 * @param time how long to fuzz in all, without the starts of the JVMs
 * @param jobs JVMs side by side
 * @param seeds folder of the files to begin with, if it is there
 * @param work folder of what the fuzzer finds and writes
 */
record FuzzRun(List<Target> targets, Duration time, int jobs, Optional<Path> seeds, Path work) {

    /** Fuzzes, and returns the result of each target in order. */
    List<FuzzResult> run() throws IOException, InterruptedException {
        // In each round every job has one turn. The places that are left in the last round go to the first targets.
        int rounds = (targets.size() + jobs - 1) / jobs;
        long seconds = Math.max(1, time.toSeconds() / rounds);
        List<Callable<FuzzResult>> turns = new ArrayList<>();
        for (int i = 0; i < rounds * Math.min(jobs, 2 * targets.size()); i++) {
            turns.add(turn(targets.get(i % targets.size()), i / targets.size(), seconds));
        }
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try {
            List<FuzzResult> results = new ArrayList<>();
            for (Future<FuzzResult> done : pool.invokeAll(turns)) {
                results.add(done.get());
            }
            return targets.stream()
                    .map(target -> FuzzResult.of(target, results))
                    .toList();
        } catch (ExecutionException e) {
            throw new IOException("A target could not be fuzzed.", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Callable<FuzzResult> turn(Target target, int number, long seconds) {
        return () -> {
            Path folder = Files.createDirectories(work.resolve(target.name()).resolve("turn-" + number));
            return new FuzzProcess(target, folder, seedFiles(target)).run(seconds);
        };
    }

    private List<Path> seedFiles(Target target) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder :
                (Iterable<Path>) Stream.concat(seeds.stream(), SavedInputs.folder(target).stream())::iterator) {
            try (Stream<Path> found = Files.walk(folder)) {
                found.filter(Files::isRegularFile)
                        .filter(file -> !seeds.equals(Optional.of(folder)) || isSeed(target, file))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static boolean isSeed(Target target, Path file) {
        return target.seeds().stream().anyMatch(file.toString()::endsWith)
                && file.toFile().length() <= target.longest();
    }
}
