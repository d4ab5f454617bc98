package dev.thorax.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of metrics that there are. */
final class Metrics {
    /** Those that are not of Thorax. WholeWayIT of deploy/local sees these of the services; the rest is Prometheus's, and of NVIDIA's exporter. */
    static final Set<String> OF_OTHERS = Set.of(
            "up",
            "ALERTS",
            "http_server_requests_seconds_count",
            "http_server_requests_seconds_bucket",
            "jvm_memory_used_bytes",
            "jvm_memory_max_bytes",
            "kafka_consumer_fetch_manager_records_lag",
            "kafka_consumer_last_poll_seconds_ago",
            "DCGM_FI_DEV_FB_USED",
            "DCGM_FI_DEV_GPU_UTIL");

    private static final Pattern ROW_NAME = Pattern.compile("`(thorax_[a-z_]+)(\\{[a-z,]*})?`");

    private Metrics() {}

    /** Returns those of the table of docs/operations.md, and the counts, sums and buckets of its histograms. */
    static Set<String> documented() throws IOException {
        String text = Files.readString(Rules.FOLDER.resolve("../../docs/operations.md"));
        Set<String> names = new TreeSet<>();
        Matcher name = ROW_NAME.matcher(text);
        while (name.find()) {
            names.add(name.group(1));
            names.add(name.group(1) + "_count");
            names.add(name.group(1) + "_sum");
            names.add(name.group(1) + "_bucket");
        }
        return names;
    }
}
