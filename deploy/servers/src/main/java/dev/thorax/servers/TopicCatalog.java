package dev.thorax.servers;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

import dev.thorax.contracts.topic.TopicSettings;

/** Creates the topics of {@link TopicSettings} on a broker. */
public final class TopicCatalog {
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
            Set<String> existing = admin.listTopics().names().get();
            admin.createTopics(TopicSettings.all().stream()
                            .filter(topic -> !existing.contains(topic.name()))
                            .map(TopicCatalog::topic)
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

    private static NewTopic topic(TopicSettings topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config());
    }
}
