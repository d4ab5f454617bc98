package dev.thorax.worker.report;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.onnxruntime.OrtEnvironment;

/** Reads the versions of the software and machine of a training. */
public final class SoftwareVersions {
    private SoftwareVersions() {}

    /** This process: Java, ONNX Runtime, operating system, processors. */
    public static Map<String, String> here() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Java", Runtime.version() + ", " + System.getProperty("java.vm.name"));
        versions.put("ONNX Runtime", OrtEnvironment.getEnvironment().getVersion());
        versions.put(
                "Operating system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        versions.put("Processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return versions;
    }
}
