package dev.thorax.ingest.upload;

import java.time.Duration;
import java.util.Optional;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

import dev.thorax.contracts.topic.ScanLimits;
import dev.thorax.imaging.decode.ImageDecoder;
import dev.thorax.imaging.format.UnacceptableScanException;

/**
 * Collects the body of a request as its bytes come. Bytes above the limit are counted and dropped, so that a device that is still
 * sending can read the answer. Above twice the limit of a file the connection is closed.
 */
final class UploadedBody {
    private static final long DRAINED = 2L * ImageDecoder.MAX_BYTES;

    private final HttpServerRequest request;
    private final Promise<Void> end = Promise.promise();
    private final int limit;
    private BoundedBuffer kept;
    private long length;

    UploadedBody(HttpServerRequest request) {
        this.request = request;
        this.limit = limit(request);
        this.kept = new BoundedBuffer(expected(request), limit);
    }

    /** Returns the rejection of a request that announces a body above the limit. */
    static Optional<UnacceptableScanException> tooLarge(HttpServerRequest request) {
        long announced = expected(request);
        return announced > limit(request) ? Optional.of(ImageDecoder.tooLarge(announced)) : Optional.empty();
    }

    private static int limit(HttpServerRequest request) {
        return UploadReader.isFile(request) ? ImageDecoder.MAX_BYTES : ScanLimits.SCAN_RECORD;
    }

    /**
     * Reads the body to its end. The first result counts, since Vert.x reports an end after a broken connection, too.
     *
     * @param atMost how long the body may take to come
     * @return this; or fails, once, with a {@link UploadRejectedException} if the body ends early, comes too slowly, or is too large
     */
    Future<UploadedBody> read(Vertx vertx, Duration atMost) {
        long timer = vertx.setTimer(
                atMost.toMillis(), late -> end.tryFail(new UploadRejectedException(UploadProblems.tooSlow(atMost))));
        request.exceptionHandler(broken -> end.tryFail(new UploadRejectedException(UploadProblems.malformed())));
        request.endHandler(whole -> end());
        request.handler(this::keep);
        request.resume();
        return end.future()
                .onComplete(done -> vertx.cancelTimer(timer))
                .onFailure(refused -> kept = null)
                .map(this);
    }

    /** Returns the bytes and forgets them. */
    byte[] take() {
        byte[] bytes = kept.take();
        kept = null;
        return bytes;
    }

    /** Returns the length of the body in bytes from the request's header; negative if it has none. */
    private static long expected(HttpServerRequest request) {
        try {
            return Long.parseLong(request.getHeader("content-length"));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void keep(Buffer bytes) {
        length += bytes.length();
        if (length > limit) {
            kept = null;
        }
        if (kept != null) {
            kept.add(bytes);
        }
        if (length > DRAINED) {
            request.connection().close();
        }
    }

    private void end() {
        if (length > limit) {
            end.tryFail(new UploadRejectedException(UploadProblems.of(ImageDecoder.tooLarge(length))));
        } else {
            end.tryComplete();
        }
    }
}
