package dev.thorax.ingest.source;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.ingest.config.ConfigSectionsProducer;
import dev.thorax.ingest.config.IngestConfig;
import dev.thorax.ingest.record.Scan;
import dev.thorax.ingest.record.ScanAttributes;
import dev.thorax.runtime.config.ConfigCheck;

import static java.util.Map.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeviceSourcesTest {
    private static final String KEY = "thorax.ingest.device-sources";

    private final DeviceSources sources =
            new DeviceSources(List.of("room-3:st-anna", " urn:device:4:st-beda ", "/ward/5:st-cosmas"));

    @Test
    void shouldGiveTheSourceOfTheDeviceThatAloneMayWriteTheTopic() {
        assertThat(source("thorax.scans.room-3-0@1", null, null)).isEqualTo("st-anna");
    }

    @Test
    void shouldGiveTheSourceOfTheDeviceThatTheRecordNames() {
        assertThat(source("thorax.scans-0@1", "room-3", null)).isEqualTo("st-anna");
        assertThat(source("thorax.scans-0@1", "urn:device:4", null)).isEqualTo("st-beda");
        assertThat(source("thorax.scans-0@1", "/ward/5", null)).isEqualTo("st-cosmas");
    }

    @Test
    void shouldNotBelieveARecordOnTheTopicOfADevice() {
        assertThat(source("thorax.scans.room-3-0@1", "/ward/5", null)).isEqualTo("st-anna");
        assertThat(source("thorax.scans.room-9-0@1", "room-3", null)).isNull();
    }

    @Test
    void shouldLeaveTheSourceThatTheScanNames() {
        assertThat(source("thorax.scans.room-3-0@1", null, "st-damian")).isEqualTo("st-damian");
    }

    @Test
    void shouldGiveNoSourceOfADeviceThatIsNotListed() {
        assertThat(source("thorax.scans-0@1", "room-4", null)).isNull();
        assertThat(source("thorax.scans-0@1", null, null)).isNull();
    }

    @Test
    void shouldRefuseADeviceTwice() {
        List<String> twice = List.of("room-3:st-anna", "room-4:st-anna", " room-3:st-beda");

        assertThatThrownBy(() -> new DeviceSources(twice))
                .hasMessage("thorax.ingest.device-sources lists the device room-3 twice; give each device one source.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "room-3:st-anna",
                "room-3:st-anna,urn:device:4:st-beda",
                "room-3:a , /ward/5:b",
                "room-3:a,\n  /ward/5:b\n"
            })
    void shouldTakeAListOfPairs(String text) {
        assertThat(problems(text)).noneMatch(problem -> problem.startsWith(KEY));
        assertThat(new DeviceSources(config(text))
                        .complete(scan("thorax.scans.room-3-0@1", null, null))
                        .source())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "room-3",
                "room-3:",
                ":st-anna",
                "room-3:st anna",
                "room-3:st-anna,",
                "room-3:a,,room-4:b",
                "a:../b"
            })
    void shouldSayAtTheStartWhatIsNoListOfPairs(String text) {
        assertThat(problems(text))
                .filteredOn(problem -> problem.startsWith(KEY))
                .singleElement()
                .asString()
                .contains("must be pairs DEVICE:SOURCE with commas between")
                .contains("THORAX_INGEST_DEVICE_SOURCES");
    }

    @Test
    void shouldTakeAListOfThousandsOfDevices() {
        String pairs =
                IntStream.range(0, 4000).mapToObj(i -> "room-" + i + ":st-anna").collect(Collectors.joining(","));

        assertThat(problems(pairs)).noneMatch(problem -> problem.startsWith(KEY));
        assertThat(problems(pairs + ",room")).anyMatch(problem -> problem.startsWith(KEY));
    }

    private static List<String> problems(String text) {
        return ConfigCheck.problems(builder(text).build(), ConfigSectionsProducer.SECTIONS);
    }

    private static IngestConfig config(String text) {
        return builder(text).withMapping(IngestConfig.class).build().getConfigMapping(IngestConfig.class);
    }

    private static SmallRyeConfigBuilder builder(String text) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(of(KEY, text), "test", 100));
    }

    private String source(String origin, String device, String source) {
        return sources.complete(scan(origin, device, source)).source();
    }

    private static Scan scan(String origin, String device, String source) {
        return Scan.of(new ScanAttributes("s1", null, null, null, source, device), new byte[1], origin);
    }
}
