package dev.thorax.fuzz;

import java.util.List;

/**
 * A fuzz target, and what the fuzzer begins with.
 *
 * @param name its name in the table and on the command line; also that of its method
 * @param type name of its class
 * @param seeds ends of the names of the files of the seeds' folder that are tried, e.g. {@code .png}
 * @param longest length of the longest input, in bytes
 */
record Target(String name, String type, List<String> seeds, int longest) {
    private static final String CHILD = "dev.thorax.ingest.decode.child.PictureFuzzTest";
    private static final List<String> JPEG = List.of(".jpg", ".jpeg");
    private static final List<String> TIFF = List.of(".tif");
    private static final List<String> PICTURES = List.of(".png", ".jpg", ".jpeg", ".tif", ".webp", ".dcm");
    private static final int TEXT = 16 << 10;
    private static final int PICTURE = 128 << 10;

    /** All targets, in the order in which they have their turns. */
    static final List<Target> ALL = List.of(
            new Target("any", CHILD, PICTURES, PICTURE),
            new Target("png", CHILD, List.of(".png"), PICTURE),
            new Target("pngRows", CHILD, List.of(), TEXT),
            new Target("jpeg", CHILD, JPEG, PICTURE),
            new Target("tiff", CHILD, TIFF, PICTURE),
            new Target("webp", CHILD, List.of(".webp"), PICTURE),
            new Target("header", "dev.thorax.fuzz.HeaderFuzzTest", PICTURES, PICTURE),
            new Target("answer", "dev.thorax.ingest.decode.child.AnswerFuzzTest", List.of(), TEXT),
            new Target("record", "dev.thorax.fuzz.RecordFuzzTest", List.of(), TEXT),
            new Target("upload", "dev.thorax.ingest.upload.UploadFuzzTest", List.of(), TEXT),
            new Target("json", "dev.thorax.fuzz.JsonFuzzTest", List.of(".json"), TEXT),
            new Target("names", "dev.thorax.fuzz.NameFuzzTest", List.of(), 1 << 10),
            new Target("manifest", "dev.thorax.local.ManifestFuzzTest", List.of(), TEXT),
            new Target("keras", "dev.thorax.fuzz.KerasFuzzTest", List.of(), TEXT),
            new Target("recipe", "dev.thorax.worker.recipe.RecipeFuzzTest", List.of(), TEXT),
            new Target("checkpoint", "dev.thorax.worker.checkpoint.CheckpointFuzzTest", List.of(), TEXT));

    /** Returns the folder of its saved inputs on the class path, from which JUnit replays them. */
    String savedInputs() {
        return "/" + type.replace('.', '/') + "Inputs/" + name;
    }
}
