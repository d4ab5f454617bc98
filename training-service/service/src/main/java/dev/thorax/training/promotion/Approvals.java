package dev.thorax.training.promotion;

import java.util.Optional;

import jakarta.inject.Singleton;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.storage.StoredApproval;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Keeps the approvals that operators gave by HTTP, and finds out whether a record on a topic repeats one. */
@Singleton
public class Approvals {
    private static final String SENTENCE =
            "An operator's approval is taken by HTTP only, as Kafka does not keep who sent"
                    + " a record, and nobody gave this one; order it by POST %s, or without by and why.";

    private final ObjectStore store;

    /** Keeps the approvals in {@code store}. */
    public Approvals(ObjectStore store) {
        this.store = store;
    }

    /**
     * Keeps an approval of the caller of the request in work. To be called before its record is sent.
     *
     * @throws dev.thorax.storage.StoreUnavailableException if the store does not answer
     */
    public void give(StoredApproval approval) {
        store.put(StorageKeys.approval(approval.promotionId()), Json.write(approval), "application/json");
    }

    /**
     * Returns the sentence that refuses a record, or empty if an operator gave its approval or it carries none.
     *
     * @param address where it can be ordered
     */
    public Optional<String> refusal(StoredApproval approval, String address) {
        return approval.by() == null || approval.equals(given(approval.promotionId()))
                ? Optional.empty()
                : Optional.of(SENTENCE.formatted(address));
    }

    private StoredApproval given(String promotionId) {
        try {
            return Json.read(store.get(StorageKeys.approval(promotionId)), StoredApproval.class);
        } catch (ObjectMissingException e) {
            return null;
        }
    }
}
