package dev.thorax.ingest.upload;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

class HeaderParametersTest {
    @Test
    void shouldReadParametersWithAndWithoutQuotes() {
        assertThat(HeaderParameters.of("form-data; name=\"file\"; filename=scan.png"))
                .isEqualTo(Map.of("name", "file", "filename", "scan.png"));
        assertThat(HeaderParameters.of("form-data;NAME = file ;;FileName*=UTF-8''%C3%BC.png;"))
                .isEqualTo(Map.of("name", "file", "filename*", "UTF-8''%C3%BC.png"));
    }

    @Test
    void shouldNotEndAQuotedValueAtASemicolonOrAnEscapedQuote() {
        assertThat(HeaderParameters.of("form-data; filename=\"a;name=b.png\"; name=\"x\\\"y;z\""))
                .isEqualTo(Map.of("filename", "a;name=b.png", "name", "x\"y;z"));
    }

    @Test
    void shouldKeepTheBackslashesOfAWindowsPath() {
        assertThat(HeaderParameters.of("form-data; filename=\"C:\\scans\\1.png\"; name=\"a\\\\b\""))
                .isEqualTo(Map.of("filename", "C:\\scans\\1.png", "name", "a\\b"));
    }

    @Test
    void shouldTakeTheFirstParameterOfAName() {
        assertThat(HeaderParameters.of("form-data; name=first; Name=second")).isEqualTo(Map.of("name", "first"));
    }

    @Test
    void shouldReadAValueWithAnEqualsSignAndAnEmptyOne() {
        assertThat(HeaderParameters.of("multipart/form-data; boundary=a=b==; charset="))
                .isEqualTo(Map.of("boundary", "a=b==", "charset", ""));
    }

    @Test
    void shouldSkipParametersWithoutAValue() {
        assertThat(HeaderParameters.of("form-data; hidden; name=file; last")).isEqualTo(Map.of("name", "file"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "form-data", "form-data;", ";", ";;;", "name=file", "form-data; name"})
    void shouldFindNoneInAHeaderWithoutParameters(String header) {
        assertThat(HeaderParameters.of(header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"form-data; name=\"file", "form-data; name=\"file\\", "form-data; name=\"file;"})
    void shouldReadAQuotedValueWithoutAnEndToTheEnd(String header) {
        assertThat(HeaderParameters.of(header).get("name")).startsWith("file");
    }

    @Test
    void shouldReadALongHostileHeaderInTime() {
        String header = ";".repeat(8 << 10) + "a=b";

        assertThat(assertTimeout(Duration.ofSeconds(60), () -> HeaderParameters.of(header)))
                .isEqualTo(Map.of("a", "b"));
    }
}
