package dev.thorax.ingest.upload;

import io.vertx.core.http.HttpServerRequest;

import dev.thorax.ingest.record.HeaderText;
import dev.thorax.ingest.record.Scan;

/**
 * The metadata of an uploaded scan, each from a form field, a query parameter or a header, or null.
 *
 * @param id the wanted scan id; as header {@code ce-id}
 * @param patient the patient's identifier, never to be logged
 * @param label its class
 * @param dataset the data set it belongs to
 */
record UploadMetadata(String id, String patient, String label, String dataset) {
    private static final String ORIGIN = "POST /scans";

    /** Reads the metadata of a request whose body is complete. */
    static UploadMetadata of(HttpServerRequest request) {
        return new UploadMetadata(
                value(request, "id", "ce-id"),
                value(request, "patient", "patient"),
                value(request, "label", "label"),
                value(request, "dataset", "dataset"));
    }

    Scan scan(byte[] file) {
        return Scan.of(id, patient, label, dataset, file, ORIGIN);
    }

    private static String value(HttpServerRequest request, String name, String header) {
        String field = request.formAttributes().get(name);
        String parameter = field == null ? request.getParam(name) : field;
        return parameter == null ? HeaderText.ofHttp(request.getHeader(header)) : parameter;
    }
}
