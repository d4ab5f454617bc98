package dev.thorax.worker.audit;

/**
 * Where the lungs are in a frontal chest radiograph. Chosen by eye on 48 images of cxr3 and the mean image of each class
 * (docs/decisions/0010): in nearly all, both lungs lie within it.
 */
public final class LungField {
    /** 60 % of the canonical image. */
    public static final Rectangle REGION = new Rectangle(0.10, 0.10, 0.90, 0.85);

    private LungField() {}
}
