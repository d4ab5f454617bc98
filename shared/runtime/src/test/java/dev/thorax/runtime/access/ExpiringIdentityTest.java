package dev.thorax.runtime.access;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;

import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import org.junit.jupiter.api.Test;

import dev.thorax.access.Role;

import static org.assertj.core.api.Assertions.assertThat;

class ExpiringIdentityTest {
    private static final long END = 1000;

    @Test
    void shouldEndATokenAtItsTime() {
        assertThat(at(END - 1, token(END)).session().getAsBoolean()).isTrue();
        assertThat(at(END, token(END)).session().getAsBoolean()).isFalse();
    }

    @Test
    void shouldKeepNameAndRolesOfAToken() {
        Caller caller = at(END - 1, token(END));

        assertThat(caller.name()).isEqualTo("jane");
        assertThat(augmented(END - 1, token(END)).getRoles()).containsExactly("clinician");
    }

    @Test
    void shouldNotProlongWhatHasAnEnd() {
        BooleanSupplier ended = () -> false;
        SecurityIdentity key = QuarkusSecurityIdentity.builder(token(END))
                .addAttribute(Caller.VALID, ended)
                .build();

        assertThat(at(END - 1, key).session().getAsBoolean()).isFalse();
    }

    @Test
    void shouldNotLetAnIdentityWithoutAnEndFollowAStream() {
        SecurityIdentity endless = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("odd"))
                .build();

        assertThat(at(0, endless).session().getAsBoolean()).isFalse();
    }

    @Test
    void shouldNotNameAPersonAsAKey() {
        SecurityIdentity person = QuarkusSecurityIdentity.builder(token(END))
                .addCredential(new TokenCredential("only-for-tests", "bearer"))
                .build();

        assertThat(at(0, person).name()).isEqualTo("token.jane");
        assertThat(new Caller(KeyIdentity.of("jane", Role.CLINICIAN, () -> true)).name())
                .isEqualTo("jane");
    }

    private static SecurityIdentity token(long end) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("jane"))
                .addRole("clinician")
                .addAttribute(ExpiringIdentity.EXPIRE_TIME, end)
                .build();
    }

    private static Caller at(long now, SecurityIdentity identity) {
        return new Caller(augmented(now, identity));
    }

    private static SecurityIdentity augmented(long now, SecurityIdentity identity) {
        return new ExpiringIdentity(Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC)).augmented(identity);
    }
}
