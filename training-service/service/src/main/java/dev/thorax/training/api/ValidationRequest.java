package dev.thorax.training.api;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.json.InvalidRequestException;
import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.ValidationOrder;

/**
 * The body of {@code POST /validations}.
 *
 * @param model name of the model
 * @param version its version
 * @param dataset the data set that has the hospital's labelled scans
 * @param sources the sources (hospitals or sites) whose scans count, or null for all scans of the data set
 * @param coverage coverage of the class sets of a new version that is calibrated on these scans, or null for no new version
 * @param by null, or the caller's own name
 * @param why the caller's reason, which the page shows, or null
 */
record ValidationRequest(
        String model,
        String version,
        String dataset,
        @Nullable List<String> sources,
        @Nullable Double coverage,
        @Nullable String by,
        @Nullable String why) {
    private static final int MOST_SOURCES = 100;
    private static final int LONGEST_SOURCE = 200;
    private static final int LONGEST_REASON = 1000;

    /**
     * Returns the order of {@code caller}.
     *
     * @throws InvalidRequestException with a sentence about the first field that is wrong
     */
    ValidationOrder order(String validationId, String caller, Instant at) {
        if (!StorageKeys.isName(model) || !StorageKeys.isName(version)) {
            throw new InvalidRequestException("Name both model and version, each " + StorageKeys.NAME_RULE + ".");
        }
        if (!StorageKeys.isName(dataset)) {
            throw new InvalidRequestException("The dataset must be named with " + StorageKeys.NAME_RULE + ".");
        }
        if (sources != null && (sources.isEmpty() || sources.size() > MOST_SOURCES || !areNames(sources))) {
            throw new InvalidRequestException("The sources must be 1 to " + MOST_SOURCES + " names of at most "
                    + LONGEST_SOURCE + " characters; leave them out for all scans of the data set.");
        }
        if (why != null && (why.isBlank() || why.length() > LONGEST_REASON)) {
            throw new InvalidRequestException(
                    "The reason must have 1 to " + LONGEST_REASON + " characters; leave why out if there is none.");
        }
        if (coverage != null && !ConformalSets.isCoverage(coverage)) {
            throw new InvalidRequestException("The coverage must be " + ConformalSets.COVERAGES
                    + "; leave it out if the version is not to be calibrated.");
        }
        return new ValidationOrder(
                validationId, model, version, dataset, sources, coverage, DecisionAuthor.of(by, caller), why, at);
    }

    private static boolean areNames(List<String> sources) {
        return sources.stream()
                .allMatch(source -> source != null && !source.isBlank() && source.length() <= LONGEST_SOURCE);
    }
}
