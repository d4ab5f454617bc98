package dev.thorax.architecture;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** Checks the edges between modules: docs/design.md, "Modules". A module is the first package below {@code dev.thorax}. */
class ModuleEdgesTest {
    private static final Set<String> SERVICE = Set.of("contracts", "access", "storage", "kafka", "runtime");
    private static final Set<String> READING =
            Set.of("contracts", "access", "storage", "kafka", "runtime", "imaging", "onnx");

    /** Module to the modules that it may use. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("contracts", Set.of()),
            Map.entry("access", Set.of("contracts", "storage")),
            Map.entry("imaging", Set.of("contracts")),
            Map.entry("storage", Set.of("contracts")),
            Map.entry("evaluation", Set.of("contracts")),
            Map.entry("onnx", Set.of("contracts", "access", "imaging", "storage")),
            Map.entry("kafka", Set.of("contracts")),
            Map.entry("runtime", Set.of("contracts", "access", "storage", "kafka")),
            Map.entry("testing", Set.of("contracts", "access", "imaging", "storage", "onnx")),
            Map.entry("network", Set.of("contracts", "imaging")),
            Map.entry("engine", Set.of("network")),
            Map.entry(
                    "worker",
                    Set.of("contracts", "access", "imaging", "storage", "onnx", "network", "engine", "evaluation")),
            Map.entry("training", SERVICE),
            Map.entry("ingest", Set.of("contracts", "access", "storage", "runtime", "imaging")),
            Map.entry("inference", READING),
            Map.entry("explain", READING),
            Map.entry("servers", Set.of("contracts", "access", "storage", "kafka")),
            Map.entry("admin", Set.of("contracts", "access", "storage", "kafka")),
            Map.entry("local", Set.of("contracts", "access", "imaging", "storage", "kafka", "servers")),
            Map.entry("faults", Set.of("contracts", "access", "storage", "kafka", "servers", "testing")),
            Map.entry(
                    "bench",
                    Set.of(
                            "contracts",
                            "access",
                            "imaging",
                            "storage",
                            "kafka",
                            "onnx",
                            "network",
                            "engine",
                            "evaluation",
                            "worker",
                            "servers",
                            "local")));

    @ParameterizedTest
    @MethodSource("modules")
    void shouldUseOnlyAllowedModules(String module) {
        noClasses()
                .that()
                .resideInAPackage(packages(module))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.thorax..")
                        .and(describe("are of a module that it may not use", used -> !mayUse(module, used))))
                .check(ThoraxClasses.ALL);
    }

    @Test
    void shouldKnowAllModules() {
        Set<String> found = new TreeSet<>();
        ThoraxClasses.ALL.forEach(type -> found.add(module(type)));

        assertThat(found).containsExactlyInAnyOrderElementsOf(ALLOWED.keySet());
    }

    static Set<String> modules() {
        return new TreeSet<>(ALLOWED.keySet());
    }

    private static boolean mayUse(String module, JavaClass used) {
        return module.equals(module(used)) || ALLOWED.get(module).contains(module(used));
    }

    private static String module(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }

    private static String packages(String module) {
        return "dev.thorax." + module + "..";
    }
}
