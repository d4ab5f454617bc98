package dev.thorax.ingest.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.jspecify.annotations.Nullable;

import dev.thorax.ingest.config.IngestConfig;
import dev.thorax.ingest.record.Scan;

/**
 * Knows the source of each device that the configuration lists, and gives it to scans that name no source themselves
 * (docs/devices.md, "The source of a scan").
 */
@Singleton
public class DeviceSources {
    private final Map<String, String> sources = new LinkedHashMap<>();

    @Inject
    DeviceSources(IngestConfig config) {
        this(config.deviceSources().orElse(List.of()));
    }

    /**
     * Reads a list.
     *
     * @param pairs {@code DEVICE:SOURCE}
     * @throws ConfigurationException with a sentence, if a device stands in it twice
     */
    public DeviceSources(List<String> pairs) {
        for (String pair : pairs) {
            // A device may be a URI. A source has no colon.
            int colon = pair.lastIndexOf(':');
            String device = pair.substring(0, colon).strip();
            if (sources.put(device, pair.substring(colon + 1).strip()) != null) {
                throw new ConfigurationException("thorax.ingest.device-sources lists the device " + device
                        + " twice; give each device one source.");
            }
        }
    }

    /** Reads the list at the start, so that a wrong one ends it. */
    void read(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 1) StartupEvent starting) {}

    /**
     * Returns a scan of a record with its source: the one that it names, else that of the device which alone may write the topic, else,
     * on the topic of all devices, that of the device which the record names.
     */
    public Scan complete(Scan scan) {
        return complete(scan, scan.sender().orElse(scan.device()));
    }

    /** Returns a scan with its source: the one that it names, else that of the device that sent it. */
    public Scan complete(Scan scan, @Nullable String device) {
        return scan.source() == null && device != null && sources.containsKey(device)
                ? scan.withSource(sources.get(device))
                : scan;
    }
}
