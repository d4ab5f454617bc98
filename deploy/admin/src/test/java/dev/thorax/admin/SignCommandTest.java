package dev.thorax.admin;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import dev.thorax.access.signature.BundleSignatures;
import dev.thorax.access.signature.InvalidSignatureException;
import dev.thorax.access.signature.SigningKey;
import dev.thorax.access.signature.SigningKeyPair;
import dev.thorax.access.signature.TrustedKeys;
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
    void shouldSignWhatWasTrainedBeforeOnce() {
        assertThat(sign()).isZero();
        byte[] signature = store.get(StorageKeys.signature(MODEL, "v1"));
        check("public.pem");

        assertThat(sign()).isZero();
        assertThat(store.get(StorageKeys.signature(MODEL, "v1"))).isEqualTo(signature);
        assertThat(out.toString()).contains("Signed versions: 1, not signed: 0.", "Signed versions: 0, not signed: 0.");
    }

    @Test
    void shouldNotReplaceASignatureOfAnUnknownKey() {
        TestBundles.store(store, "v2", 2);

        assertThat(sign()).isOne();

        assertThat(out.toString())
                .contains(
                        "Not signed: model tiny version v2. No trusted key has signed the manifest of version v2 of tiny",
                        "Signed versions: 1, not signed: 1.");
    }

    @Test
    void shouldSignAnewWhatAWithdrawnKeySigned() {
        sign();
        TestBundles.store(store, "v2", 2);
        run("signing-key", "--signing-key", file("next.pem"), "--public-keys", file("next-public.pem"));

        assertThat(run(
                        "sign",
                        "--signing-key",
                        file("next.pem"),
                        "--public-keys",
                        file("next-public.pem"),
                        "--withdrawn",
                        file("public.pem")))
                .as("v2 is signed by neither")
                .isOne();

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

        assertThat(sign()).isOne();

        assertThat(out.toString())
                .contains(
                        "The manifest of version v3 of tiny is not readable",
                        "The manifest of version v4 of tiny is that of another version, so the version is not signed",
                        "Signed versions: 1, not signed: 2.");
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

    private int sign() {
        return run("sign", "--signing-key", file("signing.pem"), "--public-keys", file("public.pem"));
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
            ObjectStore open() {
                return store;
            }
        };
        PrintWriter writer = new PrintWriter(out, true);
        return commands.setOut(writer).setErr(writer).execute(arguments);
    }
}
