package dev.thorax.runtime.access;

import java.util.Arrays;
import java.util.Optional;

import io.vertx.ext.web.RoutingContext;

import dev.thorax.access.Role;
import dev.thorax.runtime.http.Problem;
import dev.thorax.runtime.http.ProblemAnswer;

/** Describes why a caller is refused. No answer contains which part of a key was wrong. */
public final class AccessProblems {
    /** The scheme of a key in the header {@code Authorization}. */
    static final String SCHEME = "Key";
    /** Names what a caller may sign in with. */
    static final String CHALLENGE_HEADER = "WWW-Authenticate";
    /** The value of {@code WWW-Authenticate} in each answer 401. */
    static final String CHALLENGE = SCHEME + " realm=\"thorax\"";

    private AccessProblems() {}

    /** Returns the problem of a caller that is not known. */
    public static Problem unknown() {
        return Problem.ofReason(
                "not-signed-in",
                "Not signed in",
                401,
                "The request has no valid key or token, so it is not known who sends it; send the header"
                        + " Authorization: Key id.secret with a key that an operator made and that has not expired.");
    }

    /** Returns the problem of a caller without the role. */
    public static Problem forbidden() {
        return Problem.ofReason(
                "not-allowed",
                "Not allowed",
                403,
                "The role of the caller does not allow this request; ask an operator for a key of another role.");
    }

    /** Returns why the caller of a route is refused; empty if it has one of the roles. */
    public static Optional<Problem> of(RoutingContext exchange, Role... roles) {
        Caller caller = Caller.of(exchange);
        if (Arrays.stream(roles).anyMatch(caller::is)) {
            return Optional.empty();
        }
        return Optional.of(caller.isUnknown() ? unknown() : forbidden());
    }

    /** Answers a request to a route with a problem of this class. */
    public static void send(RoutingContext exchange, Problem problem) {
        if (problem.status() == 401) {
            exchange.response().putHeader(CHALLENGE_HEADER, CHALLENGE);
        }
        ProblemAnswer.send(exchange, problem);
    }
}
