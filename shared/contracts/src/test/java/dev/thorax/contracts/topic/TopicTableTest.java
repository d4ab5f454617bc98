package dev.thorax.contracts.topic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

class TopicTableTest {
    private static final Path PAGE = Path.of("docs", "operations.md");

    @Test
    void shouldStandInTheDocumentation() throws IOException {
        assertThat(Files.readString(project().resolve(PAGE))).contains(String.join("\n", TopicTable.rows()) + "\n");
    }

    @Test
    void shouldGiveTheCommandsThatCreateAllTopics() {
        assertThat(TopicTable.commands(TopicSettings.all(), "kafka:9092", 1))
                .hasSameSizeAs(TopicSettings.all())
                .contains(
                        "kafka-topics.sh --bootstrap-server kafka:9092 --create --topic thorax.promotions --partitions 1"
                                + " --replication-factor 1 --config cleanup.policy=delete --config compression.type=uncompressed --config max.message.bytes=1048588"
                                + " --config min.insync.replicas=1 --config retention.bytes=-1 --config retention.ms=2592000000");
    }

    @Test
    void shouldGiveTheCommandThatCreatesTheTopicOfADevice() {
        assertThat(TopicTable.commands(List.of(DeviceTopics.settings("room-3")), "kafka:9092", 3))
                .singleElement(as(STRING))
                .startsWith("kafka-topics.sh --bootstrap-server kafka:9092 --create --topic thorax.scans.room-3"
                        + " --partitions 1 --replication-factor 3 ")
                .contains(" --config max.message.bytes=35651584 ", " --config retention.ms=259200000 ");
    }

    private static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve(PAGE))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
