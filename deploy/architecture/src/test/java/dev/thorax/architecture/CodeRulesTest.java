package dev.thorax.architecture;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Checks what the code of all modules keeps to. */
class CodeRulesTest {
    private static final String[] PLAIN = {
        "dev.thorax.contracts..",
        "dev.thorax.access..",
        "dev.thorax.imaging..",
        "dev.thorax.ingest.decode.child..",
        "dev.thorax.storage..",
        "dev.thorax.onnx..",
        "dev.thorax.testing..",
        "dev.thorax.network..",
        "dev.thorax.engine..",
        "dev.thorax.evaluation..",
        "dev.thorax.worker.."
    };

    private static final List<String> KAFKA_CLIENTS = List.of(
            "org.apache.kafka.clients.consumer.Consumer",
            "org.apache.kafka.clients.producer.Producer",
            "org.apache.kafka.clients.admin.Admin");

    private static final DescribedPredicate<JavaClass> CONTAINER = resideInAnyPackage(
                    "io.quarkus..",
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "jakarta.ws.rs..",
                    "org.apache.kafka..",
                    "io.smallrye.reactive.messaging..",
                    "org.eclipse.microprofile..")
            // The template engine of the training report has no container.
            .and(not(resideInAPackage("io.quarkus.qute")));

    @Test
    void shouldHaveNoPackageCycles() {
        slices().matching("dev.thorax.(**)").should().beFreeOfCycles().check(ThoraxClasses.ALL);
    }

    @Test
    void shouldKeepThePlainModulesFreeOfQuarkusAndKafka() {
        noClasses()
                .that()
                .resideInAnyPackage(PLAIN)
                .should()
                .dependOnClassesThat(CONTAINER)
                .check(ThoraxClasses.ALL);
    }

    /** A client that is made elsewhere may lack the settings that say who it is. Channels take them from the same source. */
    @Test
    void shouldMakeKafkaClientsInOnePlace() {
        noClasses()
                .that(not(assignableTo("dev.thorax.kafka.KafkaClients")))
                .should()
                .callConstructorWhere(describe("makes a client of Kafka", CodeRulesTest::isKafkaClient))
                .orShould()
                .callMethodWhere(describe("makes a client of Kafka", CodeRulesTest::isKafkaClient))
                .check(ThoraxClasses.ALL);
    }

    private static boolean isKafkaClient(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        boolean creates = call instanceof JavaConstructorCall || call.getName().equals("create");
        return creates
                && owner.getPackageName().startsWith("org.apache.kafka.clients.")
                && KAFKA_CLIENTS.stream().anyMatch(owner::isAssignableTo);
    }

    @Test
    void shouldNameExceptionsAsExceptions() {
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .should()
                .haveSimpleNameEndingWith("Exception")
                .check(ThoraxClasses.ALL);
    }

    @Test
    void shouldTakeTheTimeFromAClockThatIsGiven() {
        noClasses()
                .that(not(haveMain()
                        .or(resideInAPackage("dev.thorax.bench"))
                        .or(assignableTo("dev.thorax.testing.storage.ObjectStoreContract"))))
                .should()
                .callMethodWhere(describe("reads the system's time", CodeRulesTest::readsSystemTime))
                .check(ThoraxClasses.ALL);
    }

    @Test
    void shouldSeedRandomNumbers() {
        noClasses()
                .should()
                .callConstructorWhere(describe("makes random numbers without a seed", CodeRulesTest::isUnseeded))
                .orShould()
                .callMethod(Math.class, "random")
                .check(ThoraxClasses.ALL);
    }

    /** Classes with a {@code main} give the others their clock. So do the producers of beans, and the benchmarks. */
    private static DescribedPredicate<JavaClass> haveMain() {
        return describe("have a main method", type -> type.getMethods().stream()
                .anyMatch(method -> method.getName().equals("main")));
    }

    private static boolean readsSystemTime(JavaCall<?> call) {
        if (call.getOrigin().isAnnotatedWith("jakarta.enterprise.inject.Produces")) {
            return false;
        }
        JavaClass owner = call.getTargetOwner();
        boolean noArguments = call.getTarget().getRawParameterTypes().isEmpty();
        return switch (call.getName()) {
            case "now" ->
                noArguments
                        && (owner.isEquivalentTo(Instant.class)
                                || owner.isEquivalentTo(LocalDate.class)
                                || owner.isEquivalentTo(LocalDateTime.class)
                                || owner.isEquivalentTo(OffsetDateTime.class)
                                || owner.isEquivalentTo(ZonedDateTime.class));
            case "systemUTC", "systemDefaultZone" -> owner.isEquivalentTo(Clock.class);
            case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
            default -> false;
        };
    }

    private static boolean isUnseeded(JavaConstructorCall call) {
        JavaClass owner = call.getTargetOwner();
        return call.getTarget().getRawParameterTypes().isEmpty()
                && (owner.isEquivalentTo(Random.class) || owner.isEquivalentTo(SplittableRandom.class));
    }

    private static <T> DescribedPredicate<T> describe(String description, java.util.function.Predicate<T> predicate) {
        return DescribedPredicate.describe(description, predicate);
    }
}
