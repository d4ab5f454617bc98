package dev.thorax.runtime.http;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457).
 *
 * @param type a URI that names the kind of problem; {@code about:blank} if the status names it
 * @param title the kind of problem in a few words
 * @param status the HTTP status
 * @param detail one sentence for a person: what is wrong, why, and what to do
 * @param reason a stable code, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, @Nullable String reason) {
    /** Media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String NAMED = "urn:thorax:problem:";

    /** Creates a problem of no kind of its own, whose title is the phrase of its status. */
    public static Problem ofStatus(int status, String phrase, String detail) {
        return new Problem("about:blank", phrase, status, detail, null);
    }

    /** Creates a problem of the kind that an enum constant names, for example {@code NO_MODEL}. */
    public static Problem ofKind(Enum<?> kind, String title, int status, String detail) {
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(NAMED + name, title, status, detail, null);
    }

    /** Creates a problem of the kind that a code names, and carries the code. */
    public static Problem ofReason(String reason, String title, int status, String detail) {
        return new Problem(NAMED + reason, title, status, detail, reason);
    }
}
