/** From a scan and a version to the heat map of a class: computed once, then read from the object store. */
package dev.thorax.explain.heatmap;
