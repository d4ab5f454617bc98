package dev.thorax.worker.process;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a training needs to know of the service's configuration.
 *
 * @param engine the engine where the request names none
 * @param threads threads that an engine computes with; 0 for all processors
 * @param recipes a folder with more recipes, or null
 * @param data a folder for what is kept between trainings
 * @param backbones a folder with weights files
 * @param downloadBackbones whether weights may be fetched from afar
 * @param endpoint address of the object store, and what follows belongs to it
 * @param checkpointPause how old a checkpoint must be before the next one is kept
 */
public record WorkerSettings(
        String engine,
        int threads,
        Path recipes,
        Path data,
        Path backbones,
        boolean downloadBackbones,
        URI endpoint,
        String region,
        String accessKey,
        String secretKey,
        String bucket,
        Duration checkpointPause) {

    /** Without the keys. */
    @Override
    public String toString() {
        return "JobSettings[engine=" + engine + ", endpoint=" + endpoint + ", bucket=" + bucket + "]";
    }
}
