package dev.thorax.contracts.topic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopicTableTest {
    private static final Path PAGE = Path.of("docs", "operations.md");

    @Test
    void shouldStandInTheDocumentation() throws IOException {
        assertThat(Files.readString(project().resolve(PAGE))).contains(String.join("\n", TopicTable.rows()) + "\n");
    }

    @Test
    void shouldGiveTheCommandsThatCreateAllTopics() {
        assertThat(TopicTable.commands("kafka:9092", 1))
                .hasSameSizeAs(TopicSettings.all())
                .contains(
                        "kafka-topics.sh --bootstrap-server kafka:9092 --create --topic thorax.promotions --partitions 1"
                                + " --replication-factor 1 --config cleanup.policy=delete --config compression.type=uncompressed --config max.message.bytes=1048588"
                                + " --config min.insync.replicas=1 --config retention.bytes=-1 --config retention.ms=2592000000");
    }

    private static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve(PAGE))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
