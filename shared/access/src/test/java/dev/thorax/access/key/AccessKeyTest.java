package dev.thorax.access.key;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.access.Role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AccessKeyTest {
    private static final Instant END = Instant.parse("2027-11-26T12:00:00Z");
    private static final String SHA256 = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "abcd123", "abcd1234abcd1234abcd1234abcd12345", "ABCD1234", "abcd-1234", "abcd1234\n"})
    void shouldRefuseAnIdOfAnotherForm(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccessKey(id, "ward-3", Role.CLINICIAN, SHA256, END))
                .withMessageStartingWith("The id of a key must be");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "ward 3", "../ward", "ward\n3"})
    void shouldRefuseANameOfAnotherForm(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccessKey("abcd1234", name, Role.CLINICIAN, SHA256, END))
                .withMessageStartingWith("The name of the key abcd1234 must be");
    }

    @Test
    void shouldTakeANameOfAHundredCharactersAndNoneOfMore() {
        assertThat(new AccessKey("abcd1234", "n".repeat(100), Role.CLINICIAN, SHA256, END).name())
                .hasSize(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccessKey("abcd1234", "n".repeat(101), Role.CLINICIAN, SHA256, END));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00",
                "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0"
            })
    void shouldRefuseADigestOfAnotherFormAndNotRepeatIt(String sha256) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccessKey("abcd1234", "ward-3", Role.CLINICIAN, sha256, END))
                .withMessage("The SHA-256 of the secret of the key abcd1234 must be 64 lower-case hex digits.");
    }

    @Test
    void shouldBeValidUpToItsLastMoment() {
        AccessKey key = new AccessKey("abcd1234", "ward-3", Role.CLINICIAN, SHA256, END);

        assertThat(key.isExpired(END)).isFalse();
        assertThat(key.isExpired(END.plusNanos(1))).isTrue();
    }
}
