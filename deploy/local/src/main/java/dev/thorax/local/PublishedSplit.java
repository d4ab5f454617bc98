package dev.thorax.local;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts into which a published data set may be divided. */
enum PublishedSplit {
    /** A data set that is not divided. */
    ALL,
    TRAINING,
    /** Joins {@link #TRAINING}, as a training chooses patients for its own validation. */
    VALIDATION,
    TEST;

    private static final Pattern NAME =
            Pattern.compile("(?:(train(?:ing)?)|(val(?:id(?:ation)?)?)|test(?:ing)?)(?:[ _-]?(?:set|data))?");

    /** Returns the part that a folder of this name holds, or null if it is the name of no part. */
    static PublishedSplit of(String folderName) {
        Matcher name = NAME.matcher(folderName.toLowerCase(Locale.ROOT));
        if (!name.matches()) {
            return null;
        }
        if (name.group(1) != null) {
            return TRAINING;
        }
        return name.group(2) != null ? VALIDATION : TEST;
    }
}
