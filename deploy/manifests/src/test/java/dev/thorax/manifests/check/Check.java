package dev.thorax.manifests.check;

import java.util.List;
import java.util.stream.Stream;

import dev.thorax.manifests.Manifests;

/** Finds what is wrong with the resources of an overlay. */
public interface Check {
    /** Returns one sentence for each thing that is wrong. */
    Stream<String> problems(Manifests manifests);

    /** Returns its name. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Returns all checks. */
    static List<Check> all() {
        return List.of(
                new StrictModels(),
                new PodSecurity(),
                new Settings(),
                new References(),
                new Selectors(),
                new Probes(),
                new GracefulStop(),
                new StableNames(),
                new Disruptions(),
                new Resources(),
                new Images(),
                new Rights(),
                new Arrows(),
                new KafkaTopics(),
                new KafkaUsers(),
                new Broker(),
                new Scaling(),
                new Doors(),
                new Monitoring());
    }
}
