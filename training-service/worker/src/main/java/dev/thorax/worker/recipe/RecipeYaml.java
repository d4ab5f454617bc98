package dev.thorax.worker.recipe;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.thorax.contracts.json.JsonTexts;
import dev.thorax.contracts.model.InputSpec.Fit;

/** Reads one recipe; an unknown or missing key is an error, not a default. */
final class RecipeYaml {
    private static final ObjectMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int LONGEST = 1_000;

    private RecipeYaml() {}

    static RecipeSource read(String origin, byte[] yaml) {
        try {
            return of(origin, MAPPER.readValue(yaml, new TypeReference<Map<String, Object>>() {}));
        } catch (IOException e) {
            throw unusable(origin, e);
        }
    }

    static RecipeSource of(String origin, Map<String, Object> keys) {
        try {
            Recipe recipe = MAPPER.convertValue(keys, Recipe.class);
            // The recipe itself cannot tell a fit that was written from one that was left out.
            if (recipe.lungs() != null && keys.get("input") instanceof Map<?, ?> input && isOther(input.get("fit"))) {
                throw new IllegalArgumentException(
                        "with lungs, input has no fit " + input.get("fit") + "; leave fit out");
            }
            return new RecipeSource(recipe, keys);
        } catch (IllegalArgumentException e) {
            throw unusable(origin, e);
        }
    }

    private static boolean isOther(Object fit) {
        return fit != null && !fit.equals(Fit.LUNGS.name());
    }

    private static IllegalArgumentException unusable(String origin, Exception cause) {
        return new IllegalArgumentException(
                "The recipe " + origin + " cannot be used: " + JsonTexts.printable(reason(cause), LONGEST) + ".",
                cause);
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof MismatchedInputException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return "it has the unknown key " + unknown.getPropertyName() + "; known are "
                    + unknown.getKnownPropertyIds();
        }
        if (cause instanceof MismatchedInputException wrong && !wrong.getPath().isEmpty()) {
            return "its key " + path(wrong) + " is missing or has a wrong value";
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no detail");
    }

    private static String path(MismatchedInputException wrong) {
        return wrong.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
