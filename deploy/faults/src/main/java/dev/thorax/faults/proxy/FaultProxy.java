package dev.thorax.faults.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes TCP connections of the loopback address on to a server, as far as its mode allows. */
public final class FaultProxy implements AutoCloseable {
    private static final int PIECE = 16 << 10;
    private static final int BACKLOG = 50;
    private static final long SLOW_MILLIS = 300;

    private final int port;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool(FaultProxy::daemon);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final Object changed = new Object();
    private volatile ProxyMode mode = ProxyMode.PASS;
    private volatile ServerSocket server;

    /**
     * Starts a proxy.
     *
     * @param port where clients connect
     * @param target the server's port
     */
    public FaultProxy(int port, int target) {
        this.port = port;
        this.target = target;
        listen();
    }

    public int port() {
        return port;
    }

    /** Changes what happens to connections. To and from modes that read HTTP, and to refusals, all open ones are cut. */
    public void mode(ProxyMode next) {
        ProxyMode before;
        synchronized (changed) {
            before = mode;
            mode = next;
            changed.notifyAll();
        }
        if (next == ProxyMode.REFUSE) {
            close(server);
        } else if (before == ProxyMode.REFUSE) {
            listen();
        }
        if (next == ProxyMode.REFUSE || next.readsHttp() || before.readsHttp()) {
            open.forEach(FaultProxy::close);
        }
    }

    private void listen() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            server = socket;
            threads.execute(() -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy cannot listen on port " + port + ".", e);
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // The server socket is closed: by a refusal, or at the end.
        }
    }

    private void serve(Socket client) {
        ProxyMode now = awaitOpen();
        if (now == ProxyMode.REFUSE) {
            // A closed server socket may still give one connection, to a thread that waits for it.
            close(client);
            open.remove(client);
            return;
        }
        try (client;
                Socket upstream = now == ProxyMode.UNAVAILABLE ? new Socket() : connect()) {
            if (now.readsHttp()) {
                new HttpExchange(client, upstream).serve(now, exchanges.getAndIncrement());
            } else {
                var answers = threads.submit(() -> pump(upstream, client, true));
                pump(client, upstream, false);
                answers.get();
            }
        } catch (IOException | java.util.concurrent.ExecutionException e) {
            // One side is gone, and so the other is closed, too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private Socket connect() throws IOException {
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
        upstream.setTcpNoDelay(true);
        return upstream;
    }

    /** Copies until one side ends. If the end is an error, both are closed. */
    private Void pump(Socket from, Socket to, boolean isAnswer) {
        byte[] piece = new byte[PIECE];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                if (awaitOpen() == ProxyMode.SLOW && isAnswer) {
                    Thread.sleep(SLOW_MILLIS);
                }
                out.write(piece, 0, count);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private ProxyMode awaitOpen() {
        synchronized (changed) {
            while (mode == ProxyMode.BLACK_HOLE) {
                try {
                    changed.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return mode;
                }
            }
            return mode;
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException("A socket could not be closed.", e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        mode(ProxyMode.REFUSE);
        threads.shutdownNow();
    }
}
