package dev.thorax.contracts.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ObjectRetentionTest {
    private static final Path RULES = Path.of("deploy", "bucket", "lifecycle.json");

    @Test
    void shouldBeTheRulesThatShipForABucket() throws IOException {
        Map<String, Long> days = new HashMap<>();
        for (JsonNode rule :
                new ObjectMapper().readTree(Files.readAllBytes(rules())).get("Rules")) {
            assertThat(rule.get("Status").asText()).isEqualTo("Enabled");
            if (rule.has("Expiration")) {
                days.put(
                        rule.get("Filter").get("Prefix").asText(),
                        rule.get("Expiration").get("Days").asLong());
            }
        }

        assertThat(days)
                .isEqualTo(ObjectRetention.ofPrefixes().stream()
                        .collect(Collectors.toMap(
                                ObjectRetention::prefix,
                                retention -> retention.age().toDays())));
    }

    @Test
    void shouldNeverLetAnOriginalLeave() {
        assertThat(ObjectRetention.ofPrefixes())
                .allSatisfy(retention -> assertThat(StorageKeys.original("s")).doesNotStartWith(retention.prefix()));
    }

    private static Path rules() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve(RULES))) {
            folder = folder.getParent();
        }
        return folder.resolve(RULES);
    }
}
