package dev.thorax.worker.report;

import java.time.Instant;
import java.util.Map;

import dev.thorax.contracts.model.InputSpec;

/**
 * Which version a report is of, and what would make it again.
 *
 * @param model name of the model
 * @param version version of the model
 * @param input what the network takes
 * @param recipe the recipe's keys and values as they were read
 * @param engine the library that trained it, with its version, e.g. {@code dl4j 1.0.0-M2.1}
 * @param seed the seed of the training
 * @param fromScratch whether its backbone began with random weights instead of those of ImageNet
 * @param trainedAt when the training ended (UTC)
 * @param software versions of what took part, by name, in the order to show; see {@link SoftwareVersions#here()}
 */
public record TrainedVersion(
        String model,
        String version,
        InputSpec input,
        Map<String, Object> recipe,
        String engine,
        long seed,
        boolean fromScratch,
        Instant trainedAt,
        Map<String, String> software) {}
