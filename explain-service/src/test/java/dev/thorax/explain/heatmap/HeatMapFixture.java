package dev.thorax.explain.heatmap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;

import dev.thorax.explain.ExplainFixture;
import dev.thorax.explain.model.ProductionModel;
import dev.thorax.explain.model.Promotions;
import dev.thorax.explain.scan.CanonicalScans;

/** The classes of this package, connected as the service connects them. */
public final class HeatMapFixture implements AutoCloseable {
    final ProductionModel production = Promotions.none();
    final ModelFolder folder;
    final SessionPool pool;
    final HeatMapCache cache;
    public final HeatMapService service;

    public HeatMapFixture(ExplainFixture fixture) {
        try {
            this.folder = new ModelFolder(ExplainFixture.config());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.pool = new SessionPool(fixture.store, folder, production, ExplainFixture.config(), Clock.systemUTC());
        this.cache = new HeatMapCache(fixture.store);
        this.service = new HeatMapService(
                new CanonicalScans(fixture.store), cache, pool, ExplainFixture.config(), fixture.metrics);
    }

    @Override
    public void close() throws IOException {
        pool.stop();
        folder.remove();
    }
}
