package dev.thorax.worker.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.thorax.contracts.event.HeldOut;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Fit;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.NetworkOutput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Scale;
import dev.thorax.worker.enrich.Enrichment;

/**
 * The description of a network and its training.
 *
 * @param name its name; becomes the name of the model
 * @param about one sentence for a person
 * @param kind what the network is for; CLASSIFICATION unless given
 * @param input what the network takes
 * @param lungs the lung finder whose square the network sees, or null if it sees the scan without one; with it, {@code input} is square and
 *     says no fit
 * @param channels how often the grey picture is repeated on its way into the network, 1 or 3
 * @param centre whether the mean of the training scans is taken from every picture (Keras's {@code featurewise_center}); no
 *     unless given
 * @param backbone the published network that stands before the layers, or null for none
 * @param layers the layers between the picture, or the backbone, and the dense softmax layer that every network ends with
 * @param mirror whether the network sees the mirror image of each picture, too, and the classifier gets the mean of both vectors; only
 *     with a classifier; no unless given
 * @param copies how many varied copies of each training scan stand beside it; only with a classifier and an augmentation; 0 unless given
 * @param classifier what is fitted to what leaves the layers, or null where the whole network is trained; with a classifier there are
 *     no epochs, and what belongs to them is left out
 * @param corrections what is changed in the data set before it is split; nothing unless given
 * @param enrich which scans are made of those to train on, or null for none
 * @param learningRate first step of the Adam optimiser, in (0,1]
 * @param batch scans a step, in [1,1024]
 * @param epochs epochs at most, in [1,1000]
 * @param classWeights how much each class counts
 * @param heldOut what is held out to score the version, unless the request says it; patients unless given
 * @param checkpoint which epoch's weights stay
 * @param earlyStopping when to stop before the last epoch, or null for never
 * @param plateau when the learning rate falls, or null for never
 * @param augmentation how images are varied, or null for not at all
 * @param gate how many scans the version leaves undetermined; 0.05 unless given
 * @param conformal how the version names all classes that a scan may have, or null if it names the most probable one only
 */
