package dev.thorax.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do. Each endpoint names the roles that it answers. */
public enum Role {
    /** Sends scans, and sees what became of the scans that were sent with a key of the same name. */
    DEVICE,
    /** Reads diagnoses, pictures, heat maps and reports. */
    CLINICIAN,
    /** Trains, promotes, erases, and does all that a clinician does. */
    OPERATOR;

    /** {@link #DEVICE} in annotations. */
    public static final String DEVICE_NAME = "device";
    /** {@link #CLINICIAN} in annotations. */
    public static final String CLINICIAN_NAME = "clinician";
    /** {@link #OPERATOR} in annotations. */
    public static final String OPERATOR_NAME = "operator";

    /** Returns the name of the role in files, claims and annotations, e.g. {@code device}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the role of a name as {@link #text()} gives it; empty if there is none. */
    public static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
