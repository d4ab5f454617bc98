package dev.thorax.ingest.upload;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

import dev.thorax.fuzz.Letter;
import dev.thorax.fuzz.Measured;
import dev.thorax.fuzz.ScanCheck;
import dev.thorax.fuzz.Sentences;
import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.ScanFormat;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.Scan;

/**
 * Reads scans from requests: forms, gzip, CloudEvents, Base64 text, headers and query parameters. The input is a {@link Letter}, in which
 * names with a question mark are parameters of the query.
 */
class UploadFuzzTest {
    /** A body of gzip may unpack to 32 MiB, which is copied. */
    private static final int MOST_MIB = 256;

    @FuzzTest
    void upload(byte[] input) throws Exception {
        Letter letter = Letter.of(input);
        try {
            Scan scan = Measured.call(input, MOST_MIB, () -> UploadReader.scan(request(letter), letter.body()));
            ScanCheck.check(scan);
            if (isAccepted(scan)) {
                ScanCheck.checkRecordOf(scan);
            }
        } catch (UploadRejectedException e) {
            Sentences.check(e);
        }
    }

    private static boolean isAccepted(Scan scan) {
        try {
            scan.checkMetadata();
            return ScanFormat.of(new ByteReader(scan.bytes())).isPresent();
        } catch (UnacceptableScanException e) {
            return false;
        }
    }

    private static HttpServerRequest request(Letter letter) {
        return (HttpServerRequest) Proxy.newProxyInstance(
                UploadFuzzTest.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getParam" -> utf8(letter, "?" + arguments[0]);
                    case "getHeader" -> latin1(letter, arguments[0].toString().toLowerCase(Locale.ROOT));
                    case "params" -> all(letter, true);
                    case "headers" -> all(letter, false);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static MultiMap all(Letter letter, boolean query) {
        MultiMap all = MultiMap.caseInsensitiveMultiMap();
        letter.headers().forEach((name, value) -> {
            if (value != null && name.startsWith("?") == query) {
                all.add(name.substring(query ? 1 : 0), query ? utf8(letter, name) : latin1(letter, name));
            }
        });
        return all;
    }

    private static String utf8(Letter letter, String name) {
        byte[] value = letter.headers().get(name);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    private static String latin1(Letter letter, String name) {
        byte[] value = letter.headers().get(name);
        return value == null ? null : new String(value, StandardCharsets.ISO_8859_1);
    }
}
