package dev.thorax.worker.audit;

/**
 * What heat maps say of a version; see {@link AuditResult}.
 *
 * @param heatInLungField mean share of heat within the lung field, in [0,1], or null
 * @param lungFieldShare mean share of the maps' area that it takes, in [0,1], or null
 * @param randomisedSimilarity mean rank correlation with the maps of random weights, in [-1,1], or null
 */
record HeatMapFigures(Double heatInLungField, Double lungFieldShare, Double randomisedSimilarity) {
    /** Of a version without heat maps. */
    static final HeatMapFigures UNKNOWN = new HeatMapFigures(null, null, null);
}
