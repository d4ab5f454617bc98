package dev.thorax.runtime.config;

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExplainUrlsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://explain.example/thorax",
                "https://explain.example/thorax/",
                "https://explain.example/thorax//"
            })
    void shouldPutOneSlashBetweenTheAddressAndThePath(String url) {
        ExplainUrls explainUrls = new ExplainUrls(new Service(URI.create(url)));

        assertThat(explainUrls.diagnosis("s1")).hasToString("https://explain.example/thorax/diagnoses/s1");
        assertThat(explainUrls.explanation("s1")).hasToString("https://explain.example/thorax/explanations/s1");
        assertThat(explainUrls.explanation("s1", "m", "v2"))
                .hasToString("https://explain.example/thorax/explanations/s1?model=m&version=v2");
        assertThat(explainUrls.explanation("s1", "A & B", "m", "v2"))
                .hasToString("https://explain.example/thorax/explanations/s1?class=A+%26+B&model=m&version=v2");
    }

    private record Service(URI url) implements ServiceConfig, ServiceConfig.Explain {
        @Override
        public String instance() {
            return "it";
        }

        @Override
        public Explain explain() {
            return this;
        }
    }
}
