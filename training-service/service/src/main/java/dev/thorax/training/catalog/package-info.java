/** What versions there are: reading the bundles in the object store. */
package dev.thorax.training.catalog;
