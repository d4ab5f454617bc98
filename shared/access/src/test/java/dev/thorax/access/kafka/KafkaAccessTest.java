package dev.thorax.access.kafka;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.access.kafka.KafkaResource.Type;
import dev.thorax.contracts.topic.DeviceTopics;
import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.contracts.topic.Topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KafkaAccessTest {
    private static final Set<String> CATALOGUE =
            TopicSettings.all().stream().map(TopicSettings::name).collect(Collectors.toSet());

    @Test
    void shouldNameOnlyTopicsOfTheCatalogue() {
        assertThat(rules(Type.TOPIC).filter(rule -> !rule.resource().isPrefix()).map(rule -> rule.resource()
                        .name()))
                .filteredOn(name -> !name.equals(DeviceTopics.PREFIX + "{user}"))
                .isSubsetOf(CATALOGUE);
    }

    @Test
    void shouldHaveAServiceThatWritesAndOneThatReadsEachTopic() {
        for (KafkaOperation operation : List.of(KafkaOperation.READ, KafkaOperation.WRITE)) {
            Set<String> used = new TreeSet<>();
            services()
                    .flatMap(service -> service.rules().stream())
                    .filter(rule ->
                            rule.operation() == operation && !rule.resource().isPrefix())
                    .forEach(rule -> used.add(rule.resource().name()));
            Set<String> unused = new TreeSet<>(CATALOGUE);
            unused.removeAll(used);
            // What no service reads or writes itself is for devices, systems and operators.
            assertThat(unused)
                    .isEqualTo(new TreeSet<>(
                            operation == KafkaOperation.READ
                                    ? Set.of(
                                            Topics.SCANS_REJECTED,
                                            Topics.DIAGNOSES_FAILED,
                                            Topics.DIAGNOSES_CANDIDATE,
                                            Topics.AUDIT,
                                            Topics.EXPLANATIONS_READY)
                                    : Set.of(Topics.EXPLANATIONS)));
        }
    }

    @Test
    void shouldLetServicesReadTheSettingsOfAllTheirTopics() {
        services().forEach(service -> service.rules().stream()
                .filter(rule -> rule.resource().type() == Type.TOPIC)
                .forEach(rule -> assertThat(service.rules())
                        .anyMatch(other -> other.operation() == KafkaOperation.DESCRIBE_CONFIGS
                                && other.resource()
                                        .matches(Type.TOPIC, rule.resource().name()))));
    }

    @Test
    void shouldAllowNothingTwice() {
        KafkaAccess.all().forEach(principal -> assertThat(principal.rules()).doesNotHaveDuplicates());
    }

    @Test
    void shouldLetOnlyTheControlPlaneWriteDecisions() {
        for (String topic : List.of(Topics.TRAININGS, Topics.PROMOTIONS, Topics.MODELS, Topics.PROMOTIONS_DECLINED)) {
            assertThat(KafkaAccess.all().stream()
                            .filter(principal -> principal.rules().stream()
                                    .anyMatch(rule -> rule.operation() == KafkaOperation.WRITE
                                            && rule.resource().matches(Type.TOPIC, topic)))
                            .map(KafkaPrincipal::name))
                    .as(topic)
                    .containsExactly("thorax-training");
        }
    }

    @Test
    void shouldLetNobodyDoMoreWithTheAuditThanAppendAndRead() {
        Set<String> allowed = new TreeSet<>();
        KafkaAccess.all().forEach(principal -> principal.rules().stream()
                .filter(rule -> rule.resource().matches(Type.TOPIC, Topics.AUDIT))
                .forEach(rule ->
                        allowed.add((principal.isService() ? "service" : principal.name()) + " " + rule.operation())));

        assertThat(allowed).containsExactly("auditor READ", "service DESCRIBE_CONFIGS", "service WRITE");
    }

    @Test
    void shouldGiveNoUserTheGroupsOfAnother() {
        KafkaResource groups = KafkaAccess.of("hospital-system").rulesOf("lab").stream()
                .map(KafkaRule::resource)
                .filter(resource -> resource.type() == Type.GROUP)
                .findFirst()
                .orElseThrow();

        assertThat(groups.matches(Type.GROUP, "lab.nightly")).isTrue();
        assertThat(groups.matches(Type.GROUP, "lab-2.nightly")).isFalse();
        assertThat(KafkaAccess.of("hospital-system").rulesOf("thorax"))
                .noneMatch(rule -> rule.resource().matches(Type.GROUP, "thorax-ingest"));
    }

    @Test
    void shouldLetADeviceOnlyWriteScans() {
        assertThat(KafkaAccess.of("device").rulesOf("room-3"))
                .containsExactly(
                        new KafkaRule(new KafkaResource(Type.TOPIC, Topics.SCANS, false), KafkaOperation.WRITE));
    }

    @Test
    void shouldLetADeviceWithATopicOnlyWriteThat() {
        assertThat(KafkaAccess.of("device-with-topic").rulesOf("room-3"))
                .containsExactly(new KafkaRule(
                        new KafkaResource(Type.TOPIC, "thorax.scans.room-3", false), KafkaOperation.WRITE));
    }

    @Test
    void shouldLetNoServiceWriteTheTopicsOfDevices() {
        assertThat(services().flatMap(service -> service.rules().stream()).filter(rule -> rule.resource()
                        .matches(Type.TOPIC, "thorax.scans.room-3")))
                .extracting(KafkaRule::operation)
                .containsExactly(KafkaOperation.READ, KafkaOperation.DESCRIBE_CONFIGS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thorax-ingest",
                "thorax-room",
                "",
                "a b",
                "*",
                "a*",
                "a.b",
                "-a",
                "a;b",
                "stored",
                "rejected",
                "Erased"
            })
    void shouldRefuseAUserWhoseNameMeansMore(String user) {
        for (String principal : List.of("device", "device-with-topic")) {
            assertThatThrownBy(() -> KafkaAccess.of(principal).rulesOf(user))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("choose");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"room-3", "thorax-inference"})
    void shouldRefuseRulesOfAServiceForOthers(String user) {
        assertThatThrownBy(() -> KafkaAccess.of("thorax-ingest").rulesOf(user))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNameThePrincipalsIfOneIsUnknown() {
        assertThatThrownBy(() -> KafkaAccess.of("admin")).hasMessageContaining("hospital-system, heat-map-client");
    }

    @ParameterizedTest
    @MethodSource("principals")
    void shouldDescribeEachPrincipal(KafkaPrincipal principal) {
        assertThat(principal.description()).isNotBlank();
        assertThat(principal.rules()).isNotEmpty();
    }

    @Test
    void shouldWriteACommandForEachResource() {
        assertThat(AclCommands.of(KafkaAccess.of("hospital-system"), "pacs", "kafka.example:9092"))
                .containsExactly(
                        "kafka-acls.sh --bootstrap-server kafka.example:9092 --command-config admin.properties --add"
                                + " --allow-principal User:pacs --operation Read --topic thorax.diagnoses",
                        "kafka-acls.sh --bootstrap-server kafka.example:9092 --command-config admin.properties --add"
                                + " --allow-principal User:pacs --operation Read --topic thorax.scans.erased",
                        "kafka-acls.sh --bootstrap-server kafka.example:9092 --command-config admin.properties --add"
                                + " --allow-principal User:pacs --operation Read --group pacs."
                                + " --resource-pattern-type prefixed");
    }

    static List<KafkaPrincipal> principals() {
        return KafkaAccess.all();
    }

    private static Stream<KafkaPrincipal> services() {
        return KafkaAccess.all().stream().filter(KafkaPrincipal::isService);
    }

    private static Stream<KafkaRule> rules(Type type) {
        return KafkaAccess.all().stream()
                .flatMap(principal -> principal.rules().stream())
                .filter(rule -> rule.resource().type() == type);
    }
}
