package dev.thorax.network.architecture;

/** The kinds of answer that a network gives for an image. */
public enum NetworkOutput {
    /** One probability for each class: a dense layer and softmax. */
    CLASSES,
    /** One probability for each position of the last maps: a 1 x 1 convolution to one channel and a sigmoid. */
    MASK
}
