package dev.thorax.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import org.junit.jupiter.api.Test;

import dev.thorax.access.Role;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that each HTTP endpoint names the roles that it answers. */
class EndpointRolesTest {
    private static final Set<String> ROLES =
            Arrays.stream(Role.values()).map(Role::text).collect(Collectors.toSet());

    /** Routes check their callers themselves. A new one is added here with the check that it makes. */
    private static final Set<String> ROUTES = Set.of(
            // Answers devices and operators.
            "dev.thorax.ingest.upload.UploadRoute",
            // Answers everybody: it takes a key, and shows nothing.
            "dev.thorax.explain.session.KeyLinkRoute",
            // Sends everybody who is not known to the provider of identities, and shows nothing.
            "dev.thorax.explain.session.SignInRoute",
            // Answers everybody: it removes the cookies of the caller, and shows nothing.
            "dev.thorax.explain.session.SignOutRoute",
            // Answers everybody with the caller's own name and roles.
            "dev.thorax.explain.session.SessionRoute",
            // Answers what nothing else answers, without data.
            "dev.thorax.runtime.edge.FallbackRoute");

    @Test
    void shouldNameKnownRolesAtEachEndpoint() {
        List<JavaMethod> endpoints = ThoraxClasses.ALL.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getAnnotations().stream()
                        .anyMatch(used -> used.getRawType().isAnnotatedWith(HttpMethod.class)))
                .toList();

        assertThat(endpoints).hasSizeGreaterThan(15).allSatisfy(endpoint -> {
            assertThat(roles(endpoint)).as(endpoint.getFullName()).isNotEmpty().isSubsetOf(ROLES);
            assertThat(endpoint.isAnnotatedWith(PermitAll.class)).isFalse();
            assertThat(endpoint.getOwner().isAnnotatedWith(PermitAll.class)).isFalse();
        });
    }

    @Test
    void shouldKnowAllRoutes() {
        Set<String> found = ThoraxClasses.ALL.stream()
                .filter(type -> type.getMethods().stream()
                        .flatMap(method -> method.getRawParameterTypes().stream())
                        .map(JavaClass::getName)
                        .anyMatch("io.vertx.ext.web.Router"::equals))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());

        assertThat(found).isEqualTo(ROUTES);
    }

    private static Set<String> roles(JavaMethod endpoint) {
        return (endpoint.isAnnotatedWith(RolesAllowed.class)
                        ? endpoint.tryGetAnnotationOfType(RolesAllowed.class)
                        : endpoint.getOwner().tryGetAnnotationOfType(RolesAllowed.class))
                .map(allowed -> Set.of(allowed.value()))
                .orElse(Set.of());
    }
}
