package dev.thorax.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ObjectHeaderTest {
    private static final byte[] SALT = salt();
    private static final byte[] HEADER = ObjectHeader.bytes("2026-11", SALT);

    @Test
    void shouldReadTheHeaderThatItWroteAndLeaveWhatFollows() throws IOException {
        ByteArrayInputStream object = new ByteArrayInputStream(Arrays.copyOf(HEADER, HEADER.length + 3));

        assertThat(ObjectHeader.isMark(object.readNBytes(ObjectHeader.MARK_BYTES)))
                .isTrue();
        assertThat(ObjectHeader.read(object)).hasValueSatisfying(header -> {
            assertThat(header.keyId()).isEqualTo("2026-11");
            assertThat(header.salt()).isEqualTo(SALT);
        });
        assertThat(object.available()).isEqualTo(3);
    }

    @Test
    void shouldFindNoHeaderInAnObjectThatEndsBeforeIt() throws IOException {
        for (int length = ObjectHeader.MARK_BYTES; length < HEADER.length; length++) {
            assertThat(read(Arrays.copyOf(HEADER, length)))
                    .as("of %d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void shouldFindNoHeaderWithoutTheIdOfAKey() throws IOException {
        assertThat(read(ObjectHeader.bytes("", SALT))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"keys\":", "\u0089PNG\r\n\u001a\n", "\0THORAX", "\0THORAX\2", "\0THORAX\1\1"})
    void shouldTakeNothingElseForTheMark(String first) {
        assertThat(ObjectHeader.isMark(first.getBytes(StandardCharsets.ISO_8859_1)))
                .isFalse();
    }

    private static Optional<ObjectHeader> read(byte[] object) throws IOException {
        return ObjectHeader.read(
                new ByteArrayInputStream(object, ObjectHeader.MARK_BYTES, object.length - ObjectHeader.MARK_BYTES));
    }

    private static byte[] salt() {
        byte[] salt = new byte[32];
        for (int i = 0; i < salt.length; i++) {
            salt[i] = (byte) (200 + i);
        }
        return salt;
    }
}
