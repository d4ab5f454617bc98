package dev.thorax.access.key;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.access.Role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyFileFormatTest {
    private static final Instant END = Instant.parse("2027-11-26T12:00:00.123456789Z");
    private static final String SHA256 = "0123456789abcdef".repeat(4);

    private final AccessKey device = new AccessKey("abcd1234", "xray-2", Role.DEVICE, SHA256, END);
    private final AccessKey operator = new AccessKey("efgh5678", "ada", Role.OPERATOR, SHA256, END);

    @Test
    void shouldReadTheKeysThatItWroteInTheirOrder() {
        byte[] json = KeyFileFormat.write(new AccessKeys(List.of(operator, device)));

        assertThat(KeyFileFormat.read(json).list()).containsExactly(operator, device);
    }

    /** Files on the machines of hospitals have this form. */
    @Test
    void shouldReadAFileOfTheDocumentedForm() {
        assertThat(read(file("abcd1234", "xray-2", "device", "2027-11-26T12:00:00.123456789Z"))
                        .list())
                .containsExactly(device);
        assertThat(read("{\"keys\":[]}").list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "root", "DEVICE", "device "})
    void shouldRefuseARoleThatThereIsNot(String role) {
        assertThatThrownBy(() -> read(file("abcd1234", "xray-2", role, "2027-11-26T12:00:00Z")))
                .isInstanceOf(KeyFileException.class)
                .hasMessage("The key abcd1234 has no role; give it device, clinician or operator.");
    }

    @Test
    void shouldRefuseAKeyWithoutAnEnd() {
        String endless = "{\"keys\":[{\"id\":\"abcd1234\",\"name\":\"ada\",\"role\":\"operator\",\"sha256\":\"" + SHA256
                + "\"}]}";

        assertThatThrownBy(() -> read(endless))
                .isInstanceOf(KeyFileException.class)
                .hasMessage("The key abcd1234 has no notAfter, the end of its validity.");
    }

    @Test
    void shouldRefuseTwoKeysOfOneId() {
        String one = entry("abcd1234", "ada", "operator", "2027-11-26T12:00:00Z");
        String other = entry("abcd1234", "jane", "operator", "2027-11-26T12:00:00Z");

        assertThatThrownBy(() -> read("{\"keys\":[" + one + "," + other + "]}"))
                .isInstanceOf(KeyFileException.class)
                .hasMessage("Two keys have the id abcd1234.");
    }

    /** A misspelt field would else be a key with less than its author wrote. */
    @Test
    void shouldRefuseAFieldThatItDoesNotKnowAndNotRepeatTheContent() {
        String more = file("abcd1234", "ada", "operator", "2027-11-26T12:00:00Z")
                .replace("\"id\"", "\"secret\":\"hidden\",\"id\"");

        assertThatThrownBy(() -> read(more))
                .isInstanceOf(KeyFileException.class)
                .hasMessageStartingWith("It must be JSON: ")
                .hasMessageNotContaining("hidden");
    }

    private static AccessKeys read(String json) {
        return KeyFileFormat.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String file(String id, String name, String role, String notAfter) {
        return "{\"keys\":[" + entry(id, name, role, notAfter) + "]}";
    }

    private static String entry(String id, String name, String role, String notAfter) {
        return "{\"id\":\"%s\",\"name\":\"%s\",\"role\":\"%s\",\"sha256\":\"%s\",\"notAfter\":\"%s\"}"
                .formatted(id, name, role, SHA256, notAfter);
    }
}
