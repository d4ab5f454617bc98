package dev.thorax.inference.scoring;

import dev.thorax.inference.InferenceFixture;
import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.inference.loading.ScanLoader;
import dev.thorax.runtime.trace.BatchTraces;
import dev.thorax.runtime.trace.Tracing;

/** Makes pipelines, for tests of other packages. */
public final class Pipelines {
    private Pipelines() {}

    /** Returns a pipeline that takes its scans from {@code loader}. */
    public static ScoringPipeline of(InferenceFixture fixture, ScanLoader loader, InferenceConfig config) {
        DiagnosisFactory factory = new DiagnosisFactory(fixture.clock, InferenceFixture.explainUrls());
        return new ScoringPipeline(
                loader,
                new BatchScorer(fixture.metrics),
                new DiagnosisRecords(fixture.clock, factory, fixture.metrics, new BatchTraces(Tracing.off())),
                fixture.metrics,
                new BatchTraces(Tracing.off()),
                config);
    }
}
