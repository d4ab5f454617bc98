package dev.thorax.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What fuzzing a target gave.
 *
 * @param target the target
 * @param executions inputs that were run
 * @param coverage edges of the code that were reached
 * @param findings files of the inputs that failed
 * @param figures the highest figures
 */
record FuzzResult(Target target, long executions, long coverage, List<String> findings, Figures figures) {
    private static final Pattern PROGRESS = Pattern.compile("(?m)^#(\\d+)\\s.* cov: (\\d+)");
    private static final String ROW = "%-11s %12s %9s %9s %10s %10s %9s%n";

    /** Reads the log of one turn. */
    static FuzzResult of(Target target, String log, List<String> findings, Figures figures) {
        long executions = 0;
        long coverage = 0;
        Matcher progress = PROGRESS.matcher(log);
        while (progress.find()) {
            executions = Math.max(executions, Long.parseLong(progress.group(1)));
            coverage = Math.max(coverage, Long.parseLong(progress.group(2)));
        }
        return new FuzzResult(target, executions, coverage, findings, figures);
    }

    /** Joins the turns of a target. */
    static FuzzResult of(Target target, List<FuzzResult> turns) {
        return turns.stream()
                .filter(turn -> turn.target().equals(target))
                .reduce(new FuzzResult(target, 0, 0, List.of(), Figures.NONE), FuzzResult::and);
    }

    private FuzzResult and(FuzzResult other) {
        return new FuzzResult(
                target,
                executions + other.executions,
                Math.max(coverage, other.coverage),
                Stream.concat(findings.stream(), other.findings.stream()).toList(),
                figures.or(other.figures));
    }

    /** Returns a table of the results, and the files of all findings below it. */
    static String table(List<FuzzResult> results) {
        StringBuilder table = new StringBuilder(
                String.format(ROW, "target", "executions", "edges", "findings", "slowest ms", "largest B", "most MiB"));
        results.forEach(result -> table.append(result.row()));
        long all = results.stream().mapToLong(FuzzResult::executions).sum();
        List<String> findings =
                results.stream().flatMap(result -> result.findings().stream()).toList();
        table.append(String.format(ROW, "all", number(all), "", findings.size(), "", "", ""));
        return table + findings.stream().map(file -> file + "\n").collect(Collectors.joining());
    }

    private String row() {
        return String.format(
                ROW,
                target.name(),
                number(executions),
                number(coverage),
                findings.size(),
                figures.millis(),
                number(figures.bytes()),
                figures.mib());
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
