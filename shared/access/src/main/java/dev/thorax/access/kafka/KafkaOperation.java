package dev.thorax.access.kafka;

import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonCreator;

/** An operation of Kafka that a rule allows. */
public enum KafkaOperation {
    /** Reads records, or takes part in a group. Implies {@link #DESCRIBE}. */
    READ("Read"),
    /** Writes records, or begins transactions. Implies {@link #DESCRIBE}. */
    WRITE("Write"),
    /** Creates topics. */
    CREATE("Create"),
    /** Deletes topics, or the offsets of a group. Implies {@link #DESCRIBE}. */
    DELETE("Delete"),
    /** Adds partitions. Implies {@link #DESCRIBE}. */
    ALTER("Alter"),
    /** Sees that something exists, with its partitions or offsets. */
    DESCRIBE("Describe"),
    /** Reads the settings of a topic. */
    DESCRIBE_CONFIGS("DescribeConfigs"),
    /** Changes the settings of a topic. Implies {@link #DESCRIBE_CONFIGS}. */
    ALTER_CONFIGS("AlterConfigs");

    private final String text;

    KafkaOperation(String text) {
        this.text = text;
    }

    /** Returns the operation of a name as Kafka's commands write it, e.g. {@code DescribeConfigs}. */
    @JsonCreator
    public static KafkaOperation of(String text) {
        return Arrays.stream(values())
                .filter(operation -> operation.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Kafka has no operation " + text + "."));
    }

    /** Returns the name as Kafka's commands write it. */
    public String text() {
        return text;
    }
}
