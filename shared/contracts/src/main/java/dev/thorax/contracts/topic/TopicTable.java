package dev.thorax.contracts.topic;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints the catalogue of topics: as a table for the documentation, or as the commands that create them. */
public final class TopicTable {
    private TopicTable() {}

    /**
     * Prints the table, or the commands if a broker is named.
     *
     * @param arguments none, or {@code host:port} of a broker, the number of replicas, and devices. If there are devices, only the
     *     commands for their own topics are printed
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length == 0) {
            rows().forEach(out::println);
        } else {
            int replication = arguments.length > 1 ? Integer.parseInt(arguments[1]) : TopicSettings.REPLICATION;
            List<TopicSettings> devices =
                    Arrays.stream(arguments).skip(2).map(DeviceTopics::settings).toList();
            commands(devices.isEmpty() ? TopicSettings.all() : devices, arguments[0], replication)
                    .forEach(out::println);
        }
    }

    /** Returns the lines of the table in Markdown. */
    public static List<String> rows() {
        Stream<String> head = Stream.of("| topic | partitions | settings |", "|---|---|---|");
        return Stream.concat(head, TopicSettings.all().stream().map(TopicTable::row))
                .toList();
    }

    /** Returns the commands that create {@code topics}. */
    static List<String> commands(List<TopicSettings> topics, String bootstrapServers, int replication) {
        return topics.stream()
                .map(topic -> TopicAdvice.creation(topic, replication, bootstrapServers))
                .toList();
    }

    private static String row(TopicSettings topic) {
        return "| `" + topic.name() + "` | " + topic.partitions() + (topic.isFixed() ? ", never more" : "") + " | "
                + topic.config().entrySet().stream()
                        .map(setting -> "`" + setting + "`")
                        .collect(Collectors.joining(", "))
                + " |";
    }
}
