package dev.thorax.engine.torch;

/** Estimates how far a search for the least value is. The logarithm of the slope falls about evenly from the first to the wanted one. */
final class SearchProgress {
    private final double first;
    private final double wanted;
    private double share;

    /**
     * Begins a search.
     *
     * @param first slope at the beginning, above 0
     * @param wanted slope at which the search ends, above 0
     */
    SearchProgress(double first, double wanted) {
        this.first = first;
        this.wanted = wanted;
    }

    /** Returns the share of the way that is done, in [0,1] and never less than before. */
    double at(double slope) {
        double way = Math.log(first / wanted);
        double done = way <= 0 ? 1 : Math.log(first / Math.max(slope, wanted)) / way;
        share = Math.max(share, Math.min(1, done));
        return share;
    }
}
