package dev.thorax.contracts.topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeviceTopicsTest {
    @ParameterizedTest
    @ValueSource(strings = {"room-3", "a", "0", "CT_2", "stored-2", "thorax"})
    void shouldKnowTheDeviceOfItsTopic(String device) {
        assertThat(DeviceTopics.device("thorax.scans." + device)).hasValue(device);
        assertThat(DeviceTopics.catalogued("thorax.scans." + device)).isEqualTo(Topics.SCANS);
        assertThat(DeviceTopics.settings(device).name()).isEqualTo("thorax.scans." + device);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thorax.scans",
                "thorax.scans.",
                "thorax.scans-room",
                "thorax.scans.-room",
                "thorax.scans.room.3",
                "thorax.scans.stored",
                "thorax.scans.STORED",
                "thorax.scans.stored.room",
                "thorax.diagnoses.room-3",
                "other.thorax.scans.room-3",
                "thorax.scans.room 3",
                "thorax.scans.r\u00f6ntgen"
            })
    void shouldTakeNoOtherTopicForThatOfADevice(String topic) {
        assertThat(DeviceTopics.device(topic)).isEmpty();
        assertThat(DeviceTopics.catalogued(topic)).isEqualTo(topic);
    }

    @Test
    void shouldTakeNoTopicOfTheCatalogueForThatOfADevice() {
        assertThat(TopicSettings.all()).allSatisfy(topic -> assertThat(DeviceTopics.device(topic.name()))
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored", "rejected", "erased", "Rejected"})
    void shouldRefuseADeviceWhoseTopicIsThereForAnotherPurpose(String name) {
        assertThat(DeviceTopics.isTaken(name)).isTrue();
        assertThat(DeviceTopics.isDevice(name)).isFalse();
        assertThatThrownBy(() -> DeviceTopics.settings(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of erased, rejected, stored");
    }

    @Test
    void shouldRefuseANameThatNoKeyMayHave() {
        assertThat(DeviceTopics.isDevice("a".repeat(100))).isTrue();
        assertThat(DeviceTopics.isDevice("a".repeat(101))).isFalse();
        assertThat(DeviceTopics.isDevice(null)).isFalse();
    }

    @Test
    void shouldNeedTheSettingsOfTheCommonTopicAndOnePartition() {
        TopicSettings scans = TopicSettings.of(Topics.SCANS);

        assertThat(DeviceTopics.settings("room-3"))
                .isEqualTo(new TopicSettings("thorax.scans.room-3", 1, false, scans.config(), scans.longest()));
    }
}
