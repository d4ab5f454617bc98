package dev.thorax.access.kafka;

import java.util.List;

/**
 * Describes one kind of user of Kafka.
 *
 * @param name name of the principal. A service has one user of the same name
 * @param description who it is
 * @param rules what it may do, with {@code {user}} in the place of the name of a user
 */
public record KafkaPrincipal(String name, String description, List<KafkaRule> rules) {
    private static final String SERVICE = "thorax-";

    /** Keeps the rules. */
    public KafkaPrincipal {
        rules = List.copyOf(rules);
    }

    /** Returns whether it is a service of Thorax. Else any number of users may have its rules. */
    public boolean isService() {
        return name.startsWith(SERVICE);
    }

    /**
     * Returns the rules of the user {@code user}.
     *
     * @throws IllegalArgumentException if no user may have this name
     */
    public List<KafkaRule> rulesOf(String user) {
        KafkaUsers.check(user, this);
        return rules.stream().map(rule -> rule.of(user)).toList();
    }
}
