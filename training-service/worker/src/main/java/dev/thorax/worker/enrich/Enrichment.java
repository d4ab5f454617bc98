package dev.thorax.worker.enrich;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * More training scans of one class, made from each of its own. In a recipe: {@code enrich: {class: COVID-19, filters: [mean]}}.
 *
 * @param label the class
 * @param filters what makes another image of one, each at most once
 */
public record Enrichment(
        @JsonProperty(value = "class", required = true) String label,
        @JsonProperty(required = true) List<ImageFilter> filters) {
    public Enrichment {
        if (label == null || label.isBlank()) {
            throw new IllegalArgumentException("enrich needs the name of a class");
        }
        if (filters == null || filters.isEmpty() || filters.stream().distinct().count() < filters.size()) {
            throw new IllegalArgumentException("enrich needs filters, each at most once");
        }
        filters = List.copyOf(filters);
    }
}
