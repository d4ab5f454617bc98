/** Makes canonical images of older versions anew, by a command of an operator. */
package dev.thorax.ingest.remake;
