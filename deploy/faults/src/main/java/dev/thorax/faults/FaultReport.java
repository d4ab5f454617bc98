package dev.thorax.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Collects the faults with their recoveries, and writes them as a CSV file. */
final class FaultReport {
    private static final String HEAD = "step,begin_seconds,kind,target,length_seconds,recovery_seconds\n";

    private final Path file;
    private final List<Row> rows = new ArrayList<>();

    /**
     * Holds a fault that was applied.
     *
     * @param begin from the begin of the load to the begin of the step
     * @param recovery from the end of the step's last fault to its recovery, or null if there was none
     */
    private record Row(int step, Duration begin, Fault fault, Duration recovery) {}

    FaultReport(Path file) {
        this.file = file;
    }

    /** Adds the faults of a step, and writes the file anew. */
    void add(int step, Duration begin, FaultStep applied, Duration recovery) {
        applied.faults().forEach(fault -> rows.add(new Row(step, begin, fault, recovery)));
        try {
            Files.writeString(file, rows.stream().map(FaultReport::line).collect(Collectors.joining("", HEAD, "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int faults() {
        return rows.size();
    }

    /** Returns how many faults were followed by recovery. */
    long survived() {
        return rows.stream().filter(row -> row.recovery != null).count();
    }

    /** Returns the longest recovery of all. */
    Duration longest() {
        return longest(rows);
    }

    /** Returns a line for each kind with its target: how many, how many alone, and the longest recovery. */
    List<String> byKind() {
        Map<String, List<Row>> kinds =
                new TreeMap<>(rows.stream().collect(Collectors.groupingBy(row -> row.fault.name())));
        return kinds.entrySet().stream()
                .map(kind -> "| %s | %d | %s s | %s |"
                        .formatted(
                                kind.getKey(),
                                kind.getValue().size(),
                                seconds(longest(kind.getValue())),
                                alone(kind.getValue())))
                .toList();
    }

    private String alone(List<Row> kind) {
        List<Row> single = kind.stream()
                .filter(row ->
                        rows.stream().filter(other -> other.step == row.step).count() == 1)
                .toList();
        return single.isEmpty() ? "" : seconds(longest(single)) + " s";
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }

    private static Duration longest(List<Row> rows) {
        return rows.stream()
                .map(Row::recovery)
                .filter(java.util.Objects::nonNull)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static String line(Row row) {
        return "%d,%s,%s,%s,%d,%s\n"
                .formatted(
                        row.step,
                        seconds(row.begin),
                        row.fault.kind(),
                        row.fault.target().label(),
                        row.fault.length().toSeconds(),
                        row.recovery == null ? "none" : seconds(row.recovery));
    }
}