public record Recipe(
        @JsonProperty(required = true) String name,
        String about,
        RecipeKind kind,
        @JsonProperty(required = true) InputSpec input,
        RecipeLungs lungs,
        @JsonProperty(required = true) int channels,
        Boolean centre,
        RecipeBackbone backbone,
        @JsonProperty(required = true) List<Node> layers,
        Boolean mirror,
        int copies,
        ClassifierSettings classifier,
        Corrections corrections,
        Enrichment enrich,
        double learningRate,
        int batch,
        int epochs,
        @JsonProperty(required = true) ClassWeights classWeights,
        HeldOut heldOut,
        Checkpoint checkpoint,
        EarlyStopping earlyStopping,
        ReduceOnPlateau plateau,
        Augmentation augmentation,
        RecipeGate gate,
        RecipeConformal conformal) {

    private static final int MAX_SIDE = 1024;
    /** The middle between black and white: the published backbones take pictures in [-1,1]. */
    private static final double MIDDLE = 0.5;

    public Recipe {
        require(StorageKeys.isName(name), "name must be " + StorageKeys.NAME_RULE);
        require(
                input != null && side(input.height()) && side(input.width()),
                "input must be 8 to 1024 px on each side");
        require(input.interpolation() != null, "input needs an interpolation: AREA, LINEAR or NEAREST");
        input = fitted(input, lungs);
        require(channels == 1 || channels == 3, "channels must be 1 or 3");
        require(layers != null, "layers must be given");
        layers = List.copyOf(layers);
        kind = kind == null ? RecipeKind.CLASSIFICATION : kind;
        centre = centre != null && centre;
        require(classWeights != null, "classWeights must be given");
        corrections = corrections == null ? Corrections.NONE : corrections;
        heldOut = heldOut == null ? HeldOut.PATIENTS : heldOut;
        mirror = mirror != null && mirror;
        gate = gate == null ? RecipeGate.USUAL : gate;
        require(copies >= 0 && copies <= 100, "copies must be in [0,100]");
        if (classifier == null) {
            require(!mirror && copies == 0, "mirror and copies need a classifier");
            require(learningRate > 0 && learningRate <= 1, "learningRate must be in (0,1]");
            require(batch >= 1 && batch <= 1024, "batch must be in [1,1024]");
            require(epochs >= 1 && epochs <= 1000, "epochs must be in [1,1000]");
            require(checkpoint != null, "checkpoint must be given");
        } else {
            boolean none = learningRate == 0 && batch == 0 && epochs == 0 && checkpoint == null;
            require(
                    none && earlyStopping == null && plateau == null,
                    "with a classifier there are no epochs; leave out learningRate, batch, epochs, checkpoint, earlyStopping"
                            + " and plateau");
            require(
                    (augmentation == null) == (copies == 0),
                    "with a classifier, augmentation and copies need each other");
        }
        require(
                classWeights != ClassWeights.BALANCED_BY_SOURCE
                        || classifier == null
                        || classifier instanceof ClassifierSettings.Softmax,
                "classWeights BALANCED_BY_SOURCE needs a softmax classifier or none, as others cannot weigh single scans");
        require(
                !(classifier instanceof ClassifierSettings.Discriminant) || classWeights == ClassWeights.BALANCED,
                "a discriminant needs classWeights BALANCED, as it takes each class to be as likely");
        if (kind == RecipeKind.SEGMENTATION) {
            requireMaskOnly(input, backbone, classifier, enrich, classWeights, heldOut);
            require(conformal == null, "a segmentation has no conformal");
        }
        architecture(kind, input, channels, mirror, centre, backbone, layers, MIDDLE);
    }

    /** Returns the input with the fit that follows from whether there is a lung finder. */
    private static InputSpec fitted(InputSpec input, RecipeLungs lungs) {
        if (lungs == null) {
            require(
                    input.fit() != Fit.LUNGS,
                    "input with fit LUNGS needs lungs, the lung finder: its model and version");
            return input;
        }
        require(
                input.height() == input.width(),
                "with lungs, input must be square, as the network sees the square around them");
        require(input.fit() != Fit.CENTRE, "with lungs, input has no fit CENTRE; leave fit out");
        return new InputSpec(input.height(), input.width(), input.interpolation(), Fit.LUNGS);
    }

    private static void requireMaskOnly(
            InputSpec input,
            RecipeBackbone backbone,
            ClassifierSettings classifier,
            Enrichment enrich,
            ClassWeights classWeights,
            HeldOut heldOut) {
        require(heldOut == HeldOut.PATIENTS, "a segmentation holds out PATIENTS");
        require(
                backbone == null && classifier == null && enrich == null && classWeights == ClassWeights.NONE,
                "a segmentation has neither backbone nor classifier nor enrich, and classWeights NONE");
        require(
                input.fit() == Fit.SQUEEZE,
                "a segmentation takes the whole scan; leave out fit, or name SQUEEZE, and lungs");
    }

    /** Returns the network without its output layer for an unknown data set. */
    public Architecture architecture() {
        return architecture(MIDDLE);
    }

    /**
     * Returns the network without its output layer.
     *
     * @param mean mean of all pixels of the training scans, in [0,1]; counts only for {@link #centre}
     */
    public Architecture architecture(double mean) {
        return architecture(kind, input, channels, mirror, centre, backbone, layers, centre ? mean : MIDDLE);
    }

    /** Returns the names of the nodes whose weights are not trained. */
    public Set<String> frozen() {
        return backbone == null ? Set.of() : Set.copyOf(backbone.get().firstLayers(backbone.frozen()));
    }

    private static Architecture architecture(
            RecipeKind kind,
            InputSpec input,
            int channels,
            boolean mirror,
            boolean centre,
            RecipeBackbone backbone,
            List<Node> layers,
            double mean) {
        NetworkInput picture = new NetworkInput(input.height(), input.width(), channels, mirror);
        if (backbone != null) {
            return backbone.get().around(mean).architecture(picture, layers);
        }
        List<Node> all = new ArrayList<>(layers);
        if (centre) {
            all.add(0, new Node(new Scale(1, -mean)));
        }
        return new Architecture(
                picture, all, kind == RecipeKind.SEGMENTATION ? NetworkOutput.MASK : NetworkOutput.CLASSES);
    }

    private static boolean side(int pixels) {
        return pixels >= 8 && pixels <= MAX_SIDE;
    }

    private static void require(boolean fulfilled, String rule) {
        if (!fulfilled) {
            throw new IllegalArgumentException(rule);
        }
    }
}
