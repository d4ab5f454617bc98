package dev.thorax.ingest.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.runtime.kafka.TopicHistory;
import dev.thorax.runtime.kafka.UnreadableRecords;

/** Reads the history of scans from Kafka. */
@ApplicationScoped
class KafkaScanHistory implements ScanHistory {
    private static final Logger LOG = Logger.getLogger(KafkaScanHistory.class);

    /** Events that are read at once. */
    private static final int PAGE = 1000;

    private static final Pattern ORIGIN = Pattern.compile("(.+)-([0-9]{1,9})@([0-9]{1,18})");

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
        Map<String, String> ids = history.ids(List.of(Topics.SCANS, Topics.SCANS_STORED));
        return new ScanTopics(ids.get(Topics.SCANS), ids.get(Topics.SCANS_STORED));
    }

    @Override
    public boolean isStillToCome(ScanClaim claim, ScanTopics topics) {
        Matcher origin = ORIGIN.matcher(claim.origin());
        if (!origin.matches() || !(claim.scans() == null || claim.scans().equals(topics.scans()))) {
            return false;
        }
        TopicPartition partition = new TopicPartition(origin.group(1), Integer.parseInt(origin.group(2)));
        long offset = Long.parseLong(origin.group(3));
        return partition.topic().equals(Topics.SCANS)
                && history.isStillToCome(group, partition, offset)
                && (claim.scans() != null || hasBytes(partition, offset, claim.sha256()));
    }

    /** A claim of an earlier release does not name its topic's id, so the record at its place must have its bytes. */
    private boolean hasBytes(TopicPartition partition, long offset, String sha256) {
        return history.record(partition, offset)
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
