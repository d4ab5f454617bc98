package dev.thorax.contracts.json;

import java.io.IOException;
import java.util.Collection;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

/** The body of an HTTP request is not what the resource takes. The message is a sentence for the client. */
public final class InvalidRequestException extends RuntimeException {
    private static final long serialVersionUID = 1;
    /** Most characters of a name that a sentence repeats. */
    private static final int LONGEST = 200;

    /** Creates the exception with a sentence for the client. */
    public InvalidRequestException(String sentence) {
        super(sentence);
    }

    private InvalidRequestException(String sentence, IOException cause) {
        super(sentence, cause);
    }

    /** Makes the exception for what Jackson found, without the names of Java classes. */
    static InvalidRequestException of(IOException cause) {
        return new InvalidRequestException(sentence(cause), cause);
    }

    private static String sentence(IOException cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return "The field \"" + JsonTexts.printable(unknown.getPropertyName(), LONGEST)
                    + "\" is unknown; the fields are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".";
        }
        if (cause instanceof MismatchedInputException mismatch) {
            return mismatch.getPath().isEmpty()
                    ? "The body is not a JSON object; send one."
                    : "The field \"" + field(mismatch) + "\" must be " + expected(mismatch.getTargetType()) + ".";
        }
        return cause instanceof JsonProcessingException broken && broken.getLocation() != null
                ? "The body is not valid JSON; look at line "
                        + broken.getLocation().getLineNr() + "."
                : "The body is not valid JSON.";
    }

    private static String field(JsonMappingException mismatch) {
        String path = mismatch.getPath().stream()
                .map(reference -> reference.getFieldName() == null ? "[]" : reference.getFieldName())
                .collect(Collectors.joining("."));
        return JsonTexts.printable(path, LONGEST);
    }

    private static String expected(Class<?> type) {
        if (type == null) {
            return "of another form";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return Number.class.isAssignableFrom(type) || type.isPrimitive() ? "a whole number" : "text";
    }
}
