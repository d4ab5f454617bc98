package dev.thorax.contracts.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Events as JSON: times as ISO-8601 text, absent values left out, unknown fields ignored so that an event may grow. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            // A record's fields are its components, and not what its methods say about it.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private static final ObjectMapper STRICT = MAPPER.copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Most characters of what Jackson reports, because it repeats texts of the record. */
    private static final int MAX_DETAIL = 300;

    private Json() {}

    /** The mapper itself, for other JSON of the same habits. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** UTF-8 JSON of {@code value}. Half of a surrogate pair, which UTF-8 does not have, is written as an escape. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonGenerationException e) {
            return writeEscaped(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] writeEscaped(Object value) {
        try {
            return MAPPER.writer()
                    .with(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .writeValueAsString(value)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads {@code json} as a {@code type}.
     *
     * @throws UnreadableEventException with a sentence, if it is not one
     */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            if (json == null || json.length == 0) {
                throw new UnreadableEventException(
                        "The record is empty, but should hold a " + type.getSimpleName() + " as JSON.");
            }
            T event = MAPPER.readValue(json, type);
            if (event == null) {
                throw new UnreadableEventException(
                        "The record is null, but should hold a " + type.getSimpleName() + " as JSON.");
            }
            return event;
        } catch (IOException e) {
            String detail = e.getMessage().lines().findFirst().orElse("no detail");
            throw new UnreadableEventException("The record is not a " + type.getSimpleName() + " as JSON: "
                    + JsonTexts.printable(detail, MAX_DETAIL) + ".");
        }
    }

    /**
     * Reads the body of an HTTP request as a {@code type}. Unlike an event it may have no unknown field: a misspelt one would
     * be ignored.
     *
     * @throws InvalidRequestException with a sentence for the client, if it is not one
     */
    public static <T> T readRequest(byte[] body, Class<T> type) {
        try {
            T request = body == null || body.length == 0 ? null : STRICT.readValue(body, type);
            if (request == null) {
                throw new InvalidRequestException("The request has no body; send a JSON object.");
            }
            return request;
        } catch (IOException e) {
            throw InvalidRequestException.of(e);
        }
    }

    /** A record whose value is not the event that its topic carries. */
    public static final class UnreadableEventException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableEventException(String sentence) {
            super(sentence);
        }
    }
}
