package dev.thorax.contracts.worker;

/** Names of the files of a validation, beside those that every job has. */
public final class ValidationFile {
    /** The scans that count, as the first worker froze them. */
    public static final String SCANS = "scans.json";

    /** All figures of the page. */
    public static final String FIGURES = "figures.json";

    /** The page to sign. Pictures of scans are references in it. */
    public static final String PAGE = "report.html";

    /** Why it waits, while it does. */
    public static final String DELAY = "delay.json";

    /** The begin of the names of scores, which are deleted at the end. */
    public static final String PARTS = "scores-";

    private ValidationFile() {}

    /** Returns the name of the scores of consecutive scans; {@code number} counts from 0. */
    public static String part(int number) {
        return PARTS + number + ".json";
    }
}
