package dev.thorax.ingest.upload;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.HeaderText;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UploadedFormTest {
    @Test
    void shouldSeparateTheFileFromTheFields() {
        UploadedForm form =
                read(part("name=id", "s1"), part("name=file; filename=a.png", "bytes"), part("name=LABEL", "x"));

        assertThat(text(form)).isEqualTo("bytes");
        assertThat(form.fields())
                .containsEntry("id", "s1")
                .containsEntry("label", "x")
                .doesNotContainKey("file");
    }

    @Test
    void shouldTakeTheMaskBesideTheFile() {
        UploadedForm form =
                read(part("name=mask; filename=m.png", "marked"), part("name=scan; filename=a.png", "bytes"));

        assertThat(text(form)).isEqualTo("bytes");
        assertThat(new String(form.mask(), StandardCharsets.ISO_8859_1)).isEqualTo("marked");
        assertThat(form.fields()).doesNotContainKey("mask");
    }

    @Test
    void shouldHaveNoMaskWithoutOneOrWithAnEmptyOne() {
        assertThat(read(part("name=file", "bytes")).mask()).isNull();
        assertThat(read(part("name=file", "bytes"), part("name=mask; filename=", ""))
                        .mask())
                .isNull();
    }

    @Test
    void shouldRefuseTwoMasks() {
        assertRefused("several-files", part("name=file", "x"), part("name=mask", "a"), part("name=mask", "b"));
    }

    @Test
    void shouldPreferTheFieldFileToAnotherOneWithAFileName() {
        UploadedForm form = read(part("name=other; filename=b.png", "other"), part("name=file", "bytes"));

        assertThat(text(form)).isEqualTo("bytes");
    }

    @Test
    void shouldPreferAMarkedFileToATextOfAnUnknownField() {
        UploadedForm form = read(part("name=comment", "hello"), part("name=scan; filename=b.png", "bytes"));

        assertThat(text(form)).isEqualTo("bytes");
        assertThat(form.fields()).containsEntry("comment", "hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "patient",
                "label",
                "dataset",
                "source",
                "mask",
                "ce-patient",
                "ce-scansource",
                "_charset_",
                "Patient"
            })
    void shouldNeverTakeAKnownFieldForTheFile(String name) {
        assertRefused("no-file", part("name=" + name, "bytes"));
        assertRefused("no-file", part("name=" + name + "; filename=a.png", "bytes"));
    }

    @Test
    void shouldTakeTheFirstOfTwoFieldsOfOneName() {
        UploadedForm form = read(part("name=id", "first"), part("name=ID", "second"), part("name=file", "bytes"));

        assertThat(form.fields()).containsEntry("id", "first");
    }

    @Test
    void shouldIgnoreFilesThatWereNotChosen() {
        UploadedForm form = read(part("name=file; filename=\"\"", ""), part("name=file; filename=a.png", "bytes"));

        assertThat(text(form)).isEqualTo("bytes");
        assertThat(read(part("name=file", ""), part("name=file", "")).file()).isEmpty();
    }

    @Test
    void shouldRefuseTwoFilesAndAFormWithoutOne() {
        assertRefused("several-files", part("name=file", "a"), part("name=file", "b"));
        assertRefused("several-files", part("name=a; filename=a", "a"), part("name=b; filename=b", "b"));
        assertRefused("no-file");
    }

    @Test
    void shouldLeaveOutAFieldThatIsTooLongForText() {
        UploadedForm form = read(part("name=comment", "x".repeat((16 << 10) + 1)), part("name=file", "bytes"));

        assertThat(form.fields()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "8bit", "7BIT", ""})
    void shouldTakeTheBytesOfAFileWithoutATransferEncoding(String encoding) {
        assertThat(text(read(part("name=file\r\nContent-Transfer-Encoding: " + encoding, "bytes"))))
                .isEqualTo("bytes");
    }

    @Test
    void shouldUndoTheTransferEncodingBase64() {
        assertThat(text(read(part("name=file\r\nContent-Transfer-Encoding: Base64", "Ynl0\r\nZXM="))))
                .isEqualTo("bytes");
    }

    @Test
    void shouldRefuseAnotherTransferEncodingAndDamagedBase64() {
        assertRefused("malformed-upload", part("name=file\r\nContent-Transfer-Encoding: quoted-printable", "=41"));
        assertRefused("malformed-upload", part("name=file\r\nContent-Transfer-Encoding: base64", "Y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "Patient", "ce-patient"})
    void shouldRefuseTwoPatientsOfOneScan(String name) {
        assertThatThrownBy(
                        () -> read(part("name=patient", "4711"), part("name=" + name, "4712"), part("name=file", "x")))
                .hasRootCauseInstanceOf(UnacceptableScanException.class);
        assertThat(text(read(part("name=patient", "4711"), part("name=" + name, " 4711"), part("name=file", "x"))))
                .isEqualTo("x");
    }

    @Test
    void shouldNotDropAPatientThatIsTooLong() {
        UploadedForm form = read(part("name=patient", "4".repeat(100_000)), part("name=file", "x"));

        assertThat(form.fields().get("patient")).hasSizeGreaterThan(HeaderText.MAX_LENGTH);
    }

    @Test
    void shouldRefuseAPartWhoseHeadersAreTooLong() {
        assertRefused("malformed-upload", part("name=file; filename=" + "a".repeat(10_000), "bytes"));
    }

    private static String part(String disposition, String body) {
        return "--xyz\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + body + "\r\n";
    }

    private static UploadedForm read(String... parts) {
        byte[] body = (String.join("", parts) + "--xyz--\r\n").getBytes(StandardCharsets.ISO_8859_1);
        try {
            return UploadedForm.of("multipart/form-data; boundary=xyz", body);
        } catch (UnacceptableScanException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(UploadedForm form) {
        return new String(form.file(), StandardCharsets.ISO_8859_1);
    }

    private static void assertRefused(String reason, String... parts) {
        assertThatThrownBy(() -> read(parts))
                .isInstanceOfSatisfying(
                        UploadRejectedException.class,
                        refused -> assertThat(refused.problem().reason()).isEqualTo(reason));
    }
}
