package dev.thorax.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

/** Checks that each REST endpoint is audited, or names the reason why it is not. */
class AuditedEndpointsTest {
    private static final String AUDITED = "dev.thorax.runtime.audit.Audited";
    private static final String NOT_AUDITED = "dev.thorax.runtime.audit.NotAudited";

    private static final DescribedPredicate<JavaMethod> ENDPOINT =
            DescribedPredicate.describe("are endpoints", method -> method.getAnnotations().stream()
                    .anyMatch(annotation -> annotation.getRawType().isAnnotatedWith("jakarta.ws.rs.HttpMethod")));

    @Test
    void shouldAuditEachEndpointOrNameTheReason() {
        methods()
                .that(ENDPOINT)
                .should()
                .beAnnotatedWith(AUDITED)
                .orShould()
                .beAnnotatedWith(NOT_AUDITED)
                .check(ThoraxClasses.ALL);
    }
}
