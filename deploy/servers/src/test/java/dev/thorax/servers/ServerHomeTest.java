package dev.thorax.servers;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerHomeTest {
    private static final String KEY = "thorax.embedded.home";

    @TempDir
    private Path folder;

    private final String before = System.getProperty(KEY);

    @AfterEach
    void restore() {
        set(before);
    }

    @Test
    void shouldFindTheFolderThatIsSet() {
        set(folder.toString());

        assertThat(ServerHome.path()).isEqualTo(folder);
    }

    @Test
    void shouldNameTheCommandThatBuildsAMissingFolder() {
        for (String home : new String[] {null, folder.resolve("missing").toString()}) {
            set(home);

            assertThatThrownBy(ServerHome::path)
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("are not in " + home)
                    .hasMessageEndingWith("mvn -pl deploy/server-jars package.");
        }
    }

    private static void set(String home) {
        if (home == null) {
            System.clearProperty(KEY);
        } else {
            System.setProperty(KEY, home);
        }
    }
}
