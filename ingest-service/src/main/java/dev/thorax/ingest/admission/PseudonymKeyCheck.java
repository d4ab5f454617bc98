package dev.thorax.ingest.admission;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.jboss.logging.Logger;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

/**
 * Stops a replica whose secret key of pseudonyms is not the one that made the pseudonyms in the object store. The first
 * replica writes an HMAC of a constant under its key. The others compare theirs with it before they make a pseudonym.
 */
@ApplicationScoped
public class PseudonymKeyCheck {
    private static final Logger LOG = Logger.getLogger(PseudonymKeyCheck.class);
    private static final String OTHER_KEY =
            "thorax.pseudonym.key is not the key that made the pseudonyms in the object store ("
                    + StorageKeys.pseudonymKey()
                    + "), so every patient would get a second pseudonym; configure the same key"
                    + " for all replicas, or another bucket for other patients.";

    private final ObjectStore store;
    private final Pseudonyms pseudonyms;
    private final Runnable exit;
    private volatile boolean checked;

    @Inject
    PseudonymKeyCheck(ObjectStore store, Pseudonyms pseudonyms) {
        this(store, pseudonyms, () -> Quarkus.asyncExit(1));
    }

    /** @param exit stops the service */
    PseudonymKeyCheck(ObjectStore store, Pseudonyms pseudonyms, Runnable exit) {
        this.store = store;
        this.pseudonyms = pseudonyms;
        this.exit = exit;
    }

    /** Refuses the start with another key. If the store does not answer, the key is checked before the first scan. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 1) StartupEvent starting) {
        try {
            if (!isSameKey()) {
                throw new ConfigurationException(OTHER_KEY);
            }
        } catch (StoreUnavailableException e) {
            LOG.warnf("The key of pseudonyms is checked before the first scan cause=\"%s\"", e.getMessage());
        }
    }

    /**
     * Requires that the key was compared.
     *
     * @throws StoreUnavailableException if the store does not answer
     * @throws OtherPseudonymKeyException if it is another key; the service stops then
     */
    public void require() {
        if (!isSameKey()) {
            LOG.error(OTHER_KEY);
            exit.run();
            throw new OtherPseudonymKeyException(OTHER_KEY);
        }
    }

    private boolean isSameKey() {
        if (checked) {
            return true;
        }
        Check mine = new Check(pseudonyms.keyCheck());
        checked = store.putIfAbsent(StorageKeys.pseudonymKey(), Json.write(mine), "application/json")
                || mine.equals(Json.read(store.get(StorageKeys.pseudonymKey()), Check.class));
        return checked;
    }

    /**
     * The content of the object.
     *
     * @param hmac HMAC-SHA256 of a constant under the key, 64 hex digits
     */
    record Check(String hmac) {}
}
