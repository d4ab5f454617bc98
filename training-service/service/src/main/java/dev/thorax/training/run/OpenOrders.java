package dev.thorax.training.run;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Open orders of all replicas in the object store. Orders never change, so each is read once. */
@Singleton
public class OpenOrders {
    private static final Logger LOG = Logger.getLogger(OpenOrders.class);
    private static final String JSON = "application/json";

    private final ObjectStore store;
    private final Map<String, JobOrder> read = new ConcurrentHashMap<>();

    /** Keeps orders in {@code store}. */
    public OpenOrders(ObjectStore store) {
        this.store = store;
    }

    /** Adds an order, unless one of the same job is open. */
    public void add(JobOrder order) {
        store.putIfAbsent(order.keys().order(), Json.write(order), JSON);
    }

    /** Returns whether an order of {@code job} is open. */
    public boolean contains(JobKeys job) {
        return store.exists(job.order());
    }

    /** Removes the order of {@code job}: the job has ended. */
    void remove(JobKeys job) {
        store.delete(job.order());
        read.remove(job.order());
    }

    /** Returns all open orders, the one that was accepted first in front. */
    List<OpenOrder> all() {
        List<String> keys = store.list(JobKeys.orders());
        read.keySet().retainAll(Set.copyOf(keys));
        return keys.stream()
                .flatMap(key -> find(key).stream())
                .sorted(Comparator.comparing(open -> open.order().acceptedAt()))
                .toList();
    }

    private Optional<OpenOrder> find(String key) {
        try {
            JobOrder order = read.get(key);
            if (order == null) {
                order = Json.read(store.get(key), JobOrder.class);
                read.put(key, order);
            }
            return Optional.of(new OpenOrder(JobKeys.ofOrder(key), order));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        } catch (Json.UnreadableEventException | IllegalArgumentException e) {
            LOG.warnf("An order cannot be read key=%s cause=\"%s\"", key, e.getMessage());
            return Optional.empty();
        }
    }
}
