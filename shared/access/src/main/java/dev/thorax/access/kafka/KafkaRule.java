package dev.thorax.access.kafka;

/**
 * Allows one operation on one resource.
 *
 * @param resource what may be used
 * @param operation what may be done with it
 */
public record KafkaRule(KafkaResource resource, KafkaOperation operation) {
    private static final String USER = "{user}";

    /** Returns the rule as {@code user} has it. */
    KafkaRule of(String user) {
        return new KafkaRule(
                new KafkaResource(resource.type(), resource.name().replace(USER, user), resource.isPrefix()),
                operation);
    }
}
