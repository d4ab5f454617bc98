package dev.thorax.explain.model;

import java.util.List;
import java.util.Map;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.runtime.kafka.SlotChange;

/** Promotes versions without a broker. */
public final class Promotions {
    private Promotions() {}

    /** Returns a model without a version in production. */
    public static ProductionModel none() {
        return new ProductionModel(Map.of("bootstrap.servers", "localhost:1", "security.protocol", "PLAINTEXT"));
    }

    /** Delivers a promotion to {@code production}. */
    public static void deliver(ProductionModel production, ModelPromoted promoted) {
        production.changed(List.of(new SlotChange(promoted.slot(), promoted)));
    }
}
