/** Tests the images of the services, and the files from which they are made. */
package dev.thorax.containers;
