package dev.thorax.runtime.http;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AllowedMethodsTest {
    private final AllowedMethods methods = AllowedMethods.of(List.of(Things.class, Events.class, String.class));

    @ParameterizedTest
    @CsvSource({
        "/things, 'GET, HEAD, OPTIONS, POST'",
        "things/, 'GET, HEAD, OPTIONS, POST'",
        "/things/a.b, 'GET, HEAD, OPTIONS'",
        "/things/a/cancel, 'OPTIONS, POST'",
        "/things/events, 'GET, HEAD, OPTIONS'"
    })
    void shouldNameTheMethodsOfAllResourcesAtAnAddress(String address, String allowed) {
        assertThat(methods.at(address)).contains(allowed);
    }

    @Test
    void shouldNameNoneWhereThereIsNoResource() {
        assertThat(methods.at("/")).isEmpty();
        assertThat(methods.at("/things/a/b")).isEmpty();
        assertThat(methods.at("/things(")).isEmpty();
    }

    @Path("/things")
    private static final class Things {
        @GET
        public String all() {
            return "";
        }

        @POST
        public String add() {
            return "";
        }

        @GET
        @Path("{id}")
        public String one() {
            return "";
        }

        @POST
        @Path("/{id}/cancel")
        public String cancel() {
            return "";
        }
    }

    @Path("things")
    private static final class Events {
        @GET
        @Path("/events")
        public String events() {
            return "";
        }
    }
}
