package dev.thorax.worker.audit;

import java.util.Optional;

/** The part of a scan that a control sees. */
enum ControlInput {
    WHOLE_IMAGE("the whole image", null),
    FRAME_ONLY("the outer 12.5 % of each side, the rest black", new Rectangle(0.125, 0.125, 0.875, 0.875)),
    LUNGS_BLACKED_OUT("everything but the central lung field, which is black", Rectangle.LUNG_FIELD),
    METADATA_ONLY("no pixel: the image's size and aspect, the file's format and length", null),
    SOURCE_ONLY("no pixel: only the name of the hospital or site that the scan came from", null);

    private final String sees;
    private final Rectangle hidden;

    ControlInput(String sees, Rectangle hidden) {
        this.sees = sees;
        this.hidden = hidden;
    }

    /** In words. */
    String sees() {
        return sees;
    }

    /** The part of the canonical image that is black. */
    Optional<Rectangle> hidden() {
        return Optional.ofNullable(hidden);
    }

    /** Returns whether it shows nothing of the lungs, so that what it gets right is a shortcut. */
    boolean isShortcut() {
        return this != WHOLE_IMAGE;
    }
}
