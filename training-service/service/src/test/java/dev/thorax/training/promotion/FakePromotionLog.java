package dev.thorax.training.promotion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.thorax.contracts.event.ModelPromoted;

/** Log of promotions that a test writes, or that does not answer. */
public final class FakePromotionLog extends PromotionLog {
    private final Map<String, List<ModelPromoted>> newestFirst = new HashMap<>();
    private boolean away;

    /** Creates an empty log. */
    public FakePromotionLog() {
        super(Map.of());
    }

    /** Adds a promotion. */
    public void add(ModelPromoted promoted) {
        newestFirst.computeIfAbsent(promoted.slot(), slot -> new ArrayList<>()).add(0, promoted);
    }

    /** Lets all later calls fail. */
    public void leave() {
        away = true;
    }

    @Override
    public synchronized List<ModelPromoted> history(String slot) {
        check();
        return newestFirst.getOrDefault(slot, List.of());
    }

    @Override
    synchronized boolean isPublished(String eventId) {
        check();
        return false;
    }

    private void check() {
        if (away) {
            throw new PromotionLogUnavailableException("the test stopped it", new IllegalStateException());
        }
    }
}
