package dev.thorax.ingest.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.topic.DeviceTopics;

/** Leaves out the meters that Kafka's clients make for each topic of a device: metrics grow with the service, not with its devices. */
@ApplicationScoped
class DeviceMeterFilter {
    @Produces
    @Singleton
    MeterFilter filter() {
        return MeterFilter.deny(DeviceMeterFilter::isOfDevice);
    }

    static boolean isOfDevice(Meter.Id meter) {
        return isOfDevice(meter.getTag("topic"));
    }

    /** Returns whether {@code topic} is that of a device. Kafka's clients write an underscore for each dot. */
    static boolean isOfDevice(@Nullable String topic) {
        int prefix = DeviceTopics.PREFIX.length();
        return topic != null
                && topic.length() > prefix
                && topic.substring(0, prefix).replace('_', '.').equals(DeviceTopics.PREFIX)
                && DeviceTopics.isDevice(topic.substring(prefix));
    }
}
