package dev.thorax.ingest.upload;

import java.time.Duration;
import java.util.Locale;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;

import dev.thorax.imaging.decode.ImageDecoder;

/**
 * Collects the scan of a request as its bytes come, raw or from the form field {@code file}. Bytes above the limit are
 * counted and dropped, so that a device that is still sending can read the answer. Above twice the limit the connection
 * is closed.
 */
final class UploadedBody {
    private static final String CONTENT_TYPE = "content-type";
    private static final String FORM = "multipart/form-data";
    private static final String FILE = "file";
    private static final long DRAINED = 2L * ImageDecoder.MAX_BYTES;

    private final HttpServerRequest request;
    private final Promise<Void> end = Promise.promise();
    private BoundedBuffer kept;
    private long fileLength;
    private long length;
    private int files;
    private int openFiles;

    UploadedBody(HttpServerRequest request) {
        this.request = request;
        this.kept = new BoundedBuffer(length(request));
    }

    /**
     * Reads the body to its end. The first result counts, since Vert.x reports an end after a broken form, too.
     *
     * @param atMost how long the body may take to come
     * @return this; or fails, once, with a {@link UploadRejectedException} if the body is no valid form, ends early, comes too slowly, or
     *     is no one scan
     */
    Future<UploadedBody> read(Vertx vertx, Duration atMost) {
        long timer = vertx.setTimer(
                atMost.toMillis(), late -> end.tryFail(new UploadRejectedException(UploadProblems.tooSlow(atMost))));
        request.exceptionHandler(broken -> end.tryFail(new UploadRejectedException(UploadProblems.malformed())));
        request.endHandler(whole -> end());
        String mediaType = request.getHeader(CONTENT_TYPE);
        if (isForm(mediaType)) {
            readForm(mediaType);
        } else {
            request.handler(this::keep);
        }
        request.resume();
        return end.future()
                .onComplete(done -> vertx.cancelTimer(timer))
                .onFailure(refused -> kept = null)
                .map(this);
    }

    /** Returns the file and forgets it. */
    byte[] takeFile() {
        byte[] file = kept.take();
        kept = null;
        return file;
    }

    /** Returns the length of the body in bytes from the request's header; negative if it has none. */
    private static long length(HttpServerRequest request) {
        try {
            return Long.parseLong(request.getHeader("content-length"));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean isForm(String mediaType) {
        return mediaType != null
                && mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM);
    }

    private void readForm(String mediaType) {
        // Netty recognises a form only if its media type is in lower case.
        request.headers().set(CONTENT_TYPE, FORM + mediaType.strip().substring(FORM.length()));
        try {
            request.setExpectMultipart(true);
        } catch (RuntimeException e) {
            // Vert.x throws what its form decoder throws, e.g. if the media type names no boundary.
            end.tryFail(new UploadRejectedException(UploadProblems.malformed()));
        }
        request.uploadHandler(this::part);
        request.handler(this::count);
    }

    private void part(HttpServerFileUpload part) {
        if (FILE.equals(part.name())) {
            files++;
            openFiles++;
            part.endHandler(whole -> openFiles--);
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
        if (files > 1 || fileLength > ImageDecoder.MAX_BYTES) {
            kept = null;
        }
        if (kept != null) {
            kept.add(bytes);
        }
    }

    private void count(Buffer bytes) {
        length += bytes.length();
        if (length > DRAINED) {
            request.connection().close();
        }
    }

    private void end() {
        if (files > 1) {
            end.tryFail(new UploadRejectedException(UploadProblems.severalFiles()));
        } else if (openFiles > 0) {
            end.tryFail(new UploadRejectedException(UploadProblems.malformed()));
        } else if (fileLength > ImageDecoder.MAX_BYTES) {
            end.tryFail(new UploadRejectedException(UploadProblems.of(ImageDecoder.tooLarge(fileLength))));
        } else {
            end.tryComplete();
        }
    }
}
