package dev.thorax.explain;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Follows redirects and keeps cookies as a browser does, and shows both. It runs no script. */
final class PlainBrowser {
    private static final int MOST_HOPS = 10;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    /** The answers of the last {@link #open}, in order. */
    private final List<HttpResponse<String>> hops = new ArrayList<>();

    /** Opens a page, follows its redirects, and returns the last answer. */
    HttpResponse<String> open(URI address) throws IOException, InterruptedException {
        hops.clear();
        HttpResponse<String> answer = navigate(address);
        while (answer.statusCode() / 100 == 3 && hops.size() < MOST_HOPS) {
            answer = navigate(location(answer));
        }
        return answer;
    }

    /** Opens a page without following a redirect. */
    HttpResponse<String> navigate(URI address, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).headers("Accept", "text/html", "Sec-Fetch-Mode", "navigate");
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        hops.add(answer);
        return answer;
    }

    /** Sends what a script of the page sends. */
    HttpResponse<String> fetch(URI address, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).headers("Sec-Fetch-Mode", "cors");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Returns the addresses that the last {@link #open} was at. */
    List<URI> addresses() {
        return hops.stream().map(HttpResponse::uri).toList();
    }

    /** Returns the values of {@code Set-Cookie} that begin with {@code name}, of the last {@link #open}. */
    List<String> setCookies(String name) {
        return hops.stream()
                .flatMap(hop -> hop.headers().allValues("Set-Cookie").stream())
                .filter(cookie -> cookie.startsWith(name))
                .toList();
    }

    /** Returns the values of the cookies whose name begins with {@code name}. */
    List<String> cookies(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().startsWith(name))
                .map(java.net.HttpCookie::getValue)
                .toList();
    }

    static URI location(HttpResponse<String> answer) {
        return answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
    }
}
