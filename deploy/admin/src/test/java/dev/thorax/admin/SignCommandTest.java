package dev.thorax.admin;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import dev.thorax.access.signature.BundleSignatures;
import dev.thorax.access.signature.InvalidSignatureException;
import dev.thorax.access.signature.SigningKey;
import dev.thorax.access.signature.SigningKeyPair;
import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.admin.store.StoreOptions;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectStore;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignCommandTest {
    private static final String MODEL = TestBundles.MODEL;

    @TempDir
    private Path folder;

    private final ObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final StringWriter out = new StringWriter();
    private String signed;

    @BeforeEach
    void storeAVersionOfAnEarlierRelease() {
        signed = TestBundles.store(store, "v1", 1).digest();
        store.delete(StorageKeys.signature(MODEL, "v1"));
        assertThat(run("signing-key", "--signing-key", file("signing.pem"), "--public-keys", file("public.pem")))
                .isZero();
    }

    @Test
    void shouldShowWhatIsNotSignedAndSignNothingThatIsNotNamed() {
        assertThat(sign()).isOne();

        assertThat(out.toString())
                .contains(
                        "tiny/v1@" + signed + " has no signature: written ",
                        "by its manifest trained ",
                        "Signed versions: 0.",
                        "Not signed as they were not named: 1.");
        assertThatThrownBy(() -> check("public.pem"))
                .isInstanceOf(InvalidSignatureException.class)
                .hasMessageContaining("find out who wrote it and when");
    }

    @Test
    void shouldSignTheNamedVersionOnly() {
        String other = unsigned("v2");

        assertThat(sign("tiny/v1@" + signed)).as("v2 is left").isOne();

        check("public.pem");
        assertThat(out.toString()).contains("Signed: tiny/v1@" + signed + ".", "Signed versions: 1.");
        assertThat(store.exists(StorageKeys.signature(MODEL, "v2"))).isFalse();
        assertThat(sign("tiny/v2@" + other)).isZero();
    }

    @Test
    void shouldNotSignAnotherManifestThanTheNamedOne() {
        assertThat(sign("tiny/v1@" + "0".repeat(64))).isOne();

        assertThat(out.toString()).contains("has the digest " + signed + " and not the named one");
        assertThat(store.exists(StorageKeys.signature(MODEL, "v1"))).isFalse();
    }

    @Test
    void shouldRefuseAVersionWithoutItsDigest() {
        assertThat(sign("tiny/v1")).isOne();

        assertThat(out.toString()).contains("A version is named as model/version@digest");
        assertThat(store.exists(StorageKeys.signature(MODEL, "v1"))).isFalse();
    }

    @Test
    void shouldTakeUpAllExistingVersionsOnce() {
        assertThat(sign("--all-existing")).isZero();
        check("public.pem");

        unsigned("v2");
        assertThat(sign("--all-existing")).isOne();

        assertThat(out.toString()).contains("Signed versions: 1.", "Not signed as they were not named: 1.");
        assertThat(store.exists(StorageKeys.signature(MODEL, "v2"))).isFalse();
    }

    @Test
    void shouldNotTakeUpAVersionThatWasChangedSinceTheList() {
        assertThat(sign("--all-existing")).isZero();
        store.delete(StorageKeys.signature(MODEL, "v1"));
        TestBundles.store(store, "v1", 2);
        store.delete(StorageKeys.signature(MODEL, "v1"));

        assertThat(sign("--all-existing")).isOne();

        assertThat(out.toString()).contains("and not the named one, so the version is not signed");
        assertThat(store.exists(StorageKeys.signature(MODEL, "v1"))).isFalse();
    }

    @Test
    void shouldNotReplaceASignatureOfAnUnknownKey() {
        String foreign = TestBundles.store(store, "v2", 2).digest();

        assertThat(sign("tiny/v1@" + signed, "tiny/v2@" + foreign)).isOne();

        assertThat(out.toString())
                .contains(
                        "tiny/v2@" + foreign + " has a signature of no trusted key",
                        "Not signed: model tiny version v2. No trusted key has signed the manifest of version v2 of tiny",
                        "Signed versions: 1.");
    }

    @Test
    void shouldSignAnewWhatIsNamedOfAWithdrawnKey() {
        sign("--all-existing");
        run("signing-key", "--signing-key", file("next.pem"), "--public-keys", file("next-public.pem"));
        String[] renewal = {
            "sign",
            "--signing-key",
            file("next.pem"),
            "--public-keys",
            file("next-public.pem"),
            "--withdrawn",
            file("public.pem")
        };

        assertThat(run(renewal)).as("nothing is named").isOne();
        check("public.pem");
        assertThat(run(append(renewal, "tiny/v1@" + signed))).isZero();

        check("next-public.pem");
        assertThatThrownBy(() -> check("public.pem")).isInstanceOf(InvalidSignatureException.class);
    }

    @Test
    void shouldLeaveOutWhatIsNoManifest() {
        store.put(StorageKeys.bundleFile(MODEL, "v3", Manifest.MANIFEST), "{".getBytes(UTF_8), "application/json");
        store.put(
                StorageKeys.bundleFile(MODEL, "v4", Manifest.MANIFEST),
                store.get(StorageKeys.bundleFile(MODEL, "v1", Manifest.MANIFEST)),
                "application/json");

        assertThat(sign("--all-existing")).isOne();

        assertThat(out.toString())
                .contains(
                        "The manifest of version v3 of tiny is not readable",
                        "The manifest of version v4 of tiny is that of another version, so the version is not signed",
                        "Signed versions: 1.");
    }

    @Test
    void shouldNotSignWithAKeyThatServicesDoNotTrust() {
        SigningKeyPair.generate().write(folder.resolve("other.pem"), folder.resolve("other-public.pem"));

        assertThat(run("sign", "--signing-key", file("other.pem"), "--public-keys", file("public.pem")))
                .isOne();
        assertThat(out.toString())
                .contains("Cannot be done: The public key of the signing key is not among the trusted");
        assertThat(SigningKey.read(folder.resolve("other.pem"))).isNotNull();
    }

    private int sign(String... more) {
        return run(append(
                new String[] {"sign", "--signing-key", file("signing.pem"), "--public-keys", file("public.pem")},
                more));
    }

    private static String[] append(String[] some, String... more) {
        return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private String unsigned(String version) {
        String digest = TestBundles.store(store, version, 2).digest();
        store.delete(StorageKeys.signature(MODEL, version));
        return digest;
    }

    private void check(String publicKeys) {
        new BundleSignatures(store, TrustedKeys.ofFile(folder.resolve(publicKeys))).check(MODEL, "v1", signed);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private int run(String... arguments) {
        CommandLine commands = Main.commandLine();
        SignCommand command = commands.getSubcommands().get("sign").getCommand();
        command.storage = new StoreOptions() {
            @Override
            public ObjectStore open() {
                return store;
            }
        };
        PrintWriter writer = new PrintWriter(out, true);
        return commands.setOut(writer).setErr(writer).execute(arguments);
    }
}
