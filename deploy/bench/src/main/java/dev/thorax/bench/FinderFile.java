package dev.thorax.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.lungs.LungFinder;
import dev.thorax.onnx.lungs.Preprocessor;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.lungs.FetchedLungs;
import dev.thorax.worker.recipe.RecipeSource;
import dev.thorax.worker.recipe.Recipes;
import dev.thorax.worker.snapshot.FrozenLungs;

/** A lung finder in a file, as {@code lungs} writes it. It learned from the films with masks. */
final class FinderFile {
    private static final String MODEL = "lungs";
    private static final String VERSION = "file";

    private final byte[] model;
    private final InputSpec input;
    private final Set<String> learned;

    private FinderFile(byte[] model, InputSpec input, Set<String> learned) {
        this.model = model;
        this.input = input;
        this.learned = learned;
    }

    /**
     * Reads the file that the option {@code lungs} names; empty without it. It was trained with the seed {@code lungsseed}. With
     * {@code known=tested} the patients from whom it learned may be held out nevertheless, to compare with figures of all scans.
     */
    static Optional<FinderFile> of(Map<String, String> options) throws IOException {
        if (!options.containsKey("lungs")) {
            return Optional.empty();
        }
        InputSpec input = Recipes.load(Optional.empty()).get(MODEL).recipe().input();
        long seed = Long.parseLong(options.getOrDefault("lungsseed", "1"));
        Set<String> learned = "tested".equals(options.get("known")) ? Set.of() : RealFilms.learned(input, seed);
        return Optional.of(new FinderFile(Files.readAllBytes(Path.of(options.get("lungs"))), input, learned));
    }

    /** Returns {@code lungs.onnx}. */
    byte[] model() {
        return model;
    }

    /** Returns the lung finder as a manifest names it. */
    Manifest.Lungs inManifest() {
        return new Manifest.Lungs(MODEL, VERSION, input);
    }

    /** Returns the recipe with this lung finder. */
    RecipeSource in(RecipeSource source) {
        Map<String, Object> keys = new LinkedHashMap<>(source.yaml());
        Map<Object, Object> seen = new LinkedHashMap<>((Map<?, ?>) keys.get("input"));
        seen.remove("fit");
        keys.put("input", seen);
        keys.put("lungs", Map.of("model", MODEL, "version", VERSION));
        return RecipeSource.frozen(keys);
    }

    /** Opens the step that makes the input of a network; it closes the lung finder. */
    Preprocessor open(InputSpec network) {
        return Preprocessor.of(network, LungFinder.open(new OnnxSessions(1), model, input));
    }

    /** Returns the lung finder as a training on {@code dataset} freezes it. */
    FetchedLungs frozen(Dataset dataset) {
        List<String> ids = dataset.scans().stream()
                .filter(scan -> learned.contains(scan.patient()))
                .map(LabelledScan::scanId)
                .collect(Collectors.toList());
        System.out.println("lungs: the lung finder learned from the patients of " + ids.size() + " of "
                + dataset.scans().size() + " scans, and finds none in "
                + dataset.lungs().stream().filter(found -> found == null).count());
        return new FetchedLungs(new FrozenLungs(MODEL, VERSION, Sha256.of(model), input, ids), model);
    }
}
