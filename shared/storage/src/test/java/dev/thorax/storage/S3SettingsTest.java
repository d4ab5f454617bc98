package dev.thorax.storage;

import java.net.URI;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class S3SettingsTest {
    @Test
    void shouldKeepTheKeysOutOfLogs() {
        S3Settings settings = new S3Settings(URI.create("http://127.0.0.1:1"), "r", "the-key", "the-secret", "thorax");
        assertThat(settings).hasToString("http://127.0.0.1:1 bucket thorax");
    }
}
