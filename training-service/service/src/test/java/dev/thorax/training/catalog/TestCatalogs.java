package dev.thorax.training.catalog;

import dev.thorax.storage.ObjectStore;

/** Creates catalogs for the tests of other packages. */
public final class TestCatalogs {
    private TestCatalogs() {}

    /** Returns the catalog of the versions in {@code store}. */
    public static ModelCatalog of(ObjectStore store) {
        return new ModelCatalog(store);
    }
}
