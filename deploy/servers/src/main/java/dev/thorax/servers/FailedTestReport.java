package dev.thorax.servers;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Adds to the failure of a test how each running service is, as the folder of its log is deleted. JUnit finds this class by itself, so
 * it works for the tests of all modules that start services.
 */
public final class FailedTestReport implements TestExecutionExceptionHandler {
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        List<ServiceProcess> services = ServiceProcess.running();
        if (services.isEmpty() || failure instanceof TestAbortedException) {
            throw failure;
        }
        throw new AssertionError(
                services.stream()
                        .map(ServiceProcess::report)
                        .collect(Collectors.joining("\n\n", failure.getMessage() + "\n\nThe services:\n", "")),
                failure);
    }
}
