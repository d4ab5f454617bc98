package dev.thorax.ingest.upload;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;

import dev.thorax.imaging.ImageDecoder;

/**
 * Collects the scan of a request as its bytes come, raw or from the form field {@code file}. Past the limit bytes are
 * counted and dropped, so that a device that is still sending can read the answer; past twice the limit the connection
 * is cut.
 */
final class UploadedBody {
    private static final String FILE = "file";
    private static final long DRAINED = 2L * ImageDecoder.MAX_BYTES;

    private final HttpServerRequest request;
    private Buffer kept = Buffer.buffer();
    private long fileLength;
    private long length;

    UploadedBody(HttpServerRequest request) {
        this.request = request;
    }

    /** Reads to the end, then calls {@code whole}, or {@code broken} where the body is no valid form or ends early. */
    void read(Runnable whole, Handler<Throwable> broken) {
        request.exceptionHandler(broken);
        String type = request.getHeader("content-type");
        if (type != null && type.startsWith("multipart/form-data")) {
            request.setExpectMultipart(true);
            request.uploadHandler(this::part);
            request.handler(this::count);
        } else {
            request.handler(this::keep);
        }
        request.endHandler(end -> whole.run());
        request.resume();
    }

    /** Bytes of the file, also those past the limit. */
    long fileLength() {
        return fileLength;
    }

    boolean tooLarge() {
        return fileLength > ImageDecoder.MAX_BYTES;
    }

    byte[] file() {
        return kept.getBytes();
    }

    private void part(HttpServerFileUpload part) {
        if (FILE.equals(part.name())) {
            part.handler(this::collect);
        } else {
            part.handler(ignored -> {});
        }
    }

    private void keep(Buffer bytes) {
        count(bytes);
        collect(bytes);
    }

    private void collect(Buffer bytes) {
        fileLength += bytes.length();
        if (tooLarge()) {
            kept = Buffer.buffer();
        } else {
            kept.appendBuffer(bytes);
        }
    }

    private void count(Buffer bytes) {
        length += bytes.length();
        if (length > DRAINED) {
            request.connection().close();
        }
    }
}
