package dev.thorax.servers;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.TopicGap;
import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.kafka.LostRecords;
import dev.thorax.kafka.TopicInspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class TopicCatalogIT {
    private static final ConfigResource SCANS = new ConfigResource(ConfigResource.Type.TOPIC, Topics.SCANS);

    @TempDir
    private static Path folder;

    private TestStack stack;
    private Admin admin;

    @BeforeEach
    void start() {
        stack = TestStack.start(folder);
        admin = KafkaClients.admin(stack.superUser());
    }

    @AfterEach
    void stop() {
        admin.close();
        stack.close();
    }

    @Test
    void shouldAlterTheTopicsOfAnOlderVersion() throws Exception {
        admin.deleteTopics(Set.of(Topics.MODELS, Topics.TRAININGS, Topics.SCANS_REJECTED))
                .all()
                .get();
        await().until(() -> !admin.listTopics().names().get().contains(Topics.MODELS));
        admin.createTopics(
                        Set.of(new NewTopic(Topics.MODELS, 1, (short) 1), new NewTopic(Topics.TRAININGS, 1, (short) 1)))
                .all()
                .get();
        set("retention.ms", "-1");
        await().untilAsserted(() -> assertThat(gaps())
                .extracting(gap -> gap.needed().name())
                .containsExactlyInAnyOrder(Topics.SCANS, Topics.SCANS_REJECTED, Topics.TRAININGS, Topics.MODELS));

        TopicCatalog.create(stack.superUser());

        assertThat(gaps()).isEmpty();
    }

    @Test
    void shouldLeaveWhatIsMoreThanRequired() throws Exception {
        set("max.message.bytes", "40000000");

        TopicCatalog.create(stack.superUser());

        assertThat(gaps()).isEmpty();
        assertThat(admin.describeConfigs(Set.of(SCANS))
                        .values()
                        .get(SCANS)
                        .get()
                        .get("max.message.bytes")
                        .value())
                .isEqualTo("40000000");
    }

    @Test
    void shouldFindRecordsThatLeftTheirTopicUnreadOnce() throws Exception {
        TopicPartition partition = new TopicPartition(Topics.PROMOTIONS, 0);
        for (int record = 0; record < 5; record++) {
            stack.produce(Topics.PROMOTIONS, "production", new byte[1], Map.of());
        }
        LostRecords lost = new LostRecords(admin);
        assertThat(lost.find("group", Topics.PROMOTIONS)).isEmpty();
        admin.alterConsumerGroupOffsets("group", Map.of(partition, new OffsetAndMetadata(1)))
                .all()
                .get();
        assertThat(lost.find("group", Topics.PROMOTIONS)).isEmpty();

        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(4)))
                .all()
                .get();

        assertThat(lost.find("group", Topics.PROMOTIONS)).containsExactly(Map.entry(partition, 3L));
        assertThat(lost.find("group", Topics.PROMOTIONS)).isEmpty();
        assertThat(new LostRecords(admin).find("another group", Topics.PROMOTIONS))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "lz4", "snappy"})
    void shouldMeasureACompressedRecordByItsWholeSize(String codec) throws Exception {
        Map<String, Object> settings = new HashMap<>(stack.superUser());
        settings.put("compression.type", codec);
        settings.put("max.request.size", 64 << 20);
        try (Producer<String, byte[]> producer = KafkaClients.producer(settings)) {
            for (TopicSettings topic : TopicSettings.all()) {
                int tooMuch = Integer.parseInt(topic.config().get("max.message.bytes")) + 1;
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic.name(), "key", new byte[tooMuch]))
                                .get())
                        .as(topic.name())
                        .hasCauseInstanceOf(RecordTooLargeException.class);
            }
        }
    }

    private List<TopicGap> gaps() {
        return new TopicInspector(admin, 3)
                .gaps(TopicSettings.all().stream().map(TopicSettings::name).toList());
    }

    private void set(String name, String value) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        SCANS, List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }
}
