package dev.thorax.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Fuzzes for a long time; see README.md. */
final class Main {
    private static final String USAGE =
            "Usage: run --minutes N | --seconds N [--target NAME] [--jobs N] [--seeds FOLDER] [--work FOLDER]";

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> options = options(arguments);
        if (!options.containsKey("--minutes") && !options.containsKey("--seconds")) {
            System.err.println(USAGE);
            System.exit(2);
        }
        long seconds = options.containsKey("--minutes")
                ? 60 * Long.parseLong(options.get("--minutes"))
                : Long.parseLong(options.get("--seconds"));
        Path seeds = Path.of(options.getOrDefault("--seeds", "../shared/intake"));
        if (!Files.isDirectory(seeds)) {
            System.out.println("There is no folder " + seeds + ", so the fuzzer begins with the saved inputs only.");
        }
        String name = options.get("--target");
        List<Target> targets = Target.ALL.stream()
                .filter(target -> name == null || target.name().equals(name))
                .toList();
        if (targets.isEmpty()) {
            System.err.println("There is no target " + name + "; the targets are "
                    + Target.ALL.stream().map(Target::name).collect(Collectors.joining(", ")) + ".");
            System.exit(2);
        }
        int jobs = Integer.parseInt(options.getOrDefault("--jobs", "1"));
        Path work = Path.of(options.getOrDefault("--work", "target/fuzz"));
        List<FuzzResult> results = new FuzzRun(
                        targets,
                        Duration.ofSeconds(seconds),
                        jobs,
                        Optional.of(seeds).filter(Files::isDirectory),
                        work.toAbsolutePath())
                .run();
        System.out.print(FuzzResult.table(results));
        System.exit(results.stream().allMatch(result -> result.findings().isEmpty()) ? 0 : 1);
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }
}
