package dev.thorax.worker.report;

import java.util.Locale;

import dev.thorax.evaluation.Interval;
import dev.thorax.evaluation.OperatingPoint;

/** Formats the figures of a report. An unknown figure is a dash. Its methods are called by the templates. */
public final class ReportFormat {
    /** Stands for an unknown figure. */
    static final String UNKNOWN = "–";

    private static final double PERCENT = 100;

    ReportFormat() {}

    /** A share in [0,1] as {@code 73.3 %}, with a space that does not break. */
    public String percent(Number share) {
        return share == null ? UNKNOWN : number(share.doubleValue() * PERCENT) + "\u00a0%";
    }

    /** A share in [0,1] as a CSS length. */
    public String length(double share) {
        return String.format(Locale.ROOT, "%.2f%%", Math.max(0, Math.min(1, share)) * PERCENT);
    }

    /** Returns the rest of a share in [0,1] to 1, as a CSS length. */
    public String rest(double share) {
        return length(1 - share);
    }

    /** An interval of shares as {@code 66.4 to 79.9 %}. */
    public String interval(Interval interval) {
        return interval == null ? UNKNOWN : number(interval.low() * PERCENT) + " to " + percent(interval.high());
    }

    /** An interval of figures that are no shares, as {@code 0.812 to 0.901}. */
    public String range(Interval interval) {
        return interval == null ? UNKNOWN : figure(interval.low()) + " to " + figure(interval.high());
    }

    /** A difference of two shares as {@code +4.2 percentage points}. */
    public String points(double difference) {
        return String.format(Locale.ROOT, "%+.1f percentage points", difference * PERCENT);
    }

    /** An area, a correlation or a loss as {@code 0.812}. */
    public String figure(Double figure) {
        return figure == null ? UNKNOWN : String.format(Locale.ROOT, "%.3f", figure);
    }

    /** The sensitivity of an operating point. */
    public String sensitivity(OperatingPoint point) {
        return point == null ? UNKNOWN : percent(point.sensitivity());
    }

    /** The specificity of an operating point. */
    public String specificity(OperatingPoint point) {
        return point == null ? UNKNOWN : percent(point.specificity());
    }

    /** The probability from which on an operating point takes a scan for its class; a dash where it takes none. */
    public String threshold(OperatingPoint point) {
        return point == null ? UNKNOWN : percent(point.threshold());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
