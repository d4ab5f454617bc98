/** The model bundle: the only thing that passes from training to serving. */
package dev.thorax.model;
