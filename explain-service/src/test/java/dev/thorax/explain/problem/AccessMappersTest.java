package dev.thorax.explain.problem;

import jakarta.ws.rs.core.Response;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.junit.jupiter.api.Test;

import dev.thorax.runtime.access.ForbiddenMapper;
import dev.thorax.runtime.access.UnauthorizedMapper;
import dev.thorax.runtime.http.Problem;

import static org.assertj.core.api.Assertions.assertThat;

/** The mappers of all services need an implementation of JAX-RS, which their own module does not have. */
class AccessMappersTest {
    @Test
    void shouldNameTheSchemeToACallerThatIsNotKnown() {
        Response answer = new UnauthorizedMapper().toResponse(new UnauthorizedException("key abcd1234 expired"));

        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(answer.getHeaderString("WWW-Authenticate")).isEqualTo("Key realm=\"thorax\"");
        assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.getEntity()).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.reason())
                .isEqualTo("not-signed-in"));
        assertThat(answer.getEntity().toString()).doesNotContain("abcd1234");
    }

    /** A browser would ask for a password after a scheme. */
    @Test
    void shouldNameNoSchemeToACallerWithoutTheRole() {
        Response answer = new ForbiddenMapper().toResponse(new ForbiddenException("clinician"));

        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(answer.getHeaderString("WWW-Authenticate")).isNull();
        assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.getEntity()).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.reason())
                .isEqualTo("not-allowed"));
    }
}
