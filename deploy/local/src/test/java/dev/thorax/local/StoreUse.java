package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Collects which calls of the object store services made, from their metrics and from what their workers logged. */
final class StoreUse {
    private static final Pattern METRIC = Pattern.compile("(?m)^thorax_object_store_calls_total\\{(.*)} [0-9.E]+$");
    private static final Pattern TAG = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern WORKER = Pattern.compile("The worker used the object store calls=\"([^\"]*)\"");

    private StoreUse() {}

    /** Returns the rules that the calls need which a service counted. */
    static Set<String> ofMetrics(String page) {
        Set<String> needed = new TreeSet<>();
        for (Matcher line = METRIC.matcher(page); line.find(); ) {
            String operation = "";
            String keys = "";
            for (Matcher tag = TAG.matcher(line.group(1)); tag.find(); ) {
                operation = tag.group(1).equals("operation") ? tag.group(2) : operation;
                keys = tag.group(1).equals("keys") ? tag.group(2) : keys;
            }
            needed.add(StorePolicy.needed(operation, keys));
        }
        return needed;
    }

    /** Returns the rules that the calls need which the workers of a service logged. */
    static Set<String> ofWorkers(Path log) throws IOException {
        Set<String> needed = new TreeSet<>();
        for (Matcher line = WORKER.matcher(Files.readString(log)); line.find(); ) {
            Stream.of(line.group(1).split(", "))
                    .map(call -> call.split(" "))
                    .forEach(call -> needed.add(StorePolicy.needed(call[0], call[1])));
        }
        return needed;
    }
}
