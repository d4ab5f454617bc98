package dev.thorax.explain.config;

import org.junit.jupiter.api.Test;

import dev.thorax.testing.config.ConfigurationPage;
import dev.thorax.testing.config.ConfigurationPage.Key;

class ConfigurationPageTest {
    @Test
    void shouldListEachKeyWithItsDefaultAndRangeAndNoOther() {
        ConfigurationPage.read()
                .assertLists(
                        "explain-service",
                        ConfigSectionsProducer.SECTIONS.keys().stream()
                                .map(key -> new Key(key.pageName(), key.defaultValue(), key.range()))
                                .toList());
    }
}
