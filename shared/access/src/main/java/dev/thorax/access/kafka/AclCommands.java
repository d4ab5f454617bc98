package dev.thorax.access.kafka;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the rules of a user as commands of Kafka that grant them. */
public final class AclCommands {
    private AclCommands() {}

    /**
     * Returns one command for each resource.
     *
     * @param bootstrapServers {@code host:port} of the broker
     * @param user name of the user
     */
    public static List<String> of(KafkaPrincipal principal, String user, String bootstrapServers) {
        Map<KafkaResource, List<KafkaOperation>> operations = new LinkedHashMap<>();
        principal.rulesOf(user).forEach(rule -> operations
                .computeIfAbsent(rule.resource(), any -> new ArrayList<>())
                .add(rule.operation()));
        return operations.entrySet().stream()
                .map(entry -> command(entry.getKey(), entry.getValue(), user, bootstrapServers))
                .toList();
    }

    private static String command(
            KafkaResource resource, List<KafkaOperation> operations, String user, String bootstrapServers) {
        return "kafka-acls.sh --bootstrap-server " + bootstrapServers + " --command-config admin.properties --add"
                + " --allow-principal User:" + user
                + operations.stream()
                        .map(operation -> " --operation " + operation.text())
                        .collect(Collectors.joining())
                + " " + resource.type().option() + " " + resource.name()
                + (resource.isPrefix() ? " --resource-pattern-type prefixed" : "");
    }
}
