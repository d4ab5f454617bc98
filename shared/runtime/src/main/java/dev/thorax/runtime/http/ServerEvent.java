package dev.thorax.runtime.http;

import java.nio.charset.StandardCharsets;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.json.Json;

/**
 * A server-sent event.
 *
 * @param name name of the event
 * @param json its data as JSON
 * @param scanId the scan that it is about, or null if it is about none
 */
public record ServerEvent(String name, String json, @Nullable String scanId) {
    /** Event without news, by which a lost connection shows. */
    public static final ServerEvent HEARTBEAT = new ServerEvent("beat", "{}", null);

    /** Creates an event about no scan whose data is {@code data} as JSON. */
    public static ServerEvent of(String name, Object data) {
        return ofScan(null, name, data);
    }

    /** Creates an event about a scan whose data is {@code data} as JSON. */
    public static ServerEvent ofScan(@Nullable String scanId, String name, Object data) {
        return new ServerEvent(name, new String(Json.write(data), StandardCharsets.UTF_8), scanId);
    }

    /** Returns the event as {@code sse} sends it. */
    public OutboundSseEvent outbound(Sse sse) {
        return sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.TEXT_PLAIN_TYPE)
                .data(json)
                .build();
    }
}
