package dev.thorax.runtime.http;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/** Fakes a request to a route and its answer, as far as the filters use them. Its timers fire if a test says so. */
public final class FakeExchange {
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private final MultiMap answer = MultiMap.caseInsensitiveMultiMap();
    private final Map<String, Object> data = new HashMap<>();
    private final List<Handler<AsyncResult<Void>>> ends = new ArrayList<>();
    private final Map<Long, Handler<Long>> timers = new TreeMap<>();
    private final HttpConnection connection = fake(HttpConnection.class, (proxy, method, arguments) -> {
        isConnectionClosed = true;
        return Future.succeededFuture();
    });
    private final HttpServerResponse response = fake(HttpServerResponse.class, this::response);
    private final HttpServerRequest request = fake(HttpServerRequest.class, this::request);
    private final Vertx vertx = fake(Vertx.class, this::vertx);
    private final RoutingContext exchange = fake(RoutingContext.class, this::exchange);
    private HttpMethod method = HttpMethod.GET;
    private String path = "/";
    private HostAndPort authority;
    private String remote = "192.0.2.7";
    private SecurityIdentity identity;
    private long bytesRead;
    private long timer;
    private int status = 200;
    private String body;
    private boolean isRequestEnded = true;
    private boolean isHeadWritten;
    private boolean isEnded;
    private boolean isReset;
    private boolean isPassedOn;
    private boolean isConnectionClosed;

    /** Returns the exchange for a filter. */
    public RoutingContext exchange() {
        return exchange;
    }

    /** Returns the request alone. */
    public HttpServerRequest request() {
        return request;
    }

    /** Sets method and path of the request. */
    public FakeExchange to(String name, String address) {
        method = HttpMethod.valueOf(name);
        path = address;
        return this;
    }

    /** Adds a header of the request. */
    public FakeExchange with(CharSequence name, String value) {
        headers.add(name.toString(), value);
        return this;
    }

    /** Sets the authority of the request as a server reads it. */
    public FakeExchange at(String host, int port) {
        authority = HostAndPort.create(host, port);
        return this;
    }

    /** Sets the address that the request comes from. */
    public FakeExchange from(String address) {
        remote = address;
        return this;
    }

    /** Sets who was found to send the request. */
    public FakeExchange by(SecurityIdentity caller) {
        identity = caller;
        return this;
    }

    /** Leaves a body of the request unread, of which {@code bytes} have come. */
    public FakeExchange withUnreadBody(long bytes) {
        isRequestEnded = false;
        bytesRead = bytes;
        return this;
    }

    /** Lets all of the body come. */
    public void endBody() {
        isRequestEnded = true;
    }

    /** Begins the answer. */
    public void writeHead() {
        isHeadWritten = true;
    }

    /** Sets the status of the answer and ends it. */
    public void end(int code) {
        status = code;
        end();
    }

    /** Fires all timers that were not cancelled. */
    public void fireTimers() {
        Map<Long, Handler<Long>> due = new TreeMap<>(timers);
        timers.clear();
        due.forEach((id, handler) -> handler.handle(id));
    }

    /** Returns whether the filter passed the request on. */
    public boolean isPassedOn() {
        return isPassedOn;
    }

    /** Returns whether the answer was ended. */
    public boolean isEnded() {
        return isEnded;
    }

    /** Returns whether an answer that had begun was broken off. */
    public boolean isReset() {
        return isReset;
    }

    /** Returns whether the connection was closed. */
    public boolean isConnectionClosed() {
        return isConnectionClosed;
    }

    /** Returns the number of timers that are set. */
    public int timers() {
        return timers.size();
    }

    /** Returns the status of the answer. */
    public int status() {
        return status;
    }

    /** Returns a header of the answer, or null. */
    public String header(CharSequence name) {
        return answer.get(name);
    }

    /** Returns the body of the answer, or null. */
    public String body() {
        return body;
    }

    private void end() {
        isEnded = true;
        List<Handler<AsyncResult<Void>>> handlers = List.copyOf(ends);
        ends.clear();
        handlers.forEach(handler -> handler.handle(Future.succeededFuture()));
    }

    private Object exchange(Object proxy, Method called, Object[] arguments) {
        return switch (called.getName()) {
            case "request" -> request;
            case "response" -> response;
            case "vertx" -> vertx;
            case "user" -> identity == null ? null : new QuarkusHttpUser(identity);
            case "normalizedPath" -> path;
            case "get" -> data.get((String) arguments[0]);
            case "put" -> {
                data.put((String) arguments[0], arguments[1]);
                yield proxy;
            }
            case "addEndHandler" -> {
                ends.add(handler(arguments[0]));
                yield ends.size();
            }
            case "next" -> {
                isPassedOn = true;
                yield null;
            }
            default -> throw new UnsupportedOperationException(called.getName());
        };
    }

    private Object request(Object proxy, Method called, Object[] arguments) {
        return switch (called.getName()) {
            case "method" -> method;
            case "uri", "path" -> path;
            case "headers" -> headers;
            case "getHeader" -> headers.get(arguments[0].toString());
            case "authority" -> authority;
            case "remoteAddress" -> SocketAddress.inetSocketAddress(40_000, remote);
            case "localAddress" -> SocketAddress.inetSocketAddress(8081, "192.0.2.1");
            case "connection" -> connection;
            case "isEnded" -> isRequestEnded;
            case "bytesRead" -> bytesRead;
            case "handler", "resume" -> proxy;
            default -> throw new UnsupportedOperationException(called.getName());
        };
    }

    private Object response(Object proxy, Method called, Object[] arguments) {
        return switch (called.getName()) {
            case "getStatusCode" -> status;
            case "ended" -> isEnded;
            case "closed" -> false;
            case "headWritten" -> isHeadWritten;
            case "reset" -> isReset = true;
            case "setStatusCode" -> {
                status = (int) arguments[0];
                yield proxy;
            }
            case "putHeader" -> {
                answer.set(arguments[0].toString(), arguments[1].toString());
                yield proxy;
            }
            case "end" -> {
                body = arguments == null ? null : ((Buffer) arguments[0]).toString();
                end();
                yield Future.succeededFuture();
            }
            default -> throw new UnsupportedOperationException(called.getName());
        };
    }

    private Object vertx(Object proxy, Method called, Object[] arguments) {
        return switch (called.getName()) {
            case "setTimer" -> {
                timers.put(++timer, handler(arguments[1]));
                yield timer;
            }
            case "cancelTimer" -> timers.remove((Long) arguments[0]) != null;
            default -> throw new UnsupportedOperationException(called.getName());
        };
    }

    @SuppressWarnings("unchecked")
    private static <T> Handler<T> handler(Object argument) {
        return (Handler<T>) argument;
    }

    private static <T> T fake(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(FakeExchange.class.getClassLoader(), new Class<?>[] {type}, calls));
    }
}
