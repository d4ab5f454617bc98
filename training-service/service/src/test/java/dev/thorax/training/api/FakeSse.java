package dev.thorax.training.api;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;

/** Server-sent events that only keep what is put in. */
final class FakeSse implements Sse {
    @Override
    public OutboundSseEvent.Builder newEventBuilder() {
        Map<String, Object> parts = new HashMap<>();
        return (OutboundSseEvent.Builder) Proxy.newProxyInstance(
                FakeSse.class.getClassLoader(),
                new Class<?>[] {OutboundSseEvent.Builder.class},
                (proxy, called, arguments) -> {
                    if (called.getName().equals("build")) {
                        return event(parts);
                    }
                    parts.put(called.getName(), arguments[0]);
                    return proxy;
                });
    }

    @Override
    public SseBroadcaster newBroadcaster() {
        throw new UnsupportedOperationException();
    }

    private static OutboundSseEvent event(Map<String, Object> parts) {
        return (OutboundSseEvent) Proxy.newProxyInstance(
                FakeSse.class.getClassLoader(),
                new Class<?>[] {OutboundSseEvent.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getName" -> parts.get("name");
                    case "getData" -> parts.get("data");
                    case "getMediaType" -> parts.get("mediaType");
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
