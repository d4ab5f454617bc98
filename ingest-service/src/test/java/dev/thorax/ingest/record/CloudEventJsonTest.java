package dev.thorax.ingest.record;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CloudEventJsonTest {
    private static final String JSON = "application/cloudevents+json";
    private static final byte[] PICTURE = TestPictures.png(1);
    private static final String TEXT = Base64.getEncoder().encodeToString(PICTURE);

    @Test
    void shouldReadTheFileAndTheAttributes() throws Exception {
        ScanEnvelope scan = read("{'specversion':'1.0','id':'s1','source':'/ward','type':'scan','patient':'Jane Doe',"
                + "'label':'NORMAL','dataset':'set1','scansource':'st-anna','time':'2026-01-01T00:00:00Z','data_base64':'"
                + TEXT + "'}");

        assertThat(scan.file()).isEqualTo(PICTURE);
        assertThat(scan.attributes())
                .isEqualTo(new ScanAttributes("s1", "Jane Doe", "NORMAL", "set1", "st-anna", "/ward"));
    }

    @Test
    void shouldNotTakeTheDeviceOfAnEventForTheSource() throws Exception {
        ScanAttributes attributes = read("{'specversion':'1.0','source':'room-3','data_base64':'" + TEXT + "'}")
                .attributes();

        assertThat(attributes.source()).isNull();
        assertThat(attributes.device()).isEqualTo("room-3");
    }

    @Test
    void shouldReadTheFileOfAProducerThatKnowsTextOnly() throws Exception {
        assertThat(read("{'specversion':'0.3','data':'" + TEXT + "'}").file()).isEqualTo(PICTURE);
        assertThat(read("{'specversion':'1.0','data':'data:image/png;base64," + TEXT + "'}")
                        .file())
                .isEqualTo(PICTURE);
    }

    @Test
    void shouldPreferTheFileInBase64ToTheText() throws Exception {
        assertThat(read("{'specversion':'1.0','data':'other','data_base64':'" + TEXT + "'}")
                        .file())
                .isEqualTo(PICTURE);
    }

    /** Both are legal JSON for the same text. */
    @ParameterizedTest
    @ValueSource(strings = {"data_base64", "data"})
    void shouldReadAFileWhoseDigitsJsonEscapes(String field) throws Exception {
        String escaped = TEXT.replace("/", "\\/")
                .replace("+", "\\u002b")
                .replace("=", "\\u003D")
                .replace("A", "\\u0041");

        assertThat(TEXT).contains("/", "+");
        assertThat(read("{'specversion':'1.0','" + field + "':'" + escaped + "'}")
                        .file())
                .isEqualTo(PICTURE);
    }

    @Test
    void shouldReadAnEventWithoutAttributes() throws Exception {
        assertThat(read("{'specversion':'1.0','data_base64':'" + TEXT + "'}").attributes())
                .isEqualTo(ScanAttributes.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "'text'",
                "{",
                "{}",
                "{'specversion':'1.0'}",
                "{'specversion':'1.0','data':null,'data_base64':null}",
                "{'data_base64':'AAAA'}",
                "{'specversion':'1.0','data_base64':'*'}",
                "{'specversion':'1.0','data':{'a':1}}",
                "{'specversion':'1.0','patient':{'name':'Jane Doe'},'data_base64':'AAAA'}"
            })
    void shouldRefuseWhatIsNoEventWithAFileAndRepeatNothingOfIt(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(UnacceptableScanException.class, refused -> {
            assertThat(refused.reason()).isEqualTo(RejectionReason.INVALID_METADATA);
            assertThat(refused).hasMessageContaining("data_base64").hasMessageNotContaining("Jane");
            assertThat(refused).hasNoCause();
        });
    }

    @Test
    void shouldRefuseAnEventThatIsNestedTooDeep() {
        String deep = "[".repeat(100_000);

        assertThatThrownBy(() -> read("{'specversion':'1.0','x':" + deep))
                .isInstanceOfSatisfying(UnacceptableScanException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(RejectionReason.INVALID_METADATA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents-batch+json",
                "application/cloudevents+xml",
                "application/cloudevents+avro",
                "application/cloudevents"
            })
    void shouldRefuseABatchAndOtherForms(String mediaType) {
        assertThat(CloudEventJson.isNamedBy(mediaType)).isTrue();
        assertThatThrownBy(() -> CloudEventJson.read(mediaType, "[]".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(UnacceptableScanException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(RejectionReason.FORMAT_NOT_SUPPORTED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'patient':'1','patient':'2'",
                "'patient':'1','patient':'1'",
                "'patient':'1','Patient':'2'",
                "'id':'a','id':'b'",
                "'patient':true",
                "'patient':4711.0",
                "'patient':4.711e3",
                "'patient':9007199254740992",
                "'patient':9007199254740993",
                "'patient':-9223372036854775808",
                "'patient':471100000000000000000123",
                "'patient':['4711']"
            })
    void shouldRefuseAnAttributeThatMayBeAnother(String attribute) {
        assertThatThrownBy(() -> read("{'specversion':'1.0'," + attribute + ",'data_base64':'" + TEXT + "'}"))
                .isInstanceOf(UnacceptableScanException.class);
    }

    @Test
    void shouldRefuseWhatFollowsTheEvent() {
        assertThatThrownBy(() -> read("{'specversion':'1.0','data_base64':'" + TEXT + "'} {'patient':'1'}"))
                .isInstanceOf(UnacceptableScanException.class);
    }

    @Test
    void shouldReadNamesInAnyCaseAndWholeNumbers() throws Exception {
        ScanAttributes attributes = read("{'SpecVersion':'1.0','Patient':9007199254740991,'x':{'patient':['7']},"
                        + "'label':null,'Data_Base64':'" + TEXT + "'}")
                .attributes();

        assertThat(attributes).isEqualTo(new ScanAttributes(null, "9007199254740991", null, null, null, null));
    }

    @Test
    void shouldKnowItsMediaType() {
        assertThat(CloudEventJson.isNamedBy("Application/CloudEvents+JSON; charset=UTF-8"))
                .isTrue();
        assertThat(CloudEventJson.isNamedBy("application/json")).isFalse();
        assertThat(CloudEventJson.isNamedBy("image/png")).isFalse();
        assertThat(CloudEventJson.isNamedBy(null)).isFalse();
    }

    private static ScanEnvelope read(String json) throws UnacceptableScanException {
        return CloudEventJson.read(
                JSON + "; charset=utf-8", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
