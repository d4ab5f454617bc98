/** The published ImageNet networks of Keras Applications, and where their weights come from. */
package dev.thorax.network.backbone;
