package dev.thorax.access.kafka;

/**
 * Names what a rule is about.
 *
 * @param type kind of the resource
 * @param name its whole name, or the beginning of it
 * @param isPrefix whether {@code name} is the beginning of names
 */
public record KafkaResource(Type type, String name, boolean isPrefix) {
    private static final String ANY = "*";

    /** Kinds of resources. */
    public enum Type {
        /** A topic. */
        TOPIC("--topic"),
        /** A consumer group. */
        GROUP("--group"),
        /** The name of a transactional producer. */
        TRANSACTIONAL_ID("--transactional-id");

        private final String option;

        Type(String option) {
            this.option = option;
        }

        /** Returns the option of {@code kafka-acls.sh}. */
        String option() {
            return option;
        }
    }

    /** Checks the name: a rule is never about everything. */
    public KafkaResource {
        if (name.isEmpty() || name.contains(ANY)) {
            throw new IllegalArgumentException("A rule needs a name, or the beginning of one and * at its end.");
        }
    }

    /** Reads a name as the file has it: with {@code *} at its end it is a prefix. */
    static KafkaResource of(Type type, String text) {
        boolean isPrefix = text.endsWith(ANY);
        return new KafkaResource(type, isPrefix ? text.substring(0, text.length() - 1) : text, isPrefix);
    }

    /** Returns whether the rule is about the resource with this type and whole name. */
    public boolean matches(Type otherType, String otherName) {
        return type == otherType && (isPrefix ? otherName.startsWith(name) : otherName.equals(name));
    }
}
