package dev.thorax.ingest.upload;

import java.time.Duration;

import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.runtime.http.Problem;

/** Describes why an upload was not taken. */
final class UploadProblems {
    private UploadProblems() {}

    static Problem of(UnacceptableScanException why) {
        int status =
                switch (why.reason()) {
                    case TOO_LARGE -> 413;
                    case NOT_AN_IMAGE, FORMAT_NOT_SUPPORTED -> 415;
                    case INVALID_METADATA, EMPTY -> 400;
                    case ID_TAKEN, PATIENT_DIFFERS -> 409;
                    case ERASED -> 410;
                    default -> 422;
                };
        return Problem.ofReason(why.reason().code(), "The scan is not acceptable", status, why.getMessage());
    }

    static Problem brokerDown() {
        return Problem.ofReason(
                "broker-unavailable",
                "The broker does not answer",
                503,
                "The scan was not taken because the message broker does not answer; send it again later.");
    }

    static Problem storeDown() {
        return Problem.ofReason(
                "store-unavailable",
                "The object store does not answer",
                503,
                "The scan was not taken because the object store does not answer; send it again later.");
    }

    static Problem unrecorded() {
        return Problem.ofReason(
                "audit-unavailable",
                "The upload cannot be recorded",
                503,
                "The scan was not taken because the broker does not acknowledge the audit record of the upload; send it"
                        + " again later.");
    }

    static Problem auditDown() {
        return Problem.ofReason(
                "audit-unavailable",
                "The upload cannot be recorded",
                503,
                "The broker does not acknowledge the audit record of this upload, so it is not known whether the scan was"
                        + " taken; send it again later with the same id.");
    }

    static Problem decoderDown() {
        return Problem.ofReason(
                "decoder-unavailable",
                "Pictures cannot be decoded",
                503,
                "The scan was not taken because the process that decodes pictures does not start; send it again later.");
    }

    static Problem busy() {
        return Problem.ofReason(
                "busy",
                "Too many uploads",
                503,
                "Too many scans are being uploaded at once; send this one again in a few seconds.");
    }

    static Problem malformed() {
        return Problem.ofReason(
                "malformed-upload",
                "The upload cannot be read",
                400,
                "The body of the request ended early or is not valid multipart form data; send it again.");
    }

    static Problem tooSlow(Duration limit) {
        return Problem.ofReason(
                "too-slow",
                "The upload is too slow",
                408,
                "The upload did not end within " + limit.toSeconds()
                        + " s, so it was not waited for any longer; send the scan again over a faster connection.");
    }

    static Problem severalFiles() {
        return Problem.ofReason(
                "several-files",
                "More than one file",
                400,
                "The form has more than one file, but an upload is one scan; send each scan by itself.");
    }

    static Problem noFile() {
        return Problem.ofReason(
                "no-file", "No file", 400, "The form has no part with a file; send the scan in the field file.");
    }

    static Problem method() {
        return Problem.ofReason(
                "method-not-allowed",
                "Not this method",
                405,
                "Scans are taken by POST only; send the scan as the body of a POST request.");
    }

    static Problem expectation() {
        return Problem.ofReason(
                "expectation-failed",
                "The expectation cannot be met",
                417,
                "The header Expect has something other than 100-continue, which cannot be met; send the scan without it.");
    }

    static Problem foreignPage() {
        return Problem.ofReason(
                "foreign-page",
                "Not from another web page",
                403,
                "The request comes from a web page of another site, which may not send scans; send it from the device or"
                        + " a program.");
    }

    static Problem unexpected() {
        return Problem.ofReason(
                "unexpected",
                "The upload failed",
                500,
                "The upload failed for a reason that is in the log of ingest; whether the scan was taken is not known, so"
                        + " send it again with the same id.");
    }
}
