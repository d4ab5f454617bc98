package dev.thorax.explain.session;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.access.Role;
import dev.thorax.access.key.KeyFile;
import dev.thorax.access.key.NewKey;
import dev.thorax.runtime.access.TestKeys;

import static org.assertj.core.api.Assertions.assertThat;

class CookieMechanismTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    private Path folder;

    private final NewKey key = NewKey.make("ward-3", Role.CLINICIAN, NOW.plusSeconds(60), new SecureRandom());
    private final NewKey old = NewKey.make("ward-4", Role.CLINICIAN, NOW.minusSeconds(1), new SecureRandom());
    private CookieMechanism mechanism;

    @BeforeEach
    void read() {
        Path file = folder.resolve("keys.json");
        KeyFile.change(file, none -> none.with(key.key()).with(old.key()));
        mechanism = new CookieMechanism(TestKeys.of(file, Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    @Test
    void shouldKnowABrowserByItsCookie() {
        SecurityIdentity identity = authenticate(request().withKey(key.text()));

        assertThat(identity.getPrincipal().getName()).isEqualTo("ward-3");
        assertThat(identity.getRoles()).containsExactly("clinician");
    }

    /** Else the page could not open and show how to sign in. */
    @Test
    void shouldTakeAKeyThatIsNoLongerValidForNone() {
        assertThat(authenticate(request().withKey(old.text()))).isNull();
        assertThat(authenticate(request().withKey("abcd1234.secret"))).isNull();
        assertThat(authenticate(request())).isNull();
    }

    @Test
    void shouldLeaveARequestWithAnotherProofToOthers() {
        assertThat(authenticate(request().withKey(key.text()).with("Authorization", "Bearer x")))
                .isNull();
        assertThat(mechanism.getPriority()).isLessThan(HttpAuthenticationMechanism.DEFAULT_PRIORITY);
    }

    /** A challenge would make the browser ask for a password. */
    @Test
    void shouldChallengeNobody() {
        assertThat(mechanism.getChallenge(request().exchange()).await().indefinitely())
                .isNull();
    }

    private SecurityIdentity authenticate(FakeRequest request) {
        return mechanism.authenticate(request.exchange(), null).await().indefinitely();
    }

    private static FakeRequest request() {
        return new FakeRequest("https", "/");
    }
}
