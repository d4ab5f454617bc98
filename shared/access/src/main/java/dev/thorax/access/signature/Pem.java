package dev.thorax.access.signature;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Reads and writes the text form of keys (RFC 7468). */
final class Pem {
    static final String PRIVATE = "PRIVATE KEY";
    static final String PUBLIC = "PUBLIC KEY";

    private static final int LINE = 64;

    private Pem() {}

    /** Returns the block of a key. */
    static String write(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    /**
     * Returns the keys in the blocks of {@code label} in {@code text}.
     *
     * @throws IllegalArgumentException if a block is not Base64
     */
    static List<byte[]> read(String label, String text) {
        return Pattern.compile("-----BEGIN " + label + "-----([^-]*)-----END " + label + "-----")
                .matcher(text)
                .results()
                .map(block -> Base64.getMimeDecoder().decode(block.group(1)))
                .toList();
    }
}
