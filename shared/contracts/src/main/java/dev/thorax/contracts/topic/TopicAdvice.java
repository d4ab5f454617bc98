package dev.thorax.contracts.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what a topic lacks as one sentence with the commands that mend it. */
final class TopicAdvice {
    private final TopicGap gap;
    private final String topic;
    private final String bootstrapServers;
    private final String server;

    TopicAdvice(TopicGap gap, String bootstrapServers) {
        this.gap = gap;
        this.topic = gap.needed().name();
        this.bootstrapServers = bootstrapServers;
        this.server = " --bootstrap-server " + bootstrapServers;
    }

    /** Returns the command that creates a topic. */
    static String creation(TopicSettings topic, int replication, String bootstrapServers) {
        return "kafka-topics.sh --bootstrap-server " + bootstrapServers + " --create --topic " + topic.name()
                + " --partitions " + topic.partitions() + " --replication-factor " + replication
                + TopicGap.config(topic, replication).entrySet().stream()
                        .map(setting -> " --config " + setting)
                        .collect(Collectors.joining());
    }

    String sentence() {
        if (gap.isMissing()) {
            return "The topic " + topic + " is missing; create it: "
                    + creation(gap.needed(), gap.replication(), bootstrapServers) + ".";
        }
        List<String> faults = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        if (gap.isUnread()) {
            faults.add("has settings that this service may not read");
            commands.add("kafka-acls.sh" + server + " --add --allow-principal User:NAME --operation Describe"
                    + " --operation DescribeConfigs --topic " + topic);
        }
        addConfig(faults, commands);
        addPartitions(faults, commands);
        return "The topic " + topic + " " + String.join(", and ", faults) + "; mend it: "
                + String.join(", then ", commands) + ".";
    }

    private void addConfig(List<String> faults, List<String> commands) {
        Map<String, String> config = gap.config();
        if (!config.isEmpty()) {
            config.forEach((name, needs) -> faults.add("has " + name + "="
                    + gap.found().config().getOrDefault(name, "") + " (needs "
                    + gap.needed().meaning(name, needs) + ")"));
            commands.add("kafka-configs.sh" + server + " --alter --entity-type topics --entity-name " + topic
                    + " --add-config "
                    + config.entrySet().stream().map(Object::toString).collect(Collectors.joining(",")));
        }
    }

    private void addPartitions(List<String> faults, List<String> commands) {
        int partitions = gap.needed().partitions();
        if (gap.lacksPartitions()) {
            faults.add("has " + gap.found().partitions() + " partitions (needs at least " + partitions + ")");
            commands.add("kafka-topics.sh" + server + " --alter --topic " + topic + " --partitions " + partitions);
        }
        if (gap.hasTooManyPartitions()) {
            faults.add("has " + gap.found().partitions() + " partitions (needs exactly " + partitions + ")");
            commands.add("stop the services, delete the topic and create it anew, as partitions cannot be taken away");
        }
        if (gap.lacksReplicas()) {
            faults.add("has " + gap.found().replication() + " replicas of a partition (needs at least "
                    + gap.replication() + ")");
            commands.add("kafka-reassign-partitions.sh" + server + " with " + gap.replication()
                    + " replicas of each partition of " + topic);
        }
    }
}
