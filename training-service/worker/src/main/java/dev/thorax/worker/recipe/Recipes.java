package dev.thorax.worker.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.thorax.worker.TrainingException;

/** Holds all recipes by name. A file that is not a recipe spoils only the training that asks for it. */
public final class Recipes {
    private static final List<String> BUILT_IN = List.of(
            "cnn4",
            "convnet50",
            "convnet50-small",
            "inception-v3",
            "resnet152-v2",
            "mobilenet",
            "hybrid",
            "thorax",
            "thorax-lungs",
            "lungs");

    private final SortedMap<String, RecipeSource> recipes = new TreeMap<>();
    /** Sentences about files that are not recipes, by the name of the file without {@code .yaml}. */
    private final SortedMap<String, String> unusable = new TreeMap<>();

    private Recipes() {}

    /**
     * Reads the recipes of this service, then every {@code *.yaml} in {@code folder}; a later one replaces an earlier one
     * of the same name.
     *
     * @param folder a folder with more recipes, or empty
     * @throws IllegalArgumentException with a sentence, if the folder cannot be read
     */
    public static Recipes load(Optional<Path> folder) {
        Recipes recipes = new Recipes();
        BUILT_IN.forEach(name -> recipes.add(builtIn(name)));
        folder.ifPresent(recipes::addAll);
        return recipes;
    }

    /** Returns the names of all recipes, sorted. */
    public Set<String> names() {
        return Collections.unmodifiableSet(recipes.keySet());
    }

    /**
     * Returns the recipe of that name.
     *
     * @throws TrainingException if there is none, with the known ones, or if a file of that name is not a recipe
     */
    public RecipeSource get(String name) {
        if (name != null && unusable.containsKey(name)) {
            throw new TrainingException(unusable.get(name));
        }
        RecipeSource source = name == null ? null : recipes.get(name);
        if (source == null) {
            throw new TrainingException("There is no recipe " + (name == null ? "" : "\"" + name + "\" ")
                    + "here; use one of " + String.join(", ", names()) + "."
                    + unusable.values().stream().map(sentence -> " " + sentence).collect(Collectors.joining()));
        }
        return source;
    }

    private void add(RecipeSource source) {
        recipes.put(source.recipe().name(), source);
    }

    private void addAll(Path folder) {
        for (Path file : files(folder)) {
            try {
                add(RecipeYaml.read(file.toString(), Files.readAllBytes(file)));
            } catch (IllegalArgumentException e) {
                unusable.put(file.getFileName().toString().replaceFirst("\\.yaml$", ""), e.getMessage());
            } catch (IOException e) {
                throw unreadable(folder, e);
            }
        }
    }

    private static RecipeSource builtIn(String name) {
        String resource = "/recipes/" + name + ".yaml";
        try (InputStream yaml = Recipes.class.getResourceAsStream(resource)) {
            return RecipeYaml.read(resource, yaml.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Path> files(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.yaml")) {
            Set<Path> sorted = new TreeSet<>();
            files.forEach(sorted::add);
            return sorted;
        } catch (IOException | DirectoryIteratorException e) {
            throw unreadable(folder, e);
        }
    }

    private static IllegalArgumentException unreadable(Path folder, Exception cause) {
        return new IllegalArgumentException(
                "The folder of recipes " + folder + " cannot be read; correct thorax.training.recipes.", cause);
    }
}
