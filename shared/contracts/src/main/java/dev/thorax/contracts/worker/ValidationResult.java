package dev.thorax.contracts.worker;

import org.jspecify.annotations.Nullable;

/**
 * Result of a validation whose page is in the object store.
 *
 * @param scans scans that count
 * @param patients patients of these scans
 * @param undetermined scans among them that got no class
 * @param calibrated the new version whose class sets were calibrated on these scans, or null if none was asked for
 */
public record ValidationResult(int scans, int patients, int undetermined, @Nullable String calibrated) {}
