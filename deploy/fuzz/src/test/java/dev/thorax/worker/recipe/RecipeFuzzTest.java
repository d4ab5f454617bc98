package dev.thorax.worker.recipe;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.thorax.contracts.json.Json;
import dev.thorax.fuzz.Measured;
import dev.thorax.fuzz.Sentences;
import dev.thorax.worker.TrainingException;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads recipes, and the networks in them, from YAML, and again from the JSON in which a training freezes them. */
class RecipeFuzzTest {
    private static final int MOST_MIB = 128;

    @FuzzTest
    void recipe(byte[] input) throws Exception {
        try {
            RecipeSource source = Measured.call(input, MOST_MIB, () -> RecipeYaml.read("fuzz.yaml", input));
            byte[] frozen = Json.write(source.yaml());
            assertThat(RecipeSource.frozen(
                                    Json.mapper().readerForMapOf(Object.class).readValue(frozen))
                            .recipe())
                    .isEqualTo(source.recipe());
        } catch (TrainingException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            Sentences.check(e);
        }
    }
}
