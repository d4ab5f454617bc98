package dev.thorax.ingest.patient;

import jakarta.ws.rs.core.Response;

/** A request about a patient cannot be answered. The message is a sentence for the client and names no patient. */
final class PatientRequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Response.Status status;

    PatientRequestException(Response.Status status, String sentence) {
        super(sentence);
        this.status = status;
    }

    Response.Status status() {
        return status;
    }
}
