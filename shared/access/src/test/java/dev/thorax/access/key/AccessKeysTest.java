package dev.thorax.access.key;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.access.Role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AccessKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final NewKey first = key("xray-2", Role.DEVICE);
    private final NewKey second = key("xray-2", Role.DEVICE);
    private final AccessKeys keys = new AccessKeys(List.of(first.key(), second.key()));

    @Test
    void shouldFindEachKeyOfANameUntilItsEnd() {
        assertThat(keys.find(first.text(), NOW)).contains(first.key());
        assertThat(keys.find(second.text(), LATER)).contains(second.key());
        assertThat(keys.find(first.text(), LATER.plusNanos(1))).isEmpty();
    }

    @Test
    void shouldFindNoKeyWithTheSecretOfAnother() {
        String forged = first.key().id() + second.text().substring(second.text().indexOf('.'));

        assertThat(keys.find(forged, NOW)).isEmpty();
        assertThat(keys.find(key("foreign", Role.OPERATOR).text(), NOW)).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ".", "id", "id.", ".secret"})
    void shouldFindNoKeyInAnotherForm(String text) {
        assertThat(keys.find(text, NOW)).isEmpty();
        assertThat(keys.find(first.key().id() + "." + "x".repeat(1 << 20), NOW)).isEmpty();
    }

    @Test
    void shouldEndTheValidityOfAKeyThatIsWithdrawnOrExpired() {
        assertThat(keys.isValid(first.key(), NOW)).isTrue();
        assertThat(keys.isValid(first.key(), LATER.plusNanos(1))).isFalse();
        assertThat(keys.without(first.key().id()).isValid(first.key(), NOW)).isFalse();
        assertThat(keys.without(first.key().id()).isValid(second.key(), NOW)).isTrue();
    }

    @Test
    void shouldRefuseTheNameOfACallerWithAToken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key("token.ada", Role.OPERATOR))
                .withMessageContaining("begins with token.");
    }

    @Test
    void shouldRefuseTwoRolesOfOneNameAndTwoKeysOfOneId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.with(key("xray-2", Role.OPERATOR).key()))
                .withMessageContaining("two roles, device and operator");
        assertThatIllegalArgumentException().isThrownBy(() -> keys.with(first.key()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored", "rejected", "Erased"})
    void shouldRefuseADeviceWhoseTopicHasAnotherPurpose(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key(name, Role.DEVICE))
                .withMessageContaining("choose another name");
        assertThat(key(name, Role.CLINICIAN).key().name()).isEqualTo(name);
    }

    @Test
    void shouldNeverPrintASecret() {
        String secret = first.text().substring(first.text().indexOf('.') + 1);

        assertThat(secret).hasSize(43);
        assertThat(first.toString() + first.key() + PresentedKey.parse(first.text()))
                .doesNotContain(secret);
    }

    private static NewKey key(String name, Role role) {
        return NewKey.make(name, role, LATER, new SecureRandom());
    }
}
