package dev.thorax.ingest.upload;

import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.vertx.core.http.HttpServerRequest;

import dev.thorax.contracts.topic.ScanHeaders;
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
        return plain(fields::get)
                .or(event(name -> fields.get(EVENT + name)))
                .or(plain(request::getParam))
                .or(event(name -> HeaderText.ofHttpEvent(request.getHeader(EVENT + name))))
                .or(new ScanAttributes(
                        null,
                        header(request, ScanHeaders.PATIENT),
                        header(request, ScanHeaders.LABEL),
                        header(request, ScanHeaders.DATASET),
                        header(request, ScanHeaders.SOURCE),
                        null));
    }

    private static ScanAttributes plain(UnaryOperator<String> values) {
        return attributes(values, ScanHeaders.SOURCE);
    }

    /** The source of an event is the device, so the scan's has another name. */
    private static ScanAttributes event(UnaryOperator<String> values) {
        return attributes(values, ScanHeaders.SOURCE_EXTENSION);
    }

    private static ScanAttributes attributes(UnaryOperator<String> values, String source) {
        return new ScanAttributes(
                values.apply("id"),
                values.apply(ScanHeaders.PATIENT),
                values.apply(ScanHeaders.LABEL),
                values.apply(ScanHeaders.DATASET),
                values.apply(source),
                null);
    }

    private static String header(HttpServerRequest request, String name) {
        return HeaderText.ofHttp(request.getHeader(name));
    }
}
