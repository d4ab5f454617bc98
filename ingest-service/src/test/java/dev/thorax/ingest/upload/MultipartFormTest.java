package dev.thorax.ingest.upload;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MultipartFormTest {
    private static final String TYPE = "multipart/form-data; boundary=xyz";
    private static final String HEAD = "Content-Disposition: form-data; name=";

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n"})
    void shouldSplitABodyIntoItsParts(String end) {
        String body = String.join(
                end, "--xyz", HEAD + "id", "", "s1", "--xyz", HEAD + "file", "X-Other: 1", "", "a", "b", "--xyz--", "");

        List<FormPart> parts = parts(body);

        assertThat(parts).extracting(FormPart::name).containsExactly("id", "file");
        assertThat(text(parts.get(0))).isEqualTo("s1");
        assertThat(text(parts.get(1))).isEqualTo("a" + end + "b");
        assertThat(parts.get(1).headers()).containsEntry("x-other", "1");
    }

    @Test
    void shouldKeepEveryByteOfAPart() {
        StringBuilder all = new StringBuilder("\r\n\r\n--xy\r\n--xyzz\r\n -- --xyz\n\n");
        for (char c = 0; c < 256; c++) {
            all.append(c);
        }

        assertThat(text(parts(form(all.toString())).get(0))).isEqualTo(all.toString());
    }

    @Test
    void shouldSkipWhatStandsBeforeAndAfterTheParts() {
        assertThat(parts("This is a form.\r\n" + form("a") + "\r\n--xyz\r\nafter the end"))
                .hasSize(1);
    }

    @Test
    void shouldAllowBlanksAfterADelimiter() {
        assertThat(parts("--xyz \t\r\n" + HEAD + "a\r\n\r\n1\r\n--xyz--")).hasSize(1);
    }

    @Test
    void shouldReadPartsWithoutHeadersAndWithoutBytes() {
        List<FormPart> parts = parts("--xyz\r\n\r\nbody\r\n--xyz\r\n" + HEAD + "a\r\n\r\n\r\n--xyz\r\n--xyz--");

        assertThat(parts).hasSize(3);
        assertThat(text(parts.get(0))).isEqualTo("body");
        assertThat(parts.get(0).headers()).isEmpty();
        assertThat(parts.get(1).body()).isEmpty();
        assertThat(parts.get(2).body()).isEmpty();
    }

    @Test
    void shouldReadAFormWithoutParts() {
        assertThat(parts("--xyz--\r\n")).isEmpty();
    }

    @Test
    void shouldTakeTheFirstHeaderOfAName() {
        String body = "--xyz\r\n" + HEAD + "first\r\ncontent-DISPOSITION: form-data; name=second\r\n\r\n\r\n--xyz--";

        assertThat(parts(body).get(0).name()).isEqualTo("first");
    }

    @Test
    void shouldRefuseHeadersThatAreTooLong() {
        String body = "--xyz\r\nX: " + "x".repeat(9 << 10) + "\r\n" + HEAD + "a\r\n\r\n1\r\n--xyz--";

        assertThatThrownBy(() -> parts(body)).isInstanceOf(UploadRejectedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--",
                "--xyz",
                "--xyz-",
                "--xyz\r\n",
                "--xyz\r\n\r\nno end",
                "--xyz\r\n\r\nno end\r\n--xyz",
                "--other\r\n\r\n1\r\n--other--",
                " --xyz--",
                "--XYZ--"
            })
    void shouldRefuseABodyThatIsNoWholeForm(String body) {
        assertMalformed(TYPE, body);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data boundary=xyz"
            })
    void shouldRefuseAFormWithoutABoundary(String mediaType) {
        assertMalformed(mediaType, form("a"));
    }

    @Test
    void shouldTakeAHundredPartsAndNotOneMore() {
        String part = "--xyz\r\n" + HEAD + "a\r\n\r\n1\r\n";

        assertThat(parts(part.repeat(100) + "--xyz--")).hasSize(100);
        assertMalformed(TYPE, part.repeat(101) + "--xyz--");
    }

    @Test
    void shouldKnowItsMediaType() {
        assertThat(MultipartForm.isNamedBy("Multipart/Form-Data ; boundary=x")).isTrue();
        assertThat(MultipartForm.isNamedBy("multipart/mixed; boundary=x")).isFalse();
        assertThat(MultipartForm.isNamedBy(null)).isFalse();
    }

    private static String form(String body) {
        return "--xyz\r\n" + HEAD + "a\r\n\r\n" + body + "\r\n--xyz--";
    }

    private static List<FormPart> parts(String body) {
        return MultipartForm.parts(TYPE, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(FormPart part) {
        return new String(part.body(), StandardCharsets.ISO_8859_1);
    }

    private static void assertMalformed(String mediaType, String body) {
        assertThatThrownBy(() -> MultipartForm.parts(mediaType, body.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOfSatisfying(
                        UploadRejectedException.class,
                        refused -> assertThat(refused.problem().reason()).isEqualTo("malformed-upload"));
    }
}
