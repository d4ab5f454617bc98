package dev.thorax.evaluation;

/**
 * A confidence interval.
 *
 * @param low lower end
 * @param high upper end
 * @param level share of such intervals that hold the true value, in (0,1)
 */
public record Interval(double low, double high, double level) {}
