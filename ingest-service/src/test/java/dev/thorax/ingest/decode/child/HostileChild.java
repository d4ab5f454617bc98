package dev.thorax.ingest.decode.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.decode.DecodedScan;

/** Main class of a process that does what the first byte of a file demands. */
public final class HostileChild {
    public static final char DECODE = 'd';
    public static final char EXIT = 'x';
    public static final char CRASH = 's';
    public static final char SLEEP = 'z';
    public static final char FILL_HEAP = 'h';
    public static final char FILL_MEMORY = 'm';
    public static final char GARBAGE = 'g';
    public static final char TOO_LONG = 'l';
    public static final char WRONG_TICKET = 'w';
    public static final char NO_IMAGE = 'n';
    public static final char TWICE = 't';
    public static final char FOR_EVER = 'e';
    public static final char CLOSE_PIPE = 'c';
    /** Exits if this process has decoded before. */
    public static final char EXIT_IF_USED = 'u';

    private static final long MAPPED = 1L << 30;
    private static final int PAGE = 4096;

    private static final DataInputStream IN = new DataInputStream(System.in);
    private static final FileOutputStream PIPE = new FileOutputStream(FileDescriptor.out);
    private static final DataOutputStream OUT = new DataOutputStream(PIPE);

    private HostileChild() {}

    public static void main(String[] arguments) throws Exception {
        OUT.writeInt(DecoderProtocol.READY);
        for (int served = 0; ; served++) {
            DecoderProtocol.Request request = DecoderProtocol.readRequest(IN);
            if (request == null) {
                return;
            }
            obey((char) request.content()[0], request.ticket(), served);
        }
    }

    private static void obey(char command, long ticket, int served) throws Exception {
        switch (command) {
            case EXIT -> Runtime.getRuntime().halt(9);
            case CRASH ->
                new ProcessBuilder(
                                "kill",
                                "-SEGV",
                                Long.toString(ProcessHandle.current().pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
            case SLEEP -> Thread.sleep(Long.MAX_VALUE);
            case FILL_HEAP -> fillHeap();
            case FILL_MEMORY -> fillMemory();
            case GARBAGE -> garbage(1 << 16);
            case FOR_EVER -> garbage(Long.MAX_VALUE);
            case CLOSE_PIPE -> {
                PIPE.close();
                Thread.sleep(Long.MAX_VALUE);
            }
            case EXIT_IF_USED -> {
                if (served > 0) {
                    Runtime.getRuntime().halt(9);
                }
                answer(ticket);
            }
            default -> write(command, ticket);
        }
    }

    private static void write(char command, long ticket) throws IOException {
        switch (command) {
            case TOO_LONG -> {
                OUT.writeLong(ticket);
                OUT.writeInt(Integer.MAX_VALUE);
            }
            case WRONG_TICKET -> answer(ticket + 1);
            case NO_IMAGE -> DecoderProtocol.write(OUT, ticket, new byte[] {1, 2, 3});
            case TWICE -> {
                byte[] answer = DecodeAnswer.decoded(scan());
                OUT.writeLong(ticket);
                OUT.writeInt(answer.length);
                byte[] both = new byte[2 * answer.length];
                System.arraycopy(answer, 0, both, 0, answer.length);
                OUT.write(both);
            }
            default -> answer(ticket);
        }
    }

    private static void answer(long ticket) throws IOException {
        DecoderProtocol.write(OUT, ticket, DecodeAnswer.decoded(scan()));
    }

    private static DecodedScan scan() {
        return new DecodedScan(
                "image/png",
                new GreyImage(2, 1, new byte[] {1, 2}),
                new CanonicalVersions(1, CanonicalImage.VERSION),
                null);
    }

    private static void garbage(long bytes) throws IOException {
        byte[] garbage = new byte[1 << 10];
        new Random(1).nextBytes(garbage);
        for (long i = 0; i < bytes; i += garbage.length) {
            OUT.write(garbage);
        }
    }

    private static void fillHeap() {
        List<byte[]> blocks = new ArrayList<>();
        while (blocks.size() >= 0) {
            blocks.add(new byte[1 << 20]);
        }
    }

    /** Fills memory outside the heap: pages of a sparse file. */
    private static void fillMemory() throws Exception {
        Path file = Files.createTempFile("sparse", null);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            Files.delete(file);
            sparse.setLength(MAPPED);
            MappedByteBuffer pages = sparse.getChannel().map(FileChannel.MapMode.PRIVATE, 0, MAPPED);
            for (int i = 0; i < MAPPED - PAGE; i += PAGE) {
                pages.put(i, (byte) 1);
            }
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
