package dev.thorax.contracts.storage;

import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The form of a patient's pseudonym: {@code p1-} and 16 hex digits. The digit is the id of the secret key that made it.
 * Earlier releases wrote {@code p-} for the first key, so both forms stand for the same patient.
 */
public final class Pseudonym {
    private static final String WITHOUT = "p-";
    private static final String WITH = "p1-";
    private static final Pattern WITHOUT_KEY_ID = Pattern.compile("^" + WITHOUT + "([0-9a-f]{16})$");
    private static final Pattern WITH_KEY_ID = Pattern.compile("^" + WITH + "([0-9a-f]{16})$");

    private Pseudonym() {}

    /** Returns the pseudonym of the first key with these 16 hex digits. */
    public static String of(String digits) {
        return WITH + digits;
    }

    /** Returns whether two pseudonyms stand for the same patient. No pseudonym only equals no pseudonym. */
    public static boolean same(@Nullable String a, @Nullable String b) {
        return Objects.equals(a == null ? null : withKeyId(a), b == null ? null : withKeyId(b));
    }

    /** Returns the pseudonym with the id of its key. A text of another form stays as it is. */
    public static String withKeyId(String pseudonym) {
        return WITHOUT_KEY_ID.matcher(pseudonym).replaceFirst(WITH + "$1");
    }

    /** Returns the pseudonym as earlier releases wrote it. A text of another form stays as it is. */
    public static String withoutKeyId(String pseudonym) {
        return WITH_KEY_ID.matcher(pseudonym).replaceFirst(WITHOUT + "$1");
    }
}
