package dev.thorax.worker.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClassifierSettingsTest {
    @Test
    void shouldReadEachKind() throws JsonProcessingException {
        assertThat(read("logistic: {cost: 0.001}")).isEqualTo(new ClassifierSettings.Logistic(0.001));
        assertThat(read("svm: {cost: 1.0e-4}")).isEqualTo(new ClassifierSettings.Svm(1e-4));
        assertThat(read("discriminant: {ridge: 6, sourcePenalty: 20}"))
                .isEqualTo(new ClassifierSettings.Discriminant(6, 20));
        assertThat(read("forest: {trees: 300}")).isEqualTo(new ClassifierSettings.Forest(300));
        assertThat(read("neighbours: {neighbours: 11}")).isEqualTo(new ClassifierSettings.Neighbours(11));
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        assertRefused("logistic: {cost: 0}", "logistic needs a cost above 0");
        assertRefused("svm: {cost: -1}", "svm needs a cost above 0");
        assertRefused("svm: {}", "Missing required creator property 'cost'");
        assertRefused("svm: {cost: 1, kernel: rbf}", "kernel");
        assertRefused("discriminant: {ridge: 0, sourcePenalty: 20}", "discriminant needs a ridge above 0");
        assertRefused("discriminant: {ridge: 6, sourcePenalty: -1}", "discriminant needs a sourcePenalty above 0");
        assertRefused("discriminant: {ridge: 6}", "Missing required creator property 'sourcePenalty'");
        assertRefused("forest: {trees: 0}", "forest needs trees in [1,10000]");
        assertRefused("neighbours: {neighbours: 1001}", "neighbours needs neighbours in [1,1000]");
        assertRefused("bayes: {}", "bayes");
    }

    @Test
    void shouldSayWhatCannotBePromoted() {
        assertThat(new ClassifierSettings.Svm(1).obstacle()).isEmpty();
        assertThat(new ClassifierSettings.Logistic(1).obstacle()).isEmpty();
        assertThat(new ClassifierSettings.Forest(1).obstacle().orElseThrow()).contains("random forest", "heat map");
        assertThat(new ClassifierSettings.Neighbours(1).obstacle().orElseThrow())
                .contains("nearest neighbours", "features of every training scan");
    }

    private static ClassifierSettings read(String yaml) throws JsonProcessingException {
        return new YAMLMapper().readValue(yaml, ClassifierSettings.class);
    }

    private static void assertRefused(String yaml, String why) {
        assertThatThrownBy(() -> read(yaml)).hasMessageContaining(why);
    }
}
