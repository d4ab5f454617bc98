package dev.thorax.ingest.upload;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.vertx.core.http.HttpServerRequest;

import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.HeaderText;
import dev.thorax.ingest.record.ScanAttributes;

/** Reads the metadata of an uploaded scan from form fields, query parameters and headers. */
final class UploadMetadata {
    /** Begins the names of headers that are attributes of a CloudEvent. */
    private static final String EVENT = "ce-";

    private UploadMetadata() {}

    /**
     * Returns the metadata of a request. A form field counts before a query parameter, that before a header {@code ce-NAME}, and that
     * before a header {@code NAME}.
     *
     * @param fields the fields of its form; none if it is no form
     * @throws UnacceptableScanException if two of them name different patients
     */
    static ScanAttributes of(HttpServerRequest request, Map<String, String> fields) throws UnacceptableScanException {
        ScanAttributes.checkPatients(Stream.of(
                        request.params().getAll("patient").stream(),
                        request.headers().getAll(EVENT + "patient").stream().map(HeaderText::ofHttpEvent),
                        request.headers().getAll("patient").stream().map(HeaderText::ofHttp))
                .flatMap(patients -> patients)
                .filter(Objects::nonNull));
        return new ScanAttributes(fields.get("id"), fields.get("patient"), fields.get("label"), fields.get("dataset"))
                .or(new ScanAttributes(
                        fields.get(EVENT + "id"),
                        fields.get(EVENT + "patient"),
                        fields.get(EVENT + "label"),
                        fields.get(EVENT + "dataset")))
                .or(new ScanAttributes(
                        request.getParam("id"),
                        request.getParam("patient"),
                        request.getParam("label"),
                        request.getParam("dataset")))
                .or(new ScanAttributes(
                        event(request, "id"),
                        event(request, "patient"),
                        event(request, "label"),
                        event(request, "dataset")))
                .or(new ScanAttributes(
                        null, header(request, "patient"), header(request, "label"), header(request, "dataset")));
    }

    private static String event(HttpServerRequest request, String name) {
        return HeaderText.ofHttpEvent(request.getHeader(EVENT + name));
    }

    private static String header(HttpServerRequest request, String name) {
        return HeaderText.ofHttp(request.getHeader(name));
    }
}
