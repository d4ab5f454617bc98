package dev.thorax.faults;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.thorax.faults.proxy.FaultProxy;
import dev.thorax.faults.proxy.ProxyMode;
import dev.thorax.servers.ServiceProcess;

/** Applies faults to a stack. */
final class FaultInjector {
    private final FaultStack stack;
    private final Operator operator;
    private final AtomicInteger promotions = new AtomicInteger();

    FaultInjector(FaultStack stack, Operator operator) {
        this.stack = stack;
        this.operator = operator;
    }

    /** Begins a fault, and ends it after its length. */
    void apply(Fault fault) throws InterruptedException {
        switch (fault.kind()) {
            case KILL -> stack.part(fault.target()).kill(fault.length());
            case FREEZE -> stack.part(fault.target()).freeze(fault.length());
            case REFUSE -> disturb(fault, ProxyMode.REFUSE);
            case BLACK_HOLE -> disturb(fault, ProxyMode.BLACK_HOLE);
            case UNAVAILABLE -> disturb(fault, ProxyMode.UNAVAILABLE);
            case SLOW -> disturb(fault, ProxyMode.SLOW);
            case CUT -> disturb(fault, ProxyMode.CUT);
            case FULL -> disturb(fault, ProxyMode.FULL);
            case DISK_FULL -> fillDisk(fault);
            case REPLICA_LEAVES -> replica(fault).close();
            case REPLICA_KILLED -> replica(fault).kill();
            case DECODER_KILLED -> killDecoder(fault);
            case PROMOTION -> operator.promote("v" + (promotions.incrementAndGet() + 1));
        }
    }

    private void disturb(Fault fault, ProxyMode mode) throws InterruptedException {
        FaultProxy proxy = stack.proxy(fault.target());
        proxy.mode(mode);
        try {
            Thread.sleep(fault.length().toMillis());
        } finally {
            proxy.mode(ProxyMode.PASS);
        }
    }

    private void fillDisk(Fault fault) throws InterruptedException {
        StoreDisk disk = stack.disk();
        if (!disk.isMounted()) {
            disturb(fault, ProxyMode.FULL);
            return;
        }
        disk.fill();
        try {
            Thread.sleep(fault.length().toMillis());
        } finally {
            disk.empty();
        }
    }

    /** Starts a replica, and waits until it was ready for the length of the fault, or a minute if it never is. */
    private ServiceProcess replica(Fault fault) throws InterruptedException {
        ServiceProcess replica = stack.replica(fault.target());
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!replica.isReady() && replica.jvm().isAlive() && System.nanoTime() < deadline) {
            Thread.sleep(200);
        }
        Thread.sleep(fault.length().toMillis());
        return replica;
    }

    private void killDecoder(Fault fault) {
        ProcessHandle.of(stack.part(fault.target()).jvm().pid()).stream()
                .flatMap(ProcessHandle::children)
                .findFirst()
                .ifPresent(ProcessHandle::destroyForcibly);
    }
}
