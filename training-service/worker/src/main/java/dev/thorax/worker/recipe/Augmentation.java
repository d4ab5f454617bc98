package dev.thorax.worker.recipe;

/**
 * The augmentation of training images, as Keras' {@code ImageDataGenerator} does it.
 *
 * @param shear a shear angle is drawn from [-shear, shear] degrees, in [0,45]
 * @param zoom a factor for each axis is drawn from [1 - zoom, 1 + zoom], in [0,0.9]
 * @param horizontalFlip whether every second image, by chance, is mirrored left to right
 * @param rotation an angle is drawn from [-rotation, rotation] degrees, in [0,45]; 0 unless given
 * @param shift a way for each axis is drawn from [-shift, shift] of its length, in [0,0.5]; 0 unless given
 * @param gamma an exponent for grey values in [0,1] is drawn from [1 / (1 + gamma), 1 + gamma], in [0,4]; 0 unless given
 * @param contrast a factor for the distance from mid-grey is drawn from [1 - contrast, 1 + contrast], in [0,0.9]; 0 unless given
 * @param invert share of the images, in [0,1], whose black and white change places; 0 unless given
 * @param outside what stands where the image has no pixels; NEAREST unless given
 */
public record Augmentation(
        double shear,
        double zoom,
        boolean horizontalFlip,
        double rotation,
        double shift,
        double gamma,
        double contrast,
        double invert,
        Outside outside) {
    /** The ways to fill the pixels outside of an image. */
    public enum Outside {
        /** The nearest pixel inside. */
        NEAREST,
        /** Black, as around a collimated picture. */
        BLACK,
        /** One of both, by chance for each image. */
        EITHER
    }

    public Augmentation {
        outside = outside == null ? Outside.NEAREST : outside;
        require("shear", shear, 45);
        require("zoom", zoom, 0.9);
        require("rotation", rotation, 45);
        require("shift", shift, 0.5);
        require("gamma", gamma, 4);
        require("contrast", contrast, 0.9);
        require("invert", invert, 1);
    }

    /** Without negatives. */
    public Augmentation(
            double shear,
            double zoom,
            boolean horizontalFlip,
            double rotation,
            double shift,
            double gamma,
            double contrast,
            Outside outside) {
        this(shear, zoom, horizontalFlip, rotation, shift, gamma, contrast, 0, outside);
    }

    /** Without rotation, shift and changes of grey values. */
    public Augmentation(double shear, double zoom, boolean horizontalFlip) {
        this(shear, zoom, horizontalFlip, 0, 0, 0, 0, null);
    }

    private static void require(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException("augmentation needs a " + name + " in [0," + most + "]");
        }
    }
}
