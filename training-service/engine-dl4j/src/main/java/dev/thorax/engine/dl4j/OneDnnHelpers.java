package dev.thorax.engine.dl4j;

/**
 * Turns Deeplearning4j's oneDNN helpers on. It must run before the first class of ND4J or JavaCPP is loaded, because they
 * read the properties once. A program that uses JavaCPP for other things calls it first.
 */
public final class OneDnnHelpers {
    private OneDnnHelpers() {}

    /** Sets the properties that the operator has not set. */
    public static void enable() {
        setDefault("org.eclipse.deeplearning4j.helpers.disable", "false");
        setDefault("org.bytedeco.javacpp.platform.extension", "-onednn-avx2");
        setDefault("org.bytedeco.javacpp.maxbytes", "1500m");
        setDefault("org.bytedeco.javacpp.maxphysicalbytes", "0");
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
