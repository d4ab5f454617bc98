package dev.thorax.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.jspecify.annotations.Nullable;

/**
 * Names what runs a command of the documentation, or why nothing here can.
 *
 * @param command beginning of the command
 * @param by the file that runs it
 * @param text a text of that file which shows it
 * @param cannot the reason why nothing can
 */
record DocumentedCommand(String command, @Nullable String by, @Nullable String text, @Nullable String cannot) {
    /** Returns all that are known. */
    static List<DocumentedCommand> all() {
        try {
            return new YAMLMapper()
                    .readValue(DocumentedCommand.class.getResourceAsStream("commands.yaml"), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
