package dev.thorax.training.api;

import java.util.List;

import dev.thorax.contracts.model.Manifest;

/**
 * The answer to {@code GET /models/{model}/{version}}.
 *
 * @param slots the slots that it serves in
 * @param manifest everything that is known about it
 */
public record VersionDetail(List<String> slots, Manifest manifest) {}
