/** Builds the published ImageNet networks of Keras Applications, and fills them with their weights. */
package dev.thorax.network.backbone;
