package dev.thorax.ingest.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.topic.DeviceTopics;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.ingest.record.ScanOrigin;
import dev.thorax.runtime.kafka.TopicHistory;
import dev.thorax.runtime.kafka.UnreadableRecords;

import static java.util.stream.Collectors.toMap;

/** Reads the history of scans from Kafka. */
@ApplicationScoped
class KafkaScanHistory implements ScanHistory {
    private static final Logger LOG = Logger.getLogger(KafkaScanHistory.class);

    /** Events that are read at once. */
    private static final int PAGE = 1000;

    private static final Set<String> NEEDED = Set.of(Topics.SCANS, Topics.SCANS_STORED);

    /** By how much the clocks of two replicas may differ. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    private final TopicHistory history;
    private final String group;

    KafkaScanHistory(
            TopicHistory history, @ConfigProperty(name = "mp.messaging.incoming.scans.group.id") String group) {
        this.history = history;
        this.group = group;
    }

    @Override
    public ScanTopics topics() {
        Map<String, String> ids = history.ids();
        if (!ids.keySet().containsAll(NEEDED)) {
            throw new UnknownTopicOrPartitionException("the broker does not show all of " + NEEDED);
        }
        return new ScanTopics(
                ids.keySet().stream()
                        .filter(topic -> DeviceTopics.catalogued(topic).equals(Topics.SCANS))
                        .collect(toMap(topic -> topic, ids::get)),
                ids.get(Topics.SCANS_STORED));
    }

    @Override
    public boolean isStillToCome(ScanClaim claim, ScanTopics topics) {
        return ScanOrigin.parse(claim.origin())
                .filter(origin -> isTopicOf(claim, topics.sources().get(origin.topic())))
                .filter(origin -> history.isStillToCome(group, origin.partition(), origin.offset()))
                .filter(origin -> claim.scans() != null || hasBytes(origin, claim.sha256()))
                .isPresent();
    }

    private static boolean isTopicOf(ScanClaim claim, @Nullable String id) {
        return id != null && (claim.scans() == null || claim.scans().equals(id));
    }

    @Override
    public ScanEndOffsets ends() {
        Map<String, String> sources = topics().sources();
        Map<String, Long> offsets = new HashMap<>();
        history.endsOf(List.copyOf(sources.keySet()))
                .forEach((partition, end) -> offsets.put(name(sources, partition), end));
        return new ScanEndOffsets(offsets);
    }

    @Override
    public boolean hasRead(ScanEndOffsets ends) {
        Map<String, String> sources = topics().sources();
        // A partition that is not there any more has no records.
        return history.next(group, List.copyOf(sources.keySet())).entrySet().stream()
                .allMatch(next ->
                        next.getValue() >= ends.offsets().getOrDefault(name(sources, next.getKey()), Long.MIN_VALUE));
    }

    private static String name(Map<String, String> sources, TopicPartition partition) {
        return ScanEndOffsets.partition(sources.get(partition.topic()), partition.partition());
    }

    /** A claim of an earlier release does not name its topic's id, so the record at its place must have its bytes. */
    private boolean hasBytes(ScanOrigin origin, String sha256) {
        return history.record(origin.partition(), origin.offset())
                .flatMap(record -> Optional.ofNullable(record.value()))
                .filter(bytes -> Sha256.of(bytes).equals(sha256))
                .isPresent();
    }

    @Override
    public TopicHistory.Page events(Map<Integer, Long> from, Consumer<ScanStored> handler) {
        return history.page(Topics.SCANS_STORED, from, PAGE, record -> {
            try {
                handler.accept(Json.read(record.value(), ScanStored.class));
            } catch (Json.UnreadableEventException e) {
                UnreadableRecords.count(Topics.SCANS_STORED);
                LOG.warnf(
                        "An event of a scan cannot be read partition=%d offset=%d",
                        record.partition(), record.offset());
            }
        });
    }

    @Override
    public boolean isPublished(String scanId, Instant time) {
        return history.has(
                Topics.SCANS_STORED, scanId, time.isBefore(Instant.EPOCH.plus(SKEW)) ? time : time.minus(SKEW));
    }
}
