package dev.thorax.access.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SigningKeyTest {
    private static final String DIGEST = "ab".repeat(32);

    @TempDir
    private Path folder;

    @Test
    void shouldSignWhatItsPublicKeyVerifies() {
        SigningKeyPair pair = SigningKeyPair.generate();
        byte[] signature = pair.signing().sign(DIGEST);

        assertThat(signature).hasSize(64);
        assertThat(pair.trusted().haveSigned(DIGEST, signature)).isTrue();
        assertThat(pair.trusted().haveSigned("cd".repeat(32), signature)).isFalse();
        assertThat(SigningKeyPair.generate().trusted().haveSigned(DIGEST, signature))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 65, 128})
    void shouldRefuseWhatIsNoSignature(int length) {
        assertThat(SigningKeyPair.generate().trusted().haveSigned(DIGEST, new byte[length]))
                .isFalse();
    }

    @Test
    void shouldRefuseASignatureWithAnyBitChanged() {
        SigningKeyPair pair = SigningKeyPair.generate();
        TrustedKeys trusted = pair.trusted();
        for (int bit = 0; bit < 512; bit++) {
            byte[] signature = pair.signing().sign(DIGEST);
            signature[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(trusted.haveSigned(DIGEST, signature)).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void shouldReadTheKeysThatItWrote() throws IOException {
        Path key = folder.resolve("new/signing.pem");
        Path publicKeys = folder.resolve("new/public.pem");
        SigningKeyPair pair = SigningKeyPair.generate();

        pair.write(key, publicKeys);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(key).content().startsWith("-----BEGIN PRIVATE KEY-----\n").endsWith("-----END PRIVATE KEY-----\n");
        assertThat(publicKeys)
                .content()
                .startsWith("-----BEGIN PUBLIC KEY-----\n")
                .doesNotContain("PRIVATE");
        assertThat(pair.trusted().haveSigned(DIGEST, SigningKey.read(key).sign(DIGEST)))
                .isTrue();
        assertThat(TrustedKeys.ofFile(publicKeys).contain(SigningKey.read(key))).isTrue();
        try (var files = Files.list(key.getParent())) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void shouldTrustOldAndNewKeysWhileTheyRotate() {
        Path publicKeys = folder.resolve("public.pem");
        SigningKeyPair old = SigningKeyPair.generate();
        SigningKeyPair next = SigningKeyPair.generate();
        old.write(folder.resolve("old.pem"), publicKeys);
        TrustedKeys trusted = TrustedKeys.ofFile(publicKeys);
        assertThat(trusted.contain(next.signing())).isFalse();

        next.write(folder.resolve("next.pem"), publicKeys);

        assertThat(trusted.contain(old.signing())).isTrue();
        assertThat(trusted.contain(next.signing())).isTrue();
    }

    @Test
    void shouldNotReplaceAKeyInUse() {
        Path key = folder.resolve("signing.pem");
        SigningKeyPair.generate().write(key, folder.resolve("public.pem"));

        assertThatThrownBy(() -> SigningKeyPair.generate().write(key, folder.resolve("public.pem")))
                .isInstanceOf(SigningKeyException.class)
                .hasMessage("There is a file " + key + " already, which may be a key in use; name a new file.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw--w----", "rw-----w-"})
    void shouldRefuseAKeyThatOthersMayReadOrChange(String permissions) throws IOException {
        Path key = folder.resolve("signing.pem");
        SigningKeyPair.generate().write(key, folder.resolve("public.pem"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> SigningKey.read(key))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageStartingWith("Other users may read or change the signing key " + key + "; make it readable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-"})
    void shouldTrustNoFileThatOthersMayChange(String permissions) throws IOException {
        Path trusted = folder.resolve("public.pem");
        SigningKeyPair.generate().write(folder.resolve("signing.pem"), trusted);
        TrustedKeys.ofFile(trusted);
        Files.setPosixFilePermissions(trusted, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> TrustedKeys.ofFile(trusted))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageStartingWith(
                        "Other users may change the file " + trusted + ", and so let anybody in; check");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no key",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n"
            })
    void shouldRefuseAFileWithoutAKey(String text) throws IOException {
        Path key = Files.createTempFile(folder, "signing", ".pem");
        Files.writeString(key, text);

        assertThatThrownBy(() -> SigningKey.read(key))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageStartingWith("The file " + key + " is no Ed25519 signing key in PEM (");
        assertThatThrownBy(() -> TrustedKeys.ofFile(key))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageStartingWith("The file " + key + " has no public key in PEM, so nothing could be trusted");
    }

    @Test
    void shouldRefuseFilesThatAreMissingAndKeysOfAnotherKind() throws Exception {
        Path missing = folder.resolve("missing.pem");
        byte[] rsa = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPublic()
                .getEncoded();

        assertThatThrownBy(() -> SigningKey.read(missing))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageStartingWith("The signing key " + missing + " cannot be read (");
        assertThatThrownBy(() -> TrustedKeys.ofFile(missing))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageStartingWith("The file of public keys " + missing + " cannot be read (");
        assertThatThrownBy(() -> TrustedKeys.ofPem(Pem.write(Pem.PUBLIC, rsa)))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageStartingWith("The text of public keys has a public key that is not Ed25519 in PEM (");
    }
}
