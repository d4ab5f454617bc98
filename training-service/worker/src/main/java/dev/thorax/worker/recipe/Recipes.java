package dev.thorax.worker.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.thorax.worker.TrainingException;

/** Holds all recipes by name. */
public final class Recipes {
    private static final List<String> BUILT_IN = List.of(
            "cnn4", "convnet50", "convnet50-small", "inception-v3", "resnet152-v2", "mobilenet", "hybrid", "thorax");

    private final SortedMap<String, RecipeSource> recipes;

    private Recipes(SortedMap<String, RecipeSource> recipes) {
        this.recipes = Collections.unmodifiableSortedMap(recipes);
    }

    /**
     * Reads the recipes of this service, then every {@code *.yaml} in {@code folder}; a later one replaces an earlier one
     * of the same name.
     *
     * @param folder a folder with more recipes, or empty
     * @throws IllegalArgumentException with a sentence that names the file, if one is not a recipe
     */
    public static Recipes load(Optional<Path> folder) {
        SortedMap<String, RecipeSource> recipes = new TreeMap<>();
        BUILT_IN.forEach(name -> add(recipes, builtIn(name)));
        folder.ifPresent(path -> files(path).forEach(source -> add(recipes, source)));
        return new Recipes(recipes);
    }

    /** Returns the names of all recipes, sorted. */
    public Set<String> names() {
        return recipes.keySet();
    }

    /**
     * Returns the recipe of that name.
     *
     * @throws TrainingException naming the known ones, if there is none
     */
    public RecipeSource get(String name) {
        RecipeSource source = name == null ? null : recipes.get(name);
        if (source == null) {
            throw new TrainingException("There is no recipe " + (name == null ? "" : "\"" + name + "\" ")
                    + "here; use one of " + String.join(", ", names()) + ".");
        }
        return source;
    }

    private static void add(SortedMap<String, RecipeSource> recipes, RecipeSource source) {
        recipes.put(source.recipe().name(), source);
    }

    private static RecipeSource builtIn(String name) {
        String resource = "/recipes/" + name + ".yaml";
        try (InputStream yaml = Recipes.class.getResourceAsStream(resource)) {
            return RecipeYaml.read(resource, yaml.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<RecipeSource> files(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.yaml")) {
            TreeMap<String, RecipeSource> sorted = new TreeMap<>();
            for (Path file : files) {
                sorted.put(file.toString(), RecipeYaml.read(file.toString(), Files.readAllBytes(file)));
            }
            return List.copyOf(sorted.values());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The folder of recipes " + folder + " cannot be read; correct thorax.training.recipes.", e);
        }
    }
}
