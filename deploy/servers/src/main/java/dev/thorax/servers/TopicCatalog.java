package dev.thorax.servers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

import dev.thorax.contracts.topic.Topics;

/** Creates the topics with their settings. */
public final class TopicCatalog {
    private static final String MIB_34 = Integer.toString(34 << 20);
    private static final String MIB_35 = Integer.toString(35 << 20);
    private static final String YEAR = Long.toString(Duration.ofDays(365).toMillis());

    private static final int TRAININGS = 8;

    private TopicCatalog() {}

    /** Deletes every topic that is there and creates all of them, empty. */
    static void recreate(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.deleteTopics(admin.listTopics().names().get()).all().get();
        } catch (ExecutionException e) {
            throw new StartFailedException(
                    "Could not delete the topics: " + e.getCause().getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailedException("Interrupted while deleting the topics.", e);
        }
        create(bootstrapServers);
    }

    /** Creates each missing topic with one replica, as there is one broker. */
    public static void create(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> there = admin.listTopics().names().get();
            admin.createTopics(topics().stream()
                            .filter(topic -> !there.contains(topic.name()))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new StartFailedException(
                    "Could not create the topics: " + e.getCause().getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailedException("Interrupted while creating the topics.", e);
        }
    }

    private static List<NewTopic> topics() {
        return List.of(
                // A scan may have 32 MiB; the rest is for headers, and so that one just over is answered by ingest.
                // Kept
                // uncompressed, as the broker would measure a compressed one by its compressed size.
                topic(Topics.SCANS, 3, Map.of("max.message.bytes", MIB_34, "compression.type", "uncompressed")),
                topic(Topics.SCANS_REJECTED, 1, Map.of("max.message.bytes", MIB_35)),
                // Scans wait for a first model for as long as it takes.
                topic(Topics.SCANS_STORED, 3, Map.of("retention.ms", "-1")),
                topic(Topics.DIAGNOSES, 3, Map.of()),
                topic(Topics.DIAGNOSES_CANDIDATE, 3, Map.of()),
                topic(Topics.DIAGNOSES_FAILED, 1, Map.of()),
                // As many replicas share the folds of a cross-validation.
                topic(Topics.TRAININGS, TRAININGS, Map.of()),
                topic(Topics.TRAININGS_CANCELLATIONS, 1, Map.of()),
                topic(Topics.TRAININGS_PROGRESS, 1, Map.of()),
                // Compacted, but not within a year: a replica that starts with a broken promotion takes the one before.
                topic(Topics.MODELS, 1, Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", YEAR)),
                // One partition: decisions about a slot are made one after the other.
                topic(Topics.PROMOTIONS, 1, Map.of()),
                topic(Topics.PROMOTIONS_DECLINED, 1, Map.of()),
                topic(Topics.EXPLANATIONS, 1, Map.of()),
                topic(Topics.EXPLANATIONS_READY, 1, Map.of()));
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, partitions, (short) 1).configs(settings);
    }
}
