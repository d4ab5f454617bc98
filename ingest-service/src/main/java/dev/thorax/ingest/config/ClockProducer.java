package dev.thorax.ingest.config;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the service its clock. */
@ApplicationScoped
public class ClockProducer {
    @Produces
    @Singleton
    Clock utc() {
        return Clock.systemUTC();
    }
}
