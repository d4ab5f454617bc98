package dev.thorax.ingest.patient;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import org.jboss.logging.Logger;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStore.Entry;

/** Finds the versions of models that were trained, validated or tested on certain scans, by the splits in their manifests. */
@ApplicationScoped
class TrainedVersions {
    private static final Logger LOG = Logger.getLogger(TrainedVersions.class);
    private static final Pattern MANIFEST =
            Pattern.compile(Pattern.quote(StorageKeys.models()) + "([^/]+/[^/]+)/" + Pattern.quote(Manifest.MANIFEST));
    private static final int PAGE = 1000;
    private static final String SPLIT = "split";

    private final ObjectStore store;

    TrainedVersions(ObjectStore store) {
        this.store = store;
    }

    /** Returns the versions that name one of {@code scanIds}, as {@code model/version}. */
    Set<String> naming(Collection<String> scanIds) {
        Set<String> wanted = Set.copyOf(scanIds);
        Set<String> versions = new TreeSet<>();
        String after = "";
        List<Entry> page;
        do {
            page = wanted.isEmpty() ? List.of() : store.page(StorageKeys.models(), after, PAGE);
            for (Entry entry : page) {
                version(entry.key(), wanted).ifPresent(versions::add);
                after = entry.key();
            }
        } while (page.size() == PAGE);
        return versions;
    }

    private Optional<String> version(String key, Set<String> wanted) {
        Matcher manifest = MANIFEST.matcher(key);
        if (!manifest.matches()) {
            return Optional.empty();
        }
        try {
            return store.read(key, json -> names(json, wanted)) ? Optional.of(manifest.group(1)) : Optional.empty();
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    /** Returns whether a manifest names one of the scans. It is read as a stream, as it may name all scans of a data set. */
    private static boolean names(InputStream manifest, Set<String> wanted) throws IOException {
        try (JsonParser json = Json.mapper().getFactory().createParser(manifest)) {
            boolean inSplit = false;
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (!inSplit) {
                    inSplit = token == JsonToken.FIELD_NAME && SPLIT.equals(json.currentName());
                } else if (token == JsonToken.VALUE_STRING && wanted.contains(json.getText())) {
                    return true;
                } else if (token.isStructStart() || token.isStructEnd()) {
                    depth += token.isStructStart() ? 1 : -1;
                    inSplit = depth > 0;
                }
            }
            return false;
        } catch (JsonProcessingException e) {
            LOG.warnf("A manifest cannot be read, so it names no scans cause=\"%s\"", e.getOriginalMessage());
            return false;
        }
    }
}
