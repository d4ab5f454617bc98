package dev.thorax.ingest.upload;

import java.util.Map;

import io.vertx.core.http.HttpServerRequest;

import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.HeaderText;
import dev.thorax.ingest.record.Scan;
import dev.thorax.ingest.record.ScanAttributes;
import dev.thorax.ingest.record.ScanEnvelope;

/** Reads a scan from a request whose body is complete: the file itself, a form, or a CloudEvent in JSON, with or without gzip. */
final class UploadReader {
    private static final String ORIGIN = "POST /scans";

    private UploadReader() {}

    /** Returns whether the body is the file itself, so that the limit of a file holds for it. */
    static boolean isFile(HttpServerRequest request) {
        String mediaType = request.getHeader("content-type");
        return request.getHeader("content-encoding") == null
                && !MultipartForm.isNamedBy(mediaType)
                && !ScanEnvelope.hasAttributes(mediaType);
    }

    /**
     * Returns the scan of a request; one that is in a form that is not read is a scan that is refused.
     *
     * @throws UploadRejectedException if it is a form that cannot be read, or has no file or several
     */
    static Scan scan(HttpServerRequest request, byte[] body) {
        String mediaType = request.getHeader("content-type");
        String encoding = request.getHeader("content-encoding");
        try {
            byte[] plain = ScanEnvelope.decoded(encoding, body);
            return MultipartForm.isNamedBy(mediaType)
                    ? form(request, mediaType, plain)
                    : plain(request, ScanEnvelope.open(mediaType, plain));
        } catch (UnacceptableScanException e) {
            Scan refused = Scan.refused(HeaderText.ofHttpEvent(request.getHeader("ce-id")), e, body, ORIGIN);
            return isFile(request) ? refused : refused.withoutBytes();
        }
    }

    private static Scan form(HttpServerRequest request, String mediaType, byte[] body)
            throws UnacceptableScanException {
        UploadedForm form = UploadedForm.of(mediaType, body);
        ScanEnvelope file = ScanEnvelope.open(null, form.file());
        return Scan.of(UploadMetadata.of(request, form.fields()), file.file(), ORIGIN)
                .withMask(form.mask());
    }

    private static Scan plain(HttpServerRequest request, ScanEnvelope envelope) throws UnacceptableScanException {
        ScanAttributes attributes = envelope.attributes().or(UploadMetadata.of(request, Map.of()));
        return Scan.of(attributes, envelope.file(), ORIGIN);
    }
}
