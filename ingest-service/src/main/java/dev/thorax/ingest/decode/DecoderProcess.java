package dev.thorax.ingest.decode;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.decode.child.DecodeAnswer;
import dev.thorax.ingest.decode.child.DecoderProtocol;
import dev.thorax.ingest.decode.child.ProtocolViolationException;
import dev.thorax.ingest.decode.child.RequestKind;

/** Holds a running decoder process. One thread at a time may use it. */
final class DecoderProcess {
    private static final SecureRandom TICKETS = new SecureRandom();
    private static final long OWN_END_SECONDS = 5;
    private static final long END_SECONDS = 10;

    private final Process process;
    private final ProcessMemory memory;
    private final DataOutputStream requests;
    private final DataInputStream answers;
    private final ErrorOutput errors;
    private final AtomicReference<DecoderFault> fault = new AtomicReference<>();

    private DecoderProcess(Process process) {
        this.process = process;
        this.memory = new ProcessMemory(process.pid());
        this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        this.errors = ErrorOutput.of(process.getErrorStream());
    }

    /** Starts a process without waiting for it. */
    static DecoderProcess start(DecoderCommand command) throws IOException {
        DecoderProcess started = new DecoderProcess(command.start());
        started.memory.beFirstVictim();
        return started;
    }

    /** Waits until the process can take a picture. */
    void awaitReady() throws DecoderDiedException {
        try {
            if (answers.readInt() != DecoderProtocol.READY) {
                throw dead("it did not report that it is ready");
            }
        } catch (IOException e) {
            throw ended("it ended");
        }
    }

    /**
     * Decodes a file.
     *
     * @throws DecoderDiedException if the process gave no valid answer; then it has ended
     */
    DecodedScan decode(RequestKind kind, byte[] file) throws UnacceptableScanException, DecoderDiedException {
        long ticket = TICKETS.nextLong();
        try {
            DecoderProtocol.writeRequest(requests, ticket, kind, file);
            byte[] answer = DecoderProtocol.readAnswer(answers, ticket);
            if (answers.available() > 0) {
                throw dead("it wrote more than its answer");
            }
            return DecodeAnswer.read(answer);
        } catch (ProtocolViolationException e) {
            // A JVM without memory writes a line where the answer should be, and then ends with its exit status.
            throw ended(e.getMessage());
        } catch (IOException e) {
            throw ended("it ended");
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns whether it exceeded a limit. It may have answered directly before. */
    boolean isCondemned() {
        return fault.get() != null;
    }

    long pid() {
        return process.pid();
    }

    /** Returns its resident memory in MiB, or 0 if the system does not give it. */
    long residentMib() {
        return memory.residentMib();
    }

    /** Ends the process because of {@code cause}. The thread that waits for its answer gets the exception. */
    void kill(DecoderFault cause) {
        fault.compareAndSet(null, cause);
        kill();
    }

    /** Ends the process and what it started. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Returns why the process gave no answer. Its own exit status is worth a short wait. */
    private DecoderDiedException ended(String detail) {
        exitStatus(OWN_END_SECONDS);
        return dead(detail);
    }

    /** Ends the process, and returns why it gave no answer. */
    private DecoderDiedException dead(String detail) {
        kill();
        String status = exitStatus(END_SECONDS);
        if (status.equals("exit " + DecoderProtocol.OUT_OF_MEMORY)) {
            fault.compareAndSet(null, DecoderFault.MEMORY);
        }
        fault.compareAndSet(null, DecoderFault.CRASH);
        String output = errors.summary().map(line -> ", " + line).orElse("");
        return new DecoderDiedException(fault.get(), detail + ", " + status + output);
    }

    private String exitStatus(long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS) ? "exit " + process.exitValue() : "does not end";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "exit unknown";
        }
    }
}
