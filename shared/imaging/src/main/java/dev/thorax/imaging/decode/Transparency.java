package dev.thorax.imaging.decode;

/** Removes transparency from a picture. */
final class Transparency {
    private Transparency() {}

    /**
     * Lays a picture over black, in place, and returns whether its alpha has the full scale. The largest alpha counts as opaque, whatever
     * its scale is. If every pixel is transparent, alpha is ignored as a mistake.
     *
     * @param alpha of the same size and depth as {@code grey}
     */
    static boolean overBlack(GreyPicture grey, GreyPicture alpha) {
        int most = 0;
        for (int i = 0; i < alpha.pixels(); i++) {
            most = Math.max(most, alpha.get(i));
        }
        if (most > 0) {
            float scale = (float) (1.0 / most);
            for (int i = 0; i < grey.pixels(); i++) {
                grey.set(i, (int) Math.rint(scale * grey.get(i) * alpha.get(i)));
            }
        }
        return most == 0 || most == grey.most();
    }
}
