package dev.thorax.ingest.upload;

import java.time.Duration;

import dev.thorax.imaging.format.UnacceptableScanException;

/**
 * A problem document (RFC 9457), sent as {@code application/problem+json}.
 *
 * @param type a URI that names the kind of problem
 * @param title the kind of problem in a few words
 * @param status the HTTP status
 * @param detail one sentence for a person: what, why, what to do
 * @param reason a stable code, the same as in the headers of a rejected scan
 */
public record Problem(String type, String title, int status, String detail, String reason) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(UnacceptableScanException why) {
        int status =
                switch (why.reason()) {
                    case TOO_LARGE -> 413;
                    case NOT_AN_IMAGE, FORMAT_NOT_SUPPORTED -> 415;
                    case INVALID_METADATA, EMPTY -> 400;
                    case ID_TAKEN -> 409;
                    default -> 422;
                };
        return of(
                status,
                "The scan is not acceptable",
                why.getMessage(),
                why.reason().code());
    }

    static Problem brokerDown() {
        return of(
                503,
                "The broker does not answer",
                "The scan was not taken because the message broker does not answer; send it again later.",
                "broker-unavailable");
    }

    static Problem busy() {
        return of(
                503,
                "Too many uploads",
                "Too many scans are being uploaded at once; send this one again in a few seconds.",
                "busy");
    }

    static Problem malformed() {
        return of(
                400,
                "The upload cannot be read",
                "The body of the request ended early or is not valid multipart form data; send it again.",
                "malformed-upload");
    }

    static Problem tooSlow(Duration limit) {
        return of(
                408,
                "The upload is too slow",
                "The upload did not end within " + limit.toSeconds()
                        + " s, so it was not waited for any longer; send the scan again over a faster connection.",
                "too-slow");
    }

    static Problem severalFiles() {
        return of(
                400,
                "More than one file",
                "The form has more than one part named file, but an upload is one scan; send each scan by itself.",
                "several-files");
    }

    static Problem foreignPage() {
        return of(
                403,
                "Not from another web page",
                "The request comes from a web page of another site, which may not send scans; send it from the device or"
                        + " a program.",
                "foreign-page");
    }

    static Problem unexpected() {
        return of(
                500,
                "The upload failed",
                "The upload failed for a reason that is in the log of ingest; whether the scan was taken is not known, so"
                        + " send it again with the same id.",
                "unexpected");
    }

    private static Problem of(int status, String title, String detail, String reason) {
        return new Problem("urn:thorax:problem:" + reason, title, status, detail, reason);
    }
}
