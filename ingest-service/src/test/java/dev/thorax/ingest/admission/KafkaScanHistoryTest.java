package dev.thorax.ingest.admission;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.runtime.kafka.TopicHistory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

class KafkaScanHistoryTest {
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
    private static final byte[] BYTES = "bytes".getBytes(StandardCharsets.UTF_8);
    private static final String SCANS = "id of thorax.scans";
    private static final TopicPartition PARTITION = new TopicPartition(Topics.SCANS, 3);

    private final FakeTopics kafka = new FakeTopics();
    private final KafkaScanHistory history = new KafkaScanHistory(kafka, "thorax-ingest");
    private final ScanTopics topics = history.topics();

    @Test
    void shouldReturnTheIdsOfTheTopics() {
        assertThat(topics)
                .isEqualTo(new ScanTopics(
                        Map.of("thorax.scans", SCANS, "thorax.scans.room-3", "id of thorax.scans.room-3"),
                        "id of thorax.scans.stored"));
    }

    @Test
    void shouldNotDecideWithoutTheTopicOfEvents() {
        kafka.topics = List.of(Topics.SCANS);

        assertThatThrownBy(history::topics).isInstanceOf(KafkaException.class);
    }

    @Test
    void shouldKnowTheRecordOfADeviceByTheTopicOfTheDevice() {
        kafka.partition = new TopicPartition("thorax.scans.room-3", 0);
        kafka.committed = 17;
        String id = topics.source("thorax.scans.room-3-0@17");

        assertThat(history.isStillToCome(claim("thorax.scans.room-3-0@17", id), topics))
                .isTrue();
        assertThat(history.isStillToCome(claim("thorax.scans.room-3-0@16", id), topics))
                .isFalse();
        assertThat(history.isStillToCome(claim("thorax.scans.room-3-0@17", SCANS), topics))
                .as("the id of another topic")
                .isFalse();
        assertThat(history.isStillToCome(claim("thorax.scans.room-4-0@17", id), topics))
                .as("a topic that is gone")
                .isFalse();
    }

    @Test
    void shouldKnowWhetherTheRecordOfAClaimIsStillToCome() {
        kafka.committed = 17;

        assertThat(history.isStillToCome(claim("thorax.scans-3@17", SCANS), topics))
                .isTrue();
        assertThat(history.isStillToCome(claim("thorax.scans-3@16", SCANS), topics))
                .isFalse();
        assertThat(kafka.group).isEqualTo("thorax-ingest");
    }

