package dev.thorax.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks what the shell scripts of the project keep to. */
class ScriptsTest {
    private static final Path PROJECT = Path.of("../..");

    /** Matches a program behind a pipe that ends before it has read everything, with the options that make it do so. */
    private static final Pattern EARLY_END = Pattern.compile(
            "\\|\\s*(?:head\\b|grep\\s+(?:-\\w+\\s+)*-\\w*[qm]|sed\\s+(?:-\\w+\\s+)*'(?:[^']*[0-9;/{ ])?q[ ;}]*'|awk\\s[^|]*\\bexit\\b)[^\\n]*");

    /** With {@code pipefail}, a pipe fails now and then if its reader ends before its writer: SIGPIPE ends the writer. */
    @Test
    void shouldReadEachPipeToItsEnd() throws IOException {
        List<Path> scripts = scripts();

        assertThat(scripts).hasSizeGreaterThan(8);
        assertThat(scripts)
                .allSatisfy(script -> assertThat(earlyEnds(read(script))).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf a | grep -qxF a",
                "printf a |grep -x -q a",
                "grep a b | head -n 1",
                "cat b | sed -n '/a/{p;q}'",
                "cat b | awk '/a/ { print; exit }'",
                "cat b | grep -m 1 a"
            })
    void shouldNoticeAReaderThatEndsEarly(String line) {
        assertThat(earlyEnds(line)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grep -q a b || exit 1",
                "cat b | grep -v '^#' | cut -d ' ' -f 1",
                "cat b | sed -n 's/q/p/p'",
                "find . -print -quit"
            })
    void shouldAcceptWhatReadsEverything(String line) {
        assertThat(earlyEnds(line)).isEmpty();
    }

    private static List<String> earlyEnds(String script) {
        return EARLY_END.matcher(script).results().map(MatchResult::group).toList();
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.find(
                PROJECT,
                4,
                (file, attributes) -> attributes.isRegularFile()
                        && Files.isExecutable(file)
                        && !file.toString().matches(".*/(target|\\.git|node_modules)/.*"))) {
            return files.filter(file -> read(file).startsWith("#!")).toList();
        }
    }

    private static String read(Path file) {
        try {
            // Any bytes have a meaning in this character set, those of a program as well.
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
