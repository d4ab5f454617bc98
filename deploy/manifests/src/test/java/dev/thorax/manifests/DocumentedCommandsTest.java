package dev.thorax.manifests;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks that each command of {@code docs/operations.md} is run by a test or a script, or is in the list of those that nothing here can
 * run, with the reason. So a new command without a run is noticed.
 */
class DocumentedCommandsTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```sh\n(.*?)^ *```");
    private static final Pattern INLINE =
            Pattern.compile("`((?:deploy/[a-z]+/(?:run|build)|mvn |kubectl |docker |java )[^`]*)`");
    private static final Pattern HERE_DOCUMENT = Pattern.compile("(?ms)(<<END)\n.*?^END$");
    private static final Pattern NO_COMMAND = Pattern.compile("(export |[A-Za-z_]+=|for |done|do ).*|done|");

    private final List<DocumentedCommand> known = DocumentedCommand.all();

    @Test
    void shouldKnowWhatRunsEachCommand() {
        assertThat(commands(Project.text("docs/operations.md")))
                .hasSizeGreaterThan(50)
                .allSatisfy(command -> assertThat(entry(command)).as(command).isPresent());
    }

    @Test
    void shouldKnowNoCommandThatIsNotDocumented() {
        List<DocumentedCommand> used = commands(Project.text("docs/operations.md")).stream()
                .flatMap(command -> entry(command).stream())
                .toList();

        assertThat(used).containsAll(known);
    }

    @Test
    void shouldNameTestsAndScriptsThatRunTheCommandOrAReason() {
        assertThat(known).allSatisfy(entry -> {
            if (entry.by() == null) {
                assertThat(entry.cannot()).as(entry.command()).endsWith(".");
            } else {
                assertThat(Project.text(entry.by())).as(entry.by()).contains(entry.text());
                assertThat(entry.cannot()).isNull();
            }
        });
    }

    @Test
    void shouldNoticeACommandThatNothingRuns() {
        String page = "Text.\n```sh\n# A comment.\nexport A=b\ndeploy/admin/run \\\n  destroy --all   # at once\n```\n"
                + "and `kubectl destroy all`.";

        assertThat(commands(page)).containsExactly("deploy/admin/run destroy --all", "kubectl destroy all");
        assertThat(commands(page))
                .allSatisfy(command -> assertThat(entry(command)).isEmpty());
    }

    /** Returns what is known of a command: the entry with the longest beginning. */
    private Optional<DocumentedCommand> entry(String command) {
        return known.stream()
                .filter(entry -> (command + " ").startsWith(entry.command()))
                .max(Comparator.comparingInt(entry -> entry.command().length()));
    }

    /** Returns the commands of all blocks of a page and those inside of its sentences, each on one line. */
    private static List<String> commands(String page) {
        Stream<String> blocks = BLOCK.matcher(page).results().flatMap(block -> HERE_DOCUMENT
                .matcher(block.group(1))
                .replaceAll("$1")
                .replaceAll("\\\\\n\\s*", "")
                .lines());
        Stream<String> sentences =
                INLINE.matcher(page).results().map(command -> command.group(1).replaceAll("\\s+", " "));
        return Stream.concat(blocks, sentences)
                .map(line -> line.replaceFirst("(^|\\s+)#.*", "").strip())
                .filter(line -> !NO_COMMAND.matcher(line).matches())
                .toList();
    }
}
