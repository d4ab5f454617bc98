package dev.thorax.runtime.access;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

import dev.thorax.runtime.config.Format;

/** Configures who may call. */
@ConfigMapping(prefix = "thorax.access")
public interface AccessConfig {
    /** Path of the file with the keys of callers. {@code deploy/admin/run keys} makes it; all services read the same one. */
    @Format(regex = "\\S(.*\\S)?", meaning = "the path of the file with the keys of callers", required = true)
    Optional<String> keys();
}
