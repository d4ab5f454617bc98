package dev.thorax.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fuzzes one target in a JVM of its own.
 *
 * @param target the target
 * @param folder folder of the log and the findings of this turn; the inputs that the fuzzer keeps stand beside it in {@code corpus}
 * @param seeds files to begin with
 */
record FuzzProcess(Target target, Path folder, List<Path> seeds) {
    /** Seconds that one input may take, on a machine that has other work, too. */
    private static final int TIMEOUT = 120;
    /** Time for the start of the JVM and its last input. */
    private static final int MARGIN_SECONDS = 600;
    /** Our code, and the libraries in Java to which it gives the bytes of strangers' files. */
    private static final String INSTRUMENTED = "dev.thorax.**:com.twelvemonkeys.**:io.jhdf.**";
    /** Findings of different places in the code after which the target ends. */
    private static final int MOST_FINDINGS = 20;

    FuzzResult run(long seconds) throws IOException, InterruptedException {
        Path findings = Files.createDirectories(folder.resolve("findings"));
        Path log = folder.resolve("log");
        Path figures = folder.resolve("figures");
        ProcessBuilder builder = new ProcessBuilder(command(seconds, figures))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        builder.environment().put("OPENCV_LOG_LEVEL", "SILENT");
        Process process = builder.start();
        try {
            if (!process.waitFor(seconds + MARGIN_SECONDS, TimeUnit.SECONDS)) {
                Files.writeString(
                        findings.resolve("hang"), "The JVM did not end " + MARGIN_SECONDS + " s after its time.");
            }
        } finally {
            process.destroyForcibly();
        }
        String output = Files.readString(log, StandardCharsets.ISO_8859_1);
        if (!output.contains("DONE ") && names(findings).isEmpty()) {
            Files.writeString(findings.resolve("end"), "The JVM ended before its time; see its log.");
        }
        return FuzzResult.of(target, output, names(findings), read(figures));
    }

    private List<String> command(long seconds, Path figures) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-Xss1m",
                "-XX:+UseSerialGC",
                "-XX:-CreateCoredumpOnCrash",
                "-Djava.awt.headless=true",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-D" + Measured.FILE + "=" + figures,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type(),
                "--target_method=" + target.name(),
                "--instrumentation_includes=" + INSTRUMENTED,
                "--keep_going=" + MOST_FINDINGS,
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder.resolve("findings") + "/",
                "-max_total_time=" + seconds,
                "-timeout=" + TIMEOUT,
                "-report_slow_units=" + TIMEOUT,
                "-rss_limit_mb=3072",
                "-max_len=" + target.longest(),
                "-print_final_stats=1"));
        Path list = folder.resolve("seeds");
        Files.writeString(list, seeds.stream().map(Path::toString).collect(Collectors.joining(",")));
        if (!seeds.isEmpty()) {
            command.add("-seed_inputs=@" + list);
        }
        command.add(Files.createDirectories(folder.resolveSibling("corpus")).toString());
        return command;
    }

    private static Figures read(Path figures) throws IOException {
        return Files.exists(figures) ? Figures.of(Files.readString(figures)) : Figures.NONE;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}