    @Test
    void shouldNotExpectARecordOfATopicThatIsGone() {
        assertThat(history.isStillToCome(claim("thorax.scans-3@17", "an earlier id"), topics))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /scans",
                "",
                "thorax.scans-3",
                "thorax.scans@17",
                "thorax.scans-3@",
                "thorax.scans-3@x",
                "thorax.scans--1@17",
                "thorax.scans-3@-1",
                "thorax.scans-3@17 ",
                "thorax.scans-9999999999@17",
                "thorax.scans-3@9999999999999999999",
                "other-3@17",
                "thorax.scans.stored-3@17"
            })
    void shouldNotExpectARecordThatIsNoneOfTheTopicOfScans(String origin) {
        assertThat(history.isStillToCome(claim(origin, SCANS), topics)).isFalse();
        assertThat(history.isStillToCome(claim(origin, null), topics)).isFalse();
    }

    @Test
    void shouldExpectTheRecordOfAClaimWithoutATopicOnlyIfItHasTheSameBytes() {
        ScanClaim claim = claim("thorax.scans-3@17", null);
        assertThat(history.isStillToCome(claim, topics)).as("no such record").isFalse();

        kafka.records.put(17L, "other".getBytes(StandardCharsets.UTF_8));
        assertThat(history.isStillToCome(claim, topics)).as("other bytes").isFalse();

        kafka.records.put(17L, null);
        assertThat(history.isStillToCome(claim, topics)).as("no value").isFalse();

        kafka.records.put(17L, BYTES);
        assertThat(history.isStillToCome(claim, topics)).as("the same bytes").isTrue();

        kafka.committed = 18;
        assertThat(history.isStillToCome(claim, topics)).as("committed").isFalse();
    }

    @Test
    void shouldKnowWhetherAllIsReadThatWasSentBeforeATime() {
        kafka.end = 17;
        ScanEndOffsets ends = history.ends();
        assertThat(ends.offsets()).isEqualTo(Map.of("id of thorax.scans/3", 17L));
        assertThat(claim("thorax.scans-3@16", "id of thorax.scans").isBefore(ends))
                .isTrue();
        assertThat(claim("thorax.scans-3@17", "id of thorax.scans").isBefore(ends))
                .isFalse();
        assertThat(claim("thorax.scans-2@16", "id of thorax.scans").isBefore(ends))
                .isFalse();
        assertThat(claim("thorax.scans-3@16", "another id").isBefore(ends)).isFalse();
        assertThat(claim("POST /scans", "id of thorax.scans").isBefore(ends)).isFalse();

        kafka.committed = 16;
        assertThat(history.hasRead(ends)).isFalse();
        kafka.committed = 17;
        assertThat(history.hasRead(ends)).isTrue();
        assertThat(history.hasRead(new ScanEndOffsets(Map.of("id of a topic that is gone/3", 99L))))
                .isTrue();
    }

    @Test
    void shouldLookForAnEventFromALittleEarlierSinceClocksDiffer() {
        kafka.events.put("s1", NOW.minusSeconds(600));
        kafka.events.put("s2", NOW.minusSeconds(601));

        assertThat(history.isPublished("s1", NOW)).isTrue();
        assertThat(history.isPublished("s2", NOW)).isFalse();
        assertThat(history.isPublished("s3", NOW)).isFalse();
    }

    @Test
    void shouldNotLookForAnEventBeforeTheFirstTime() {
        kafka.events.put("s1", Instant.EPOCH);

        assertThat(history.isPublished("s1", Instant.EPOCH)).isTrue();
        assertThat(kafka.since).isEqualTo(Instant.EPOCH);
    }

    @Test
    void shouldCountAnEventThatCannotBeRead() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        try {
            history.events(Map.of(), event -> fail("No event can be read."));
        } finally {
            Metrics.removeRegistry(registry);
        }

        assertThat(registry.get("thorax.kafka.records.unreadable")
                        .tag("topic", Topics.SCANS_STORED)
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private static ScanClaim claim(String origin, String scans) {
        return new ScanClaim(origin, Sha256.of(BYTES), null, scans, null, null, null, null);
    }

    /** Has the answers of a broker. */
    private static final class FakeTopics extends TopicHistory {
        private final Map<Long, byte[]> records = new HashMap<>();
        private final Map<String, Instant> events = new HashMap<>();
        private List<String> topics = List.of(
                Topics.SCANS, "thorax.scans.room-3", Topics.SCANS_STORED, Topics.SCANS_REJECTED, "thorax.other");
        private TopicPartition partition = PARTITION;
        private long committed;
        private long end;
        private String group;
        private Instant since;

        private FakeTopics() {
            super(Map.of());
        }

        @Override
        public Map<String, String> ids() {
            Map<String, String> ids = new HashMap<>();
            topics.forEach(topic -> ids.put(topic, "id of " + topic));
            return ids;
        }

        @Override
        public boolean isStillToCome(String group, TopicPartition partition, long offset) {
            assertThat(partition).isEqualTo(this.partition);
            this.group = group;
            return offset >= committed;
        }

        @Override
        public Map<TopicPartition, Long> endsOf(List<String> topics) {
            assertThat(topics).contains(Topics.SCANS);
            return Map.of(PARTITION, end);
        }

        @Override
        public Map<TopicPartition, Long> next(String group, List<String> topics) {
            assertThat(group).isEqualTo("thorax-ingest");
            return Map.of(PARTITION, committed);
        }

        @Override
        public Page page(
                String topic, Map<Integer, Long> from, int limit, Consumer<ConsumerRecord<String, byte[]>> handler) {
            handler.accept(new ConsumerRecord<>(topic, 0, 0, "s1", BYTES));
            return new Page(Map.of(0, 1L), true);
        }

        @Override
        public boolean has(String topic, String key, Instant time) {
            assertThat(topic).isEqualTo(Topics.SCANS_STORED);
            since = time;
            return events.containsKey(key) && !events.get(key).isBefore(time);
        }

        @Override
        public Optional<ConsumerRecord<String, byte[]>> record(TopicPartition partition, long offset) {
            return records.containsKey(offset)
                    ? Optional.of(new ConsumerRecord<>(
                            partition.topic(), partition.partition(), offset, "key", records.get(offset)))
                    : Optional.empty();
        }
    }
}
