package dev.thorax.testing.model;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.access.signature.InvalidSignatureException;
import dev.thorax.access.signature.NamedVersion;
import dev.thorax.access.signature.SigningKeyException;
import dev.thorax.access.signature.SigningKeyPair;
import dev.thorax.access.signature.UnsignableVersionException;
import dev.thorax.access.signature.UnsignedVersion;
import dev.thorax.access.signature.VersionSigner;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VersionSignerTest {
    private static final SigningKeyPair OTHER = SigningKeyPair.generate();

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.fixed(TestBundles.TIME, ZoneOffset.UTC));
    private final VersionSigner signer =
            new VersionSigner(store, TestBundles.KEYS.signing(), TestBundles.KEYS.trusted());

    @Test
    void shouldListTheVersionsWithoutASignatureAndWithAWrongOne() {
        write("t-1", manifest("t-1"));
        NamedVersion missing = write("t-2", manifest("t-2"));
        NamedVersion wrong = write("t-3", manifest("t-3"));
        signer.sign(TestBundles.MODEL, "t-1");
        store.put(signature("t-3"), OTHER.signing().sign(wrong.digest()), "application/octet-stream");

        assertThat(unsigned(new ArrayList<>()))
                .containsExactly(
                        new UnsignedVersion(missing, read("t-2"), TestBundles.TIME, true),
                        new UnsignedVersion(wrong, read("t-3"), TestBundles.TIME, false));
    }

    @Test
    void shouldSignAVersionOnce() {
        NamedVersion named = write("t-1", manifest("t-1"));

        assertThat(signer.sign(named, null)).isTrue();
        assertThat(signer.sign(named, null)).isFalse();
        assertThat(unsigned(new ArrayList<>())).isEmpty();
    }

    @Test
    void shouldNotSignAnotherManifestThanTheNamedOne() {
        NamedVersion named = write("t-1", manifest("t-1"));
        write("t-1", Json.write(TestBundles.manifest("t-1", TestBundles.INPUT, Map.of("else", "1".repeat(64)))));

        assertThatThrownBy(() -> signer.sign(named, null))
                .isInstanceOf(UnsignableVersionException.class)
                .hasMessageContaining("and not the named one, so the version is not signed");
        assertThat(store.exists(signature("t-1"))).isFalse();
    }

    /** What is no JSON, what names nothing, and the manifest of another version. */
    @ParameterizedTest
    @ValueSource(strings = {"", "no manifest", "{}", "{\"model\":\"tiny\",\"version\":\"t-9\"}"})
    void shouldReportAManifestThatIsNoneAndListTheOthers(String text) {
        write("t-1", text.getBytes(StandardCharsets.UTF_8));
        NamedVersion whole = write("t-2", manifest("t-2"));
        List<String> refused = new ArrayList<>();

        assertThat(unsigned(refused)).extracting(UnsignedVersion::name).containsExactly(whole);
        assertThat(refused)
                .singleElement()
                .asString()
                .startsWith("model tiny version t-1: The manifest of version t-1 of tiny ")
                .endsWith("so the version is not signed; train it again.");
        assertThatThrownBy(() -> signer.sign(TestBundles.MODEL, "t-1")).isInstanceOf(UnsignableVersionException.class);
    }

    @Test
    void shouldNotSignAVersionWithoutAManifest() {
        assertThatThrownBy(() -> signer.sign(TestBundles.MODEL, "t-1"))
                .isInstanceOf(UnsignableVersionException.class)
                .hasMessageContaining("holds no manifest for version t-1 of tiny");
    }

    @Test
    void shouldReplaceTheSignatureOfAWithdrawnKeyAndNoOther() {
        NamedVersion named = write("t-1", manifest("t-1"));
        store.put(signature("t-1"), OTHER.signing().sign(named.digest()), "application/octet-stream");

        assertThatThrownBy(() -> signer.sign(named, null)).isInstanceOf(InvalidSignatureException.class);
        assertThatThrownBy(() -> signer.sign(named, SigningKeyPair.generate().trusted()))
                .isInstanceOf(InvalidSignatureException.class);
        assertThat(unsigned(new ArrayList<>())).hasSize(1);

        assertThat(signer.sign(named, OTHER.trusted())).isTrue();
        assertThat(unsigned(new ArrayList<>())).isEmpty();
    }

    @Test
    void shouldNotBeginWithAKeyThatNoServiceTrusts() {
        assertThatThrownBy(() -> new VersionSigner(store, OTHER.signing(), TestBundles.KEYS.trusted()))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageContaining("not among the trusted keys");
    }

    private List<UnsignedVersion> unsigned(List<String> refused) {
        return signer.unsigned((name, sentence) -> refused.add(name + ": " + sentence));
    }

    private NamedVersion write(String version, byte[] manifest) {
        store.put(key(version), manifest, "application/json");
        return new NamedVersion(TestBundles.MODEL, version, Sha256.of(manifest));
    }

    private Manifest read(String version) {
        return Json.read(store.get(key(version)), Manifest.class);
    }

    private static byte[] manifest(String version) {
        return Json.write(TestBundles.manifest(version, TestBundles.INPUT, Map.of(Manifest.MODEL, "0".repeat(64))));
    }

    private static String key(String version) {
        return StorageKeys.bundleFile(TestBundles.MODEL, version, Manifest.MANIFEST);
    }

    private static String signature(String version) {
        return StorageKeys.signature(TestBundles.MODEL, version);
    }
}
