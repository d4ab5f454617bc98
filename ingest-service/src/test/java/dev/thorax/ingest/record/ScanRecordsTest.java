package dev.thorax.ingest.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.contracts.topic.ScanHeaders;
import dev.thorax.contracts.topic.ScanLimits;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScanRecordsTest {
    private static final byte[] PICTURE = TestPictures.png(1);

    @Test
    void shouldReadAScanFromValueAndHeaders() {
        ConsumerRecord<String, byte[]> record = record(new byte[] {1, 2});
        add(record, ScanHeaders.ID, "s1");
        add(record, ScanHeaders.PATIENT, "Jane Doe");
        add(record, ScanHeaders.LABEL, "NORMAL");
        add(record, ScanHeaders.DATASET, "set1");

        Scan scan = ScanRecords.read(record);

        assertThat(scan.id()).isEqualTo("s1");
        assertThat(scan.patient()).isEqualTo("Jane Doe");
        assertThat(scan.label()).isEqualTo("NORMAL");
        assertThat(scan.dataset()).isEqualTo("set1");
        assertThat(scan.bytes()).containsExactly(1, 2);
        assertThat(scan.origin()).isEqualTo("thorax.scans-3@17");
    }

    @Test
    void shouldReadTheSource() {
        ConsumerRecord<String, byte[]> plain = record(new byte[1]);
        add(plain, ScanHeaders.SOURCE, "st-anna");
        ConsumerRecord<String, byte[]> extension = record(new byte[1]);
        add(extension, "ce_scansource", "\"st-anna\"");

        assertThat(ScanRecords.read(plain).source()).isEqualTo("st-anna");
        assertThat(ScanRecords.read(extension).source()).isEqualTo("st-anna");
    }

    @Test
    void shouldReadAMaskThatIsLongerThanOtherHeaders() {
        byte[] mask = new byte[ScanRecords.MAX_HEADER_BYTES + 1];
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        record.headers().add(ScanHeaders.MASK, mask);

        assertThat(ScanRecords.read(record).mask()).isEqualTo(mask);
        assertThat(ScanRecords.read(record(new byte[1])).mask()).isNull();
    }

    @Test
    void shouldRefuseAMaskThatIsTooLong() {
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        record.headers().add(ScanHeaders.MASK, new byte[ScanLimits.MASK + 1]);

        Scan scan = ScanRecords.read(record);

        assertThat(scan.refused().reason()).isEqualTo(RejectionReason.INVALID_METADATA);
        assertThat(scan.refused().getMessage()).contains("more than 1048576 bytes");
        assertThat(scan.mask()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_source", "CE-Source"})
    void shouldNotTakeTheDeviceOfAnEventForTheSource(String header) {
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        add(record, header, "room-3");

        Scan scan = ScanRecords.read(record);

        assertThat(scan.source()).isNull();
        assertThat(scan.device()).isEqualTo("room-3");
    }

    @Test
    void shouldNotTakeTheDeviceOfAnEventInJsonForTheSource() {
        String json = "{\"specversion\":\"1.0\",\"source\":\"room-3\",\"data_base64\":\""
                + Base64.getEncoder().encodeToString(PICTURE) + "\"}";
        ConsumerRecord<String, byte[]> record = record(json.getBytes(StandardCharsets.UTF_8));
        add(record, "content-type", "application/cloudevents+json");

        Scan scan = ScanRecords.read(record);

        assertThat(scan.refused()).isNull();
        assertThat(scan.source()).isNull();
        assertThat(scan.device()).isEqualTo("room-3");
    }

    @Test
    void shouldTakeAScanWhoseDeviceIsNoText() throws Exception {
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        add(record, "ce_source", "room\u00003");
        ConsumerRecord<String, byte[]> tooLong = record(new byte[1]);
        add(tooLong, "ce_source", "x".repeat(9000));

        ScanRecords.read(record).checkMetadata();
        ScanRecords.read(tooLong).checkMetadata();

        assertThat(ScanRecords.read(record).device()).isNull();
        assertThat(ScanRecords.read(tooLong).device()).isNull();
    }

    @Test
    void shouldNameAScanByItsBytesIfItHasNoId() {
        Scan scan = ScanRecords.read(record(new byte[] {1, 2}));

        assertThat(scan.id()).isEqualTo(scan.sha256()).hasSize(64);
        assertThat(scan.patient()).isNull();
    }

    @Test
    void shouldReadARecordWithoutAValueAsAScanOfNoBytes() {
        assertThat(ScanRecords.read(record(null)).bytes()).isEmpty();
    }

    @Test
    void shouldTakeTheLastOfSeveralHeaders() {
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        add(record, ScanHeaders.ID, "first");
        add(record, ScanHeaders.ID, "last");

        assertThat(ScanRecords.read(record).id()).isEqualTo("last");
    }

    @Test
    void shouldRefuseARecordWithAThousandHeaders() {
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        add(record, ScanHeaders.ID, "s1");
        IntStream.range(0, 1000).forEach(i -> add(record, "header-" + i, "x"));

        Scan scan = ScanRecords.read(record);

        assertThat(scan.id()).isEqualTo("s1");
        assertThatThrownBy(scan::checkMetadata).hasMessage("The record has more than 100 headers; send fewer.");
    }

    @ParameterizedTest
    @ValueSource(strings = {ScanHeaders.ID, ScanHeaders.PATIENT, ScanHeaders.LABEL, ScanHeaders.SOURCE, "any"})
    void shouldRefuseMegabytesOfBlanksInAHeader(String name) {
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        add(record, name, "a" + " ".repeat(8 << 20) + "b");

        assertThatThrownBy(ScanRecords.read(record)::checkMetadata)
                .hasMessageStartingWith("The record has a header of more than 16384 bytes");
    }

    @Test
    void shouldTakeAHeaderWithoutAValueForNone() {
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        record.headers().add(ScanHeaders.PATIENT, null);

        assertThat(ScanRecords.read(record).patient()).isNull();
    }

    @Test
    void shouldReadTheExtensionsOfACloudEvent() {
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        add(record, "ce_patient", "Jane Doe");
        add(record, "ce_label", "NORMAL");
        add(record, "ce_dataset", "set1");

        Scan scan = ScanRecords.read(record);

        assertThat(scan.patient()).isEqualTo("Jane Doe");
        assertThat(scan.label()).isEqualTo("NORMAL");
        assertThat(scan.dataset()).isEqualTo("set1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "ce_patient", "Patient", "CE_PATIENT", "ce-patient"})
    void shouldReadAPatientInQuotesOfJsonUnderEachName(String name) {
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        add(record, name, "\"M\\u00fcller\"");

        assertThat(ScanRecords.read(record).patient()).isEqualTo("M\u00fcller");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\"a", "\"a\"b\"", "5\"", "a\"b"})
    void shouldKeepQuotesThatAreNoJson(String patient) {
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        add(record, "patient", patient);

        assertThat(ScanRecords.read(record).patient()).isEqualTo(patient);
    }

    @Test
    void shouldRefuseTwoPatientsOfOneScan() {
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        add(record, "ce_patient", "4711");
        add(record, "patient", "4712");

        assertThat(ScanRecords.read(record).refused()).hasMessageContaining("two different patients");
    }

    @Test
    void shouldNeverGiveTwoNumbersInBytesOnePatient() {
        Random random = new Random(7);
        Map<String, Integer> seen = new HashMap<>();
        IntStream numbers = IntStream.concat(
                IntStream.range(-2000, 5000),
                IntStream.generate(() -> random.nextBoolean() ? printable(random) : random.nextInt())
                        .limit(200_000));
        numbers.distinct().forEach(number -> {
            ConsumerRecord<String, byte[]> record = record(new byte[1]);
            record.headers()
                    .add("patient", ByteBuffer.allocate(4).putInt(number).array());
            Scan scan = ScanRecords.read(record);
            if (scan.refused() == null) {
                assertThat(seen.put(scan.patient(), number))
                        .as("another number than " + number)
                        .isNull();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4711, 4712, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
    void shouldRefuseANumberInEightBytes(long number) {
        for (String name : List.of("patient", "ce_patient")) {
            ConsumerRecord<String, byte[]> record = record(new byte[1]);
            record.headers().add(name, ByteBuffer.allocate(8).putLong(number).array());

            assertThat(ScanRecords.read(record).refused()).hasMessageStartingWith("The patient of the scan has");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data_base64", "data"})
    void shouldReadACloudEventInJson(String field) {
        ConsumerRecord<String, byte[]> record =
                event("application/cloudevents+json; charset=UTF-8", field, base64(PICTURE));

        Scan scan = ScanRecords.read(record);

        assertThat(scan.refused()).isNull();
        assertThat(scan.bytes()).isEqualTo(PICTURE);
        assertThat(scan.id()).isEqualTo("e1");
        assertThat(scan.patient()).isEqualTo("4711");
        assertThat(scan.label()).isEqualTo("NORMAL");
        assertThat(scan.dataset()).isEqualTo("set1");
    }

    @Test
    void shouldReadACloudEventInJsonUpToTheLimitOfTheTopic() {
        byte[] file = new byte[25 << 20];
        System.arraycopy(PICTURE, 0, file, 0, PICTURE.length);

        Scan scan = ScanRecords.read(event("application/cloudevents+json", "data_base64", base64(file)));

        assertThat(scan.bytes()).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/cloudevents-batch+json | [] | FORMAT_NOT_SUPPORTED",
                "application/cloudevents+avro | x | FORMAT_NOT_SUPPORTED",
                "application/cloudevents | x | FORMAT_NOT_SUPPORTED",
                "\"application/cloudevents-batch+json\" | [] | FORMAT_NOT_SUPPORTED",
                "application/cloudevents+json | {\"patient\":\"secret\" | INVALID_METADATA",
                "application/cloudevents+json | {\"id\":\"e1\",\"patient\":\"secret\"} | INVALID_METADATA",
                "application/cloudevents+json | {\"specversion\":\"1.0\",\"patient\":\"secret\"} | INVALID_METADATA",
                "application/cloudevents+json | {\"specversion\":\"1.0\",\"data_base64\":\"secret!\"} | INVALID_METADATA",
                "application/cloudevents+json | {\"specversion\":\"1.0\",\"data\":{\"secret\":1}} | INVALID_METADATA",
                "application/cloudevents+json | {\"specversion\":\"1.0\",\"data\":\"iVBO\",\"patient\":[\"secret\"]} | INVALID_METADATA",
                "application/cloudevents+json | null | INVALID_METADATA",
                "application/cloudevents+json | '' | INVALID_METADATA"
            })
    void shouldRefuseOtherCloudEventsByNameAndKeepNothingOfThem(
            String mediaType, String value, RejectionReason reason) {
        ConsumerRecord<String, byte[]> record = record(value.getBytes(StandardCharsets.UTF_8));
        add(record, "content-type", mediaType);

        Scan scan = ScanRecords.read(record);

        assertThat(scan.refused().reason()).isEqualTo(reason);
        assertThat(scan.refused()).hasMessageEndingWith(".").hasMessageNotContaining("secret");
        assertThat(scan.bytes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"%s\"", "data:image/png;base64,%s", "\"data:image/png;base64,%s\"", " %s\n"})
    void shouldReadAFileInBase64(String form) {
        for (String text : List.of(
                base64(PICTURE),
                Base64.getMimeEncoder().encodeToString(PICTURE),
                Base64.getMimeEncoder().encodeToString(PICTURE).replace("\r\n", "\\r\\n"),
                Base64.getUrlEncoder().withoutPadding().encodeToString(PICTURE))) {
            byte[] value = form.formatted(text).getBytes(StandardCharsets.US_ASCII);

            assertThat(ScanRecords.read(record(value)).bytes()).isEqualTo(PICTURE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "aGVsbG8=",
                "hello world",
                "data:",
                "data:image/png;base64,",
                "iVBORw0KGgo=AAAA",
                "iVBORw0KGgo!"
            })
    void shouldLeaveOtherTextAsItIs(String text) {
        byte[] value = text.getBytes(StandardCharsets.US_ASCII);

        assertThat(ScanRecords.read(record(value)).bytes()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"patient, patient", "patient, Patient", "ce_patient, CE-Patient", "Patient, ce_patient"})
    void shouldRefuseTwoPatientsInHeadersOfAnyCase(String name, String other) {
        ConsumerRecord<String, byte[]> record = record(PICTURE);
        add(record, name, "4711");
        add(record, other, "4712");

        assertThat(ScanRecords.read(record).refused()).hasMessageContaining("two different patients");

        ConsumerRecord<String, byte[]> same = record(PICTURE);
        add(same, name, "4711");
        add(same, other, "\"4711\"");
        assertThat(ScanRecords.read(same).patient()).isEqualTo("4711");
    }

    @Test
    void shouldTakeNullForAMissingText() {
        ConsumerRecord<String, byte[]> record = record(PICTURE);
        add(record, "patient", "null");
        add(record, "label", "null");
        add(record, "dataset", "null");

        Scan scan = ScanRecords.read(record);

        assertThat(scan.refused()).isNull();
        assertThat(scan.patient()).isNull();
        assertThat(scan.label()).isNull();
    }

    @Test
    void shouldRefuseAContentEncodingByName() {
        ConsumerRecord<String, byte[]> record = record(PICTURE);
        add(record, "content-encoding", "gzip");

        assertThat(ScanRecords.read(record).refused()).hasMessageContaining("compression.type");
    }

    private static int printable(Random random) {
        return IntStream.range(0, 4).reduce(0, (number, i) -> number << 8 | " 4\u00a0\u00c2".charAt(random.nextInt(4)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static ConsumerRecord<String, byte[]> event(String mediaType, String field, String data) {
        ConsumerRecord<String, byte[]> record = record(("{\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"/room-3\","
                        + "\"type\":\"dev.thorax.scan.v1\",\"patient\":4711,\"label\":\"NORMAL\",\"dataset\":\"set1\",\"other\":{\"a\":[1]},\""
                        + field + "\":\"" + data + "\"}")
                .getBytes(StandardCharsets.UTF_8));
        add(record, "content-type", mediaType);
        return record;
    }

    private static ConsumerRecord<String, byte[]> record(byte[] value) {
        return new ConsumerRecord<>("thorax.scans", 3, 17, "key", value);
    }

    private static void add(ConsumerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
