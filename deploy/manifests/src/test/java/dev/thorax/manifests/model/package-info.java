/** The custom resources of KEDA and cert-manager, as far as the manifests use them. A field that is not here is unknown. */
package dev.thorax.manifests.model;
