package dev.thorax.local;

import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SystemFilesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".DS_Store",
                "._a.png",
                ".git",
                "Thumbs.db",
                "THUMBS.DB",
                "desktop.ini",
                "~$manifest.xlsx",
                "__MACOSX",
                "$RECYCLE.BIN",
                "System Volume Information",
                "lost+found",
                "@eaDir",
                "Icon\r"
            })
    void shouldRecogniseWhatNobodyPutThere(String name) {
        assertThat(SystemFiles.contain(Path.of("data", "NORMAL", name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.png", "Thumbs.db.png", "Icon", "recycler.png", "~a.png", "$a.png", "a.", "lost", "a.DS_Store"
            })
    void shouldLeaveTheFilesOfAPerson(String name) {
        assertThat(SystemFiles.contain(Path.of("data", "NORMAL", name))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {".hidden", "__MACOSX", "@eaDir"})
    void shouldJudgeTheNameAndNotTheFoldersAboveIt(String above) {
        assertThat(SystemFiles.contain(Path.of(above, "a.png"))).isFalse();
    }
}
