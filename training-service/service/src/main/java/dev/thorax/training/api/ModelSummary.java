package dev.thorax.training.api;

import java.util.Collection;
import java.util.Map;

/**
 * A model in {@code GET /models}.
 *
 * @param model its name
 * @param versions its versions, sorted by name
 * @param slots which of them serve, by slot
 */
public record ModelSummary(String model, Collection<String> versions, Map<String, String> slots) {}
