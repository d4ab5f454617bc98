package dev.thorax.access.key;

import java.util.HexFormat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecretHashTest {
    /** The digests are those of sha256sum. */
    @ParameterizedTest
    @CsvSource({
        "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "\u00e9, 4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
    })
    void shouldHashTheUtf8BytesOfASecret(String secret, String sha256) {
        assertThat(HexFormat.of().formatHex(SecretHash.of(secret))).isEqualTo(sha256);
    }
}
