package dev.thorax.engine.torch;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CudaLibrariesTest {
    @Test
    void shouldNameWhatTheLoaderDoesNotFindOnce() {
        String ldd =
                """
                \tlinux-vdso.so.1 (0x00007f1886467000)
                \tlibc10_cuda.so => /cache/libc10_cuda.so (0x00007f186b969000)
                \tlibcudnn.so.9 => not found
                \tlibnccl.so.2 => not found
                \tlibcudnn.so.9 => not found
                \t/lib64/ld-linux-x86-64.so.2 (0x00007f188646a000)
                """;

        assertThat(CudaLibraries.missing(ldd)).containsExactly("libcudnn.so.9", "libnccl.so.2");
    }

    @Test
    void shouldMissNothingOfALibraryThatLoads() {
        Path jvm = Path.of(System.getProperty("java.home"), "lib", "server", "libjvm.so");

        assertThat(CudaLibraries.missing(jvm)).isEmpty();
    }
}
