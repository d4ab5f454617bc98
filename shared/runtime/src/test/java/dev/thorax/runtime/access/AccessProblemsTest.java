package dev.thorax.runtime.access;

import org.junit.jupiter.api.Test;

import dev.thorax.access.Role;
import dev.thorax.runtime.http.FakeExchange;
import dev.thorax.runtime.http.Problem;

import static org.assertj.core.api.Assertions.assertThat;

class AccessProblemsTest {
    private final FakeExchange fake = new FakeExchange();

    @Test
    void shouldLetACallerWithOneOfTheRolesPass() {
        fake.by(KeyIdentity.of("ada", Role.OPERATOR, () -> true));

        assertThat(AccessProblems.of(fake.exchange(), Role.OPERATOR)).isEmpty();
        assertThat(AccessProblems.of(fake.exchange(), Role.CLINICIAN, Role.OPERATOR))
                .isEmpty();
    }

    @Test
    void shouldTellACallerThatIsNotKnownFromOneWithoutTheRole() {
        assertThat(AccessProblems.of(fake.exchange(), Role.DEVICE))
                .map(Problem::status)
                .contains(401);

        fake.by(KeyIdentity.of("ward-3", Role.CLINICIAN, () -> true));

        assertThat(AccessProblems.of(fake.exchange(), Role.DEVICE))
                .map(Problem::status)
                .contains(403);
        assertThat(AccessProblems.of(fake.exchange())).map(Problem::status).contains(403);
    }

    @Test
    void shouldNameTheSchemeInAnAnswer401Only() {
        AccessProblems.send(fake.exchange(), AccessProblems.unknown());

        assertThat(fake.status()).isEqualTo(401);
        assertThat(fake.header("WWW-Authenticate")).isEqualTo("Key realm=\"thorax\"");
        FakeExchange other = new FakeExchange();
        AccessProblems.send(other.exchange(), AccessProblems.forbidden());
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.header("WWW-Authenticate")).isNull();
    }
}
