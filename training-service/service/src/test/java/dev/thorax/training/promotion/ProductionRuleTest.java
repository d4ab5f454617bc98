package dev.thorax.training.promotion;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.testing.model.TestBundles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a version in the store must be to be read, and by which rule it enters production. */
class ProductionRuleTest {
    private final PromotionTestBed bed = new PromotionTestBed();
    private final VersionReader versions = new VersionReader(bed.store, TestBundles.KEYS.trusted());
    private final ProductionRule rule = new ProductionRule(0.05, new SlotHistory(bed, bed.decisions), bed.comparisons);

    @Test
    void shouldReadAVersionWithTheDigestOfItsManifest() {
        bed.version("v1", 0.2);

        StoredVersion version = versions.read(PromotionTestBed.MODEL, "v1");

        assertThat(version.name()).isEqualTo("version v1 of m");
        assertThat(version.digest())
                .isEqualTo(Sha256.of(
                        bed.store.get(StorageKeys.bundleFile(PromotionTestBed.MODEL, "v1", Manifest.MANIFEST))));
        versions.verify(version);
    }

    @Test
    void shouldRefuseAVersionThatIsNotReadable() {
        bed.put("v1", Manifest.MANIFEST, "{".getBytes(UTF_8));

        assertThatThrownBy(() -> versions.read(PromotionTestBed.MODEL, "v1"))
                .isInstanceOf(UnusableVersionException.class)
                .hasMessageStartingWith("The manifest of model m version v1 is not readable: ");
        assertThatThrownBy(() -> versions.read(PromotionTestBed.MODEL, "v2"))
                .isInstanceOf(UnusableVersionException.class)
                .hasMessage("The object store holds no manifest.json for model m version v2.");
    }

    @Test
    void shouldRefuseAVersionWhoseManifestIsTooLarge() {
        bed.version("v1", 0.2);
        byte[] json = bed.store.get(StorageKeys.bundleFile(PromotionTestBed.MODEL, "v1", Manifest.MANIFEST));
        byte[] padded = new byte[Manifest.MAX_BYTES + 1];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(json, 0, padded, 0, json.length);
        bed.put("v1", Manifest.MANIFEST, padded);

        assertThatThrownBy(() -> versions.read(PromotionTestBed.MODEL, "v1"))
                .isInstanceOf(UnusableVersionException.class)
                .hasMessage(
                        "The manifest.json of model m version v1 is larger than 16 MiB, so it is not read; train the"
                                + " model on fewer scans.");
    }

    @Test
    void shouldRefuseAVersionWhoseNetworkIsAnotherOne() {
        bed.version("v1", 0.2);
        bed.put("v1", Manifest.MODEL, "other".getBytes(UTF_8));
        StoredVersion version = versions.read(PromotionTestBed.MODEL, "v1");

        assertThatThrownBy(() -> versions.verify(version))
                .isInstanceOf(UnusableVersionException.class)
                .hasMessageContaining("(its SHA-256 differs); train it again.");
    }

    @Test
    void shouldFillAnEmptySlotWithAVersionThatShowsItsMargin() {
        bed.version("v1", 0.2);

        assertThat(judge("v1")).hasValueSatisfying(result -> {
            assertThat(result.isPromoted()).isTrue();
            assertThat(result.basis()).isEqualTo(Basis.EMPTY_SLOT);
        });
    }

    @Test
    void shouldDeclineAVersionWithoutMarginAndNameTheWayOut() {
        bed.version("v1", 0.01);

        assertThat(judge("v1")).hasValueSatisfying(result -> {
            assertThat(result.isPromoted()).isFalse();
            assertThat(result.sentence())
                    .startsWith("The version v1 of m is not promoted to production, because ")
                    .contains("by and why");
        });
    }

    @Test
    void shouldDeclineAVersionWhoseClassTheSourceGivesAway() {
        bed.audited("v1", Map.of("margin", 0.2, "sources", Map.of("toldBySource", List.of("A"))));

        assertThat(judge("v1")).hasValueSatisfying(result -> {
            assertThat(result.isPromoted()).isFalse();
            assertThat(result.sentence())
                    .startsWith(
                            "The version v1 of m is not promoted to production, because the source of a scan alone tells A")
                    .contains("by and why");
        });
    }

    @Test
    void shouldDeclineAVersionWithoutAGate() {
        bed.audited("v1", Map.of("margin", 0.2), Gate.none("The recipe names no gate."));

        assertThat(judge("v1")).hasValueSatisfying(result -> {
            assertThat(result.isPromoted()).isFalse();
            assertThat(result.sentence())
                    .startsWith("The version v1 of m is not promoted to production, because it has no gate")
                    .contains("by and why");
        });
    }

    @Test
    void shouldCompareOnlyWithAnotherVersion() {
        bed.version("v1", 0.2);
        bed.version("v2", 0.2);
        bed.serves("v1");

        assertThat(judge("v1")).contains(RuleResult.declined("The version v1 of m serves in production already."));
        assertThat(bed.orders()).isEmpty();
        assertThat(judge("v2")).isEmpty();
        assertThat(bed.orders()).hasSize(1);
    }

    private Optional<RuleResult> judge(String version) {
        PromotionRequested request = PromotionTestBed.request("p-" + version, "production", version, null, null);
        return rule.judge(request, versions.read(PromotionTestBed.MODEL, version));
    }
}
