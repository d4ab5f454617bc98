package dev.thorax.access.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.thorax.access.kafka.KafkaResource.Type;

/** Reads who may do what on Kafka from the file {@code access.yaml} of this package. */
public final class KafkaAccess {
    private static final String FILE = "access.yaml";
    private static final List<KafkaPrincipal> ALL = read();

    private KafkaAccess() {}

    /** Returns all principals in the order of the file. */
    public static List<KafkaPrincipal> all() {
        return ALL;
    }

    /**
     * Returns the principal with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static KafkaPrincipal of(String name) {
        return ALL.stream()
                .filter(principal -> principal.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no principal " + name + "; choose one of "
                        + String.join(
                                ", ", ALL.stream().map(KafkaPrincipal::name).toList()) + "."));
    }

    private static List<KafkaPrincipal> read() {
        try (InputStream file = KafkaAccess.class.getResourceAsStream(FILE)) {
            Map<String, Entry> entries = new YAMLMapper().readValue(file, new TypeReference<>() {});
            List<KafkaPrincipal> principals = new ArrayList<>();
            entries.forEach(
                    (name, entry) -> principals.add(new KafkaPrincipal(name, entry.description(), entry.rules())));
            return List.copyOf(principals);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + FILE + " of the rules of Kafka is not readable.", e);
        }
    }

    /** A principal as the file has it: operations by the name of a resource. */
    private record Entry(
            String description,
            Map<String, List<KafkaOperation>> topics,
            Map<String, List<KafkaOperation>> groups,
            Map<String, List<KafkaOperation>> transactions) {
        private List<KafkaRule> rules() {
            List<KafkaRule> rules = new ArrayList<>();
            add(rules, Type.TOPIC, topics);
            add(rules, Type.GROUP, groups);
            add(rules, Type.TRANSACTIONAL_ID, transactions);
            return rules;
        }

        private static void add(List<KafkaRule> rules, Type type, Map<String, List<KafkaOperation>> operations) {
            (operations == null ? new LinkedHashMap<String, List<KafkaOperation>>() : operations)
                    .forEach((name, allowed) -> allowed.forEach(
                            operation -> rules.add(new KafkaRule(KafkaResource.of(type, name), operation))));
        }
    }
}
