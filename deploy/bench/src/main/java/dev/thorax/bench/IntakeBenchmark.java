package dev.thorax.bench;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;

/** Measures the scans a second and the memory of packaged ingest-services, one after the other in each round. */
final class IntakeBenchmark {
    private static final int WARM_UP = 32;
    private static final int SCANS = 64;
    private static final long PAUSE_MILLIS = 200;
    private static final Path PACKAGED = Path.of("ingest-service/target/quarkus-app/quarkus-run.jar");

    private final Map<String, byte[]> pictures = new LinkedHashMap<>();
    private final Map<String, List<Figures>> figures = new LinkedHashMap<>();

    private IntakeBenchmark() throws IOException {
        pictures.put("jpeg-9-megapixels", file(jpeg(3000), "jpeg"));
        pictures.put("png-16-bits-7-megapixels", file(png(2650), "png"));
    }

    /**
     * Prints the figures of each service.
     *
     * @param jars the {@code quarkus-run.jar} of each service to compare; the one of this project if there is none
     */
    static void run(int rounds, List<Path> jars) throws IOException {
        List<Path> services = jars.isEmpty()
                ? List.of(Path.of(System.getProperty("thorax.modules")).resolve(PACKAGED))
                : jars;
        IntakeBenchmark benchmark = new IntakeBenchmark();
        benchmark.pictures.forEach((name, file) -> System.out.printf("%s: %d bytes%n", name, file.length));
        for (int round = 1; round <= rounds; round++) {
            for (Path service : services) {
                benchmark.measure(round, service);
            }
        }
        benchmark.figures.forEach((key, measured) -> System.out.printf(
                "%s: %s scans/s, %s ms of processor time a scan, %s MiB at most%n",
                key,
                Spread.of(measured.stream().map(Figures::scansPerSecond).toList()),
                Spread.of(measured.stream().map(Figures::processorMillis).toList()),
                Spread.of(measured.stream().map(Figures::mostMib).toList())));
    }

    private void measure(int round, Path jar) throws IOException {
        for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
            Path folder = Files.createTempDirectory("thorax-bench");
            try (TestStack backing = TestStack.start(folder)) {
                String key = jar.getParent().getFileName() + " " + picture.getKey();
                Figures measured = figures(backing, jar, picture.getValue());
                figures.computeIfAbsent(key, first -> new ArrayList<>()).add(measured);
                System.out.printf(
                        "round %d: %s: %.2f scans/s, %.0f ms, %.0f MiB%n",
                        round, key, measured.scansPerSecond(), measured.processorMillis(), measured.mostMib());
            }
        }
    }

    private static Figures figures(TestStack backing, Path jar, byte[] picture) {
        try (ServiceProcess service = backing.service(jar, Map.of("thorax.instance", "bench"))) {
            ProcessHandle process = ProcessHandle.of(service.jvm().pid()).orElseThrow();
            long mostMib = 0;
            int warm = 0;
            double warmSeconds = 0;
            for (int i = 0; i < WARM_UP + SCANS; i++) {
                backing.produce(Topics.SCANS, "s" + i, picture, Map.of("ce_id", "s" + i));
            }
            List<Instant> times = List.of();
            while (times.size() < WARM_UP + SCANS) {
                pause();
                mostMib = Math.max(mostMib, residentMib(process));
                double seconds = processorSeconds(process);
                times = backing.records(Topics.SCANS_STORED).stream()
                        .map(event -> Json.read(event.value(), ScanStored.class).storedAt())
                        .sorted()
                        .toList();
                if (times.size() < WARM_UP || warm == 0) {
                    warm = times.size();
                    warmSeconds = seconds;
                }
            }
            Duration time = Duration.between(times.get(WARM_UP - 1), times.get(WARM_UP + SCANS - 1));
            double milliseconds = 1000 * (processorSeconds(process) - warmSeconds) / (times.size() - warm);
            return new Figures(SCANS / (time.toNanos() / 1e9), milliseconds, mostMib);
        }
    }

    /** Returns the resident memory of a process and its children in MiB. */
    private static long residentMib(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(each -> ownMib(each.pid()))
                .sum();
    }

    /** Returns the processor time that a process and its children have used. */
    private static double processorSeconds(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .flatMap(each -> each.info().totalCpuDuration().stream())
                .mapToDouble(time -> time.toNanos() / 1e9)
                .sum();
    }

    private static long ownMib(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            // It has ended meanwhile.
            return 0;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns a slope with noise, of 8 bits. */
    private static BufferedImage jpeg(int side) {
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        Random random = new Random(1);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / side * 200 / side + random.nextInt(16));
        }
        return picture;
    }

    /** Returns a slope with noise, of 12 bits in 16. */
    private static BufferedImage png(int side) {
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_USHORT_GRAY);
        short[] pixels = ((DataBufferUShort) picture.getRaster().getDataBuffer()).getData();
        Random random = new Random(1);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (short) (i / side * 3800 / side + random.nextInt(64));
        }
        return picture;
    }

    private static byte[] file(BufferedImage picture, String format) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(picture, format, file);
        return file.toByteArray();
    }

    /**
     * What one service reached with one picture.
     *
     * @param scansPerSecond scans that it stored a second
     * @param processorMillis processor time for one scan, in ms, of the service and its children
     * @param mostMib largest resident memory of the service and its children together
     */
    private record Figures(double scansPerSecond, double processorMillis, double mostMib) {}
}
