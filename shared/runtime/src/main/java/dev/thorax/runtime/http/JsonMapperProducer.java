package dev.thorax.runtime.http;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thorax.contracts.json.Json;

/** Gives Quarkus the mapper of events, so that an answer over HTTP has the fields of the event, and no others. */
@Singleton
public class JsonMapperProducer {
    @Produces
    @Singleton
    ObjectMapper mapper() {
        return Json.mapper();
    }
}
