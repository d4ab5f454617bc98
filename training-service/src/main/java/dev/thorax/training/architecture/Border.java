package dev.thorax.training.architecture;

/** How many pixels are added, or added in thought, on each side of a map; each at least 0. */
public record Border(int top, int left, int bottom, int right) {
    /** No pixel. */
    public static final Border NONE = new Border(0, 0, 0, 0);

    public Border {
        Layer.require(top >= 0 && left >= 0 && bottom >= 0 && right >= 0, "a border has no negative side");
    }

    /** Both borders, one around the other. */
    public Border plus(Border other) {
        return new Border(top + other.top, left + other.left, bottom + other.bottom, right + other.right);
    }
}
