package dev.thorax.worker.audit;

import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;
import dev.thorax.worker.dataset.Dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SourceAuditTest {
    @Test
    void shouldNameTheClassesThatTheSourceGivesAway() {
        AuditResult audit = audit(Pictures.from(i -> "nih", i -> "valencia"));

        assertThat(audit.sources().toldBySource()).containsExactly("A", "B");
        assertThat(audit.sources().classAreas()).isEqualTo(Map.of("A", 1.0, "B", 1.0));
        assertThat(control(audit).accuracy()).isEqualTo(1);
        assertThat(audit.margin()).isZero();
        assertThat(audit.sources().scores().withinSources().get(0).area()).isNull();
    }

    @Test
    void shouldNameNoneIfEachSourceHasAsManyOfEachClass() {
        AuditResult audit =
                audit(Pictures.from(i -> i % 4 < 2 ? "nih" : "valencia", i -> i % 4 < 2 ? "nih" : "valencia"));

        assertThat(audit.sources().toldBySource()).isEmpty();
        assertThat(audit.sources().classAreas().get("A")).isEqualTo(0.5, within(0.1));
        assertThat(audit.sources().scores().withinSources().get(0).area()).isEqualTo(1);
        assertThat(audit.sources().scores().perSource()).hasSize(2);
    }

    @Test
    void shouldTakeScansWithoutASourceForOneSource() {
        AuditResult audit = audit(Pictures.from(i -> null, i -> "valencia"));

        assertThat(audit.sources().toldBySource()).containsExactly("A", "B");
        assertThat(audit.sources().recognition()).isNull();
    }

    @Test
    void shouldSayNothingOfSourcesIfThereIsOneOrNone() {
        assertThat(audit(Pictures.from(i -> "nih", i -> "nih")).sources()).isNull();
        assertThat(audit(Pictures.from(i -> null, i -> null)).sources()).isNull();
        assertThat(audit(Pictures.from(i -> "nih", i -> "nih")).controls())
                .extracting(ShortcutControl::name)
                .doesNotContain("SOURCE_ONLY");
    }

    @Test
    void shouldNotTellSourcesApartWhosePicturesAreAlike() {
        SourceRecognition recognition = audit(
                        Pictures.from(i -> i % 4 < 2 ? "nih" : "valencia", i -> i % 4 < 2 ? "nih" : "valencia"))
                .sources()
                .recognition();

        assertThat(recognition.sources()).containsExactly("nih", "valencia");
        assertThat(recognition.scans()).isEqualTo(80);
        assertThat(recognition.accuracy()).isBetween(0.3, 0.7);
    }

    @Test
    void shouldLeaveSmallSourcesOutOfTheRecognition() {
        SourceRecognition recognition = audit(Pictures.from(i -> "nih", i -> i < 150 ? "nih" : "clinic"))
                .sources()
                .recognition();

        assertThat(recognition).isNull();
    }

    @Test
    void shouldGiveASourceThatWasNeverSeenTheSharesOfAll() {
        Dataset dataset = Pictures.from(i -> i < 80 ? "nih" : "new", i -> i < 80 ? "nih" : "new");

        assertThat(audit(dataset).sources().classAreas()).containsEntry("A", 0.5);
    }

    @Test
    void shouldNameTheClassesThatTheSourceGivesAwayIfWholeSourcesAreHeldOut() {
        Dataset dataset = Pictures.from(i -> i < 80 ? "nih" : "new", i -> i < 80 ? "valencia" : "ward");

        AuditResult audit = audit(dataset);

        assertThat(audit.sources().toldBySource()).containsExactly("A", "B");
        assertThat(control(audit).accuracy()).isEqualTo(0.5);
        assertThat(audit.sources().recognition().sources()).containsExactly("new", "nih", "valencia", "ward");
        assertThat(audit.sources().recognition().scans()).isGreaterThan(100);
    }

    @Test
    void shouldReadBackFromAManifestWhatItWrote() {
        AuditResult audit = audit(Pictures.from(i -> i < 100 ? null : "nih", i -> i % 3 == 0 ? "nih" : "valencia"));

        assertThat(Json.read(Json.write(audit), AuditResult.class)).isEqualTo(audit);
        assertThat(Json.read("{\"controls\":[],\"margin\":0.1}".getBytes(UTF_8), AuditResult.class)
                        .sources())
                .isNull();
    }

    private static AuditResult audit(Dataset dataset) {
        return ShortcutAudit.of(dataset, Pictures.halves(), Pictures.allRight(dataset), null, 1);
    }

    private static ShortcutControl control(AuditResult audit) {
        return audit.controls().stream()
                .collect(Collectors.toMap(ShortcutControl::name, control -> control))
                .get("SOURCE_ONLY");
    }
}
