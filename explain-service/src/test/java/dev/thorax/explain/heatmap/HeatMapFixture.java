package dev.thorax.explain.heatmap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

import dev.thorax.explain.ExplainFixture;
import dev.thorax.explain.config.ExplainConfig;
import dev.thorax.explain.model.ProductionModel;
import dev.thorax.explain.model.Promotions;
import dev.thorax.explain.scan.CanonicalScans;
import dev.thorax.storage.FolderTree;
import dev.thorax.testing.model.TestBundles;

/** The classes of this package, connected as the service connects them. */
public final class HeatMapFixture implements AutoCloseable {
    final ProductionModel production = Promotions.none();
    final Path folder;
    final SessionPool pool;
    final HeatMapCache cache;
    public final HeatMapService service;

    public HeatMapFixture(ExplainFixture fixture) {
        ExplainConfig config = ExplainFixture.config();
        this.folder = config.models();
        this.pool = new SessionPool(fixture.store, TestBundles.KEYS.trusted(), production, config, Clock.systemUTC());
        this.cache = new HeatMapCache(fixture.store);
        this.service = new HeatMapService(new CanonicalScans(fixture.store), cache, pool, config, fixture.metrics);
    }

    @Override
    public void close() throws IOException {
        pool.stop();
        FolderTree.delete(folder);
    }
}
