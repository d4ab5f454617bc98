package dev.thorax.containers;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Enables tests if {@code build-for-tests} has made the images of this build. */
final class ImagesCondition implements ExecutionCondition {
    private static final Path MADE = Path.of("target", "images");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Boolean.getBoolean("thorax.images.skip")) {
            return ConditionEvaluationResult.disabled(
                    "This build makes no images: DOCKER_HOST names no engine. mvn -Pimages verify makes them.");
        }
        return Files.exists(MADE)
                ? ConditionEvaluationResult.enabled("The images are made.")
                : ConditionEvaluationResult.disabled("deploy/containers/build-for-tests made no images.");
    }
}
