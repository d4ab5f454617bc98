package dev.thorax.servers;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

import dev.thorax.contracts.topic.DeviceTopics;
import dev.thorax.contracts.topic.TopicGap;
import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.kafka.TopicInspector;

/** Creates the topics of {@link TopicSettings} on a broker, and alters those that are less than required. */
public final class TopicCatalog {
    /** There is one broker. */
    private static final short REPLICATION = 1;

    private static final Duration SHOWN = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private TopicCatalog() {}

    /** Deletes every topic that is there and creates all of them, empty. */
    static void recreate(Map<String, String> kafka) {
        run(kafka, "delete the topics", admin -> {
            admin.deleteTopics(admin.listTopics().names().get()).all().get();
            await(() -> admin.listTopics().names().get().isEmpty());
        });
        create(kafka);
    }

    /**
     * Creates each missing topic with one replica, as there is one broker. Alters those that have less than required, such as
     * those of an older version. Does nothing to the others.
     *
     * @param kafka settings of a client that may do it
     */
    public static void create(Map<String, String> kafka) {
        create(kafka, TopicSettings.all());
    }

    /** Creates the own topic of a device, as {@link #create(Map)} creates the topics of the catalogue. */
    public static void createOf(String device, Map<String, String> kafka) {
        create(kafka, List.of(DeviceTopics.settings(device)));
    }

    private static void create(Map<String, String> kafka, List<TopicSettings> topics) {
        run(kafka, "create the topics", admin -> {
            List<TopicGap> gaps = gaps(admin, topics);
            createMissing(admin, gaps);
            alterConfigs(admin, gaps);
            addPartitions(admin, gaps);
            // The broker shows a change a moment after it is made.
            if (!gaps.isEmpty() && !await(() -> gaps(admin, topics).isEmpty())) {
                throw new StartFailedException(gaps(admin, topics).stream()
                        .map(gap -> gap.sentence(kafka.get("bootstrap.servers")))
                        .collect(Collectors.joining(" ")));
            }
        });
    }

    private static boolean await(Condition condition) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + SHOWN.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return true;
    }

    private static List<TopicGap> gaps(Admin admin, List<TopicSettings> topics) {
        return new TopicInspector(admin, REPLICATION).gapsOf(topics);
    }

    private static void createMissing(Admin admin, List<TopicGap> gaps)
            throws ExecutionException, InterruptedException {
        admin.createTopics(gaps.stream()
                        .filter(TopicGap::isMissing)
                        .map(gap -> new NewTopic(
                                        gap.needed().name(), gap.needed().partitions(), REPLICATION)
                                .configs(TopicGap.config(gap.needed(), REPLICATION)))
                        .toList())
                .all()
                .get();
    }

    private static void alterConfigs(Admin admin, List<TopicGap> gaps) throws ExecutionException, InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = gaps.stream()
                .filter(gap -> !gap.config().isEmpty())
                .collect(Collectors.toMap(
                        gap -> new ConfigResource(
                                ConfigResource.Type.TOPIC, gap.needed().name()),
                        gap -> gap.config().entrySet().stream()
                                .map(setting -> new AlterConfigOp(
                                        new ConfigEntry(setting.getKey(), setting.getValue()),
                                        AlterConfigOp.OpType.SET))
                                .toList()));
        admin.incrementalAlterConfigs(changes).all().get();
    }

    private static void addPartitions(Admin admin, List<TopicGap> gaps)
            throws ExecutionException, InterruptedException {
        admin.createPartitions(gaps.stream()
                        .filter(TopicGap::lacksPartitions)
                        .collect(Collectors.toMap(
                                gap -> gap.needed().name(),
                                gap -> NewPartitions.increaseTo(gap.needed().partitions()))))
                .all()
                .get();
    }

    private static void run(Map<String, String> kafka, String action, Step step) {
        try (Admin admin = KafkaClients.admin(kafka)) {
            step.run(admin);
        } catch (ExecutionException e) {
            throw new StartFailedException(
                    "Could not " + action + ": " + e.getCause().getMessage() + ".", e);
        } catch (KafkaException e) {
            throw new StartFailedException("Could not " + action + ": " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailedException("Interrupted while it should " + action + ".", e);
        }
    }

    /** Calls the broker. */
    @FunctionalInterface
    private interface Step {
        void run(Admin admin) throws ExecutionException, InterruptedException;
    }

    /** Asks the broker. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws ExecutionException, InterruptedException;
    }
}
