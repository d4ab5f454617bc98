package dev.thorax.ingest.upload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.ingest.record.Scan;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UploadReaderTest {
    private static final byte[] PICTURE = TestPictures.png(1);
    private static final String DISPOSITION = "Content-Disposition: form-data; ";

    private final TestRequest request = new TestRequest();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/png",
                "image/png;",
                "application/octet-stream; charset=binary",
                "application/x-www-form-urlencoded",
                "multipart/mixed",
                ""
            })
    void shouldTakeABodyOfAnyOtherMediaTypeForTheFile(String mediaType) {
        assertThat(read(mediaType, PICTURE).bytes()).isEqualTo(PICTURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=xyz",
                "multipart/form-data; boundary=xyz;",
                "multipart/form-data; boundary=\"xyz\"",
                "multipart/form-data;boundary=xyz; charset=utf-8",
                "multipart/form-data; charset=binary; Boundary=xyz",
                "Multipart/Form-Data ; boundary=xyz"
            })
    void shouldReadAFormWhateverItsMediaTypeLooksLike(String mediaType) {
        byte[] form = form("\r\n", DISPOSITION + "name=\"file\"; filename=\"a.png\"");

        assertThat(read(mediaType, form).bytes()).isEqualTo(PICTURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                DISPOSITION + "name=\"file\"; filename=\"a.png\"",
                DISPOSITION + "name=\"file\"",
                DISPOSITION + "name=file; filename=a.png",
                DISPOSITION + "name=\"file\"\r\nContent-Type: image/png; charset=binary",
                DISPOSITION + "name=\"file\"; filename=\"\"\r\nContent-Type: application/octet-stream",
                DISPOSITION + "name=\"image\"; filename=\"a;b.png\"",
                DISPOSITION + "name=\"scan\"\r\nContent-Type: image/png",
                DISPOSITION + "name=\"picture\"",
                DISPOSITION + "name=\"File\"",
                DISPOSITION + "filename*=UTF-8''%C3%BC.png; name=upload",
                DISPOSITION + "filename=\"C:\\new\\a.png\"; name=\"file\"",
                "content-disposition:form-data;name=\"file\"\r\nContent-Transfer-Encoding: binary",
                "Content-Type: image/png"
            })
    void shouldFindTheFileOfAFormWhateverItsPartLooksLike(String headers) {
        Scan scan = read("multipart/form-data; boundary=xyz", form("\r\n", headers));

        assertThat(scan.bytes()).isEqualTo(PICTURE);
        assertThat(scan.id()).isEqualTo("s1");
        assertThat(scan.patient()).isEqualTo("M\u00fcller");
    }

    @Test
    void shouldReadAFormWithPlainLineEndsAndTextAroundIt() {
        byte[] form = concat(
                "preamble\n".getBytes(StandardCharsets.UTF_8),
                form("\n", DISPOSITION + "name=\"file\""),
                "epilogue".getBytes(StandardCharsets.UTF_8));

        assertThat(read("multipart/form-data; boundary=xyz", form).bytes()).isEqualTo(PICTURE);
    }

    @Test
    void shouldReadAFieldInLatin1AsAHeaderIsRead() {
        byte[] form = concat(
                ("--xyz\r\n" + DISPOSITION + "name=\"patient\"\r\n\r\nM\u00fcller\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1),
                form("\r\n", DISPOSITION + "name=\"file\""));

        assertThat(read("multipart/form-data; boundary=xyz", form).patient()).isEqualTo("M\u00fcller");
    }

    @Test
    void shouldDecodeAFileInBase64() {
        String text = Base64.getMimeEncoder().encodeToString(PICTURE);
        String headers = DISPOSITION + "name=\"file\"";

        for (String file : new String[] {
            headers + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + text,
            headers + "\r\n\r\n" + text,
            headers + "\r\n\r\ndata:image/png;base64," + text
        }) {
            byte[] form = ("--xyz\r\n" + file + "\r\n--xyz--\r\n").getBytes(StandardCharsets.US_ASCII);
            assertThat(read("multipart/form-data; boundary=xyz", form).bytes()).isEqualTo(PICTURE);
        }
        assertThat(read("text/plain", text.getBytes(StandardCharsets.US_ASCII)).bytes())
                .isEqualTo(PICTURE);
    }

    @ParameterizedTest
    @CsvSource({
        "name=id, no-file",
        "name=\"patient\", no-file",
        "name=\"file\"|name=\"file\", several-files",
        "name=\"a\"; filename=a|name=\"b\"; filename=b, several-files",
        "name=\"a\"|name=\"b\", several-files"
    })
    void shouldRefuseAFormWithoutOneFile(String parts, String reason) {
        StringBuilder form = new StringBuilder();
        for (String part : parts.split("\\|")) {
            form.append("--xyz\r\n").append(DISPOSITION).append(part).append("\r\n\r\nbytes\r\n");
        }
        byte[] body = form.append("--xyz--\r\n").toString().getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> read("multipart/form-data; boundary=xyz", body))
                .isInstanceOfSatisfying(
                        UploadRejectedException.class,
                        refused -> assertThat(refused.problem().reason()).isEqualTo(reason));
    }

    @Test
    void shouldTakeTheFileBesideEmptyOnesAndOtherFiles() {
        byte[] empty = ("--xyz\r\n" + DISPOSITION + "name=\"file\"; filename=\"\"\r\n\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] other = ("--xyz\r\n" + DISPOSITION + "name=\"notes\"; filename=\"n.txt\"\r\n\r\ntext\r\n")
                .getBytes(StandardCharsets.US_ASCII);

        byte[] form = concat(empty, other, form("\r\n", DISPOSITION + "name=\"file\"; filename=\"a.png\""));

        assertThat(read("multipart/form-data; boundary=xyz", form).bytes()).isEqualTo(PICTURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "--xyz",
                "--xyz--",
                "--xyz\r\n",
                "--xyz\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nbytes",
                "--xyz\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nbytes\r\n--xyz",
                "--xyz\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nbytes\r\n--xyzzy--\r\n",
                "--xyz\r\nContent-Disposition: form-data; name=\"file\"\r\nContent-Transfer-Encoding: odd\r\n\r\nb\r\n--xyz--\r\n"
            })
    void shouldRefuseABrokenForm(String body) {
        assertThatThrownBy(() -> read("multipart/form-data; boundary=xyz", body.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(UploadRejectedException.class);
        assertThatThrownBy(() -> read("multipart/form-data", body.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(UploadRejectedException.class);
    }

    @Test
    void shouldUndoGzipOfAFileAFormAndAnEvent() throws Exception {
        request.header("Content-Encoding", "GZIP");

        assertThat(read("image/png", gzip(PICTURE)).bytes()).isEqualTo(PICTURE);
        assertThat(read("multipart/form-data; boundary=xyz", gzip(form("\r\n", DISPOSITION + "name=\"file\"")))
                        .bytes())
                .isEqualTo(PICTURE);
        assertThat(read(
                                "image/png",
                                concat(
                                        gzip(Arrays.copyOf(PICTURE, 100)),
                                        gzip(Arrays.copyOfRange(PICTURE, 100, PICTURE.length))))
                        .bytes())
                .isEqualTo(PICTURE);
        assertThat(read("application/cloudevents+json", gzip(event())).bytes()).isEqualTo(PICTURE);
    }

    @ParameterizedTest
    @CsvSource({
        "deflate, FORMAT_NOT_SUPPORTED",
        "br, FORMAT_NOT_SUPPORTED",
        "zstd, FORMAT_NOT_SUPPORTED",
        "'gzip, gzip', FORMAT_NOT_SUPPORTED",
        "gzip, CORRUPT"
    })
    void shouldRefuseOtherContentEncodingsByName(String encoding, RejectionReason reason) {
        request.header("Content-Encoding", encoding);

        assertThat(read("image/png", PICTURE).refused().reason()).isEqualTo(reason);
    }

    @Test
    void shouldRefuseAFileThatGzipMakesTooLargeAndOneThatIsCut() throws Exception {
        request.header("Content-Encoding", "gzip");
        byte[] bomb = gzip(new byte[300 << 20]);

        assertThat(bomb).hasSizeLessThan(1 << 20);
        assertThat(read("image/png", bomb).refused().reason()).isEqualTo(RejectionReason.TOO_LARGE);
        byte[] whole = gzip(PICTURE);
        assertThat(read("image/png", Arrays.copyOf(whole, whole.length / 2))
                        .refused()
                        .reason())
                .isEqualTo(RejectionReason.TRUNCATED);
    }

    @Test
    void shouldReadACloudEventInJsonAndRefuseABatch() {
        Scan scan = read("application/cloudevents+json; charset=UTF-8", event());

        assertThat(scan.bytes()).isEqualTo(PICTURE);
        assertThat(scan.id()).isEqualTo("e1");
        assertThat(scan.patient()).isEqualTo("4711");
        Scan batch = read(
                "application/cloudevents-batch+json",
                ("[" + new String(event(), StandardCharsets.UTF_8) + "]").getBytes(StandardCharsets.UTF_8));
        assertThat(batch.refused().reason()).isEqualTo(RejectionReason.FORMAT_NOT_SUPPORTED);
        assertThat(batch.refused()).hasMessageContaining("batch");
        assertThat(batch.bytes()).isEmpty();
    }

    private Scan read(String mediaType, byte[] body) {
        return UploadReader.scan(request.header("Content-Type", mediaType).request(), body);
    }

    private static byte[] event() {
        return ("{\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"/x\",\"type\":\"dev.thorax.scan.v1\",\"patient\":4711,"
                        + "\"data_base64\":\"" + Base64.getEncoder().encodeToString(PICTURE) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A form of a scan with id and patient, whose file has these headers. */
    private static byte[] form(String lineEnd, String fileHeaders) {
        String fields = "--xyz\n" + DISPOSITION + "name=\"id\"\n\ns1\n--xyz\n" + DISPOSITION
                + "name=patient\n\nM\u00fcller\n--xyz\n" + fileHeaders.replace("\r\n", "\n") + "\n\n";
        return concat(
                fields.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8),
                PICTURE,
                (lineEnd + "--xyz--" + lineEnd).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(bytes);
        }
        return gzip.toByteArray();
    }
}
