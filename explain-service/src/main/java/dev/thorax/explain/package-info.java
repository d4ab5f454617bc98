/** Shows where the network looked: heat maps on demand, and the page where people look at diagnoses. */
package dev.thorax.explain;
