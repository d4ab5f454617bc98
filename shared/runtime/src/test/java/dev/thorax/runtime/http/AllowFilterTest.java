package dev.thorax.runtime.http;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AllowFilterTest {
    private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
    private final AllowFilter filter = new AllowFilter(beans(Things.class, String.class));

    @Test
    void shouldNameTheMethodsOfTheAddressInAnAnswer405() {
        answer("/things/a", 405);

        assertThat(headers.get("Allow")).containsExactly("GET, HEAD, OPTIONS, PUT");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 400, 404, 406, 415, 500})
    void shouldLeaveOtherAnswersAsTheyAre(int status) {
        answer("/things/a", status);

        assertThat(headers).isEmpty();
    }

    @Test
    void shouldKeepTheMethodsThatAResourceNamed() {
        headers.putSingle("Allow", "GET");

        answer("/things/a", 405);

        assertThat(headers.get("Allow")).containsExactly("GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/other", "/things/a/b", "/things/../etc", "/things/(a/b", "/things/\\E.*\\Q/b"})
    void shouldNameNoMethodsOfAnAddressThatNoResourceHas(String address) {
        answer(address, 405);

        assertThat(headers).isEmpty();
    }

    /** Answers with a body, which the filter must not replace. */
    private void answer(String path, int status) {
        UriInfo uri = fake(UriInfo.class, "getPath", path);
        ContainerResponseContext response = (ContainerResponseContext) Proxy.newProxyInstance(
                AllowFilterTest.class.getClassLoader(),
                new Class<?>[] {ContainerResponseContext.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getStatus" -> status;
                    case "getHeaders" -> headers;
                    case "hasEntity" -> true;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
        filter.filter(fake(ContainerRequestContext.class, "getUriInfo", uri), response);
    }

    private static BeanManager beans(Class<?>... classes) {
        Set<Bean<?>> beans = Arrays.stream(classes)
                .map(type -> (Bean<?>) fake(Bean.class, "getBeanClass", type))
                .collect(Collectors.toSet());
        return fake(BeanManager.class, "getBeans", beans);
    }

    private static <T> T fake(Class<T> type, String method, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                AllowFilterTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> {
                        if (!called.getName().equals(method)) {
                            throw new UnsupportedOperationException(called.getName());
                        }
                        yield answer;
                    }
                }));
    }

    @Path("/things")
    private static final class Things {
        @GET
        @Path("/{id}")
        public String one() {
            return "";
        }

        @PUT
        @Path("/{id}")
        public String replace() {
            return "";
        }
    }
}
