package dev.thorax.network.layer;

/** The pixels of padding on each side of a map, each at least 0. */
public record PaddingAmounts(int top, int left, int bottom, int right) {
    /** No padding. */
    public static final PaddingAmounts NONE = new PaddingAmounts(0, 0, 0, 0);

    public PaddingAmounts {
        Layer.require(top >= 0 && left >= 0 && bottom >= 0 && right >= 0, "a border has no negative side");
    }

    /** Adds another padding around this one. */
    public PaddingAmounts plus(PaddingAmounts other) {
        return new PaddingAmounts(top + other.top, left + other.left, bottom + other.bottom, right + other.right);
    }
}
