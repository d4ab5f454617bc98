package dev.thorax.network.layer;

/** How many pixels are added, or added in thought, on each side of a map; each at least 0. */
public record PaddingAmounts(int top, int left, int bottom, int right) {
    /** No pixel. */
    public static final PaddingAmounts NONE = new PaddingAmounts(0, 0, 0, 0);

    public PaddingAmounts {
        Layer.require(top >= 0 && left >= 0 && bottom >= 0 && right >= 0, "a border has no negative side");
    }

    /** Both borders, one around the other. */
    public PaddingAmounts plus(PaddingAmounts other) {
        return new PaddingAmounts(top + other.top, left + other.left, bottom + other.bottom, right + other.right);
    }
}
