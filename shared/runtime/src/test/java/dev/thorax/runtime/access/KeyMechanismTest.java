package dev.thorax.runtime.access;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.access.Role;
import dev.thorax.access.key.KeyFile;
import dev.thorax.access.key.NewKey;
import dev.thorax.runtime.http.FakeExchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyMechanismTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    private Path folder;

    private final NewKey key = NewKey.make("xray-2", Role.DEVICE, NOW.plusSeconds(60), new SecureRandom());
    private final FakeExchange fake = new FakeExchange();
    private CallerKeys keys;
    private KeyMechanism mechanism;

    @BeforeEach
    void start() {
        Path file = folder.resolve("keys.json");
        KeyFile.change(file, old -> old.with(key.key()));
        keys = new CallerKeys(() -> Optional.of(file.toString()), Clock.fixed(NOW, ZoneOffset.UTC));
        keys.start(null);
        mechanism = new KeyMechanism(new KeyIdentity(keys));
    }

    @AfterEach
    void stop() {
        keys.stop();
    }

    /** The name of a scheme has no case (RFC 9110). */
    @ParameterizedTest
    @ValueSource(strings = {"Key ", "key ", "KEY   "})
    void shouldKnowTheCallerOfAKey(String scheme) {
        SecurityIdentity identity = authenticate(scheme + key.text());

        assertThat(identity.getPrincipal().getName()).isEqualTo("xray-2");
        assertThat(identity.getRoles()).containsExactly("device");
        assertThat(fake.exchange().<Object>get(HttpAuthenticationMechanism.class.getName()))
                .isSameAs(mechanism);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Key ", "Key x", "Key abcd1234.secret", "Key key abcd1234.secret"})
    void shouldRefuseAKeyThatIsNoneAndNotLeaveItToOthers(String header) {
        assertThatThrownBy(() -> authenticate(header)).isInstanceOf(AuthenticationFailedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Key", "Bearer abcd1234.secret", "Keys abcd1234.secret", "Basic a2V5"})
    void shouldLeaveOtherSchemesToOthers(String header) {
        assertThat(authenticate(header)).isNull();
        assertThat(fake.exchange().<Object>get(HttpAuthenticationMechanism.class.getName()))
                .isNull();
    }

    @Test
    void shouldLeaveARequestWithoutAHeaderToOthers() {
        assertThat(mechanism.authenticate(fake.exchange(), null).await().indefinitely())
                .isNull();
    }

    @Test
    void shouldAnswerAWrongKeyWithTheProblemAndTheScheme() {
        assertThat(mechanism.sendChallenge(fake.exchange()).await().indefinitely())
                .isTrue();

        assertThat(fake.status()).isEqualTo(401);
        assertThat(fake.body()).contains("\"reason\":\"not-signed-in\"");
        assertThat(fake.header("WWW-Authenticate")).isEqualTo("Key realm=\"thorax\"");
        assertThat(mechanism
                        .getChallenge(fake.exchange())
                        .await()
                        .indefinitely()
                        .getHeaders())
                .containsExactly(Map.entry("WWW-Authenticate", "Key realm=\"thorax\""));
    }

    private SecurityIdentity authenticate(String header) {
        return mechanism
                .authenticate(fake.with("Authorization", header).exchange(), null)
                .await()
                .indefinitely();
    }
}
